"""Screens about who may enter, when and in what."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tular.engines.rulebook.competition import INTAKES
from tular.features.agencies.choices import AgencyKind
from tular.features.competitions.queries.drafting.screens.fields import (
    AWARD_RULE,
    CODE,
    GROUPS,
    KINDS,
    LABEL,
    NOTE,
    RULE,
    SOURCE,
    words,
)
from tular.features.competitions.queries.drafting.shapes import Field, Kind, Node, Rows, Screen

HEAD = Screen(
    "kepala",
    _("Judul dan tahun"),
    _("Bagaimana kompetisi ini disebut, dan apa yang belum diputuskan."),
    (),
    Node(
        (
            Field("title", _("Judul")),
            Field("title_en", _("Judul dalam bahasa Inggris")),
            Field("year", _("Tahun"), Kind.COUNT),
            Field("edition", _("Edisi ke-"), Kind.COUNT),
            Field("theme", _("Tema"), Kind.TEXT),
            Field("organiser", _("Penyelenggara")),
            Field(
                "series",
                _("Rangkaian"),
                hint=_(
                    "Kode yang sama untuk setiap tahunnya, misalnya kipp. Riwayat penghargaan dicari menurut kode ini."
                ),
            ),
            Field(
                "unknown",
                _("Yang belum diputuskan"),
                Kind.LINES,
                hint=_("Satu per baris. Ditunjukkan kepada setiap pembaca; kosongkan bila semuanya sudah jelas."),
            ),
        )
    ),
)

PARTICIPANTS = Screen(
    "peserta",
    _("Peserta"),
    _("Jenis instansi yang boleh ikut."),
    ("participants",),
    Node(
        (
            Field(
                "agency_types",
                _("Jenis instansi yang boleh ikut"),
                Kind.SEVERAL,
                choices=KINDS,
                hint=_("Tanpa pilihan: jenis instansi tidak dibatasi."),
            ),
            NOTE,
            *SOURCE,
        )
    ),
)

QUOTA = Screen(
    "kuota",
    _("Kuota"),
    _("Banyaknya proposal per instansi. Kuota yang berbeda per kelompok ditulis pada kelompoknya."),
    ("quota",),
    Node(
        (
            Field("per_agency", _("Setiap instansi"), Kind.COUNT, hint=_("Untuk jenis yang tidak disebut di bawah.")),
            *(Field(kind.value, kind.label, Kind.COUNT) for kind in AgencyKind),
            Field("applies_to_groups", _("Berlaku untuk kelompok"), Kind.SEVERAL, of="groups"),
            *SOURCE,
        )
    ),
)

SUBMISSION = Screen(
    "pengajuan",
    _("Pengajuan"),
    _("Kapan proposal dapat diajukan. Umur inovasi dihitung sampai penutupan."),
    ("submission",),
    Node(
        (
            Field(
                "set_when_opening",
                _("Tanyakan harinya ketika kompetisi dibuka"),
                Kind.YES,
                hint=_("Pilih ya bila buku aturan ini dipakai untuk beberapa tahun; kosongkan penutupan di bawah."),
            ),
            Field("opens", _("Dibuka"), Kind.MOMENT),
            Field("closes", _("Ditutup"), Kind.MOMENT),
            NOTE,
            *SOURCE,
        )
    ),
)

GROUP_LIST = Screen(
    "kelompok",
    _("Kelompok"),
    _("Kelompok tempat proposal bersaing, beserta umur dan kuotanya."),
    ("groups",),
    Node(
        rows=Rows(
            "",
            _("Kelompok"),
            _("kelompok"),
            Node(
                (
                    LABEL,
                    CODE,
                    Field("min_age_months", _("Umur paling sedikit (bulan)"), Kind.COUNT, brief=True),
                    Field("quota_per_agency", _("Kuota per instansi"), Kind.COUNT, brief=True),
                    Field("intake", _("Pendaftaran"), Kind.CHOICE, choices=words(INTAKES)),
                    Field("quota_counts", _("Dihitung dalam kuota bersama"), Kind.YES),
                    NOTE,
                    *SOURCE,
                ),
                rows=Rows(
                    "requires",
                    _("Syarat kelompok ini"),
                    _("syarat"),
                    Node((LABEL, RULE, *AWARD_RULE, NOTE)),
                    coded=False,
                ),
            ),
        )
    ),
)

ELIGIBILITY = Screen(
    "syarat",
    _("Syarat ikut"),
    _("Syarat yang diperiksa ketika proposal ditulis. Yang hanya dapat dinilai orang diperiksa sekretariat."),
    ("eligibility",),
    Node(
        rows=Rows(
            "",
            _("Syarat"),
            _("syarat"),
            Node(
                (
                    LABEL,
                    Field(
                        "rule",
                        _("Aturan"),
                        hint=_(
                            "Kode aturan, misalnya min_age_months, never_awarded, atau must_tag; nama lain "
                            "hanya bila diperiksa orang."
                        ),
                        brief=True,
                    ),
                    Field("check", _("Diperiksa oleh"), Kind.CHOICE, choices=(("human", _("orang")),)),
                    Field("value", _("Nilai"), Kind.COUNT, hint=_("Bulan atau kata, menurut aturannya."), brief=True),
                    GROUPS,
                    *AWARD_RULE,
                    Field("vocabulary", _("Daftar tanda"), hint=_("Misalnya sdg.")),
                    Field("min", _("Paling sedikit"), Kind.COUNT),
                    Field("section", _("Bagian formulir"), hint=_("Kode bagian, untuk aturan min_words.")),
                    Field("proof_required", _("Buktinya diperiksa orang"), Kind.YES),
                    NOTE,
                    *SOURCE,
                ),
                rows=Rows(
                    "exceptions",
                    _("Pengecualian"),
                    _("pengecualian"),
                    Node(
                        (
                            LABEL,
                            Field("when", _("Keadaan"), hint=_("Kode, misalnya pandemic_related."), brief=True),
                            Field("value", _("Nilai"), Kind.COUNT, brief=True),
                            Field("waived", _("Aturan tidak berlaku"), Kind.YES, brief=True),
                        )
                    ),
                    coded=False,
                ),
            ),
            coded=False,
        )
    ),
)

CATEGORIES = Screen(
    "kategori",
    _("Kategori"),
    _("Kategori yang dipilih penulis proposal. Uraian dan contoh menolong mereka memilih."),
    ("categories", "1"),
    Node(
        (Field("labels", _("Nama kategori tanpa uraian"), Kind.LINES, hint=_("Satu per baris.")), NOTE, *SOURCE),
        rows=Rows(
            "items",
            _("Kategori dengan uraian"),
            _("kategori"),
            Node(
                (
                    LABEL,
                    Field("description", _("Uraian"), Kind.TEXT, brief=True),
                    Field("examples", _("Contoh"), Kind.TEXT),
                )
            ),
            coded=False,
            new={"label": "Kategori"},
        ),
    ),
)
