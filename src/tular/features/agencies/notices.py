"""What people are told about roles, invitations and requests to join."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.agencies.choices import Role
from tular.foundation.notifications.kinds import NoticeKind, define, define_group

define_group(
    "agencies",
    gettext_lazy("Peran dan undangan"),
    gettext_lazy("Peran yang Anda terima, serahkan, atau segera berakhir; undangan dan permohonan bergabung."),
)


def _role(params: dict[str, Any]) -> str:
    """The role with its place, in the reader's language."""
    name = str(Role(params["role"]).label)
    return f"{name}, {params['place']}" if params.get("place") else name


def _day(value: date) -> str:
    return formats.date_format(value, "j F Y")


def _because(params: dict[str, Any]) -> str:
    return _("Alasan: %(reason)s") % {"reason": params["reason"]} if params.get("reason") else ""


define(
    NoticeKind(
        "agencies.invited",
        "agencies",
        title=lambda p: _("Anda diundang sebagai %(role)s") % {"role": _role(p)},
        text=lambda p: (
            _("%(inviter)s mengundang Anda. Undangannya berlaku sampai %(day)s.")
            % {"inviter": p["inviter"], "day": _day(p["until"])}
        ),
        urgent=True,
    )
)
define(
    NoticeKind(
        "agencies.accepted",
        "agencies",
        title=lambda p: _("%(person)s menerima undangan Anda") % {"person": p["person"]},
        text=lambda p: _("Perannya: %(role)s.") % {"role": _role(p)},
    )
)
define(
    NoticeKind(
        "agencies.given",
        "agencies",
        title=lambda p: _("Peran baru Anda: %(role)s") % {"role": _role(p)},
        text=lambda p: (
            _("%(giver)s memberikannya, berlaku sampai %(day)s.") % {"giver": p["giver"], "day": _day(p["until"])}
            if p.get("until")
            else _("%(giver)s memberikannya.") % {"giver": p["giver"]}
        ),
    )
)
define(
    NoticeKind(
        "agencies.ended",
        "agencies",
        title=lambda p: _("Peran Anda berakhir: %(role)s") % {"role": _role(p)},
        text=lambda p: " ".join(
            filter(None, [_("Hari terakhirnya %(day)s.") % {"day": _day(p["until"])}, _because(p)])
        ),
        urgent=True,
    )
)
define(
    NoticeKind(
        "agencies.ends_soon",
        "agencies",
        title=lambda p: _("Peran Anda akan berakhir: %(role)s") % {"role": _role(p)},
        text=lambda p: (
            _("Hari terakhirnya %(day)s. Mintalah perpanjangan kepada admin bila masih diperlukan.")
            % {"day": _day(p["until"])}
        ),
    )
)
define(
    NoticeKind(
        "agencies.requested",
        "agencies",
        title=lambda p: _("%(agency)s memohon bergabung") % {"agency": p["agency"]},
        text=lambda p: _("Periksa surat bertanda tangannya, lalu putuskan."),
        urgent=True,
    )
)
