"""Who may do what in a case: the taker works, the owner answers, hub or centre checks, each on their own behalf."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from rules.predicates import predicate

from tular.features.agencies.models import Agency
from tular.features.agencies.permissions import is_national
from tular.features.catalogue.models import Innovation
from tular.features.catalogue.permissions import curates, writes
from tular.features.replications.choices import MeetingState, Side, WorkModel
from tular.features.replications.models import (
    Agreement,
    AgreementClause,
    Case,
    CaseFile,
    CaseIndicator,
    CasePart,
    Measurement,
    Meeting,
    Member,
    TakerWarning,
    Task,
)
from tular.features.replications.queries.visibility import meetings_hosted_by, sides_of, takers_for
from tular.foundation.access.permissions import permit


def case_of(subject: Any) -> Case:
    """The case to which a row belongs."""
    if isinstance(subject, Case):
        return subject
    if isinstance(subject, AgreementClause):
        return subject.agreement.case
    if isinstance(subject, Measurement):
        return subject.indicator.case
    assert isinstance(subject, (Agreement, CaseFile, CaseIndicator, CasePart, Meeting, Member, Task))
    return subject.case


@predicate
def takes_for(person: Any, agency: Agency) -> bool:
    """Works at the agency."""
    return takers_for(person).filter(pk=agency.pk).exists()


@predicate
def is_taker(person: Any, subject: Any) -> bool:
    """Works on the case for the taker."""
    return Side.TAKER in sides_of(person, case_of(subject))


@predicate
def is_owner(person: Any, subject: Any) -> bool:
    """Speaks for the innovation in the case."""
    return Side.OWNER in sides_of(person, case_of(subject))


@predicate
def is_facilitator(person: Any, subject: Any) -> bool:
    """Speaks for the facilitator."""
    return Side.FACILITATOR in sides_of(person, case_of(subject))


@predicate
def is_reviewer(person: Any, subject: Any) -> bool:
    """Admin of the hub over the taker, or of the centre."""
    return Side.REVIEWER in sides_of(person, case_of(subject))


@predicate
def confirms_for_owner(person: Any, case: Case) -> bool:
    """The owner's side; for who worked alone the hub or the centre, since the owner is no party then."""
    found = sides_of(person, case)
    return Side.OWNER in found or (case.model == WorkModel.ALONE and Side.REVIEWER in found)


@predicate
def hosts(person: Any, meeting: Meeting) -> bool:
    """Admin of the agency that is visited, or of its unit that owns or copied the innovation."""
    return meetings_hosted_by(person).filter(pk=meeting.pk).exists()


@predicate
def answers_meeting(person: Any, meeting: Meeting) -> bool:
    """Whoever was asked last: the host, or the taker where the host wanted another time."""
    return bool(is_taker(person, meeting) if meeting.state == MeetingState.MOVED else hosts(person, meeting))


@predicate
def warns(person: Any, subject: Innovation | Case) -> bool:
    """Who writes or curates the record; of a case who works on it."""
    if isinstance(subject, Case):
        return bool(sides_of(person, subject) & {Side.TAKER, Side.OWNER, Side.REVIEWER})
    return bool(writes(person, subject) or curates(person, subject))


@predicate
def wrote_warning(person: Any, warning: TakerWarning) -> bool:
    """Who wrote it, or who curates the record."""
    return warning.by_id == person.pk or bool(writes(person, warning.innovation) or curates(person, warning.innovation))


PARTY = is_taker | is_owner
WORKERS = is_taker | is_owner | is_facilitator
TAKER = _("orang instansi penerima yang mengerjakan kasus ini")
OWNER = _("pemilik inovasi")
REVIEWER = _("hub JIPP wilayah penerima, atau pusat")
BOTH = _("kedua pihak kasus ini")

