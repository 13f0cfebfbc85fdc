"""What the engine computes of a fixed input. Other figures are another edition: raise `EDITION` and write them here."""

from __future__ import annotations

from typing import Any

from tular.engines.judging.assignment import price
from tular.engines.judging.calibrating import calibrate, low_and_high
from tular.engines.judging.edition import EDITION
from tular.engines.judging.marks import Mark
from tular.engines.judging.pairs import Better, Comparison, fit_pairs
from tular.engines.judging.rated import computed, frozen
from tular.engines.judging.task import Capacity, ProposalNeed, Task

DIGITS = 3
"""What differs behind is the processor's."""

HELD = {
    "edition": 2,
    "calibrated": [63.542, 56.363, 70.72, 7.614],
    "planned": [9.3, 1.3],
    "compared": [0.883, 0.303, -0.303, -0.883],
    "rated": [[3.318, 2.968, 3.668], [3.367, 3.019, 3.714]],
}


def _calibrated() -> list[float]:
    marks = [
        Mark(f"p{row:02}", f"e{who}", float(60 + 3 * row + (-6, 0, 5, 2)[who] + (row * 7 + who * 5) % 9))
        for row in range(12)
        for who in sorted({row % 4, (row + 1 + row // 4) % 4})
    ]
    found = calibrate(marks)
    assert found.fit is not None
    low, high = low_and_high(found.fit)
    return [round(float(one[0]), DIGITS) for one in (found.fit.adjusted.mean, low, high, found.fit.severity)]


def _planned() -> list[float]:
    people, entries = [f"e{who}" for who in range(4)], [f"p{row}" for row in range(6)]
    task = Task(
        proposals=tuple(ProposalNeed(one, 2) for one in entries),
        evaluators=tuple(Capacity(one, 2, 4) for one in people),
        affinity={(a, b): ((i * 7 + j * 3) % 11) / 10 for i, a in enumerate(entries) for j, b in enumerate(people)},
        conflicts=frozenset({("p0", "e0")}),
        fixed=frozenset(),
    )
    found = price(task)
    assert found.by_total.total is not None and found.by_worst.worst is not None
    return [round(found.by_total.total, DIGITS), round(found.by_worst.worst, DIGITS)]


def _compared() -> list[float]:
    said = [("a", "b"), ("b", "c"), ("a", "c"), ("c", "d"), ("b", "d")]
    fit = fit_pairs("abcd", [Comparison(f"j{at}", x, y, Better.LEFT) for at, (x, y) in enumerate(said)])
    return [round(float(one), DIGITS) for one in fit.strength]


def _rated() -> list[Any]:
    ratings = [
        {
            "id": number, "entry": "AB"[number % 2], "answers": [1 + number % 5, 4, 3], "minute": number * 30,
            "network": f"n{number // 9}", "domain": "", "words": "", "standing": "",
        }
        for number in range(1, 41)
    ]  # fmt: skip
    text = frozen(competition="c", stage="s", minutes=1440, entries=["A", "B"], ratings=ratings, decided={})
    found = computed(text)
    return [[round(one[name], DIGITS) for name in ("score", "low", "high")] for one in found["entries"]]


def test_the_same_input_gives_the_figures_of_this_edition() -> None:
    found = {
        "edition": EDITION, "calibrated": _calibrated(), "planned": _planned(), "compared": _compared(),
        "rated": _rated(),
    }  # fmt: skip
    assert found == HELD
