"""What was said in a band so far, what it comes to, and the organiser's page of it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from tular.engines.judging.next_pair import Asked
from tular.features.judging.choices import Judgement
from tular.features.judging.models import BorderBand, BorderJudgement, BorderPair, Conflict, Entry, Evaluator
from tular.features.judging.queries.borders.computing import Solved, figures_of, input_of, named, solved
from tular.features.judging.queries.borders.settled import chance_of

HELD_FOR = timedelta(minutes=30)
"""How long a pair that somebody was shown counts as being compared."""


@dataclass(frozen=True, slots=True)
class Said:
    """One pair with what was last said of it; `judgement` is None while it is out, `at` the moment of either."""

    pair: BorderPair
    judgement: BorderJudgement | None
    at: datetime
    barred: bool
    """A conflict of interest came up, or a proposal left: it does not count and is not asked again."""

    @property
    def is_open(self) -> bool:
        """Whether an answer is waited for."""
        return self.judgement is None and not self.barred


@dataclass(frozen=True, slots=True)
class BandState:
    """A band as it stands."""

    band: BorderBand
    pairs: tuple[Said, ...]
    numbers: dict[int, int]
    """Entry → its number, of those still judged."""
    told: dict[str, Any]

    def asked(self, now: datetime) -> list[Asked]:
        """Pairs that are out with evaluators."""
        return [
            Asked(named(one.pair.evaluator.number), *map(named, _sides(one.pair)))
            for one in self.pairs
            if one.is_open and now - one.at < HELD_FOR
        ]

    def of(self, evaluator: Evaluator) -> list[Said]:
        """The pairs of one evaluator, in the order in which they saw them."""
        return [one for one in self.pairs if one.pair.evaluator_id == evaluator.pk]


def state_of(band: BorderBand) -> BandState:
    """What was said in a band. Four queries, whatever its size."""
    entries = list(
        Entry.objects.filter(review=band.review_id, number__in=band.entries, left_at__isnull=True).values_list(
            "pk", "number"
        )
    )
    numbers = dict(entries)
    barred = set(Conflict.objects.filter(entry__in=numbers, lifted_at__isnull=True).values_list("entry", "evaluator"))
    last = {one.pair_id: one for one in BorderJudgement.objects.filter(pair__band=band).order_by("pair", "number")}
    pairs = tuple(
        _said(pair, last.get(pair.pk), barred, numbers)
        for pair in BorderPair.objects.filter(band=band).select_related("evaluator", "first", "second").order_by("pk")
    )
    said = [
        [one.pair.evaluator.number, *_sides(one.pair), one.judgement.said]
        for one in pairs
        if one.judgement is not None and not one.barred
    ]
    return BandState(band, pairs, numbers, input_of(band, list(numbers.values()), said))


def _said(
    pair: BorderPair, last: BorderJudgement | None, barred: set[tuple[int, int]], numbers: dict[int, int]
) -> Said:
    two = (pair.first_id, pair.second_id)
    away = any((entry, pair.evaluator_id) in barred or entry not in numbers for entry in two)
    answered = last if last is not None and last.said != Judgement.TAKEN_BACK else None
    return Said(pair, answered, last.at if last else pair.at, away)


def _sides(pair: BorderPair) -> tuple[int, int]:
    """Numbers of the entries, left and right."""
    two = (pair.first.number, pair.second.number)
    return two[::-1] if pair.turned else two


@dataclass(frozen=True, slots=True)
class BandLine:
    """A proposal of the band as the organiser sees it."""

    number: int
    title: str
    agency: str
    place: int
    chance: str
    place_low: int
    place_high: int
    heard: int
    inside: bool


@dataclass(frozen=True, slots=True)
class JudgeLine:
    """An evaluator who compares."""

    number: int
    name: str
    comparisons: int
    ties: int
    triads: int
    circular: int
    against: int
    waits: bool


@dataclass(frozen=True, slots=True)
class BandPage:
    """The organiser's page of a band; from the kept result once it is closed."""

    band: BorderBand
    words: str
    is_settled: bool
    figures: dict[str, Any]
    lines: tuple[BandLine, ...]
    judges: tuple[JudgeLine, ...]
    silent: int
    """Evaluators who compared nothing."""
    reason: str
    sha256: str
    reasons: tuple[tuple[int, int, int, str, str], ...]
    """(evaluator, better or left, other, what was said, why), the latest first."""

    @property
    def agreement(self) -> int | None:
        """Per cent of pairs of judgements about the same two that say the same; None where nobody met."""
        return round(100 * self.figures["agreeing"] / self.figures["repeated"]) if self.figures["repeated"] else None


SHOWN = 40


def band_page(band: BorderBand, figures: dict[str, Any], found: Solved, state: BandState) -> BandPage:
    """Put the page together; `figures` are those kept, or those of now."""
    rows = Entry.objects.filter(review=band.review_id, number__in=band.entries).select_related("proposal__agency")
    entries = {one.number: one for one in rows.defer("proposal__content", "proposal__versions")}
    people = list(Evaluator.objects.filter(review=band.review_id).select_related("person").order_by("number"))
    waits = {one.pair.evaluator_id for one in state.pairs if one.is_open}
    told = {int(one.judge): one for one in found.consistency.judges}
    judges = tuple(
        JudgeLine(
            one.number, str(one.person), told[one.number].comparisons, told[one.number].ties, told[one.number].triads,
            told[one.number].circular, told[one.number].against, one.pk in waits,
        )
        for one in people
        if one.number in told
    )  # fmt: skip
    result = getattr(band, "result", None) if band.closed_at else None
    return BandPage(
        band=band,
        words=figures["words"],
        is_settled=figures["state"] == "settled",
        figures=figures,
        lines=tuple(_lines(figures, entries)),
        judges=judges,
        silent=sum(1 for one in people if one.left_at is None and one.number not in told),
        reason=result.reason if result else "",
        sha256=result.sha256 if result else "",
        reasons=tuple(_reasons(state)),
    )


def _lines(figures: dict[str, Any], entries: dict[int, Entry]) -> Iterable[BandLine]:
    chosen = set(figures["chosen"])
    for one in figures["order"]:
        entry = entries[one["entry"]]
        yield BandLine(
            entry.number, entry.proposal.title, entry.proposal.agency.name, one["place"], chance_of(one["p_in"]),
            one["place_low"], one["place_high"], one["wins"] + one["losses"] + one["ties"], entry.number in chosen,
        )  # fmt: skip


def _reasons(state: BandState) -> Iterable[tuple[int, int, int, str, str]]:
    answered = [one for one in state.pairs if one.judgement is not None and not one.barred]
    for one in sorted(answered, key=lambda row: (row.at, row.pair.pk), reverse=True)[:SHOWN]:
        assert one.judgement is not None, "only what was answered"
        left, right = _sides(one.pair)
        better = right if one.judgement.said == Judgement.RIGHT else left
        said = "=" if one.judgement.said == Judgement.TIE else ">"
        yield one.pair.evaluator.number, better, left + right - better, said, one.judgement.reason


def organiser_page(band: BorderBand) -> BandPage:
    """The page of a band that runs or has ended. A fixed number of queries."""
    from_kept = band.closed_at is not None and hasattr(band, "result")
    state = state_of(band)
    found = solved(json.loads(band.result.canonical)) if from_kept else solved(state.told)
    return band_page(band, band.result.figures if from_kept else figures_of(found), found, state)
