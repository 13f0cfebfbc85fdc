"""What those who applied are told of the marks: how it is put together for a release, and how it is read afterwards."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from tular.engines.rulebook.exact import written
from tular.engines.rulebook.feedback import Feedback as Rule
from tular.engines.rulebook.parts import Part, Scale
from tular.features.judging.models import Calibration, Entry, Review, ScoreSheet
from tular.features.judging.queries.marks import GENERAL, Asked, asked_of, marks_of
from tular.features.judging.queries.rules import rules_for
from tular.features.proposals.models import Proposal
from tular.features.proposals.queries.visibility import proposals_written_by
from tular.features.selection.models import Feedback, HeldComment
from tular.features.selection.queries.comments import ENTRY_WITH, sheets_of, texts_of
from tular.features.selection.queries.listing import stage_label

BANDS = (
    gettext_noop("masih sangat perlu diperkuat"),
    gettext_noop("perlu diperkuat"),
    gettext_noop("cukup"),
    gettext_noop("kuat"),
    gettext_noop("sangat kuat"),
)
"""Words for the five fifths of a scale that describes no levels."""

QUARTERS = (
    gettext_noop("seperempat teratas kelompoknya"),
    gettext_noop("seperempat kedua kelompoknya"),
    gettext_noop("seperempat ketiga kelompoknya"),
    gettext_noop("seperempat terakhir kelompoknya"),
)

LEAST_IN_GROUP = 8
"""Fewer in a group, and a quarter would tell the place."""


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion as the applicant reads it; empty texts and lists are not shown."""

    label: str
    words: tuple[str, ...]
    meaning: str
    mark: str
    scale: str
    comments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """The feedback of a stage for one proposal."""

    proposal: Proposal
    competition: str
    stage: str
    at: Any
    readings: int
    criteria: tuple[Criterion, ...]
    general: tuple[str, ...]
    total: str
    standing: str
    is_demo: bool


def composed(review: Review, only: int | None = None) -> Iterator[tuple[Entry, dict[str, Any]]]:
    """(entry, content) as it would be frozen, of all entries or one; names nobody. A fixed number of queries."""
    rules = rules_for(review)
    rows = Entry.objects.filter(review=review, left_at__isnull=True).select_related(*ENTRY_WITH).order_by("number")
    entries = [entry for entry in rows if only in (None, entry.proposal_id)]
    sheets = sheets_of(review, None if only is None else [entry.pk for entry in entries])
    held = set(HeldComment.objects.filter(sheet__assignment__entry__review=review).values_list("sheet_id", "criterion"))
    wanted = rules.feedback.shows == "marks" or rules.feedback.standing == "quartile"
    totals = totals_of(review) if wanted else {}
    standing = _quarters(review, totals) if rules.feedback.standing == "quartile" else {}
    for entry in entries:
        asked = asked_of(rules, review.stage, entry.proposal.group)
        content = _content(asked, rules.feedback, sheets.get(entry.pk, []), held)
        if rules.feedback.shows == "marks" and entry.pk in totals:
            content["total"] = written(Fraction(str(totals[entry.pk])), 2)
        if entry.pk in standing:
            content["standing"] = standing[entry.pk]
        yield entry, content


def totals_of(review: Review) -> dict[int, float]:
    """Entry → its calibrated score, or the raw one where severity could not be told; nothing before a calibration."""
    calibration = Calibration.objects.filter(review=review).order_by("-number").first()
    if calibration is None:
        return {}
    found = {}
    for entry, raw, calibrated in calibration.scores.values_list("entry", "raw", "calibrated"):
        value = calibrated if calibration.identifiable and calibrated is not None else raw
        if value is not None:
            found[entry] = round(value, 4)
    return found


