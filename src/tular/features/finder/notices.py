"""What people are told about needs that they keep."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tular.foundation.notifications.kinds import NoticeKind, define

define(
    NoticeKind(
        "finder.need_news",
        "following",
        title=lambda p: (
            ngettext("%(count)s inovasi baru untuk “%(need)s”", "%(count)s inovasi baru untuk “%(need)s”", p["count"])
            % p
        ),
        text=lambda p: _("Kini di antara yang paling cocok: %(titles)s") % {"titles": "; ".join(p["titles"])},
    )
)
