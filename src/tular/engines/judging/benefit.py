"""The score of a proposal in a public rating, so made that a flood of ratings moves it little, and by how much at most.

For each proposal:

1. The window is cut into `slices` of equal length, which count the same: moments are the one thing about a rating that
   its sender does not tell himself (role and region are his own words).
2. Within a slice one network weighs `cap` ratings at most, however many come from it.
3. `pseudo` ratings of the middle of all proposals join each slice (shrinkage towards the common mean: James and Stein
   1961, Efron and Morris 1975), so that few ratings cannot make an extreme score.
4. The trimmed mean of the slice leaves out the `trim` share of weight at either end (Tukey and McLaughlin 1963; Huber
   1981). The score is the mean over the slices.

From `most_shift` follows how far ratings from a number of networks can move a slice: a bound that does not grow with
the number of ratings. Intervals: Wilson 1927 for shares; for scores a normal approximation that knows how far proposals
lie apart.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import mean, median, quantiles, variance

from tular.engines.judging.stuffing import HIGHEST, LOWEST, Rating

RANGE = float(HIGHEST - LOWEST)
Z90, Z95 = 1.6448536269514722, 1.959963984540054
LEAST_FOR_PRIOR = 5
PLACES = 6
"""Decimals to which results are rounded, so that they are the same on every machine."""


@dataclass(frozen=True, slots=True)
class Setting:
    """How scores are made; published with every result."""

    slices: int = 5
    cap: float = 3.0
    pseudo: float = 2.0
    trim: float = 0.1


@dataclass(frozen=True, slots=True)
class Prior:
    """The middle of all proposals, their spread, and the spread of ratings within a proposal (variances)."""

    middle: float
    between: float
    within: float


@dataclass(frozen=True, slots=True)
class Benefit:
    """Result of one proposal. `mean` with its 95 % interval is plain; `score` with its 90 % interval is robust.

    `satisfied` is the share of ratings of 4 or more, with the Wilson interval at 95 %. None: nothing to tell from.
    """

    entry: str
    counted: int
    networks: int
    mean: float | None
    mean_low: float | None
    mean_high: float | None
    satisfied: float | None
    satisfied_low: float | None
    satisfied_high: float | None
    score: float
    low: float
    high: float


def benefits(
    ratings: Iterable[Rating], entries: Sequence[str], minutes: int, setting: Setting = Setting()
) -> list[Benefit]:  # fmt: skip
    """Results of all entries in order of their names, from the ratings that count. `minutes`: length of the window."""
    rows = sorted(ratings, key=lambda one: one.id)
    by_entry: dict[str, list[Rating]] = defaultdict(list)
    for one in rows:
        by_entry[one.entry].append(one)
    prior = prior_of(by_entry)
    return [benefit(entry, by_entry.get(entry, []), prior, minutes, setting) for entry in sorted(entries)]


def prior_of(by_entry: Mapping[str, Sequence[Rating]]) -> Prior:
    """Median and spread of the proposals' means: what is done to one proposal hardly moves either."""
    enough = {entry: rows for entry, rows in by_entry.items() if len(rows) >= LEAST_FOR_PRIOR}
    if not enough:
        return Prior((LOWEST + HIGHEST) / 2, (RANGE / 4) ** 2, (RANGE / 4) ** 2)
    means = sorted(mean(sorted(one.value for one in rows)) for rows in enough.values())
    within = median(sorted(variance(sorted(one.value for one in rows)) for rows in enough.values()))
    if len(means) < 4:
        return Prior(median(means), (RANGE / 8) ** 2, max(within, 0.05))
    low, _middle, high = quantiles(means, n=4, method="inclusive")
    between = ((high - low) / 1.349) ** 2
    return Prior(median(means), max(between, 0.01), max(within, 0.05))


