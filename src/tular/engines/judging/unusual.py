"""Who differs from the others by more than people differ anyway.

Honest evaluators differ: some use more of the scale, some read faster. A figure is therefore not compared with one
ideal value but with how the evaluators of this edition spread, measured by median and median absolute deviation so that
those who stand out do not hide themselves (an empirical null, Efron 2004, JASA 99, 96-104). Among many evaluators
somebody always lies far out by chance; Benjamini & Hochberg (1995), JRSS B 57, 289-300, keep such false alarms rare.
"""

from __future__ import annotations

import numpy as np
import scipy
from numpy.typing import NDArray

from tular.engines.judging.sheets import Floats

FEWEST = 8
"""Evaluators that "the others" need to be."""
NORMAL_MAD = 1.4826022185056018
"""Standard deviation of a normal distribution over its median absolute deviation."""
MAD_EFFICIENCY = 0.37
"""How many normal observations of a standard deviation one of a median absolute deviation is worth."""


def distances(figures: Floats, variances: Floats) -> tuple[Floats, Floats]:
    """How far each figure lies from the median of all, in standard deviations, and its two-sided p.

    Args:
        figures: one per evaluator, at least `FEWEST`, roughly normal for honest evaluators.
        variances: what each would vary by chance alone; evaluators with few sheets vary more.

    The spread of honest evaluators comes on top of chance and is chosen such that half of them lie within the middle
    half of a normal distribution. p is Student's t with the degrees of freedom that such a spread is worth.
    """
    middle = np.median(figures)
    off = np.abs(figures - middle)

    def width(between: float) -> float:
        return float(np.median(off / np.sqrt(np.maximum(variances + between, 1e-30)))) * NORMAL_MAD

    low, high = 0.0, 1.0
    while width(high) > 1 and high < 1e12:
        high *= 4
    if width(0.0) > 1:
        for _ in range(80):
            guess = (low + high) / 2
            low, high = (guess, high) if width(guess) > 1 else (low, guess)
    else:
        high = 0.0
    away = (figures - middle) / np.sqrt(np.maximum(variances + high, 1e-30))
    df = max(2.0, MAD_EFFICIENCY * (len(figures) - 1))
    return away, np.asarray(2 * scipy.stats.t.sf(np.abs(away), df), dtype=np.float64)


def discovered(p: Floats, rate: float) -> NDArray[np.bool_]:
    """Which of the tests stay when at most `rate` of those that stay may be false (Benjamini & Hochberg)."""
    known = np.flatnonzero(~np.isnan(p))
    found = np.zeros(len(p), dtype=np.bool_)
    if not len(known):
        return found
    order = known[np.argsort(p[known], kind="stable")]
    within = p[order] <= rate * np.arange(1, len(order) + 1) / len(order)
    if within.any():
        found[order[: int(np.flatnonzero(within)[-1]) + 1]] = True
    return found


def one_sided(away: Floats, p: Floats, *, low: bool) -> Floats:
    """p for one direction only; the other is never a discovery."""
    wanted = away < 0 if low else away > 0
    return np.where(wanted, p / 2, 1 - p / 2)


def count_scale(counts: Floats, of: Floats) -> tuple[Floats, Floats]:
    """Rare counts on a scale where chance is alike everywhere: √((c + 3/8)/n), variance 1/4n (Anscombe 1948)."""
    return np.sqrt((counts + 0.375) / of), 1.0 / (4.0 * of)
