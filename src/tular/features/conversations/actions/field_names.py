"""What history calls the fields of questions."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tular.foundation.audit import labels

labels.name_fields(
    "conversations.question",
    {
        "on_behalf_of": _("atas nama"),
        "level_since": _("di tingkat ini sejak"),
        "answered_at": _("dijawab pada"),
        "public_text": _("pertanyaan yang terbit"),
        "close_reason": _("alasan ditutup"),
    },
)
labels.name_fields(
    "conversations.answer",
    {"by_owner": _("dijawab pemilik"), "as_role": _("sebagai"), "published": _("terbit")},
)
