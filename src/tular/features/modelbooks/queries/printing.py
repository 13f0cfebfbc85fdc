"""From the frozen text of an edition to what is read and printed. The same edition gives the same bytes, always."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.core.files.storage import default_storage
from django.utils import timezone
from django.utils.translation import gettext as _

from tular.features.modelbooks.choices import Form
from tular.features.modelbooks.models import Edition, Figure, ModelBook
from tular.features.modelbooks.queries.approving import Approving
from tular.features.modelbooks.queries.as_book import as_book
from tular.features.modelbooks.queries.editions import told_by
from tular.features.modelbooks.queries.published import Opened
from tular.foundation.documents.book import (
    Book,
    BookFigure,
    docx_of,
    epub_of,
    html_of,
    pdf_of,
    sources_html,
    web_chapters,
)
from tular.foundation.files.models import StoredFile

SOURCES = "daftar-pustaka"
"""Code of the page with the bibliography of an edition."""

MAKERS: dict[Form, Callable[[Book, datetime], bytes]] = {
    Form.PDF: pdf_of,
    Form.DOCX: docx_of,
    Form.EPUB: epub_of,
    Form.HTML: html_of,
}


def built(edition: Edition, form: Form) -> bytes:
    """A form of an edition, from what was frozen alone. Raises `Unwritable`."""
    told, day = told_by(edition), timezone.localdate(edition.published_at, timezone.get_default_timezone())
    book = as_book(told, figures_of(told, edition.book_id), published_on=day)
    return MAKERS[form](book, edition.published_at)


def preview(text: Approving, form: Form, book: ModelBook) -> bytes:
    """A form of the text of now, marked as a draft on every page. Raises `Unwritable`."""
    mark = _("RANCANGAN edisi %(n)d") % {"n": text.told["number"]}
    return MAKERS[form](as_book(text.told, figures_of(text.told, book.pk), mark=mark), book.state_at)


def figure_file(edition: Edition, key: str) -> StoredFile | None:
    """The picture that the edition shows under this key: the one that was frozen, by its hash. One query."""
    told = next((one for one in told_by(edition)["figures"] if one["key"] == key), None)
    if told is None:
        return None
    found = Figure.objects.filter(book=edition.book_id, file__sha256=told["sha256"]).select_related("file").first()
    return found.file if found else None


@dataclass(frozen=True, slots=True)
class Rendered:
    """An edition as safe HTML: each chapter and annex by its code, and the bibliography."""

    chapters: dict[str, str]
    sources: str


def rendered(found: Opened) -> Rendered:
    """Every chapter for the web. No query and no work once this process has rendered the edition at its address."""
    key = (found.edition.sha256, found.path)
    if key not in _kept():
        _kept()[key] = _render(found)
        while len(_kept()) > MOST_KEPT:
            _kept().pop(next(iter(_kept())))
    return _kept()[key]


MOST_KEPT = 40
"""Editions that a process keeps rendered; a book of 20 chapters is some 200 kB."""


@lru_cache(maxsize=1)
def _kept() -> dict[tuple[str, str], Rendered]:
    """What was rendered, by the hash of the edition and where it is read: its links lead there."""
    return {}


def _render(found: Opened) -> Rendered:
    edition = found.edition
    book = as_book(told_by(edition), {one["key"]: _shown(one) for one in told_by(edition)["figures"]})
    shelf = f"{edition.book.path}/edisi/{edition.number}/gambar"
    pages = web_chapters(book, lambda key: f"{shelf}/{key}", lambda code: found.chapter_path(code or SOURCES))
    return Rendered({code: one.html for code, one in pages.items()}, sources_html(book))


def _shown(told: dict[str, Any]) -> BookFigure:
    """A picture that the page fetches by its address: its bytes are not needed."""
    return BookFigure(b"", told["type"], told["alt"], told["source"])


def figures_of(told: dict[str, Any], book: int) -> dict[str, BookFigure]:
    """The pictures with their bytes, found by their hashes; one that is gone is told as a fault. One query."""
    rows = Figure.objects.filter(book=book, file__sha256__in=[one["sha256"] for one in told["figures"]])
    files = {row.file.sha256: row.file for row in rows.select_related("file")}
    found = {}
    for one in told["figures"]:
        if one["sha256"] in files:
            with suppress(FileNotFoundError), default_storage.open(files[one["sha256"]].stored_as) as stream:
                found[one["key"]] = BookFigure(stream.read(), one["type"], one["alt"], one["source"])
    return found
