"""What of the work on replications waits on somebody's desk: cases to go on with, tasks, meetings."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tular.features.competitions.queries.moments import in_words
from tular.features.replications.choices import OPEN, CaseState, MeetingState, Side, WorkModel
from tular.features.replications.models import Case, Meeting, Task
from tular.features.replications.queries.meetings import WITH
from tular.features.replications.queries.visibility import (
    cases_held,
    cases_taken_by,
    cases_visible_to,
    meetings_hosted_by,
    meetings_visible_to,
    side_conditions,
)
from tular.foundation.ui.desk import DeskItem

SOON = timedelta(days=14)
"""How long before a meeting it stands on the desk."""


def case_items(person: Any, now: datetime) -> list[DeskItem]:
    """Cases to go on with, and closings to confirm; requests, agreements and measuring have their own. A fixed number
    of queries."""
    if person is None or not person.is_authenticated:
        return []
    sides = side_conditions(person)
    mine = sides[Side.TAKER] & Q(state__in=[CaseState.PREPARING, CaseState.AGREED])
    mine |= sides[Side.OWNER] & Q(state=CaseState.CLOSING) & ~Q(model=WorkModel.ALONE)
    mine |= sides[Side.REVIEWER] & Q(state=CaseState.CLOSING, model=WorkModel.ALONE)
    rows = cases_held().filter(mine, paused_at__isnull=True).select_related("innovation", "taker").distinct()
    return [_case_item(one) for one in rows.order_by("state_at", "pk")]


def _case_item(case: Case) -> DeskItem:
    role, verb, place = pgettext("pihak", "penerima"), _("Lanjutkan"), ""
    if case.state == CaseState.CLOSING:
        role, verb, place = _("konfirmasi penutupan"), _("Periksa dan konfirmasi"), "/penutupan"
    text = _("%(taker)s meniru %(title)s.") % {"taker": case.taker.name, "title": case.innovation.title}
    return DeskItem(case.name, f"{case.path}{place}", role, verb, text, since=case.state_at)


def task_items(person: Any, now: datetime) -> list[DeskItem]:
    """Tasks of the person, and those that anybody of their side may do; of who left a case none of it any more. A
    fixed number of queries."""
    if person is None or not person.is_authenticated:
        return []
    mine = Q(person=person)
    for side, where in side_conditions(person).items():
        mine |= Q(person=None, side=side, case__in=cases_held().filter(where).values("pk"))
    rows = Task.objects.filter(mine, done_at__isnull=True, dropped_at__isnull=True)
    rows = rows.filter(case__in=cases_visible_to(person).filter(state__in=OPEN, paused_at__isnull=True).values("pk"))
    zone = ZoneInfo(getattr(person, "zone", "") or "Asia/Jakarta")
    found = []
    for one in rows.select_related("case").order_by("due_on", "pk"):
        # A day is over at its end, where the person is.
        due = datetime.combine(one.due_on, time(23, 59), zone) if one.due_on else None
        found.append(
            DeskItem(one.title, f"{one.case.path}#tugas", _("tugas replikasi"), _("Kerjakan"), one.case.name, due=due,
                     since=one.at)
        )  # fmt: skip
    return found


def meeting_items(person: Any, now: datetime) -> list[DeskItem]:
    """Meetings to answer, to prepare, and to report. A fixed number of queries."""
    if person is None or not person.is_authenticated:
        return []
    taken = cases_taken_by(person).values("pk")
    to_host = Q(state=MeetingState.PROPOSED, pk__in=meetings_hosted_by(person).values("pk"), starts_at__gt=now)
    to_taker = Q(state=MeetingState.MOVED, case__in=taken, starts_at__gt=now)
    ahead = Q(state=MeetingState.AGREED, starts_at__gt=now, starts_at__lte=now + SOON)
    to_report = Q(state=MeetingState.AGREED, case__in=taken, ends_at__lte=now)
    rows = meetings_visible_to(person).filter(to_host | to_taker | ahead | to_report)
    return [_meeting_item(one, now) for one in rows.select_related(*WITH).order_by("starts_at", "pk")]


def _meeting_item(one: Meeting, now: datetime) -> DeskItem:
    title = _("Pertemuan: %(title)s") % {"title": one.case.innovation.title}
    path, role, when = f"/pertemuan/{one.pk}", _("pertemuan"), in_words(one.starts_at, one.zone)
    text = _("%(taker)s dan %(host)s, %(when)s") % {"taker": one.case.taker.name, "host": one.host.name, "when": when}
    if one.state != MeetingState.AGREED:
        return DeskItem(title, path, role, _("Jawab ajakan"), text, due=one.starts_at, since=one.at)
    if one.starts_at > now:
        return DeskItem(title, path, role, _("Siapkan"), text, due=one.starts_at, since=one.at)
    return DeskItem(title, path, role, _("Tulis laporan"), text, since=one.ends_at)
