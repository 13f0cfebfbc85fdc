"""Made-up stages of presentations with panels, sessions and slots. Written directly: no action has to succeed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import Model

from tests.factories.competitions import NOW, RULEBOOK, make_competition, make_rulebook
from tests.factories.judging import make_entry, make_evaluator
from tests.factories.selection import arrived
from tular.features.accounts.models import User
from tular.features.agencies.models import Agency
from tular.features.competitions.choices import WindowKind
from tular.features.competitions.models import Window
from tular.features.interviews.models import InterviewPlan, Material, Session, Slot, SlotRequest
from tular.features.judging.choices import ReviewState
from tular.features.judging.models import Entry, Panel, Review
from tular.features.proposals.models import Proposal
from tular.foundation.files.models import StoredFile

STAGE = "wawancara"
STAGE_RULES = """
[[stages]]
id = "wawancara"
label = "Presentasi dan wawancara"
kind = "presentation_interview"
scale = [0, 100]
minutes_presentation = 7
minutes_questions = 13
evaluators_per_entry = 2
disagreement = { rule = "discussion", gap = 10 }

[criteria.wawancara]
stage = "wawancara"
items = [{ id = "paparan", label = "Paparan", weight = 40 }, { id = "jawaban", label = "Jawaban", weight = 60 }]
"""
MORNING = NOW + timedelta(days=3)
"""09.00 WIB three days later, a Sunday; nobody minds."""


def make_interview_review(
    organiser: Agency, by: User, *, running: bool = True, rules: str = STAGE_RULES, **fields: Any
) -> Review:  # fmt: skip
    """The judging of a stage of presentations, with two panels of two evaluators each, Tim A and Tim B."""
    rulebook = make_rulebook(RULEBOOK + rules, number=977, note="Dengan wawancara.")
    competition = make_competition(organiser, rulebook=rulebook, **fields)
    Window.objects.create(
        competition=competition, kind=WindowKind.STAGE, stage=STAGE, opens_at=NOW - timedelta(days=1),
        closes_at=NOW + timedelta(days=10),
    )  # fmt: skip
    review = Review.objects.create(
        competition=competition, stage=STAGE, readings=2, minimum=0, maximum=100, created_by=by, created_at=NOW,
        state_at=NOW, state=ReviewState.RUNNING if running else ReviewState.PREPARED,
    )  # fmt: skip
    for name in ("Tim A", "Tim B"):
        panel = review.panels.create(name=name)
        for _n in range(2):
            make_evaluator(review, panel=panel)
    return review


def make_plan(review: Review, *, published: bool = False, **fields: Any) -> InterviewPlan:
    """7 minutes and 13, with five between two slots."""
    defaults = {
        "presentation_minutes": 7, "question_minutes": 13, "gap_minutes": 5, "created_by": review.created_by,
        "created_at": NOW, "published_at": NOW if published else None,
    }  # fmt: skip
    return InterviewPlan.objects.create(review=review, **defaults | fields)


def make_session(
    plan: InterviewPlan, panel: Panel, *, at: datetime = MORNING, count: int = 3, **fields: Any
) -> list[Slot]:  # fmt: skip
    """A session with so many free slots, 25 minutes from one to the next."""
    defaults = {"link": "https://video.contoh.example/ruang"}
    session = Session.objects.create(
        plan=plan, panel=panel, starts_at=at, ends_at=at + timedelta(minutes=25 * count), **defaults | fields
    )
    return [
        Slot.objects.create(
            session=session, panel=panel, starts_at=at + timedelta(minutes=25 * n),
            ends_at=at + timedelta(minutes=25 * n + 20),
        )
        for n in range(count)
    ]  # fmt: skip


def make_heard(review: Review, slot: Slot, owner: Agency, **fields: Any) -> Entry:
    """An entry of this agency that is heard in the slot."""
    entry = make_entry(review, arrived(review.competition, owner, **fields))
    slot.entry = entry
    slot.save()
    return entry


def make_interview_sample(proposal: Proposal, by: User) -> dict[str, Model]:
    """One row of each kind around a proposal of the same unit that is heard, by the name of its class."""
    review = make_interview_review(proposal.agency, by, slug="lomba-wawancara")
    plan = make_plan(review, published=True)
    panel = review.panels.get(name="Tim A")
    slots = make_session(plan, panel, at=datetime(2026, 12, 1, 2, 0, tzinfo=UTC))
    entry = make_heard(review, slots[0], proposal.agency, unit=proposal.unit, code="lomba-wawancara-00001")
    file = StoredFile.objects.create(
        purpose="interviews.material", name="paparan.pdf", size=1, state="ready", uploaded_by=by, created_at=NOW,
        finished_at=NOW, content_type="application/pdf", sha256="1" * 64, stored_as="contoh-paparan",
    )  # fmt: skip
    return {
        "InterviewPlan": plan,
        "Session": slots[0].session,
        "Slot": slots[0],
        "Material": Material.objects.create(entry=entry, file=file, by=by, at=NOW),
        "SlotRequest": SlotRequest.objects.create(slot=slots[0], entry=entry, reason="Lebih siang.", by=by, at=NOW),
    }
