"""A chapter as it is read on the web, and looking for words in a whole book."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tular.features.catalogue.models import Innovation
from tular.features.modelbooks.choices import ReaderState
from tular.features.modelbooks.models import Edition, ReaderComment
from tular.features.modelbooks.queries.editions import told_by
from tular.features.modelbooks.queries.marking import Part, Piece, excerpt, holds, marked, parts_of, words_of
from tular.features.modelbooks.queries.printing import SOURCES, rendered
from tular.features.modelbooks.queries.published import Opened, newest_editions
from tular.features.modelbooks.queries.reading_page import (
    CHECKLIST,
    ErratumLine,
    TocLine,
    contents_of,
    errata_lines,
)
from tular.features.modelbooks.queries.tables import TableLine, tables_in


@dataclass(frozen=True, slots=True)
class RemarkLine:
    """What a reader said, by name and day."""

    name: str
    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class ChapterPage:
    """One chapter with what surrounds it. `html` is the rendered text, safe to show."""

    subject: Edition
    slug: str
    title: str
    number: int
    path: str
    edition_path: str
    is_newest: bool
    newest_path: str
    made_up: bool
    toc: tuple[TocLine, ...]
    chapter: TocLine
    html: str
    previous: TocLine | None
    next: TocLine | None
    errata: tuple[ErratumLine, ...]
    remarks: tuple[RemarkLine, ...]
    tables: tuple[TableLine, ...]
    checklist: str
    asked: str
    hits: int


def chapter_page(found: Opened, code: str, question: str = "") -> ChapterPage | None:
    """A chapter of an edition; None when it has none of this code. Two queries once it was rendered."""
    edition = found.edition
    errata = list(edition.errata.all())
    toc = contents_of(found, errata)
    place = next((place for place, one in enumerate(toc) if one.code == code), None)
    if place is None:
        return None
    html, hits = marked(_html(found, code), words_of(question))
    shelf = f"{edition.book.path}/edisi/{edition.number}"
    return ChapterPage(
        subject=edition,
        slug=edition.book.slug,
        title=edition.title,
        number=edition.number,
        path=found.path,
        edition_path=shelf,
        is_newest=found.is_newest,
        newest_path=edition.book.path,
        made_up=told_by(edition)["made_up"],
        toc=toc,
        chapter=toc[place],
        html=html,
        previous=toc[place - 1] if place else None,
        next=toc[place + 1] if place + 1 < len(toc) else None,
        errata=errata_lines(found, [one for one in errata if one.chapter == code]),
        remarks=_remarks(edition, code),
        tables=tables_in(found, code),
        checklist=f"{shelf}/periksa" if code == CHECKLIST and not toc[place].is_empty else "",
        asked=question.strip(),
        hits=hits,
    )


def _html(found: Opened, code: str) -> str:
    pages = rendered(found)
    return pages.sources if code == SOURCES else pages.chapters.get(code, "")


def _remarks(edition: Edition, code: str) -> tuple[RemarkLine, ...]:
    rows = ReaderComment.objects.filter(edition=edition, chapter=code, state=ReaderState.SHOWN)
    return tuple(RemarkLine(str(one.person), one.at, one.text) for one in rows.select_related("person"))


@dataclass(frozen=True, slots=True)
class Found:
    """A passage of a book in which every word was found."""

    chapter: TocLine
    heading: str
    path: str
    pieces: tuple[Piece, ...]


def search_in(opened: Opened, question: str) -> tuple[Found, ...]:
    """The passages of an edition that hold all words, in the order of the book. No query once it was rendered."""
    words = words_of(question)
    if not words:
        return ()
    found = []
    for line in contents_of(opened, []):
        for part in parts_of(_html(opened, line.code)):
            if holds(f"{line.title} {part.heading} {part.text}", words):
                found.append(Found(line, part.heading, _at(line.path, part), excerpt(part.text, words)))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class BookWith:
    """A published book of which an innovation is a reference, and why it was chosen."""

    title: str
    path: str
    number: int
    reason: str
    made_up: bool


def books_with(innovation: Innovation | int) -> tuple[BookWith, ...]:
    """The books whose newest edition leans on an innovation (or on that of this id). One query when there is none."""
    pk = innovation if isinstance(innovation, int) else innovation.pk
    rows = newest_editions().filter(book__references__innovation=pk).distinct()
    found = []
    for edition in rows:
        code = Innovation.objects.values_list("code", flat=True).get(pk=pk)
        reference = next((one for one in told_by(edition)["references"] if one["code"] == code), None)
        if reference is not None:
            made_up = told_by(edition)["made_up"]
            found.append(BookWith(edition.title, edition.book.path, edition.number, reference["reason"], made_up))
    return tuple(found)


def _at(path: str, part: Part) -> str:
    return f"{path}#{part.anchor}" if part.anchor else path
