"""Assignment of 3,000 proposals to 150 evaluators, and what choosing the worst-served costs.

    python -m benchmarks.judging.assignment [--seed 5] [--skip-command] [--small 200]

3 readings, loads 50–70, 5 % conflicts, by kinds of affinity: *uniform* (every pair by chance), *fields* (profiles over
eight fields), *words* (nine of ten pairs have nothing in common), *crowded* (a third of the proposals belong to an
eighth of the evaluators), *ranks* (good and bad proposals and evaluators). For each: `tular assign` as a process from
start to end, the engine alone, the same task by SciPy's linear programme (HiGHS, float costs, integral since totally
unimodular), bounds violated; the worst-served by both objectives with the bound that nobody beats and the price. Then
small tasks against an integer programme (SciPy's milp), and bridges between eight fields. Times are of the processor
(one is used at a time) unless the wall is named. Budget of the issue: 5 s for
the uniform task, and at least the total of the best open solver.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csr_matrix, vstack

from benchmarks.measuring import machine
from tular.engines.judging.assignment import Assigned, assign, price
from tular.engines.judging.bridges import Groups, Wish, bridged
from tular.engines.judging.task import Capacity, ProposalNeed, Task

Floats = NDArray[np.float64]

KINDS = ("uniform", "fields", "words", "crowded", "ranks")
READINGS, LEAST, MOST = 3, 50, 70


def main() -> None:
    """Print all figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument("--small", type=int, default=200)
    parser.add_argument("--skip-command", action="store_true")
    options = parser.parse_args()
    print(f"{machine()}, scipy {version('scipy')}, ortools {version('ortools')}")
    for kind in KINDS:
        _large(kind, options.seed, with_command=not options.skip_command)
    _small(options.small)
    _bridges(options.seed)


def _affinity(kind: str, proposals: int, evaluators: int, dice: np.random.Generator) -> Floats:
    chance = dice.random((proposals, evaluators))
    if kind == "fields":
        return dice.dirichlet(np.full(8, 0.3), proposals) @ dice.dirichlet(np.full(8, 0.3), evaluators).T
    if kind == "words":
        return np.where(dice.random((proposals, evaluators)) < 0.9, 0.0, chance)
    if kind == "crowded":
        fields = dice.choice(8, proposals, p=[0.30, 0.20, 0.15, 0.10, 0.10, 0.05, 0.05, 0.05])
        return np.where(fields[:, None] == dice.integers(0, 8, evaluators), 0.7, 0.1) + 0.3 * chance
    if kind == "ranks":
        parts = dice.standard_normal((proposals, 1)), dice.standard_normal((1, evaluators))
        return np.clip(0.5 + 0.15 * parts[0] + 0.15 * parts[1] + 0.1 * dice.standard_normal(chance.shape), 0, 1)
    return chance


def _task(affinity: Floats, shut: NDArray[np.bool_], readings: int, least: int, most: int) -> Task:
    names = [f"P{place:04}" for place in range(affinity.shape[0])]
    people = [f"E{place:03}" for place in range(affinity.shape[1])]
    return Task(
        tuple(ProposalNeed(name, readings) for name in names),
        tuple(Capacity(who, least, most) for who in people),
        {(name, who): float(affinity[p, e]) for p, name in enumerate(names) for e, who in enumerate(people)},
        frozenset((names[p], people[e]) for p, e in np.argwhere(shut).tolist()),
    )


def _large(kind: str, seed: int, *, with_command: bool) -> None:
    dice = np.random.default_rng(seed)
    affinity = _affinity(kind, 3_000, 150, dice)
    shut = dice.random(affinity.shape) < 0.05
    task = _task(affinity, shut, READINGS, LEAST, MOST)
    print(f"\n{kind}: 3,000 × 150, {READINGS} readings, loads {LEAST}–{MOST}, {shut.mean():.1%} conflicts")
    if with_command:
        wall, processor, told = _command(task)
        print(
            f"  tular assign, whole process: {wall:.2f} s, of the processor {processor:.2f} s;"
            f" reading, assigning and answering ({told['seconds']:.2f} s by its own clock)"
        )
    begun = process_time()
    found = assign(task)
    print(f"  engine {process_time() - begun:.2f} s, total {found.total:.6f}, bounds violated {_violated(task, found)}")
    begun = process_time()
    best = _highs(affinity, ~shut)
    lead = (found.total or 0.0) / best - 1
    print(f"  HiGHS  {process_time() - begun:.2f} s, total {best:.6f}; ours is higher by {lead:+.1e} of it")
    begun = process_time()
    both = price(task)
    fair, gap = both.by_worst, both.by_worst.gap or 0.0
    print(
        f"  worst-served {process_time() - begun:.2f} s: {both.by_total.worst:.4f} → {fair.worst:.4f}, nobody beats"
        f" {fair.bound:.4f} (gap {gap:.2%}), total lost {both.total_lost / (found.total or 1.0):.3%},"
        f" bounds violated {_violated(task, fair)}"
    )


def _command(task: Task) -> tuple[float, float, dict[str, Any]]:
    """Seconds on the wall, seconds of the processor, and the answer."""
    told = {
        "proposals": [{"id": one.id, "readings": one.readings} for one in task.proposals],
        "evaluators": [{"id": one.id, "min": one.minimum, "max": one.maximum} for one in task.evaluators],
        "affinity": [[*pair, score] for pair, score in task.affinity.items()],
        "conflicts": sorted(task.conflicts),
        "objective": "total",
    }
    program = Path(sys.executable).with_name("tular")
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump(told, file)
        file.flush()
        begun, used = perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
        done = subprocess.run([program, "assign", file.name, "--json"], check=True, capture_output=True, text=True)
        wall, after = perf_counter() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
        processor = after.ru_utime + after.ru_stime - used.ru_utime - used.ru_stime
        return wall, processor, json.loads(done.stdout)


