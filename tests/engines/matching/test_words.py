"""The word index, on disk and in memory."""

from __future__ import annotations

from pathlib import Path

import pytest

from tular.engines.matching.analysis import stem
from tular.engines.matching.words import Clause, WordIndex, build, in_memory

TEXTS = [
    ("Antar Obat", "Ojek mengantar obat ke rumah pasien", "RSUD Alor"),
    ("Kelas Perahu", "Anak nelayan belajar; obat disebut sekali saja di sini", "Dinas Pendidikan"),
    ("Bank Sampah", "Warga menabung sampah plastik", "Dinas Lingkungan Hidup"),
    ("", "", ""),
]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> WordIndex:
    folder = tmp_path_factory.mktemp("words")
    assert build(folder, TEXTS) == 4
    return WordIndex(folder)


def clause(*ways: tuple[str, float]) -> Clause:
    return Clause(tuple((tuple(map(stem, words.split())), weight) for words, weight in ways))


def found(index: WordIndex, *clauses: Clause, limit: int = 10) -> list[int]:
    return index.search(clauses, limit)[0].tolist()


def test_a_word_in_the_title_counts_more_than_in_the_body(index: WordIndex) -> None:
    numbers, scores = index.search([clause(("obat", 1.0))], 10)
    assert numbers.tolist() == [0, 1]
    assert scores[0] > scores[1] > 0


def test_a_phrase_wants_its_words_together(index: WordIndex) -> None:
    assert found(index, clause(("sampah plastik", 1.0))) == [2]
    assert found(index, clause(("plastik menabung", 1.0))) == []


def test_owners_are_found(index: WordIndex) -> None:
    assert found(index, clause(("pendidikan", 1.0))) == [1]


def test_only_the_best_way_of_a_clause_counts(index: WordIndex) -> None:
    alone = index.search([clause(("obat", 1.0))], 10)[1]
    both = index.search([clause(("obat", 1.0), ("pasien", 0.1))], 10)[1]
    assert both.tolist() == pytest.approx(alone.tolist())


def test_a_lighter_way_gives_its_share(index: WordIndex) -> None:
    whole = index.search([clause(("plastik", 1.0))], 10)[1]
    half = index.search([clause(("plastik", 0.5))], 10)[1]
    assert half.tolist() == pytest.approx((whole / 2).tolist())


def test_nothing_asked_or_nothing_known_finds_nothing(index: WordIndex) -> None:
    assert found(index) == found(index, clause(("xyzzy", 1.0))) == []


def test_the_list_is_cut_at_the_limit(index: WordIndex) -> None:
    assert found(index, clause(("obat", 1.0)), limit=1) == [0]


def test_frequency_counts_records(index: WordIndex) -> None:
    assert index.frequency(stem("plastik")) == 1
    assert index.frequency(stem("nelayan")) == 1
    assert index.frequency("xyzzy") == 0


def test_a_folder_without_index_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"(?i)no such file|does not exist|open"):
        WordIndex(tmp_path)


def test_a_few_texts_need_no_folder() -> None:
    index = in_memory([("Bab 9 Biaya", "kader posyandu perlu alat ukur", ""), ("Bab 2", "antrean panjang", "")])
    assert found(index, clause(("posyandu", 1.0))) == [0]
    assert found(index, clause(("biaya", 1.0))) == [0]
