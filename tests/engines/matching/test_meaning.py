"""Centred vectors: what all records share says nothing about any of them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tular.engines.matching.meaning import MeaningIndex, Vectors, build

DIM = 8
FIELDS = [2, 0, 1, 3, 1]
STARTS = np.cumsum([0, *FIELDS])


def rows(seed: int, count: int) -> np.ndarray:
    return np.random.default_rng(seed).standard_normal((count, DIM)).astype(np.float32)


def opened(folder: Path, seed: int, shift: np.ndarray) -> MeaningIndex:
    """Five records with 2, 0, 1, 3 and 1 fields; `shift` is added to every vector, of records and of needs."""
    vectors = Vectors("one", 1.0, rows(seed, 5) + shift, rows(seed + 1, 7) + shift, rows(seed + 2, 9).mean(0) + shift)
    build(folder, [vectors], STARTS)
    return MeaningIndex(folder)


def similarities(index: MeaningIndex, need: np.ndarray) -> np.ndarray:
    return index.similarity("one", index.centred_need("one", need), np.arange(5))


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000), strength=st.floats(-20, 20))
def test_a_direction_that_all_vectors_share_changes_no_order(
    tmp_path_factory: pytest.TempPathFactory, seed: int, strength: float
) -> None:
    shift = np.full(DIM, np.float32(strength))
    need = rows(seed + 3, 1)[0]
    plain = similarities(opened(tmp_path_factory.mktemp("plain"), seed, np.zeros(DIM, np.float32)), need)
    shifted = similarities(opened(tmp_path_factory.mktemp("shifted"), seed, shift), need + shift)
    assert shifted == pytest.approx(plain, abs=1e-4)


def test_similarity_is_the_mean_of_the_whole_record_and_its_best_field(tmp_path: Path) -> None:
    record, field = rows(1, 5), rows(2, 7)
    need_mean = np.zeros(DIM, np.float32)
    build(tmp_path, [Vectors("one", 1.0, record, field, need_mean)], STARTS)
    index = MeaningIndex(tmp_path)
    need = rows(3, 1)[0]

    def cosine(row: np.ndarray) -> float:
        centred = row - record.mean(0)
        return float(centred @ need / np.linalg.norm(centred) / np.linalg.norm(need))

    expected = []
    for number in range(5):
        whole = cosine(record[number])
        of_fields = [cosine(row) for row in field[STARTS[number] : STARTS[number + 1]]]
        expected.append((whole + max(of_fields, default=whole)) / 2)
    assert similarities(index, need) == pytest.approx(expected, abs=1e-5)
    some = index.similarity("one", index.centred_need("one", need), np.array([4, 1]))
    assert some == pytest.approx([expected[4], expected[1]], abs=1e-5)


def test_the_nearest_are_those_with_the_highest_cosine(tmp_path: Path) -> None:
    record = rows(1, 5)
    index = MeaningIndex(_built(tmp_path, record))
    centred = index.centred_need("one", rows(3, 1)[0])
    cosines = [float(index.record_vector("one", number) @ centred) for number in range(5)]
    assert set(index.nearest(centred, 2).tolist()) == set(np.argsort(cosines)[-2:].tolist())
    assert index.nearest(centred, 50).tolist() == [0, 1, 2, 3, 4]


def test_shares_of_the_encoders_add_up_to_one(tmp_path: Path) -> None:
    layers = [
        Vectors(name, weight, rows(1, 5), rows(2, 0), np.zeros(DIM, np.float32))
        for name, weight in (("one", 0.35), ("two", 0.4))
    ]
    build(tmp_path, layers, np.zeros(6, np.int64))
    index = MeaningIndex(tmp_path)
    assert index.names == ["one", "two"]
    assert index.weights == pytest.approx([0.35 / 0.75, 0.4 / 0.75])


def test_a_single_record_has_no_direction_left_and_resembles_nothing(tmp_path: Path) -> None:
    build(tmp_path, [Vectors("one", 1.0, rows(1, 1), rows(2, 0), np.zeros(DIM, np.float32))], np.zeros(2, np.int64))
    index = MeaningIndex(tmp_path)
    assert index.similarity("one", index.centred_need("one", rows(3, 1)[0]), np.array([0])).tolist() == [0.0]


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    (_built(tmp_path, rows(1, 5)) / "scan.npy").unlink()
    with pytest.raises(FileNotFoundError):
        MeaningIndex(tmp_path)


def _built(folder: Path, record: np.ndarray) -> Path:
    build(folder, [Vectors("one", 1.0, record, rows(2, 7), np.zeros(DIM, np.float32))], STARTS)
    return folder
