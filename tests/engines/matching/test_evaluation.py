"""Measures of retrieval, against values computed by hand."""

from __future__ import annotations

from math import log2

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tular.engines.matching.evaluation import ndcg, recall, reciprocal_rank

GRADES = {"a": 2, "b": 1, "c": 0, "d": 1}


def test_ndcg_by_hand() -> None:
    # gains: a 3, b and d 1; found at places 2 and 4 of "c a x b", ideal is a b d
    found = 3 / log2(3) + 1 / log2(5)
    ideal = 3 / log2(2) + 1 / log2(3) + 1 / log2(4)
    assert ndcg(["c", "a", "x", "b"], GRADES) == pytest.approx(found / ideal)


def test_ndcg_of_a_shallow_list() -> None:
    assert ndcg(["b", "a"], GRADES, depth=1) == pytest.approx(1 / 3)


def test_recall_by_hand() -> None:
    assert recall(["c", "a", "x", "b"], GRADES) == pytest.approx(2 / 3)
    assert recall(["c", "a", "x", "b"], GRADES, depth=2) == pytest.approx(1 / 3)
    assert recall(["c", "a", "x", "b"], GRADES, at_least=2) == 1.0


def test_reciprocal_rank_by_hand() -> None:
    assert reciprocal_rank(["c", "x", "b", "a"], GRADES) == pytest.approx(1 / 3)
    assert reciprocal_rank(["c", "x", "b"], GRADES, depth=2) == 0.0


@pytest.mark.parametrize("measure", [ndcg, recall, reciprocal_rank])
def test_nothing_to_find_or_nothing_found_is_zero(measure: object) -> None:
    assert measure(["a"], {}) == measure(["a"], {"a": 0}) == measure([], GRADES) == measure(["x"], GRADES) == 0.0  # type: ignore[operator]


@given(
    ranked=st.permutations("abcdefghij"),
    grades=st.dictionaries(st.sampled_from("abcdefghijkl"), st.integers(0, 3)),
    depth=st.integers(1, 12),
)
def test_measures_lie_between_nothing_and_one_and_the_ideal_order_is_one(
    ranked: list[str], grades: dict[str, int], depth: int
) -> None:
    for measure in (ndcg, recall, reciprocal_rank):
        assert 0.0 <= measure(ranked, grades, depth) <= 1.0 + 1e-12
    ideal = sorted(grades, key=lambda key: -grades[key])
    if any(grades.values()):
        assert ndcg(ideal, grades, depth) == pytest.approx(1.0)
        assert reciprocal_rank(ideal, grades, depth) == 1.0
        assert recall(ideal, grades, depth=len(ideal)) == 1.0
