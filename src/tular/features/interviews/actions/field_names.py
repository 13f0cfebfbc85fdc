"""What history calls the fields of interviews."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tular.foundation.audit import labels

labels.name_fields(
    "interviews.interviewplan",
    {
        "review": _("penilaian"),
        "presentation_minutes": _("presentasi (menit)"),
        "question_minutes": _("tanya jawab (menit)"),
        "gap_minutes": _("jeda (menit)"),
        "material_until": _("bahan diterima sampai"),
        "published_at": _("terbit pada"),
        "changes": _("perubahan jadwal"),
        "created_by": _("dibuat oleh"),
        "created_at": _("dibuat pada"),
    },
)
labels.name_fields(
    "interviews.panelchair", {"panel": _("tim"), "evaluator": _("ketua"), "by": _("oleh"), "at": _("pada")}
)
labels.name_fields(
    "interviews.session",
    {
        "plan": _("jadwal wawancara"),
        "panel": _("tim"),
        "starts_at": _("mulai"),
        "ends_at": _("selesai"),
        "breaks": _("istirahat"),
        "zone": _("zona waktu"),
        "place": _("tempat"),
        "link": _("tautan video"),
    },
)
labels.name_fields(
    "interviews.slot",
    {
        "session": _("sesi"),
        "panel": _("tim"),
        "starts_at": _("mulai"),
        "ends_at": _("selesai"),
        "entry": _("proposal"),
        "outcome": _("keadaan"),
        "outcome_reason": _("alasan"),
        "came": _("yang hadir"),
        "head_came": _("pimpinan instansi"),
        "recorded_by": _("dicatat oleh"),
        "recorded_at": _("dicatat pada"),
    },
)
labels.name_fields(
    "interviews.clock",
    {
        "slot": _("slot"),
        "phase": _("babak"),
        "since": _("berjalan sejak"),
        "spent": _("detik terpakai"),
        "by": _("oleh"),
    },
)
labels.name_fields(
    "interviews.presentation",
    {
        "entry": _("proposal"),
        "presenters": _("penyaji"),
        "head_comes": _("pimpinan instansi"),
        "by": _("oleh"),
        "at": _("pada"),
    },
)
labels.name_fields(
    "interviews.material",
    {"entry": _("proposal"), "file": _("berkas"), "by": _("oleh"), "at": _("pada"), "removed_at": _("dilepas pada")},
)
labels.name_fields(
    "interviews.slotrequest",
    {
        "slot": _("slot"),
        "entry": _("proposal"),
        "reason": _("alasan"),
        "by": _("oleh"),
        "at": _("pada"),
        "answer": _("jawaban"),
        "answer_reason": _("alasan jawaban"),
        "answered_by": _("dijawab oleh"),
        "answered_at": _("dijawab pada"),
    },
)