def _content(asked: Asked | None, rule: Rule, sheets: list[ScoreSheet], held: set[tuple[int, str]]) -> dict[str, Any]:
    comments: dict[str, list[str]] = defaultdict(list)
    for sheet in sheets:
        for name, text in texts_of(sheet).items():
            if (sheet.pk, name) not in held:
                comments[name].append(text)
    criteria = []
    marks = [marks_of(sheet.content, asked) for sheet in sheets] if asked else []
    for part in asked.criteria if asked else ():
        given = [one[part.id] for one in marks if part.id in one]
        told: dict[str, Any] = {"label": part.label, "comments": shuffled(part.id, comments.get(part.id, ()))}
        known = [mark for mark in given if mark is not None]
        if rule.shows != "comments":
            told |= _in_words(part, known) if known else {"words": [], "unmarked": True}
        if rule.shows == "marks" and known and part.scale:
            told["mark"] = written(sum(known, Fraction(0)) / len(known), 2)
            told["scale"] = f"{written(part.scale.low)}–{written(part.scale.high)}"
        criteria.append(told)
    return {
        "schema": 1, "readings": len(sheets), "criteria": criteria,
        "general": shuffled(GENERAL, comments.get(GENERAL, ())),
    }  # fmt: skip


def _in_words(part: Part, marks: list[Fraction]) -> dict[str, Any]:
    """The described levels that were given, from the lowest on; of a scale without any the fifth of the mean."""
    scale = part.scale or Scale(Fraction(0), Fraction(100))
    if scale.levels:
        given = sorted((level for level in scale.levels if level.value in marks), key=lambda level: level.value)
        return {
            "words": [level.label or written(level.value) for level in given],
            "meaning": given[0].meaning if len(given) == 1 else "",
        }
    mean = sum(marks, Fraction(0)) / len(marks)
    share = (mean - scale.low) / (scale.high - scale.low) if scale.high > scale.low else Fraction(0)
    return {"words": [BANDS[min(len(BANDS) - 1, int(share * len(BANDS)))]], "band": True}


def shuffled(criterion: str, comments: Iterable[str]) -> list[str]:
    """In an order of their own for each criterion, which tells nothing of who wrote which."""
    return sorted(comments, key=lambda text: hashlib.sha256(f"{criterion}\n{text}".encode()).hexdigest())


def _quarters(review: Review, totals: Mapping[int, float]) -> dict[int, str]:
    groups: dict[str, list[tuple[float, int]]] = defaultdict(list)
    rows = Entry.objects.filter(review=review, left_at__isnull=True, pk__in=totals)
    for pk, group in rows.values_list("pk", "proposal__group"):
        groups[group].append((totals[pk], pk))
    found = {}
    for scored in groups.values():
        if len(scored) < LEAST_IN_GROUP:
            continue
        for value, pk in scored:
            better = sum(1 for other, _pk in scored if other > value)
            found[pk] = QUARTERS[min(3, better * 4 // len(scored))]
    return found


def told_of(feedback: Feedback) -> Told:
    """Frozen feedback, to read; no query when loaded by `feedback_for` and the like."""
    release = feedback.release
    return told_from(feedback.content, feedback.proposal, stage_label(release.competition, release.stage), release.at)


def told_from(content: Mapping[str, Any], proposal: Proposal, stage: str, at: Any = None) -> Told:
    """The same of content that is not released yet."""
    standing = content.get("standing", "")
    return Told(
        proposal=proposal,
        competition=proposal.competition.title,
        stage=stage,
        at=at,
        readings=int(content["readings"]),
        criteria=tuple(
            Criterion(
                one["label"],
                tuple(_(word) if one.get("band") else word for word in one.get("words", ())),
                one.get("meaning", ""),
                one.get("mark", ""),
                one.get("scale", ""),
                tuple(one["comments"]),
            )
            for one in content["criteria"]
        ),
        general=tuple(content["general"]),
        total=content.get("total", ""),
        standing=_(standing) if standing else "",
        is_demo=proposal.is_demo or proposal.competition.is_demo,
    )


def feedback_readable_by(person: Any) -> Any:
    """The released feedback of the proposals that a person writes or answers for."""
    rows = Feedback.objects.filter(proposal__in=proposals_written_by(person).values("pk"))
    return rows.select_related(
        "release__competition__rulebook", "proposal__competition", "proposal__agency", "proposal__unit"
    ).order_by("-release__at", "proposal__code")


def feedback_of(proposal: Proposal) -> list[Feedback]:
    """All that was released about a proposal, the latest stage first."""
    rows = Feedback.objects.filter(proposal=proposal).select_related("release__competition__rulebook")
    return list(rows.select_related("release__competition__rulebook", "proposal__competition").order_by("-release__at"))
