"""`/api/v1/competitions`: the public ones, with calendar, categories and the rulebook that they follow."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Path, Query, Router, Schema
from pydantic import Field

from tular.features.competitions.choices import CompetitionLevel, CompetitionState, WindowKind
from tular.features.competitions.models import Window
from tular.features.competitions.queries.listing import competition_record, competitions_listed
from tular.foundation.api import ApiError, ErrorBody, Named, Page, PageParameters, Parameters, Text, page_of, terms

router = Router()

Slug = Annotated[Text, Path(description="The competition's `slug`.", example="kovablik-2027")]


class RulebookReference(Schema):
    """The exact version of the rules; its text is at `/aturan/{id}/v/{number}.toml`."""

    id: str
    number: int
    title: str
    sha256: str = Field(description="Of the file as UTF-8.")


class CompetitionItem(Schema):
    """A competition in a list."""

    slug: str = Field(examples=["kovablik-2027"])
    title: str
    path: str = Field(description="Address of its call page on this server.", examples=["/kompetisi/kovablik-2027"])
    organiser: Named
    level: CompetitionLevel = Field(description=f"For whom it is held: {terms(CompetitionLevel)}.")
    year: int
    state: CompetitionState = Field(description=f"One of {terms(CompetitionState)}; `disiapkan` is never public.")
    submission_opens_at: datetime | None
    submission_closes_at: datetime | None = Field(description="The moment from which nothing is accepted any more.")
    feeds: str | None = Field(description="Slug of the competition to which its winners go on.")
    made_up: bool = Field(description="Made up for a demo: not a fact.")


class ChangeRecord(Schema):
    """A date that was moved after it had been announced."""

    opens_before: datetime
    closes_before: datetime
    opens_after: datetime
    closes_after: datetime
    reason: str
    decree: str | None = Field(description="Number of the decree or letter.")
    at: datetime


class WindowRecord(Schema):
    """A span of the calendar."""

    kind: WindowKind = Field(description=f"What it is for: {terms(WindowKind)}.")
    stage: str | None = Field(description="Id of the stage in the rulebook; null for the submission.")
    name: str
    opens_at: datetime
    closes_at: datetime
    zone: str = Field(description="Zone that the deadline names.", examples=["Asia/Jakarta"])
    note: str | None
    changes: list[ChangeRecord] = Field(description="Oldest first.")


class CategoryRecord(Schema):
    """A category."""

    name: str
    description: str | None
    examples: str | None


class CompetitionRecord(CompetitionItem):
    """All that is public of a competition."""

    state_at: datetime
    state_reason: str | None = Field(description="Why it was cancelled.")
    about: str | None
    decree: str | None
    rulebook: RulebookReference
    agency_kinds: list[str] = Field(description="Kinds of agency that may enter; empty: the rulebook does not say.")
    windows: list[WindowRecord]
    categories: list[CategoryRecord]


class CompetitionParameters(PageParameters):
    """Filters of the list of competitions."""

    level: CompetitionLevel | None = Field(None, description=f"Level: {terms(CompetitionLevel)}.")
    state: CompetitionState | None = Field(None, description=f"State: {terms(CompetitionState)}.")
    year: int | None = Field(None, ge=2000, le=2100, description="Year of the edition.")


@router.get("/competitions", response={200: Page[CompetitionItem], 422: ErrorBody}, operation_id="list_competitions")
def list_competitions(request: HttpRequest, asked: Query[CompetitionParameters]) -> dict[str, object]:
    """Competitions that were opened, newest first."""
    rows = competitions_listed(level=asked.level or "", state=asked.state or "", year=asked.year)
    return page_of(rows, asked, lambda row: CompetitionItem(**_item(row)))


@router.get(
    "/competitions/{slug}",
    response={200: CompetitionRecord, 404: ErrorBody, 422: ErrorBody},
    operation_id="get_competition",
)
def get_competition(request: HttpRequest, slug: Slug, asked: Query[Parameters]) -> CompetitionRecord:
    """One competition: calendar with everything that moved in it, categories, rulebook."""
    found = competition_record(slug)
    if found is None:
        raise ApiError(404, "not_found", _("Kompetisi ini tidak ada, atau belum dibuka."))
    row = found.row
    book = row.rulebook
    return CompetitionRecord(
        **_item(row),
        state_at=row.state_at,
        state_reason=row.state_reason or None,
        about=row.about or None,
        decree=row.decree or None,
        rulebook=RulebookReference(id=book.identity, number=book.number, title=book.title, sha256=book.sha256),
        agency_kinds=list(found.kinds),
        windows=[_window(window, name) for window, name in found.windows],
        categories=[
            CategoryRecord(name=one.name, description=one.description or None, examples=one.examples or None)
            for one in found.categories
        ],
    )


def _item(row: Any) -> dict[str, Any]:
    return {
        "slug": row.slug,
        "title": row.title,
        "path": f"/kompetisi/{row.slug}",
        "organiser": Named(slug=row.organiser.slug, name=row.organiser.name),
        "level": row.level,
        "year": row.year,
        "state": row.state,
        "submission_opens_at": row.opens,
        "submission_closes_at": row.closes,
        "feeds": row.feeds.slug if row.feeds and row.feeds.state != CompetitionState.PREPARED else None,
        "made_up": row.is_demo,
    }


def _window(window: Window, name: str) -> WindowRecord:
    return WindowRecord(
        kind=WindowKind(window.kind),
        stage=window.stage or None,
        name=name,
        opens_at=window.opens_at,
        closes_at=window.closes_at,
        zone=window.zone,
        note=window.note or None,
        changes=[
            ChangeRecord(
                opens_before=one.opens_before,
                closes_before=one.closes_before,
                opens_after=one.opens_after,
                closes_after=one.closes_after,
                reason=one.reason,
                decree=one.decree or None,
                at=one.at,
            )
            for one in window.changes.all()
        ],
    )
