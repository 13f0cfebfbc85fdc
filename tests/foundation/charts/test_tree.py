"""The tree of copies: everything has a line, nothing hangs, large families are counted where they would stand."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tular.foundation.charts.tree import MARKS, MOST_DEEP, MOST_OF_MORE, MOST_WHOLE, Leaf, Mark, Tree, layout


def leaf(id: int, parent: int | None = None, mark: Mark = "full") -> Leaf:
    return Leaf(id, parent, f"Kab. {id}", "berjalan, 2024", "jalan", mark=mark)


def tree(*nodes: Leaf, more_href: str = "") -> Tree:
    return Tree("t", "Silsilah", "…", "Asal", nodes, "dan %d lainnya", more_href)


def outline(*nodes: Leaf) -> list[str]:
    """The drawing as text: dots for generations, names, counts of what is not drawn."""
    return [
        "." * (one.generation - 1) + (str(one.leaf.id) if one.leaf else f"+{one.more}") for one in layout(nodes).placed
    ]


def test_copies_stand_below_the_origin_and_copies_of_copies_below_them_in_the_order_in_which_they_come() -> None:
    assert outline(leaf(4), leaf(1), leaf(3, 1), leaf(2, 1), leaf(5, 3)) == ["4", "1", ".3", "..5", ".2"]


def test_unknown_parents_and_one_of_each_circle_are_copies_of_the_origin() -> None:
    nodes = [leaf(7, 1), leaf(1, 2), leaf(2, 1), leaf(3, 99), leaf(4, 4), leaf(5, 2)]
    assert outline(*nodes) == ["1", ".7", ".2", "..5", "3", "4"]
    assert layout(nodes).cut == (1, 4)
    assert tree(*nodes).drawn().cut == 2
    assert layout([leaf(1), leaf(2, 1)]).cut == ()


def test_a_chain_longer_than_pythons_stack_is_drawn_as_far_as_it_can_be_read() -> None:
    found = outline(*[leaf(one, one - 1 if one > 1 else None) for one in range(1, 5001)])
    assert found[MOST_DEEP - 1 :] == ["." * (MOST_DEEP - 1) + str(MOST_DEEP), "." * MOST_DEEP + f"+{5000 - MOST_DEEP}"]


def test_a_family_of_two_hundred_is_drawn_whole() -> None:
    nodes = [leaf(one, one - 100 if one > 100 else None) for one in range(1, MOST_WHOLE + 1)]
    drawn = tree(*nodes).drawn()
    assert drawn.drawn == MOST_WHOLE and "lainnya" not in drawn.svg


def test_of_ten_thousand_the_rest_is_counted() -> None:
    drawn = tree(*[leaf(one) for one in range(1, 10_001)], more_href="#daftar").drawn()
    assert drawn.drawn == MOST_OF_MORE
    assert '<a href="#daftar"><text class="q"' in drawn.svg
    assert f"dan {10_000 - MOST_OF_MORE} lainnya" in drawn.svg


def test_one_large_branch_does_not_take_the_room_of_the_others() -> None:
    """The first copy has 500 copies of its own; the four beside it are drawn all the same, and what came of them."""
    nodes = [leaf(1), leaf(2), leaf(3), leaf(4), leaf(5), leaf(6, 5), *[leaf(one, 1) for one in range(100, 600)]]
    found = outline(*nodes)
    assert found[0] == "1" and found[-5:] == ["2", "3", "4", "5", ".6"]
    assert found[-6] == f".+{500 - (MOST_OF_MORE - 6)}"


def test_a_single_one_is_drawn_and_not_counted() -> None:
    nodes = [*[leaf(one) for one in range(1, 300)], *[leaf(1000 + one, one) for one in range(1, 300)]]
    assert not any(one.lstrip(".") == "+1" for one in outline(*nodes))


@pytest.mark.parametrize("mark", MARKS)
def test_each_state_has_a_shape_of_its_own(mark: Mark) -> None:
    shapes = {one: tree(leaf(1, mark=one)).drawn().svg for one in MARKS}
    assert [one for one, svg in shapes.items() if svg == shapes[mark]] == [mark]


def test_names_are_text_and_links_are_escaped() -> None:
    drawn = tree(replace(leaf(1), name="<script>", href='/x"y'), leaf(2)).drawn()
    assert "<script>" not in drawn.svg and "&lt;script&gt;" in drawn.svg
    assert 'href="/x&quot;y"' in drawn.svg


def test_nothing_but_the_origin_is_a_dot() -> None:
    drawn = tree().drawn()
    assert drawn.svg.count("<circle") == 1 and drawn.drawn == 0


PARENTS = st.lists(st.none() | st.integers(0, 60), max_size=60)


@given(PARENTS, st.sampled_from([1, 5]))
def test_every_node_has_one_line_inside_the_drawing_or_is_counted(parents: list[int | None], times: int) -> None:
    pairs = [
        (100 * again + id, None if parent is None else 100 * again + parent)
        for again in range(times)
        for id, parent in enumerate(parents)
    ]
    nodes = [leaf(id, parent) for id, parent in pairs]
    found = layout(nodes)
    drawn = [one for one in found.placed if one.leaf]
    assert [one.line for one in found.placed] == list(range(1, len(found.placed) + 1))
    assert len({one.leaf.id for one in drawn if one.leaf}) == len(drawn)
    assert len(drawn) + sum(one.more for one in found.placed) == len(nodes)
    assert all(one.generation <= MOST_DEEP + 1 for one in found.placed)
    rank = {id: place for place, (id, _parent) in enumerate(pairs)}
    for above in {one.above for one in drawn}:
        siblings = [rank[one.leaf.id] for one in drawn if one.leaf and one.above == above]
        assert siblings == sorted(siblings)
    drawing = tree(*nodes).drawn()
    corners = re.findall(r'<(?:circle|text)[^>]*? c?x="(-?\d+)" c?y="(-?\d+)"', drawing.svg)
    assert all(0 <= int(x) <= drawing.width and 0 <= int(y) <= drawing.height for x, y in corners)
    assert not re.search("nan|inf", drawing.svg)
