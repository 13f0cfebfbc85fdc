"""What history calls the fields of kept needs."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tular.foundation.audit import labels

labels.name_fields(
    "finder.savedneed",
    {
        "query": _("alamat pencarian"),
        "known": _("yang sudah diketahui"),
        "watched": _("diikuti"),
        "saved_at": _("disimpan pada"),
    },
)
