"""What files are for. A purpose decides which kinds and sizes are taken and who may read.

    define(Purpose("catalogue.photo", _("Foto inovasi"), PHOTOS, 15_000_000, may_read=can_see, images=(480, 960, 1600)))

Defined in a feature's `files.py` or `apps.ready()`, so that it is known wherever the feature is installed.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils.functional import Promise

from tular.foundation.files.kinds import Kind

WIDTHS = (480, 960, 1600)
"""Pixels: a phone, a phone with a fine screen, a desk."""


def _anyone_signed_in(person: Any) -> bool:
    return bool(person and person.is_authenticated)


def by_relation(ids: Collection[UUID]) -> Iterable[UUID]:
    """For `Purpose.in_use` when only foreign keys point to the files; those are looked up anyway."""
    return ()


@dataclass(frozen=True, slots=True)
class Purpose:
    """One use of stored files.

    `may_read(person, file)`: `person` is None for somebody who is not signed in. Who sent a file may read it for a
    day besides, to see what was sent before anything refers to it.
    `may_add(person)`: who may send one; the feature decides again when the file is attached to something.
    `in_use(ids)`: which of these are mentioned where no foreign key shows it, such as in JSON. With it (or
    `by_relation`) ready files that nothing mentions are removed after a day; without it they are never removed.
    """

    code: str
    label: str | Promise
    types: tuple[Kind, ...]
    largest: int
    may_read: Callable[[Any, Any], bool]
    images: tuple[int, ...] = ()
    may_add: Callable[[Any], bool] = field(default=_anyone_signed_in)
    in_use: Callable[[Collection[UUID]], Iterable[UUID]] | None = None

    @property
    def accept(self) -> str:
        """For the attribute `accept` of a file control: content types and endings."""
        return ",".join(name for kind in self.types for name in (kind.content_type, *kind.endings))


_purposes: dict[str, Purpose] = {}


def define(purpose: Purpose) -> Purpose:
    """Register a purpose. Raises ValueError when the code is taken by another one."""
    if _purposes.get(purpose.code, purpose) != purpose:
        raise ValueError(f"two purposes are called {purpose.code!r}")
    _purposes[purpose.code] = purpose
    return purpose


def purpose_called(code: str) -> Purpose:
    """The purpose of this code. Raises KeyError."""
    return _purposes[code]


def all_purposes() -> list[Purpose]:
    """All of them, by code."""
    return [_purposes[code] for code in sorted(_purposes)]
