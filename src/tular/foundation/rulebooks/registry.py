"""The rulebooks of this installation: every TOML file under `settings.RULEBOOKS_DIR`, read once per version."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from tular.engines.rulebook import Rulebook, RulebookError, load

CASES = ".cases.toml"
"""Worked cases lie beside their rulebook and are not rulebooks."""


class UnknownRulebook(LookupError):
    """There is no rulebook with this id, or its file cannot be read. `error` says why when a file is broken."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of the folder: its rulebook, or what is wrong with it."""

    path: Path
    folder: str
    book: Rulebook | None
    error: RulebookError | None

    def read(self) -> bytes:
        """The file as it is on disk, for downloading."""
        return self.path.read_bytes()


def entries() -> list[Entry]:
    """All files in the order of their paths. A broken file is an entry with an error; it never hides the others."""
    root = Path(settings.RULEBOOKS_DIR)
    found = [
        _entry(root, path, path.stat().st_mtime_ns)
        for path in sorted(root.rglob("*.toml"))
        if not path.name.endswith(CASES)
    ]
    seen: dict[str, Path] = {}
    unique = []
    for entry in found:
        if entry.book and entry.book.id in seen:
            first = seen[entry.book.id].relative_to(root)
            error = RulebookError(
                str(entry.path.relative_to(root)), "id", f'"{entry.book.id}" sudah dipakai oleh {first}; pakai id lain'
            )
            entry = Entry(entry.path, entry.folder, None, error)
        elif entry.book:
            seen[entry.book.id] = entry.path
        unique.append(entry)
    return unique


def entry(identity: str) -> Entry:
    """The file of a rulebook. Raises `UnknownRulebook`."""
    for candidate in entries():
        if candidate.book and candidate.book.id == identity:
            return candidate
    raise UnknownRulebook(identity)


def rulebook(identity: str) -> Rulebook:
    """A rulebook by its id. Raises `UnknownRulebook` when no readable file has it."""
    root = Path(settings.RULEBOOKS_DIR)
    # A page asks for the same rulebook dozens of times: look where it was before walking through the folder.
    if (path := _places.get((root, identity))) and path.exists():
        known = _entry(root, path, path.stat().st_mtime_ns)
        if known.book and known.book.id == identity:
            return known.book
    found = entry(identity)
    assert found.book is not None, "entry() returns readable files only"
    _places[root, identity] = found.path
    return found.book


_places: dict[tuple[Path, str], Path] = {}
"""Where each rulebook was last found."""


@lru_cache(maxsize=512)
def _entry(root: Path, path: Path, changed: int) -> Entry:
    """Read one file; `changed` (its time of change in nanoseconds) makes an edited file a new key of the cache."""
    name = str(path.relative_to(root))
    folder = str(path.parent.relative_to(root))
    try:
        return Entry(path, folder, load(path, name), None)
    except RulebookError as error:
        return Entry(path, folder, None, error)
