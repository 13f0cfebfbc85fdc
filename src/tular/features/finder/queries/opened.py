"""The search index as this process has it open, and how it notices that there is a newer or no index.

`var/index/CURRENT` names the folder of the newest generation. A reader looks at that one small file per request;
an index that was deleted while serving goes on answering from memory while a new one is built aside.
"""

from __future__ import annotations

import gc
import threading
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from tular.engines.matching import encoders
from tular.engines.matching.encoders import Encoder
from tular.engines.matching.facts import Facts
from tular.engines.matching.index import SearchIndex

_lock = threading.Lock()
_opened: OpenedIndex | None = None


class IndexMissing(Exception):
    """There is no usable index yet; one has to be built first."""


@dataclass(frozen=True, slots=True, eq=False)
class OpenedIndex:
    """One generation: the index, the facts in the same order, and where each code stands."""

    generation: str
    search: SearchIndex
    facts: Facts
    places: dict[str, int]


@lru_cache(maxsize=1)
def the_encoders() -> tuple[Encoder, ...]:
    """The encoders of this process; loading them costs memory once."""
    return tuple(encoders.available())


def current_generation() -> str:
    """Name of the newest generation, "" when there is none."""
    try:
        return (settings.INDEX_DIR / "CURRENT").read_text().strip()
    except OSError:
        return ""


def opened() -> OpenedIndex:
    """The newest index, opened once per generation. Raises `IndexMissing`."""
    global _opened
    generation = current_generation()
    held = _opened
    if held and held.generation == generation:
        return held
    with _lock:
        if _opened and _opened.generation == generation:
            return _opened
        with suppress(OSError, ValueError, KeyError):  # half deleted: what is in memory is still whole
            _opened = _open(settings.INDEX_DIR / generation) if generation else _opened
        if _opened is None:
            raise IndexMissing
        return _opened


def is_on_disk() -> bool:
    """Whether the newest generation can be read by another process too."""
    generation = current_generation()
    return bool(generation) and (settings.INDEX_DIR / generation / "manifest.json").exists()


def warm_up() -> None:
    """Open the index and let every encoder encode once; nothing happens while there is no index.

    What is in memory then stays for good, so the garbage collector is told to look past it: a sweep through a hundred
    thousand lasting objects would hold up whoever asks at that moment.
    """
    try:
        opened().search.encode_need("pemanasan")
    except IndexMissing:
        return
    gc.collect()
    gc.freeze()


def forget() -> None:
    """Close what is open; the next reader opens anew."""
    global _opened
    _opened = None


def _open(folder: Path) -> OpenedIndex:
    search = SearchIndex(folder, the_encoders())
    facts = Facts.load(folder / "facts.npz")
    return OpenedIndex(folder.name, search, facts, {key: place for place, key in enumerate(search.keys)})
