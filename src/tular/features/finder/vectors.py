"""Vectors by content hash: the cache of this installation, above the one that ships with the catalogue.

A text is encoded once in the life of an installation; the texts of the shipped catalogue never are.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np

from tular.engines.matching.encoders import Encoder


class VectorCache:
    """A context manager; vectors are float16 in the cache, whole numbers in steps in what ships, float32 in use."""

    def __init__(self, path: Path, shipped: Path) -> None:
        self._path = path
        self._shipped = shipped

    def __enter__(self) -> Self:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._database = sqlite3.connect(self._path, timeout=30)
        self._database.execute("CREATE TABLE IF NOT EXISTS vector (key BLOB PRIMARY KEY, value BLOB) WITHOUT ROWID")
        self._known: dict[bytes, np.ndarray] = {}
        if self._shipped.exists():
            with np.load(self._shipped) as saved:
                for name in saved["encoders"]:
                    keys, rows, steps = saved[f"{name}.keys"], saved[f"{name}.rows"], saved[f"{name}.steps"]
                    self._known.update(
                        (key.tobytes(), row) for key, row in zip(keys, restored(rows, steps), strict=True)
                    )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._database.close()

    def read(self, encoder: Encoder, kind: str, texts: Sequence[str]) -> tuple[np.ndarray, list[int]]:
        """Rows for all texts, and the places of those still to be encoded (their rows are zero)."""
        result = np.zeros((len(texts), encoder.dim), np.float32)
        missing = []
        for place, text in enumerate(texts):
            key = vector_key(encoder.name, kind, text)
            row = self._known.get(key)
            if row is None:
                stored = self._database.execute("SELECT value FROM vector WHERE key = ?", (key,)).fetchone()
                row = np.frombuffer(stored[0], np.float16) if stored else None
            if row is None or len(row) != encoder.dim:
                missing.append(place)
            else:
                result[place] = row
        return result, missing

    def write(self, encoder: Encoder, kind: str, texts: Sequence[str], rows: np.ndarray) -> None:
        """Keep the vectors of these texts; committed at once, so a killed build loses one batch at most."""
        with self._database:
            self._database.executemany(
                "INSERT OR REPLACE INTO vector VALUES (?, ?)",
                [
                    (vector_key(encoder.name, kind, text), row.astype(np.float16).tobytes())
                    for text, row in zip(texts, rows, strict=True)
                ],
            )


def in_steps(rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Rows as whole numbers from -127 to 127 (int8) and the size of a step in each row: half the bytes of float16."""
    steps = np.maximum(np.abs(rows).max(axis=1), 1e-9) / 127
    return np.round(rows / steps[:, None]).astype(np.int8), steps.astype(np.float32)


def restored(rows: np.ndarray, steps: np.ndarray) -> np.ndarray:
    """What `in_steps` was given, to within half a step."""
    return rows.astype(np.float32) * steps[:, None]


def vector_key(encoder: str, kind: str, text: str) -> bytes:
    """Sixteen bytes that name this text encoded this way."""
    return hashlib.sha256(f"{encoder}\0{kind}\0{text}".encode()).digest()[:16]
