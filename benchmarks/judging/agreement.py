"""How often the intervals of agreement hold the truth where proposals have few readers of many.

python -m benchmarks.judging.agreement [--runs 200]
"""

from __future__ import annotations

import argparse
import os
from importlib.metadata import version

from tular.config.processors import SERVING

os.environ |= SERVING  # before NumPy starts its threads

import numpy as np

from benchmarks.measuring import machine
from tular.engines.judging.alpha import krippendorff_alpha
from tular.engines.judging.coefficients import Coefficient
from tular.engines.judging.intraclass import intraclass
from tular.engines.judging.sheets import Readings

QUALITY, SEVERITY, NOISE = 6.0, 5.0, 6.0


def drawn(rng: np.random.Generator, proposals: int, evaluators: int, low: int, high: int) -> Readings:
    """Each proposal read by `low` to `high` evaluators drawn by lot."""
    many = rng.integers(low, high + 1, proposals)
    proposal = np.repeat(np.arange(proposals), many)
    evaluator = np.concatenate([rng.choice(evaluators, each, replace=False) for each in many])
    values = rng.normal(70, QUALITY, proposals)[proposal] + rng.normal(0, SEVERITY, evaluators)[evaluator]
    return Readings(
        tuple(map(str, range(proposals))),
        tuple(map(str, range(evaluators))),
        proposal,
        evaluator,
        values + rng.normal(0, NOISE, len(values)),
    )


def holds(found: Coefficient, truth: float) -> bool:
    """Whether the interval holds the truth."""
    return found.low is not None and found.high is not None and found.low <= truth <= found.high


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=200)
    runs = parser.parse_args().runs
    print(f"{machine()}, scipy {version('scipy')}; {runs} runs each, seeds 0…; intervals of 95 %")
    quality, severity, noise = QUALITY**2, SEVERITY**2, NOISE**2
    absolute, consistent = quality / (quality + severity + noise), quality / (quality + noise)
    for proposals, evaluators, low, high in ((60, 8, 2, 2), (300, 30, 2, 2), (300, 30, 1, 4), (2116, 150, 2, 3)):
        hits = np.zeros(4)
        mean = np.zeros(4)
        for seed in range(runs):
            readings = drawn(np.random.default_rng(seed), proposals, evaluators, low, high)
            six = intraclass(readings)
            alpha = krippendorff_alpha(readings)
            for place, (one, truth) in enumerate(
                ((six.single, absolute), (six.agreement, absolute), (six.consistency, consistent), (alpha, absolute))
            ):
                hits[place] += holds(one, truth)
                mean[place] += one.value or 0.0
        told = (
            f"{name} {value / runs:.3f} (truth {truth:.3f}) held {hit / runs:.3f}"
            for name, value, truth, hit in zip(
                ("ICC(1)", "ICC(A,1)", "ICC(C,1)", "alpha"),
                mean,
                (absolute, absolute, consistent, absolute),
                hits,
                strict=True,
            )
        )
        print(
            f"{proposals} proposals, {evaluators} evaluators, {low} to {high} readings: {'; '.join(told)}", flush=True
        )


if __name__ == "__main__":
    main()
