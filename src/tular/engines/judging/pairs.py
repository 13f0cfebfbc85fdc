"""An order out of comparisons of two at a time: Bradley–Terry with ties, for a band that marks could not settle.

P(i better than j) = pi / (pi + pj + nu √(pi pj)), a tie the last of the three terms: Bradley & Terry (1952),
Biometrika 39, 324-345; ties by Davidson (1970), JASA 65, 317-328. Strengths are logarithms of p. They have a normal
prior, so that they exist for those who won or lost everything and for bands that do not hang together yet (the Bayesian
view of Caron & Doucet 2012, Journal of Computational and Graphical Statistics 21, 174-196; normal instead of gamma,
because calibrated scores come as normal). How far a band spreads is not assumed: the standard deviation of the prior is
averaged over a grid by its marginal likelihood (Laplace). The mode is found by Newton's method; the posterior is taken
as normal around it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import scipy

from tular.engines.judging.sheets import Floats

SPREADS = (0.15, 0.25, 0.4, 0.65, 1.0, 1.6, 2.5, 4.0)
"""Standard deviations of strengths that are tried, logits; ln of it has a standard normal prior."""
TIE_PRIOR = (0.0, 2.0)
"""Mean and sd of ln nu: weak, so that nu exists when everything or nothing was a tie."""
ROUNDS = 60
CLOSE = 1e-10


class Better(StrEnum):
    """What a judge said about a pair."""

    LEFT = "left"
    RIGHT = "right"
    TIE = "tie"


@dataclass(frozen=True, slots=True)
class Comparison:
    """One judgement of one pair."""

    judge: str
    left: str
    right: str
    better: Better


@dataclass(frozen=True, slots=True)
class Prior:
    """What is known about one proposal before anything is compared, on the scale of strengths."""

    mean: float
    """Logits; only differences count."""
    sd: float
    """Logits, above 0."""


@dataclass(frozen=True, slots=True)
class PairsFit:
    """Strengths of a band with their uncertainty, in the order of `ids` (sorted)."""

    ids: tuple[str, ...]
    strength: Floats
    """Posterior means around the band's mean, logits: a difference of 1 wins 73 of 100 decided comparisons."""
    covariance: Floats
    """Posterior covariance of these, logits²."""
    spread: float
    """Standard deviation of the strengths of the band as far as comparisons tell, logits; 0 when priors were given."""
    tie: float
    """nu of Davidson: 0 without ties; two equals tie with probability nu / (2 + nu)."""
    parts: int
    """Groups between which nothing was compared; 1: everything hangs together."""
    seeded: bool
    """Priors were given: the order has a meaning even where nothing was compared."""
    counts: tuple[tuple[int, int, int], ...]
    """Wins, losses and ties of each."""
    comparisons: int

    def beats(self, one: str, other: str) -> float:
        """Probability that `one` is truly stronger than `other`."""
        first, second = self.ids.index(one), self.ids.index(other)
        return _normal_share(
            float(self.strength[first] - self.strength[second]), self.difference_variance(first, second)
        )

    def difference_variance(self, first: int, second: int) -> float:
        """Variance of the difference of two strengths, logits²."""
        own = self.covariance
        return float(own[first, first] + own[second, second] - 2 * own[first, second])


def _normal_share(difference: float, variance: float) -> float:
    return 0.5 * math.erfc(-difference / math.sqrt(2 * variance)) if variance > 0 else 0.5 + 0.5 * np.sign(difference)


def priors_of_scores(scores: Mapping[str, tuple[float, float]], *, noise: float) -> dict[str, Prior]:
    """Priors from calibrated scores: (score, sd) in points, and the sd of the noise of one reading in points.

    Who compares two proposals sees each with about the noise of one reading, so a difference of d points is seen with
    probability Φ(d / (√2·noise)), which is close to a logistic curve with 0.83·noise points to a logit.
    """
    if not noise > 0:
        raise ValueError(f"noise must be above 0, not {noise}")
    per_logit = math.sqrt(2) * noise / 1.702
    middle = sum(scores[id][0] for id in sorted(scores)) / max(len(scores), 1)
    return {id: Prior((score - middle) / per_logit, sd / per_logit) for id, (score, sd) in scores.items()}


