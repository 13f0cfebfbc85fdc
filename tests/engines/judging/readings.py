"""Readings for tests: published examples and made-up competitions."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from tular.engines.judging.sheets import Readings, lay_out_readings

SHROUT_FLEISS = ((9, 2, 5, 8), (6, 1, 3, 2), (8, 4, 6, 8), (7, 1, 2, 6), (10, 5, 6, 9), (6, 2, 4, 7))
"""Shrout & Fleiss (1979), table 2: six targets, four judges."""
_: None = None
KRIPPENDORFF: tuple[tuple[float | None, ...], ...] = (
    (1, 2, 3, 3, 2, 1, 4, 1, 2, _, _, _),
    (1, 2, 3, 3, 2, 2, 4, 1, 2, 5, _, 3),
    (_, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, _),
    (1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, _),
)
"""Krippendorff (2011), section D: four observers, twelve units, values missing."""


def by_proposal(table: Sequence[Sequence[float | None]]) -> Readings:
    """A table with a row per proposal and a column per evaluator."""
    return lay_out_readings(
        (f"p{row:03}", f"e{column:03}", mark) for row, marks in enumerate(table) for column, mark in enumerate(marks)
    )


def by_evaluator(table: Sequence[Sequence[float | None]]) -> Readings:
    """A table with a row per evaluator and a column per proposal."""
    return by_proposal(list(zip(*table, strict=True)))


def drawn(seed: int, *, proposals: int, evaluators: int, each: int, spreads: tuple[float, float, float]) -> Readings:
    """Each proposal read by `each` random evaluators; `spreads`: sd of quality, severity and noise."""
    rng = np.random.default_rng(seed)
    quality, severity = rng.normal(70, spreads[0], proposals), rng.normal(0, spreads[1], evaluators)
    return lay_out_readings(
        (f"p{row:04}", f"e{column:03}", float(quality[row] + severity[column] + rng.normal(0, spreads[2])))
        for row in range(proposals)
        for column in rng.choice(evaluators, each, replace=False)
    )
