"""Whether many marks sit at the top of the scale, where severity and quality can no longer be told apart.

A calibration takes marks as free to move; at the top of a scale a mild evaluator cannot give more. From 15 % of marks
at the highest value one speaks of a ceiling (Terwee et al. 2007, Journal of Clinical Epidemiology 60, 34-42).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tular.engines.judging.writing import percent

MANY = 0.15


@dataclass(frozen=True, slots=True)
class Ceiling:
    """How many of the marks are the highest there is; `words` is "" where they are few."""

    at_top: int
    marks: int
    words: str


def ceiling(marks: Iterable[tuple[float, float]]) -> Ceiling:
    """`marks`: each with the highest that its criterion allows."""
    top = count = 0
    for mark, highest in marks:
        count += 1
        top += mark >= highest
    if not count or top / count < MANY:
        return Ceiling(top, count, "")
    said = (
        f"{percent(top / count)} dari {count} nilai berada di ujung atas skala. Di sana penilai yang murah hati tidak"
        " dapat memberi lebih, jadi keketatan dan rentang terkalibrasi kurang dapat dipercaya. Minta penilai memakai"
        " seluruh skala, dan jangan menyandarkan garis batas pada kalibrasi saja."
    )
    return Ceiling(top, count, said)
