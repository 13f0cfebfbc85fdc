"""The tree of copies: everything has a place, nothing hangs, large families are counted."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from tular.foundation.charts.tree import COLUMN, FIRST_X, FIRST_Y, MOST_DEEP, MOST_DRAWN, STEP, Leaf, Tree, layout


def leaf(id: int, parent: int | None = None, **fields: str) -> Leaf:
    return Leaf(id, parent, f"Kab. {id}", "berjalan, 2024", **{"style": "jalan", **fields})  # type: ignore[arg-type]


def places(*nodes: Leaf) -> dict[int, tuple[float, float]]:
    return {one.leaf.id: (one.x, one.y) for one in layout(nodes)[0] if one.leaf}


def test_copies_stand_beside_the_origin_and_copies_of_copies_behind_them() -> None:
    found = places(leaf(1), leaf(2, 1), leaf(3, 1), leaf(4))
    assert found == {
        2: (FIRST_X + 2 * COLUMN, FIRST_Y),
        3: (FIRST_X + 2 * COLUMN, FIRST_Y + STEP),
        1: (FIRST_X + COLUMN, FIRST_Y + STEP / 2),
        4: (FIRST_X + COLUMN, FIRST_Y + 2 * STEP),
    }


def test_circles_and_unknown_parents_are_copies_of_the_origin() -> None:
    found = places(leaf(1, 2), leaf(2, 1), leaf(3, 99), leaf(4, 4))
    assert set(found) == {1, 2, 3, 4}
    assert found[3][0] == found[4][0] == FIRST_X + COLUMN


def test_a_chain_longer_than_pythons_stack_is_drawn_as_far_as_it_can_be_read() -> None:
    placed, _lines, depth = layout([leaf(one, one - 1 if one > 1 else None) for one in range(1, 5001)])
    assert depth == MOST_DEEP
    assert sum(one.more for one in placed) == 5000 - MOST_DEEP


def test_of_ten_thousand_the_rest_is_counted() -> None:
    tree = Tree("t", "Silsilah", "…", "Asal", [leaf(one) for one in range(1, 10_001)], "%d lainnya").drawn()
    assert tree.svg.count("<circle") == MOST_DRAWN
    assert f"{10_000 - MOST_DRAWN + 1} lainnya" in tree.svg


def test_names_are_text_and_what_ended_is_crossed_out() -> None:
    tree = Tree("t", "Silsilah", "…", "<b>", [Leaf(1, None, "<script>", "x", "key", ended=True)], "%d").drawn()
    assert "<script>" not in tree.svg and "&lt;script&gt;" in tree.svg
    assert "#b23a25" in tree.svg


@given(st.lists(st.tuples(st.integers(1, 40), st.one_of(st.none(), st.integers(1, 40))), max_size=60,
                unique_by=lambda pair: pair[0]))  # fmt: skip
def test_every_node_has_one_place_inside_the_drawing_or_is_counted(pairs: list[tuple[int, int | None]]) -> None:
    nodes = [leaf(id, parent) for id, parent in pairs]
    placed, lines, depth = layout(nodes)
    drawn = [one for one in placed if one.leaf]
    assert len({one.leaf.id for one in drawn if one.leaf}) == len(drawn)
    assert len(drawn) + sum(one.more for one in placed) == len(nodes)
    assert all(FIRST_Y <= one.y <= FIRST_Y + STEP * max(0, lines - 1) for one in placed)
    assert all(FIRST_X < one.x <= FIRST_X + COLUMN * depth for one in drawn)
    svg = Tree("t", "Silsilah", "…", "Asal", nodes, "%d lainnya").drawn().svg
    assert not re.search("nan|inf", svg)
