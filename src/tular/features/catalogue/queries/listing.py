"""Innovations as a list and as whole records, with a fixed number of queries whatever hangs on them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from tular.engines.rulebook import Completeness
from tular.features.agencies.models import Agency
from tular.features.agencies.queries import families
from tular.features.catalogue.choices import ThemeKind
from tular.features.catalogue.models import Innovation, Recognition, Theme
from tular.features.catalogue.queries.content.reading import ROWS
from tular.features.catalogue.queries.facts import completeness_of, facts_of


@dataclass(frozen=True, slots=True)
class InnovationFilters:
    """What a list of innovations is narrowed by; an empty value narrows nothing.

    `theme` and `sector` are slugs, `province` a code, `award` a level. `agency` is a slug and takes the records of
    the body's predecessors and successors too.
    """

    theme: str = ""
    sector: str = ""
    agency: str = ""
    province: str = ""
    year: int | None = None
    award: str = ""
    title: str = ""


def innovations_listed(filters: InnovationFilters) -> QuerySet[Innovation]:
    """Innovations by title, with owner, province, themes and recognitions at hand."""
    found = Innovation.published.all()
    for slug, kind in ((filters.theme, ThemeKind.THEME), (filters.sector, ThemeKind.SECTOR)):
        if slug:
            found = found.filter(themes__in=Theme.objects.filter(slug=slug, kind=kind))
    if filters.agency:
        found = found.filter(agency__in=_family(filters.agency))
    if filters.province:
        found = found.filter(province=filters.province)
    if filters.year is not None:
        found = found.filter(year=filters.year)
    if filters.award:
        found = found.filter(Exists(Recognition.objects.filter(innovation=OuterRef("pk"), level=filters.award)))
    if filters.title:
        found = found.filter(title__icontains=filters.title)
    return found.select_related("agency", "province").prefetch_related(*_listed()).order_by("title", "code")


def innovation_record(code: str) -> Innovation | None:
    """One innovation with everything that hangs on it at hand. Fifteen queries."""
    return (
        Innovation.published.select_related("agency", "province", "stakeholder")
        .prefetch_related(*_listed(), "sources", "classifications", *ROWS)
        .filter(code=code)
        .first()
    )


def record_completeness(innovation: Innovation) -> Completeness:
    """How complete the description is. No query when themes, sources and `FACT_ROWS` are prefetched."""
    return completeness_of(facts_of(innovation))


def theme_slugs(kind: str) -> set[str]:
    """The slugs of all themes of a kind; one query."""
    return set(Theme.objects.filter(kind=kind).values_list("slug", flat=True))


def _listed() -> tuple[str | Prefetch, ...]:
    recognitions = Recognition.objects.select_related("agency").order_by("-year", "level", "as_written")
    return Prefetch("recognitions", recognitions), "themes"


def _family(slug: str) -> Collection[int]:
    agency = Agency.objects.filter(slug=slug).values_list("pk", flat=True).first()
    return () if agency is None else {agency, *families().get(agency, ())}
