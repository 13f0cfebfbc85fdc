"""Calibrated scores: the mean of a proposal's marks as an average evaluator would have given them, with intervals.

`calibrate` puts the parts together: is severity identified (`identifying`), how severe is each (`severity`), does any
mark at random (`precision`), does anyone stretch the scale (`stretch`), and what is each proposal's score (`quality`).

The calibrated score is *not* shrunk towards the average: it stays on the scale of the marks, so that a passing grade
keeps its meaning, and its interval covers the truth for good and middling proposals alike. That few readings say less
is told by the interval and by `ranks` (whose posterior is shrunk), not hidden in the score.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
import scipy

from tular.engines.judging.deviations import Deviations
from tular.engines.judging.identifying import Obstacle, obstacle_in_links, obstacle_in_marks, strays
from tular.engines.judging.marks import Floats, Mark, MarkTable, tabulate
from tular.engines.judging.precision import differing_noise
from tular.engines.judging.quality import Adjusted, QualitySpread, adjust, spread_of_quality
from tular.engines.judging.severity import Severities, Shape, estimate_severities, plain
from tular.engines.judging.stretch import differing_stretch

ROUNDS = 8
SETTLED = 0.02
"""Fisher-scoring steps for precision and stretch end when no deviation moves more than this."""

LEAST_STRETCH = 0.2
"""An evaluator who seems to turn the scale round is careless, not stretched."""

COVERED = 0.95
"""Upper end of the 90 % interval."""


@dataclass(frozen=True, eq=False, slots=True)
class Fit:
    """The chosen model and what it says; arrays run over the table's proposals or evaluators."""

    shape: Shape
    severities: Severities
    adjusted: Adjusted
    quality: QualitySpread
    noise: Deviations | None
    """None when all evaluators are equally precise, as far as the marks tell."""
    stretch: Deviations | None
    """None when the additive model does."""
    variance: Floats
    """Of each calibrated score, uncertainty of severities, stretches and λ included."""
    freedom: int
    """Degrees of freedom of the t distribution of the scores."""

    @property
    def severity(self) -> Floats:
        """Of each evaluator, in points at the average quality: positive marks lower than the average evaluator."""
        return -self.severities.leniency

    @property
    def scale(self) -> Floats:
        """How many points an evaluator gives for one point of quality; 1 for all in the additive model."""
        if self.stretch is None:
            return np.ones(len(self.severities.leniency))
        found: Floats = np.maximum(1 + self.stretch.mean, LEAST_STRETCH)
        return found


@dataclass(frozen=True, eq=False, slots=True)
class Calibration:
    """The answer; everything but `table`, `obstacle` and `raw` is empty when the design was refused."""

    table: MarkTable
    obstacle: Obstacle | None
    fit: Fit | None
    outside: tuple[str, ...]
    """Proposals whose readers are linked to nobody: calibrated with an unknown severity, so with wide intervals."""

    @property
    def identifiable(self) -> bool:
        """Severity can be told from quality in this design."""
        return self.fit is not None

    @property
    def reason(self) -> str:
        """Why not, in Indonesian; "" when it can."""
        return self.obstacle.reason if self.obstacle else ""


def calibrate(marks: Iterable[Mark], *, by_lot: bool = False) -> Calibration:
    """Calibrate the marks, or say why that cannot be done.

    `by_lot`: proposals were given to evaluators or teams by drawing lots, so that the average quality of what each
    reads differs by chance only. Then even teams that share nothing can be compared. Never say so of an assignment by
    field or fit.

    UnfitMarks when the marks cannot be read at all.
    """
    table = tabulate(marks)
    if obstacle := obstacle_in_marks(table):
        return Calibration(table, obstacle, None, ())
    shape = plain(table)
    severities = estimate_severities(table, shape)
    obstacle = obstacle_in_links(table, severities)
    if obstacle and not by_lot:
        return Calibration(table, obstacle, None, ())
    return Calibration(table, None, _fitted(table, shape, by_lot), () if by_lot else strays(table))


def low_and_high(fit: Fit) -> tuple[Floats, Floats]:
    """Ends of the 90 % interval of each calibrated score."""
    reach = float(scipy.special.stdtrit(fit.freedom, COVERED)) * np.sqrt(fit.variance)
    return fit.adjusted.mean - reach, fit.adjusted.mean + reach


def _fitted(table: MarkTable, shape: Shape, by_lot: bool) -> Fit:
    severities = estimate_severities(table, shape, by_lot=by_lot)
    adjusted = adjust(table, shape, severities)
    noise = None
    at: Floats = np.zeros(len(table.evaluators))
    for _round in range(ROUNDS):
        found = differing_noise(table, shape, severities, adjusted, at)
        if not found.supported:
            break
        noise, moved, at = found, float(np.max(np.abs(found.mean - at))), found.mean
        shape = replace(shape, weight=np.exp(-at[table.evaluator]))
        severities = estimate_severities(table, shape, before=severities)
        adjusted = adjust(table, shape, severities)
        if moved < SETTLED:
            break
    quality = spread_of_quality(adjusted.mean, adjusted.variance)
    stretch = None
    at = np.zeros(len(table.evaluators))
    for _round in range(ROUNDS):
        found = differing_stretch(table, shape, severities, quality.variance, at)
        if not found.supported:
            break
        moved = float(np.max(np.abs(found.mean - at)))
        stretch, at = found, np.maximum(found.mean, LEAST_STRETCH - 1)
        shape = replace(shape, stretch=1 + at[table.evaluator])
        severities = estimate_severities(table, shape, before=severities)
        adjusted = adjust(table, shape, severities)
        quality = spread_of_quality(adjusted.mean, adjusted.variance)
        if moved < SETTLED:
            break
    variance = adjusted.variance
    if stretch:
        told = np.einsum("ij,ij->i", adjusted.shares @ stretch.covariance, adjusted.shares)
        variance = variance + told * square_of_quality(adjusted, quality, shape.centre)
    freedom = len(table.value) - len(table.proposals)
    return Fit(shape, severities, adjusted, quality, noise, stretch, variance, freedom)


def square_of_quality(adjusted: Adjusted, quality: QualitySpread, centre: float) -> Floats:
    """E[(quality_i − centre)²], shrunk: an extreme mean of few marks is partly chance."""
    kept = quality.variance / (quality.variance + adjusted.variance)
    found: Floats = (quality.mean - centre + kept * (adjusted.mean - quality.mean)) ** 2 + kept * adjusted.variance
    return found
