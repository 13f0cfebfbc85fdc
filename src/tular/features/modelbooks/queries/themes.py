"""The model books that are known to exist, in Tular or elsewhere, and what the catalogue has on their themes."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.utils.translation import get_language

from tular.features.catalogue.models import Innovation, Theme
from tular.features.modelbooks.queries.outline import IDENTITY
from tular.foundation.rulebooks import registry

MOST_SHOWN = 12
"""Innovations of a theme beside what is known of its book; the rest is one link away."""


@dataclass(frozen=True, slots=True)
class KnownBook:
    """A book that a source tells of. `theme` is a slug of the catalogue; empty where the rulebook names none."""

    year: int
    name: str
    theme: str
    source: str

    @property
    def site(self) -> str:
        """The site of the source, to show as the text of its link."""
        return urlsplit(self.source).netloc

    @property
    def path(self) -> str:
        """The page about its theme."""
        return f"/model/tema/{self.theme}"


@dataclass(frozen=True, slots=True)
class Fitting:
    """An innovation of the catalogue that belongs to a theme."""

    title: str
    path: str
    agency: str
    has_results: bool
    sustainability: str


@dataclass(frozen=True, slots=True)
class ThemeInnovations:
    """Those of a theme: the first ones, and how many there are."""

    shown: tuple[Fitting, ...]
    total: int
    described: int
    """How many tell any result."""


def known_books() -> tuple[KnownBook, ...]:
    """The books of the rulebook, the newest year first. No query. Raises `UnknownRulebook`."""
    english = get_language() == "en"
    found = [
        KnownBook(
            year=int(str(item["year"])),
            name=str(item["name_en"] if english and item.get("name_en") else item["name_id"]),
            theme=str(item.get("theme", "")),
            source=str(item["source"]),
        )
        for item in registry.rulebook(IDENTITY).block("books")
    ]
    return tuple(sorted(found, key=lambda one: -one.year))


def theme_named(slug: str) -> Theme | None:
    """A theme of the catalogue. One query."""
    return Theme.objects.filter(slug=slug).first()


def innovations_of(theme: Theme) -> ThemeInnovations:
    """What the catalogue has on the theme: those that tell results first, then by title. Three queries."""
    rows = Innovation.published.filter(themes=theme)
    described = rows.exclude(results="")
    first = list(described.select_related("agency").order_by("title", "code")[:MOST_SHOWN])
    if len(first) < MOST_SHOWN:
        others = rows.filter(results="").select_related("agency").order_by("title", "code")
        first += others[: MOST_SHOWN - len(first)]
    shown = tuple(
        Fitting(
            title=one.title,
            path=f"/inovasi/{one.slug}",
            agency=one.agency.name,
            has_results=bool(one.results),
            sustainability=one.get_sustainability_display(),
        )
        for one in first
    )
    return ThemeInnovations(shown, rows.count(), described.count())
