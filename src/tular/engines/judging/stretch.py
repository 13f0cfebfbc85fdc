"""Evaluators who use more or less of the scale: y = centre + leniency_j + stretch_j · quality_i + e.

stretch_j ~ N(1, τ²), τ² estimated. Quality is integrated out (quality_i ~ N(0, Vq) around the centre), so that marks
of one proposal have covariance Vq b b' + noise. Gradient and expected information of that likelihood in the stretches
b are in closed form, because the covariance is a diagonal plus rank one; `deviations` shrinks and tests them. The
stretched model replaces the additive one only when twice the gain of marginal likelihood exceeds 2.71 (5 % on the
boundary τ² = 0). Scales of this kind are the congeneric ones of Jöreskog 1971 (Psychometrika 36:109).

With few readings per evaluator little is known of the stretch: it is shrunk towards 1, which is right.
"""

from __future__ import annotations

import numpy as np

from tular.engines.judging.deviations import Deviations, deviations
from tular.engines.judging.marks import Floats, MarkTable
from tular.engines.judging.severity import Severities, Shape

LEAST_WITHIN = 0.1
"""Least share of the variance of quality that is taken to lie within what one evaluator reads."""


def differing_stretch(
    table: MarkTable, shape: Shape, severities: Severities, quality_variance: float, at: Floats
) -> Deviations:
    """Deviations of each evaluator's stretch from 1, from a fit made at the deviations `at` (in `shape.stretch`)."""
    weight = shape.weight / severities.noise
    stretch = shape.stretch
    marks = table.value - shape.centre - severities.leniency[table.evaluator]
    known = table.per_proposal(weight * stretch**2)
    whole = 1 + quality_variance * known
    quality = (quality_variance * table.per_proposal(weight * stretch * marks) / whole)[table.proposal]
    left = (quality_variance / whole)[table.proposal]
    # About the mean quality of what each evaluator reads: there an error in the severity does not look like stretch.
    usual = table.per_evaluator(quality) / table.loads
    apart = (marks - stretch * quality) * (quality - usual[table.evaluator]) - stretch * left
    score = table.per_evaluator(weight * apart)
    within = np.sqrt(np.clip(1 - usual**2 / quality_variance, LEAST_WITHIN, 1.0))
    # I_jk = Vq² [ (V⁻¹b)_j (V⁻¹b)_k + b'V⁻¹b (V⁻¹)_jk ],  V⁻¹ = W − (Vq/D) Wb b'W,  D = 1 + Vq b'Wb
    along = table.grid(weight * stretch / whole[table.proposal])
    inverse = table.grid(weight * stretch)
    captured = known / whole
    crossed = along.T @ along - inverse.T @ (inverse * (captured * quality_variance / whole)[:, None])
    alone = table.per_evaluator(captured[table.proposal] * weight)
    information: Floats = quality_variance**2 * (crossed + np.diag(alone))
    return deviations(score, information * within[:, None] * within[None, :], at)
