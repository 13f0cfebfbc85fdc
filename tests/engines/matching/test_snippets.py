"""Passages that answer, with the matching words marked where they stand."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tular.engines.matching.analysis import stem, tokens
from tular.engines.matching.snippets import Piece, marked, snippet

STEMS = frozenset(map(stem, ("obat", "antrean", "pasien", "yang")))
WORDS = st.lists(
    st.sampled_from(
        ["obat", "antrean", "obat-obatan", "pasien,", "yang", "rumah", "sakit.", "panjang", "🙂", "İ-obat", "\n"]
    ),
    max_size=120,
).map(" ".join)


def without_ellipses(pieces: list[Piece]) -> str:
    inner = list(pieces)
    if inner and inner[0] == Piece("… ", False):
        inner = inner[1:]
    if inner and inner[-1] == Piece(" …", False):
        inner = inner[:-1]
    return "".join(piece.text for piece in inner)


@given(text=st.text() | WORDS, length=st.integers(20, 300))
def test_a_passage_is_a_stretch_of_the_text_with_exactly_the_wanted_words_marked(text: str, length: int) -> None:
    pieces = snippet(text, STEMS, length)
    stretch = without_ellipses(pieces)
    assert stretch in text
    whole = len(text) <= length and text.strip()
    assert stretch == text if whole else len(stretch.rstrip(" .")) <= length
    lit = {token.stem for piece in pieces if piece.hit for token in tokens(piece.text) if not token.is_stop}
    dark = {token.stem for piece in pieces if not piece.hit for token in tokens(piece.text) if not token.is_stop}
    assert lit <= STEMS
    assert not dark & STEMS
    assert all(piece.text for piece in pieces)
    assert not any(one.hit == two.hit for one, two in pairwise(pieces) if one.hit)


@given(text=st.text() | WORDS)
def test_marking_loses_nothing(text: str) -> None:
    assert "".join(piece.text for piece in marked(text, STEMS)) == text


def test_a_short_text_comes_back_whole() -> None:
    assert snippet("Antrean obat di apotek panjang.", STEMS) == [
        Piece("Antrean obat", True),
        Piece(" di apotek panjang.", False),
    ]


def test_stop_words_are_never_marked() -> None:
    assert snippet("pasien yang sabar", STEMS) == [Piece("pasien", True), Piece(" yang sabar", False)]


def test_the_stretch_with_most_different_words_is_chosen_and_begins_a_little_before() -> None:
    ending = "Kini tidak ada lagi antrean panjang bagi pasien dan obat diantar."
    text = f"Obat obat obat. {'Lain kata saja di sini. ' * 20}{ending}"
    pieces = snippet(text, STEMS, 100)
    assert pieces[0] == Piece("… ", False)
    assert without_ellipses(pieces) == ending
    assert [piece.text for piece in pieces if piece.hit] == ["antrean", "pasien", "obat"]


def test_a_long_text_without_hits_shows_its_beginning() -> None:
    pieces = snippet("kata " * 100, STEMS, 50)
    assert "".join(piece.text for piece in pieces) == "kata kata kata kata kata kata kata kata kata kata …"


def test_an_empty_text_has_no_passage() -> None:
    assert snippet(" \n", STEMS) == snippet("", STEMS) == []
