"""Which facts of the flow hold for a proposal at a moment, and in words why the others do not."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _

from tular.engines.rulebook.competition import Competition as Rules
from tular.features.competitions.choices import CompetitionState
from tular.features.competitions.queries.moments import days_until, in_words
from tular.features.competitions.queries.windows import Deadline, submission_for
from tular.features.proposals.models import Proposal, ProposalVersion
from tular.features.proposals.queries.form import Obstacle, obstacles_of, rules_for

TITLED, COMPLETE, WITHIN_QUOTA, OPEN, FIXABLE = "titled", "complete", "within_quota", "open", "fixable"

OVER_QUOTA = "over_quota"


@dataclass(frozen=True, slots=True)
class Standing:
    """The facts that hold; of those that do not, need → sentences. `obstacles` also those that a person looks at."""

    facts: frozenset[str]
    against: Mapping[str, tuple[str, ...]]
    obstacles: tuple[Obstacle, ...] = field(default=())


def standing_of(proposal: Proposal, now: datetime, needs: Collection[str]) -> Standing:
    """Looks at the facts of `needs` alone: counting words and awards is not free."""
    against: dict[str, tuple[str, ...]] = {}
    obstacles: tuple[Obstacle, ...] = ()
    if TITLED in needs:
        against[TITLED] = _untitled(proposal)
    if OPEN in needs:
        sentence = _closed(proposal, submission_for(proposal.competition, proposal.agency_id), now)
        against[OPEN] = (sentence,) if sentence else ()
    if FIXABLE in needs:
        against[FIXABLE] = _unfixable(proposal, now)
    if COMPLETE in needs or WITHIN_QUOTA in needs:
        obstacles = obstacles_of(proposal)
        standing = [one for one in obstacles if not one.needs_person]
        against[COMPLETE] = tuple(in_full(one) for one in standing if one.code != OVER_QUOTA)
        against[WITHIN_QUOTA] = tuple(in_full(one) for one in standing if one.code == OVER_QUOTA)
    asked = {need: against.get(need, ()) for need in needs}
    return Standing(
        frozenset(need for need, sentences in asked.items() if not sentences),
        {need: sentences for need, sentences in asked.items() if sentences},
        obstacles,
    )


def in_full(one: Obstacle) -> str:
    """What stands in the way, with the rule that says so where it is more than an empty field."""
    if one.code in ("missing", "too_long", "too_short"):
        return one.sentence
    if one.source:
        return _("%(what)s (aturan %(rule)s; sumber: %(source)s)") % {
            "what": one.sentence, "rule": one.rule, "source": one.source,
        }  # fmt: skip
    return _("%(what)s (aturan %(rule)s)") % {"what": one.sentence, "rule": one.rule}


def quotas_of(rules: Rules, agency_kind: str) -> dict[str, int | None]:
    """Group → how many an agency of this kind may submit in it; None: as many as it likes. The smallest rule counts."""
    groups = [one.id for one in rules.groups] or [""]
    found: dict[str, int | None] = {}
    for group in groups:
        numbers = [
            number
            for rule in rules.rules
            if rule.kind == "quota" and (not rule.groups or group in rule.groups)
            for number in [rule.quotas.get(agency_kind, rule.quotas.get(""))]
            if number is not None
        ]
        found[group] = min(numbers, default=None)
    return found


def _untitled(proposal: Proposal) -> tuple[str, ...]:
    found = []
    if not proposal.title.strip():
        found.append(_("Judul belum diisi."))
    if not proposal.group and rules_for(proposal).groups:
        found.append(_("Kelompok belum dipilih."))
    return tuple(found)


def _closed(proposal: Proposal, deadline: Deadline | None, now: datetime) -> str:
    if proposal.competition.state != CompetitionState.OPEN:
        state = proposal.competition.get_state_display()
        return _("Kompetisi ini tidak sedang dibuka: %(state)s.") % {"state": state}
    if deadline is None:
        return _("Masa pengajuan belum ditetapkan penyelenggara.")
    if now < deadline.opens_at:
        when = in_words(deadline.opens_at, deadline.zone)
        return _("Pengajuan baru dibuka pada %(when)s.") % {"when": when}
    if not deadline.is_open(now):
        when = in_words(deadline.closes_at, deadline.zone)
        return _(
            "Pengajuan ditutup pada %(when)s menurut jam server. Isinya tetap tersimpan; hanya perpanjangan dari "
            "penyelenggara yang membukanya lagi."
        ) % {"when": when}
    return ""


def _unfixable(proposal: Proposal, now: datetime) -> tuple[str, ...]:
    if proposal.fix_until is None:
        return (_("Batas waktu perbaikan belum ditetapkan."),)
    if now >= proposal.fix_until:
        when = in_words(proposal.fix_until)
        return (
            _("Masa perbaikan berakhir pada %(when)s menurut jam server. Yang diajukan semula tetap berlaku.")
            % {"when": when},
        )
    return ()


@dataclass(frozen=True, slots=True)
class StepPage:
    """What somebody has to know before taking a step with a proposal."""

    proposal: Proposal
    competition: str
    state: str
    closes: str
    days_left: int | None
    extended: bool
    for_person: tuple[Obstacle, ...]
    files: int
    receipt: ProposalVersion | None


def step_page(proposal: Proposal, now: datetime) -> StepPage:
    """Where it stands, until when, and what a person will look at; a fixed number of queries."""
    deadline = submission_for(proposal.competition, proposal.agency_id)
    return StepPage(
        proposal=proposal,
        competition=proposal.competition.title,
        state=proposal.get_state_display(),
        closes=in_words(deadline.closes_at, deadline.zone) if deadline else "",
        days_left=days_until(deadline.closes_at, now, deadline.zone) if deadline else None,
        extended=bool(deadline and deadline.extended),
        for_person=tuple(one for one in obstacles_of(proposal) if one.needs_person),
        files=proposal.files.filter(removed_at__isnull=True).count(),
        receipt=proposal.submissions.order_by("number").last(),
    )
