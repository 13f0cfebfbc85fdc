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

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import scipy

from tular.engines.judging.calibrating import Calibration, Fit
from tular.engines.judging.marks import Floats
from tular.engines.judging.ranks import Class, Ranking

WIDEST = 1e12
"""√v/τ of a reading that says nothing."""
ALIKE = 0.98
"""Share of the greatest gain from which evaluators count as equally good to ask."""
UNLIMITED = 10**9


@dataclass(frozen=True, slots=True)
class Reading:
    """A further reading: by how much it lowers the expected number of misplaced proposals."""

    proposal: str
    evaluator: str
    """"" when any ordinary evaluator is meant."""
    gain: float


@dataclass(frozen=True, slots=True)
class Near:
    """A borderline proposal: mean and standard deviation of what is known of its quality, in points."""

    id: str
    expected: float
    spread: float


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
    room: Mapping[str, int] | None = None,
    limit: int | None = None,
) -> tuple[Reading, ...]:
    """One further reader for each borderline proposal, most to gain first; see `spread_readings`.

    `conflicts` are pairs (proposal, evaluator), `unavailable` evaluators who take no more, `room` how many readings
    each still takes (any number where it does not tell). ValueError when the calibration was refused.
    """
    table = calibration.table
    read = [
        (table.proposals[proposal], table.evaluators[evaluator])
        for proposal, evaluator in zip(table.proposal.tolist(), table.evaluator.tolist(), strict=True)
    ]
    return spread_readings(
        borderline_of(ranking),
        ranking.line.at,
        errors_of(calibration),
        barred={*read, *conflicts},
        room=dict(room or {}) | dict.fromkeys(unavailable, 0),
        limit=limit,
    )


def borderline_of(ranking: Ranking) -> tuple[Near, ...]:
    """The borderline proposals with what is known of their quality."""
    return tuple(Near(one.id, one.expected, one.spread) for one in ranking.standings if one.belongs is Class.BORDERLINE)


def errors_of(calibration: Calibration) -> dict[str, float]:
    """Evaluator → variance with which one mark of theirs tells quality. ValueError for a refused calibration."""
    return dict(zip(calibration.table.evaluators, _errors(_fit_of(calibration)).tolist(), strict=True))


def spread_readings(
    near: Sequence[Near],
    at: float,
    errors: Mapping[str, float],
    *,
    barred: Collection[tuple[str, str]] = (),
    room: Mapping[str, int] | None = None,
    limit: int | None = None,
) -> tuple[Reading, ...]:
    """One further reader for each of these proposals, spread over proposals and evaluators, most to gain first.

    Those inform most whose marks are precise and whose severity is well known; between evaluators who tell nearly the
    same (`ALIKE`), the one who was asked least. A second further reading of a proposal is a question for later: the
    first changes what it is worth. `barred` are pairs (proposal, evaluator) that cannot be, `room` how many readings
    an evaluator still takes. `at` is the quality at the line. Proposals whom nobody may read are left out.
    """
    people = sorted(errors)
    names = sorted(near, key=lambda one: one.id)
    if not people or not names:
        return ()
    mean = np.array([one.expected for one in names], dtype=np.float64)
    spread = np.array([one.spread for one in names], dtype=np.float64)
    gains = _gain((mean - at)[:, None], spread[:, None], np.array([errors[one] for one in people])[None, :])
    column = {id: place for place, id in enumerate(people)}
    row = {one.id: place for place, one in enumerate(names)}
    for proposal, evaluator in barred:
        if proposal in row and evaluator in column:
            gains[row[proposal], column[evaluator]] = -1.0
    left = np.array([(room or {}).get(one, UNLIMITED) for one in people])
    asked = np.zeros(len(people))
    found: list[Reading] = []
    for place in np.argsort(-gains.max(axis=1), kind="stable").tolist():
        open_to = np.where(left > asked, gains[place], -1.0)
        if (best := float(open_to.max())) < 0:
            continue
        alike = np.flatnonzero(open_to >= best * ALIKE)
        who = min(alike.tolist(), key=lambda one: (asked[one], -left[one], -open_to[one], one))
        asked[who] += 1
        found.append(Reading(names[place].id, people[who], float(gains[place, who])))
        if len(found) == limit:
            break
    return _best(found, limit)


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
