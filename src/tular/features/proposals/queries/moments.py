"""Moments of a deadline in words: day, time and the zone that the deadline names."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import formats
from django.utils.translation import gettext as _

from tular.features.competitions.models import ZONES

DEFAULT_ZONE = "Asia/Jakarta"

_LABELS = dict(ZONES)


def in_words(moment: datetime, zone: str = DEFAULT_ZONE) -> str:
    """ "15 Maret 2026 pukul 09.00 WIB" """
    local = moment.astimezone(ZoneInfo(zone))
    values = {"day": formats.date_format(local, "j F Y"), "time": local.strftime("%H.%M"), "zone": _LABELS[zone]}
    return _("%(day)s pukul %(time)s %(zone)s") % values


def to_the_second(moment: datetime, zone: str = DEFAULT_ZONE) -> str:
    """The same with seconds, for receipts: "15 Maret 2026 pukul 08.59.58 WIB"."""
    local = moment.astimezone(ZoneInfo(zone))
    values = {"day": formats.date_format(local, "j F Y"), "time": local.strftime("%H.%M.%S"), "zone": _LABELS[zone]}
    return _("%(day)s pukul %(time)s %(zone)s") % values


def days_until(moment: datetime, now: datetime, zone: str = DEFAULT_ZONE) -> int:
    """Days of the calendar between today and that day, in the zone of the deadline; negative when it is over."""
    there = ZoneInfo(zone)
    return (moment.astimezone(there).date() - now.astimezone(there).date()) // timedelta(days=1)
