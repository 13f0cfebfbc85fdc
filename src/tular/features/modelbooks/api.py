"""`/api/v1/books`: published model books, their editions and the text of their chapters."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Path, Query, Router, Schema
from pydantic import Field

from tular.features.modelbooks.choices import Form, Licence
from tular.features.modelbooks.models import Edition
from tular.features.modelbooks.queries.as_book import authors_of
from tular.features.modelbooks.queries.editions import told_by
from tular.features.modelbooks.queries.published import Opened, newest_editions, opened
from tular.features.modelbooks.queries.reading_page import files_of
from tular.foundation.api import ApiError, ErrorBody, Named, Page, PageParameters, Parameters, Text, page_of, terms

router = Router()

Slug = Annotated[Text, Path(description="The book's `slug`.", example="penanganan-stunting")]
Code = Annotated[Text, Path(description="The chapter's `code`.", example="tata_kelola")]
NOT_FOUND = {404: ErrorBody, 422: ErrorBody}


class BookItem(Schema):
    """A model book in a list: its newest edition."""

    slug: str = Field(examples=["penanganan-stunting"])
    title: str
    subtitle: str | None
    path: str = Field(description="Address of its page on this server.", examples=["/model/penanganan-stunting"])
    theme: Named
    agency: str = Field(description="Who answers for the book, by the name at the time of the edition.")
    edition: int
    identifier: str = Field(description="What a citation names the edition by.")
    sha256: str = Field(description="Of the whole text of the edition as JSON with sorted keys.")
    licence: Licence = Field(description=f"What readers may do: {terms(Licence)}.")
    published_at: datetime
    made_up: bool = Field(description="Made up for a demo: not a fact.")


class ChapterItem(Schema):
    """A chapter in the contents."""

    code: str
    number: int
    title: str
    path: str
    gap: str | None = Field(description="Why it has no text, or only part of it; null: nothing lacks.")


class FileItem(Schema):
    """A file that can be downloaded."""

    form: Form = Field(description=f"One of {terms(Form)}.")
    path: str
    size: int = Field(description="Bytes.")
    sha256: str


class ErratumItem(Schema):
    """A mistake that was told after the edition was published."""

    chapter: str
    wrong: str
    right: str
    at: datetime


class ReferenceItem(Schema):
    """An innovation of which the edition was made, frozen."""

    code: str = Field(description="`/innovations/{code}`, as long as it is public.")
    title: str
    frozen_at: datetime
    sha256: str = Field(description="Of the frozen record.")


class BookRecord(BookItem):
    """An edition with everything but the text of its chapters."""

    authors: list[str]
    kinds: list[str] = Field(description="Kinds of agency for which it is meant.")
    changes: str | None = Field(description="What changed since the edition before.")
    editions: list[int] = Field(description="Numbers of all editions, the oldest first.")
    chapters: list[ChapterItem]
    references: list[ReferenceItem]
    files: list[FileItem] = Field(description="Empty while they are being built.")
    errata: list[ErratumItem]


class ChapterRecord(ChapterItem):
    """A chapter of the newest edition with its text."""

    identifier: str
    markdown: str = Field(description="The text in the dialect of Tular's manuscripts (Pandoc's Markdown).")


class EditionParameters(Parameters):
    """Which edition."""

    edition: int | None = Field(None, ge=1, le=10_000, description="Its number; without it the newest one.")


@router.get("/books", response={200: Page[BookItem], 422: ErrorBody}, operation_id="list_books")
def list_books(request: HttpRequest, asked: Query[PageParameters]) -> dict[str, object]:
    """Published model books, the newest first."""
    return page_of(newest_editions(), asked, lambda row: BookItem(**_item(row)))


@router.get("/books/{slug}", response={200: BookRecord, **NOT_FOUND}, operation_id="get_book")
def get_book(request: HttpRequest, slug: Slug, asked: Query[EditionParameters]) -> BookRecord:
    """One book: its newest edition, or the one that is asked for."""
    found = _opened(slug, asked.edition)
    edition, told = found.edition, told_by(found.edition)
    errata = list(edition.errata.all())
    return BookRecord(
        **_item(edition),
        authors=[one.name for one in authors_of(told)],
        kinds=told["kinds"],
        changes=edition.changes or None,
        editions=list(edition.book.editions.order_by("number").values_list("number", flat=True)),
        chapters=[ChapterItem(**_chapter(found, one)) for one in told["chapters"]],
        references=[
            ReferenceItem(
                code=one["code"],
                title=one["frozen"]["title"],
                frozen_at=datetime.fromisoformat(one["frozen_at"]),
                sha256=one["sha256"],
            )
            for one in told["references"]
        ],
        files=[
            FileItem(form=Form(one.form), path=one.path, size=one.size, sha256=one.sha256) for one in files_of(edition)
        ],
        errata=[ErratumItem(chapter=one.chapter, wrong=one.wrong, right=one.right, at=one.at) for one in errata],
    )


@router.get("/books/{slug}/chapters/{code}", response={200: ChapterRecord, **NOT_FOUND}, operation_id="get_chapter")
def get_chapter(request: HttpRequest, slug: Slug, code: Code, asked: Query[EditionParameters]) -> ChapterRecord:
    """One chapter as Markdown."""
    found = _opened(slug, asked.edition)
    row = next((one for one in told_by(found.edition)["chapters"] if one["code"] == code), None)
    if row is None:
        raise ApiError(404, "not_found", _("Bab ini tidak ada dalam edisi itu."))
    return ChapterRecord(**_chapter(found, row), identifier=found.edition.identifier, markdown=row["text"])


def _opened(slug: str, number: int | None) -> Opened:
    found = opened(slug, number)
    if found is None:
        raise ApiError(404, "not_found", _("Buku ini tidak ada, atau edisi itu belum terbit."))
    return found


def _item(row: Edition) -> dict[str, Any]:
    told = told_by(row)
    return {
        "slug": row.book.slug,
        "title": told["title"],
        "subtitle": told["subtitle"] or None,
        "path": row.book.path,
        "theme": Named(**told["theme"]),
        "agency": told["agency"],
        "edition": row.number,
        "identifier": row.identifier,
        "sha256": row.sha256,
        "licence": Licence(row.licence),
        "published_at": row.published_at,
        "made_up": told["made_up"],
    }


def _chapter(found: Opened, one: dict[str, Any]) -> dict[str, Any]:
    return {
        "code": one["code"],
        "number": one["number"],
        "title": one["title"],
        "path": found.chapter_path(one["code"]),
        "gap": one["gap_reason"].strip() or None,
    }
