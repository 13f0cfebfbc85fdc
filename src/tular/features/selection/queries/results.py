"""What became of a proposal, as its own agency reads it: each list with its reasons, and the way to object."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tular.features.competitions.choices import WindowKind
from tular.features.competitions.models import Competition, Window
from tular.features.competitions.queries.moments import in_words
from tular.features.proposals.choices import ReasonCode
from tular.features.proposals.models import Check, Proposal
from tular.features.proposals.queries.visibility import proposals_answered_for_by
from tular.features.selection.choices import ChoiceReason, LineChange, ObjectionState, Outcome
from tular.features.selection.models import Announcement, AnnouncementLine, Objection, Omission
from tular.features.selection.queries.listing import path_of, stage_label

LABELS = {**dict(ReasonCode.choices), **dict(ChoiceReason.choices)}


@dataclass(frozen=True, slots=True)
class Result:
    """What one list says of a proposal. An empty outcome: it was left out since it was not decided; `omission` why."""

    line: AnnouncementLine | None
    list_title: str
    stage: str
    number: int
    path: str
    at: datetime
    outcome: str
    reasons: tuple[tuple[str, str], ...] = ()
    explanation: str = ""
    decided_by: str = ""
    decided_at: datetime | None = None
    change: str = ""
    change_reason: str = ""
    omission: str = ""
    objection: Objection | None = None
    award: str = ""
    is_choice: bool = False
    """Whether a plenary chose, rather than a check let pass."""

    @property
    def passed(self) -> bool:
        """Whether it goes on."""
        return self.outcome == Outcome.PASSED and not self.left

    @property
    def failed(self) -> bool:
        """Whether it was refused."""
        return self.outcome == Outcome.FAILED and not self.left

    @property
    def left(self) -> bool:
        """Whether it was in the list before and is in this one no longer."""
        return self.change == LineChange.LEFT


@dataclass(frozen=True, slots=True)
class Results:
    """All that lists said of a proposal, the newest first; `until` is the last moment for objecting to the newest."""

    newest: Result
    earlier: tuple[Result, ...]
    until: datetime | None
    until_text: str
    may_object: bool
    """Whether an objection to the newest would be taken at this moment, whoever asks."""
    closed: str
    """Why not, in a sentence; empty where it would, or where there is nothing to object to."""


def results_of(proposal: Proposal, now: datetime) -> Results | None:
    """What the lists told of a proposal; None before the first one. Five queries."""
    lines = list(
        AnnouncementLine.objects.filter(proposal=proposal)
        .select_related("announcement__competition__rulebook", "announcement__competition__organiser")
        .prefetch_related("objections__file", "objections__answered_by")
    )
    omissions = list(Omission.objects.filter(proposal=proposal).select_related("announcement__competition__rulebook"))
    if not lines and not omissions:
        return None
    checks = list(Check.objects.filter(proposal=proposal).order_by("at", "pk"))
    found = [_of_line(line, checks) for line in lines] + [_of_omission(one) for one in omissions]
    found.sort(key=lambda one: (one.at, one.number), reverse=True)
    newest = found[0]
    if newest.line is None:
        return Results(newest, tuple(found[1:]), None, "", False, "")
    window = objection_window(newest.line.announcement.competition, newest.line.announcement.stage)
    closed = why_no_objection(newest.line, window, now)
    return Results(
        newest, tuple(found[1:]), window.closes_at if window else None,
        in_words(window.closes_at, window.zone) if window else "", not closed, "" if newest.objection else closed,
    )  # fmt: skip


def objection_window(competition: Competition, stage: str) -> Window | None:
    """Until when agencies may object to the lists of a stage."""
    return Window.objects.filter(competition=competition, kind=WindowKind.OBJECTION, stage=stage).first()


def why_no_objection(line: AnnouncementLine, window: Window | None, now: datetime) -> str:
    """Why an objection to this line of the newest list is not taken at this moment; empty when it is. One query."""
    if line.outcome == Outcome.PASSED and line.change != LineChange.LEFT:
        return _("Proposal ini lolos; tidak ada yang perlu disanggah.")
    if line.announcement.objections_until is None or window is None:
        return _("Atas daftar ini tidak ada masa sanggah.")
    if now >= window.closes_at:
        return _("Masa sanggah berakhir pada %(until)s menurut jam server.") % {
            "until": in_words(window.closes_at, window.zone)
        }
    of_proposal = Q(line__proposal=line.proposal_id, line__announcement__stage=line.announcement.stage)
    for row in Objection.objects.filter(of_proposal).select_related("line"):
        if row.line_id == line.pk:
            return _("Hasil ini sudah disanggah; setiap hasil dapat disanggah sekali.")
        if row.state == ObjectionState.WAITING:
            return _("Sanggah Anda atas daftar sebelumnya masih menunggu jawaban.")
    return ""


def newest_line(proposal: Proposal) -> AnnouncementLine | None:
    """What the newest list that has the proposal says of it."""
    return (
        AnnouncementLine.objects.filter(proposal=proposal)
        .select_related("announcement__competition__rulebook", "proposal__agency", "proposal__competition")
        .order_by("-announcement__at", "-pk")
        .first()
    )


@dataclass(frozen=True, slots=True)
class OwnRow:
    """A proposal of one's agency in the newest list of its stage; `until` while objections to it are heard."""

    code: str
    title: str
    unit: str
    list_title: str
    path: str
    outcome: str
    left: bool
    until: datetime | None
    objection: Objection | None


