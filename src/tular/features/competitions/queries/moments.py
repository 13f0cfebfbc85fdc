"""Moments of a deadline in words: day, time and the zone that the deadline names."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import formats, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tular.features.competitions.models import ZONES

DEFAULT_ZONE = "Asia/Jakarta"

_LABELS = dict(ZONES)


def in_words(moment: datetime, zone: str = DEFAULT_ZONE) -> str:
    """Such as "15 Maret 2026 pukul 09.00 WIB"."""
    return _told(moment, zone, "%H.%M")


def to_the_second(moment: datetime, zone: str = DEFAULT_ZONE) -> str:
    """The same with seconds, for receipts: "15 Maret 2026 pukul 08.59.58 WIB"."""
    return _told(moment, zone, "%H.%M.%S")


def days_until(moment: datetime, now: datetime, zone: str = DEFAULT_ZONE) -> int:
    """Days of the calendar between today and that day, in the zone of the deadline; negative when it is over."""
    there = ZoneInfo(zone)
    return (moment.astimezone(there).date() - now.astimezone(there).date()) // timedelta(days=1)


def left_in_words(moment: datetime, now: datetime) -> str:
    """How long it is until then, in the two largest units: "9 hari 4 jam", "35 menit"; "" when it is over."""
    minutes = int((moment - now).total_seconds()) // 60
    if moment <= now:
        return ""
    days, hours, rest = minutes // 1440, minutes // 60 % 24, minutes % 60
    told = [
        ngettext("%(count)d hari", "%(count)d hari", days) % {"count": days} if days else "",
        ngettext("%(count)d jam", "%(count)d jam", hours) % {"count": hours} if hours else "",
        ngettext("%(count)d menit", "%(count)d menit", rest) % {"count": rest} if rest and not days else "",
    ]
    return " ".join(filter(None, told)) or _("kurang dari satu menit")


def _told(moment: datetime, zone: str, clock: str) -> str:
    local = moment.astimezone(ZoneInfo(zone))
    time = local.strftime(clock.replace(".", ":") if translation.get_language() == "en" else clock)
    values = {"day": formats.date_format(local, "j F Y"), "time": time, "zone": _LABELS.get(zone, zone)}
    return _("%(day)s pukul %(time)s %(zone)s") % values
