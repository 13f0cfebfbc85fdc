"""Published rulebooks: found by id and number, and read once per process, since a version never changes."""

from __future__ import annotations

from functools import lru_cache

from django.db.models import Exists, OuterRef

from tular.engines.rulebook import Rulebook, load
from tular.engines.rulebook.competition import Competition
from tular.engines.rulebook.reading import read_competition
from tular.foundation.rulebooks import registry
from tular.foundation.rulebooks.models import RulebookVersion
from tular.foundation.rulebooks.registry import UnknownRulebook
from tular.foundation.ui.typed import number_typed

AT = "@"
"""Between id and number, where both stand in one word: `kipp-2023@1`."""

MOST = 1_000_000


def rules_of(version: RulebookVersion) -> Competition:
    """The competition that a published rulebook tells. No query when the version is loaded."""
    return _rules(version.sha256, version.text, version.identity)


def book_of(version: RulebookVersion) -> Rulebook:
    """The rulebook itself, of whatever kind."""
    return _book(version.sha256, version.text, version.identity)


def versions_of(identity: str) -> list[RulebookVersion]:
    """All published versions of a rulebook, the newest first. One query."""
    return list(RulebookVersion.objects.filter(identity=identity).order_by("-number"))


def version(identity: str, number: int) -> RulebookVersion:
    """One published version. Raises `UnknownRulebook`."""
    # A number that no column can hold is no version, rather than an error of the database.
    found = RulebookVersion.objects.filter(identity=identity, number=number).first() if number <= MOST else None
    if found is None:
        raise UnknownRulebook(f"{identity}{AT}{number}")
    return found


def newest() -> list[RulebookVersion]:
    """The last version of each published rulebook, by title, without its text. One query."""
    later = RulebookVersion.objects.filter(identity=OuterRef("identity"), number__gt=OuterRef("number"))
    return list(RulebookVersion.objects.filter(~Exists(later)).defer("text").order_by("title", "pk"))


def book_named(name: str) -> Rulebook:
    """What `id@number` names, or `id`: the file, and where there is none the newest version.

    Raises `UnknownRulebook`.
    """
    identity, at, number = name.partition(AT)
    if at:
        return book_of(version(identity, number_typed(number)))
    try:
        return registry.rulebook(identity)
    except UnknownRulebook:
        found = RulebookVersion.objects.filter(identity=identity).order_by("-number").first()
        if found is None:
            raise
        return book_of(found)


def is_taken(identity: str) -> bool:
    """Whether a file or a published rulebook has this id."""
    if RulebookVersion.objects.filter(identity=identity).exists():
        return True
    return any(one.book is not None and one.book.id == identity for one in registry.entries())


@lru_cache(maxsize=64)
def _rules(sha256: str, text: str, identity: str) -> Competition:
    return read_competition(_book(sha256, text, identity))


@lru_cache(maxsize=64)
def _book(sha256: str, text: str, identity: str) -> Rulebook:
    return load(text.encode(), f"{identity}.toml")
