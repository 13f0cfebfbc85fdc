"""Names of people compared: titles and spelling do not count, two words or more make one sure."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tular.features.judging.queries.people_names import Likeness, NameList, likeness, words_of_name

CERTAIN, LIKELY, NONE = Likeness.CERTAIN, Likeness.LIKELY, Likeness.NONE

CASES = [
    ("Prof. Dr. Siti Aminah, M.Si.", "siti aminah", "", "", CERTAIN),
    ("Siti Aminah", "Aminah Siti, S.Sos", "", "", CERTAIN),
    ("H. Moh. Soeharto, S.H., M.M.", "Muhammad Suharto", "", "", CERTAIN),
    ("Djoko Santoso M.Si", "Joko Santoso", "", "", CERTAIN),
    ("Siti Aminah", "Siti A.", "", "", LIKELY),
    ("Agus Setiawan", "Agus Setyawan", "", "", LIKELY),
    ("Sri Mulyani Indrawati", "Sri Mulyani", "", "", LIKELY),
    ("Budi", "Budi", "", "", LIKELY),
    ("Siti A", "Siti A", "", "", LIKELY),
    ("Budi", "Budi", "Universitas Airlangga", "Fakultas Hukum Univ. Airlangga", CERTAIN),
    ("Agus Setiawan", "Agus Setiawan", "Universitas Negeri Surabaya", "Universitas Negeri Malang", LIKELY),
    ("Agus Setiawan", "Agus Setyawan", "Universitas Negeri Surabaya", "Universitas Negeri Malang", NONE),
    ("Budi Santoso", "Bambang Susilo", "", "", NONE),
    ("Siti Aminah", "Siti Maryam", "", "", NONE),
    ("Prof. Dr.", "Prof. Dr.", "", "", NONE),
]


@pytest.mark.parametrize(("first", "second", "here", "there", "wanted"), CASES)
def test_two_names_are_as_alike_as_people_would_say(
    first: str, second: str, here: str, there: str, wanted: Likeness
) -> None:
    assert likeness(words_of_name(first), words_of_name(second), here, there) == wanted
    assert likeness(words_of_name(second), words_of_name(first), there, here) == wanted


def test_a_list_of_names_loses_nobody_who_is_alike() -> None:
    names = [words_of_name(second) for _first, second, *_rest in CASES]
    listed = NameList(names)
    for first, *_rest in CASES:
        words = words_of_name(first)
        near = set(listed.near(words))
        assert {place for place, other in enumerate(names) if likeness(words, other)} <= near


@given(st.text(max_size=60))
def test_any_text_is_a_name_or_none_and_is_itself(text: str) -> None:
    words = words_of_name(text)
    assert likeness(words, words) == (NONE if not words else likeness(words, tuple(reversed(words))))
    assert all(word == word.strip() and word for word in words)
