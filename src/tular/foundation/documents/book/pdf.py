"""The book as a PDF: set by Typst, tagged (PDF/UA-1), with contents, running heads, lists of tables and figures."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import typst

from tular.foundation.documents.book.matter import KINDS, bibliography, chapter_heading, facts_of
from tular.foundation.documents.book.pandoc import written
from tular.foundation.documents.book.parts import ENDINGS, Book, running_mark
from tular.foundation.documents.book.settling import Settled, settle
from tular.foundation.documents.book.tree import Element, changed, heading, raw, raw_inline, words
from tular.foundation.documents.typesetting import FONTS, STANDARD, printable, qr_svg
from tular.foundation.documents.writing.convert import Unwritable

TEMPLATE = Path(__file__).parent.parent / "templates" / "documents" / "book.typ"


def pdf_of(book: Book, at: datetime) -> bytes:
    """The same book and moment give the same bytes. Raises `Unwritable`."""
    settled = settle(book)
    body = printable(written(settled.version, _typst(settled), "typst", at).decode())
    with tempfile.TemporaryDirectory(prefix="tular-buku-") as name:
        folder = Path(name)
        (folder / "book.typ").write_bytes(TEMPLATE.read_bytes())
        (folder / "values.json").write_text(json.dumps(printable(_values(settled)), ensure_ascii=False))
        for key, figure in book.figures.items():
            (folder / f"{key}.{ENDINGS.get(figure.mime, 'png')}").write_bytes(figure.data)
        main = folder / "main.typ"
        main.write_text(f'#import "book.typ": *\n#show: book\n\n{body}\n')
        try:
            found: bytes = typst.compile(
                str(main), root=name, font_paths=list(FONTS), ignore_system_fonts=True, format="pdf",
                pdf_standards=STANDARD, timestamp=int(at.timestamp()),
            )  # fmt: skip
        except typst.TypstError as error:
            raise Unwritable(f"Bukunya tidak dapat dijadikan PDF: {error}") from error
    return found


def _values(settled: Settled) -> dict[str, object]:
    book = settled.book
    return {
        "title": book.title,
        "subtitle": book.subtitle,
        "authors": [[one.name, one.affiliation, one.role] for one in book.authors],
        "facts": [list(one) for one in facts_of(settled) if one[1]],
        "publisher": book.publisher,
        "url": book.url,
        "qr": qr_svg(book.url) if book.url else "",
        "edition": f"Edisi {book.edition}" if not book.mark else book.mark,
        "mark": running_mark(book),
        "kinds": list(KINDS.items()),
        "terms": [[one.kind, one.name] for one in book.index],
        "figures": {
            key: {"file": f"{key}.{ENDINGS.get(one.mime, 'png')}", "alt": one.alt or "tanpa teks pengganti"}
            for key, one in book.figures.items()
        },
    }


def _typst(settled: Settled) -> list[Element]:
    """The tree with what Typst's template draws as calls of its functions."""
    blocks: list[Element] = []
    if settled.changes:
        blocks += [heading(1, "perubahan", words("Yang berubah pada edisi ini")), *_drawn(settled.changes)]
    for chapter in settled.all:
        blocks += [chapter_heading(chapter), *_drawn(chapter.blocks)]
    if sources := bibliography(settled):
        blocks += [heading(1, "daftar-pustaka", words("Daftar pustaka")), *sources]
    if any(one.names for one in settled.all):
        blocks += [heading(1, "indeks", words("Indeks inovasi dan instansi")), raw("typst", "#names-index()")]
    return blocks


def _drawn(blocks: Sequence[Element]) -> list[Element]:
    def act(one: Element) -> list[Element] | None:
        match one["t"]:
            case "Figure":
                anchor, caption = one["c"][0][0], one["c"][1][1]
                key = one["c"][2][0]["c"][0]["c"][2][0].partition(":")[2]
                told = [inline for block in caption for inline in block["c"]]
                return [{"t": "Para", "c": [
                    raw_inline("typst", f"#picture({json.dumps(key)})["), *changed(told, act),
                    raw_inline("typst", f"] <{anchor}>"),
                ]}]  # fmt: skip
            case "Image":
                key = one["c"][2][0].partition(":")[2]
                return [raw_inline("typst", f"#inline-picture({json.dumps(key)})")]
            case "Div" if "catatan" in one["c"][0][1]:
                kind = one["c"][0][1][1]
                return [raw("typst", f"#callout({json.dumps(kind)})["), *changed(one["c"][1], act), raw("typst", "]")]
            case "Span" if "indeks" in one["c"][0][1]:
                return [raw_inline("typst", f"#named({int(one['c'][0][2][0][1])})")]
        return None

    found: list[Element] = changed(list(blocks), act)
    return found
