"""The frozen text of an edition as a `Book`, from which all forms are made. Pure: the same text gives the same book."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from tular.features.modelbooks.choices import AuthorKind, AuthorRole, Decision, Licence
from tular.foundation.documents.book import Book, BookAuthor, BookFigure, BookSource, Chapter, IndexTerm
from tular.foundation.documents.writing import escaped, escaped_lines

ANSWERS, REFERENCES = "masukan-fgd", "inovasi-rujukan"
"""Codes of the annexes."""


def as_book(
    told: Mapping[str, Any], figures: Mapping[str, BookFigure], *, published_on: date | None = None, mark: str = ""
) -> Book:
    """What `manuscript.canonical_of` tells, as a book in Indonesian whatever language the reader has chosen."""
    with override("id"):
        return Book(
            title=told["title"],
            subtitle=told["subtitle"],
            theme=told["theme"]["name"],
            edition=told["number"],
            identifier=told["identifier"],
            authors=tuple(authors_of(told)),
            publisher=told["agency"],
            licence=str(Licence(told["licence"]).label) if told["licence"] else "",
            citation=citation(told, published_on),
            url=told["address"],
            published_on=published_on,
            mark=mark,
            made_up=told["made_up"],
            changes=told["changes"],
            sources=(*map(_source, told["sources"]), *map(_reference, told["references"])),
            figures=figures,
            index=tuple(_terms(told)),
            chapters=tuple(_chapter(one) for one in told["chapters"]),
            annexes=annexes_of(told),
        )


def citation(told: Mapping[str, Any], published_on: date | None) -> str:
    """The text by which somebody cites the edition, without its address."""
    names = [one.name for one in authors_of(told)]
    shown = ", ".join(names[:-1]) + f" & {names[-1]}" if len(names) > 1 else "".join(names)
    values = {
        "names": shown or told["agency"],
        "year": published_on.year if published_on else _("belum terbit"),
        "title": f"{told['title']}: {told['subtitle']}" if told["subtitle"] else told["title"],
        "n": told["number"],
        "agency": told["agency"],
        "id": told["identifier"],
    }
    return _("%(names)s (%(year)s). %(title)s. Edisi %(n)d. %(agency)s. %(id)s.") % values


def annexes_of(told: Mapping[str, Any]) -> tuple[Chapter, ...]:
    """What stands behind the chapters: the innovations as they were frozen, and what became of every comment."""
    found: list[Chapter] = []
    with override("id"):
        for code, title, text in (
            (REFERENCES, _("Inovasi rujukan"), _references_text(told)),
            (ANSWERS, _("Masukan FGD dan jawabannya"), _answers_text(told)),
        ):
            if text:
                found.append(Chapter(code, "ABC"[len(found)], title, text))
    return tuple(found)


def authors_of(told: Mapping[str, Any]) -> list[BookAuthor]:
    """Those of the title page; who only took notes is not among them."""
    found = []
    for one in told["authors"]:
        if one["role"] == AuthorRole.NOTE_TAKER:
            continue
        kind = str(AuthorKind(one["kind"]).label) if one["kind"] else ""
        role = str(AuthorRole.LEAD.label) if one["role"] == AuthorRole.LEAD else ""
        found.append(BookAuthor(one["name"], one["affiliation"], ", ".join(part for part in (role, kind) if part)))
    return found


def _chapter(one: Mapping[str, Any]) -> Chapter:
    return Chapter(one["code"], str(one["number"]), one["title"], gap_of(one) + one["text"])


def gap_of(one: Mapping[str, Any]) -> str:
    """What stands in front of a chapter's text: why something lacks; "" when nothing does."""
    gap = one["gap_reason"].strip()
    return f"::: celah\n{escaped_lines(gap)}\n:::\n\n" if gap else ""


def _source(one: Mapping[str, Any]) -> BookSource:
    return BookSource(one["key"], source_text(one), one["url"])


