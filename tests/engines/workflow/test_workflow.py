"""Tables of states and moves."""

from __future__ import annotations

import pickle
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tular.engines.workflow import WRONG_STATE, Choice, Flow, FlowError, Move, choice, moves

SUBMIT = Move("submit", ("draft", "returned"), "submitted", ("described", "changed"))
RETURN = Move("return", ("submitted",), "returned")
PUBLISH = Move("publish", ("submitted",), "published", ("approved",))
LIFE = Flow(("draft", "submitted", "returned", "published"), (SUBMIT, RETURN, PUBLISH), final=("published",))


def test_every_move_is_open_or_says_why_not() -> None:
    assert moves(LIFE, "draft", {"described", "of no matter"}) == [
        Choice(SUBMIT, ("changed",)),
        Choice(RETURN, (WRONG_STATE,)),
        Choice(PUBLISH, (WRONG_STATE, "approved")),
    ]
    assert [one.is_open for one in moves(LIFE, "submitted", {"approved"})] == [False, True, True]
    assert [one.begins_here for one in moves(LIFE, "submitted")] == [False, True, True]
    assert [one.is_open for one in moves(LIFE, "published", {"described", "changed", "approved"})] == [False] * 3


def test_one_move_is_asked_for_by_its_name() -> None:
    assert choice(LIFE, "submit", "returned", {"described", "changed"}) == Choice(SUBMIT)
    assert choice(LIFE, "publish", "draft").missing == ("approved",)
    with pytest.raises(KeyError):
        choice(LIFE, "burn", "draft")
    with pytest.raises(ValueError, match="'burnt' is unknown"):
        moves(LIFE, "burnt")
    with pytest.raises(ValueError, match="'burnt' is unknown"):
        choice(LIFE, "submit", "burnt")


def test_something_begins_in_the_first_state_unless_told() -> None:
    assert LIFE.starts == ("draft",)
    there_and_back = (Move("withdraw", ("public",), "withdrawn"), Move("restore", ("withdrawn",), "public"))
    assert Flow(("withdrawn", "public"), there_and_back, starts=("public",)).starts == ("public",)


A_TO_B = Move("go", ("a",), "b")


@pytest.mark.parametrize(
    ("flow", "problems"),
    [
        (((), ()), ("no states",)),
        ((("a", "b", "a"), (A_TO_B,), ("b",)), ("state 'a' comes twice",)),
        ((("a", "b"), (A_TO_B, A_TO_B), ("b",)), ("move 'go' comes twice",)),
        (
            (("a", "b"), (Move("go", ("x",), "y"),)),
            ("move 'go': state 'x' is unknown", "move 'go': state 'y' is unknown"),
        ),
        ((("a", "b"), (Move("go", (), "b"),)), ("move 'go' begins nowhere",)),
        ((("a", "b"), (A_TO_B,), ("c",)), ("final state 'c' is unknown",)),
        ((("a", "b"), (A_TO_B,), ("b",), ("c",)), ("start state 'c' is unknown",)),
        ((("a", "b", "c"), (A_TO_B,), ("b", "c")), ("state 'c' cannot be reached",)),
        ((("a", "b"), (A_TO_B,)), ("nothing leads out of state 'b', which is not declared final",)),
        ((("a", "b"), (A_TO_B,), ("a", "b")), ("state 'a' is declared final, but 'go' leads out of it",)),
        (
            (("a", "b"), (Move("edit", ("a",), "a"),), ("b",)),
            ("nothing leads out of state 'a', which is not declared final", "state 'b' cannot be reached"),
        ),
    ],
)
def test_a_table_that_cannot_be_right_is_refused(flow: Any, problems: tuple[str, ...]) -> None:
    with pytest.raises(FlowError) as refused:
        Flow(*flow)
    assert refused.value.problems == problems
    assert pickle.loads(pickle.dumps(refused.value)).problems == problems


STATES = ("a", "b", "c", "d", "e")
NEEDS = ("x", "y", "z")
some_moves = st.lists(
    st.tuples(
        st.lists(st.sampled_from(STATES), min_size=1, max_size=3, unique=True),
        st.sampled_from(STATES),
        st.lists(st.sampled_from(NEEDS), max_size=3, unique=True),
    ),
    max_size=8,
).map(lambda rows: tuple(Move(f"m{n}", tuple(a), b, tuple(c)) for n, (a, b, c) in enumerate(rows)))


@given(some_moves, st.sets(st.sampled_from(STATES)), st.sets(st.sampled_from(NEEDS)))
def test_an_accepted_table_leads_everywhere_and_leaves_nobody_stuck(
    table: tuple[Move, ...], final: set[str], facts: set[str]
) -> None:
    try:
        flow = Flow(STATES, table, tuple(sorted(final)))
    except FlowError:
        return
    assert flow.reachable(flow.starts) == set(STATES)
    for state in STATES:
        with_all = [one for one in moves(flow, state, NEEDS) if one.is_open]
        assert any(one.move.target != state for one in with_all) == (state not in final)
        now = moves(flow, state, facts)
        assert [one.move for one in now] == list(table)
        assert [one.move for one in now if one.is_open] == [
            move for move in table if state in move.sources and set(move.needs) <= facts
        ]
        assert [choice(flow, one.move.name, state, facts) for one in now] == now


@given(some_moves, st.sets(st.sampled_from(STATES)))
def test_a_refused_table_is_refused_for_a_reason_that_is_there(table: tuple[Move, ...], final: set[str]) -> None:
    """The walk over the table is checked against a plainer one: follow every move as often as there are states."""
    found = {STATES[0]}
    for _ in STATES:
        found |= {move.target for move in table if found & set(move.sources)}
    stuck = {s for s in STATES if not any(s in move.sources and move.target != s for move in table)}
    right = found == set(STATES) and stuck == final
    try:
        Flow(STATES, table, tuple(sorted(final)))
    except FlowError:
        assert not right
    else:
        assert right


@given(some_moves, st.sampled_from(STATES), st.sets(st.sampled_from(NEEDS)), st.sets(st.sampled_from(NEEDS)))
def test_more_facts_never_close_a_move(table: tuple[Move, ...], state: str, some: set[str], more: set[str]) -> None:
    flow = Flow(STATES, (*table, *(Move(f"ring{n}", (s,), STATES[(n + 1) % 5]) for n, s in enumerate(STATES))))
    fewer = {one.move.name for one in moves(flow, state, some) if one.is_open}
    assert fewer <= {one.move.name for one in moves(flow, state, some | more) if one.is_open}
