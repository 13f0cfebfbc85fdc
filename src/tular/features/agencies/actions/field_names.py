"""What history calls the fields of agencies, roles and invitations, and which of them are personal data."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tular.foundation.audit import labels

labels.name_fields(
    "agencies.agency",
    {"abbreviation": _("singkatan"), "subkind": _("jenis lebih rinci"), "counted": _("dihitung di antara 633")},
)
labels.name_fields(
    "agencies.membership",
    {
        "granted_by": _("diberikan oleh"),
        "delegated_from": _("mewakili peran"),
        "end_told_at": _("diberi tahu akan berakhir pada"),
    },
)
labels.name_fields("agencies.invitation", {"invited_by": _("diundang oleh")})
labels.name_fields("agencies.joinrequest", {"letter": _("surat penunjukan")})

# Nobody needs the addresses of others in a history; the pages of the agency show them to its admins.
labels.personal("agencies.invitation", "email", "name")
labels.personal("agencies.joinrequest", "email", "name")
