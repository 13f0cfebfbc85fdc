"""Made-up reviews with evaluators, entries, readings and score sheets. Written directly: no action has to succeed."""

from __future__ import annotations

from datetime import timedelta
from itertools import count
from typing import Any

from tests.factories.competitions import NOW, make_competition, make_rulebook
from tests.factories.selection import arrived
from tests.people import make_member, make_person
from tular.features.accounts.models import User
from tular.features.agencies.choices import Role
from tular.features.agencies.models import Agency
from tular.features.competitions.choices import WindowKind
from tular.features.competitions.models import Competition, Window
from tular.features.judging.choices import AssignmentKind, AssignmentState, ReviewState
from tular.features.judging.models import Assignment, Entry, Evaluator, Review, ScoreSheet
from tular.features.proposals.models import Proposal

STAGE = "proposal"

_numbers = count(1)


def make_review(competition: Competition, by: User, *, running: bool = False, **fields: Any) -> Review:
    """The judging of the stage `proposal`, prepared or running; its window is open from `NOW` for ten days."""
    Window.objects.get_or_create(
        competition=competition, kind=WindowKind.STAGE, stage=STAGE,
        defaults={"opens_at": NOW - timedelta(days=1), "closes_at": NOW + timedelta(days=10)},
    )  # fmt: skip
    defaults = {
        "readings": 2, "minimum": 0, "maximum": 50, "created_by": by, "created_at": NOW, "state_at": NOW,
        "state": ReviewState.RUNNING if running else ReviewState.PREPARED,
    }  # fmt: skip
    return Review.objects.create(competition=competition, stage=STAGE, **defaults | fields)


def make_evaluator(review: Review, *, person: User | None = None, **fields: Any) -> Evaluator:
    """Somebody who judges in the review; a new person with the role of an evaluator unless told."""
    if person is None:
        person = make_member(Role.EVALUATOR, person=make_person(f"Penilai Contoh {next(_numbers)}")).person
    number = fields.pop("number", review.evaluators.count() + 1)
    return Evaluator.objects.create(
        review=review, person=person, number=number, **{"by": review.created_by, "since": NOW} | fields
    )


def make_entry(review: Review, proposal: Proposal | None = None, *, owner: Agency | None = None) -> Entry:
    """A proposal that is judged in the review; a new one of `owner`, or of the organiser, unless told."""
    if proposal is None:
        proposal = arrived(review.competition, owner or review.competition.organiser)
    return Entry.objects.create(
        review=review, proposal=proposal, submission=proposal.submissions.last(), admitted_at=NOW,
        number=review.entries.count() + 1,
    )  # fmt: skip


def make_reading(evaluator: Evaluator, entry: Entry, **fields: Any) -> Assignment:
    """The evaluator reads the entry."""
    defaults = {"kind": AssignmentKind.PLANNED, "state_at": NOW, "at": NOW, "by": evaluator.by}
    return Assignment.objects.create(evaluator=evaluator, entry=entry, **defaults | fields)


def make_sheet(reading: Assignment, *, done: bool = True, total: str = "80", **marks: str) -> ScoreSheet:
    """A score sheet with these marks; handed in with `total` unless told."""
    content = {criterion: {"mark": mark, "comment": ""} for criterion, mark in marks.items()}
    sheet = ScoreSheet.objects.create(
        assignment=reading, content=content, versions=dict.fromkeys(content, 1), saved_at=NOW,
        handed_in_at=NOW if done else None, total=total if done else "",
        rulebook=reading.entry.review.competition.rulebook if done else None,
    )  # fmt: skip
    if done:
        Assignment.objects.filter(pk=reading.pk).update(state=AssignmentState.DONE)
        reading.state = AssignmentState.DONE
    return sheet


def make_judged(organiser: Agency, by: User, *, text: str = "", **fields: Any) -> Review:
    """A review of a new competition of the organiser; `text` is its rulebook unless the usual one serves."""
    rulebook = make_rulebook(text, number=next(_numbers) + 1, note="Lain.") if text else make_rulebook()
    return make_review(make_competition(organiser, rulebook=rulebook), by, **fields)
