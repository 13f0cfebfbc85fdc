"""One chapter in the editor: what it has to answer, what the references evidence, who holds it, and its preview."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from tular.engines.rulebook.completeness import Status
from tular.features.modelbooks.choices import BookState
from tular.features.modelbooks.models import ModelBook, Revision, Section
from tular.features.modelbooks.queries.as_book import as_book
from tular.features.modelbooks.queries.desk import ChapterLine, chapter_lines
from tular.features.modelbooks.queries.holding import holder_of
from tular.features.modelbooks.queries.manuscript import canonical_of
from tular.features.modelbooks.queries.outline import component_of
from tular.features.modelbooks.queries.references import coverage_of, references_of
from tular.foundation.access.permissions import allows
from tular.foundation.documents.book import BookFigure, Unwritable, preview_html


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a reference says about the chapter: the key by which it is cited, and how wholly it answers."""

    key: str
    title: str
    status: str
    tag: str
    missing: tuple[str, ...]
    asked: bool


@dataclass(frozen=True, slots=True)
class SectionPage:
    """Everything around the text of a chapter.

    `held_by` is whoever else holds it, `wanted_by` whoever waits for this person to hand it over.
    """

    book: ModelBook
    section: Section
    chapters: tuple[ChapterLine, ...]
    former: ChapterLine | None
    following: ChapterLine | None
    must_answer: tuple[str, ...]
    complete_when: str
    evidence: tuple[Evidence, ...]
    held_by: str
    held_at: datetime | None
    asked_already: bool
    wanted_by: str
    holds: bool
    aside: Revision | None
    writable: bool
    writes: bool
    leads: bool


def section_page(person: Any, section: Section, now: datetime) -> SectionPage:
    """A chapter as this person writes it. A fixed number of queries."""
    book = section.book
    chapters = chapter_lines(person, book, now)
    place = next(at for at, one in enumerate(chapters) if one.pk == section.pk)
    component = component_of(book, section.code)
    holder = holder_of(section, now)
    holds = holder is not None and holder.pk == person.pk
    return SectionPage(
        book=book,
        section=section,
        chapters=chapters,
        former=chapters[place - 1] if place else None,
        following=chapters[place + 1] if place + 1 < len(chapters) else None,
        must_answer=component.must_answer if component else (),
        complete_when=component.complete_when if component else "",
        evidence=_evidence(book, section.code) if component and component.record is not None else (),
        held_by="" if holds or holder is None else str(holder),
        held_at=section.held_at,
        asked_already=section.wanted_by_id == person.pk,
        wanted_by=str(section.wanted_by) if holds and section.wanted_by else "",
        holds=holds,
        aside=kept_aside(section, person),
        writable=book.state in (BookState.WRITING, BookState.REVIEWING),
        writes=allows(person, "modelbooks.save", book),
        leads=allows(person, "modelbooks.describe", book),
    )


def section_of(book: ModelBook, code: str) -> Section | None:
    """A chapter by its code, with who writes and holds it. One query."""
    found = book.sections.select_related("author__person", "held_by", "wanted_by", "edited_by").filter(code=code)
    section = found.first()
    if section is not None:
        section.book = book
    return section


def kept_aside(section: Section, person: Any) -> Revision | None:
    """The person's text that came second and was not merged, if nothing of theirs was saved since."""
    mine = section.revisions.filter(by=person)
    aside = mine.filter(kept=False).last()
    if aside is None or mine.filter(kept=True, at__gte=aside.at).exists():
        return None
    return aside


STATUSES = {
    Status.FULL: ("ok", lambda: _("lengkap")),
    Status.PART: ("part", lambda: _("sebagian")),
    Status.NONE: ("unknown", lambda: _("tidak ada")),
}
"""How wholly a record answers a component: colour, and in words."""


def status_of(status: Status) -> tuple[str, str]:
    """The words and the colour of a status."""
    tag, said = STATUSES[status]
    return said(), tag


def _evidence(book: ModelBook, code: str) -> tuple[Evidence, ...]:
    row = next((one for one in coverage_of(book) if one.component.id == code), None)
    if row is None:
        return ()
    return tuple(
        Evidence(
            cell.reference.key, cell.reference.frozen["title"], *status_of(cell.status),
            tuple(one.text for one in cell.questions), cell.asked,
        )
        for cell in row.cells
    )  # fmt: skip


def previewed(section: Section, text: str, picture: Callable[[str], str]) -> str:
    """The chapter with this text as readers would see it; safe HTML. About ten queries and one call of Pandoc.

    Raises `Unwritable` when the text cannot be read at all.
    """
    told = canonical_of(section.book)
    figures = {one["key"]: BookFigure(b"", one["type"], one["alt"], one["source"]) for one in told["figures"]}
    return preview_html(text, as_book(told, figures), section.code, picture)


def keys_of(book: ModelBook) -> dict[str, list[dict[str, str]]]:
    """What can be referred to while writing: sources and references, figures, tables, chapters. Four queries."""
    references = [{"key": one.key, "title": str(one.frozen["title"])} for one in references_of(book)]
    sources = book.sources.filter(removed_at__isnull=True).values_list("key", "title")
    figures = book.figures.filter(removed_at__isnull=True).values_list("key", "alt")
    sections = list(book.sections.order_by("number"))
    return {
        "sources": [*references, *({"key": key, "title": title} for key, title in sources)],
        "figures": [{"key": key, "title": alt or key} for key, alt in figures],
        "tables": [one for section in sections for one in _tables(section)],
        "chapters": [{"key": one.code, "title": f"{one.number} {one.title}"} for one in sections],
    }


def _tables(section: Section) -> list[dict[str, str]]:
    """The tables that have a key: what stands before it is their title."""
    found = []
    for line in section.text.split("\n"):
        if line.startswith(":") and "{#tabel:" in line:
            title, _mark, rest = line.lstrip(": ").partition("{#tabel:")
            found.append({"key": rest.partition("}")[0].strip(), "title": f"{title.strip()} ({section.number})"})
    return found


__all__ = ["Evidence", "SectionPage", "Unwritable", "kept_aside", "keys_of", "previewed", "section_of", "section_page"]
