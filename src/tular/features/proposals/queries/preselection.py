"""The choice inside an agency: who marked what, the ranking with its derivation, and what the quota lets through."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

from django.db.models import F, Max
from django.utils.translation import gettext as _

from tular.engines.rulebook.choosing import Candidate, Places, choose, ranking
from tular.engines.rulebook.competition import Competition as Rules
from tular.engines.rulebook.competition import Stage
from tular.engines.rulebook.exact import exact, rounded, written
from tular.engines.rulebook.parts import Part, Unfit
from tular.engines.rulebook.scoring import score_entry
from tular.features.competitions.models import Competition
from tular.features.proposals.choices import ProposalState
from tular.features.proposals.models import Preselection, PreselectionMark, PreselectionResult, Proposal
from tular.features.proposals.queries.local_desk import NOT_YET, quota_left
from tular.foundation.rulebooks.models import RulebookVersion
from tular.foundation.rulebooks.versions import rules_of

SCORED = ("scored_desk_review", "scored_panel_review", "presentation_interview")
"""Kinds of stage in which people mark entries one by one."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The marks of one person: their total, None with the reason where they are not complete."""

    by: str
    mine: bool
    total: str
    problem: str
    comment: str


@dataclass(frozen=True, slots=True)
class Line:
    """One proposal in the ranking of its group. `proposed`: the ranking gives it a place; `tied`: the last place
    lies open between it and others."""

    pk: int
    code: str
    title: str
    unit: str
    state: str
    total: str
    place: int | None
    proposed: bool
    tied: bool
    readings: tuple[Reading, ...]
    derivation: tuple[str, ...]
    obstacles: int | None

    @property
    def marked_by_me(self) -> bool:
        """Whether who looks at it has marked it wholly."""
        return any(one.mine and one.total for one in self.readings)


@dataclass(frozen=True, slots=True)
class GroupRanking:
    """The proposals of one group, the best first, those without a total last."""

    id: str
    label: str
    left: int | None
    how: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Ranking:
    """The whole choice as it stands; `digest` changes with any mark, so that nobody closes what they did not see."""

    groups: tuple[GroupRanking, ...]
    digest: str

    @property
    def lines(self) -> tuple[Line, ...]:
        """All proposals."""
        return tuple(line for group in self.groups for line in group.lines)


def stage_of(rules: Rules) -> Stage | None:
    """The stage of a small rulebook in which proposals are marked: its first one whose criteria are wholly known."""
    return next(
        (
            stage
            for stage in sorted(rules.stages, key=lambda one: one.order)
            if stage.kind in SCORED and any(one.stage in ("", stage.id) and not one.partial for one in rules.criteria)
        ),
        None,
    )


def usable_rulebooks() -> list[RulebookVersion]:
    """The latest published version of each rulebook by which proposals can be marked; those for agencies first."""
    latest = RulebookVersion.objects.values("identity").annotate(last=Max("number")).values_list("identity", "last")
    last = dict(latest)
    rows = [row for row in RulebookVersion.objects.order_by("title", "pk") if last[row.identity] == row.number]
    usable = [row for row in rows if stage_of(rules_of(row)) is not None]
    return sorted(usable, key=lambda row: rules_of(row).book.scope != "agency")


def criteria_of(rules: Rules, group: str) -> tuple[Part, ...]:
    """What is marked, in the order of the rulebook."""
    stage = stage_of(rules)
    told = rules.criteria_for(stage.id, _group_in(rules, group)) if stage else None
    return tuple(told.part.criteria()) if told else ()


def mark_typed(text: str) -> Decimal:
    """A mark as people write it: "3", "82,5". Raises ValueError for all else."""
    try:
        number = Decimal(text.strip().replace(",", "."))
        exact(number)
    except InvalidOperation as error:
        raise ValueError(f"{text!r} bukan angka") from error
    return number


def candidates_of(preselection: Preselection) -> list[Proposal]:
    """What can be chosen from: what the agency has not submitted and not withdrawn."""
    rows = Proposal.objects.filter(
        competition=preselection.competition_id, agency=preselection.agency_id, state__in=NOT_YET
    )
    return list(rows.select_related("unit").defer("content", "versions").order_by("pk"))


def candidate(preselection: Preselection, code: str) -> Proposal | None:
    """One of them, whole."""
    rows = Proposal.objects.filter(competition=preselection.competition_id, agency=preselection.agency_id)
    related = ("competition__rulebook", "agency", "unit", "category", "innovation", "replicates", "promoted_from")
    return rows.filter(code=code, state__in=NOT_YET).select_related(*related).first()


def preselection_of(competition: Competition, agency: int) -> Preselection | None:
    """The choice of this agency in this competition."""
    rows = Preselection.objects.filter(competition=competition, agency=agency)
    return rows.select_related("rulebook", "competition__rulebook", "agency", "opened_by", "closed_by").first()


