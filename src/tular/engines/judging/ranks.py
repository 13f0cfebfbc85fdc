"""How sure a list is: probability of belonging to the best N, intervals of ranks, what the line separates.

All from the joint posterior of the qualities: severities (and stretches) are drawn together, because whoever they
judged moves together; the variances, because they are estimated; quality around the mean of the competition, because
with few readings an outstanding mean is partly luck (Berger & Deely 1988, J. Am. Stat. Assoc. 83:364; Goldstein &
Spiegelhalter 1996, J. R. Stat. Soc. A 159:385, on league tables).

- *Pools up to `DRAWN_WHOLE` proposals*: all are drawn `DRAWS` times and put in order; exactly N belong in each draw.
- *Larger pools*: given severities, qualities are independent, so the probability to lie above the line needs no drawing
  (conditional Monte Carlo). In each of `CONDITIONS` draws of severities and variances the line is put where the
  probabilities add up to N. That the line itself wavers besides is neglected: among many proposals it hardly does.

So probabilities add up to N. The same marks give the same figures: see `drawing`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import pi, sqrt

import numpy as np
import scipy

from tular.engines.judging.calibrating import Calibration, Fit
from tular.engines.judging.drawing import Posterior
from tular.engines.judging.marks import Floats, Ints

DRAWS = 4_000
"""Of a small pool. A probability of one half is known to ±0.016 (95 %), one of 0.05 to ±0.007."""

DRAWN_WHOLE = 250

CONDITIONS = 200
"""Draws of severities and variances for a large pool; what they add to a probability is small, their error smaller."""

FAR = 5.0
"""Standard deviations from the line beyond which a proposal of a large pool is in or out without computing."""

GRID = 400
"""Values of quality at which the expected rank is computed."""

STEPS = 20
CLOSE = 1e-7
"""Newton's method ends when the probabilities add up this closely to the places, after four or five steps."""

REACH = 1.6449
"""Standard deviations to either side of the middle of a 90 % interval."""


class Class(StrEnum):
    """What can be said of a proposal's place."""

    IN = "surely_in"
    BORDERLINE = "borderline"
    OUT = "surely_out"


@dataclass(frozen=True, slots=True)
class Pool:
    """So many places for the proposals of these groups together (none named: all)."""

    places: int
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """One proposal within its pool."""

    id: str
    p_in: float
    low_rank: int
    high_rank: int
    """Ends of the 90 % interval of its rank, 1 is best."""
    belongs: Class
    expected: float
    """Mean of the posterior: the best guess of quality, shrunk towards the mean of the competition."""
    spread: float
    """Standard deviation of the posterior."""


