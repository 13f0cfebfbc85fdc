"""What stands in the way of a team: another visit at the same time, a day off, a conflict of interest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from tular.features.competitions.queries.moments import in_words
from tular.features.judging.models import Evaluator
from tular.features.visits.choices import VisitState
from tular.features.visits.models import Verifier, Visit, VisitChoice, VisitMember
from tular.features.visits.queries.interests import interests_of

TAKEN = (VisitState.PLANNED, VisitState.ANNOUNCED, VisitState.MINUTED)
"""States in which a visit takes its time of the calendar."""


@dataclass(frozen=True, slots=True)
class When:
    """A span of time, with the zone in which it is told."""

    starts_at: datetime
    ends_at: datetime
    zone: str

    def days(self) -> Iterator[date]:
        """The days of the calendar that it touches, in its zone."""
        zone = ZoneInfo(self.zone)
        first, last = self.starts_at.astimezone(zone).date(), self.ends_at.astimezone(zone).date()
        for n in range((last - first).days + 1):
            yield first + timedelta(days=n)


def clashes_of(choice: VisitChoice, team: Sequence[Verifier], when: When, besides: Visit | None = None) -> list[str]:
    """Every sentence that stands in the way of this team at this time. A fixed number of queries.

    `besides` is the visit that is being changed: it does not clash with itself.
    """
    names = {one.person_id: one.person.name for one in team}
    competition = choice.competition
    found = [
        _("%(name)s: %(why)s.") % {"name": names[person], "why": why}
        for (person, _proposal), texts in interests_of(competition, list(names), [choice.proposal]).items()
        for why in texts
    ]
    busy = VisitMember.objects.filter(
        verifier__person__in=list(names), left_at__isnull=True, visit__state__in=TAKEN,
        visit__starts_at__lt=when.ends_at, visit__ends_at__gt=when.starts_at,
    )  # fmt: skip
    if besides is not None:
        busy = busy.exclude(visit=besides)
    for row in busy.select_related("visit__choice__proposal", "verifier__person").order_by("visit__starts_at", "pk"):
        values = {
            "name": row.verifier.person.name, "title": row.visit.choice.proposal.title,
            "when": in_words(row.visit.starts_at, row.visit.zone),
        }  # fmt: skip
        found.append(_("%(name)s sedang di kunjungan lain: “%(title)s”, %(when)s.") % values)
    off = _days_off(team, competition.pk)
    for one in team:
        for day in when.days():
            if day.isoformat() in off[one.person_id]:
                found.append(
                    _("%(name)s libur pada %(day)s.") % {"name": one.person.name, "day": day.strftime("%d-%m-%Y")}
                )
    return found


def _days_off(team: Sequence[Verifier], competition: int) -> dict[int, set[str]]:
    """Person → days off as a verifier, and as an evaluator of the same competition."""
    found = {one.person_id: set(one.days_off) for one in team}
    rows = Evaluator.objects.filter(person__in=list(found), review__competition=competition, left_at__isnull=True)
    for person, days in rows.values_list("person_id", "days_off"):
        found[person].update(days)
    return found
