"""The rules of published rulebooks, read once per process: a version never changes."""

from __future__ import annotations

from functools import lru_cache

from tular.engines.rulebook import Rulebook, load
from tular.engines.rulebook.competition import Competition
from tular.engines.rulebook.reading import read_competition
from tular.foundation.rulebooks.models import RulebookVersion


def rules_of(version: RulebookVersion) -> Competition:
    """The competition that a published rulebook tells. No query when the version is loaded."""
    return _rules(version.sha256, version.text, version.identity)


def book_of(version: RulebookVersion) -> Rulebook:
    """The rulebook itself."""
    return rules_of(version).book


@lru_cache(maxsize=64)
def _rules(sha256: str, text: str, identity: str) -> Competition:
    return read_competition(load(text.encode(), f"{identity}.toml"))
