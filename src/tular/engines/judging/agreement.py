"""How far readers agree: intraclass correlations, Krippendorff's alpha and the plain gap between marks, side by side.

The coefficients compare differences between readers with differences between proposals, so they fall when proposals are
alike; the gap in points does not. Show them together.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tular.engines.judging.alpha import CAUTION as ALPHA_CAUTION
from tular.engines.judging.alpha import Level, krippendorff_alpha, pairable
from tular.engines.judging.coefficients import REASONS, Coefficient, Missing
from tular.engines.judging.intraclass import Intraclass, intraclass, obstacle
from tular.engines.judging.sheets import Readings, SheetTable
from tular.engines.judging.writing import percent, steady, written


@dataclass(frozen=True, slots=True)
class Gap:
    """How far two readers of one proposal lie apart. `mean` is None exactly when `missing` tells why."""

    mean: float | None
    """Mean absolute difference between two readings of a proposal, points; every proposal counts the same."""
    median: float | None
    """Median over proposals of their largest difference, points."""
    largest: float | None
    """The largest difference between two readings of one proposal, points."""
    wide: int | None
    """Proposals whose largest difference exceeds the gap of the rulebook; None without such a gap."""
    proposals: int
    """Proposals read twice or more."""
    words: str
    """The same in Indonesian, or why there is none and what to do."""
    missing: Missing | None


@dataclass(frozen=True, slots=True)
class Agreement:
    """All that is said about the agreement of one set of marks."""

    intraclass: Intraclass
    alpha: Coefficient
    gap: Gap
    caution: str
    """What to keep in mind about alpha, in Indonesian (`intraclass.caution` for the others)."""


def agreement(
    readings: Readings, *, level: Level = Level.INTERVAL, gap: float | None = None, confidence: float = 0.95
) -> Agreement:
    """Agreement of one set of marks: totals, or the marks of one criterion.

    Args:
        readings: marks in points (`lay_out_readings`, or a column of `lay_out`).
        level: level of measurement for alpha.
        gap: the difference in points from which the rulebook asks for something; None if it does not.
        confidence: of all intervals.
    """
    return Agreement(
        intraclass(readings, confidence=confidence),
        krippendorff_alpha(readings, level, confidence=confidence),
        reading_gap(readings, gap),
        ALPHA_CAUTION,
    )


def agreement_by_criterion(
    table: SheetTable, *, level: Level = Level.INTERVAL, gap: float | None = None, confidence: float = 0.95
) -> tuple[tuple[str, Agreement], ...]:
    """The same for every criterion of the table, in its order."""
    return tuple(
        (criterion, agreement(table.of_criterion(criterion), level=level, gap=gap, confidence=confidence))
        for criterion in table.criteria
    )


def reading_gap(readings: Readings, gap: float | None = None) -> Gap:
    """How far two readers of one proposal lie apart, in points."""
    why = obstacle(readings)
    if why in (Missing.NO_MARKS, Missing.ONE_READER, Missing.NO_OVERLAP):
        return Gap(None, None, None, None, 0, REASONS[why], why)
    paired = pairable(readings)
    order = np.lexsort((paired.values, paired.proposal))
    row, values = paired.proposal[order], paired.values[order]
    count = np.bincount(row)
    start = np.cumsum(count) - count
    # In sorted values x₁ ≤ … ≤ xₘ the sum of all differences is the sum of (2i - m - 1)·xᵢ.
    place = np.arange(len(row)) - start[row] + 1
    sums = np.bincount(row, (2 * place - count[row] - 1) * (values - values[start][row]))
    means = sums / (count * (count - 1) / 2)
    widest = values[start + count - 1] - values[start]
    mean, middle, largest = (steady(float(one)) for one in (means.mean(), np.median(widest), widest.max()))
    wide = None if gap is None else int(np.sum(widest > gap))
    said = (
        f"Dua pembaca proposal yang sama rata-rata berselisih {written(mean, 1)} poin (dari {len(count)} proposal);"
        f" selisih terbesar {written(largest, 1)}."
    )
    if wide is not None and gap is not None:
        said += f" {wide} proposal ({percent(wide / len(count))}) berselisih lebih dari {written(gap, 1)}."
    return Gap(mean, middle, largest, wide, len(count), said, None)
