"""A need as the sum of its words: rare words lead, shared directions say nothing, unknown words are left out."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tular.engines.matching import wordsums
from tular.engines.matching.wordsums import WordSums

FREQUENCY = {"desa": 90, "balita": 9, "stunting": 3, "yang": 100, "x": 5, "2023": 4}
DIM = 6


def rows(count: int, shift: float = 0.0) -> np.ndarray:
    return np.random.default_rng(7).standard_normal((count, DIM)).astype(np.float32) + np.float32(shift)


def sums(folder: Path, shift: float = 0.0) -> WordSums:
    words = wordsums.choose(FREQUENCY)
    wordsums.build(folder, FREQUENCY, 100, {"one": rows(len(words), shift)})
    return WordSums(folder)


def need(known: WordSums, text: str) -> np.ndarray:
    vector = known.need("one", text)
    assert vector is not None
    return vector


def test_words_that_carry_a_topic_are_encoded_the_frequent_first() -> None:
    assert wordsums.choose(FREQUENCY)[:2] == ["desa", "balita"]
    assert "yang" not in wordsums.choose(FREQUENCY), "no topic"
    assert "x" not in wordsums.choose(FREQUENCY), "a single letter"


def test_no_more_words_are_encoded_than_fit() -> None:
    many = {f"kata{'a' * (place % 7)}{chr(97 + place % 26)}{place}": place for place in range(wordsums.MOST + 50)}
    assert len(wordsums.choose(many)) <= wordsums.MOST


def test_a_need_is_closest_to_its_rarest_word(tmp_path: Path) -> None:
    known = sums(tmp_path)
    both = need(known, "stunting di desa")
    assert both @ need(known, "stunting") > both @ need(known, "desa")


def test_case_order_and_unknown_words_do_not_count(tmp_path: Path) -> None:
    known = sums(tmp_path)
    expected = need(known, "balita desa")
    assert need(known, "DESA yang xyzzy, Balita!") == pytest.approx(expected, abs=1e-6)


def test_what_all_words_share_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "plain").mkdir()
    (tmp_path / "shifted").mkdir()
    plain, shifted = sums(tmp_path / "plain"), sums(tmp_path / "shifted", 3.0)
    assert need(shifted, "balita desa") == pytest.approx(need(plain, "balita desa"), abs=0.01)


@pytest.mark.parametrize("text", ["", "xyzzy", "yang di ke", "🙂"])
def test_a_need_without_a_known_word_has_no_vector(tmp_path: Path, text: str) -> None:
    assert sums(tmp_path).need("one", text) is None


def test_an_encoder_without_words_has_no_vector(tmp_path: Path) -> None:
    assert sums(tmp_path).need("two", "balita") is None


@given(st.text(max_size=60))
def test_a_vector_has_the_length_one(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    vector = sums(tmp_path_factory.getbasetemp()).need("one", f"balita {text}")
    assert vector is not None
    assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-5)
