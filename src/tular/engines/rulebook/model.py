"""The shape of a loaded rulebook. Everything is read-only, so that a rulebook may be shared between requests."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum

type Value = str | int | float | Decimal | bool | date | datetime | time | tuple[Value, ...] | Mapping[str, Value]
"""What TOML can say; tables are read-only mappings, arrays are tuples."""


class Confidence(StrEnum):
    """How sure a rule is."""

    CERTAIN = "certain"
    """Stated by the organiser or in the rules themselves."""
    LIKELY = "likely"
    """A good second-hand source, or a close copy of the rules."""
    INFERRED = "inferred"
    """Reasoned from other facts; check before relying on it."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where one rule comes from. `key` is its place in the file, such as `components.masalah`."""

    key: str
    text: str
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Block:
    """One top-level table (one item) or array of tables (several items) of the file."""

    key: str
    items: tuple[Mapping[str, Value], ...]
    is_list: bool


@dataclass(frozen=True, slots=True)
class Rulebook:
    """One version of one set of rules. `digest` is the SHA-256 of the file's bytes and names the version exactly."""

    id: str
    title: str
    title_en: str
    schema: str
    scope: str
    unknown: tuple[str, ...]
    unknown_en: tuple[str, ...]
    digest: str
    file_name: str
    facts: Mapping[str, Value]
    """Top-level keys that are neither tables nor part of the head, such as the organiser."""
    blocks: tuple[Block, ...]
    sources: tuple[Source, ...]

    @property
    def short_digest(self) -> str:
        """First twelve digits of the digest: enough to tell versions apart in print."""
        return self.digest[:12]

    def block(self, key: str) -> tuple[Mapping[str, Value], ...]:
        """The items of a block; empty when the file does not have it."""
        return next((block.items for block in self.blocks if block.key == key), ())
