"""From totals to lists: what readings of one entry give together, the ranking with its ties, and who gets a place.

Nothing is drawn by lot and nothing is decided silently: entries that are equal after every tie-break of the rulebook
share their rank, and where the last place falls among them all of them are `undecided`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise

from tular.engines.rulebook.exact import written


@dataclass(frozen=True, slots=True)
class Places:
    """So many places for entries of some groups together (none named: all)."""

    pool: tuple[str, ...]
    count: int


class Needs(StrEnum):
    """What has to happen before readings can be one number."""

    NOTHING = ""
    READER = "third_reader"
    DISCUSSION = "discussion"


class Disagreement(StrEnum):
    """What follows when two readers differ. Each is known from a real scheme; which one is a matter of the rulebook."""

    MEAN = "mean"
    """Nothing: the mean counts."""
    THIRD_READER = "third_reader"
    """A third reader when the marks lie more than `gap` apart."""
    THIRD_READER_ACROSS = "third_reader_across"
    """The same, but only when the threshold lies between the marks (usual in Indonesian research grants)."""
    DISCUSSION = "discussion"
    """The readers talk and mark once more; both marks are kept (practice of 2025)."""


class WithThird(StrEnum):
    """How three readings become one number."""

    MEAN = "mean"
    MEDIAN = "median"
    CLOSEST_TWO = "closest_two"
    """The mean of the two that lie closest together; of all three when the middle one lies in the middle."""


@dataclass(frozen=True, slots=True)
class ReadingRule:
    """How many readings an entry gets, and what follows when they differ."""

    readings: int = 2
    disagreement: Disagreement = Disagreement.MEAN
    gap: Fraction = Fraction(0)
    threshold: Fraction | None = None
    with_third: WithThird = WithThird.MEAN


@dataclass(frozen=True, slots=True)
class Settled:
    """What readings give: a number, or what is needed first; `how` says it in a line."""

    value: Fraction | None
    needs: Needs
    how: str


def settle(readings: Sequence[Fraction], rule: ReadingRule, *, discussed: bool = False) -> Settled:
    """One number from the readings of one entry. `discussed`: the marks are those after the readers' discussion."""
    told = ", ".join(written(one) for one in readings)
    if len(readings) < rule.readings:
        return Settled(None, Needs.READER, f"baru {len(readings)} dari {rule.readings} pembacaan")
    apart = max(readings) - min(readings)
    if len(readings) == rule.readings and apart > rule.gap and rule.disagreement is not Disagreement.MEAN:
        said = f"nilai {told} berselisih {written(apart)}, lebih dari {written(rule.gap)}"
        if rule.disagreement is Disagreement.DISCUSSION and not discussed:
            return Settled(None, Needs.DISCUSSION, f"{said}; dibahas lalu dinilai ulang")
        across = rule.threshold is not None and min(readings) < rule.threshold <= max(readings)
        if rule.disagreement is Disagreement.THIRD_READER or (
            rule.disagreement is Disagreement.THIRD_READER_ACROSS and across
        ):
            return Settled(None, Needs.READER, f"{said}; perlu pembaca ketiga")
    if len(readings) > rule.readings:
        return _with_third(readings, rule.with_third, told)
    value = sum(readings, Fraction(0)) / len(readings)
    return Settled(value, Needs.NOTHING, f"rata-rata dari {told} = {written(value)}")


def _with_third(readings: Sequence[Fraction], how: WithThird, told: str) -> Settled:
    ordered = sorted(readings)
    if how is WithThird.MEDIAN:
        middle = len(ordered) // 2
        value = ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2
        return Settled(value, Needs.NOTHING, f"nilai tengah dari {told} = {written(value)}")
    if how is WithThird.CLOSEST_TWO:
        pairs = sorted(pairwise(ordered), key=lambda pair: pair[1] - pair[0])
        if len(pairs) == 1 or pairs[0][1] - pairs[0][0] < pairs[1][1] - pairs[1][0]:
            value = sum(pairs[0], Fraction(0)) / 2
            return Settled(value, Needs.NOTHING, f"rata-rata dua nilai terdekat dari {told} = {written(value)}")
    value = sum(ordered, Fraction(0)) / len(ordered)
    return Settled(value, Needs.NOTHING, f"rata-rata dari {told} = {written(value)}")