def ranking_of(preselection: Preselection, person: Any = None) -> Ranking:
    """Totals and places by the rulebook, group by group. Three queries."""
    small, big = rules_of(preselection.rulebook), rules_of(preselection.competition.rulebook)
    rows = candidates_of(preselection)
    marks: dict[int, list[PreselectionMark]] = defaultdict(list)
    for mark in preselection.marks.select_related("by").order_by("at", "pk"):
        marks[mark.proposal_id].append(mark)
    left = quota_left(preselection.competition, preselection.agency)
    labels = {one.id: one.label for one in big.groups}
    stage = stage_of(small)
    judged = {row.pk: _judged(small, stage, row, marks[row.pk], person) for row in rows}
    groups = []
    for group in dict.fromkeys((*labels, *sorted({row.group for row in rows}))):
        own = [row for row in rows if row.group == group]
        if own:
            label = labels.get(group) or group or _("kelompok belum dipilih")
            groups.append(_group(group, label, left.get(group), own, judged, stage))
    told = [[line.code, line.total, line.place, line.proposed, line.tied] for one in groups for line in one.lines]
    return Ranking(tuple(groups), hashlib.sha256(json.dumps(told).encode()).hexdigest()[:16])


@dataclass(frozen=True, slots=True)
class _Judged:
    value: Fraction | None
    total: Decimal | None
    means: Mapping[str, Fraction]
    readings: tuple[Reading, ...]
    derivation: tuple[str, ...]


def _judged(
    rules: Rules, stage: Stage | None, row: Proposal, marks: Sequence[PreselectionMark], person: Any
) -> _Judged:
    """The mean of what people gave, with every line of how it came about."""
    values: list[Fraction] = []
    given: dict[str, list[Fraction]] = defaultdict(list)
    readings, derivation = [], []
    for mark in marks:
        mine = person is not None and mark.by_id == person.pk
        try:
            told = {name: mark_typed(text) for name, text in mark.marks.items() if text}
            score = score_entry(rules, told, group=_group_in(rules, row.group), stage=stage.id if stage else "")
        except (Unfit, ValueError) as error:
            readings.append(Reading(str(mark.by), mine, "", str(error), mark.comment))
            continue
        values.append(score.value)
        for name, number in told.items():
            given[name].append(exact(number))
        readings.append(Reading(str(mark.by), mine, written(score.value), "", mark.comment))
        derivation += [f"{mark.by}: {step.label}: {step.formula} = {written(step.value)}" for step in score.steps]
    if not values:
        return _Judged(None, None, {}, tuple(readings), ())
    value = sum(values, Fraction(0)) / len(values)
    total = rounded(value, rules.decimals, rules.rounding)
    # Derivations are Indonesian, as the engine writes them: they are kept with the result.
    if len(values) > 1:
        each = ", ".join(written(one) for one in values)
        derivation.append(f"Rata-rata {len(values)} penilai: {each} = {written(value)}")
    if Fraction(total) != value:
        derivation.append(f"Dibulatkan menurut buku aturan: {written(total)}")
    means = {name: sum(numbers, Fraction(0)) / len(numbers) for name, numbers in given.items()}
    return _Judged(value, total, means, tuple(readings), tuple(derivation))


def _group(
    group: str, label: str, left: int | None, rows: Sequence[Proposal], judged: Mapping[int, _Judged],
    stage: Stage | None,
) -> GroupRanking:  # fmt: skip
    by_id = {str(row.pk): row for row in rows}
    candidates = [
        Candidate(
            str(row.pk), Fraction(total), row.group, marks=judged[row.pk].means,
            submitted=row.state_at if row.state == ProposalState.WITH_ADMIN else None,
        )
        for row in rows
        if (total := judged[row.pk].total) is not None
    ]  # fmt: skip
    ranked = ranking(candidates, stage.tie_breaks if stage else ())
    places = Places((), len(candidates) if left is None else left)
    choice = choose(ranked, places, passing_grade=stage.passing_grade if stage else None)
    lines = [_line(by_id[one.candidate.id], judged, one.rank, choice.chosen, choice.undecided) for one in ranked]
    known = {one.candidate.id for one in ranked}
    lines += [_line(row, judged, None, (), ()) for row in rows if str(row.pk) not in known]
    return GroupRanking(group, label, left, choice.how, tuple(lines))


def _line(
    row: Proposal, judged: Mapping[int, _Judged], place: int | None, chosen: Iterable[str], tied: Iterable[str]
) -> Line:
    found = judged[row.pk]
    return Line(
        pk=row.pk,
        code=row.code,
        title=row.title,
        unit=row.unit.name if row.unit else "",
        state=row.get_state_display(),
        total="" if found.total is None else str(found.total),
        place=place,
        proposed=str(row.pk) in chosen,
        tied=str(row.pk) in tied,
        readings=found.readings,
        derivation=found.derivation,
        obstacles=row.obstacles,
    )


def _group_in(rules: Rules, group: str) -> str:
    """The group as the small rulebook calls it; "" where it knows no groups or not this one."""
    return group if group in {one.id for one in rules.groups} else ""


def results_of(preselection: Preselection) -> tuple[tuple[str, tuple[PreselectionResult, ...]], ...]:
    """(label of the group, what became of its proposals, the best first) of a closed choice. One query."""
    labels = {one.id: one.label for one in rules_of(preselection.competition.rulebook).groups}
    found: dict[str, list[PreselectionResult]] = defaultdict(list)
    rows = preselection.results.select_related("proposal__unit").order_by(F("place").asc(nulls_last=True), "pk")
    for row in rows:
        found[row.proposal.group].append(row)
    order = [*labels, *sorted(set(found) - set(labels))]
    return tuple((labels.get(group, group), tuple(found[group])) for group in order if group in found)