def source_text(one: Mapping[str, Any]) -> str:
    """An entry of the bibliography as a sentence; what is unknown is said to be."""
    parts = [
        f"{one['who'] or _('Penulis belum diketahui')} ({one['year'] or _('tahun belum diketahui')})",
        one["title"],
        one["where"],
    ]
    if one["accessed_on"]:
        parts.append(_("Dibuka %(day)s") % {"day": date_format(date.fromisoformat(one["accessed_on"]), "j F Y")})
    return ". ".join(part.rstrip(".") for part in parts if part) + "."


def _reference(one: Mapping[str, Any]) -> BookSource:
    """A frozen record of the catalogue, cited like a source."""
    frozen, sources = one["frozen"], one["frozen"]["sources"]
    values = {
        "agency": frozen["agency"],
        "year": frozen["year"] or _("tahun belum diketahui"),
        "title": frozen["title"],
        "code": one["code"],
        "day": date_format(datetime.fromisoformat(one["frozen_at"]), "j F Y"),
    }
    text = _("%(agency)s (%(year)s). %(title)s. Catatan katalog Tular %(code)s, dibekukan %(day)s.") % values
    return BookSource(one["key"], text, sources[0] if sources else "")


def _terms(told: Mapping[str, Any]) -> list[IndexTerm]:
    """The innovations and their owners, by name."""
    found: dict[tuple[str, str], IndexTerm] = {}
    for one in told["references"]:
        title, agency = one["frozen"]["title"], one["frozen"]["agency"]
        short = title.partition("(")[0].partition(":")[0].strip() or title
        found["inovasi", title] = IndexTerm("inovasi", title, tuple(dict.fromkeys((title, short))))
        found["instansi", agency] = IndexTerm("instansi", agency, (agency,))
    return [found[key] for key in sorted(found)]


def _references_text(told: Mapping[str, Any]) -> str:
    parts = []
    for one in told["references"]:
        frozen = one["frozen"]
        values = {
            "day": date_format(datetime.fromisoformat(one["frozen_at"]), "j F Y"),
            "code": one["code"],
            "hash": one["sha256"],
        }
        about = _("Catatan %(code)s sebagaimana terbit pada %(day)s (SHA-256 %(hash)s).") % values
        lines = [
            f"## {escaped(frozen['title'])}",
            escaped(", ".join(part for part in (frozen["agency"], frozen["unit"], frozen["province"]) if part)),
            escaped(one["reason"]),
            escaped(about),
            *(f"[{escaped(url)}](<{url}>)" for url in frozen["sources"] if _is_plain(url)),
        ]
        parts.append("\n\n".join(lines))
    return "\n\n".join(parts)


def _answers_text(told: Mapping[str, Any]) -> str:
    """Round by round and chapter by chapter. Who said it is told by their agency alone."""
    parts = []
    for (number, draft), rows in groupby(told["answers"], key=lambda one: (one["round"], one["draft"])):
        parts.append("## " + escaped(_("Putaran %(n)d, rancangan %(draft)d") % {"n": number, "draft": draft}))
        for one in rows:
            who = one["agency"] or _("Peserta FGD")
            parts.append(f"**{escaped(one['chapter'])}.** {escaped(who)}:")
            if one["passage"]:
                parts.append("> " + escaped(" ".join(one["passage"].split())))
            parts.append(escaped_lines(one["comment"]))
            decision = str(Decision(one["decision"]).label) if one["decision"] else _("Belum dijawab")
            change = " " + _("Perubahan: %(what)s.") % {"what": one["change"]} if one["change"] else ""
            parts.append(f"**{escaped(decision)}.** {escaped(one['reason'] + change)}")
    return "\n\n".join(parts)


def _is_plain(url: str) -> bool:
    """An address that stands as a link by itself."""
    return url.startswith(("http://", "https://")) and not set(url) & set("<> \n")