def benefit(entry: str, rows: Sequence[Rating], prior: Prior, minutes: int, setting: Setting) -> Benefit:
    """Result of one proposal."""
    values = sorted(one.value for one in rows)
    score, low, high = _score(rows, prior, minutes, setting)
    networks = len({one.network for one in rows if one.network})
    if not values:
        return Benefit(entry, 0, 0, None, None, None, None, None, None, score, low, high)
    middle = mean(values)
    spread = variance(values) if len(values) > 1 else prior.within
    half = Z95 * math.sqrt(max(spread, 0.0) / len(values))
    content = sum(1 for value in values if value >= HIGHEST - 1)
    below, above = wilson(content, len(values))
    return Benefit(
        entry, len(values), networks, _round(middle), _within(middle - half), _within(middle + half),
        _round(content / len(values)), _round(below), _round(above), score, low, high,
    )  # fmt: skip


def slice_of(minute: int, minutes: int, setting: Setting) -> int:
    """In which slice of the window a moment lies."""
    return min(setting.slices - 1, max(0, minute) * setting.slices // max(1, minutes))


def weights(rows: Sequence[Rating], setting: Setting) -> list[float]:
    """Weight of each rating of a slice: all of a network together weigh the cap at most."""
    sizes = Counter(one.network for one in rows if one.network)
    return [min(1.0, setting.cap / sizes[one.network]) if one.network else 1.0 for one in rows]


def _score(rows: Sequence[Rating], prior: Prior, minutes: int, setting: Setting) -> tuple[float, float, float]:
    cut: dict[int, list[Rating]] = defaultdict(list)
    for one in rows:
        cut[slice_of(one.minute, minutes, setting)].append(one)
    terms, noise, leaning = [], 0.0, 0.0
    for place in range(setting.slices):
        inside = cut.get(place, [])
        held = weights(inside, setting)
        total = setting.pseudo + math.fsum(held)
        pairs = [(prior.middle, setting.pseudo), *((one.value, own) for one, own in zip(inside, held, strict=True))]
        terms.append(trimmed(pairs, setting.trim))
        noise += prior.within * math.fsum(own * own for own in held) / total**2
        leaning += setting.pseudo / total
    score = math.fsum(terms) / setting.slices
    error = math.sqrt(noise / setting.slices**2 + (leaning / setting.slices) ** 2 * prior.between)
    return _round(score), _within(score - Z90 * error), _within(score + Z90 * error)


def trimmed(pairs: Iterable[tuple[float, float]], trim: float) -> float:
    """Mean of weighted values without the `trim` share of weight at either end. ValueError where nothing weighs."""
    rows = sorted((value, weight) for value, weight in pairs if weight > 0)
    total = math.fsum(weight for _value, weight in rows)
    if total <= 0:
        raise ValueError("no weight")
    start, end, gone, parts = trim * total, (1 - trim) * total, 0.0, []
    for value, weight in rows:
        inside = min(gone + weight, end) - max(gone, start)
        if inside > 0:
            parts.append(value * inside)
        gone += weight
    return math.fsum(parts) / (end - start)


def most_shift(untouched: float, networks: int, setting: Setting = Setting()) -> float:
    """How far ratings from so many networks can move the mean of a slice at most, however many they are.

    `untouched` is the weight in the slice of all ratings from other networks. With `e` the share that the networks can
    weigh, distribution functions differ by `e` at most, so that a trimmed mean moves by at most
    `range · e / (1 − 2 · trim)` (Wasserstein distance). The score moves by the mean of this over all slices.
    """
    most = networks * setting.cap
    share = most / (setting.pseudo + untouched + most)
    return RANGE * min(1.0, share / (1 - 2 * setting.trim))


def wilson(successes: int, of: int, z: float = Z95) -> tuple[float, float]:
    """The score interval for a share (Wilson 1927); (0, 1) where nothing was counted."""
    if of <= 0:
        return 0.0, 1.0
    share, base = successes / of, 1 + z * z / of
    centre = (share + z * z / (2 * of)) / base
    half = z * math.sqrt(share * (1 - share) / of + z * z / (4 * of * of)) / base
    return max(0.0, centre - half), min(1.0, centre + half)


def _round(value: float) -> float:
    return round(value, PLACES)


def _within(value: float) -> float:
    return round(min(float(HIGHEST), max(float(LOWEST), value)), PLACES)
