"""Small made-up competitions with known truth, for tests of calibration."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tular.engines.judging.marks import Mark


def crossed(rows: Sequence[Sequence[float]]) -> list[Mark]:
    """Marks of a complete table: proposals by evaluators."""
    return [Mark(f"p{i}", f"e{j}", float(mark)) for i, row in enumerate(rows) for j, mark in enumerate(row)]


@dataclass(frozen=True)
class Made:
    """Marks and the truth behind them."""

    marks: list[Mark]
    quality: dict[str, float]
    leniency: dict[str, float]


def made(
    *,
    proposals: int = 120,
    evaluators: int = 12,
    readings: int = 3,
    seed: int = 1,
    blocks: int = 1,
    bridges: int = 0,
    stretch: float = 0.0,
    noise: float = 6.0,
) -> Made:
    """Readers by lot within blocks of evaluators; `bridges` proposals of each block get a reader of the next."""
    draw = np.random.default_rng(seed)
    quality, lenient = draw.normal(70, 6, proposals), draw.normal(0, 5, evaluators)
    scale = np.maximum(draw.normal(1, stretch, evaluators), 0.2)
    parts = np.array_split(np.arange(evaluators), blocks)
    marks = []
    for i in range(proposals):
        block = i % blocks
        readers = draw.permutation(parts[block])[:readings].tolist()
        if i // blocks < bridges:
            readers[-1] = int(draw.choice(parts[(block + 1) % blocks]))
        for j in readers:
            mark = 70 + lenient[j] + scale[j] * (quality[i] - 70) + draw.normal(0, noise)
            marks.append(Mark(f"p{i:04}", f"e{j:02}", float(mark), f"bidang {block}"))
    return Made(
        marks,
        {f"p{i:04}": float(quality[i]) for i in range(proposals)},
        {f"e{j:02}": float(lenient[j]) for j in range(evaluators)},
    )
