"""The clock of an answer: until when, whom it reminds, and to whom a late answer climbs.

An interest is checked by the hub and climbs to the centre. An answer is the owner's unit's and climbs to the admins of
its agency, then to the hub over it, then to the centre. A paused case rests; what was told in a turn is told once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from tular.features.accounts.models import User
from tular.features.agencies.choices import Role
from tular.features.agencies.models import Agency
from tular.features.agencies.queries.roles import hubs_over, memberships_on, today
from tular.features.catalogue.queries.visibility import agency_admins
from tular.features.replications.choices import CaseState, ClockStep
from tular.features.replications.models import AnswerReminder, Case
from tular.features.replications.queries.people import centre, people_of_owner, reviewers_of
from tular.features.replications.queries.rules import rules_of

ANSWERED = (CaseState.ASKED, CaseState.VERIFIED)
"""States in which somebody answers within a time."""


@dataclass(frozen=True, slots=True)
class Level:
    """Somebody above who hears of a late answer. `sees` is whether they may open the case."""

    name: str
    people: Callable[[], list[User]]
    sees: bool = True


@dataclass(frozen=True, slots=True)
class Due:
    """What the clock has to do now: remind whose turn it is, or tell a level; `days` before or after the end."""

    step: ClockStep
    days: int
    level: Level


def overdue_or_soon(now: datetime) -> QuerySet[Case]:
    """The cases whose clock may have something to do: somebody answers, nobody paused, and the end is not far."""
    far = now + timedelta(days=400)
    return Case.objects.filter(
        state__in=ANSWERED, paused_at__isnull=True, due_at__isnull=False, due_at__lt=far
    ).order_by("pk")


def due_now(case: Case, now: datetime) -> list[Due]:
    """What has to be told now, and was not told in this turn."""
    if case.state not in ANSWERED or case.paused_at is not None or case.due_at is None:
        return []
    clock, told = rules_of(case).clock, _told(case)
    found = []
    passed = [days for days in {*clock.remind, 0} if case.state_at < case.due_at - timedelta(days=days) <= now]
    if passed and not any(step == ClockStep.REMINDED and days <= min(passed) for step, days in told):
        found.append(Due(ClockStep.REMINDED, min(passed), turn(case)))
    for days, level in zip(clock.climb, above(case), strict=False):
        if case.due_at + timedelta(days=days) <= now and (ClockStep.CLIMBED, days) not in told:
            found.append(Due(ClockStep.CLIMBED, days, level))
    return found


def turn(case: Case) -> Level:
    """Whose answer is awaited."""
    if case.state == CaseState.ASKED:
        hubs = ", ".join(str(hub) for hub in hubs_over(case.taker).select_related("agency"))
        return Level(hubs or _("pusat"), lambda: reviewers_of(case))
    unit = case.innovation.service_unit
    return Level(unit.name if unit else case.innovation.agency.name, lambda: people_of_owner(case))


def above(case: Case) -> list[Level]:
    """Who is told of a late answer, from the nearest up; levels in which nobody is are left out."""
    top = Level(_("pusat"), centre)
    if case.state == CaseState.ASKED:
        levels = [top]
    else:
        owner = case.innovation.agency
        levels = [
            Level(_("admin %(agency)s") % {"agency": owner.name}, lambda: agency_admins(owner.pk)),
            Level(_("hub wilayah pemilik"), lambda: _admins_of_hubs(owner), sees=False),
            top,
        ]
    turns = {one.pk for one in turn(case).people()}
    return [level for level in levels if {one.pk for one in level.people()} - turns]


def zone_of(agency: Agency) -> str:
    """The zone in which an agency reads moments: of its region, else the site's."""
    return agency.region.iana_zone if agency.region else settings.TIME_ZONE


def _told(case: Case) -> set[tuple[str, int]]:
    rows = AnswerReminder.objects.filter(case=case, turn_at=case.state_at)
    return set(rows.values_list("step", "days"))


def _admins_of_hubs(agency: Agency) -> list[User]:
    held = memberships_on(today()).filter(role=Role.HUB, hub__in=hubs_over(agency))
    return list(User.objects.filter(pk__in=held.values("person_id"), is_active=True))
