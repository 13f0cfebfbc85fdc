"""`/api/v1/innovations`: the list, and one record as the catalogue knows it.

The whole record, with takers and neighbours, is put together on the top floor, which knows the features that hold them.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language
from ninja import Query, Router, Schema
from pydantic import Field

from tular.engines.rulebook import ComponentResult, Status
from tular.features.agencies.queries.listing import agency_exists
from tular.features.catalogue.choices import AwardLevel, Sustainability, ThemeKind
from tular.features.catalogue.models import Innovation, Recognition, SourceRecord, Theme
from tular.features.catalogue.queries import MODEL
from tular.features.catalogue.queries.content import public_content
from tular.features.catalogue.queries.listing import (
    InnovationFilters,
    innovation_record,
    innovations_listed,
    record_completeness,
    theme_slugs,
)
from tular.foundation.api import (
    Coded,
    ErrorBody,
    Named,
    Page,
    PageParameters,
    Text,
    TwoDigits,
    page_of,
    terms,
    unknown_values,
)

router = Router()


class ThemeRecord(Named):
    """A theme or field of service."""

    kind: ThemeKind = Field(description=f"Kind: {terms(ThemeKind)}.")


class RecognitionRecord(Schema):
    """An award."""

    as_written: str = Field(description="The label exactly as the source gives it.", examples=["top99"])
    level: AwardLevel = Field(description=f"Level read from the label: {terms(AwardLevel)}.")
    year: int | None
    winner: Named = Field(description="The body that won it; it keeps the award whatever became of it.")
    source_url: str | None = Field(description="As in the source; several are parted by ` ; `.")


class InnovationItem(Schema):
    """An innovation in a list. What no source tells is null or empty, never guessed."""

    code: str = Field(description="Identity inside Tular.", examples=["kipp-2014-001"])
    nri: str | None = Field(description="National registration number; null while unknown.")
    title: str
    path: str = Field(
        description="Address of its page on this server.", examples=["/inovasi/surabaya-single-window-ssw"]
    )
    agency: Named = Field(description="The owner.")
    unit: str | None
    province: Coded | None = Field(description="Province of the owner; null for central bodies.")
    year: int | None = Field(description="Year of entry or of the source.")
    start_year: int | None = Field(description="Year in which it began to run.")
    themes: list[ThemeRecord]
    sustainability: Sustainability = Field(
        description=f"Still alive? {terms(Sustainability)}. `tidak-diketahui` is a value of its own, not a no."
    )
    recognitions: list[RecognitionRecord]


class SourceRow(Schema):
    """A row from which the record came."""

    source: str
    source_id: str
    source_url: str | None = Field(description="As in the source; several are parted by ` ; `.")
    imported_at: datetime


class ComponentRecord(Schema):
    """One component of a complete description."""

    id: str
    name: str
    status: Status = Field(description="`terisi` filled, `sebagian` partly, `belum` not at all.")
    lacking: list[str] = Field(description="Facts that would fill it.")
    questions: list[str] = Field(description="What to ask the owner.")


class CompletenessRecord(Schema):
    """How complete the description is, by component."""

    rulebook: str = Field(description="The rulebook that says what a complete description contains: `/aturan/{id}`.")
    full: int
    part: int
    none: int
    total: int
    components: list[ComponentRecord]


class StatusesRecord(Schema):
    """Independent statuses, never merged into one."""

    sustainability: Sustainability
    confirmed_on: date | None = Field(description="Day on which sustainability was last confirmed; null if never.")
    description: Status = Field(description="`terisi` when every component is filled, `belum` when none is.")


class ToldRecord(Schema):
    """What the owner tells in lists, by the editor's section: fields and rows of fields. Figures are exact decimals in
    texts; an empty text, null or an empty list is unknown. Innovators are left out.
    """

    sections: dict[str, dict[str, Any]] = Field(
        description="Section → field → value; `/data` explains the fields under the same names.",
        examples=[{"tenaga": {"people_needs": [{"role": "Kader", "number": 12, "time": "paruh", "skill": ""}]}}],
    )


class InnovationRecord(InnovationItem):
    """All that the catalogue knows of an innovation."""

    sdgs: list[int] = Field(description="Numbers of Sustainable Development Goals (TPB).")
    problem: str | None
    solution: str | None
    results: str | None = Field(description="The owner's own claims, by the source; Tular has not checked them.")
    statuses: StatusesRecord
    completeness: CompletenessRecord
    told: ToldRecord
    note: str | None = Field(description="Doubts about the record.")
    sources: list[SourceRow]


class InnovationParameters(PageParameters):
    """Filters of the list of innovations; all of them must fit."""

    theme: Text = Field("", max_length=40, description="Slug of a theme.", json_schema_extra={"example": "stunting"})
    sector: Text = Field(
        "", max_length=40, description="Slug of a field of service.", json_schema_extra={"example": "kesehatan"}
    )
    agency: Text = Field(
        "", max_length=80, description="Slug of an agency; records of its predecessors and successors are found too."
    )
    province: TwoDigits | None = Field(None, description="Code of the owner's province.")
    year: int | None = Field(None, ge=1900, le=2200, description="Year of entry or of the source.")
    award: AwardLevel | None = Field(None, description=f"Has an award of this level: {terms(AwardLevel)}.")
    q: Text = Field("", max_length=200, description="The title contains this text.")


@router.get("/innovations", response={200: Page[InnovationItem], 422: ErrorBody}, operation_id="list_innovations")
def list_innovations(request: HttpRequest, asked: Query[InnovationParameters]) -> dict[str, object]:
    """Innovations by title. To rank them for a need, use `/finder`."""
    _refuse_unknown_values(asked)
    filters = InnovationFilters(
        theme=asked.theme,
        sector=asked.sector,
        agency=asked.agency,
        province=asked.province or "",
        year=asked.year,
        award=asked.award or "",
        title=asked.q,
    )
    return page_of(innovations_listed(filters), asked, lambda innovation: InnovationItem(**_item(innovation)))


def innovation_fields(code: str) -> tuple[int, dict[str, Any]] | None:
    """The row id and the fields of `InnovationRecord`, or None for an unknown code. Fifteen queries."""
    innovation = innovation_record(code)
    if innovation is None:
        return None
    completeness = record_completeness(innovation)
    described = Status.FULL if completeness.is_complete else Status.PART if completeness.full else Status.NONE
    return innovation.pk, {
        **_item(innovation),
        "sdgs": innovation.sdgs,
        "problem": innovation.problem or None,
        "solution": innovation.solution or None,
        "results": innovation.results or None,
        "statuses": StatusesRecord(
            sustainability=Sustainability(innovation.sustainability),
            confirmed_on=innovation.confirmed_on,
            description=described,
        ),
        "completeness": CompletenessRecord(
            rulebook=MODEL,
            full=completeness.full,
            part=completeness.part,
            none=completeness.none,
            total=completeness.total,
            components=[_component(result) for result in completeness.components],
        ),
        "told": ToldRecord(sections=public_content(innovation)),
        "note": innovation.note or None,
        "sources": [_source(row) for row in innovation.sources.all()],
    }


def _refuse_unknown_values(asked: InnovationParameters) -> None:
    """A misspelt theme must not look like a theme without innovations."""
    if asked.theme and asked.theme not in theme_slugs(ThemeKind.THEME):
        raise unknown_values("theme", [asked.theme])
    if asked.sector and asked.sector not in theme_slugs(ThemeKind.SECTOR):
        raise unknown_values("sector", [asked.sector])
    if asked.agency and not agency_exists(asked.agency):
        raise unknown_values("agency", [asked.agency])


def _item(innovation: Innovation) -> dict[str, Any]:
    province = innovation.province
    return {
        "code": innovation.code,
        "nri": innovation.nri,
        "title": innovation.title,
        "path": f"/inovasi/{innovation.slug}",
        "agency": Named(slug=innovation.agency.slug, name=innovation.agency.name),
        "unit": innovation.unit or None,
        "province": Coded(code=province.code, name=province.name) if province else None,
        "year": innovation.year,
        "start_year": innovation.start_year,
        "themes": [_theme(theme) for theme in innovation.themes.all()],
        "sustainability": innovation.sustainability,
        "recognitions": [_recognition(row) for row in innovation.recognitions.all()],
    }


def _theme(theme: Theme) -> ThemeRecord:
    return ThemeRecord(
        slug=theme.slug, name=theme.name_en if _english() else theme.name, kind=ThemeKind(theme.kind)
    )  # fmt: skip


def _recognition(row: Recognition) -> RecognitionRecord:
    return RecognitionRecord(
        as_written=row.as_written,
        level=AwardLevel(row.level),
        year=row.year,
        winner=Named(slug=row.agency.slug, name=row.agency.name),
        source_url=row.source_url or None,
    )


def _source(row: SourceRecord) -> SourceRow:
    return SourceRow(
        source=row.source,
        source_id=row.source_id,
        source_url=row.source_url or None,
        imported_at=row.imported_at,
    )


def _component(result: ComponentResult) -> ComponentRecord:
    return ComponentRecord(
        id=result.component.id,
        name=result.component.name_en if _english() else result.component.name,
        status=result.status,
        lacking=list(result.lacking),
        questions=[question.text_en if _english() else question.text for question in result.missing],
    )


def _english() -> bool:
    return (get_language() or "").startswith("en")
