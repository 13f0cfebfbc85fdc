"""Whom to read once more, so that the list becomes surer soonest.

For each proposal near the line: how much does one more reading lower the probability that it stands on the wrong side?
Before the reading its result is unknown, so the gain is an expectation over it (pre-posterior analysis; knowledge
gradient: Frazier, Powell & Dayanik 2009, INFORMS J. Computing 21:599; optimal computing budget allocation: Chen, Lin,
Yücesan & Chick 2000, Discrete Event Dynamic Systems 10:251). With a normal posterior, standard deviation τ, at distance
d from the line, the proposal is now misplaced with probability Φ(−|d|/τ). A reading whose error has variance v moves
the mean by a normal amount of variance τ⁴/(τ² + v), and afterwards the probability is on average 2 T(d/τ, √v/τ), T
being Owen's function (Owen 1956, Ann. Math. Stat. 27:1075): a closed form, no simulation.

Held fixed: the line itself, and what the reading would tell of severities besides. So the gain is a little too small
for evaluators of whom little is known.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import scipy

from tular.engines.judging.calibrating import Calibration, Fit
from tular.engines.judging.marks import Floats
from tular.engines.judging.ranks import Class, Ranking

WIDEST = 1e12
"""√v/τ of a reading that says nothing."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A further reading: by how much it lowers the expected number of misplaced proposals."""

    proposal: str
    evaluator: str
    """"" when any ordinary evaluator is meant."""
    gain: float


def whom_to_read(calibration: Calibration, ranking: Ranking, *, limit: int | None = None) -> tuple[Reading, ...]:
    """The borderline proposals, most to gain first, for a reading by an ordinary evaluator.

    ValueError when the calibration was refused.
    """
    fit = _fit_of(calibration)
    near, mean, spread = _borderline(ranking)
    ordinary = float(np.median(_errors(fit)))
    gains = _gain(mean - ranking.line.at, spread, np.full(len(near), ordinary))
    return _best([Reading(id, "", float(gain)) for id, gain in zip(near, gains, strict=True)], limit)


def who_should_read(
    calibration: Calibration,
    ranking: Ranking,
    *,
    conflicts: Collection[tuple[str, str]] = (),
    unavailable: Collection[str] = (),
    limit: int | None = None,
) -> tuple[Reading, ...]:
    """Pairs of a borderline proposal and an evaluator who may read it and has not, most to gain first.

    Those inform most whose marks are precise and whose severity is well known. `conflicts` are pairs (proposal,
    evaluator), `unavailable` evaluators who take no more. ValueError when the calibration was refused.
    """
    fit = _fit_of(calibration)
    table = calibration.table
    near, mean, spread = _borderline(ranking)
    errors = _errors(fit)
    gains = _gain((mean - ranking.line.at)[:, None], spread[:, None], errors[None, :])
    position = {id: at for at, id in enumerate(near)}
    column = {id: at for at, id in enumerate(table.evaluators)}
    for proposal, evaluator in zip(table.proposal.tolist(), table.evaluator.tolist(), strict=True):
        if (at := position.get(table.proposals[proposal])) is not None:
            gains[at, evaluator] = -1.0
    for id, who in conflicts:
        if id in position and who in column:
            gains[position[id], column[who]] = -1.0
    for who in unavailable:
        if who in column:
            gains[:, column[who]] = -1.0
    wanted = gains.size if limit is None else min(limit, gains.size)
    order = np.argsort(-gains, axis=None, kind="stable")[:wanted].tolist()
    width = len(table.evaluators)
    return tuple(
        Reading(near[at // width], table.evaluators[at % width], float(gains[at // width, at % width]))
        for at in order
        if gains[at // width, at % width] >= 0
    )


def _fit_of(calibration: Calibration) -> Fit:
    if calibration.fit is None:
        raise ValueError("a design that was refused has no borderline")
    return calibration.fit


def _borderline(ranking: Ranking) -> tuple[list[str], Floats, Floats]:
    near = [one for one in ranking.standings if one.belongs is Class.BORDERLINE]
    return (
        [one.id for one in near],
        np.array([one.expected for one in near], dtype=np.float64),
        np.array([one.spread for one in near], dtype=np.float64),
    )


def _errors(fit: Fit) -> Floats:
    """Variance with which one mark of each evaluator tells quality: noise, stretch and what is unknown of severity."""
    stretch = 1 + fit.stretch.mean if fit.stretch else np.ones(len(fit.severities.leniency))
    noise = fit.severities.noise * (np.exp(fit.noise.mean) if fit.noise else 1.0)
    found: Floats = (noise + np.diag(fit.severities.covariance)) / np.maximum(stretch, 0.1) ** 2
    return found


def _gain(distance: Floats, spread: Floats, error: Floats) -> Floats:
    """Expected fall of the probability to stand on the wrong side."""
    variance = np.maximum(spread, 1e-150) ** 2
    slope = np.minimum(np.sqrt(error / variance), WIDEST)
    standard = np.abs(distance) / np.sqrt(variance)
    found: Floats = np.maximum(scipy.special.ndtr(-standard) - 2 * scipy.special.owens_t(standard, slope), 0.0)
    return found


def _best(found: list[Reading], limit: int | None) -> tuple[Reading, ...]:
    return tuple(sorted(found, key=lambda one: (-one.gain, one.proposal, one.evaluator))[:limit])
