"""The title page of an edition, and its chapters as they are read on the web."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from tular.features.agencies.choices import AgencyKind
from tular.features.modelbooks.choices import Form, Licence, ReaderState
from tular.features.modelbooks.models import Edition, Erratum, Usage
from tular.features.modelbooks.queries.as_book import annexes_of, authors_of, citation
from tular.features.modelbooks.queries.counts import Totals, totals_of
from tular.features.modelbooks.queries.editions import references_in, told_by
from tular.features.modelbooks.queries.printing import SOURCES
from tular.features.modelbooks.queries.published import Opened
from tular.foundation.documents.book import BookAuthor

CHECKLIST = "kesiapan"
"""Code of the chapter whose task lists are the readiness checklist."""


@dataclass(frozen=True, slots=True)
class TocLine:
    """A chapter in the contents. `gap` tells why it has no text, or only part of it; empty: nothing lacks."""

    code: str
    number: str
    title: str
    path: str
    gap: str
    is_empty: bool
    is_annex: bool
    errata: int


@dataclass(frozen=True, slots=True)
class AuthorLine:
    """Somebody on the title page."""

    name: str
    about: str


@dataclass(frozen=True, slots=True)
class FileLine:
    """One form that can be downloaded."""

    form: str
    name: str
    path: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class ErratumLine:
    """A mistake and how it should read."""

    chapter: str
    path: str
    wrong: str
    right: str
    at: datetime


@dataclass(frozen=True, slots=True)
class EditionLine:
    """One of the editions of a book."""

    number: int
    path: str
    published_at: datetime
    compare: str
    is_shown: bool


@dataclass(frozen=True, slots=True)
class UsageLine:
    """What an agency tells that it did with the book."""

    agency: str
    agency_path: str
    text: str
    on: date | None


@dataclass(frozen=True, slots=True)
class ReferenceLine:
    """An innovation of which the book is made, with the title it had when it was frozen."""

    title: str
    agency: str
    reason: str
    path: str
    frozen_at: datetime


@dataclass(frozen=True, slots=True)
class BookPage:
    """Everything on the title page. `subject` is what slots are given."""

    subject: Edition
    slug: str
    title: str
    subtitle: str
    number: int
    identifier: str
    sha256: str
    published_at: datetime
    agency: str
    theme: str
    theme_path: str
    kinds: tuple[str, ...]
    licence: str
    changes: tuple[str, ...]
    made_up: bool
    is_newest: bool
    newest_path: str
    path: str
    edition_path: str
    authors: tuple[AuthorLine, ...]
    citation: str
    toc: tuple[TocLine, ...]
    files: tuple[FileLine, ...]
    errata: tuple[ErratumLine, ...]
    editions: tuple[EditionLine, ...]
    usages: tuple[UsageLine, ...]
    references: tuple[ReferenceLine, ...]
    totals: Totals
    checklist: str
    answers: int


def book_page(found: Opened) -> BookPage:
    """The title page. Seven queries."""
    edition = found.edition
    told, book = told_by(edition), edition.book
    errata = list(edition.errata.all())
    shelf = f"{book.path}/edisi/{edition.number}"
    codes = {one["code"] for one in told["chapters"] if one["text"].strip()}
    return BookPage(
        subject=edition,
        slug=book.slug,
        title=told["title"],
        subtitle=told["subtitle"],
        number=edition.number,
        identifier=edition.identifier,
        sha256=edition.sha256,
        published_at=edition.published_at,
        agency=told["agency"],
        theme=book.theme.name,
        theme_path=f"/model/tema/{book.theme_id}",
        kinds=tuple(str(AgencyKind(one).label) for one in told["kinds"]),
        licence=str(Licence(edition.licence).label),
        changes=tuple(line.strip() for line in edition.changes.splitlines() if line.strip()),
        made_up=told["made_up"],
        is_newest=found.is_newest,
        newest_path=book.path,
        path=found.path,
        edition_path=shelf,
        authors=tuple(_author(one) for one in authors_of(told)),
        citation=citation(told, timezone.localdate(edition.published_at)),
        toc=contents_of(found, errata),
        files=files_of(edition),
        errata=errata_lines(found, errata),
        editions=_editions(found),
        usages=_usages(edition),
        references=_references(edition),
        totals=totals_of([edition])[edition.pk],
        checklist=f"{shelf}/periksa" if CHECKLIST in codes else "",
        answers=len(told["answers"]),
    )


def contents_of(found: Opened, errata: list[Erratum]) -> tuple[TocLine, ...]:
    """The chapters in their order, then the annexes. No query."""
    wrong, told = Counter(one.chapter for one in errata), told_by(found.edition)
    chapters = [
        TocLine(
            code=one["code"],
            number=str(one["number"]),
            title=one["title"],
            path=found.chapter_path(one["code"]),
            gap=one["gap_reason"].strip(),
            is_empty=not one["text"].strip(),
            is_annex=False,
            errata=wrong[one["code"]],
        )
        for one in told["chapters"]
    ]
    annexes = [
        TocLine(
            one.id, one.number, one.title, found.chapter_path(one.id), gap="", is_empty=False, is_annex=True, errata=0
        )
        for one in annexes_of(told)
    ]
    if told["sources"] or told["references"]:
        path = found.chapter_path(SOURCES)
        annexes.append(TocLine(SOURCES, "", _("Daftar pustaka"), path, gap="", is_empty=False, is_annex=True, errata=0))
    return (*chapters, *annexes)


def _author(one: BookAuthor) -> AuthorLine:
    return AuthorLine(one.name, ", ".join(part for part in (one.role, one.affiliation) if part))


def files_of(edition: Edition) -> tuple[FileLine, ...]:
    """The forms that are built, in the order PDF, DOCX, EPUB, HTML. One query."""
    order = list(Form.values)
    rows = sorted(edition.files.select_related("file"), key=lambda one: order.index(one.form))
    shelf = f"{edition.book.path}/edisi/{edition.number}/unduh"
    return tuple(
        FileLine(one.form, str(Form(one.form).label), f"{shelf}/{one.form}", one.file.size, one.file.sha256)
        for one in rows
    )


def errata_lines(found: Opened, errata: list[Erratum]) -> tuple[ErratumLine, ...]:
    """The mistakes that were told, the oldest first. No query."""
    titles = {one["code"]: f"{one['number']} {one['title']}" for one in told_by(found.edition)["chapters"]}
    return tuple(
        ErratumLine(titles.get(one.chapter, one.chapter), found.chapter_path(one.chapter), one.wrong, one.right, one.at)
        for one in errata
    )


def _editions(found: Opened) -> tuple[EditionLine, ...]:
    book, shown = found.edition.book, found.edition.number
    rows = book.editions.order_by("-number").values_list("number", "published_at")
    return tuple(
        EditionLine(
            number=number,
            path=book.path if number == found.newest else f"{book.path}/edisi/{number}",
            published_at=at,
            compare=f"{book.path}/edisi/{number}/banding" if number > 1 else "",
            is_shown=number == shown,
        )
        for number, at in rows
    )


def _usages(edition: Edition) -> tuple[UsageLine, ...]:
    """Those of all editions: a use does not end when a new edition comes."""
    rows = Usage.objects.filter(edition__book=edition.book_id, state=ReaderState.SHOWN)
    return tuple(
        UsageLine(one.agency.name, f"/instansi/{one.agency.slug}", one.text, one.on)
        for one in rows.select_related("agency").order_by("-at")
    )


def _references(edition: Edition) -> tuple[ReferenceLine, ...]:
    """As they were frozen; `path` is empty for one whose record is no longer public."""
    slugs = dict(references_in(edition).values_list("code", "slug"))
    return tuple(
        ReferenceLine(
            title=one["frozen"]["title"],
            agency=one["frozen"]["agency"],
            reason=one["reason"],
            path=f"/inovasi/{slugs[one['code']]}" if one["code"] in slugs else "",
            frozen_at=datetime.fromisoformat(one["frozen_at"]),
        )
        for one in told_by(edition)["references"]
    )