# The taker's own work.
permit("replications.start", takes_for, who=_("admin instansi, atau orang salah satu unitnya"))
permit("replications.record", takes_for, who=_("admin instansi, atau orang salah satu unitnya"))
permit("replications.describe", is_taker, who=TAKER)
permit("replications.decide", is_taker, who=TAKER)
permit("replications.ask", is_taker, who=TAKER)
permit("replications.choose_again", is_taker, who=TAKER)
permit("replications.begin", is_taker, who=TAKER)
permit("replications.report_closing", is_taker, who=TAKER)
permit("replications.cancel", is_taker, who=TAKER)
permit("replications.stop", is_taker, who=TAKER)
permit("replications.revive", is_taker, who=TAKER)
permit("replications.pause", is_taker, who=TAKER)
permit("replications.resume", is_taker, who=TAKER)
permit("replications.finish_step", is_taker, who=TAKER)
permit("replications.go_back", is_taker, who=TAKER)
permit("replications.tick", is_taker, who=TAKER)
permit("replications.untick", is_taker, who=TAKER)
permit("replications.watch_risk", is_taker, who=TAKER)
permit("replications.note_part", is_taker, who=TAKER)
permit("replications.change_part", is_taker, who=TAKER)
permit("replications.remove_part", is_taker, who=TAKER)
permit("replications.add_indicator", is_taker, who=TAKER)
permit("replications.change_indicator", is_taker, who=TAKER)
permit("replications.drop_indicator", is_taker, who=TAKER)
permit("replications.make_main", is_taker, who=TAKER)
permit("replications.measure", is_taker, who=TAKER)
permit("replications.correct_measurement", is_taker, who=TAKER)
permit("replications.confirm_running", is_taker, who=TAKER)
permit("replications.write_lessons", is_taker, who=TAKER)
permit("replications.enter_catalogue", is_taker, who=TAKER)
permit("replications.enter_competition", is_taker, who=TAKER)
# Of both sides.
permit("replications.reply", PARTY, who=BOTH)
permit("replications.carry_replies", is_owner, who=OWNER)
permit("replications.add_task", WORKERS, who=BOTH)
permit("replications.finish_task", WORKERS, who=BOTH)
permit("replications.reopen_task", WORKERS, who=BOTH)
permit("replications.drop_task", WORKERS, who=BOTH)
permit("replications.add_file", WORKERS, who=BOTH)
permit("replications.remove_file", WORKERS, who=BOTH)
permit("replications.add_member", WORKERS | is_reviewer, who=BOTH)
permit("replications.leave", WORKERS, who=BOTH)
permit("replications.draft_agreement", WORKERS, who=BOTH)
permit("replications.write_agreement", WORKERS, who=BOTH)
permit("replications.write_clause", WORKERS, who=BOTH)
permit("replications.bring_signed", PARTY, who=BOTH)
permit("replications.sign", PARTY, who=BOTH)
permit("replications.extend_agreement", PARTY, who=BOTH)
permit("replications.propose_meeting", WORKERS, who=BOTH)
permit("replications.move_meeting", WORKERS | hosts, who=BOTH)
permit("replications.agree_to_meeting", answers_meeting, who=_("tuan rumah pertemuan"))
permit("replications.decline_meeting", answers_meeting, who=_("tuan rumah pertemuan"))
permit("replications.cancel_meeting", WORKERS | hosts, who=BOTH)
permit("replications.report_meeting", is_taker, who=TAKER)
# The other side's answers.
permit("replications.verify", is_reviewer, who=REVIEWER)
permit("replications.return_interest", is_reviewer, who=REVIEWER)
permit("replications.accept", is_owner, who=OWNER)
permit("replications.refuse", is_owner, who=OWNER)
permit("replications.confirm_closing", confirms_for_owner, who=OWNER)
permit("replications.return_closing", confirms_for_owner, who=OWNER)
# What the clock does by itself; a person of the centre could start it, too.
permit("replications.remind_answer", is_national, who=_("admin pembina"))
permit("replications.remind_case", is_national, who=_("admin pembina"))
permit("replications.certify", is_national, who=_("admin pembina"))
permit("replications.tell_ending", is_national, who=_("admin pembina"))
# Beside the cases.
permit("replications.warn", warns, who=OWNER)
permit("replications.settle_warning", wrote_warning, who=OWNER)
permit("replications.pass_on", is_national, who=_("admin pembina"))
