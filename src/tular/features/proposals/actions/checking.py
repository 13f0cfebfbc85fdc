"""Checking what was submitted: one person's decision, a wish for a fix, and the word of the secretariat.

Decisions stay with the organiser until a list is announced; only a wish for a fix is told to the agency at once.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.engines.rulebook.competition import Stage
from tular.features.competitions.choices import WindowKind
from tular.features.competitions.models import Competition
from tular.features.competitions.queries.moments import DEFAULT_ZONE, in_words
from tular.features.competitions.queries.windows import window_of
from tular.features.proposals.actions.moving import move, tell
from tular.features.proposals.choices import CheckDecision, ProposalState
from tular.features.proposals.models import Check, Proposal, ProposalVersion
from tular.features.proposals.queries.checklist.conflicts import own_among
from tular.features.proposals.queries.people import both_sides_of
from tular.features.proposals.queries.settled import DIFFERING, checklist_of, ordered_reasons, settle
from tular.foundation.actions import Reason, Refused, Stale, action

LONGEST_EXPLANATION = 5000
LAST_MINUTE = time(23, 59)


@action("proposals.check", gettext_lazy("Memeriksa administrasi"))
def check(
    proposal: Proposal,
    *,
    by: Any,
    now: datetime,
    decision: str,
    reasons: Collection[str] = (),
    explanation: str = "",
    submission: int = 0,
) -> Check:
    """Say whether the latest submission passes. Whoever checked it before replaces their own word, nobody else's.

    `submission` is the number of the submission that was read: a later one makes it `Stale`.
    """
    stage = stage_for(proposal.competition)
    latest = latest_of(proposal, by, submission)
    codes, said = said_why(decision, reasons, explanation)
    replace_own(proposal, stage, by, now)
    return Check.objects.create(
        proposal=proposal, submission=latest, stage=stage.id, decision=decision, reasons=codes, explanation=said,
        by=by, at=now,
    )  # fmt: skip


@action("proposals.ask_fix", gettext_lazy("Meminta perbaikan"))
def ask_fix(
    proposal: Proposal,
    *,
    by: Any,
    now: datetime,
    reasons: Collection[str] = (),
    explanation: str = "",
    submission: int = 0,
) -> Check:
    """Let the agency mend what is missing, until the end of the last of the days that the rulebook gives."""
    stage = stage_for(proposal.competition)
    latest = latest_of(proposal, by, submission)
    until = fix_until(proposal.competition, stage, now)
    codes, said = said_why(CheckDecision.FIX, reasons, explanation)
    move(proposal, "proposals.ask_fix", now=now, reason=said, fix_until=until)
    replace_own(proposal, stage, by, now)
    zone = window_of(proposal.competition, WindowKind.SUBMISSION)
    tell(
        both_sides_of(proposal), "proposals.fix_asked", proposal, now, reason=said,
        until=in_words(until, zone.zone if zone else DEFAULT_ZONE),
    )  # fmt: skip
    return Check.objects.create(
        proposal=proposal, submission=latest, stage=stage.id, decision=CheckDecision.FIX, reasons=codes,
        explanation=said, by=by, at=now,
    )  # fmt: skip


@action("proposals.settle", gettext_lazy("Memutus perbedaan pemeriksa"))
def settle_difference(
    proposal: Proposal,
    *,
    by: Any,
    now: datetime,
    decision: str,
    reasons: Collection[str] = (),
    explanation: str = "",
    submission: int = 0,
) -> Check:
    """Decide where checkers differ; by somebody of the secretariat who was not one of them."""
    stage = stage_for(proposal.competition)
    latest = latest_of(proposal, by, submission)
    holding = [
        one for one in proposal.checks.filter(stage=stage.id, taken_back_at__isnull=True) if one.submission == latest
    ]
    standing = settle(proposal.pk, proposal.state, latest.pk, holding, stage.checkers)
    settled_before = any(one.settles for one in holding)
    if not settled_before and getattr(standing, "code", "") != DIFFERING:
        raise Refused(_("Tidak ada perbedaan yang perlu diputus pada proposal ini."))
    if any(one.by_id == by.pk and not one.settles for one in holding):
        raise Refused(
            _("Anda sendiri salah satu pemeriksanya. Orang sekretariat yang lain memutus, atau ubah pemeriksaan Anda.")
        )
    codes, said = said_why(decision, reasons, explanation)
    proposal.checks.filter(stage=stage.id, taken_back_at__isnull=True, settles=True).update(taken_back_at=now)
    replace_own(proposal, stage, by, now)
    return Check.objects.create(
        proposal=proposal, submission=latest, stage=stage.id, decision=decision, reasons=codes, explanation=said,
        by=by, at=now, settles=True,
    )  # fmt: skip


def stage_for(competition: Competition) -> Stage:
    """The stage of administrative selection. Refused where the rulebook has none."""
    stage = checklist_of(competition)
    if stage is None:
        raise Refused(_("Aturan kompetisi ini tidak mengenal seleksi administrasi."))
    return stage


def latest_of(proposal: Proposal, by: Any, read: int) -> ProposalVersion:
    """The submission to be checked. Refused where there is none to check now, or the person may not be impartial."""
    if proposal.state == ProposalState.FIXING:
        raise Refused(_("Proposal ini sedang diminta diperbaiki. Periksa lagi setelah instansi mengajukannya."))
    latest = proposal.submissions.order_by("number").last()
    if proposal.state != ProposalState.SUBMITTED or latest is None:
        raise Refused(_("Proposal ini tidak sedang diajukan, jadi tidak ada yang diperiksa."))
    if own_among(by, {proposal.pk}):
        raise Refused(_("Proposal ini dari instansi Anda sendiri. Pemeriksa lain yang memutuskannya."))
    if read and read != latest.number:
        raise Stale
    return latest


def said_why(decision: str, reasons: Collection[str], explanation: str) -> tuple[list[str], str]:
    """Codes in their order, and the explanation. A pass has neither; anything else says why, for the agency to read."""
    if decision not in CheckDecision.values:
        raise Refused(Reason(_("Pilih keputusannya."), "keputusan"))
    if decision == CheckDecision.PASSED:
        return [], explanation.strip()
    wrong = []
    codes = ordered_reasons(reasons)
    if not codes:
        wrong.append(Reason(_("Pilih paling sedikit satu alasan."), "alasan"))
    said = explanation.strip()
    if not said:
        wrong.append(Reason(_("Tulis penjelasan yang dapat dipahami instansi."), "penjelasan"))
    if len(said) > LONGEST_EXPLANATION:
        wrong.append(Reason(_("Penjelasan paling banyak 5.000 huruf."), "penjelasan"))
    if wrong:
        raise Refused(*wrong)
    return list(codes), said


def replace_own(proposal: Proposal, stage: Stage, by: Any, now: datetime) -> None:
    """Take back what the same person said of this proposal before."""
    proposal.checks.filter(stage=stage.id, by=by, taken_back_at__isnull=True).update(taken_back_at=now)


def fix_until(competition: Competition, stage: Stage, now: datetime) -> datetime:
    """The last minute of the last day for mending; never later than the calendar's window for it."""
    if stage.fix_days is None:
        raise Refused(_("Aturan kompetisi ini tidak memberi masa perbaikan. Putuskan lolos atau tidak lolos."))
    window = window_of(competition, WindowKind.FIX, stage.id) or window_of(competition, WindowKind.FIX)
    if window is not None and now >= window.closes_at:
        when = in_words(window.closes_at, window.zone)
        raise Refused(_("Masa perbaikan dalam kalender berakhir pada %(when)s.") % {"when": when})
    submission = window or window_of(competition, WindowKind.SUBMISSION)
    zone = ZoneInfo(submission.zone if submission else DEFAULT_ZONE)
    last = datetime.combine(now.astimezone(zone).date() + timedelta(days=stage.fix_days), LAST_MINUTE, zone)
    return min(last, window.closes_at) if window else last
