"""Readers as units of a flow: every row sends its readings to evaluators, every evaluator takes between two bounds.

The programme is totally unimodular (Ahuja, Magnanti & Orlin, Network Flows, 1993, chapters 6, 9 and 11), so the optimum
of the flow is the optimum in whole readings. Lower bounds are met exactly by the standard transformation: an evaluator
keeps its minimum as a demand of its own, and only what is above flows on. Solved by OR-Tools (cost scaling and
push–relabel), which answers the same for the same arcs in the same order.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from ortools.graph.python import max_flow, min_cost_flow

from tular.engines.judging.task import Booleans, Integers


class FlowFailed(RuntimeError):
    """The solver neither found an optimum nor showed that there is none: a defect, never a property of the input."""


@dataclass(frozen=True, slots=True, eq=False)
class Bounds:
    """Readings that rows need, and what evaluators take at least and at most."""

    need: Integers
    low: Integers
    high: Integers


def cheapest(bounds: Bounds, allowed: Booleans, cost: Integers) -> Booleans | None:
    """The cheapest assignment within all bounds, `None` if there is none. `cost` of (row, evaluator), integers."""
    rows, columns = np.nonzero(allowed & (bounds.need > 0)[:, None])
    found = cheapest_of(bounds, rows, columns, cost[rows, columns])
    return None if found is None else _marked(allowed.shape, rows[found], columns[found])


def cheapest_of(bounds: Bounds, rows: Integers, columns: Integers, costs: Integers) -> Booleans | None:
    """The same for pairs that are listed: which of them are taken."""
    need, low, high = bounds.need, bounds.low, bounds.high
    if (low > high).any() or (need < 0).any() or int(low.sum()) > int(need.sum()):
        return None
    return _flow(bounds, rows, columns, costs)


def cheapest_with_one(bounds: Bounds, allowed: Booleans, strong: Booleans, cost: Integers) -> Booleans | None:
    """The cheapest assignment in which every row that needs readings has one of its `strong` pairs among them."""
    need, low, high = bounds.need, bounds.low, bounds.high
    if (low > high).any() or (need < 0).any() or int(low.sum()) > int(need.sum()):
        return None
    rows, columns = np.nonzero(allowed & (need > 0)[:, None])
    count, width = len(need), len(high)
    # What is not strong goes through a second node of the row, which lets all readings but one through.
    tails = np.where(strong[rows, columns], rows, count + width + 1 + rows)
    between = (np.arange(count), count + width + 1 + np.arange(count), np.maximum(need - 1, 0))
    found = _solved(bounds, tails, columns, cost[rows, columns], between)
    return None if found is None else _marked(allowed.shape, rows[found], columns[found])


def _flow(bounds: Bounds, rows: Integers, columns: Integers, costs: Integers) -> Booleans | None:
    nothing = np.empty(0, np.int64)
    return _solved(bounds, rows, columns, costs, (nothing, nothing, nothing))


def _solved(
    bounds: Bounds,
    tails: Integers,
    columns: Integers,
    costs: Integers,
    between: tuple[Integers, Integers, Integers],
) -> Booleans | None:
    """Which pairs are taken. `between`: tails, heads and capacities of arcs among nodes that are no evaluators."""
    count, width = len(bounds.need), len(bounds.high)
    sink = count + width
    solver = min_cost_flow.SimpleMinCostFlow()
    arcs = solver.add_arcs_with_capacity_and_unit_cost(
        tails.astype(np.int32),
        (count + columns).astype(np.int32),
        np.ones(len(tails), np.int64),
        costs.astype(np.int64),
    )
    solver.add_arcs_with_capacity_and_unit_cost(
        np.arange(count, sink, dtype=np.int32),
        np.full(width, sink, np.int32),
        bounds.high - bounds.low,
        np.zeros(width, np.int64),
    )
    solver.add_arcs_with_capacity_and_unit_cost(
        between[0].astype(np.int32), between[1].astype(np.int32), between[2], np.zeros(len(between[2]), np.int64)
    )
    rest = int(bounds.need.sum()) - int(bounds.low.sum())
    supplies = np.concatenate([bounds.need, -bounds.low, np.array([-rest], np.int64)])
    solver.set_nodes_supplies(np.arange(sink + 1, dtype=np.int32), supplies)
    status = solver.solve()
    if status == solver.INFEASIBLE:
        return None
    if status != solver.OPTIMAL:
        raise FlowFailed(f"minimum-cost flow ended as {status}")
    return np.asarray(solver.flows(arcs)) > 0


def most(bounds: Bounds, allowed: Booleans, cost: Integers) -> Booleans:
    """As many readings as the upper bounds let through, the cheapest of these. Lower bounds are not looked at."""
    need, high = np.maximum(bounds.need, 0), np.maximum(bounds.high, 0)
    rows, columns = np.nonzero(allowed)
    count, width = len(need), len(high)
    source, sink = count + width, count + width + 1
    solver = min_cost_flow.SimpleMinCostFlow()
    arcs = solver.add_arcs_with_capacity_and_unit_cost(
        rows.astype(np.int32),
        (count + columns).astype(np.int32),
        np.ones(len(rows), np.int64),
        cost[rows, columns].astype(np.int64),
    )
    solver.add_arcs_with_capacity_and_unit_cost(
        np.arange(count, count + width, dtype=np.int32), np.full(width, sink, np.int32), high, np.zeros(width, np.int64)
    )
    solver.add_arcs_with_capacity_and_unit_cost(
        np.full(count, source, np.int32), np.arange(count, dtype=np.int32), need, np.zeros(count, np.int64)
    )
    wanted = int(need.sum())
    solver.set_nodes_supplies(np.array([source, sink], np.int32), np.array([wanted, -wanted], np.int64))
    status = solver.solve_max_flow_with_min_cost()
    if status != solver.OPTIMAL:
        raise FlowFailed(f"maximum flow of minimum cost ended as {status}")
    found = np.asarray(solver.flows(arcs)) > 0
    return _marked(allowed.shape, rows[found], columns[found])


@dataclass(frozen=True, slots=True, eq=False)
class Cut:
    """A maximum flow from `give` through pairs to `take`, and the smallest set of givers that is too much for takers.

    `givers` and `takers` lie on the source's side of the minimum cut nearest to the source: the givers there have more
    than these takers hold, together with one unit for every pair that leaves to other takers.
    """

    flow: int
    givers: Booleans
    takers: Booleans


def cut(give: Integers, take: Integers, pairs: Booleans) -> Cut:
    """How much can go from givers to takers, at most one unit a pair, and what stands in the way of more."""
    rows, columns = np.nonzero(pairs)
    count, width = len(give), len(take)
    source, sink = count + width, count + width + 1
    solver = max_flow.SimpleMaxFlow()
    solver.add_arcs_with_capacity(
        rows.astype(np.int32), (count + columns).astype(np.int32), np.ones(len(rows), np.int64)
    )
    solver.add_arcs_with_capacity(np.full(count, source, np.int32), np.arange(count, dtype=np.int32), give)
    solver.add_arcs_with_capacity(np.arange(count, count + width, dtype=np.int32), np.full(width, sink, np.int32), take)
    status = solver.solve(source, sink)
    if status != solver.OPTIMAL:
        raise FlowFailed(f"maximum flow ended as {status}")
    near = np.zeros(count + width + 2, np.bool_)
    near[solver.get_source_side_min_cut()] = True
    return Cut(int(solver.optimal_flow()), near[:count], near[count : count + width])


def _marked(shape: tuple[int, ...], rows: Integers, columns: Integers) -> Booleans:
    marked = np.zeros(shape, np.bool_)
    marked[rows, columns] = True
    return marked
