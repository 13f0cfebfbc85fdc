"""Intraclass correlation: how much of the differences between marks are differences between proposals.

One-way (each proposal has readers of its own) and two-way (proposals and evaluators cross), single mark or mean of k,
after Shrout & Fleiss (1979), Psychological Bulletin 86, 420-428, and McGraw & Wong (1996), Psychological Methods 1,
30-46, whose names are used: ICC(1), ICC(k), ICC(A,1), ICC(C,1). Where the design is not complete, the mean squares are
those of `crossed` (Henderson's method III) and the number of readings is replaced by its effective number, the factor
of the variance component in the expected mean square (Searle, Casella & McCulloch 1992, chapter 3); the intervals are
then approximate, and those of the papers again for a complete design (ICC(A,·): Satterthwaite, as in McGraw & Wong).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import scipy

from tular.engines.judging.coefficients import Band, Coefficient, Frame, Missing
from tular.engines.judging.crossed import Crossed, fit_crossed
from tular.engines.judging.sheets import Readings
from tular.engines.judging.writing import steady

BANDS = (
    Band("excellent", 0.90, "sangat baik"),
    Band("good", 0.75, "baik"),
    Band("moderate", 0.50, "sedang"),
    Band("poor", -math.inf, "lemah"),
)
"""Koo & Li (2016), Journal of Chiropractic Medicine 15, 155-163: under .50 poor, to .75 moderate, to .90 good."""
CAUTION = (
    "Batas 0,50, 0,75, dan 0,90 adalah kebiasaan (Koo & Li 2016), bukan ukuran mutlak. Nilai rendah dapat pula berarti"
    " mutu proposal memang hampir sama; baca bersama selisih nilai rata-rata."
)
SINGLE = "Seberapa jauh satu pembacaan dapat dipercaya"
MEAN = "Seberapa jauh rata-rata {k} pembacaan dapat dipercaya"
AGREEMENT = "Seberapa jauh satu pembacaan dapat dipercaya bila tingkat keketatan penilai ikut dihitung"
AGREEMENT_MEAN = "Seberapa jauh rata-rata {k} pembacaan dapat dipercaya bila tingkat keketatan penilai ikut dihitung"
CONSISTENCY = "Seberapa jauh penilai mengurutkan proposal dengan cara yang sama, lepas dari tingkat keketatannya"
CONSISTENCY_MEAN = (
    "Seberapa jauh rata-rata {k} pembacaan mengurutkan proposal dengan cara yang sama, lepas dari tingkat keketatan"
)


@dataclass(frozen=True, slots=True)
class Intraclass:
    """All intraclass correlations of one set of readings, with the variances they come from."""

    single: Coefficient
    """ICC(1): one-way, one reading."""
    mean: Coefficient
    """ICC(k): one-way, mean of k readings."""
    agreement: Coefficient
    """ICC(A,1): two-way, absolute agreement of one reading."""
    agreement_mean: Coefficient
    """ICC(A,k)."""
    consistency: Coefficient
    """ICC(C,1): two-way, consistency: severity does not count."""
    consistency_mean: Coefficient
    """ICC(C,k)."""
    k: float
    """Readings per mean: as asked, or the harmonic mean of what the proposals have."""
    complete: bool
    """Every evaluator read every proposal: the intervals of the two-way coefficients are those of the papers."""
    parts: int
    """Groups that share no evaluator and no proposal; above 1 severity is compared only within them."""
    quality_variance: float | None
    """Estimated variance between proposals, points²; never below 0. None where it cannot be told."""
    severity_variance: float | None
    """Between evaluators, points²."""
    noise_variance: float | None
    """What is left, points²."""
    caution: str
    """What to keep in mind, in Indonesian."""


@dataclass(frozen=True, slots=True)
class _Design:
    frame: Frame
    k: float
    complete: bool
    parts: int


def intraclass(readings: Readings, *, k: float | None = None, confidence: float = 0.95) -> Intraclass:
    """Every intraclass correlation that the design allows; the others say why not.

    Args:
        readings: marks in points, any design, readings may be missing.
        k: readings per mean in ICC(k); default: the harmonic mean of the readings that the proposals have.
        confidence: of the intervals, above 0 and below 1.
    """
    counts = np.bincount(readings.proposal) if len(readings.values) else np.zeros(0)
    frame = Frame(BANDS, confidence, len(readings.proposals), len(readings.evaluators), len(readings.values))
    each = k if k is not None else float(len(counts) / np.sum(1.0 / counts)) if len(counts) else 1.0
    complete = len(readings.values) == len(readings.proposals) * len(readings.evaluators)
    why = obstacle(readings)
    if why:
        design = _Design(frame, each, complete, 0)
        return _gathered([frame.without(name, about, why) for name, about in _names(each)], design)
    fit = fit_crossed(readings)
    design = _Design(frame, each, complete, fit.parts)
    return _two_way(readings, fit, design, _one_way(readings, design))


def obstacle(readings: Readings) -> Missing | None:
    """Why readings tell nothing about agreement, if so."""
    if not len(readings.values):
        return Missing.NO_MARKS
    if len(readings.evaluators) == 1:
        return Missing.ONE_READER
    if len(readings.values) == len(readings.proposals):
        return Missing.NO_OVERLAP
    if len(readings.proposals) == 1:
        return Missing.ONE_PROPOSAL
    if np.ptp(readings.values) == 0:
        return Missing.ALL_EQUAL
    return None


def _names(k: float) -> tuple[tuple[str, str], ...]:
    number = f"{k:.1f}".replace(".", ",").removesuffix(",0")
    return (
        ("ICC(1)", SINGLE),
        ("ICC(k)", MEAN.format(k=number)),
        ("ICC(A,1)", AGREEMENT),
        ("ICC(A,k)", AGREEMENT_MEAN.format(k=number)),
        ("ICC(C,1)", CONSISTENCY),
        ("ICC(C,k)", CONSISTENCY_MEAN.format(k=number)),
    )


def _gathered(
    six: Sequence[Coefficient], design: _Design, variances: tuple[float, float, float] | None = None
) -> Intraclass:
    quality, severity, noise = variances or (None, None, None)
    return Intraclass(
        single=six[0],
        mean=six[1],
        agreement=six[2],
        agreement_mean=six[3],
        consistency=six[4],
        consistency_mean=six[5],
        k=design.k,
        complete=design.complete,
        parts=design.parts,
        quality_variance=quality,
        severity_variance=severity,
        noise_variance=noise,
        caution=CAUTION,
    )


def _one_way(readings: Readings, design: _Design) -> list[Coefficient]:
    """ICC(1) and ICC(k) from the one-way table, with the effective number of readings n₀."""
    counts = np.bincount(readings.proposal)
    values = readings.values - readings.values.mean()
    means = np.bincount(readings.proposal, values) / counts
    groups, total = len(counts), len(values)
    within = float(np.sum((values - means[readings.proposal]) ** 2)) / (total - groups)
    between = float(np.sum(counts * means**2)) / (groups - 1)
    each = (total - float(np.sum(counts**2)) / total) / (groups - 1)
    value = (between - within) / (between + (each - 1) * within)
    interval = None
    if within > 0:
        low, high = _f_limits(between / within, groups - 1, total - groups, design.frame.confidence)
        interval = ((low - 1) / (low + each - 1), (high - 1) / (high + each - 1))
    (single, about), (mean, about_mean) = _names(design.k)[:2]
    return [
        design.frame.coefficient(single, about, value, interval),
        _stepped_up(design, (mean, about_mean), value, interval),
    ]


def _f_limits(ratio: float, above: int, below: int, confidence: float) -> tuple[float, float]:
    tail = (1 - confidence) / 2
    return ratio / float(scipy.stats.f.isf(tail, above, below)), ratio * float(scipy.stats.f.isf(tail, below, above))


def _stepped_up(
    design: _Design, name: tuple[str, str], value: float, interval: tuple[float, float] | None
) -> Coefficient:
    """The same for a mean of k readings (Spearman-Brown). Where that is below any meaning, it is told as -1."""
    ends = (_of_mean(interval[0], design.k), _of_mean(interval[1], design.k)) if interval else None
    return design.frame.coefficient(*name, _of_mean(value, design.k), ends)


def _of_mean(value: float, k: float) -> float:
    below = 1 + (k - 1) * value
    return max(k * value / below, -1.0) if below > 0 else -1.0


def _two_way(readings: Readings, fit: Crossed, design: _Design, one_way: list[Coefficient]) -> Intraclass:
    names = _names(design.k)[2:]
    if min(fit.rest_df, fit.proposals_df, fit.evaluators_df) < 1:
        none = [design.frame.without(name, about, Missing.TOO_FEW) for name, about in names]
        return _gathered([*one_way, *none], design)
    total = len(readings.values)
    rest = fit.rest / fit.rest_df
    rows, columns = fit.proposals / fit.proposals_df, fit.evaluators / fit.evaluators_df
    per_proposal = (total - len(readings.evaluators)) / fit.proposals_df
    per_evaluator = (total - len(readings.proposals)) / fit.evaluators_df
    least = 1e-10 * float(np.var(readings.values))
    rows, rest = (0.0 if square <= least else square for square in (rows, rest))
    if not rows and not rest:
        none = [design.frame.without(name, about, Missing.PROPOSALS_EQUAL) for name, about in names]
        return _gathered([*one_way, *none], design)
    severity = (columns - rest) / per_evaluator
    quality = (rows - rest) / per_proposal
    consistent = (rows - rest) / (rows + (per_proposal - 1) * rest)
    absolute = quality / (quality + severity + rest) if quality + severity + rest > 0 else 0.0
    limits = None
    absolute_limits = None
    if rest > 0:
        low, high = _f_limits(rows / rest, fit.proposals_df, fit.rest_df, design.frame.confidence)
        limits = ((low - 1) / (low + per_proposal - 1), (high - 1) / (high + per_proposal - 1))
        squares = _Squares(rows, columns, rest, per_proposal, per_evaluator)
        absolute_limits = squares.limits(fit, absolute, design.frame.confidence)
    two_way = [
        design.frame.coefficient(*names[0], absolute, absolute_limits),
        _stepped_up(design, names[1], absolute, absolute_limits),
        design.frame.coefficient(*names[2], consistent, limits),
        _stepped_up(design, names[3], consistent, limits),
    ]
    return _gathered(
        [*one_way, *two_way], design, (steady(max(quality, 0.0)), steady(max(severity, 0.0)), steady(rest))
    )


@dataclass(frozen=True, slots=True)
class _Squares:
    """Mean squares of the two-way table and the factors of the variance components in them."""

    rows: float
    columns: float
    rest: float
    per_proposal: float
    per_evaluator: float

    def limits(self, fit: Crossed, value: float, confidence: float) -> tuple[float, float] | None:
        """Interval of ICC(A,1): McGraw & Wong 1996, table 7, with effective numbers for k and n."""
        k, n = self.per_proposal, self.per_evaluator
        if value >= 1 or value <= -1:
            return None
        of_columns = k * value / (n * (1 - value))
        of_rest = 1 + k * value * (n - 1) / (n * (1 - value))
        mixed = of_columns * self.columns + of_rest * self.rest
        spread = (of_columns * self.columns) ** 2 / fit.evaluators_df + (of_rest * self.rest) ** 2 / fit.rest_df
        if mixed <= 0 or spread <= 0:
            return None
        df = mixed**2 / spread
        tail = (1 - confidence) / 2
        other = k * self.columns + (k * n - k - n) * self.rest
        down = float(scipy.stats.f.isf(tail, fit.proposals_df, df))
        up = float(scipy.stats.f.isf(tail, df, fit.proposals_df))
        below_low, below_high = down * other + n * self.rows, other + n * up * self.rows
        if min(below_low, below_high) <= 0:
            return None
        low = n * (self.rows - down * self.rest) / below_low
        high = n * (up * self.rows - self.rest) / below_high
        return (low, high) if low <= value <= high else None
