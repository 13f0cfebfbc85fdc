"""How far evaluators differ from one another in something, from one score and one information matrix.

Each evaluator has a deviation d_j ~ N(0, ω²) of a quantity whose log-likelihood is known by its gradient (score) and
expected curvature (information) at the present values. To second order the score is N(0, K + ω² K²), which gives the
marginal likelihood of ω² in closed form, a likelihood-ratio test of ω² = 0, and the posterior of d (one Fisher-scoring
step of a Laplace approximation; Breslow & Clayton 1993, J. Am. Stat. Assoc. 88:9; test on the boundary: Self & Liang
1987, same journal 82:605; Lin 1997, Biometrika 84:309).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tular.engines.judging.marks import Floats

VARIANCES: Floats = np.concatenate([[0.0], np.exp(np.linspace(np.log(1e-4), np.log(4.0), 80))])
"""Candidates for ω²: up to a factor of e² of a variance, or a doubled stretch."""

SUPPORTED = 2.71
"""Twice the gain in log-likelihood above which evaluators do differ: 5 % at the boundary (half χ²₀, half χ²₁)."""


@dataclass(frozen=True, eq=False, slots=True)
class Deviations:
    """Posterior of the deviations; `gain` is twice the gain in log-likelihood over "nobody differs"."""

    variance: float
    gain: float
    mean: Floats
    covariance: Floats

    @property
    def supported(self) -> bool:
        """The data show that evaluators differ."""
        return self.gain > SUPPORTED


def deviations(score: Floats, information: Floats, at: Floats) -> Deviations:
    """Deviations from score and information at the present deviations `at`.

    What is common to all cannot be told from the overall variance or scale and is left out: deviations have mean 0.
    """
    count = len(score)
    level = np.eye(count) - 1.0 / count
    values, vectors = np.linalg.eigh(level @ information @ level)
    kept = values > max(float(values[-1]), 1e-300) * 1e-9
    values, vectors = values[kept], vectors[:, kept]
    if not len(values):
        nothing: Floats = np.zeros(count)
        return Deviations(0.0, 0.0, nothing, np.zeros((count, count)))
    told = vectors.T @ (score + information @ at)
    stretched = 1 + VARIANCES[:, None] * values[None, :]
    gains = np.sum(-np.log(stretched) + told**2 / values * (1 - 1 / stretched), axis=1)
    best = int(np.argmax(gains))
    shrunk = VARIANCES[best] / stretched[best]
    return Deviations(
        float(VARIANCES[best]),
        float(gains[best]),
        vectors @ (shrunk * told),
        (vectors * shrunk) @ vectors.T,
    )
