"""Circular triads, agreement between judges, and what is said against the order."""

from __future__ import annotations

from itertools import combinations, product

from hypothesis import given
from hypothesis import strategies as st

from tular.engines.judging.consistency import consistency
from tular.engines.judging.pairs import Better, Comparison


def won(judge: str, winner: str, loser: str, *, turned: bool = False) -> Comparison:
    return Comparison(judge, loser, winner, Better.RIGHT) if turned else Comparison(judge, winner, loser, Better.LEFT)


def test_a_circle_is_counted_and_an_order_is_not() -> None:
    circle = [won("j", "A", "B"), won("j", "B", "C", turned=True), won("j", "C", "A")]
    assert (consistency(circle).triads, consistency(circle).circular) == (1, 1)
    order = [won("j", "A", "B"), won("j", "B", "C"), won("j", "A", "C", turned=True)]
    found = consistency(order, ["A", "B", "C"])
    assert (found.triads, found.circular, found.judges[0].against) == (1, 0, 0)
    assert consistency(order, ["C", "B", "A"]).judges[0].against == 3


def test_two_judges_agree_or_not_and_ties_are_no_decision() -> None:
    rows = [won("j1", "A", "B"), won("j2", "B", "A"), Comparison("j3", "A", "B", Better.TIE), won("j4", "A", "B")]
    found = consistency(rows, ["A", "B"])
    assert (found.repeated, found.agreeing) == (6, 1)
    assert [(one.judge, one.ties, one.against) for one in found.judges] == [
        ("j1", 0, 0), ("j2", 0, 1), ("j3", 1, 0), ("j4", 0, 0),
    ]  # fmt: skip
    assert consistency([]).judges == ()


@given(st.permutations("ABCDEF"))
def test_whoever_follows_an_order_makes_no_circle(order: list[str]) -> None:
    rows = [won("j", one, other, turned=one > other) for one, other in combinations(order, 2)]
    found = consistency(rows, order)
    assert (found.triads, found.circular, found.judges[0].against) == (20, 0, 0)
    assert consistency(rows[::-1], order) == found


def test_by_chance_a_quarter_of_triads_is_circular() -> None:
    circular = 0
    for first, second, third in product((0, 1), repeat=3):
        rows = [
            won("j", *("AB" if first else "BA")), won("j", *("BC" if second else "CB")),
            won("j", *("CA" if third else "AC")),
        ]  # fmt: skip
        circular += consistency(rows).circular
    assert circular == 2, "two of the eight tournaments of three"
