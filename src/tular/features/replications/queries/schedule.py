"""When to measure again: the months that the rules name, and which of them were measured. Pure but for its reading."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

BEFORE = timedelta(days=7)
"""How long before the day it is announced."""

GRACE = timedelta(days=14)
"""How long after the day it may still be filled in; then the owner is told that it is late."""


class SlotState(StrEnum):
    """What became of a month in which to measure."""

    MEASURED = "terukur"
    MISSED = "terlewat"
    LATE = "terlambat"
    DUE = "tiba"
    NEXT = "berikutnya"
    LATER = "nanti"


@dataclass(frozen=True, slots=True)
class Slot:
    """A month in which to measure; `on` is its day."""

    month: int
    on: date
    state: SlotState

    @property
    def is_awaited(self) -> bool:
        """Whether it is the one to fill in now."""
        return self.state in (SlotState.LATE, SlotState.DUE, SlotState.NEXT)


def months_between(begin: date, end: date) -> int:
    """Whole months from a day to another; negative when it lies before."""
    months = (end.year - begin.year) * 12 + end.month - begin.month
    return months - (1 if end.day < begin.day and not _last_of_month(end) else 0)


def after_months(begin: date, months: int) -> date:
    """The same day so many months later; the last of a month that is too short for it."""
    year, month = divmod(begin.year * 12 + begin.month - 1 + months, 12)
    return date(year, month + 1, min(begin.day, monthrange(year, month + 1)[1]))


def nearest_month(began: date, on: date, months: Iterable[int]) -> int:
    """The month of the schedule for which a measurement of this day counts; of two equally near the earlier.

    0 for one that lies nearer to the beginning than to any month: it shows nothing yet.
    """
    return min((0, *months), key=lambda month: (abs((after_months(began, month) - on).days), month))


def slots_of(began: date, measured: Collection[date], months: tuple[int, ...], today: date) -> tuple[Slot, ...]:
    """The schedule as it stands; at most one slot is awaited: the last one whose day came, else the next one."""
    filled = {nearest_month(began, on, months) for on in measured if on > began}
    days = {month: after_months(began, month) for month in months}
    come = [month for month in months if days[month] <= today]
    current = come[-1] if come and come[-1] not in filled else None
    ahead = [month for month in months if days[month] > today and month not in filled]
    following = ahead[0] if ahead and current is None else None
    found = []
    for month in months:
        if month in filled:
            state = SlotState.MEASURED
        elif month == current:
            state = SlotState.LATE if today > days[month] + GRACE else SlotState.DUE
        elif month == following:
            state = SlotState.NEXT
        else:
            state = SlotState.MISSED if month in come else SlotState.LATER
        found.append(Slot(month, days[month], state))
    return tuple(found)


def _last_of_month(day: date) -> bool:
    return day.month != date.fromordinal(day.toordinal() + 1).month
