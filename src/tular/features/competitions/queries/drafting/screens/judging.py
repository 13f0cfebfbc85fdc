"""Screens about stages, what is marked in them, and what can be won."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tular.engines.rulebook.choosing import Disagreement, WithThird
from tular.engines.rulebook.competition import RECUSALS, STAGE_KINDS
from tular.engines.rulebook.parts import Combine
from tular.features.competitions.queries.drafting.screens.fields import CODE, GROUPS, LABEL, NOTE, SCALE, SOURCE, words
from tular.features.competitions.queries.drafting.shapes import Field, Kind, Node, Rows, Screen, Tables

CRITERION = (
    LABEL,
    CODE,
    Field("weight", _("Bobot"), Kind.NUMBER, brief=True),
    Field("jury", _("Juri"), hint=_("Kode, bila hanya juri tertentu yang menilainya.")),
    SCALE,
)
CRITERIA = Screen(
    "kriteria",
    _("Kriteria dan bobot"),
    _("Yang dinilai dalam setiap tahap, dengan bobot dan skalanya."),
    ("criteria",),
    Node(
        tables=Tables(
            _("Kumpulan kriteria"),
            _("kumpulan kriteria"),
            Node(
                (
                    Field("stage", _("Tahap"), Kind.CHOICE, of="stages"),
                    GROUPS,
                    SCALE,
                    Field(
                        "combine", _("Cara menggabungkan"), Kind.CHOICE, choices=words([one.value for one in Combine])
                    ),
                    Field("partial", _("Belum lengkap"), Kind.YES),
                    NOTE,
                    *SOURCE,
                ),
                rows=Rows(
                    "items",
                    _("Kriteria"),
                    _("kriteria"),
                    Node(
                        CRITERION,
                        rows=Rows(
                            "levels",
                            _("Tingkat yang diuraikan"),
                            _("tingkat"),
                            Node(
                                (
                                    Field("value", _("Nilai"), Kind.NUMBER, brief=True),
                                    LABEL,
                                    Field("meaning", _("Artinya"), Kind.TEXT, brief=True),
                                )
                            ),
                            coded=False,
                        ),
                    ),
                ),
            ),
            hint=_("Satu untuk setiap tahap yang dinilai; nama kelompok membuatnya berlaku untuk kelompok itu saja."),
        )
    ),
)

STAGES = Screen(
    "tahap",
    _("Tahap"),
    _("Yang terjadi sesudah pengajuan ditutup, berurutan."),
    ("stages",),
    Node(
        rows=Rows(
            "",
            _("Tahap"),
            _("tahap"),
            Node(
                (
                    LABEL,
                    CODE,
                    Field("kind", _("Jenis tahap"), Kind.CHOICE, choices=words(STAGE_KINDS), brief=True),
                    Field("order", _("Urutan"), Kind.COUNT, brief=True),
                    Field("actor", _("Pelaku"), hint=_("Kode, misalnya sekretariat.")),
                    Field(
                        "checkers",
                        _("Pemeriksa per proposal"),
                        Kind.COUNT,
                        _("Seleksi administrasi: berapa orang harus sepakat."),
                    ),
                    Field("fix_days", _("Masa perbaikan (hari)"), Kind.COUNT, _("Kosong: tidak ada masa perbaikan.")),
                    Field("objection_days", _("Masa sanggah (hari)"), Kind.COUNT, _("Kosong: tidak ada masa sanggah.")),
                    Field("evaluators_per_entry", _("Penilai per proposal"), Kind.COUNT),
                    Field("minutes_presentation", _("Paparan (menit)"), Kind.COUNT, _("Presentasi dan wawancara.")),
                    Field("minutes_questions", _("Tanya jawab (menit)"), Kind.COUNT, _("Presentasi dan wawancara.")),
                    Field("blind", _("Identitas pengusul disamarkan bagi penilai"), Kind.YES),
                    Field("recusal", _("Penilai tidak menilai yang sama"), Kind.SEVERAL, choices=words(RECUSALS)),
                    Field(
                        "disagreement.rule",
                        _("Bila nilai penilai jauh berbeda"),
                        Kind.CHOICE,
                        choices=words([one.value for one in Disagreement]),
                    ),
                    Field("disagreement.gap", _("Selisih yang dianggap jauh"), Kind.NUMBER),
                    Field("disagreement.threshold", _("Batas di antara kedua nilai"), Kind.NUMBER),
                    Field(
                        "disagreement.with_third",
                        _("Dengan penilai ketiga"),
                        Kind.CHOICE,
                        choices=words([one.value for one in WithThird]),
                    ),
                    SCALE,
                    Field("passing_grade", _("Nilai lulus"), Kind.NUMBER),
                    Field("shortlist", _("Yang lanjut, seluruhnya"), Kind.COUNT),
                    Field(
                        "tie_breaks",
                        _("Pemutus nilai sama"),
                        Kind.LINES,
                        hint=_("Satu per baris: criterion:kode atau submitted."),
                    ),
                    Field("parallel_with", _("Berjalan bersama tahap"), Kind.CHOICE, of="stages"),
                    NOTE,
                    *SOURCE,
                ),
                rows=Rows(
                    "cutoffs",
                    _("Yang lanjut, per kelompok"),
                    _("batas"),
                    Node(
                        (
                            Field("pool", _("Kelompok"), Kind.SEVERAL, of="groups", brief=True),
                            Field("count", _("Banyaknya"), Kind.COUNT, brief=True),
                        )
                    ),
                    name="count",
                    coded=False,
                ),
            ),
        )
    ),
)

AWARDS = Screen(
    "penghargaan",
    _("Penghargaan"),
    _("Yang dapat dimenangkan."),
    ("awards",),
    Node(
        rows=Rows(
            "",
            _("Penghargaan"),
            _("penghargaan"),
            Node(
                (
                    LABEL,
                    CODE,
                    Field("count", _("Banyaknya"), Kind.COUNT, brief=True),
                    Field("pool", _("Dari kelompok"), Kind.SEVERAL, of="groups"),
                    Field(
                        "subset_of",
                        _("Juga mendapat"),
                        Kind.CHOICE,
                        of="awards",
                        hint=_("Misalnya pemenang juga finalis."),
                    ),
                    NOTE,
                    *SOURCE,
                )
            ),
        )
    ),
)
