"""Meetings: with whom one may be booked, what else stands at that time, and what a page of one tells."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from tular.features.accounts.models import User
from tular.features.agencies.models import Agency
from tular.features.catalogue.queries.visibility import agency_admins, unit_people
from tular.features.competitions.queries.moments import in_words
from tular.features.replications.choices import MeetingState, ReplicationState, Side
from tular.features.replications.models import Case, Meeting
from tular.features.replications.queries.people import people_of_owner, people_of_taker
from tular.features.replications.queries.visibility import (
    cases_visible_to,
    meetings_hosted_by,
    meetings_visible_to,
    sides_of,
)

STANDING = (MeetingState.PROPOSED, MeetingState.MOVED, MeetingState.AGREED)
"""States in which a meeting takes its time of the calendar."""

WITH = ("case__innovation__agency", "case__owner", "case__taker__region", "host", "by")
"""What a page of a meeting needs besides."""

LEARNT = (ReplicationState.RUNNING, ReplicationState.PROVEN, ReplicationState.STOPPED)
"""Public states from which a peer has something to tell, failure as well as success."""


@dataclass(frozen=True, slots=True)
class Host:
    """Who can be asked: the owner, or an agency that copied it earlier, with where that stands."""

    agency: Agency
    is_owner: bool
    state: str


@dataclass(frozen=True, slots=True)
class MeetingPage:
    """A meeting as the reader may see it. `of_case` is whether they may open its case; the flags are what they may do.

    `clashes` are sentences about other meetings of the same host or taker at that time: a warning, no obstacle.
    """

    meeting: Meeting
    when: str
    until: str
    of_case: bool
    answers: bool
    moves: bool
    cancels: bool
    reports: bool
    began: bool
    clashes: tuple[str, ...]


def hosts_for(case: Case) -> list[Host]:
    """The owner first, then those who copied the innovation earlier, by name. One query."""
    owner = case.innovation.agency
    found = [] if owner.pk == case.taker_id else [Host(owner, True, "")]
    rows = case.innovation.replications.filter(
        state__in=LEARNT, taker__isnull=False, taker__until="", is_demo=case.is_demo
    ).exclude(taker__in=[owner.pk, case.taker_id])
    peers = {row.taker_id: row for row in rows.select_related("taker").order_by("pk")}
    for row in sorted(peers.values(), key=lambda one: str(one.taker)):
        if row.taker is not None:
            found.append(Host(row.taker, False, row.get_state_display()))
    return found


def people_of_host(meeting: Meeting) -> list[User]:
    """Who answers for the host; see `visibility.meetings_hosted_by`."""
    case = meeting.case
    if meeting.host_id == case.innovation.agency_id:
        return people_of_owner(case)
    own = Case.objects.filter(taker=meeting.host_id, innovation=case.innovation_id, replication__isnull=False)
    units = own.exclude(unit=None).values_list("unit", flat=True)
    people = [*agency_admins(meeting.host_id), *(one for unit in units for one in unit_people(unit))]
    return list({one.pk: one for one in people}.values())


def people_of_meeting(meeting: Meeting) -> list[User]:
    """Both sides of it."""
    people = [*people_of_taker(meeting.case), *people_of_host(meeting)]
    return list({one.pk: one for one in people}.values())


def clashes_of(meeting: Meeting) -> list[str]:
    """Other meetings of the same host or taker at that time, without telling what they are about. One query."""
    rows = Meeting.objects.filter(state__in=STANDING, starts_at__lt=meeting.ends_at, ends_at__gt=meeting.starts_at)
    rows = rows.exclude(pk=meeting.pk)
    found = []
    for one in rows.select_related("case").order_by("starts_at", "pk"):
        when = in_words(one.starts_at, one.zone)
        if one.host_id == meeting.host_id:
            found.append(_("Tuan rumahnya punya pertemuan lain: %(when)s.") % {"when": when})
        if one.case.taker_id == meeting.case.taker_id:
            found.append(_("Penerima punya pertemuan lain: %(when)s.") % {"when": when})
    return found


def meeting_page(meeting: Meeting, person: Any, now: datetime) -> MeetingPage:
    """The page of a meeting that the person may see. A fixed number of queries."""
    sides = sides_of(person, meeting.case)
    works = bool(sides & {Side.TAKER, Side.OWNER, Side.FACILITATOR})
    hosting = meetings_hosted_by(person).filter(pk=meeting.pk).exists()
    standing = meeting.state in STANDING
    began = meeting.starts_at <= now
    asked = {MeetingState.PROPOSED: hosting, MeetingState.MOVED: Side.TAKER in sides}
    return MeetingPage(
        meeting=meeting,
        when=in_words(meeting.starts_at, meeting.zone),
        until=in_words(meeting.ends_at, meeting.zone),
        of_case=cases_visible_to(person).filter(pk=meeting.case_id).exists(),
        answers=asked.get(MeetingState(meeting.state), False) and not began,
        moves=standing and (works or hosting),
        cancels=standing and (works or hosting),
        reports=Side.TAKER in sides and meeting.state in (MeetingState.AGREED, MeetingState.HELD) and began,
        began=began,
        clashes=tuple(clashes_of(meeting)) if standing else (),
    )


def my_meetings(person: Any) -> list[Meeting]:
    """Those that concern the person: of cases on which they work, and those that they host; cancelled ones stay in
    calendars as cancelled. One query besides those of the roles."""
    rows = meetings_visible_to(person).exclude(state=MeetingState.DECLINED)
    return list(rows.select_related(*WITH).order_by("starts_at", "pk"))