@dataclass(frozen=True, slots=True)
class Line:
    """What the line of a pool separates, when its list is the best by calibrated score."""

    listed: tuple[str, ...]
    tied: tuple[str, ...]
    """Proposals of equal calibrated score on both sides of the line: a rule has to choose among them."""
    misplaced: float
    """Expected number of proposals in the list that do not belong there; as many are wrongly left out."""
    gap: float
    """Calibrated score of the last in minus the first out; 0 when everybody has a place."""
    gap_error: float
    """Standard error of that difference. A gap below it separates nothing."""
    at: float
    """Quality at the line, mean over the draws: between the last that belongs and the first that does not."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """A pool with the standings of its proposals (sorted by id) and its line."""

    pool: Pool
    standings: tuple[Standing, ...]
    line: Line


def rankings(
    calibration: Calibration, pools: Sequence[Pool], *, sure_in: float = 0.95, sure_out: float = 0.05
) -> tuple[Ranking, ...]:
    """The ranking of each pool; pools without proposals are left out.

    ValueError: the calibration was refused, a pool has no place, or the thresholds are not 0 ≤ out < in ≤ 1.
    """
    fit = calibration.fit
    if fit is None:
        raise ValueError("a design that was refused has no ranks")
    if any(pool.places < 1 for pool in pools) or not 0 <= sure_out < sure_in <= 1:
        raise ValueError("every pool needs a place, and the thresholds 0 ≤ out < in ≤ 1")
    groups = calibration.table.groups
    posterior = Posterior(calibration.table, fit)
    found = []
    for pool in pools:
        mine = np.array(
            [at for at, name in enumerate(groups) if not pool.groups or name in pool.groups], dtype=np.int64
        )
        if len(mine):
            places = min(pool.places, len(mine))
            counted = (_drawn if len(mine) <= DRAWN_WHOLE else _computed)(posterior, mine, places)
            standings = _standings(calibration, posterior, mine, counted, (sure_in, sure_out))
            found.append(Ranking(pool, standings, _line(calibration, fit, mine, counted, places)))
    return tuple(found)


@dataclass(frozen=True, eq=False, slots=True)
class _Counted:
    """Per member of a pool: probability to belong and ends of the interval of its rank; and quality at the line."""

    inside: Floats
    low: Ints
    high: Ints
    line: float


def _drawn(posterior: Posterior, members: Ints, places: int) -> _Counted:
    """A small pool, by drawing it whole."""
    size = len(members)
    drawn = posterior.draw(DRAWS, members)
    falling = -np.sort(-drawn, axis=1)
    worst = falling[:, places - 1]
    above, equal = drawn > worst[:, None], drawn == worst[:, None]
    # Equal draws (marks without noise) share what is left of the places.
    inside = above.sum(axis=0) + ((places - above.sum(axis=1)) / equal.sum(axis=1)) @ equal
    order = np.argsort(-drawn, axis=1, kind="stable")
    ranks: Ints = np.empty(drawn.shape, dtype=np.int64)
    np.put_along_axis(ranks, order, np.arange(1, size + 1)[None, :], axis=1)
    ranks.sort(axis=0)
    return _Counted(
        np.clip(inside / DRAWS, 0.0, 1.0),
        ranks[int(0.05 * DRAWS)],
        ranks[int(0.95 * DRAWS) - 1],
        float(np.mean((worst + falling[:, min(places, size - 1)]) / 2)),
    )


def _computed(posterior: Posterior, members: Ints, places: int) -> _Counted:
    """A large pool, by computing probabilities given severities."""
    mean, spread = posterior.mean[members], np.maximum(posterior.spread[members], 1e-300)
    low, high = _rank_intervals(mean, spread)
    inside: Floats = np.ones(len(members))
    if places == len(members):
        return _Counted(inside, low, high, float(np.min(mean)))
    line = _crossing(mean[None, :], spread[None, :], places)[0]
    near = np.abs(mean - line) <= FAR * spread
    inside[~near & (mean < line)] = 0.0
    left = places - int(np.sum(inside[~near]))
    means, spreads = posterior.conditions(CONDITIONS, members[near])
    spreads = np.maximum(spreads, 1e-300)
    lines = _crossing(means, spreads, left)
    chances = np.mean(scipy.special.ndtr((means - lines[:, None]) / spreads), axis=0)
    inside[near] = np.minimum(chances * (left / np.sum(chances)), 1.0)
    return _Counted(inside, low, high, float(np.mean(lines)))


def _crossing(means: Floats, spreads: Floats, places: int) -> Floats:
    """For each row the value that `places` of its proposals are expected to exceed: Newton's method between bounds."""
    low, high = np.min(means - 9 * spreads, axis=1), np.max(means + 9 * spreads, axis=1)
    at = -np.partition(-means, places - 1, axis=1)[:, places - 1]
    for _step in range(STEPS):
        standard = (means - at[:, None]) / spreads
        more = np.sum(scipy.special.ndtr(standard), axis=1) - places
        if float(np.max(np.abs(more))) < CLOSE:
            break
        low, high = np.where(more > 0, at, low), np.where(more > 0, high, at)
        slope = np.sum(np.exp(-0.5 * standard**2) / spreads, axis=1) / sqrt(2 * pi)
        next_at = at + more / np.maximum(slope, 1e-300)
        at = np.where((next_at >= low) & (next_at <= high), next_at, (low + high) / 2)
    return at


def _rank_intervals(mean: Floats, spread: Floats) -> tuple[Ints, Ints]:
    """Ends of the 90 % interval of each rank: how many are expected above either end of the interval of its quality."""
    values = np.linspace(np.min(mean - 3 * spread), np.max(mean + 3 * spread), GRID)
    above = np.sum(scipy.special.ndtr((mean[None, :] - values[:, None]) / spread[None, :]), axis=1)
    best = np.interp(mean + REACH * spread, values, above)
    worst = np.interp(mean - REACH * spread, values, above)
    size = len(mean)
    return (
        np.clip(np.floor(best).astype(np.int64) + 1, 1, size),
        np.clip(np.ceil(worst).astype(np.int64), 1, size),
    )


def _standings(
    calibration: Calibration, posterior: Posterior, members: Ints, counted: _Counted, sure: tuple[float, float]
) -> tuple[Standing, ...]:
    return tuple(
        Standing(
            calibration.table.proposals[number],
            inside,
            int(counted.low[at]),
            int(counted.high[at]),
            Class.IN if inside >= sure[0] else Class.OUT if inside <= sure[1] else Class.BORDERLINE,
            float(posterior.mean[number]),
            float(posterior.spread[number]),
        )
        for at, (number, inside) in enumerate(zip(members.tolist(), counted.inside.tolist(), strict=True))
    )


def _line(calibration: Calibration, fit: Fit, members: Ints, counted: _Counted, places: int) -> Line:
    ids = calibration.table.proposals
    scores = np.round(fit.adjusted.mean[members], 9)
    order = np.lexsort((members, -scores))
    listed = order[:places]
    gap, error, tied = 0.0, 0.0, ()
    if places < len(members):
        last, first = int(order[places - 1]), int(order[places])
        gap = float(scores[last] - scores[first])
        error = _error_of_difference(fit, int(members[last]), int(members[first]))
        if gap == 0:
            tied = tuple(ids[members[one]] for one in order if scores[one] == scores[last])
    return Line(
        tuple(ids[members[one]] for one in listed),
        tied,
        float(np.sum(1 - counted.inside[listed])),
        gap,
        error,
        counted.line,
    )


def _error_of_difference(fit: Fit, one: int, other: int) -> float:
    """Of two calibrated scores; what shared readers do to both cancels."""
    apart = fit.adjusted.shares[one] - fit.adjusted.shares[other]
    noise = fit.severities.noise * (1 / fit.adjusted.precision[one] + 1 / fit.adjusted.precision[other])
    return sqrt(max(float(noise + apart @ fit.severities.covariance @ apart), 0.0))