def _violated(task: Task, found: Assigned) -> int:
    readers, loads = Counter(pair[0] for pair in found.pairs), Counter(pair[1] for pair in found.pairs)
    wrong = sum(readers[one.id] != one.readings for one in task.proposals)
    wrong += sum(not one.minimum <= loads[one.id] <= one.maximum for one in task.evaluators)
    return wrong + len(set(found.pairs) & task.conflicts) + len(found.pairs) - len(set(found.pairs))


def _highs(affinity: Floats, allowed: NDArray[np.bool_]) -> float:
    rows, columns = np.nonzero(allowed)
    pairs = np.arange(len(rows))
    ones = np.ones(len(rows))
    loads = csr_matrix((ones, (columns, pairs)), (affinity.shape[1], len(rows)))
    result = linprog(
        -affinity[rows, columns],
        A_ub=vstack([loads, -loads]),
        b_ub=np.repeat([MOST, -LEAST], affinity.shape[1]),
        A_eq=csr_matrix((ones, (rows, pairs)), (affinity.shape[0], len(rows))),
        b_eq=np.full(affinity.shape[0], READINGS),
        bounds=(0, 1),
        method="highs",
    )
    return -float(result.fun)


def _small(count: int) -> None:
    """How often and how far the worst-served misses the optimum on tasks that an integer programme solves."""
    for proposals, evaluators in ((20, 8), (60, 12), (120, 20)):
        missed, bound_gaps, seconds = [], [], []
        for kind, seed in _draws(count // 4 if proposals > 20 else count):
            dice = np.random.default_rng(seed)
            affinity = _affinity(kind, proposals, evaluators, dice)
            shut = dice.random(affinity.shape) < 0.05
            mean = proposals * READINGS / evaluators
            task = _task(affinity, shut, READINGS, int(mean * 0.8), int(mean * 1.2) + 1)
            begun = perf_counter()
            both = price(task)
            seconds.append(perf_counter() - begun)
            if both.by_worst.feasible:
                best = _best_worst(task, affinity, ~shut)
                missed.append(max(0.0, 1 - (both.by_worst.worst or 0.0) / best) if best else 0.0)
                bound_gaps.append(both.by_worst.gap or 0.0)
        print(
            f"\n{len(missed)} tasks of {proposals} × {evaluators}: optimum of the worst-served missed in"
            f" {np.mean(np.array(missed) > 1e-6):.1%}, by {np.mean(missed):.3%} on average and {np.max(missed):.2%} at"
            f" most; bound above the result by {np.mean(bound_gaps):.2%} on average; {np.max(seconds):.2f} s at most"
        )


def _draws(count: int) -> Iterator[tuple[str, int]]:
    for seed in range(count):
        yield KINDS[seed % len(KINDS)], seed


def _best_worst(task: Task, affinity: Floats, allowed: NDArray[np.bool_]) -> float:
    rows, columns = np.nonzero(allowed)
    count, pairs = len(rows), np.arange(len(rows))
    height, width = affinity.shape
    each = csr_matrix((np.ones(count), (rows, pairs)), (height, count + 1))
    loads = csr_matrix((np.ones(count), (columns, pairs)), (width, count + 1))
    sums = csr_matrix(
        (np.append(affinity[rows, columns], np.full(height, -1.0)),
         (np.append(rows, np.arange(height)), np.append(pairs, np.full(height, count)))), (height, count + 1)
    )  # fmt: skip
    bounds = task.evaluators[0]
    result = milp(
        np.append(np.zeros(count), -1.0),
        integrality=np.append(np.ones(count), 0),
        bounds=Bounds(np.append(np.zeros(count), -np.inf), np.append(np.ones(count), np.inf)),
        constraints=[
            LinearConstraint(each, READINGS, READINGS),
            LinearConstraint(loads, bounds.minimum, bounds.maximum),
            LinearConstraint(sums, 0, np.inf),
        ],
        options={"time_limit": 20},
    )
    return -float(result.fun)


def _bridges(seed: int) -> None:
    """Fences between eight fields, and what bridges cost and give."""
    dice = np.random.default_rng(seed)
    home, of = np.arange(2_116) % 8, np.arange(150) % 8
    affinity = 0.3 * dice.random((2_116, 150)) + 0.6 * (home[:, None] == of)
    task = _task(affinity, np.zeros(affinity.shape, np.bool_), 2, 22, 36)
    groups = Groups(
        {one.id: f"field {home[place]}" for place, one in enumerate(task.proposals)},
        {one.id: f"field {of[place]}" for place, one in enumerate(task.evaluators)},
    )
    print("\nbridges: 2,116 × 150 in 8 fields, 2 readings; errors in units of the noise of one mark")
    fenced: Assigned | None = None
    for wish in (Wish(per_pair=0), Wish(per_pair=2), Wish(per_pair=8), Wish(precision=0.5), Wish(precision=0.25)):
        begun = perf_counter()
        found = bridged(task, groups, wish)
        fenced = fenced or found.assigned
        errors = [joint.error for joint in found.design.joints]
        worst = max((error for error in errors if error is not None), default=float("inf"))
        print(
            f"  {_named(wish)}: {len(found.bridges)} bridges, {len(found.design.components)} components, efficiency"
            f" {found.design.efficiency or 0:.3f}, largest error between fields {worst:.3f}, total"
            f" {(found.assigned.total or 0) / (fenced.total or 1) - 1:+.3%}, {perf_counter() - begun:.2f} s"
        )


def _named(wish: Wish) -> str:
    return f"precision {wish.precision}" if wish.precision is not None else f"{wish.per_pair} per pair of fields"


if __name__ == "__main__":
    main()
