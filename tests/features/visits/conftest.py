"""A verification with its cast: who organises, leads, verifies, only evaluates, owns the proposal, looks on."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from tests.factories.competitions import NOW
from tests.factories.judging import make_entry, make_evaluator, make_review
from tests.factories.visits import make_choice, make_finalist, make_verified, make_verifier, make_visit
from tests.people import agency, make_member, make_person
from tular.features.accounts.models import User
from tular.features.agencies.choices import Role
from tular.features.agencies.models import Agency, ServiceUnit
from tular.features.competitions.models import Competition
from tular.features.judging.models import Entry, Evaluator
from tular.features.proposals.models import Proposal
from tular.features.visits.models import Verifier, Visit, VisitChoice

__all__ = ["NOW", "World"]


@dataclass
class World:
    """Everything around one announced visit, tomorrow."""

    organiser: User
    competition: Competition
    proposal: Proposal
    lead: Verifier
    second: Verifier
    third: Verifier
    evaluator: Evaluator
    entry: Entry
    choice: VisitChoice
    visit: Visit


@pytest.fixture
def world(sidoarjo: Agency, unit: ServiceUnit) -> World:
    """An announced visit of a proposal from Sidoarjo, in a competition of the province."""
    province = agency("pemprov-jawa-timur")
    organiser = make_member(Role.AGENCY, province, person=make_person("Admin Jatim")).person
    competition = make_verified(province)
    proposal = make_finalist(competition, sidoarjo, unit=unit)
    review = make_review(competition, organiser, running=True)
    lead = make_verifier(competition, organiser, "Ketua Panel")
    second = make_verifier(competition, organiser, "Anggota Panel")
    third = make_verifier(competition, organiser, "Panel Lain")
    choice = make_choice(proposal, organiser)
    return World(
        organiser=organiser,
        competition=competition,
        proposal=proposal,
        lead=lead,
        second=second,
        third=third,
        evaluator=make_evaluator(review),
        entry=make_entry(review, proposal),
        choice=choice,
        visit=make_visit(choice, [lead, second]),
    )
