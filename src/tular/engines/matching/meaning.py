"""The meaning index: centred vectors of whole records and of their fields, in mapped files, exact dot products.

All records are about public services and so share one strong direction; without removing it everything resembles
everything. Records lose the records' mean, needs lose the mean of texts encoded *as needs* (the records' problems).

Layout of the folder: `means.npz`; `scan.npy` (first encoder, whole records, float32: every record is compared);
`<encoder>-record.npy`, `<encoder>-field.npy` (float16 in large catalogues: read only for candidates); `fields.npy`
(row ranges).
"""

from __future__ import annotations

import mmap
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

SMALL = 20_000
"""Records up to which all vectors are kept as float32: quicker to read, and still small."""


@dataclass(frozen=True, slots=True)
class Vectors:
    """What one encoder says about all records, before centring.

    `record` has one row per record; `field` has the rows of all fields, record by record; `need_mean` is the mean
    of need-like texts encoded as needs.
    """

    name: str
    weight: float
    record: np.ndarray
    field: np.ndarray
    need_mean: np.ndarray


def build(folder: Path, encoders: Sequence[Vectors], field_starts: np.ndarray) -> None:
    """Write the index. `field_starts` (n + 1 ints) tells which rows of `field` belong to which record."""
    folder.mkdir(parents=True, exist_ok=True)
    means: dict[str, np.ndarray] = {}
    for position, vectors in enumerate(encoders):
        mean = vectors.record.mean(axis=0, dtype=np.float64).astype(np.float32)
        means[f"{vectors.name}.record"] = mean
        means[f"{vectors.name}.need"] = vectors.need_mean.astype(np.float32)
        record = _unit(vectors.record - mean)
        if position == 0:
            np.save(folder / "scan.npy", record)
        kept = np.float32 if len(record) <= SMALL else np.float16
        np.save(folder / f"{vectors.name}-record.npy", record.astype(kept))
        np.save(folder / f"{vectors.name}-field.npy", _unit(vectors.field - mean).astype(kept))
    np.save(folder / "fields.npy", field_starts.astype(np.int64))
    means["names"] = np.array([vectors.name for vectors in encoders])
    means["weights"] = np.array([vectors.weight for vectors in encoders])
    np.savez(folder / "means.npz", allow_pickle=False, **means)


class MeaningIndex:
    """An index opened for reading; the vectors stay on disk and are mapped. Safe to share between threads."""

    def __init__(self, folder: Path) -> None:
        """Open what `build` wrote. Raises FileNotFoundError when a file is missing."""
        with np.load(folder / "means.npz") as saved:
            self.names = [str(name) for name in saved["names"]]
            self.weights = saved["weights"] / max(float(saved["weights"].sum()), 1e-9)
            self._need_means = {name: saved[f"{name}.need"] for name in self.names}
            self._record_means = {name: saved[f"{name}.record"] for name in self.names}
        self._scan = np.load(folder / "scan.npy", mmap_mode="r")
        self._record = {name: _Rows(folder / f"{name}-record.npy") for name in self.names}
        self._field = {name: _Rows(folder / f"{name}-field.npy") for name in self.names}
        self._starts = np.load(folder / "fields.npy")

    def __len__(self) -> int:
        return len(self._scan)

    def centred_need(self, name: str, vector: np.ndarray) -> np.ndarray:
        """A need's vector without what all needs share, unit length."""
        return _unit((vector - self._need_means[name])[None, :])[0]

    def record_vector(self, name: str, number: int) -> np.ndarray:
        """A record's own centred vector, to look for its neighbours."""
        return self._record[name].read(np.array([number]))[0]

    def nearest(self, centred: np.ndarray, limit: int) -> np.ndarray:
        """Numbers of the records nearest to a centred vector of the first encoder; every record is compared."""
        scores = self._scan @ centred
        if len(scores) <= limit:
            return np.arange(len(scores))
        return np.argpartition(-scores, limit)[:limit]

    def similarity(self, name: str, centred: np.ndarray, numbers: np.ndarray) -> np.ndarray:
        """Mean of the cosine with the whole record and with its best field, for the given records (float32)."""
        whole = self._record[name].cosines(numbers, centred)
        starts, ends = self._starts[numbers], self._starts[numbers + 1]
        sizes = ends - starts
        if not sizes.sum():
            return whole
        rows = np.repeat(starts - np.concatenate(([0], np.cumsum(sizes)[:-1])), sizes) + np.arange(sizes.sum())
        cosines = self._field[name].cosines(rows, centred)
        best = whole.copy()
        filled = sizes > 0
        offsets = np.concatenate(([0], np.cumsum(sizes[filled])[:-1]))
        best[filled] = np.maximum.reduceat(cosines, offsets)
        return (whole + best) / 2


class _Rows:
    """Rows of a file that are read as they are asked for.

    A small file is held in memory. Of a large one only the wanted rows are looked at through a mapping, and the
    mapping is let go afterwards, so that the memory of a worker does not grow to the size of the file.
    """

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            version = np.lib.format.read_magic(file)
            header = np.lib.format.read_array_header_1_0 if version == (1, 0) else np.lib.format.read_array_header_2_0
            self._shape, _, self._dtype = header(file)
            self._start = file.tell()
            self._held = None
            if self._dtype == np.float32 or not self._shape[0]:
                self._held = np.fromfile(file, self._dtype).reshape(self._shape)
            else:
                self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)

    def cosines(self, numbers: np.ndarray, centred: np.ndarray) -> np.ndarray:
        """Dot products of the rows with a vector. To compare all held rows is quicker than to pick out half of them."""
        if self._held is not None and 2 * len(numbers) > len(self._held):
            return (self._held @ centred)[numbers]
        return self.read(numbers) @ centred

    def read(self, numbers: np.ndarray) -> np.ndarray:
        """The rows as float32, in the order asked for."""
        if self._held is not None:
            return self._held[numbers]
        rows = np.frombuffer(self._map, self._dtype, offset=self._start).reshape(self._shape)[numbers]
        self._map.madvise(mmap.MADV_DONTNEED)
        return rows.astype(np.float32)


def _unit(rows: np.ndarray) -> np.ndarray:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return (rows / np.maximum(lengths, 1e-9)).astype(np.float32)
