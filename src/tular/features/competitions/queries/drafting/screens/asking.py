"""Screens about what a proposal asks."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tular.engines.rulebook.form import ATTACHMENT_KINDS, FIELD_KINDS, SECTION_KINDS
from tular.features.competitions.queries.drafting.screens.fields import CODE, LABEL, NOTE, REQUIRED, SOURCE, words
from tular.features.competitions.queries.drafting.shapes import Field, Kind, Node, Rows, Screen, Tables

WORDS = (
    Field("min_words", _("Kata paling sedikit"), Kind.COUNT),
    Field("max_words", _("Kata paling banyak"), Kind.COUNT, brief=True),
)
ASKED = (
    LABEL,
    CODE,
    Field("asks", _("Yang ditanyakan"), Kind.TEXT, brief=True),
    *WORDS,
    REQUIRED,
    Field("kind", _("Bentuk jawaban"), Kind.CHOICE, choices=words(SECTION_KINDS)),
)
SECTIONS = Rows(
    "sections",
    _("Bagian"),
    _("bagian"),
    Node(ASKED, rows=Rows("parts", _("Pertanyaan di dalam bagian ini"), _("pertanyaan"), Node(ASKED))),
)
FORM = Screen(
    "formulir",
    _("Formulir"),
    _("Bagian yang diisi penulis proposal, dengan batas katanya."),
    ("form",),
    Node(
        SOURCE,
        SECTIONS,
        Tables(
            _("Formulir per kelompok"),
            _("formulir"),
            Node((NOTE, *SOURCE), SECTIONS),
            "groups",
            _("Bagian khusus satu kelompok: menggantikan bagian untuk semua, atau (tambahan) ditanyakan sesudahnya."),
        ),
    ),
)

SHORT = Screen(
    "isian-pendek",
    _("Isian pendek"),
    _("Pertanyaan yang dijawab dengan satu kata, angka, tanggal, atau ya dan tidak."),
    ("form",),
    Node(
        rows=Rows(
            "fields",
            _("Isian"),
            _("isian"),
            Node(
                (
                    LABEL,
                    CODE,
                    Field("kind", _("Bentuk jawaban"), Kind.CHOICE, choices=words(FIELD_KINDS), brief=True),
                    REQUIRED,
                    Field(
                        "when_yes",
                        _("Bila ya, tanyakan juga"),
                        Kind.LINES,
                        hint=_("Kode isian atau lampiran, satu per baris."),
                    ),
                )
            ),
        )
    ),
)

ATTACHED = (
    LABEL,
    CODE,
    Field("required", _("Wajib"), Kind.YES, brief=True),
    Field("kind", _("Bentuk"), Kind.CHOICE, choices=words(ATTACHMENT_KINDS)),
    Field("format", _("Format berkas"), hint=_("Misalnya PDF.")),
    Field("max_mib", _("Ukuran paling besar (MiB)"), Kind.NUMBER, brief=True),
    Field("max_seconds", _("Lama video paling banyak (detik)"), Kind.COUNT),
    Field("host", _("Tempat video")),
    Field("required_when", _("Wajib bila"), hint=_("Kode keadaan, misalnya innovation_is_an_application.")),
    Field(
        "anonymous",
        _("Tidak memuat identitas pengusul"),
        Kind.YES,
        hint=_("Hanya lampiran seperti itu yang dilihat penilai bila identitas disamarkan."),
    ),
    NOTE,
)
ATTACHMENTS = Screen(
    "lampiran",
    _("Lampiran"),
    _("Berkas dan tautan yang diminta."),
    ("attachments",),
    Node(
        rows=Rows(
            "",
            _("Lampiran"),
            _("lampiran"),
            Node(
                (*ATTACHED, *SOURCE),
                rows=Rows("items", _("Lampiran di dalam kumpulan ini"), _("lampiran"), Node(ATTACHED)),
            ),
        )
    ),
)