@dataclass(frozen=True, slots=True)
class _Counts:
    """Who beat whom: `won[i, j]` decided for i, `tied` symmetric."""

    won: Floats
    tied: Floats


def fit_pairs(
    ids: Sequence[str], comparisons: Sequence[Comparison], *, priors: Mapping[str, Prior] | None = None
) -> PairsFit:
    """Strengths of the proposals of a band from comparisons; the order of either argument does not matter.

    Args:
        ids: the band.
        comparisons: what judges said; every judge at most once about a pair.
        priors: what is known before, for every one of `ids`; None: nothing, and the spread is estimated.

    ValueError for doubled or unknown ids, a proposal compared with itself, a judge twice about one pair, or a prior
    that is missing or has no sd above 0.
    """
    names = tuple(sorted(ids))
    _check(names, comparisons, priors)
    counts = _counted(names, comparisons)
    if priors is not None:
        mean = np.array([priors[id].mean for id in names], dtype=np.float64)
        sd = np.array([priors[id].sd for id in names], dtype=np.float64)
        mode = _mode(counts, mean, sd, np.append(mean, 0.0))
        strength, covariance, spread, tie = mode.strength, mode.covariance, 0.0, mode.tie
    else:
        strength, covariance, spread, tie = _averaged(counts, len(names))
    if names:
        # Only differences count: the level of the whole band is taken out of strengths and covariance.
        strength = strength - strength.mean()
        covariance = covariance - covariance.mean(axis=0) - covariance.mean(axis=1)[:, None] + covariance.mean()
    met = scipy.sparse.csr_matrix(counts.won + counts.won.T + counts.tied)
    won, tied = counts.won.sum(axis=1), counts.tied.sum(axis=1)
    lost = counts.won.sum(axis=0)
    return PairsFit(
        ids=names,
        strength=strength,
        covariance=covariance,
        spread=spread,
        tie=tie,
        parts=int(scipy.sparse.csgraph.connected_components(met, directed=False)[0]) if names else 0,
        seeded=priors is not None,
        counts=tuple((int(won[row]), int(lost[row]), int(tied[row])) for row in range(len(names))),
        comparisons=len(comparisons),
    )


def _check(names: tuple[str, ...], comparisons: Sequence[Comparison], priors: Mapping[str, Prior] | None) -> None:
    known = set(names)
    if len(known) != len(names):
        raise ValueError("an id twice in the band")
    said: set[tuple[str, str, str]] = set()
    for one in comparisons:
        if one.left not in known or one.right not in known:
            raise ValueError(f"{one.left} or {one.right} does not belong to the band")
        if one.left == one.right:
            raise ValueError(f"{one.left} compared with itself")
        key = (one.judge, min(one.left, one.right), max(one.left, one.right))
        if key in said:
            raise ValueError(f"{one.judge} twice about {one.left} and {one.right}")
        said.add(key)
    if priors is not None:
        wrong = [id for id in names if id not in priors or not priors[id].sd > 0]
        if wrong:
            raise ValueError(f"no prior with an sd above 0 for {', '.join(wrong)}")


def _counted(names: tuple[str, ...], comparisons: Sequence[Comparison]) -> _Counts:
    place = {id: number for number, id in enumerate(names)}
    won, tied = np.zeros((len(names), len(names))), np.zeros((len(names), len(names)))
    for one in comparisons:
        left, right = place[one.left], place[one.right]
        if one.better is Better.TIE:
            tied[left, right] += 1
            tied[right, left] += 1
        elif one.better is Better.LEFT:
            won[left, right] += 1
        else:
            won[right, left] += 1
    return _Counts(won, tied)


@dataclass(frozen=True, slots=True)
class _Mode:
    strength: Floats
    covariance: Floats
    tie: float
    evidence: float
    at: Floats


