"""The timetable as the engine takes it, and what is wrong with it in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from tular.engines.judging.timetable import Presenting, Task
from tular.engines.judging.timetable import Slot as Time
from tular.features.interviews.choices import CURRENT, SlotOutcome
from tular.features.interviews.models import InterviewPlan, Slot
from tular.features.judging.choices import AssignmentState
from tular.features.judging.models import Assignment, Entry, Evaluator
from tular.features.judging.queries.fitting import home_panels
from tular.features.judging.queries.planning import conflicts_standing
from tular.features.proposals.models import TeamMember

JAKARTA = "Asia/Jakarta"


@dataclass(frozen=True, slots=True)
class Laid:
    """Everything known of a timetable. `away` names per slot who of the panel is off or sits elsewhere then."""

    plan: InterviewPlan
    slots: tuple[Slot, ...]
    entries: tuple[Entry, ...]
    members: dict[int, tuple[Evaluator, ...]]
    conflicts: frozenset[tuple[int, int]]
    off: dict[int, tuple[int, ...]]
    elsewhere: dict[int, tuple[int, ...]]
    keys: dict[int, frozenset[str]]
    homes: dict[int, int]

    @property
    def held(self) -> dict[int, Slot]:
        """Entry → its current slot."""
        return {one.entry_id: one for one in self.slots if one.entry_id and one.outcome in CURRENT}

    @property
    def unplaced(self) -> tuple[Entry, ...]:
        """Entries without a slot."""
        held = self.held
        return tuple(one for one in self.entries if one.pk not in held)

    @property
    def waiting(self) -> tuple[Entry, ...]:
        """Those of them that are placed with the others: whether who did not come is heard again, a person decides."""
        absent = {one.entry_id for one in self.slots if one.outcome == SlotOutcome.NO_SHOW}
        return tuple(one for one in self.unplaced if one.pk not in absent)


def zone_of(entry: Entry) -> str:
    """The zone in which an entry is presented: that of its agency's region; Jakarta where it has none."""
    region = entry.proposal.agency.region
    return region.iana_zone if region is not None else JAKARTA


def minute(moment: datetime) -> int:
    """Minutes since 1970."""
    return int(moment.timestamp()) // 60


def laid_out(plan: InterviewPlan) -> Laid:
    """The timetable with everybody in it. A fixed number of queries."""
    review = plan.review
    slots = tuple(
        Slot.objects.filter(session__plan=plan)
        .select_related("session", "panel", "entry__proposal__agency__region", "entry__submission", "entry__review")
        .order_by("starts_at", "panel__name", "pk")
    )
    entries = tuple(
        Entry.objects.filter(review=review, left_at__isnull=True)
        .select_related("proposal__agency__region", "submission", "review")
        .order_by("number")
    )
    members: dict[int, list[Evaluator]] = defaultdict(list)
    for one in review.evaluators.filter(left_at__isnull=True, panel__isnull=False).select_related("person"):
        members[one.panel_id or 0].append(one)
    recused = Assignment.objects.filter(entry__review=review, state=AssignmentState.CONFLICT)
    teams = TeamMember.objects.filter(proposal__in=[one.proposal_id for one in entries], until__isnull=True)
    people: dict[int, set[str]] = defaultdict(set)
    for proposal, person in teams.values_list("proposal", "person"):
        people[proposal].add(f"orang:{person}")
    grouped = {panel: tuple(found) for panel, found in members.items()}
    return Laid(
        plan=plan, slots=slots, entries=entries, members=grouped,
        conflicts=conflicts_standing(review) | frozenset(recused.values_list("entry", "evaluator")),
        off={one.pk: _off(one, grouped.get(one.panel_id, ())) for one in slots},
        elsewhere=_elsewhere(plan, slots, grouped),
        keys={
            one.pk: frozenset({f"instansi:{one.proposal.agency_id}", *people[one.proposal_id]}) for one in entries
        },
        homes=home_panels(review, entries),
    )  # fmt: skip


def task_of(laid: Laid, *, now: datetime | None = None) -> Task:
    """For the engine. With `now` only slots in which somebody can still be placed, besides those that are taken."""
    held = laid.held
    taken = {one.pk for one in held.values()}
    usable = [one for one in laid.slots if one.pk in taken or (now is not None and is_usable(laid, one, now))]
    if now is None:
        usable = list(laid.slots)
    barred: dict[int, set[str]] = defaultdict(set)
    panel_of = {one.pk: one.panel_id for found in laid.members.values() for one in found}
    for entry, evaluator in laid.conflicts:
        if evaluator in panel_of:
            barred[entry].add(str(panel_of[evaluator]))
    waiting = {one.pk for one in laid.waiting} if now is not None else set(laid.keys)
    moment = laid.slots[0].starts_at if laid.slots else laid.plan.created_at
    return Task(
        slots=tuple(
            Time(str(one.pk), str(one.panel_id), minute(one.starts_at), minute(one.ends_at)) for one in usable
        ),
        entries=tuple(
            Presenting(
                str(one.pk), laid.keys[one.pk], frozenset(barred[one.pk]), offset_of(zone_of(one), moment),
                (str(laid.homes[one.pk]),) if one.pk in laid.homes else (),
            )
            for one in laid.entries
            if one.pk in held or one.pk in waiting
        ),
        people={str(panel): frozenset(str(one.person_id) for one in found) for panel, found in laid.members.items()},
        fixed={str(entry): str(slot.pk) for entry, slot in held.items() if entry in laid.keys},
    )  # fmt: skip


def is_usable(laid: Laid, slot: Slot, now: datetime) -> bool:
    """Whether somebody can be heard then: it is free, lies ahead, and everybody of the panel is there."""
    if slot.entry_id is not None or slot.starts_at <= now or not laid.members.get(slot.panel_id):
        return False
    return not laid.off[slot.pk] and not laid.elsewhere.get(slot.pk)


def offset_of(zone: str, moment: datetime) -> int:
    """Minutes ahead of UTC. No zone of Indonesia has summer time."""
    ahead = moment.astimezone(ZoneInfo(zone)).utcoffset() or timedelta()
    return int(ahead.total_seconds()) // 60


def _off(slot: Slot, members: Iterable[Evaluator]) -> tuple[int, ...]:
    """Numbers of those of the panel who have a day off then, by the zone of the session."""
    day = slot.starts_at.astimezone(ZoneInfo(slot.session.zone)).date().isoformat()
    return tuple(one.number for one in members if day in {str(at) for at in one.days_off})


def _elsewhere(
    plan: InterviewPlan, slots: tuple[Slot, ...], members: dict[int, tuple[Evaluator, ...]]
) -> dict[int, tuple[int, ...]]:
    """Slot → numbers of those who hear somebody in another stage or competition at that time. One query."""
    people = {one.person_id for found in members.values() for one in found}
    if not slots or not people:
        return {}
    rows = Slot.objects.filter(
        entry__isnull=False, outcome__in=CURRENT, panel__evaluators__person__in=people,
        panel__evaluators__left_at__isnull=True, starts_at__lt=max(one.ends_at for one in slots),
        ends_at__gt=min(one.starts_at for one in slots),
    ).exclude(session__plan=plan)  # fmt: skip
    busy = list(rows.values_list("starts_at", "ends_at", "panel__evaluators__person"))
    found = {}
    for one in slots:
        at = {person for since, until, person in busy if since < one.ends_at and one.starts_at < until}
        if numbers := tuple(who.number for who in members.get(one.panel_id, ()) if who.person_id in at):
            found[one.pk] = numbers
    return found
