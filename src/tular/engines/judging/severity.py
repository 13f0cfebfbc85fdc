"""Severity of evaluators from marks of the same proposals: crossed random effects, variances estimated by REML.

The model is  y = quality_i + leniency_j + e,  with leniency ~ N(0, Vs) and e ~ N(0, Ve / weight). Two ways to treat
quality:

- *Proposals handed out by choice* (the rule, `by_lot=False`): quality is free, one unknown per proposal. Only
  differences between marks of the same proposal tell about severity ("intra-block information"), so an evaluator who
  was given better proposals is not taken for a kind one.
- *Proposals drawn by lot* (`by_lot=True`): quality ~ N(μ, Vq), which also lets the averages of whole blocks speak
  ("recovery of inter-block information", Patterson & Thompson 1971).

Proposals are absorbed from Henderson's mixed model equations, because their block is diagonal; what is left is one
dense system evaluators × evaluators. One eigendecomposition of it gives the restricted likelihood for every ratio
λ = Vs/Ve at once, so that the posterior is averaged over λ instead of taking the best λ for certain. Prior of √λ:
half-Cauchy with scale 1 (Gelman 2006), Ve: 1/Ve; given λ, leniencies are Student t with the residual degrees of
freedom.

Papers: Henderson 1975 (Biometrics 31:423); Patterson & Thompson 1971 (Biometrika 58:545, REML); Searle, Casella &
McCulloch 1992 (Variance Components); Bates et al. 2015 (J. Stat. Softw. 67(1), crossed effects in lme4); Gelman 2006
(Bayesian Analysis 1:515). Severity of raters: Linacre 1989 (Many-Facet Rasch Measurement); Wolfe 2004 (Psychology
Science 46:35).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy

from tular.engines.judging.marks import Floats, MarkTable

RATIOS: Floats = np.exp(np.linspace(np.log(1e-4), np.log(1e4), 97))
"""Values of λ = Vs/Ve over which the posterior is averaged."""

NOTHING = 1e-12
"""Share of the spread of all marks below which a residual is rounding, not noise."""


@dataclass(frozen=True, eq=False, slots=True)
class Shape:
    """What is known of each mark besides its number: relative precision, and the evaluator's stretch of quality."""

    weight: Floats
    stretch: Floats
    centre: float
    """Quality at which a stretched scale touches the common one; severities are told there."""


@dataclass(frozen=True, eq=False, slots=True)
class Severities:
    """Posterior of the leniencies (positive: marks higher) and what is needed to adjust marks by them."""

    leniency: Floats
    covariance: Floats
    """Of leniencies, with the uncertainty of the variances in it."""
    noise: float
    """Ve, variance of a mark of weight 1 around quality and leniency."""
    spread: float
    """Vs, variance of leniency: the REML estimate, 0 when the data show none."""
    freedom: int
    """Residual degrees of freedom of Ve."""
    information: Floats
    """C: the absorbed coefficient matrix; without prior, leniencies have covariance Ve C⁻."""
    quality_ratio: float
    """κ = Ve/Vq when proposals were drawn by lot, 0 when quality is free."""


@dataclass(frozen=True, eq=False, slots=True)
class _System:
    """Absorbed equations: information C, right-hand side, sum of squares, log-determinant that depends on κ."""

    information: Floats
    right: Floats
    squares: float
    logdet: float
    freedom: int
    ratio: float


def plain(table: MarkTable) -> Shape:
    """All marks equally precise, no evaluator stretches."""
    ones: Floats = np.ones(len(table.value))
    return Shape(ones, ones, float(np.mean(table.raw)))


def estimate_severities(
    table: MarkTable, shape: Shape, *, by_lot: bool = False, before: Severities | None = None
) -> Severities:
    """Posterior of leniencies given precision and stretch of each mark.

    `before`: an earlier answer for nearly the same shape, whose ratio of noise to quality is kept. The caller has made
    sure that some proposal has two marks and that they are not all equal.
    """
    if before or not by_lot:
        return _posterior(_absorb(table, shape, before.quality_ratio if before else 0.0))

    def deviance(log_ratio: float) -> float:
        system = _absorb(table, shape, float(np.exp(log_ratio)))
        return -float(np.max(_profile(system, *_rotated(system))[0]))

    best = scipy.optimize.minimize_scalar(
        deviance, bounds=(np.log(1e-3), np.log(1e3)), method="bounded", options={"xatol": 0.02}
    )
    return _posterior(_absorb(table, shape, float(np.exp(best.x))))


