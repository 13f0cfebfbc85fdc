"""One desk: everything that waits for a person, across their roles, by when it is due."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tular.foundation.jobs.queries import open_runs_of
from tular.foundation.ui import desk
from tular.foundation.ui.desk import DeskItem
from tular.foundation.ui.shapes import Job

SOON = timedelta(days=10)


@dataclass(frozen=True, slots=True)
class Line:
    """An item with its deadline in words: the headline (how urgent), then day, time and zone."""

    item: DeskItem
    headline: str
    moment: str
    late: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Lines that are due at about the same time."""

    id: str
    title: str
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class RoleChoice:
    """A role with what waits for it; `name` is "" for all."""

    name: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class DeskPage:
    """The desk: a sentence about all of it, groups of the chosen role, what waits for others, and work under way."""

    lead: str
    roles: list[RoleChoice]
    groups: list[Group]
    others: list[Line]
    runs: list[Job]


def desk_page(person: Any, now: datetime, role: str = "") -> DeskPage:
    """The desk of a person; `role` narrows it to one role, an unknown one shows all."""
    every = [_line(item, now) for item in desk.items(person, now)]
    mine = [line for line in every if not line.item.waits_for]
    counts = Counter(line.item.role for line in mine)
    chosen = role if role in counts else ""
    shown = [line for line in mine if not chosen or line.item.role == chosen]
    return DeskPage(
        lead=_lead(mine, now),
        roles=[
            RoleChoice("", _("Semua"), len(mine), not chosen),
            *(RoleChoice(name, name, count, name == chosen) for name, count in sorted(counts.items())),
        ]
        if len(counts) > 1
        else [],
        groups=_groups(shown, now),
        others=[line for line in every if line.item.waits_for],
        runs=open_runs_of(person, now),
    )


def _groups(lines: list[Line], now: datetime) -> list[Group]:
    tomorrow = _midnight(now) + timedelta(days=2)
    groups = [
        Group("segera", _("Hari ini dan besok"), []),
        Group("sepuluh-hari", _("Sepuluh hari ke depan"), []),
        Group("nanti", _("Sesudah itu"), []),
        Group("tanpa-tenggat", _("Tanpa tenggat"), []),
    ]
    for line in lines:
        due = line.item.due
        place = 3 if due is None else 0 if due < tomorrow else 1 if due < now + SOON else 2
        groups[place].lines.append(line)
    return [group for group in groups if group.lines]


def _lead(lines: list[Line], now: datetime) -> str:
    if not lines:
        return _("Tidak ada yang menunggu Anda.")
    count = len(lines)
    said = [ngettext("%(count)s hal menunggu Anda.", "%(count)s hal menunggu Anda.", count) % {"count": count}]
    if late := sum(line.late for line in lines):
        said.append(ngettext("%(count)s terlambat.", "%(count)s terlambat.", late) % {"count": late})
    start = _midnight(now)
    dues = [line.item.due for line in lines if line.item.due and not line.late]
    if soon := sum(due < start + timedelta(days=2) for due in dues):
        said.append(
            ngettext("%(count)s jatuh hari ini atau besok.", "%(count)s jatuh hari ini atau besok.", soon)
            % {"count": soon}
        )
    return " ".join(said)


def _line(item: DeskItem, now: datetime) -> Line:
    if item.due is None:
        return Line(item, *_waiting(item, now), late=False)
    due = timezone.localtime(item.due)
    moment = f"{formats.date_format(due, 'l, j M')}, {formats.time_format(due, 'H.i')} {due.tzname()}"
    days = (due.date() - timezone.localtime(now).date()).days
    late = item.due < now
    if late and days == 0:
        headline = _("Terlambat, hari ini")
    elif late:
        headline = ngettext("Terlambat %(days)s hari", "Terlambat %(days)s hari", -days) % {"days": -days}
    elif days == 0:
        headline = _("Hari ini")
    elif days == 1:
        headline = _("Besok")
    else:
        headline = ngettext("%(days)s hari lagi", "%(days)s hari lagi", days) % {"days": days}
    return Line(item, headline, moment, late)


def _waiting(item: DeskItem, now: datetime) -> tuple[str, str]:
    if item.since is None:
        return _("Tanpa tenggat"), ""
    since = timezone.localtime(item.since)
    days = max((timezone.localtime(now).date() - since.date()).days, 0)
    waits = ngettext("Menunggu %(days)s hari", "Menunggu %(days)s hari", days) % {"days": days}
    return (waits if days else _("Baru hari ini")), _("sejak %(day)s") % {"day": formats.date_format(since, "j M Y")}


def _midnight(now: datetime) -> datetime:
    return timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