def _mode(counts: _Counts, mean: Floats, sd: Floats, start: Floats) -> _Mode:
    """Mode, covariance and log evidence; `start` holds strengths and ln nu."""
    size = len(mean)
    ties = bool(counts.tied.any())
    precision = np.append(1.0 / sd**2, 1.0 / TIE_PRIOR[1] ** 2)
    centre = np.append(mean, TIE_PRIOR[0])
    free = size + 1 if ties else size
    at = start.copy()
    value = _log_posterior(counts, at, centre, precision, ties)
    for _ in range(ROUNDS):
        slope, bend = _derivatives(counts, at, ties)
        slope = (slope - precision * (at - centre))[:free]
        bend = (bend + np.diag(precision))[:free, :free]
        step = np.zeros(size + 1)
        step[:free] = np.linalg.solve(bend, slope)
        factor = 1.0
        while True:
            tried = _log_posterior(counts, at + factor * step, centre, precision, ties)
            if tried >= value - 1e-12 * abs(value) or factor < 1e-6:
                break
            factor /= 2
        at, value = at + factor * step, tried
        if float(np.abs(step).max()) < CLOSE:
            break
    bend = (_derivatives(counts, at, ties)[1] + np.diag(precision))[:free, :free]
    covariance = np.linalg.inv(bend)
    evidence = value + 0.5 * float(np.sum(np.log(precision[:free]))) - 0.5 * float(np.linalg.slogdet(bend)[1])
    return _Mode(at[:size], covariance[:size, :size], math.exp(at[size]) if ties else 0.0, evidence, at)


def _shares(at: Floats, ties: bool) -> tuple[Floats, Floats]:
    """Probability that the row beats the column, and that they tie."""
    half = (at[:-1, None] - at[None, :-1]) / 2
    up, down = np.exp(np.clip(half, -300, 300)), np.exp(np.clip(-half, -300, 300))
    tie = math.exp(at[-1]) if ties else 0.0
    total = up + down + tie
    return up / total, tie / total


def _log_posterior(counts: _Counts, at: Floats, centre: Floats, precision: Floats, ties: bool) -> float:
    win, tie = _shares(at, ties)
    said = float(np.sum(counts.won * np.log(np.maximum(win, 1e-300))))
    if ties:
        said += 0.5 * float(np.sum(counts.tied * np.log(np.maximum(tie, 1e-300))))
    here = slice(None) if ties else slice(0, len(at) - 1)
    return said - 0.5 * float(np.sum((precision * (at - centre) ** 2)[here]))


def _derivatives(counts: _Counts, at: Floats, ties: bool) -> tuple[Floats, Floats]:
    """Slope of the log likelihood, and minus its second derivatives. A tie is half a win and a parameter of its own."""
    win, tie = _shares(at, ties)
    many = counts.won + counts.won.T + counts.tied
    expected = win + tie / 2
    slope = np.append((counts.won + counts.tied / 2 - many * expected).sum(axis=1), 0.0)
    weight = many * (win + tie / 4 - expected**2)
    bend = np.zeros((len(at), len(at)))
    bend[:-1, :-1] = np.diag(weight.sum(axis=1)) - weight
    if ties:
        slope[-1] = float((counts.tied - many * tie).sum()) / 2
        cross = (many * tie * (0.5 - expected)).sum(axis=1)
        bend[:-1, -1] = bend[-1, :-1] = cross
        bend[-1, -1] = float((many * tie * (1 - tie)).sum()) / 2
    return slope, bend


def _averaged(counts: _Counts, size: int) -> tuple[Floats, Floats, float, float]:
    """Strengths, covariance, spread and nu, averaged over the spreads by how well they explain the comparisons."""
    at = np.zeros(size + 1)
    modes: list[_Mode] = []
    for spread in SPREADS:
        modes.append(_mode(counts, np.zeros(size), np.full(size, spread), at))
        at = modes[-1].at
    logs = np.array([mode.evidence for mode in modes]) - 0.5 * np.log(np.array(SPREADS)) ** 2
    weights = np.exp(logs - logs.max())
    weights = weights / weights.sum()
    strength = np.sum([weight * mode.strength for weight, mode in zip(weights, modes, strict=True)], axis=0)
    covariance = np.sum(
        [
            weight * (mode.covariance + np.outer(mode.strength - strength, mode.strength - strength))
            for weight, mode in zip(weights, modes, strict=True)
        ],
        axis=0,
    )
    spread = float(np.exp(weights @ np.log(np.array(SPREADS))))
    return strength, covariance, spread, float(sum(w * mode.tie for w, mode in zip(weights, modes, strict=True)))
