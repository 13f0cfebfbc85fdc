"""The organiser's other pages: choosing entrants, verifiers, one visit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q

from tular.features.competitions.models import Competition
from tular.features.judging.models import Evaluator
from tular.features.judging.queries.entrants import entrants
from tular.features.judging.queries.visibility import people_of_organiser
from tular.features.proposals.models import Proposal
from tular.features.visits.choices import VisitState
from tular.features.visits.models import Minutes, Verifier, Visit, VisitChoice, VisitMember
from tular.features.visits.queries.interests import interests_of
from tular.features.visits.queries.minutes import MinutesPage, latest_minutes, minutes_page, shown_to_agency
from tular.features.visits.queries.record import missing_in
from tular.features.visits.queries.standing import TO_ANNOUNCE, is_in_list, standing_of
from tular.foundation.ui.shapes import Pages

SIZE = 50


@dataclass(frozen=True, slots=True)
class Entrant:
    """A proposal that goes into the stage; `choice` when it was chosen already."""

    proposal: Proposal
    choice: VisitChoice | None


@dataclass(frozen=True, slots=True)
class ChoosePage:
    """The entrants; `known` is False while the list before this stage is not announced."""

    known: bool
    total: int
    chosen: int
    rows: tuple[Entrant, ...]
    pages: Pages
    words: str


def choose_page(competition: Competition, stage: str, words: str, page: str) -> ChoosePage:
    """A page of entrants by code. A handful of queries."""
    ids = entrants(competition, stage)
    rows = Proposal.objects.filter(pk__in=ids or [])
    total = rows.count()
    if words:
        rows = rows.filter(Q(title__icontains=words) | Q(code__icontains=words) | Q(agency__name__icontains=words))
    pages = Pages.read(page, rows.count(), SIZE)
    shown = rows.select_related("agency", "category").defer("content", "versions").order_by("code")
    choices = {
        one.proposal_id: one
        for one in VisitChoice.objects.filter(competition=competition, stage=stage, undone_at__isnull=True)
    }
    part = shown[(pages.number - 1) * SIZE : pages.number * SIZE]
    return ChoosePage(
        known=ids is not None,
        total=total,
        chosen=len(choices),
        rows=tuple(Entrant(one, choices.get(one.pk)) for one in part),
        pages=pages,
        words=words,
    )


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """Verifiers with their visits, and evaluators of the competition who could be appointed with one press."""

    rows: tuple[tuple[Verifier, int, int], ...]
    former: tuple[Verifier, ...]
    evaluators: tuple[Evaluator, ...]


def people_page(competition: Competition, stage: str) -> PeoplePage:
    """Who verifies. Four queries."""
    held = Verifier.objects.filter(competition=competition, stage=stage).select_related("person")
    open_states = [VisitState.PLANNED, VisitState.ANNOUNCED, VisitState.MINUTED]
    here = Q(memberships__left_at__isnull=True)
    counted = held.annotate(
        waiting=Count("memberships", filter=here & Q(memberships__visit__state__in=open_states)),
        done=Count("memberships", filter=here & Q(memberships__visit__state=VisitState.DONE)),
    )
    rows = list(counted.order_by("person__name", "pk"))
    known = {one.person_id for one in rows if one.left_at is None}
    evaluators: dict[int, Evaluator] = {}
    judging = Evaluator.objects.filter(review__competition=competition, left_at__isnull=True)
    for one in judging.select_related("person").order_by("person__name", "pk"):
        if one.person_id not in known:
            evaluators.setdefault(one.person_id, one)
    barred = people_of_organiser(competition, list(evaluators))
    return PeoplePage(
        rows=tuple((one, one.waiting, one.done) for one in rows if one.left_at is None),
        former=tuple(one for one in rows if one.left_at is not None),
        evaluators=tuple(one for key, one in evaluators.items() if key not in barred),
    )


@dataclass(frozen=True, slots=True)
class Candidate:
    """A verifier who could be put into the team; `against` says why not."""

    verifier: Verifier
    against: tuple[str, ...]


def candidates_for(choice: VisitChoice) -> list[Candidate]:
    """All who verify in the stage, those without a conflict first. A fixed number of queries."""
    held = Verifier.objects.filter(competition=choice.competition, stage=choice.stage, left_at__isnull=True)
    rows = list(held.select_related("person").order_by("person__name", "pk"))
    told = interests_of(choice.competition, [one.person_id for one in rows], [choice.proposal])
    found = [Candidate(one, tuple(told.get((one.person_id, choice.proposal_id), ()))) for one in rows]
    return sorted(found, key=lambda one: bool(one.against))


@dataclass(frozen=True, slots=True)
class VisitPage:
    """One visit for whoever runs the competition. `against` maps move → every sentence in its way."""

    visit: Visit
    choice: VisitChoice
    team: tuple[VisitMember, ...]
    former: tuple[VisitMember, ...]
    against: Mapping[str, Sequence[str]]
    fell_out: bool
    answered: int
    items: int
    photos: int
    minutes: MinutesPage | None
    all_minutes: tuple[Minutes, ...]
    for_agency: str

    @property
    def is_open(self) -> bool:
        """Whether it may be changed or cancelled."""
        return self.visit.may_change


def visit_page(visit: Visit, now: datetime) -> VisitPage:
    """The page. A fixed number of queries for each state."""
    choice = visit.choice
    members = list(visit.members.select_related("verifier__person").order_by("-lead", "pk"))
    against = {}
    if visit.state == VisitState.PLANNED:
        told = standing_of(visit, TO_ANNOUNCE, now).against
        against["announce"] = [text for texts in told.values() for text in texts]
    record = visit.record
    missing = {one.section for one in missing_in(record)}
    last = latest_minutes(visit)
    return VisitPage(
        visit=visit,
        choice=choice,
        team=tuple(one for one in members if one.left_at is None),
        former=tuple(one for one in members if one.left_at is not None),
        against=against,
        fell_out=not is_in_list(choice.competition, choice.stage, choice.proposal_id),
        answered=sum(1 for one in record.items if one["id"] not in missing),
        items=len(record.items),
        photos=visit.photos.filter(dropped_at__isnull=True).count(),
        minutes=minutes_page(last) if last else None,
        all_minutes=tuple(visit.minutes.select_related("by")),
        for_agency=shown_to_agency(visit),
    )


def subjects_of(competition: Competition, stage: str) -> list[Any]:
    """Everything whose history belongs to a verification, for `foundation.audit.queries.history`."""
    of_it = {"competition": competition, "stage": stage}
    visits = Visit.objects.filter(choice__competition=competition, choice__stage=stage)
    return [
        (Verifier, Verifier.objects.filter(**of_it).values_list("pk", flat=True)),
        (VisitChoice, VisitChoice.objects.filter(**of_it).values_list("pk", flat=True)),
        (Visit, visits.values_list("pk", flat=True)),
        (Minutes, Minutes.objects.filter(visit__in=visits.values("pk")).values_list("pk", flat=True)),
    ]
