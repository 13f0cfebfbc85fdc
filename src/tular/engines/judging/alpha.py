"""Krippendorff's alpha: agreement beyond chance for any number of readers, with readings missing.

alpha = 1 - observed disagreement / disagreement expected by chance, after Krippendorff (2011), "Computing
Krippendorff's Alpha-Reliability", and Content Analysis (2004), chapter 11. The difference function is the level of
measurement: nominal (equal or not), ordinal (distance in ranks), interval (distance in points).

The interval is a delete-one-proposal jackknife (Efron & Stein 1981, Annals of Statistics 9, 586-596) on the scale of
Fisher's z: proposals are the sample, the readers are taken as they are. It needs no random numbers and never passes 1.
In simulation 95 % intervals hold the true value in 92 to 96 % of cases from 12 proposals on.
"""

from __future__ import annotations

import math
from enum import StrEnum

import numpy as np
import scipy

from tular.engines.judging.coefficients import Band, Coefficient, Frame, Missing
from tular.engines.judging.intraclass import obstacle
from tular.engines.judging.sheets import Floats, Ints, Readings

BANDS = (
    Band("reliable", 0.800, "dapat diandalkan"),
    Band("tentative", 0.667, "cukup untuk simpulan sementara"),
    Band("unreliable", -math.inf, "belum dapat diandalkan"),
)
"""Krippendorff (2004), Content Analysis, p. 241: from .800 reliable, from .667 for tentative conclusions only."""
CAUTION = (
    "Batas 0,667 dan 0,800 adalah kebiasaan (Krippendorff 2004) dari analisis isi, bukan ukuran mutlak; penilaian mutu"
    " jarang mencapainya. Selang hanya berlaku untuk para pembaca ini."
)
FEWEST = 5
"""Proposals read twice or more that an interval needs."""


class Level(StrEnum):
    """Level of measurement."""

    NOMINAL = "nominal"
    """Marks are names: equal or not."""
    ORDINAL = "ordinal"
    """Only the order of marks counts."""
    INTERVAL = "interval"
    """Differences between marks count, in points."""


ABOUT = {
    Level.NOMINAL: "Seberapa sering pembaca memberi nilai yang persis sama, melebihi kebetulan",
    Level.ORDINAL: "Seberapa jauh pembaca sepakat tentang urutan nilai, melebihi kebetulan",
    Level.INTERVAL: "Seberapa jauh nilai para pembaca berdekatan, melebihi kebetulan",
}


def krippendorff_alpha(readings: Readings, level: Level = Level.INTERVAL, *, confidence: float = 0.95) -> Coefficient:
    """Alpha of the readings; proposals with one reading are left out, as the paper does.

    Args:
        readings: marks of any design; readings may be missing.
        level: which differences count.
        confidence: of the interval, above 0 and below 1.
    """
    name = f"alpha ({level})"
    paired = pairable(readings)
    evaluators = len(np.unique(paired.evaluator))
    frame = Frame(BANDS, confidence, len(np.unique(paired.proposal)), evaluators, len(paired.values))
    why = obstacle(readings)
    if not why and frame.proposals == 1:
        why = Missing.ONE_PROPOSAL
    if not why and np.ptp(paired.values) == 0:
        why = Missing.ALL_EQUAL
    if why:
        return frame.without(name, ABOUT[level], why)
    value, each = _nominal(paired) if level is Level.NOMINAL else _metric(paired, level)
    return frame.coefficient(name, ABOUT[level], value, _jackknife(value, each, confidence))


def pairable(readings: Readings) -> Readings:
    """The readings of proposals that have at least two."""
    if not len(readings.values):
        return readings
    kept = np.bincount(readings.proposal)[readings.proposal] > 1
    _, row = np.unique(readings.proposal[kept], return_inverse=True)
    return Readings(
        readings.proposals, readings.evaluators, row.astype(np.int64), readings.evaluator[kept], readings.values[kept]
    )


def _metric(paired: Readings, level: Level) -> tuple[float, Floats]:
    """Interval, and ordinal as interval on mid-ranks: the ordinal difference of the paper is a difference of those."""
    values = scipy.stats.rankdata(paired.values) if level is Level.ORDINAL else paired.values
    values = values - values.mean()
    count = np.bincount(paired.proposal).astype(np.float64)
    first, second = np.bincount(paired.proposal, values), np.bincount(paired.proposal, values**2)
    within = np.bincount(paired.proposal, (values - (first / count)[paired.proposal]) ** 2) * count / (count - 1)

    def ratio(n: Floats, do: Floats, sum1: Floats, sum2: Floats) -> Floats:
        """1 - alpha."""
        expected = sum2 - sum1**2 / n
        return np.asarray((n - 1) / n * do / np.where(expected > 0, expected, np.nan), dtype=np.float64)

    n, do, sum1, sum2 = (np.asarray(part.sum()) for part in (count, within, first, second))
    return float(1 - ratio(n, do, sum1, sum2)), ratio(n - count, do - within, sum1 - first, sum2 - second)


def _nominal(paired: Readings) -> tuple[float, Floats]:
    _, category = np.unique(paired.values, return_inverse=True)
    kinds = int(category.max()) + 1
    cell, many = np.unique(paired.proposal * kinds + category.astype(np.int64), return_counts=True)
    row: Ints = cell // kinds
    kind: Ints = cell % kinds
    count = np.bincount(paired.proposal).astype(np.float64)
    within = (count**2 - np.bincount(row, many.astype(np.float64) ** 2)) / (count - 1)
    totals = np.bincount(category).astype(np.float64)
    # Without a proposal the totals of its categories fall: sum (t - m)² = sum t² - sum over its cells of 2tm - m².
    fall = np.bincount(row, 2.0 * totals[kind] * many - many.astype(np.float64) ** 2)

    def ratio(n: Floats, do: Floats, squares: Floats) -> Floats:
        expected = (n**2 - squares) / (n - 1)
        return np.asarray(do / np.where(expected > 0, expected, np.nan), dtype=np.float64)

    n, do, squares = count.sum(), within.sum(), np.sum(totals**2)
    whole = ratio(np.asarray(n), np.asarray(do), np.asarray(squares))
    return float(1 - whole), ratio(n - count, do - within, squares - fall)


def _jackknife(value: float, each: Floats, confidence: float) -> tuple[float, float] | None:
    """From 1 - alpha without each proposal; None where there are few proposals or no disagreement."""
    if len(each) < FEWEST or value >= 1 or not np.all(each > 0):
        return None
    spread = np.arctanh(np.clip(1 - each, -0.999, 0.999))
    n = len(spread)
    error = math.sqrt((n - 1) / n * float(np.sum((spread - spread.mean()) ** 2)))
    reach = float(scipy.stats.t.isf((1 - confidence) / 2, n - 1)) * error
    middle = math.atanh(max(value, -0.999))
    return math.tanh(middle - reach), math.tanh(middle + reach)
