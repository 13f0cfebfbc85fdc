"""How many comparisons settle a band of 30 for 12 places, and whether what is claimed about it is true.

Judges answer by their own perception: true strengths drawn with the standard deviation printed (logits), ties as people
make them. Ten judges compare at the same time, one of them in conflict with three proposals. Printed for adaptive
choice, for random pairs, and for adaptive choice seeded with calibrated scores:

- comparisons until 15 % and 10 % of the places are expected to be wrong, and until the border is 90 % sure;
- places rightly given at the end, beside those claimed (12 less the expected wrong ones);
- how often a 90 % interval of a strength holds the truth;
- the scale separation reliability (SSR) that the literature reports, beside the true squared correlation: adaptive
  choice inflates the first (Bramley & Vitello 2019), which is why the product does not show it.

    python -m benchmarks.judging.pairs [--runs 20] [--budget 600]
"""

from __future__ import annotations

import argparse
import math
import os
import time
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version

from tular.config.processors import SERVING

os.environ |= SERVING  # before NumPy starts its threads

import numpy as np

from benchmarks.measuring import machine
from tular.engines.judging.band import BandOrder, Stopping, order_of
from tular.engines.judging.next_pair import Asked, Band, next_pair
from tular.engines.judging.pairs import Better, Comparison, PairsFit, Prior, fit_pairs

SIZE, PLACES, JUDGES = 30, 12, 10
TIE = 0.3
"""Two equals tie in 13 of 100 comparisons."""
SEED_SD = 0.7
"""Of the calibrated score that seeds the order, logits: 3.5 points where a reading has 6 points of noise."""

FLAT = 3.0
"""Prior of the fit that SSR is computed from, logits: nearly maximum likelihood, as the literature does it."""


@dataclass(frozen=True, slots=True)
class Run:
    """What one simulated band came to."""

    until: dict[str, int | None]
    right: int
    claimed: float
    covered: float
    separation: float
    """SSR: share of the variance of the estimates that their standard errors leave over."""
    squared: float
    slowest_ms: float


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--budget", type=int, default=600)
    asked = parser.parse_args()
    print(f"{machine()}, scipy {version('scipy')}")
    print(f"band of {SIZE} for {PLACES} places, {JUDGES} judges, {asked.runs} runs (seeds 0…), budget {asked.budget}")
    print("wrong ≤ 15 %, ≤ 10 %, border ≥ 90 %: median comparisons (runs that got there)")
    for spread in (0.4, 1.0, 2.0):
        for how in ("adaptive", "random", "seeded"):
            runs = [simulate(seed, spread, how, asked.budget) for seed in range(asked.runs)]
            print(f"sd {spread:.1f} {how:8}  {told(runs)}", flush=True)


def simulate(seed: int, spread: float, how: str, budget: int) -> Run:
    """One band; it is compared until the budget is spent, so that all milestones can be seen."""
    rng = np.random.default_rng(seed)
    truth = rng.normal(0, spread, SIZE)
    ids = [f"p{number:02}" for number in range(SIZE)]
    priors = None
    if how == "seeded":
        kept = spread**2 / (spread**2 + SEED_SD**2)
        scores = truth + rng.normal(0, SEED_SD, SIZE)
        sd = SEED_SD * math.sqrt(kept)
        priors = {id: Prior(kept * float(score), sd) for id, score in zip(ids, scores, strict=True)}
    stopping = Stopping(budget, sure=1.1, tolerated=-1.0)
    conflicts = {f"j{number}": set(ids[:3]) if number == 0 else set() for number in range(JUDGES)}
    comparisons: list[Comparison] = []
    until: dict[str, int | None] = {"15": None, "10": None, "border": None}
    slowest = 0.0
    while True:
        begun = time.perf_counter()
        fit = fit_pairs(ids, comparisons, priors=priors)
        order = order_of(fit, places=PLACES, stopping=stopping)
        _note(until, order, stopping.opening)
        if len(comparisons) >= budget:
            break
        handed: list[Asked] = []
        for judge, barred in conflicts.items():
            if how == "random":
                handed.append(_random_pair(judge, ids, comparisons, barred, rng))
                continue
            found = next_pair(judge, Band(fit, order, comparisons, handed), stopping=stopping, conflicts=barred)
            if not handed:
                slowest = max(slowest, 1000 * (time.perf_counter() - begun))
            if found.left is not None and found.right is not None:
                handed.append(Asked(judge, found.left, found.right))
        comparisons += [_answer(one, ids, truth, rng) for one in handed]
    flat = fit_pairs(ids, comparisons, priors=dict.fromkeys(ids, Prior(0.0, FLAT)))
    return _measured(until, flat, order, truth, slowest)


