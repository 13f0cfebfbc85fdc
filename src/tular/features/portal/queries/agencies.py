"""The list of agencies and the page of one agency, each with a fixed number of database queries."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import get_language

from tular.features.agencies.choices import AgencyKind, RegionLevel
from tular.features.agencies.models import Agency, AgencyAlias, Hub, Region, Succession
from tular.features.agencies.queries import IndicatorFact, find_agency, indicator_names, region_indicators
from tular.features.agencies.queries.listing import HEADLINE_INDICATORS, agencies_matching
from tular.features.catalogue.choices import AwardLevel, State
from tular.features.catalogue.models import Innovation, Recognition
from tular.features.portal.queries.dates import partial_date
from tular.features.portal.queries.upkeep import GoneOn, Upkeep, gone_on, upkeep_of
from tular.features.replications.choices import ReplicationState
from tular.features.replications.queries import Passed, given_and_taken
from tular.foundation.ui.shapes import Pages

PAGE_SIZE = 30
SHOWN_INNOVATIONS = 60


@dataclass(frozen=True, slots=True)
class AgencyRow:
    """One agency in the list."""

    slug: str
    name: str
    kind: str
    province: str
    innovations: int
    hub_year: int | None
    until: str


@dataclass(frozen=True, slots=True)
class AgencyList:
    """One page of the agencies that were asked for, most records first."""

    asked: str
    rows: tuple[AgencyRow, ...]
    pages: Pages


@dataclass(frozen=True, slots=True)
class AgencyLink:
    """Another agency, named and linked; `how` says what happened (split, renamed …)."""

    slug: str
    name: str
    how: str = ""


@dataclass(frozen=True, slots=True)
class Award:
    """A recognition as the source words it. `winner` is named only when another body won it."""

    level: str
    year: int | None
    as_written: str
    winner: AgencyLink | None
    title: str
    slug: str


@dataclass(frozen=True, slots=True)
class InnovationRow:
    """One innovation of the agency."""

    slug: str
    title: str
    year: int | None
    themes: tuple[str, ...]
    awards: tuple[Award, ...]


@dataclass(frozen=True, slots=True)
class ReplicationGroup:
    """Replications of one state. States are never added up."""

    state: str
    rows: tuple[Passed, ...]


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """One indicator; `text` is the figure with its unit, empty when nobody gave one.

    `borrowed_from` names the province when the region itself has no figure.
    """

    name: str
    text: str = ""
    year: int | None = None
    borrowed_from: str = ""
    source_url: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class AgencyPage:
    """Everything that the page of one agency shows."""

    slug: str
    name: str
    abbreviation: str
    kind: str
    until: str
    note: str
    assumed: bool
    aliases: tuple[str, ...]
    region: str
    region_code: str
    province: str
    province_code: str
    parent: AgencyLink | None
    hub_year: int | None
    hub_source: str
    hubs_on_file: int
    successors: tuple[AgencyLink, ...]
    predecessors: tuple[AgencyLink, ...]
    innovations: tuple[InnovationRow, ...]
    upkeep: Upkeep
    gone_on: tuple[GoneOn, ...]
    won_elsewhere: tuple[Award, ...]
    given: tuple[ReplicationGroup, ...]
    taken: tuple[ReplicationGroup, ...]
    indicators: tuple[IndicatorRow, ...]

    @property
    def innovations_total(self) -> int:
        """How many records everybody may read."""
        return self.upkeep.total

    @property
    def region_is_province(self) -> bool:
        """Whether the agency is the government of a province, whose region needs no province beside it."""
        return bool(self.region_code) and self.region_code == self.province_code


def agency_list(asked: str, page: str) -> AgencyList:
    """Agencies whose name, abbreviation, other names or region contain every word of `asked`.

    Short forms are understood ("Pemkab Alor"). When no name contains the words, the one agency that goes by the whole
    text is looked up, so "Gunung Kidul" finds Gunungkidul. Words after the eighth are ignored.
    """
    asked = " ".join(asked.split())
    found = agencies_matching(asked)
    total = found.count()
    if not total and (one := find_agency(asked)):
        found, total = Agency.objects.filter(pk=one.pk), 1
    pages = Pages.read(page, total, PAGE_SIZE)
    rows = (
        found.annotate(innovations_count=Count("innovations", filter=Q(innovations__state=State.PUBLISHED)))
        .select_related("region", "region__parent", "hub")
        .order_by("-innovations_count", "name")[pages.start : pages.last]
    )
    return AgencyList(asked, tuple(_row(agency) for agency in rows), pages)


def agency_page(slug: str) -> AgencyPage | None:
    """The page of the agency, or None when there is none of this slug."""
    agency = (
        Agency.objects.select_related("region", "region__parent", "parent", "hub")
        .prefetch_related(
            Prefetch("aliases", AgencyAlias.objects.order_by("name")),
            Prefetch("successions", Succession.objects.select_related("successor").order_by("successor__name")),
            Prefetch("predecessions", Succession.objects.select_related("predecessor").order_by("predecessor__name")),
        )
        .filter(slug=slug)
        .first()
    )
    if agency is None:
        return None
    province = _province(agency.region)
    hub = getattr(agency, "hub", None)
    sides = given_and_taken(agency.pk)
    innovations = (
        Innovation.published.filter(agency=agency).prefetch_related("themes", Prefetch("recognitions", _recognitions()))
        .order_by("-year", "title", "code")
    )  # fmt: skip
    return AgencyPage(
        slug=agency.slug,
        name=agency.name,
        abbreviation=agency.abbreviation,
        kind=str(AgencyKind(agency.kind).label),
        until=partial_date(agency.until),
        note=agency.note,
        assumed=agency.counted == "assumed",
        aliases=tuple(alias.name for alias in agency.aliases.all() if alias.name != agency.name),
        region=agency.region.name if agency.region else "",
        region_code=agency.region.code if agency.region else "",
        province=province.name if province else "",
        province_code=province.code if province else "",
        parent=AgencyLink(agency.parent.slug, agency.parent.name) if agency.parent else None,
        hub_year=hub.year if hub else None,
        hub_source=hub.source_url if hub else "",
        hubs_on_file=Hub.objects.count(),
        successors=tuple(
            AgencyLink(row.successor.slug, row.successor.name, row.get_change_display())
            for row in agency.successions.all()
        ),
        predecessors=tuple(
            AgencyLink(row.predecessor.slug, row.predecessor.name, row.get_change_display())
            for row in agency.predecessions.all()
        ),
        innovations=tuple(_innovation(row, agency) for row in innovations[:SHOWN_INNOVATIONS]),
        upkeep=upkeep_of(agency, timezone.now()),
        gone_on=gone_on(agency),
        won_elsewhere=tuple(
            _award(row, None)
            for row in _recognitions().filter(agency=agency).exclude(innovation__agency=agency)
        ),
        given=_groups(sides.given),
        taken=_groups(sides.taken),
        indicators=_indicators(agency.region),
    )  # fmt: skip


def _row(agency: Agency) -> AgencyRow:
    province = _province(agency.region)
    hub = getattr(agency, "hub", None)
    return AgencyRow(
        slug=agency.slug,
        name=agency.name,
        kind=str(AgencyKind(agency.kind).label),
        province=province.name if province else "",
        innovations=agency.innovations_count,  # type: ignore[attr-defined]
        hub_year=hub.year if hub else None,
        until=partial_date(agency.until),
    )


def _province(region: Region | None) -> Region | None:
    if region is None or region.level == RegionLevel.PROVINCE:
        return region
    return region.parent


def _recognitions() -> QuerySet[Recognition]:
    found = Recognition.objects.filter(innovation__state=State.PUBLISHED)
    return found.select_related("agency", "innovation").order_by("-year", "level", "as_written")


def _innovation(row: Innovation, agency: Agency) -> InnovationRow:
    english = (get_language() or "").startswith("en")
    return InnovationRow(
        slug=row.slug,
        title=row.title,
        year=row.year,
        themes=tuple(theme.name_en if english else theme.name for theme in row.themes.all()),
        awards=tuple(_award(recognition, agency) for recognition in row.recognitions.all()),
    )


def _award(row: Recognition, owner: Agency | None) -> Award:
    other = owner is not None and row.agency.pk != owner.pk
    return Award(
        level=str(AwardLevel(row.level).label),
        year=row.year,
        as_written=row.as_written,
        winner=AgencyLink(row.agency.slug, row.agency.name) if other else None,
        title=row.innovation.title,
        slug=row.innovation.slug,
    )


def _groups(rows: tuple[Passed, ...]) -> tuple[ReplicationGroup, ...]:
    """Replications by state, in the order from proof to wish; states without a row are left out."""
    order = (
        ReplicationState.PROVEN,
        ReplicationState.RUNNING,
        ReplicationState.SIGNED,
        ReplicationState.PLANNED,
        ReplicationState.STOPPED,
        ReplicationState.UNCLEAR,
    )
    groups = ((state, tuple(row for row in rows if row.state is state)) for state in order)
    return tuple(ReplicationGroup(str(state.label), found) for state, found in groups if found)


def _indicators(region: Region | None) -> tuple[IndicatorRow, ...]:
    """The latest figure of each indicator. Headline ones keep their row even when nobody gave a figure."""
    if region is None:
        return ()
    figures = region_indicators(region.code)
    names = [*HEADLINE_INDICATORS, *(code for code in figures if code not in HEADLINE_INDICATORS)]
    return tuple(_indicator(figures[code]) if code in figures else IndicatorRow(_name(code)) for code in names)


def _name(code: str) -> str:
    known = indicator_names()[code]
    return known.name_en if (get_language() or "").startswith("en") else known.name


def _indicator(fact: IndicatorFact) -> IndicatorRow:
    if fact.number is None:
        text = fact.value
    else:
        # As many decimals as the source prints: 31.0 stays 31,0.
        places = len(fact.value.partition(".")[2])
        text = f"{number_format(fact.number, places, force_grouping=True)} {fact.unit}"
    return IndicatorRow(
        name=fact.label,
        text=text,
        year=fact.year,
        borrowed_from=fact.region_name if fact.from_province else "",
        source_url=fact.source_url,
        note=fact.note,
    )
