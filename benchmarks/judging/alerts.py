"""How often alerts are false among honest evaluators, how often they find what is there, and how long they take.

Honest evaluators differ in severity (sd 5), use of the scale (sd 15 %), likeness of criteria and pace; marks are whole
numbers of a scale of 1 to 5 or 0 to 100 and end at its ends. Then a few evaluators are made to drift, to give one
impression to all criteria, to use half or double the scale, to hurry, or to repeat sheets.

    python -m benchmarks.judging.alerts [--runs 20]
"""

from __future__ import annotations

import argparse
import os
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib.metadata import version

from tular.config.processors import SERVING

os.environ |= SERVING  # before NumPy starts its threads

import numpy as np

from benchmarks.measuring import machine, spread
from tular.engines.judging.agreement import agreement, agreement_by_criterion
from tular.engines.judging.alert_words import Kind
from tular.engines.judging.alerts import Alerts, find_alerts
from tular.engines.judging.sheets import Floats, Ints, SheetTable

CRITERIA = 8


@dataclass(frozen=True, slots=True)
class World:
    """A design and a scale."""

    name: str
    proposals: int
    evaluators: int
    readings: int
    steps: int
    """Marks of a criterion: 1 to this; the totals are out of 100."""


WORLDS = (
    World("3,000 × 3 readings, 150 evaluators, marks 1 to 100", 3000, 150, 3, 100),
    World("2,116 × 2 readings, 150 evaluators, marks 1 to 100", 2116, 150, 2, 100),
    World("2,116 × 2 readings, 150 evaluators, marks 1 to 5", 2116, 150, 2, 5),
    World("300 × 2 readings, 12 evaluators, marks 1 to 5", 300, 12, 2, 5),
)


def drawn(world: World, seed: int) -> SheetTable:
    """Sheets of honest evaluators."""
    rng = np.random.default_rng(seed)
    proposal = np.repeat(np.arange(world.proposals), world.readings)
    evaluator = np.concatenate(
        [np.sort(rng.choice(world.evaluators, world.readings, replace=False)) for _ in range(world.proposals)]
    )
    rows, who = len(proposal), world.evaluators
    severity, stretch = rng.normal(0, 5, who), np.exp(rng.normal(0, 0.15, who))
    likeness, pace = np.exp(rng.normal(0, 0.15, who)), np.exp(rng.normal(np.log(110), 0.35, who))
    quality = rng.normal(0, 6, world.proposals)
    profile = rng.normal(0, 5, (world.proposals, CRITERIA))
    whole = quality[proposal] + rng.normal(0, 5, rows)
    parts = (profile[proposal] + rng.normal(0, 6, (rows, CRITERIA))) * likeness[evaluator][:, None]
    seen = 70 + severity[evaluator][:, None] + stretch[evaluator][:, None] * (whole[:, None] + parts)
    words = rng.normal(2000, 300, world.proposals).clip(800)[proposal]
    seconds = 60 * words / pace[evaluator] * np.exp(rng.normal(0, 0.4, rows))
    return _finished(world, proposal, evaluator, seen, rng.random(rows), seconds, words)


def _finished(
    world: World, proposal: Ints, evaluator: Ints, seen: Floats, order: Floats, seconds: Floats, words: Floats
) -> SheetTable:
    marks = np.clip(np.ceil(seen / 100 * world.steps), 1, world.steps)
    return SheetTable(
        tuple(f"p{number:04}" for number in range(world.proposals)),
        tuple(f"e{number:03}" for number in range(world.evaluators)),
        tuple(f"c{number}" for number in range(CRITERIA)),
        proposal,
        evaluator,
        marks,
        marks.mean(axis=1) / world.steps * 100,
        order,
        seconds,
        words,
    )


def maxima(world: World) -> list[float]:
    """The highest mark of each criterion."""
    return [float(world.steps)] * CRITERIA


def false_alarms(world: World, runs: int) -> None:
    """Print how many honest evaluators get an alert."""
    kinds: Counter[Kind] = Counter()
    alarmed, editions = 0, 0
    for seed in range(runs):
        found = find_alerts(drawn(world, seed), maxima(world)).alerts
        alarmed += len({one.evaluator for one in found})
        editions += bool(found)
        kinds.update(one.kind for one in found)
    share = 100 * alarmed / (runs * world.evaluators)
    print(
        f"{world.name}: {share:.2f} % of honest evaluators get an alert; {editions} of {runs} editions have any", end=""
    )
    print(f" ({', '.join(f'{kind} {many}' for kind, many in sorted(kinds.items()))})" if kinds else "")


def _drifts(table: SheetTable, of: Ints, rng: np.random.Generator, steps: int) -> SheetTable:
    order = np.argsort(np.argsort(table.order[of])) / max(len(of) - 1, 1) - 0.5
    return _with(table, of, table.marks[of] + 15 / 100 * steps * order[:, None], steps)