def _absorb(table: MarkTable, shape: Shape, ratio: float) -> _System:
    """Eliminate the proposals (and the mean); `ratio` κ = Ve/Vq is 0 when quality is free."""
    weighted = shape.weight * shape.stretch
    marks = table.value - shape.centre
    own = table.per_proposal(weighted * shape.stretch)
    whole = own + ratio
    told = table.per_proposal(weighted * marks)
    grid = table.grid(weighted)
    information: Floats = np.diag(table.per_evaluator(shape.weight)) - grid.T @ (grid / whole[:, None])
    right: Floats = table.per_evaluator(shape.weight * marks) - grid.T @ (told / whole)
    squares = float(np.sum(shape.weight * marks**2) - np.sum(told**2 / whole))
    freedom = len(table.value) - len(table.proposals)
    logdet = 0.0
    if ratio > 0:
        # μ, the mean of quality, is one more unknown with a flat prior.
        known = float(np.sum(ratio * own / whole))
        shared: Floats = grid.T @ (ratio / whole)
        rest = float(np.sum(ratio * told / whole))
        information = information - np.outer(shared, shared) / known
        right = right - shared * (rest / known)
        squares -= rest**2 / known
        freedom = len(table.value) - 1
        logdet = float(np.sum(np.log(whole / ratio)) + np.log(known))
    return _System(information, right, squares, logdet, freedom, ratio)


def _rotated(system: _System) -> tuple[Floats, Floats, Floats]:
    """Eigenvalues and eigenvectors of the information, and the right-hand side in their directions."""
    values, vectors = np.linalg.eigh(system.information)
    values = np.where(values < values[-1] * 1e-10, 0.0, values)
    rotated = np.where(values > 0, vectors.T @ system.right, 0.0)
    return values, vectors, rotated


def _profile(
    system: _System, values: Floats, _vectors: Floats, rotated: Floats, ratios: Floats = RATIOS
) -> tuple[Floats, Floats]:
    """Restricted log-likelihood for each λ, Ve profiled out, and that Ve."""
    shrunk = ratios[:, None] / (1 + ratios[:, None] * values[None, :])
    squares = np.maximum(system.squares - shrunk @ rotated**2, NOTHING * max(system.squares, 1e-300))
    noise: Floats = squares / system.freedom
    logdet = np.sum(np.log1p(ratios[:, None] * values[None, :]), axis=1) + system.logdet
    likelihood: Floats = -0.5 * (system.freedom * np.log(noise) + logdet)
    return likelihood, noise


def _posterior(system: _System) -> Severities:
    values, vectors, rotated = _rotated(system)
    likelihood, noises = _profile(system, values, vectors, rotated)
    logs = likelihood + 0.5 * np.log(RATIOS) - np.log1p(RATIOS)
    weights = np.exp(logs - np.max(logs))
    weights = weights / np.sum(weights)
    shrunk = RATIOS[:, None] / (1 + RATIOS[:, None] * values[None, :])
    moves = shrunk * rotated[None, :]
    mean = weights @ moves
    own = (weights * noises) @ shrunk
    apart = (moves - mean) * np.sqrt(weights)[:, None]
    inner = np.diag(own) + apart.T @ apart
    ratio, noise = _best(system, values, vectors, rotated, int(np.argmax(likelihood)))
    return Severities(
        leniency=vectors @ mean,
        covariance=vectors @ inner @ vectors.T,
        noise=noise,
        spread=ratio * noise,
        freedom=system.freedom,
        information=system.information,
        quality_ratio=system.ratio,
    )


def _best(system: _System, values: Floats, vectors: Floats, rotated: Floats, at: int) -> tuple[float, float]:
    """The REML estimates of λ and Ve near the best λ of the grid; λ is 0 at its lower end."""

    def likelihood(log_ratio: float) -> tuple[Floats, Floats]:
        return _profile(system, values, vectors, rotated, np.array([np.exp(log_ratio)]))

    if at == 0:
        return 0.0, float(_profile(system, values, vectors, rotated, np.array([0.0]))[1][0])
    low, high = np.log(RATIOS[at - 1]), np.log(RATIOS[min(at + 1, len(RATIOS) - 1)])
    found = scipy.optimize.minimize_scalar(
        lambda log_ratio: -float(likelihood(log_ratio)[0][0]),
        bounds=(low, high),
        method="bounded",
        options={"xatol": 1e-7},
    )
    return float(np.exp(found.x)), float(likelihood(found.x)[1][0])
