"""Who may do what about interviews: the organiser plans, the chair leads, the team of a proposal answers."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from rules.predicates import predicate

from tular.features.competitions.queries.visibility import runs_competition as runs
from tular.features.interviews.models import InterviewPlan, Material, Session, Slot, SlotRequest
from tular.features.interviews.queries.visibility import leads, slots_of_writers
from tular.features.judging.models import Entry, Panel, Review
from tular.features.proposals.queries.visibility import proposals_written_by
from tular.foundation.access.permissions import permit


@predicate
def runs_review(person: Any, review: Review) -> bool:
    """Runs the competition whose stage it is."""
    return runs(person, review.competition)


@predicate
def runs_plan(person: Any, plan: InterviewPlan) -> bool:
    """Runs the competition that is planned."""
    return runs(person, plan.review.competition)


@predicate
def runs_panel(person: Any, panel: Panel) -> bool:
    """Runs the competition in which the panel sits."""
    return runs(person, panel.review.competition)


@predicate
def runs_session(person: Any, session: Session) -> bool:
    """Runs the competition of the session."""
    return runs(person, session.plan.review.competition)


@predicate
def runs_slot(person: Any, slot: Slot) -> bool:
    """Runs the competition of the slot."""
    return runs(person, slot.session.plan.review.competition)


@predicate
def runs_request(person: Any, request: SlotRequest) -> bool:
    """Runs the competition whose slot is meant."""
    return runs(person, request.slot.session.plan.review.competition)


@predicate
def leads_slot(person: Any, slot: Slot) -> bool:
    """Chairs its panel; where no chair is named, sits in it."""
    return leads(person, slot)


@predicate
def presents(person: Any, entry: Entry) -> bool:
    """Writes the proposal or answers for it, once its slot was published."""
    return slots_of_writers(person).filter(entry=entry).exists()


@predicate
def presents_in(person: Any, slot: Slot) -> bool:
    """Writes the proposal that is heard then."""
    return slots_of_writers(person).filter(pk=slot.pk).exists()


@predicate
def sent_with(person: Any, material: Material) -> bool:
    """Writes the proposal for which it was sent."""
    return proposals_written_by(person).filter(pk=material.entry.proposal_id).exists()


SECRETARIAT = _("penyelenggara dan sekretariatnya")
CHAIR = _("ketua tim dan penyelenggara")
TEAM = _("tim dan admin lokal proposal itu")

permit("interviews.plan", runs_review, who=SECRETARIAT)
permit("interviews.name_chair", runs_panel, who=SECRETARIAT)
permit("interviews.add_session", runs_plan, who=SECRETARIAT)
permit("interviews.change_session", runs_session, who=SECRETARIAT)
permit("interviews.drop_session", runs_session, who=SECRETARIAT)
permit("interviews.place", runs_plan, who=SECRETARIAT)
permit("interviews.put", runs_slot, who=SECRETARIAT)
permit("interviews.move", runs_slot, who=SECRETARIAT)
permit("interviews.take_out", runs_slot, who=SECRETARIAT)
permit("interviews.publish", runs_plan, who=SECRETARIAT)
permit("interviews.assign_panels", runs_plan, who=SECRETARIAT)
permit("interviews.answer_request", runs_request, who=SECRETARIAT)
permit("interviews.name_presenters", presents, who=TEAM)
permit("interviews.attach_material", presents, who=TEAM)
permit("interviews.remove_material", sent_with, who=TEAM)
permit("interviews.ask_another_slot", presents_in, who=TEAM)
permit("interviews.run_clock", leads_slot | runs_slot, who=CHAIR)
permit("interviews.record_attendance", leads_slot | runs_slot, who=CHAIR)
permit("interviews.record_no_show", leads_slot | runs_slot, who=CHAIR)
permit("interviews.postpone", leads_slot | runs_slot, who=CHAIR)
