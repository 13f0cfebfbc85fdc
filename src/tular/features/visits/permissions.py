"""Who may do what in field verification: the organiser plans, the team records and signs, the agency acknowledges."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from rules.predicates import predicate

from tular.features.competitions.permissions import runs as runs_competition
from tular.features.competitions.queries.visibility import runs_competition as runs
from tular.features.proposals.models import Proposal
from tular.features.proposals.permissions import is_local_admin, leads
from tular.features.visits.models import FieldRecord, Minutes, Verifier, Visit, VisitChoice, VisitMember, VisitPhoto
from tular.features.visits.queries.visibility import memberships_of, visits_of_team, visits_told_to
from tular.foundation.access.permissions import permit


@predicate
def runs_proposal(person: Any, proposal: Proposal) -> bool:
    """Runs the competition that it entered."""
    return runs(person, proposal.competition)


@predicate
def runs_choice(person: Any, choice: VisitChoice) -> bool:
    """Runs the competition in which it was chosen."""
    return runs(person, choice.competition)


@predicate
def runs_verifier(person: Any, verifier: Verifier) -> bool:
    """Runs the competition for which they verify."""
    return runs(person, verifier.competition)


@predicate
def runs_visit(person: Any, visit: Visit) -> bool:
    """Runs the competition of the visit."""
    return runs(person, visit.choice.competition)


@predicate
def visits(person: Any, visit: Visit) -> bool:
    """Belongs to its team."""
    return visits_of_team(person).filter(pk=visit.pk).exists()


@predicate
def leads_visit(person: Any, visit: Visit) -> bool:
    """Leads its team."""
    return memberships_of(person).filter(visit=visit, lead=True).exists()


@predicate
def writes_record(person: Any, record: FieldRecord) -> bool:
    """Belongs, or belonged, to the team: what somebody wrote on the way before leaving it is kept aside."""
    return memberships_of(person, former=True).filter(visit=record.visit_id).exists()


@predicate
def photographs(person: Any, visit: Visit) -> bool:
    """Belongs, or belonged, to the team."""
    return memberships_of(person, former=True).filter(visit=visit).exists()


@predicate
def took_photo(person: Any, photo: VisitPhoto) -> bool:
    """Took it and still belongs to the team, or leads it."""
    mine = memberships_of(person).filter(visit=photo.visit_id)
    return (photo.by_id == person.pk and mine.exists()) or mine.filter(lead=True).exists()


@predicate
def is_member(person: Any, member: VisitMember) -> bool:
    """Themselves, as long as they belong to the team."""
    return memberships_of(person).filter(pk=member.pk).exists()


@predicate
def signs(person: Any, minutes: Minutes) -> bool:
    """Belongs to the team that drew them up."""
    return memberships_of(person).filter(visit=minutes.visit_id).exists()


@predicate
def leads_minutes(person: Any, minutes: Minutes) -> bool:
    """Leads the team that drew them up."""
    return memberships_of(person).filter(visit=minutes.visit_id, lead=True).exists()


@predicate
def speaks_for(person: Any, minutes: Minutes) -> bool:
    """Answers for the agency or the unit that was visited; the visit was announced to them."""
    proposal = minutes.visit.choice.proposal
    if not visits_told_to(person).filter(pk=minutes.visit_id).exists():
        return False
    return bool(is_local_admin(person, proposal) or leads(person, proposal))


SECRETARIAT = _("penyelenggara dan sekretariatnya")
TEAM = _("tim verifikasi kunjungan itu")
LEAD = _("ketua tim verifikasi")

permit("visits.choose", runs_competition, who=SECRETARIAT)
permit("visits.choose_one", runs_proposal, who=SECRETARIAT)
permit("visits.undo_choice", runs_choice, who=SECRETARIAT)
permit("visits.appoint", runs_competition, who=SECRETARIAT)
permit("visits.set_days_off", runs_verifier, who=SECRETARIAT)
permit("visits.release_verifier", runs_verifier, who=SECRETARIAT)
permit("visits.plan", runs_choice, who=SECRETARIAT)
permit("visits.change", runs_visit, who=SECRETARIAT)
permit("visits.announce", runs_visit, who=SECRETARIAT)
permit("visits.cancel", runs_visit, who=SECRETARIAT)
permit("visits.release", runs_visit, who=SECRETARIAT)
permit("visits.answer", writes_record, who=TEAM)
permit("visits.photograph", photographs, who=TEAM)
permit("visits.drop_photo", took_photo, who=_("yang memotret, atau ketua tim verifikasi"))
permit("visits.step_aside", is_member, who=_("verifikator yang bersangkutan"))
permit("visits.draw_up", leads_visit, who=LEAD)
permit("visits.reopen", leads_visit, who=LEAD)
permit("visits.sign", signs, who=TEAM)
permit("visits.add_to", leads_minutes, who=LEAD)
permit("visits.acknowledge", speaks_for, who=_("admin lokal atau unit instansi yang dikunjungi"))
