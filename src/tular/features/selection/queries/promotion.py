"""Those that passed, for the organiser to send on, and what became of those sent on before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from tular.features.competitions.choices import CompetitionState, WindowKind
from tular.features.competitions.models import Competition
from tular.features.competitions.queries.admission import kind_in
from tular.features.competitions.queries.moments import in_words
from tular.features.competitions.queries.windows import window_of
from tular.features.proposals.models import Proposal
from tular.features.proposals.queries.standing import quotas_of
from tular.features.selection.choices import Outcome
from tular.features.selection.models import Announcement, StageOutcome
from tular.features.selection.queries.listing import group_labels, stage_label
from tular.foundation.rulebooks.versions import rules_of
from tular.foundation.ui.shapes import Pages

PAGE = 100


@dataclass(frozen=True, slots=True)
class PromotionRow:
    """A proposal that passed. `promoted` is the code of what it became, `state` where that stands."""

    code: str
    title: str
    agency: str
    unit: str
    group: str
    quota: int | None
    promoted: str
    state: str


@dataclass(frozen=True, slots=True)
class PromotionPage:
    """Who passed a stage of a competition that feeds another."""

    competition: Competition
    target: Competition
    stage: str
    stages: list[tuple[str, str]]
    rows: list[PromotionRow]
    pages: Pages
    promoted: int
    closed: str
    """Why the other competition takes nothing now; empty when it does."""


def promotion_page(competition: Competition, stage: str, asked: str, now: datetime) -> PromotionPage | None:
    """Those that passed the stage (of the latest announced one without an id); None where nothing is fed."""
    target = competition.feeds
    if target is None:
        return None
    announced = Announcement.objects.filter(competition=competition).order_by().values_list("stage", flat=True)
    known = set(announced.distinct())
    order = [one.id for one in rules_of(competition.rulebook).stages if one.id in known]
    chosen = stage if stage in order else order[-1] if order else ""
    passed = StageOutcome.objects.filter(
        proposal__competition=competition, stage=chosen, outcome=Outcome.PASSED
    ).order_by("proposal__agency__name", "proposal__code")
    pages = Pages.read(asked, passed.count(), PAGE)
    shown = list(passed.select_related("proposal__agency", "proposal__unit")[pages.start : pages.start + PAGE])
    made = {
        row.promoted_from_id: row
        for row in Proposal.objects.filter(competition=target, promoted_from__in=[one.proposal_id for one in shown])
    }
    return PromotionPage(
        competition=competition,
        target=target,
        stage=chosen,
        stages=[(one, stage_label(competition, one)) for one in order],
        rows=[_row(one.proposal, made.get(one.proposal_id), target, group_labels(competition)) for one in shown],
        pages=pages,
        promoted=Proposal.objects.filter(competition=target, promoted_from__competition=competition).count(),
        closed=closed_text(target, now),
    )


def closed_text(target: Competition, now: datetime) -> str:
    """Why a competition takes no proposals now, with when it opens; empty when it takes some."""
    window = window_of(target, WindowKind.SUBMISSION)
    if target.state == CompetitionState.PREPARED:
        if window is None:
            return _("%(title)s masih disiapkan dan belum menetapkan kapan dibuka.") % {"title": target.title}
        when = in_words(window.opens_at, window.zone)
        return _("%(title)s masih disiapkan; menurut kalendernya dibuka %(when)s.") % {
            "title": target.title, "when": when,
        }  # fmt: skip
    if target.state != CompetitionState.OPEN:
        return _("%(title)s tidak sedang dibuka: %(state)s.") % {
            "title": target.title, "state": target.get_state_display(),
        }  # fmt: skip
    if window is None:
        return _("Masa pengajuan %(title)s belum ditetapkan penyelenggara.") % {"title": target.title}
    if now < window.opens_at:
        return _("Pengajuan baru dibuka pada %(when)s.") % {"when": in_words(window.opens_at, window.zone)}
    return ""


def _row(proposal: Proposal, made: Proposal | None, target: Competition, groups: dict[str, str]) -> PromotionRow:
    quotas = quotas_of(rules_of(target.rulebook), kind_in(target, proposal.agency))
    return PromotionRow(
        code=proposal.code,
        title=proposal.title,
        agency=proposal.agency.name,
        unit=proposal.unit.name if proposal.unit else "",
        group=groups.get(proposal.group, proposal.group),
        quota=quotas.get(proposal.group),
        promoted=made.code if made else "",
        state=made.get_state_display() if made else "",
    )
