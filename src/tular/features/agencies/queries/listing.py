"""Agencies and regions as lists and as whole records, with a fixed number of queries whatever hangs on them."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from tular.features.agencies.models import Agency, AgencyAlias, Indicator, Region, Succession
from tular.features.agencies.queries.names import words_of

HEADLINE_INDICATORS = ("population", "poverty_rate", "stunting_prevalence", "hdi", "fiscal_capacity_category")
"""Told of every region, as unknown where nobody gave a figure."""

MOST_WORDS = 8


def agencies_matching(asked: str) -> QuerySet[Agency]:
    """Agencies whose name, abbreviation, other names or region contain every word; all for an empty text.

    Short forms are understood ("Pemkab Alor"). Words after the eighth are ignored.
    """
    found = Agency.objects.all()
    for word in words_of(asked)[:MOST_WORDS]:
        alias = AgencyAlias.objects.filter(agency=OuterRef("pk"), name__icontains=word)
        found = found.filter(
            Q(name__icontains=word)
            | Q(abbreviation__icontains=word)
            | Q(region__name__icontains=word)
            | Q(region__parent__name__icontains=word)
            | Exists(alias)
        )
    return found


def agencies_listed(*, asked: str = "", kind: str = "", province: str = "") -> QuerySet[Agency]:
    """Agencies by name, with region, province and hub at hand. `province` takes its regencies and cities too."""
    found = agencies_matching(asked)
    if kind:
        found = found.filter(kind=kind)
    if province:
        found = found.filter(Q(region=province) | Q(region__parent=province))
    return found.select_related("region__parent", "hub").order_by("name")


def agency_record(slug: str) -> Agency | None:
    """One agency with region, parent, hub, aliases and what it came from and became, all at hand. Four queries."""
    return (
        Agency.objects.select_related("region__parent", "parent", "hub")
        .prefetch_related(
            Prefetch("aliases", AgencyAlias.objects.order_by("name")),
            Prefetch("successions", Succession.objects.select_related("successor").order_by("successor__name")),
            Prefetch("predecessions", Succession.objects.select_related("predecessor").order_by("predecessor__name")),
        )
        .filter(slug=slug)
        .first()
    )


def regions_listed(*, level: str = "", parent: str = "") -> QuerySet[Region]:
    """Regions by code, with their province at hand."""
    found = Region.objects.all()
    if level:
        found = found.filter(level=level)
    if parent:
        found = found.filter(parent=parent)
    return found.select_related("parent").order_by("code")


def region_record(code: str) -> Region | None:
    """One region with its province and all its own figures, newest first, at hand. Two queries."""
    return (
        Region.objects.select_related("parent")
        .prefetch_related(Prefetch("indicators", Indicator.objects.order_by("indicator", "-year")))
        .filter(code=code)
        .first()
    )


def agency_exists(slug: str) -> bool:
    """Whether there is an agency of this slug; one query."""
    return Agency.objects.filter(slug=slug).exists()