def own_results(person: Any, now: datetime) -> list[OwnRow]:
    """What the newest lists say of the proposals of a local admin's agencies, those that fail first. Four queries."""
    newest = (
        Announcement.objects.filter(competition=OuterRef("announcement__competition"))
        .filter(stage=OuterRef("announcement__stage"))
        .order_by("-number")
        .values("pk")[:1]
    )
    lines = (
        AnnouncementLine.objects.filter(proposal__in=proposals_answered_for_by(person).values("pk"))
        .filter(announcement=Subquery(newest))
        .select_related("announcement__competition", "proposal__unit")
        .prefetch_related("objections")
    )
    windows = {
        (one.competition_id, one.stage): one.closes_at
        for one in Window.objects.filter(
            kind=WindowKind.OBJECTION, competition__in=lines.values("announcement__competition")
        )
    }
    found = []
    for line in lines.order_by("-announcement__at", "-outcome", "order"):
        announcement = line.announcement
        until = windows.get((announcement.competition_id, announcement.stage))
        failed = line.outcome == Outcome.FAILED or line.change == LineChange.LEFT
        heard = failed and announcement.objections_until and until and now < until
        found.append(
            OwnRow(
                line.code, line.title, line.proposal.unit.name if line.proposal.unit else "", announcement.title,
                path_of(announcement.competition, announcement.stage, announcement.number), line.outcome,
                line.change == LineChange.LEFT, until if heard else None, next(iter(line.objections.all()), None),
            )
        )  # fmt: skip
    return found


def reasons_in_words(codes: Any) -> tuple[tuple[str, str], ...]:
    """(code, label) of each reason; a code that is no longer known stands for itself."""
    return tuple((str(code), str(LABELS.get(str(code), code))) for code in codes)


def _of_line(line: AnnouncementLine, checks: list[Check]) -> Result:
    announcement = line.announcement
    held = [
        one for one in checks
        if one.stage == announcement.stage and one.at <= announcement.at
        and (one.taken_back_at is None or one.taken_back_at > announcement.at) and one.decision == line.outcome
    ]  # fmt: skip
    settling = [one for one in held if one.settles]
    by = settling[-1:] or held
    return Result(
        line=line,
        list_title=announcement.title,
        stage=stage_label(announcement.competition, announcement.stage),
        number=announcement.number,
        path=path_of(announcement.competition, announcement.stage, announcement.number),
        at=announcement.at,
        outcome=line.outcome,
        reasons=reasons_in_words(line.reasons),
        explanation=line.explanation,
        decided_by=_("sidang pleno") if announcement.plenary_id else _role(by),
        decided_at=announcement.at if announcement.plenary_id else max((one.at for one in by), default=None),
        change=line.change,
        change_reason=line.change_reason,
        objection=next(iter(line.objections.all()), None),
        award=line.award_label or line.award,
        is_choice=announcement.plenary_id is not None,
    )


def _of_omission(one: Omission) -> Result:
    announcement = one.announcement
    return Result(
        line=None,
        list_title=announcement.title,
        stage=stage_label(announcement.competition, announcement.stage),
        number=announcement.number,
        path=path_of(announcement.competition, announcement.stage, announcement.number),
        at=announcement.at,
        outcome="",
        omission=one.reason,
    )


def _role(checks: list[Check]) -> str:
    """Who decided, by role: agencies are not told names."""
    if not checks:
        return ""
    if checks[-1].settles:
        return _("sekretariat kompetisi")
    n = len({one.by_id for one in checks})
    return ngettext("%(n)d pemeriksa administrasi", "%(n)d pemeriksa administrasi", n) % {"n": n}
