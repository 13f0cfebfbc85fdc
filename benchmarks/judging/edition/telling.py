"""What the run prints: seconds and sizes of each step."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def timed(what: str) -> Iterator[list[str]]:
    """Print how long something took; what is added to the list is printed behind it, such as sizes."""
    sizes: list[str] = []
    started = time.perf_counter()
    yield sizes
    told = f": {', '.join(sizes)}" if sizes else ""
    print(f"{time.perf_counter() - started:8.1f} s  {what}{told}", flush=True)
