"""What stands before and after the chapters, as blocks: for the forms that have no template of their own."""

from __future__ import annotations

import re

from tular.foundation.documents.book.settling import Settled, SettledChapter
from tular.foundation.documents.book.tree import (
    SPACE,
    Element,
    bullets,
    div,
    heading,
    link,
    para,
    strong,
    words,
)

WEB = re.compile(r"https?://[^\s<>\"]{1,2000}")
"""An address that may stand as a link."""

MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November",
    "Desember",
)  # fmt: skip
"""A book is in Indonesian whatever the reader has chosen, and the same when a library spells its dates anew."""

KINDS = {"inovasi": "Inovasi", "instansi": "Instansi"}
"""Kinds of terms of the index, in its order."""


def title_of(chapter: SettledChapter) -> list[Element]:
    """The heading of a chapter with its number, of an annex with its letter."""
    told = chapter.chapter
    if not told.number:
        return words(told.title)
    return words(f"Lampiran {told.number}: {told.title}" if chapter.is_annex else f"{told.number} {told.title}")


def chapter_heading(chapter: SettledChapter) -> Element:
    """Opens a chapter."""
    return heading(1, chapter.anchor, title_of(chapter))


def title_page(settled: Settled) -> list[Element]:
    """Title, who wrote it, which edition, how to cite it, what may be done with it."""
    book = settled.book
    blocks = [para([strong(words(book.title))])]
    if book.subtitle:
        blocks.append(para(words(book.subtitle)))
    blocks.append(bullets([words(line) for line in _authors(settled)])) if book.authors else None
    blocks += [para(words(f"{name}: {value}")) for name, value in facts_of(settled) if value]
    if book.url:
        blocks.append(para([*words("Halaman hidup:"), SPACE, link(words(book.url), book.url)]))
    if settled.changes:
        blocks += [para([strong(words("Yang berubah pada edisi ini"))]), *settled.changes]
    return blocks


def facts_of(settled: Settled) -> list[tuple[str, str]]:
    """Name and value of what identifies the edition."""
    book = settled.book
    day = book.published_on
    return [
        ("Tema", book.theme),
        ("Edisi", str(book.edition)),
        ("Pengenal", book.identifier),
        ("Terbit", f"{day.day} {MONTHS[day.month - 1]} {day.year}" if day else ""),
        ("Penanggung jawab", book.publisher),
        ("Lisensi", book.licence),
        ("Cara mengutip", book.citation),
    ]


def bibliography(settled: Settled) -> list[Element]:
    """The sources: those that are cited in the order of their numbers, then the others."""
    sources = {one.key: one for one in settled.book.sources}
    others = [key for key in sources if key not in settled.cited]
    blocks = []
    for place, key in enumerate([*settled.cited, *others], start=1):
        source = sources[key]
        number = words(f"[{place}]") if key in settled.cited else words("—")
        told = [*number, SPACE, *words(source.text)]
        for url in source.url.split():  # A record of the catalogue names several with signs between them.
            shown = words(url.rstrip(";,"))
            told += [SPACE, link(shown, url.rstrip(";,")) if WEB.fullmatch(url) else shown[0]] if shown else []
        blocks.append(div([para(told)], f"sumber-{key}"))
    return blocks


def index_of_names(settled: Settled) -> list[Element]:
    """Every name with the chapters that mention it."""
    blocks: list[Element] = []
    for kind, called in KINDS.items():
        items = []
        for number, term in sorted(enumerate(settled.book.index), key=lambda pair: pair[1].name.casefold()):
            places = [one for one in settled.all if number in one.names]
            if term.kind != kind or not places:
                continue
            links: list[Element] = []
            for one in places:
                links += ([{"t": "Str", "c": ","}, SPACE] if links else []) + [link(_short(one), f"#{one.anchor}")]
            items.append([*words(f"{term.name}:"), SPACE, *links])
        if items:
            blocks += [para([strong(words(called))]), bullets(items)]
    return blocks


def back(settled: Settled) -> list[tuple[str, str, list[Element]]]:
    """Anchor, title and blocks of what follows the chapters and annexes; empty ones are left out."""
    parts = [
        ("daftar-pustaka", "Daftar pustaka", bibliography(settled)),
        ("indeks", "Indeks inovasi dan instansi", index_of_names(settled)),
    ]
    return [one for one in parts if one[2]]


def _authors(settled: Settled) -> list[str]:
    return [", ".join(part for part in (one.name, one.affiliation, one.role) if part) for one in settled.book.authors]


def _short(chapter: SettledChapter) -> list[Element]:
    told = chapter.chapter
    return words(f"{'Lampiran' if chapter.is_annex else 'Bab'} {told.number}" if told.number else told.title)