def _note(until: dict[str, int | None], order: BandOrder, opening: int) -> None:
    heard = min(one.wins + one.losses + one.ties for one in order.standings) >= opening
    reached = {
        "15": order.wrong <= 0.15 * PLACES,
        "10": order.wrong <= 0.10 * PLACES,
        "border": order.border >= 0.90,
    }
    for name, there in reached.items():
        if heard and there and until[name] is None:
            until[name] = order.comparisons


def _random_pair(
    judge: str, ids: Sequence[str], comparisons: Sequence[Comparison], barred: set[str], rng: np.random.Generator
) -> Asked:
    seen = {frozenset((one.left, one.right)) for one in comparisons if one.judge == judge}
    while True:
        left, right = (ids[int(number)] for number in rng.choice(len(ids), 2, replace=False))
        if not {left, right} & barred and frozenset((left, right)) not in seen:
            return Asked(judge, left, right)


def _answer(one: Asked, ids: Sequence[str], truth: np.ndarray, rng: np.random.Generator) -> Comparison:
    half = float(truth[ids.index(one.left)] - truth[ids.index(one.right)]) / 2
    up, down = math.exp(half), math.exp(-half)
    drawn = rng.random() * (up + down + TIE)
    better = Better.LEFT if drawn < up else Better.RIGHT if drawn < up + down else Better.TIE
    return Comparison(one.judge, one.left, one.right, better)


def _measured(until: dict[str, int | None], flat: PairsFit, order: BandOrder, truth: np.ndarray, slowest: float) -> Run:
    centred = {id: float(value - truth.mean()) for id, value in zip(flat.ids, truth, strict=True)}
    best = set(sorted(flat.ids, key=lambda id: -centred[id])[:PLACES])
    variance, error = float(np.var(flat.strength)), float(np.mean(np.diag(flat.covariance)))
    return Run(
        until,
        sum(one.id in best for one in order.standings[:PLACES]),
        PLACES - order.wrong,
        float(np.mean([one.low <= centred[one.id] <= one.high for one in order.standings])),
        1 - error / variance,
        float(np.corrcoef(flat.strength, truth)[0, 1]) ** 2,
        slowest,
    )


def told(runs: Sequence[Run]) -> str:
    """One line of figures."""
    parts: list[str] = []
    for name in ("15", "10", "border"):
        reached = [run.until[name] for run in runs]
        numbers = [number for number in reached if number is not None]
        # Runs that never got there stand at the end of the line, so a median beyond them is not told.
        ordered = sorted(number if number is not None else 10**9 for number in reached)
        middle = ordered[len(ordered) // 2]
        parts.append(f"{middle if middle < 10**9 else '–':>4} ({len(numbers)}/{len(runs)})")
    return (
        f"{'  '.join(parts)}  right {np.mean([run.right for run in runs]):.1f}"
        f" claimed {np.mean([run.claimed for run in runs]):.1f} of {PLACES}"
        f"  90 % holds {np.mean([run.covered for run in runs]):.3f}"
        f"  SSR {np.mean([run.separation for run in runs]):.2f} true {np.mean([run.squared for run in runs]):.2f}"
        f"  slowest choice {max(run.slowest_ms for run in runs):.0f} ms"
    )


if __name__ == "__main__":
    main()
