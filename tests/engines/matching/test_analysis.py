"""Texts become words with places; nobody is ever shown a stem."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tular.engines.matching.analysis import STOP_WORDS, Token, stem, stems, tokens, topics

AWKWARD = st.text(alphabet="abİßΣ'’-_ \n.5", max_size=40)


@given(st.text() | AWKWARD)
def test_every_place_points_at_the_word_in_the_original_text(text: str) -> None:
    row = tokens(text)
    for token in row:
        written = text[token.start : token.end].lower()
        base, _, rest = written.partition("-")
        assert token.word == written or (token.word == base and rest.startswith(base))
        assert token.stem == stem(token.word)
    places = [(token.start, token.end) for token in row]
    assert places == sorted(places)
    assert all(first[1] <= second[0] for first, second in pairwise(places))
    assert all(start < end for start, end in places)


@given(st.text() | AWKWARD)
def test_topics_are_the_words_that_are_neither_stop_words_nor_single_letters(text: str) -> None:
    assert topics(text) == [token for token in tokens(text) if token.word not in STOP_WORDS and len(token.word) > 1]
    assert stems(text) == [token.stem for token in topics(text)]


def test_a_reduplication_counts_as_its_base_and_keeps_its_whole_place() -> None:
    assert tokens("Anak-anak obat-obatan") == (
        Token("anak", stem("anak"), 0, 9),
        Token("obat", stem("obat"), 10, 21),
    )


def test_other_hyphenated_words_come_apart() -> None:
    assert [(token.word, token.start, token.end) for token in tokens("e-KTP Jum'at sayur-mayur")] == [
        ("e", 0, 1),
        ("ktp", 2, 5),
        ("jum", 6, 9),
        ("at", 10, 12),
        ("sayur", 13, 18),
        ("mayur", 19, 24),
    ]


def test_a_letter_that_grows_in_lower_case_does_not_shift_what_follows() -> None:
    text = "İstanbul-Alor posyandu"
    assert [text[token.start : token.end] for token in tokens(text)] == ["İstanbul", "Alor", "posyandu"]


def test_forms_of_a_word_meet_in_one_stem() -> None:
    assert len({stem(word) for word in ("layan", "melayani", "layanan", "pelayanan", "dilayani")}) == 1


def test_stop_words_stay_tokens_but_are_no_topics() -> None:
    assert [token.word for token in tokens("anak yang tidak sekolah")] == ["anak", "yang", "tidak", "sekolah"]
    assert [token.word for token in topics("anak yang tidak sekolah")] == ["anak", "sekolah"]
    assert 60 <= len(STOP_WORDS) <= 130
    assert all(word == word.lower() and " " not in word for word in STOP_WORDS)


def test_nothing_gives_nothing() -> None:
    assert tokens("") == tokens(" \n … 🙂 ___ --- ") == ()
