"""What a person keeps and follows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import get_language

from tular.features.catalogue.choices import State
from tular.features.conversations.models import Bookmark, Follow


@dataclass(frozen=True, slots=True)
class Kept:
    """An innovation that is kept; `gone` when it is no longer public."""

    slug: str
    title: str
    owner: str
    note: str
    at: datetime
    gone: bool


@dataclass(frozen=True, slots=True)
class Followed:
    """Something that is followed: its kind in the address (`inovasi`, `tema`, `instansi`), its key and its page."""

    kind: str
    key: str
    name: str
    href: str


@dataclass(frozen=True, slots=True)
class KeptPage:
    """Everything that a person keeps and follows."""

    kept: list[Kept]
    followed: list[Followed]


@dataclass(frozen=True, slots=True)
class Keeping:
    """What a person has done with one innovation: kept it, follows it."""

    bookmarked: bool = False
    follows: bool = False


def kept_page(person: Any) -> KeptPage:
    """All of it; two queries."""
    bookmarks = Bookmark.objects.filter(person=person).select_related("innovation__agency")
    follows = Follow.objects.filter(person=person).select_related("innovation", "theme", "agency")
    return KeptPage(
        kept=[
            Kept(
                row.innovation.slug, row.innovation.title, row.innovation.agency.name, row.note, row.at,
                row.innovation.state != State.PUBLISHED,
            )
            for row in bookmarks
        ],
        followed=[_followed(row) for row in follows],
    )  # fmt: skip


def keeping_of(person: Any, innovation_id: int) -> Keeping:
    """For the buttons on the page of an innovation; two queries, none for a stranger."""
    if not person.is_authenticated:
        return Keeping()
    return Keeping(
        Bookmark.objects.filter(person=person, innovation_id=innovation_id).exists(),
        Follow.objects.filter(person=person, innovation_id=innovation_id).exists(),
    )


def _followed(row: Follow) -> Followed:
    if row.innovation:
        return Followed("inovasi", row.innovation.slug, row.innovation.title, f"/inovasi/{row.innovation.slug}")
    if row.agency:
        return Followed("instansi", row.agency.slug, row.agency.name, f"/instansi/{row.agency.slug}")
    theme = row.theme
    assert theme is not None, "the database lets no follow be of nothing"
    name = theme.name_en if (get_language() or "").startswith("en") else theme.name
    return Followed("tema", theme.slug, name, f"/temukan?tema={theme.slug}")
