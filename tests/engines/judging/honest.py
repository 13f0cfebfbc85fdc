"""Score sheets of honest evaluators, who differ as people do, for tests of alerts."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from tular.engines.judging.sheets import Sheet

CRITERIA = tuple(f"c{number}" for number in range(8))
MAXIMA = [100.0] * 8


def honest(seed: int, *, proposals: int = 600, evaluators: int = 30, each: int = 3) -> list[Sheet]:
    """Marks of 1 to 100, totals out of 100, times of a reader with 110 words a minute."""
    rng = np.random.default_rng(seed)
    severity, stretch = rng.normal(0, 5, evaluators), np.exp(rng.normal(0, 0.15, evaluators))
    pace = np.exp(rng.normal(np.log(110), 0.3, evaluators))
    sheets: list[Sheet] = []
    for row in range(proposals):
        quality, profile, words = rng.normal(0, 6), rng.normal(0, 5, 8), int(rng.integers(1500, 2500))
        for who in rng.choice(evaluators, each, replace=False):
            seen = quality + rng.normal(0, 5) + profile + rng.normal(0, 6, 8)
            marks = np.clip(np.round(70 + severity[who] + stretch[who] * seen), 1, 100)
            seconds = 60 * words / pace[who] * float(np.exp(rng.normal(0, 0.3)))
            sheets.append(
                Sheet(
                    f"p{row:04}",
                    f"e{who:02}",
                    tuple(marks.tolist()),
                    float(marks.mean()),
                    float(rng.random()),
                    seconds,
                    words,
                )
            )
    return sheets


def remarked(sheet: Sheet, marks: np.ndarray) -> Sheet:
    """The same sheet with other marks."""
    kept = np.clip(np.round(marks), 1, 100)
    return replace(sheet, marks=tuple(kept.tolist()), total=float(kept.mean()))