def _one_impression(table: SheetTable, of: Ints, rng: np.random.Generator, steps: int) -> SheetTable:
    mean = table.marks[of].mean(axis=1, keepdims=True)
    return _with(table, of, mean + 0.3 * (table.marks[of] - mean), steps)


def _narrow(table: SheetTable, of: Ints, rng: np.random.Generator, steps: int) -> SheetTable:
    middle = table.marks[of].mean()
    return _with(table, of, middle + 0.4 * (table.marks[of] - middle), steps)


def _wide(table: SheetTable, of: Ints, rng: np.random.Generator, steps: int) -> SheetTable:
    middle = table.marks[of].mean()
    return _with(table, of, middle + 2.2 * (table.marks[of] - middle), steps)


def _hurries(table: SheetTable, of: Ints, rng: np.random.Generator, steps: int) -> SheetTable:
    seconds = table.seconds.copy()
    seconds[of] = 60 * table.words[of] / 600 * np.exp(rng.normal(0, 0.4, len(of)))
    return replace(table, seconds=seconds)


def _repeats(table: SheetTable, of: Ints, rng: np.random.Generator, steps: int) -> SheetTable:
    return _with(table, of[: len(of) // 3], np.tile(table.marks[of[0]], (len(of) // 3, 1)), steps)


def _all_top(table: SheetTable, of: Ints, rng: np.random.Generator, steps: int) -> SheetTable:
    return _with(table, of[: len(of) // 3], np.full((len(of) // 3, CRITERIA), float(steps)), steps)


def _slip(table: SheetTable, of: Ints, rng: np.random.Generator, steps: int) -> SheetTable:
    return _with(table, of[:1], table.marks[of[:1]] - 0.45 * steps, steps)


def _with(table: SheetTable, rows: Ints, marks: Floats, steps: int) -> SheetTable:
    changed, totals = table.marks.copy(), table.totals.copy()
    changed[rows] = np.clip(np.round(marks), 1, steps)
    totals[rows] = changed[rows].mean(axis=1) / steps * 100
    return replace(table, marks=changed, totals=totals)


Change = Callable[[SheetTable, Ints, np.random.Generator, int], SheetTable]
PLANTED: dict[str, tuple[Change, set[Kind]]] = {
    "15 points of drift": (_drifts, {Kind.DRIFT}),
    "a third of the differences between criteria": (_one_impression, {Kind.HALO}),
    "four tenths of the scale": (_narrow, {Kind.NARROW}),
    "more than twice the scale": (_wide, {Kind.WIDE}),
    "600 words a minute": (_hurries, {Kind.FASTER_THAN_READING, Kind.FASTER_THAN_OTHERS}),
    "a third of the sheets alike": (_repeats, {Kind.REPEATED}),
    "a third of the sheets all maximum": (_all_top, {Kind.ALL_MAXIMUM}),
    "one sheet 45 points too low": (_slip, {Kind.LONE, Kind.LONE_OF_TWO}),
}


def power(world: World, runs: int) -> None:
    """Print how often three planted evaluators are found, and how many others get an alert beside them."""
    for name, (change, kinds) in PLANTED.items():
        hit, others = 0, 0
        for seed in range(runs):
            table, rng = drawn(world, seed), np.random.default_rng(seed)
            planted = {f"e{number:03}" for number in range(3)}
            for number in range(3):
                table = change(table, np.flatnonzero(table.evaluator == number), rng, world.steps)
            found: Alerts = find_alerts(table, maxima(world))
            hit += len({one.evaluator for one in found.alerts if one.kind in kinds} & planted)
            others += len({one.evaluator for one in found.alerts if one.kind is not Kind.LONE_OF_TWO} - planted)
        print(f"  {name}: found {hit} of {3 * runs}; alerts to others {others / runs:.1f} an edition")


def timing(world: World) -> None:
    """Print how long one edition takes, laid out already."""
    table = drawn(world, 0)
    tasks: dict[str, Callable[[], object]] = {
        "alerts": lambda: find_alerts(table, maxima(world)),
        "agreement of the totals": lambda: agreement(table.of_totals(), gap=15),
        "agreement of eight criteria": lambda: agreement_by_criterion(table),
    }
    for name, task in tasks.items():
        taken: list[float] = []
        for _ in range(15):
            begun = time.perf_counter()
            task()
            taken.append(1000 * (time.perf_counter() - begun))
        print(f"{name}: {spread(taken)}")


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=20)
    asked = parser.parse_args()
    print(f"{machine()}, scipy {version('scipy')}; {asked.runs} runs each, seeds 0…")
    timing(WORLDS[0])
    for world in WORLDS:
        false_alarms(world, asked.runs)
    for world in WORLDS:
        print(f"{world.name}: planted in three evaluators")
        power(world, max(asked.runs // 4, 1))


if __name__ == "__main__":
    main()
