"""What history calls the fields of replications."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tular.foundation.audit import labels

labels.name_fields(
    "replications.reply",
    {
        "question": _("pertanyaan"), "level": _("jawaban"), "evidence": _("bukti"), "file": _("berkas bukti"),
        "side": _("pihak"), "taken_from": _("diambil dari jawaban"),
    },
)  # fmt: skip
labels.name_fields(
    "replications.decision",
    {
        "outcome": _("keputusan"), "reason": _("alasan"), "decided_on": _("tanggal keputusan"),
        "decided_by": _("jabatan yang memutuskan"), "file": _("naskah"),
    },
)  # fmt: skip
