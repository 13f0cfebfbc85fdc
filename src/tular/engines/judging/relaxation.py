"""The linear relaxation of the best worst-served: a bound that nobody can beat, and shares to start from.

Maximise t such that every proposal's affinities, with readings in fractions, are at least t. Solved by PDLP (Applegate
et al., NeurIPS 2021) on pairs worth looking at. Its answer is only near the optimum, so the bound is not taken from
it but computed anew from its prices: whatever weights w (not negative, adding to one) the proposals and whatever
prices l the evaluators have,

    Σ over proposals of the best readers at w × affinity − l  +  Σ over evaluators of (maximum or minimum load) × l

is at least what any assignment gives to its worst-served proposal (Lagrangian duality; Geoffrion, Mathematical
Programming Study 2, 1974), over all pairs and not only over those that were looked at.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import scipy

from tular.engines.judging.late import late
from tular.engines.judging.task import Booleans, Floats, Grid

SOLVER = "ortools.pdlp.python.pdlp"

ITERATIONS = 600
TOLERANCE = 1e-4

ALL = 60_000
"""Pairs of a task that are all looked at; of larger ones, the near ones and every `EVERY`th of the others by lot."""

EVERY = 5


@dataclass(frozen=True, slots=True, eq=False)
class Relaxed:
    """Shares of every pair (0 to 1), and what the worst-served gets at most, in units of gain."""

    shares: Floats
    bound: int


def relaxed(grid: Grid, near: Booleans) -> Relaxed:
    """Solve the relaxation on the pairs that are `near` and some others; the bound holds for all that are allowed."""
    lot = np.random.default_rng(0).integers(EVERY, size=near.shape) == 0 if near.size > ALL else True
    rows, columns = np.nonzero((near | lot) & grid.allowed & (grid.need > 0)[:, None])
    unit = float(max(1, np.abs(grid.gain).max(initial=1)))
    result = late(SOLVER).primal_dual_hybrid_gradient(_programme(grid, rows, columns, unit), _parameters())
    shares = np.zeros(grid.gain.shape)
    shares[rows, columns] = np.clip(result.primal_solution[:-1], 0.0, 1.0)
    height, width = grid.gain.shape
    weights = np.zeros(len(grid.given))
    weights[grid.counts] = np.maximum(result.dual_solution[height + width :], 0.0)
    prices = -np.asarray(result.dual_solution[height : height + width])
    if not np.isfinite(weights).all() or not np.isfinite(prices).all() or weights.sum() <= 0:
        weights, prices = grid.counts.astype(float), np.zeros(width)
    found = _bound(grid, weights / weights.sum(), prices / weights.sum(), unit)
    return Relaxed(shares, int(np.ceil(found * unit * (1 + 1e-12))))


def _programme(grid: Grid, rows: np.ndarray, columns: np.ndarray, unit: float) -> Any:
    """Variables: the pairs, then t. Constraints: readings of rows, loads of evaluators, sums of proposals minus t."""
    height, width = grid.gain.shape
    counted = np.flatnonzero(grid.counts)
    place = np.full(len(grid.given), -1)
    place[counted] = np.arange(len(counted))
    count, pairs = len(rows), np.arange(len(rows))
    above = height + width
    values = [np.ones(count), np.ones(count), grid.gain[rows, columns] / unit, np.full(len(counted), -1.0)]
    at = [rows, height + columns, above + place[grid.of[rows]], above + np.arange(len(counted))]
    of = [pairs, pairs, pairs, np.full(len(counted), count)]
    shape = (above + len(counted), count + 1)
    programme = late(SOLVER).QuadraticProgram()
    programme.resize_and_initialize(shape[1], shape[0])
    programme.objective_vector = np.append(np.zeros(count), -1.0)
    programme.constraint_matrix = scipy.sparse.csc_matrix(
        (np.concatenate(values), (np.concatenate(at), np.concatenate(of))), shape=shape
    )
    need = grid.need.astype(float)
    least = -grid.given[counted] / unit
    programme.constraint_lower_bounds = np.concatenate([need, grid.low.astype(float), least])
    programme.constraint_upper_bounds = np.concatenate([need, grid.high.astype(float), np.full(len(counted), np.inf)])
    programme.variable_lower_bounds = np.append(np.zeros(count), -np.inf)
    programme.variable_upper_bounds = np.append(np.ones(count), np.inf)
    return programme


def _parameters() -> Any:
    parameters = late("ortools.pdlp.solvers_pb2").PrimalDualHybridGradientParams()
    parameters.num_threads = 1  # several would add in another order every time
    criteria = parameters.termination_criteria
    criteria.iteration_limit = ITERATIONS
    criteria.simple_optimality_criteria.eps_optimal_relative = TOLERANCE
    criteria.simple_optimality_criteria.eps_optimal_absolute = TOLERANCE
    return parameters


def _bound(grid: Grid, weights: Floats, prices: Floats, unit: float) -> float:
    worth = np.where(grid.allowed, weights[grid.of][:, None] * (grid.gain / unit) - prices, -np.inf)
    ordered = -np.sort(-worth, axis=1)
    taken = np.arange(ordered.shape[1])[None, :] < grid.need[:, None]
    loads = np.where(prices > 0, grid.high * prices, grid.low * prices)
    return float(np.where(taken, ordered, 0.0).sum() + loads.sum() + (weights * grid.given / unit).sum())
