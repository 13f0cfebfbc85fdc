"""What people hear of events."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.foundation.notifications.kinds import NoticeKind, define, define_group

GROUP = "events"

define_group(
    GROUP, gettext_lazy("Acara"), gettext_lazy("Undangan ke acara, perubahan waktu dan tempatnya, serta pembatalannya.")
)

define(
    NoticeKind(
        "events.invited",
        GROUP,
        title=lambda p: _("Anda diundang: %(title)s") % p,
        text=lambda p: _("%(when)s. Jawab apakah Anda hadir.") % p,
    )
)
define(
    NoticeKind(
        "events.moved",
        GROUP,
        title=lambda p: _("Waktu atau tempat berubah: %(title)s") % p,
        text=lambda p: _("Sekarang: %(when)s.") % p,
        urgent=True,
    )
)
define(
    NoticeKind(
        "events.cancelled",
        GROUP,
        title=lambda p: _("Dibatalkan: %(title)s") % p,
        text=lambda p: _("Alasannya: %(why)s") % p,
        urgent=True,
    )
)
