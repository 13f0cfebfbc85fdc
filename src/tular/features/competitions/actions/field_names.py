"""What history calls the fields of competitions and of what belongs to them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tular.foundation.audit import labels

COMPETITION = {"competition": _("kompetisi")}

labels.name_fields(
    "competitions.competition",
    {
        "organiser": _("penyelenggara"),
        "rulebook": _("buku aturan"),
        "feeds": _("pemenang diteruskan ke"),
        "about": _("seruan"),
        "decree": _("nomor surat"),
        "last_number": _("nomor proposal terakhir"),
        "is_demo": _("kompetisi contoh"),
        "created_by": _("disiapkan oleh"),
    },
)
labels.name_fields(
    "competitions.category",
    COMPETITION | {"description": _("uraian"), "examples": _("contoh"), "order": _("urutan")},
)
labels.name_fields(
    "competitions.window",
    COMPETITION | {"stage": _("tahap"), "opens_at": _("dibuka pada"), "closes_at": _("ditutup")},
)
labels.name_fields(
    "competitions.extension",
    {"window": _("jadwal"), "closes_at": _("ditutup"), "by": _("diperpanjang oleh")},
)
labels.name_fields("competitions.groupinvitation", COMPETITION | {"group": _("kelompok"), "by": _("diundang oleh")})
labels.name_fields("competitions.staff", COMPETITION | {"by": _("ditugaskan oleh")})
labels.name_fields(
    "competitions.rulebookdraft",
    {
        "identity": _("kode buku aturan"),
        "cloned_from": _("digandakan dari"),
        "saves": _("banyaknya penyimpanan"),
        "created_by": _("dimulai oleh"),
        "edited_by": _("diubah oleh"),
        "edited_at": _("diubah pada"),
    },
)
