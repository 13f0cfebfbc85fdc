"""Two texts side by side, word by word, whatever stands in them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tular.features.catalogue.queries.content.comparing import Piece, difference

words = st.lists(st.sampled_from(["perahu", "balita", "bidan", "\n"]), max_size=30).map(" ".join)


def text_of(pieces: Sequence[Piece]) -> str:
    return "".join(piece.text for piece in pieces)


@given(words, words)
def test_the_pieces_put_together_are_the_texts(old: str, new: str) -> None:
    found = difference("Ringkasan", old, new)
    assert (text_of(found.old_pieces), text_of(found.new_pieces)) == (old, new)
    same = [[piece.text for piece in side if piece.mark == "same"] for side in (found.old_pieces, found.new_pieces)]
    assert same[0] == same[1]


def test_only_what_changed_is_marked() -> None:
    text = "Kader menimbang balita di atas perahu setiap Senin pagi. " * 300
    found = difference("Ringkasan", text + "Bidan memeriksa. " + text, text + "Dokter memeriksa. " + text)
    assert [piece.text for piece in found.old_pieces if piece.mark == "gone"] == ["Bidan "]
    assert [piece.text for piece in found.new_pieces if piece.mark == "new"] == ["Dokter "]


@pytest.mark.parametrize(("old", "new"), [("a b ", "a c "), ("a b ", "b a "), ("a ", "a a b ")])
def test_few_words_many_times_over_keep_no_machine_busy(old: str, new: str) -> None:
    found = difference("Ringkasan", "x " + old * 3000, "y " + new * 3000)
    assert text_of(found.old_pieces) == "x " + old * 3000
