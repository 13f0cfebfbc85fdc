"""Quality of proposals once severities are known: adjusted means, their variance, and how widely quality spreads."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tular.engines.judging.marks import Floats, MarkTable
from tular.engines.judging.severity import Severities, Shape


@dataclass(frozen=True, eq=False, slots=True)
class Adjusted:
    """Severity-adjusted mean of each proposal, as an average evaluator would have marked it, and what it depends on."""

    mean: Floats
    precision: Floats
    """A_i: Σ weight × stretch²; Ve/A_i is the variance of the mean if severities were known."""
    shares: Floats
    """Proposals × evaluators: how far the mean falls when the leniency of an evaluator is one point higher."""
    variance: Floats
    """Of the mean: noise of its marks and uncertainty of severities, variances of both taken as estimated."""
    residual: Floats
    """Per mark: what quality and leniency leave unexplained."""
    leverage: Floats
    """Per mark: share of its noise that the fit swallowed; residual² / (1 − leverage) estimates its variance."""


def adjust(table: MarkTable, shape: Shape, severities: Severities) -> Adjusted:
    """Generalised least squares mean of each proposal; quality itself is not shrunk towards the average."""
    weighted = shape.weight * shape.stretch
    precision = table.per_proposal(weighted * shape.stretch)
    shares: Floats = table.grid(weighted) / precision[:, None]
    lenient = severities.leniency[table.evaluator]
    deviation = table.value - shape.centre - lenient
    quality = table.per_proposal(weighted * deviation) / precision
    spoken = shares @ severities.covariance
    uncertain: Floats = np.einsum("ij,ij->i", spoken, shares)
    of_mark = (
        np.diag(severities.covariance)[table.evaluator]
        - 2 * shape.stretch * spoken[table.proposal, table.evaluator]
        + shape.stretch**2 * uncertain[table.proposal]
    )
    # A part of the uncertainty of severity is prior, not fit; for the leverage the difference is negligible.
    leverage = shape.weight * (shape.stretch**2 / precision[table.proposal] + of_mark / max(severities.noise, 1e-300))
    return Adjusted(
        mean=shape.centre + quality,
        precision=precision,
        shares=shares,
        variance=severities.noise / precision + uncertain,
        residual=deviation - shape.stretch * quality[table.proposal],
        leverage=np.minimum(leverage, 1.0),
    )


@dataclass(frozen=True, eq=False, slots=True)
class QualitySpread:
    """Mean and variance of quality; the variance also as weighted candidates, since few proposals tell little of it."""

    mean: float
    variance: float
    candidates: Floats
    weights: Floats


def spread_of_quality(means: Floats, variances: Floats) -> QualitySpread:
    """REML of  mean_i ~ N(μ, Vq + variance_i), and the posterior of Vq on a grid (flat prior of √Vq; Gelman 2006)."""
    scale = max(float(np.var(means)), float(np.mean(variances)) * 1e-6, 1e-300)
    candidates: Floats = scale * np.exp(np.linspace(np.log(1e-3), np.log(10.0), 60))
    precisions = 1 / (candidates[:, None] + variances[None, :])
    total = np.sum(precisions, axis=1)
    centres = precisions @ means / total
    squares = np.sum(precisions * (means[None, :] - centres[:, None]) ** 2, axis=1)
    logs = 0.5 * (np.sum(np.log(precisions), axis=1) - np.log(total) - squares)
    weighed = logs + 0.5 * np.log(candidates)
    weights = np.exp(weighed - np.max(weighed))
    weights = weights / np.sum(weights)
    best = int(np.argmax(logs))
    return QualitySpread(float(centres[best]), float(candidates[best]), candidates, weights)
