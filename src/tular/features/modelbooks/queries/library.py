"""The library: what is published here, what is known to exist, and everything that can be downloaded."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from tular.features.catalogue.models import Theme
from tular.features.modelbooks.choices import Form
from tular.features.modelbooks.models import Edition, EditionFile
from tular.features.modelbooks.queries.counts import Totals, totals_of
from tular.features.modelbooks.queries.editions import told_by
from tular.features.modelbooks.queries.published import editions_published, newest_editions
from tular.features.modelbooks.queries.reading_page import FileLine
from tular.features.modelbooks.queries.themes import KnownBook, ThemeInnovations, innovations_of, known_books


@dataclass(frozen=True, slots=True)
class BookCard:
    """A published book in a list."""

    title: str
    subtitle: str
    path: str
    theme: str
    theme_slug: str
    agency: str
    number: int
    published_at: datetime
    chapters: int
    references: int
    made_up: bool


@dataclass(frozen=True, slots=True)
class KnownLine:
    """A book that is known to exist, and those here on the same theme."""

    book: KnownBook
    here: tuple[BookCard, ...]


@dataclass(frozen=True, slots=True)
class Library:
    """The first page of the model books."""

    books: tuple[BookCard, ...]
    known: tuple[KnownLine, ...]


def library() -> Library:
    """Published books and known ones. Two queries."""
    cards = tuple(_card(edition) for edition in newest_editions())
    known = tuple(
        KnownLine(one, tuple(card for card in cards if card.theme_slug == one.theme and one.theme))
        for one in known_books()
    )
    return Library(cards, known)


@dataclass(frozen=True, slots=True)
class ThemePage:
    """A theme: its books here, what is known of others, and what the catalogue has on it."""

    slug: str
    name: str
    books: tuple[BookCard, ...]
    known: tuple[KnownBook, ...]
    innovations: ThemeInnovations


def theme_page(theme: Theme) -> ThemePage:
    """What can be told of a theme. Five queries."""
    return ThemePage(
        slug=theme.slug,
        name=theme.name,
        books=tuple(_card(one) for one in newest_editions().filter(book__theme=theme)),
        known=tuple(one for one in known_books() if one.theme == theme.slug),
        innovations=innovations_of(theme),
    )


@dataclass(frozen=True, slots=True)
class Shelf:
    """An edition with everything that can be downloaded of it."""

    title: str
    path: str
    number: int
    published_at: datetime
    theme: str
    identifier: str
    licence: str
    made_up: bool
    is_newest: bool
    files: tuple[FileLine, ...]
    totals: Totals


@dataclass(frozen=True, slots=True)
class Downloads:
    """The page of downloads under its filters."""

    shelves: tuple[Shelf, ...]
    themes: tuple[tuple[str, str], ...]
    forms: tuple[tuple[str, str], ...]
    theme: str
    form: str
    old: bool
    total: int


def downloads(theme: str = "", form: str = "", *, old: bool = False) -> Downloads:
    """What can be downloaded, the newest first; `old` takes editions along that a later one replaced. Four queries."""
    rows = list(editions_published().defer("canonical").order_by("-published_at", "pk"))
    last: dict[int, int] = {}
    for one in rows:
        last[one.book_id] = max(last.get(one.book_id, 0), one.number)
    themes = sorted({(one.book.theme_id, one.book.theme.name) for one in rows}, key=lambda pair: pair[1])
    if theme not in {slug for slug, _name in themes}:
        theme = ""
    if form not in Form.values:
        form = ""
    kept = [
        one for one in rows if (not theme or one.book.theme_id == theme) and (old or one.number == last[one.book_id])
    ]
    files, totals = _files(kept, form), totals_of(kept)
    return Downloads(
        shelves=tuple(_shelf(one, last[one.book_id], files[one.pk], totals[one.pk]) for one in kept),
        themes=tuple(themes),
        forms=tuple((value, str(label)) for value, label in Form.choices),
        theme=theme,
        form=form,
        old=old,
        total=len(rows),
    )


def _shelf(edition: Edition, newest: int, files: list[FileLine], totals: Totals) -> Shelf:
    path = edition.book.path
    return Shelf(
        title=edition.title,
        path=path if edition.number == newest else f"{path}/edisi/{edition.number}",
        number=edition.number,
        published_at=edition.published_at,
        theme=edition.book.theme.name,
        identifier=edition.identifier,
        licence=edition.get_licence_display(),
        made_up=edition.book.is_demo,
        is_newest=edition.number == newest,
        files=tuple(files),
        totals=totals,
    )


def _files(editions: list[Edition], form: str) -> dict[int, list[FileLine]]:
    order = list(Form.values)
    rows = EditionFile.objects.filter(edition__in=editions).select_related("file", "edition__book")
    found: dict[int, list[FileLine]] = defaultdict(list)
    for one in sorted(rows.defer("edition__canonical"), key=lambda one: order.index(one.form)):
        if form and one.form != form:
            continue
        path = f"{one.edition.book.path}/edisi/{one.edition.number}/unduh/{one.form}"
        label = str(Form(one.form).label)
        found[one.edition_id].append(FileLine(one.form, label, path, one.file.size, one.file.sha256))
    return found


def _card(edition: Edition) -> BookCard:
    told = told_by(edition)
    return BookCard(
        title=told["title"],
        subtitle=told["subtitle"],
        path=edition.book.path,
        theme=edition.book.theme.name,
        theme_slug=edition.book.theme_id,
        agency=told["agency"],
        number=edition.number,
        published_at=edition.published_at,
        chapters=sum(1 for one in told["chapters"] if one["text"].strip()),
        references=len(told["references"]),
        made_up=told["made_up"],
    )
