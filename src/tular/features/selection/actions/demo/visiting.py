"""Which finalists of the demo's competitions are visited, and how far the visits are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from tular.features.accounts.actions.demo import demo_person
from tular.features.accounts.models import User
from tular.features.competitions.models import Competition
from tular.features.competitions.queries.demo_rules import VISITED
from tular.features.proposals.models import Proposal
from tular.features.proposals.queries.people import local_admins_of
from tular.features.visits.actions.demo import (
    begin_demo_visit,
    choose_demo_visits,
    hold_demo_visit,
    plan_demo_visit,
)
from tular.features.visits.actions.minuting import acknowledge

VERIFIERS = ("Contoh Verifikator", "Contoh Verifikator 2")
DAY = timedelta(days=1)


def visit_now(
    competition: Competition, proposals: Sequence[Proposal], *, by: User, planned: datetime, now: datetime
) -> None:
    """One visit whose minutes are signed, one that goes on, and one that its agency does not know of yet."""
    people = [demo_person(name) for name in VERIFIERS]
    keys = [one.pk for one in proposals[:3]]
    picks, team = choose_demo_visits(competition, VISITED, keys, people, by=by, now=planned)
    signed, going, coming = (picks[key] for key in keys)
    held = plan_demo_visit(signed, team, planned + DAY, by=by, now=planned)
    hold_demo_visit(held, people)
    begun = plan_demo_visit(going, team, now - timedelta(minutes=50), by=by, now=planned)
    begin_demo_visit(begun, people[0], items=3)
    plan_demo_visit(coming, team, now + 2 * DAY, by=by, now=planned, announced=False)


def visit_after(
    competition: Competition, proposals: Sequence[Proposal], *, by: User, planned: datetime, starts: datetime
) -> None:
    """One visit whose minutes everybody has signed and the agency has read."""
    people = [demo_person(name) for name in VERIFIERS]
    first = proposals[0]
    picks, team = choose_demo_visits(competition, VISITED, [first.pk], people, by=by, now=planned)
    held = plan_demo_visit(picks[first.pk], team, starts, by=by, now=planned)
    hold_demo_visit(held, people)
    if admins := local_admins_of(first):
        acknowledge(
            held.minutes.get(), signed_as=admins[0].name, position="Kepala bagian (contoh)", by=admins[0],
            now=starts + DAY,
        )  # fmt: skip
