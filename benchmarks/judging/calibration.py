"""Calibrated scores on made-up competitions: `python -m benchmarks.judging.calibration [--runs 20] [--quick]`.

Prints, per design and number of readings, the share of the true best 99 that the raw mean, the z-score per evaluator
and Tular find, the coverage of the 90 % intervals, and the median time of fit and of ranks; then the same under wrong
assumptions; then how well `p_in` tells the truth. `--by-lot` stands behind designs whose proposals were drawn by lot
when Tular is told so. Designs: see `designs.py`.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from importlib.metadata import version
from itertools import pairwise
from time import perf_counter, process_time

from tular.config.processors import SERVING

os.environ |= SERVING  # before NumPy starts its threads

import numpy as np

from benchmarks.judging.designs import (
    EVALUATORS,
    NOISE,
    PROPOSALS,
    SEVERITY,
    Draw,
    Floats,
    Ints,
    Simulated,
    World,
    simulate,
)
from benchmarks.measuring import machine
from tular.engines.judging.calibrating import calibrate, low_and_high
from tular.engines.judging.ranks import Pool, rankings
from tular.engines.judging.rereading import who_should_read, whom_to_read

PLACES = 99
DESIGNS = (
    ("spread", False),
    ("team", False),
    ("bridged", False),
    ("fenced", False),
    ("spread", True),
    ("team", True),
    ("lots", True),
)
"""Design, and whether Tular is told that proposals were drawn by lot (which is true in all but fenced and bridged)."""

EDGES = (0.0, 0.05, 0.2, 0.4, 0.6, 0.8, 0.95, 1.0001)


NAN = float("nan")


@dataclass(frozen=True)
class Outcome:
    """What one run gave; NaN where Tular refused."""

    raw: float
    standardised: float
    tular: float = NAN
    by_chance: float = NAN
    """The share found when the list is made by `p_in`."""
    coverage: float = NAN
    coverage_of_best: float = NAN
    stretched: float = NAN
    fit_seconds: float = 0.0
    rank_seconds: float = 0.0
    believed: Floats = field(default_factory=lambda: np.zeros(0))
    true: Floats = field(default_factory=lambda: np.zeros(0))


@dataclass(frozen=True)
class Task:
    """What to simulate; `world` is the name of a wrong assumption, "" for none."""

    design: str
    readings: int
    by_lot: bool = False
    world: str = ""
    seed: int = 0


def _runs(workers: ProcessPoolExecutor, count: int, task: Task) -> list[Outcome]:
    return list(workers.map(_one, [replace(task, seed=seed) for seed in range(count)]))


def _one(task: Task) -> Outcome:
    world = next((world for name, _design, world in _worlds() if name == task.world), None)
    return _run(simulate(task.design, task.readings, task.seed, world), by_lot=task.by_lot)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--quick", action="store_true", help="only the main table")
    options = parser.parse_args()
    print(f"{machine()}, scipy {version('scipy')}")
    print(f"{PROPOSALS} proposals, {EVALUATORS} evaluators, {options.runs} runs each, true best {PLACES}\n")
    _heading()
    outcomes = []
    with ProcessPoolExecutor(2) as workers:
        for design, by_lot in DESIGNS:
            for readings in (2, 3, 5):
                found = _runs(workers, options.runs, Task(design, readings, by_lot=by_lot))
                _print(f"{design}{' --by-lot' if by_lot else ''}, {readings} readings", found)
                outcomes += found
        _print_belief(outcomes)
        if options.quick:
            return
        print("\nWrong assumptions (2 readings)\n")
        _heading()
        for name, design, _world in _worlds():
            _print(f"{name} ({design})", _runs(workers, options.runs, Task(design, 2, world=name)))
    _print_speed()


def _print_speed() -> None:
    """As many proposals and marks as the control room of an edition has."""
    made = simulate("bridged", 3, 0, proposals=3_000)
    taken: list[list[float]] = []
    for _again in range(7):
        marks = [process_time()]
        found = calibrate(made.marks)
        marks.append(process_time())
        ranking = rankings(found, [Pool(PLACES)])[0]
        marks.append(process_time())
        whom_to_read(found, ranking)
        marks.append(process_time())
        who_should_read(found, ranking, limit=50)
        marks.append(process_time())
        taken.append([1000 * (after - before) for before, after in pairwise(marks)])
    fit, ranks, whom, who = np.median(taken, axis=0)
    print(f"\n3000 proposals, 9000 marks, {EVALUATORS} evaluators (processor time, one thread, median of 7):")
    print(f"fit {fit:.0f} ms, ranks {ranks:.0f} ms, whom to read {whom:.1f} ms, who should read {who:.1f} ms")


def _worlds() -> Iterator[tuple[str, str, World]]:
    yield "as assumed", "spread", World()
    yield "noise Student t, 3 df", "spread", World(noise=_heavy)
    yield "severity skewed", "spread", World(severity=_skewed)
    yield "15 of 150 careless, noise × 3", "spread", World(noise=_careless)
    yield "noise differs, log sd 0.7", "spread", World(noise=_uneven)
    yield "rounded to 5, at most 100", "spread", World(seen=_rounded)
    yield "better ones to some", "spread", World(by_affinity=True)
    yield "severity by field, sd 3", "bridged", World(severity=_less, custom=3.0)
    yield "fields equal", "bridged", World(equal_fields=True)
    yield "teams differ", "team", World(fields_differ=True)


def _heavy(draw: Draw, readers: Ints) -> Floats:
    return draw.standard_t(3, len(readers)) * NOISE / np.sqrt(3)


def _skewed(draw: Draw) -> Floats:
    return SEVERITY * (1 - draw.exponential(1, EVALUATORS))


def _careless(draw: Draw, readers: Ints) -> Floats:
    careless = np.zeros(EVALUATORS, dtype=bool)
    careless[draw.choice(EVALUATORS, 15, replace=False)] = True
    return draw.normal(0, NOISE, len(readers)) * np.where(careless[readers], 3.0, 1.0)


def _uneven(draw: Draw, readers: Ints) -> Floats:
    each = np.exp(draw.normal(0, 0.35, EVALUATORS))
    return draw.normal(0, NOISE, len(readers)) * (each / np.sqrt(np.mean(each**2)))[readers]


def _rounded(marks: Floats) -> Floats:
    return np.clip(np.round(marks / 5) * 5, 0, 100)


def _less(draw: Draw) -> Floats:
    return draw.normal(0, 4, EVALUATORS)


def _run(made: Simulated, *, by_lot: bool = False) -> Outcome:
    best = np.zeros(PROPOSALS, dtype=bool)
    best[np.argsort(-made.quality)[:PLACES]] = True
    raw = np.bincount(made.proposal, made.value) / np.bincount(made.proposal)
    standardised = np.bincount(made.proposal, _standardised(made)) / np.bincount(made.proposal)
    begun = perf_counter()
    found = calibrate(made.marks, by_lot=by_lot)
    fitted = perf_counter()
    if found.fit is None:
        return Outcome(_share(raw, best), _share(standardised, best), fit_seconds=fitted - begun)
    ranking = rankings(found, [Pool(PLACES)])[0]
    whom_to_read(found, ranking)
    ended = perf_counter()
    low, high = low_and_high(found.fit)
    covered = (low <= made.quality) & (made.quality <= high)
    return Outcome(
        raw=_share(raw, best),
        standardised=_share(standardised, best),
        tular=_share(found.fit.adjusted.mean, best),
        by_chance=_share(np.array([one.p_in for one in ranking.standings]), best),
        coverage=float(np.mean(covered)),
        coverage_of_best=float(np.mean(covered[best])),
        stretched=float(found.fit.stretch is not None),
        fit_seconds=fitted - begun,
        rank_seconds=ended - fitted,
        believed=np.array([one.p_in for one in ranking.standings]),
        true=best.astype(np.float64),
    )


def _standardised(made: Simulated) -> Floats:
    """Each mark as standard deviations from its evaluator's mean."""
    loads = np.maximum(np.bincount(made.evaluator, minlength=EVALUATORS), 2)
    mean = np.bincount(made.evaluator, made.value, EVALUATORS) / loads
    apart = made.value - mean[made.evaluator]
    spread = np.sqrt(np.bincount(made.evaluator, apart**2, EVALUATORS) / (loads - 1))
    return apart / spread[made.evaluator]