@dataclass(frozen=True, slots=True)
class Candidate:
    """One entry that wants a place. `total` is rounded as its rulebook says: what people see is what decides.

    `marks` and `submitted` are for tie-breaks, `first` for priority in a list.
    """

    id: str
    total: Fraction
    group: str = ""
    cluster: str = ""
    marks: Mapping[str, Fraction] = field(default_factory=dict)
    submitted: datetime | None = None
    first: bool = False
    dimensions: Mapping[str, str] = field(default_factory=dict)
    """Dimension → value, for a balance; what is not known is left out."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate with its rank; those that share it are equal after every tie-break."""

    candidate: Candidate
    rank: int
    by: str
    """The tie-break that put it before the next, "" where the total did or nothing did."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Who has a place, and between whom the last place lies open. Everyone else of the pool is out."""

    places: Places
    chosen: tuple[str, ...]
    undecided: tuple[str, ...]
    how: str


def ranking(candidates: Sequence[Candidate], tie_breaks: Sequence[str] = ()) -> tuple[Ranked, ...]:
    """Best total first; ties by the higher mark of a criterion (`criterion:<id>`) or the earlier `submitted`.

    A candidate with `first` comes before all without; one whose mark or time is unknown comes after those that have it.
    """
    keys = {one.id: _key(one, tie_breaks) for one in candidates}
    ordered = sorted(candidates, key=lambda one: (keys[one.id], one.id))
    found: list[Ranked] = []
    for place, one in enumerate(ordered, start=1):
        rank = found[-1].rank if found and keys[found[-1].candidate.id] == keys[one.id] else place
        after = ordered[place] if place < len(ordered) else None
        found.append(Ranked(one, rank, _decided_by(keys[one.id], keys[after.id], tie_breaks) if after else ""))
    return tuple(found)


def _key(one: Candidate, tie_breaks: Sequence[str]) -> tuple[Fraction, ...]:
    """Smaller is better."""
    key = [Fraction(not one.first), -one.total]
    for name in tie_breaks:
        if name == "submitted":
            at = one.submitted
            key.append(Fraction(at.timestamp()) if at else Fraction(10**12))
        else:
            key.append(-one.marks.get(name.removeprefix("criterion:"), Fraction(-1)))
    return tuple(key)


def _decided_by(key: tuple[Fraction, ...], after: tuple[Fraction, ...], tie_breaks: Sequence[str]) -> str:
    differing = next((place for place, pair in enumerate(zip(key, after, strict=True)) if pair[0] != pair[1]), 0)
    return tie_breaks[differing - 2] if differing >= 2 else ""


def choose(ranked: Sequence[Ranked], places: Places, *, passing_grade: Fraction | None = None) -> Choice:
    """Give the places of a pool to its best; those under the passing grade get none, however many are left."""
    pool = [one for one in ranked if not places.pool or one.candidate.group in places.pool]
    fit = [one for one in pool if passing_grade is None or one.candidate.total >= passing_grade]
    which = f" {', '.join(places.pool)}" if places.pool else ""
    how = f"{places.count} tempat untuk {len(pool)} pengajuan{which}"
    if passing_grade is not None:
        how += f"; {len(fit)} mencapai {written(passing_grade)}"
    if len(fit) <= places.count:
        return Choice(places, tuple(one.candidate.id for one in fit), (), how)
    last = fit[places.count - 1].rank
    if fit[places.count].rank != last:
        return Choice(places, tuple(one.candidate.id for one in fit[: places.count]), (), how)
    sure = tuple(one.candidate.id for one in fit if one.rank < last)
    tied = tuple(one.candidate.id for one in fit if one.rank == last)
    how += f"; {len(tied)} bernilai sama memperebutkan {places.count - len(sure)} tempat terakhir"
    return Choice(places, sure, tied, how)


def choose_by_cluster(ranked: Sequence[Ranked], seats: Mapping[str, int]) -> tuple[Choice, ...]:
    """Fixed seats per cluster (West Java: 5, 5, 5, 3, 3), each filled by the best of its own."""
    return tuple(
        choose([one for one in ranked if one.candidate.cluster == cluster], Places((), count))
        for cluster, count in seats.items()
    )


@dataclass(frozen=True, slots=True)
class Balance:
    """How many of one kind wanted a place and have one; `value` "" are those of which it is not known."""

    dimension: str
    value: str
    candidates: int
    chosen: int


def balance(candidates: Sequence[Candidate], chosen: Collection[str], dimensions: Sequence[str]) -> tuple[Balance, ...]:
    """The balance of a choice over each dimension of the rules, the largest kinds first, the unknown last."""
    found: list[Balance] = []
    for dimension in dimensions:
        kinds: dict[str, list[Candidate]] = {}
        for one in candidates:
            kinds.setdefault(one.dimensions.get(dimension, ""), []).append(one)
        rows = [Balance(dimension, value, len(of), sum(one.id in chosen for one in of)) for value, of in kinds.items()]
        found += sorted(rows, key=lambda row: (not row.value, -row.candidates, row.value))
    return tuple(found)
