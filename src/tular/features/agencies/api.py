"""`/api/v1/agencies` and `/api/v1/regions`."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from ninja import Path, Query, Router, Schema
from pydantic import Field

from tular.features.agencies.choices import AgencyKind, RegionLevel, SuccessionChange
from tular.features.agencies.models import Agency, Hub, Indicator, Region
from tular.features.agencies.queries import indicator_names
from tular.features.agencies.queries.listing import (
    HEADLINE_INDICATORS,
    agencies_listed,
    agency_record,
    region_record,
    regions_listed,
)
from tular.foundation.api import (
    ApiError,
    Coded,
    ErrorBody,
    Named,
    Page,
    PageParameters,
    Parameters,
    Text,
    TwoDigits,
    page_of,
    terms,
)

router = Router()

Slug = Annotated[Text, Path(description="The agency's `slug`.", example="pemkab-sumedang")]
RegionCode = Annotated[
    Text, Path(description="Kemendagri code, as text: `53` or `53.05`.", example="53")
]  # fmt: skip


class AgencyItem(Named):
    """An agency in a list."""

    kind: AgencyKind = Field(description=f"Kind: {terms(AgencyKind)}.")
    abbreviation: str | None
    region: Coded | None = Field(description="The region it governs; null for central bodies.")
    province: Coded | None
    until: str | None = Field(
        description="Year or month in which it ended; null while it exists.", examples=["2024-10"]
    )
    hub_year: int | None = Field(description="Year in which it became Hub JIPP; null as far as nobody recorded one.")


class Change(Named):
    """A body on the other side of a change."""

    change: SuccessionChange = Field(description=f"How: {terms(SuccessionChange)}.")


class HubRecord(Schema):
    """Membership of Hub JIPP."""

    year: int
    source_url: str


class AgencyRecord(AgencyItem):
    """All that is known of an agency."""

    subkind: str | None
    parent: Named | None
    counted: str = Field(description="Among the 633 bodies of the national count: `yes`, `assumed` (our list) or `no`.")
    aliases: list[str] = Field(description="Other names under which sources name it.")
    successors: list[Change]
    predecessors: list[Change]
    hub: HubRecord | None
    note: str | None


class RegionItem(Coded):
    """A region in a list."""

    level: RegionLevel = Field(description=f"Level: {terms(RegionLevel)}.")
    parent: Coded | None = Field(description="Its province; null for a province.")
    autonomous: bool = Field(description="False for Jakarta's six administrative areas.")
    zone: str = Field(description="WIB, WITA or WIT.")
    iana_zone: str = Field(examples=["Asia/Makassar"])
    island_group: str = Field(examples=["Nusa Tenggara"])
    iso_code: str | None = Field(description="ISO 3166-2, provinces only.", examples=["ID-NT"])


class IndicatorRecord(Schema):
    """One figure of the region itself; all but `indicator`, `name` and `unit` are null where nobody gave one."""

    indicator: str = Field(examples=["stunting_prevalence"])
    name: str
    value: str | None = Field(description="As the source prints it.", examples=["35.3"])
    number: float | None = Field(description="The value as a number; null for categories.")
    unit: str | None
    year: int | None
    period: str | None
    source_url: str | None
    note: str | None


class RegionRecord(RegionItem):
    """A region with its figures, newest first. A regency's gap is not filled with its province's figure."""

    indicators: list[IndicatorRecord] = Field(
        description=f"All figures on file. Listed with nulls when missing: {', '.join(HEADLINE_INDICATORS)}."
    )


class AgencyParameters(PageParameters):
    """Filters of the list of agencies."""

    kind: AgencyKind | None = Field(None, description=f"Kind: {terms(AgencyKind)}.")
    province: TwoDigits | None = Field(None, description="Code of a province, with its regencies and cities.")
    q: Text = Field("", max_length=200, description="Words of name, abbreviation, other names or region; all must fit.")


class RegionParameters(PageParameters):
    """Filters of the list of regions."""

    level: RegionLevel | None = Field(None, description=f"Level: {terms(RegionLevel)}.")
    parent: TwoDigits | None = Field(None, description="Code of the province.")


@router.get("/agencies", response={200: Page[AgencyItem], 422: ErrorBody}, operation_id="list_agencies")
def list_agencies(request: HttpRequest, asked: Query[AgencyParameters]) -> dict[str, object]:
    """Agencies by name, also those that have ended."""
    rows = agencies_listed(asked=asked.q, kind=asked.kind or "", province=asked.province or "")
    return page_of(rows, asked, lambda agency: AgencyItem(**_item(agency)))


@router.get("/agencies/{slug}", response={200: AgencyRecord, 404: ErrorBody, 422: ErrorBody}, operation_id="get_agency")
def get_agency(request: HttpRequest, slug: Slug, asked: Query[Parameters]) -> AgencyRecord:
    """One agency with its other names, what it came from, what it became, and its hub."""
    agency = agency_record(slug)
    if agency is None:
        raise ApiError(404, "not_found", _("Instansi ini tidak ada di katalog."))
    hub = _hub(agency)
    return AgencyRecord(
        **_item(agency),
        subkind=agency.subkind or None,
        parent=Named(slug=agency.parent.slug, name=agency.parent.name) if agency.parent else None,
        counted=agency.counted,
        aliases=[alias.name for alias in agency.aliases.all() if alias.name != agency.name],
        successors=[
            Change(slug=row.successor.slug, name=row.successor.name, change=SuccessionChange(row.change))
            for row in agency.successions.all()
        ],
        predecessors=[
            Change(slug=row.predecessor.slug, name=row.predecessor.name, change=SuccessionChange(row.change))
            for row in agency.predecessions.all()
        ],
        hub=HubRecord(year=hub.year, source_url=hub.source_url) if hub else None,
        note=agency.note or None,
    )


@router.get("/regions", response={200: Page[RegionItem], 422: ErrorBody}, operation_id="list_regions")
def list_regions(request: HttpRequest, asked: Query[RegionParameters]) -> dict[str, object]:
    """Provinces, regencies and cities by code."""
    rows = regions_listed(level=asked.level or "", parent=asked.parent or "")
    return page_of(rows, asked, lambda region: RegionItem(**_region(region)))


@router.get("/regions/{code}", response={200: RegionRecord, 404: ErrorBody, 422: ErrorBody}, operation_id="get_region")
def get_region(request: HttpRequest, code: RegionCode, asked: Query[Parameters]) -> RegionRecord:
    """One region with its indicators, each with year and source."""
    region = region_record(code)
    if region is None:
        raise ApiError(404, "not_found", _("Wilayah ini tidak ada. Kode ditulis seperti 53 atau 53.05."))
    figures = list(region.indicators.all())
    told = {figure.indicator for figure in figures}
    missing = [_missing(indicator) for indicator in HEADLINE_INDICATORS if indicator not in told]
    return RegionRecord(**_region(region), indicators=[*map(_figure, figures), *missing])


def _item(agency: Agency) -> dict[str, Any]:
    region, hub = agency.region, _hub(agency)
    return {
        "slug": agency.slug,
        "name": agency.name,
        "kind": agency.kind,
        "abbreviation": agency.abbreviation or None,
        "region": _coded(region),
        "province": _coded((region.parent or region) if region else None),
        "until": agency.until or None,
        "hub_year": hub.year if hub else None,
    }


def _coded(region: Region | None) -> Coded | None:
    return Coded(code=region.code, name=region.name) if region else None


def _hub(agency: Agency) -> Hub | None:
    return getattr(agency, "hub", None)


def _region(region: Region) -> dict[str, Any]:
    return {
        "code": region.code,
        "name": region.name,
        "level": region.level,
        "parent": _coded(region.parent),
        "autonomous": region.autonomous,
        "zone": region.zone,
        "iana_zone": region.iana_zone,
        "island_group": region.island_group,
        "iso_code": region.iso_code or None,
    }


def _figure(figure: Indicator) -> IndicatorRecord:
    name, unit = _words(figure.indicator)
    return IndicatorRecord(
        indicator=figure.indicator,
        name=name,
        value=figure.value,
        number=figure.number,
        unit=unit or figure.unit,
        year=figure.year,
        period=figure.period or None,
        source_url=figure.source_url,
        note=figure.note or None,
    )


def _missing(indicator: str) -> IndicatorRecord:
    name, unit = _words(indicator)
    return IndicatorRecord(
        indicator=indicator, name=name, unit=unit or None,
        value=None, number=None, year=None, period=None, source_url=None, note=None,
    )  # fmt: skip


def _words(indicator: str) -> tuple[str, str]:
    """Name and unit of an indicator in the language of the request; the code itself where no name is known."""
    known = indicator_names().get(indicator)
    if known is None:
        return indicator, ""
    english = (get_language() or "").startswith("en")
    return (known.name_en, known.unit_en) if english else (known.name, known.unit)
