"""Draws from the joint posterior of all qualities, and its mean and standard deviation in closed form.

Quality is drawn around one mean for all, whatever the group: nobody is thought better because of the field of a
proposal. Its variance is drawn too, since few proposals tell little of it. The seed comes from the marks alone.
"""

from __future__ import annotations

import hashlib

import numpy as np

from tular.engines.judging.calibrating import Fit, square_of_quality
from tular.engines.judging.marks import Floats, Ints, MarkTable


class Posterior:
    """The posterior of the qualities of one fit; every draw goes on where the last one ended."""

    def __init__(self, table: MarkTable, fit: Fit) -> None:
        self._fit = fit
        self._random = np.random.default_rng(seed_of(table))
        self._severity: Floats = fit.adjusted.shares @ _root(fit.severities.covariance)
        self._stretch: Floats | None = None
        if fit.stretch:
            reach = np.sqrt(square_of_quality(fit.adjusted, fit.quality, fit.shape.centre))
            self._stretch = fit.adjusted.shares @ _root(fit.stretch.covariance) * reach[:, None]
        self.mean, self.spread = _moments(fit)

    def conditions(self, count: int, members: Ints) -> tuple[Floats, Floats]:
        """`count` draws of severities, stretches and variances: mean and standard deviation of each member given them.

        Given one draw the qualities are independent and normal.
        """
        fit, random = self._fit, self._random
        evaluators = self._severity.shape[1]
        scale = np.sqrt(fit.freedom / random.chisquare(fit.freedom, count))[:, None]
        moved = scale * (random.standard_normal((count, evaluators)) @ self._severity[members].T)
        if self._stretch is not None:
            moved += random.standard_normal((count, evaluators)) @ self._stretch[members].T
        noise = scale**2 * (fit.severities.noise / fit.adjusted.precision[members])[None, :]
        variance = random.choice(fit.quality.candidates, size=count, p=fit.quality.weights)[:, None]
        kept = variance / (variance + noise)
        mean: Floats = fit.quality.mean + kept * (fit.adjusted.mean[members] - moved - fit.quality.mean)
        return mean, np.sqrt(kept * noise)

    def draw(self, count: int, members: Ints) -> Floats:
        """`count` draws of the qualities of the members."""
        mean, spread = self.conditions(count, members)
        drawn: Floats = mean + spread * self._random.standard_normal(mean.shape)
        return drawn


def seed_of(table: MarkTable) -> int:
    """A number that depends on the marks alone."""
    digest = hashlib.sha256()
    for part in (table.proposals, table.evaluators):
        digest.update("\0".join(part).encode("utf-8", "surrogatepass"))
        digest.update(b"\1")
    for numbers in (table.proposal.tolist(), table.evaluator.tolist(), table.value.tolist()):
        digest.update(repr(numbers).encode())
    return int.from_bytes(digest.digest()[:16])


def _root(covariance: Floats) -> Floats:
    """The symmetric square root: unlike an eigenbasis, it does not depend on the signs that a library prefers."""
    values, vectors = np.linalg.eigh(covariance)
    root: Floats = (vectors * np.sqrt(np.maximum(values, 0.0))) @ vectors.T
    return root


def _moments(fit: Fit) -> tuple[Floats, Floats]:
    """Mean and standard deviation of each quality, averaged over what the variance of quality may be."""
    mean: Floats = np.zeros(len(fit.variance))
    square: Floats = np.zeros(len(fit.variance))
    for candidate, weight in zip(fit.quality.candidates, fit.quality.weights, strict=True):
        kept = candidate / (candidate + fit.variance)
        moved = kept * (fit.adjusted.mean - fit.quality.mean)
        mean += weight * moved
        square += weight * (kept * fit.variance + moved**2)
    return fit.quality.mean + mean, np.sqrt(np.maximum(square - mean**2, 0.0))
