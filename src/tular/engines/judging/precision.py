"""Evaluators who mark more or less at random: relative precision of their marks, where the data show a difference.

The noise of evaluator j has variance Ve · exp(d_j), d_j ~ N(0, ω²). Score and information of d come from the residual
contrasts of the REML fit (Cook & Weisberg 1983, Biometrika 70:1), shrunk as in `deviations`. With two readings a pair
of marks cannot tell which of the two was careless, only all partners of an evaluator together can; ignoring the
difference would make the intervals of whom careless evaluators read too narrow.

Rare slips of anybody's hand (heavy tails) look like careless evaluators to a normal likelihood. So score and
information are divided by how much more than normal the squared residuals vary *within* evaluators (quasi-likelihood;
McCullagh & Nelder 1989, ch. 9).
"""

from __future__ import annotations

import numpy as np

from tular.engines.judging.deviations import Deviations, deviations
from tular.engines.judging.marks import Floats, MarkTable
from tular.engines.judging.quality import Adjusted
from tular.engines.judging.severity import Severities, Shape


def differing_noise(
    table: MarkTable, shape: Shape, severities: Severities, adjusted: Adjusted, at: Floats
) -> Deviations:
    """Deviations of the logarithm of each evaluator's noise variance, from a fit made at the deviations `at`."""
    standard = shape.weight * adjusted.residual**2 / severities.noise
    expected = 1 - adjusted.leverage
    excess = _excess(table, standard, expected)
    score = 0.5 * table.per_evaluator(standard - expected) / excess
    part = shape.weight * shape.stretch**2 / adjusted.precision[table.proposal]
    grid = table.grid(part)
    shared = grid.T @ grid
    alone = table.per_evaluator((1 - part) ** 2)
    information: Floats = 0.5 * (shared - np.diag(np.diag(shared)) + np.diag(alone)) / excess
    return deviations(score, information, at)


def _excess(table: MarkTable, standard: Floats, expected: Floats) -> float:
    """Variance of squared residuals within evaluators relative to that of a normal distribution; at least 1."""
    level = (table.per_evaluator(standard) / np.maximum(table.per_evaluator(expected), 1e-9))[table.evaluator]
    scale = np.maximum(level * expected, 1e-9)
    kept = expected > 0.05
    if not np.any(kept):
        return 1.0
    return max(1.0, float(np.mean((standard[kept] / scale[kept] - 1) ** 2)) / 2)
