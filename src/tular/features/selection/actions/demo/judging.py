"""A competition made up for the demo that is being judged: its list is out, evaluators are half way, marks calibrated.

Everything is done through the same actions as by people, so that pages, trail and replay show what they would.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from tular.features.accounts.actions.demo import demo_person
from tular.features.accounts.models import User
from tular.features.agencies.choices import AgencyKind
from tular.features.agencies.models import Agency
from tular.features.competitions.actions.demo import create_demo_edition
from tular.features.competitions.choices import StaffRole, WindowKind
from tular.features.competitions.models import Competition
from tular.features.judging.actions.calibrating import compute_calibration
from tular.features.judging.actions.demo import mark_demo_review, prepare_demo_review, quietly
from tular.features.judging.actions.reviewing import start
from tular.features.judging.models import Review
from tular.features.proposals.actions.checking import check
from tular.features.proposals.actions.demo import create_demo_proposals
from tular.features.proposals.choices import CheckDecision
from tular.features.proposals.models import Proposal
from tular.features.selection.actions.announcing import Typed, announce
from tular.features.selection.actions.announcing import prepare as prepare_list

PROPOSALS, EVALUATORS = 36, 8
DONE = 0.7
"""Share of the readings that are handed in."""

SECRETARY = "Contoh Sekretariat"


@transaction.atomic
def create_demo_judging(*, now: datetime) -> Review | None:
    """One that is being judged, unless there is one. None when nothing was made.

    Without its organiser or its rulebook nothing is made either.
    """
    competition = create_demo_edition(now=now)
    if competition is None:
        return None
    secretary = demo_person(SECRETARY)
    competition.staff.create(person=secretary, role=StaffRole.SECRETARIAT, by=secretary, since=now)
    agencies = Agency.objects.filter(
        until="", kind__in=[AgencyKind.REGENCY, AgencyKind.CITY], region__parent=competition.organiser.region_id
    ).order_by("slug")[:PROPOSALS]
    closed = competition.windows.get(kind=WindowKind.SUBMISSION).closes_at
    proposals = create_demo_proposals(competition, list(agencies), count=PROPOSALS, now=closed)
    announce_demo_list(competition, proposals, secretary, closed + timedelta(days=4))
    window = competition.windows.get(kind=WindowKind.STAGE, stage="proposal")
    review = prepare_demo_review(competition, EVALUATORS, secretary, window.opens_at - timedelta(days=3))
    start(review, by=secretary, now=window.opens_at)
    mark_demo_review(review, DONE, window.opens_at, now)
    compute_calibration(review, by=secretary, now=now, progress=quietly)
    return review


def announce_demo_list(
    competition: Competition, proposals: Sequence[Proposal], secretary: User, when: datetime
) -> None:
    """All of them pass the administrative selection."""
    for proposal in proposals:
        read = proposal.submissions.get().number
        check(proposal, decision=CheckDecision.PASSED, submission=read, by=secretary, now=when)
    typed = Typed(
        title="Hasil seleksi administrasi", decree="contoh, tanpa surat", decree_on=when.date(), objection_days=5
    )
    draft = prepare_list(competition, stage="administrasi", typed=typed, by=secretary, now=when)
    announce(draft, by=secretary, now=when)


def publish_demo_list(competition: Competition, stage: str, title: str, *, by: User, now: datetime) -> None:
    """Prepare a list and announce it."""
    typed = Typed(title=title, decree="contoh, tanpa surat", decree_on=now.date(), objection_days=3)
    draft = prepare_list(competition, stage=stage, typed=typed, by=by, now=now)
    announce(draft, by=by, now=now)
