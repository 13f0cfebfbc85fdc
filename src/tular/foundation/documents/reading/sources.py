"""Entries of a bibliography as other programmes write them out: BibTeX, RIS, CSL-JSON. Pandoc reads them."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from tular.foundation.documents.book.pandoc import call
from tular.foundation.documents.reading.parts import Unreadable
from tular.foundation.documents.writing.convert import Unwritable
from tular.foundation.documents.writing.escaping import cleaned

LONGEST = 2_000_000
"""Letters: some thousand entries with their abstracts."""

MOST = 500

ENTRY = re.compile(r"(@\w+\s*\{\s*[^,\s{}]+\s*,)")
"""Where an entry of BibTeX begins. Pandoc takes titles for English, and their words for small, unless it is told."""


@dataclass(frozen=True, slots=True)
class ReadSource:
    """An entry; `kind` is the type of CSL ("article-journal"), what the entry does not tell is empty."""

    key: str
    kind: str
    title: str
    who: str
    year: str
    where: str
    url: str
    accessed_on: date | None


def read_sources(text: str) -> list[ReadSource]:
    """The entries of a text, in its order. Raises `Unreadable` with a sentence for the reader."""
    text = cleaned(text).strip()
    if len(text) > LONGEST:
        raise Unreadable("Daftarnya terlalu panjang. Bagi menjadi beberapa bagian.")
    form = _form_of(text)
    if form is None:
        raise Unreadable("Daftarnya tidak dikenali. Tempel isi berkas BibTeX (.bib), RIS (.ris), atau CSL-JSON.")
    if form == "biblatex":
        text = ENTRY.sub(r"\1 langid={indonesian},", text)
    try:
        rows = json.loads(call([f"--from={form}", "--to=csljson"], text.encode(errors="replace")))
    except (Unwritable, ValueError) as error:
        raise Unreadable(
            "Daftarnya tidak dapat dibaca seluruhnya. Periksa kurung dan koma entri terakhir, lalu coba lagi."
        ) from error
    found = [one for row in rows if isinstance(row, dict) and (one := _source(row)).title]
    if not found:
        raise Unreadable("Tidak ada entri berjudul di dalamnya.")
    if len(found) > MOST:
        raise Unreadable(f"Ada {len(found)} entri; paling banyak {MOST} sekali impor. Bagi menjadi beberapa bagian.")
    return found


def _form_of(text: str) -> str | None:
    if text.startswith(("[", "{")):
        return "csljson"
    if ENTRY.search(text):
        return "biblatex"
    return "ris" if any(line.startswith("TY  -") for line in text.splitlines()) else None


def _source(row: dict[str, Any]) -> ReadSource:
    issued = _numbers(row.get("issued"))
    where = _plain(row.get("container-title")) or _plain(row.get("publisher"))
    address = _plain(row.get("URL"))
    doi = _plain(row.get("DOI"))
    return ReadSource(
        key=_plain(row.get("id")),
        kind=_plain(row.get("type")),
        title=_plain(row.get("title")),
        who=_names(row.get("author") or row.get("editor") or []),
        year=str(issued[0]) if issued else "",
        where=where,
        url=address if address.startswith(("http://", "https://")) else f"https://doi.org/{doi}" if doi else "",
        accessed_on=_day(_numbers(row.get("accessed"))),
    )


def _names(people: Any) -> str:
    found = []
    for one in people if isinstance(people, list) else []:
        if not isinstance(one, dict):
            continue
        given = " ".join(part for part in (_plain(one.get("given")), _plain(one.get("non-dropping-particle"))) if part)
        family = _plain(one.get("family"))
        found.append(_plain(one.get("literal")) or ", ".join(part for part in (family, given) if part))
    return "; ".join(name for name in found if name)


def _numbers(value: Any) -> list[int]:
    parts = value.get("date-parts") if isinstance(value, dict) else None
    first = parts[0] if isinstance(parts, list) and parts and isinstance(parts[0], list) else []
    return [int(str(one)) for one in first if (text := str(one)).isascii() and text.isdecimal()]


def _day(parts: list[int]) -> date | None:
    try:
        return date(parts[0], parts[1], parts[2])
    except (IndexError, ValueError):
        return None


def _plain(value: Any) -> str:
    """Text without the few marks that CSL-JSON knows (`<i>`, `<span class="nocase">`)."""
    text, inside = "", False
    for letter in str(value) if isinstance(value, str | int) else "":
        inside = letter == "<" or (inside and letter != ">")
        text += "" if inside or letter == ">" else letter
    return " ".join(text.split())
