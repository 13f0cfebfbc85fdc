"""Who may do what to lists and objections: who runs the competition releases and answers, local admins object."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from rules.predicates import predicate

from tular.features.competitions.permissions import runs
from tular.features.judging.models import ScoreSheet
from tular.features.proposals.permissions import is_local_admin
from tular.features.selection.models import (
    Announcement,
    AnnouncementLine,
    AwardCertificate,
    ListDraft,
    Objection,
    Plenary,
    PlenaryMember,
    PlenaryQuestion,
)
from tular.features.selection.queries.plenary.seeing import (
    marks_again,
    may_sit,
    members_of,
    plenaries_to_approve,
)
from tular.foundation.access.permissions import permit


@predicate
def runs_competition_of(person: Any, draft: ListDraft | Announcement) -> bool:
    """Runs the competition that the list is of."""
    return runs.test(person, draft.competition)


@predicate
def enters(person: Any, line: AnnouncementLine) -> bool:
    """Local admin of the agency whose proposal the line is about."""
    return is_local_admin.test(person, line.proposal)


@predicate
def hears(person: Any, objection: Objection) -> bool:
    """Runs the competition in which somebody objects."""
    return runs.test(person, objection.line.announcement.competition)


@predicate
def certifies(person: Any, award: AwardCertificate) -> bool:
    """Runs the competition in which the certificate was given."""
    return runs.test(person, award.announcement.competition)


@predicate
def runs_review_of(person: Any, sheet: ScoreSheet) -> bool:
    """Runs the competition in which the score sheet was handed in."""
    return runs.test(person, sheet.assignment.evaluator.review.competition)


SECRETARIAT = _("sekretariat kompetisi")

permit("selection.prepare", runs, who=SECRETARIAT)
permit("selection.revise", runs_competition_of, who=SECRETARIAT)
permit("selection.announce", runs_competition_of, who=SECRETARIAT)
permit("selection.object", enters, who=_("admin lokal instansi pengaju"))
permit("selection.answer", hears, who=SECRETARIAT)
permit("selection.promote", runs, who=SECRETARIAT)
permit("selection.certify", runs_competition_of, who=SECRETARIAT)
permit("selection.replace_certificate", certifies, who=SECRETARIAT)
permit("selection.revoke_certificate", certifies, who=SECRETARIAT)
permit("selection.revoke_outdated", runs_competition_of, who=SECRETARIAT)


@predicate
def runs_plenary(person: Any, plenary: Plenary) -> bool:
    """Runs the competition in which it is held."""
    return runs.test(person, plenary.competition)


@predicate
def runs_its_plenary(person: Any, row: PlenaryMember | PlenaryQuestion) -> bool:
    """Runs the competition of the plenary to which this belongs."""
    return runs.test(person, row.plenary.competition)


@predicate
def votes(person: Any, question: PlenaryQuestion) -> bool:
    """A member who is present, does not work for the organiser, and no longer marks what is decided about."""
    present = members_of(person).filter(plenary=question.plenary_id, present_at__isnull=False)
    plenary = question.plenary
    return present.exists() and may_sit(person, plenary.competition) and not marks_again(person, plenary)


@predicate
def approves(person: Any, plenary: Plenary) -> bool:
    """Somebody else than who proposed: who runs the competition too, or who was named; no member."""
    return plenaries_to_approve(person).filter(pk=plenary.pk).exists()


MEMBER = _("anggota sidang yang hadir")
SECOND = _("orang kedua yang bukan pengusulnya")

permit("selection.open_plenary", runs, who=SECRETARIAT)
permit("selection.set_plenary", runs_plenary, who=SECRETARIAT)
permit("selection.describe_plenary", runs_plenary, who=SECRETARIAT)
permit("selection.renew_basis", runs_plenary, who=SECRETARIAT)
permit("selection.hold_again", runs_plenary, who=SECRETARIAT)
permit("selection.decide", runs_plenary, who=SECRETARIAT)
permit("selection.undo", runs_plenary, who=SECRETARIAT)
permit("selection.break_tie", runs_plenary, who=SECRETARIAT)
permit("selection.drop_gone", runs_plenary, who=SECRETARIAT)
permit("selection.seat", runs_plenary, who=SECRETARIAT)
permit("selection.record_presence", runs_plenary, who=SECRETARIAT)
permit("selection.unseat", runs_its_plenary, who=SECRETARIAT)
permit("selection.ask", runs_plenary, who=SECRETARIAT)
permit("selection.vote", votes, who=MEMBER)
permit("selection.close_vote", runs_its_plenary, who=SECRETARIAT)
permit("selection.propose", runs_plenary, who=SECRETARIAT)
permit("selection.approve", approves, who=SECOND)
permit("selection.send_back", approves, who=SECOND)
permit("selection.hold_comment", runs_review_of, who=SECRETARIAT)
permit("selection.let_comment", runs_review_of, who=SECRETARIAT)
permit("selection.release_feedback", runs, who=SECRETARIAT)
permit("selection.record_winners", runs_competition_of, who=SECRETARIAT)