def _share(scores: Floats, best: np.ndarray) -> float:
    return float(np.mean(best[np.argsort(-scores, kind="stable")[:PLACES]]))


COLUMNS: tuple[tuple[str, Callable[[Outcome], float]], ...] = (
    ("raw", lambda one: one.raw),
    ("z", lambda one: one.standardised),
    ("Tular", lambda one: one.tular),
    ("p_in", lambda one: one.by_chance),
    ("cover", lambda one: one.coverage),
    ("of best", lambda one: one.coverage_of_best),
    ("stretch", lambda one: one.stretched),
)


def _heading() -> None:
    names = "".join(f"{name:>8}" for name, _of in COLUMNS)
    print(f"{'':42}{names} {'refused':>8} {'fit s':>6} {'ranks s':>7}")


def _print(name: str, found: list[Outcome]) -> None:
    refused = sum(np.isnan(one.tular) for one in found)
    cells = []
    for _name, of in COLUMNS:
        known = [of(one) for one in found if not np.isnan(of(one))]
        cells.append(f"{np.mean(known):>8.3f}" if known else f"{'–':>8}")
    fit, ranks = np.median([one.fit_seconds for one in found]), np.median([one.rank_seconds for one in found])
    print(f"{name:42}{''.join(cells)} {refused:>5}/{len(found):<2} {fit:>6.2f} {ranks:>7.2f}", flush=True)


def _print_belief(found: list[Outcome]) -> None:
    believed = np.concatenate([one.believed for one in found])
    true = np.concatenate([one.true for one in found])
    print("\np_in and truth, all identified runs together: proposals, mean p_in, share that truly belongs\n")
    for low, high in pairwise(EDGES):
        inside = (believed >= low) & (believed < high)
        if inside.any():
            print(
                f"{low:.2f}–{min(high, 1):.2f}  {int(inside.sum()):>7}  {believed[inside].mean():.3f}  "
                f"{true[inside].mean():.3f}"
            )


if __name__ == "__main__":
    main()
