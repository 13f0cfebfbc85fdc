"""What becomes of texts that two people saved at once: nothing of either is lost, whatever they changed."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tular.foundation.once.merging import merge

NAMES = st.sampled_from("abcd")
TEXTS = st.dictionaries(NAMES, st.sampled_from(["", "satu", "dua", "tiga"]))
FORMERS = st.one_of(st.none(), TEXTS)


@given(FORMERS, TEXTS, TEXTS)
def test_every_field_is_mine_theirs_or_disputed(
    former: dict[str, Any] | None, theirs: dict[str, Any], mine: dict[str, Any]
) -> None:
    found = merge(former, theirs, mine)
    for name in {*theirs, *mine}:
        ours, other = mine.get(name), theirs.get(name)
        if ours == other:
            assert found.union.get(name) == ours
        elif name in found.taken:
            assert former is not None and former.get(name) == ours and found.union[name] == other
        elif name in found.disputed:
            assert found.union.get(name) == ours, "of what both changed, mine stands in the union"
            assert former is None or former.get(name) not in (ours, other)
        else:
            assert former is not None and former.get(name) == other and found.union.get(name) == ours


@given(TEXTS, TEXTS)
def test_who_changed_nothing_gets_the_others_text(former: dict[str, Any], theirs: dict[str, Any]) -> None:
    found = merge(former, theirs, former)
    assert found.disputed == ()
    assert {name: found.union.get(name) for name in theirs} == theirs


@given(FORMERS, TEXTS)
def test_the_same_text_twice_changes_nothing(former: dict[str, Any] | None, text: dict[str, Any]) -> None:
    found = merge(former, text, text)
    assert (found.union, found.taken, found.disputed) == (text, (), ())


@given(TEXTS, TEXTS, TEXTS)
def test_both_sides_dispute_the_same_fields(
    former: dict[str, Any], theirs: dict[str, Any], mine: dict[str, Any]
) -> None:
    assert merge(former, theirs, mine).disputed == merge(former, mine, theirs).disputed


def test_without_what_it_was_written_on_nothing_is_taken_over_on_a_guess() -> None:
    found = merge(None, {"a": "lama", "b": "sama"}, {"a": "baru", "b": "sama"})
    assert (found.union, found.taken, found.disputed) == ({"a": "baru", "b": "sama"}, (), ("a",))
