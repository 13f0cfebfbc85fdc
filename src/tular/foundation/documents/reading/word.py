"""A Word document taken apart into chapters in the dialect of manuscripts. Pandoc reads it."""

from __future__ import annotations

import io
import json
from collections import Counter
from typing import IO, Any

from PIL import Image

from tular.foundation.documents.book.pandoc import READ, call, written
from tular.foundation.documents.book.tree import Element, changed, elements, text_of
from tular.foundation.documents.book.web import NO_MOMENT
from tular.foundation.documents.reading.package import DAMAGED, Package, opened
from tular.foundation.documents.reading.parts import Document, ReadChapter, ReadFigure, Unreadable
from tular.foundation.documents.reading.tables import plain_table, unnumbered
from tular.foundation.documents.writing.convert import Unwritable
from tular.foundation.documents.writing.escaping import cleaned

WRITE = READ + "-smart-simple_tables-multiline_tables-grid_tables-header_attributes-bracketed_spans+table_attributes"
"""What manuscripts are written in: the dialect, with one way for each thing."""

BEGINNING = 160
"""Letters by which somebody recognises a part."""

MOST_CHAPTERS = 120
MOST_FIGURES = 300
MOST_PIXELS = 40_000_000

REMADE = ("GIF", "BMP", "TIFF", "WEBP")
"""Pictures that are turned into PNG; drawings of Windows (EMF, WMF) and SVG are not taken."""

PLAIN_INLINES = {"Underline": 0, "SmallCaps": 0, "Span": 1}
"""Marks that manuscripts do not have → where in the tree their words stand."""


def read_docx(source: bytes | IO[bytes]) -> Document:
    """The chapters, pictures, notes and tables of a document, and what could not be kept.

    Level 1 headings begin chapters; where a document has none, its highest do. Nothing of it is run, fetched or
    executed. Raises `Unreadable` with a sentence for whoever sent it.
    """
    package = opened(source)
    try:
        tree = json.loads(call(["--from=docx", "--to=json", "--track-changes=accept"], package.slim))
        return _Taking(package, json.dumps(tree["pandoc-api-version"])).take(tree["blocks"])
    except (Unwritable, ValueError) as error:
        raise Unreadable(DAMAGED) from error
    except RecursionError as error:
        raise Unreadable("Dokumen ini bersarang terlalu dalam (daftar atau tabel di dalam tabel).") from error


class _Taking:
    """One walk over the document."""

    def __init__(self, package: Package, version: str) -> None:
        self.package, self.version = package, version
        self.figures: dict[str, ReadFigure] = {}
        self.by_target: dict[str, str] = {}
        self.tables = 0
        self.lost: Counter[str] = Counter()

    def take(self, blocks: list[Element]) -> Document:
        plain = self._captioned(changed(blocks, self._block))
        levels = [one["c"][0] for one in plain if one["t"] == "Header"]
        top = min(levels, default=1)
        parts: list[tuple[str, list[Element]]] = [("", [])]
        for one in plain:
            if one["t"] == "Header" and one["c"][0] == top and text_of(one["c"][2]):
                parts.append((text_of(one["c"][2])[:200], []))
            else:
                parts[-1][1].append(one)
        if len(parts) > MOST_CHAPTERS:
            raise Unreadable(
                f"Ada {len(parts) - 1} judul tingkat satu; paling banyak {MOST_CHAPTERS}. Periksa gaya judul dokumen."
            )
        chapters = tuple(self._chapter(title, inside, top) for title, inside in parts)
        kept = tuple(one for one in chapters if one.title or one.text)
        if not any(one.text for one in kept):
            raise Unreadable("Tidak ada tulisan di dalam dokumen ini.")
        return Document(kept, self.figures, (*self.package.told, *self._sentences()))

    def _captioned(self, blocks: list[Element]) -> list[Element]:
        """Lines such as "Tabel 2. Biaya" above a table and "Gambar 1. Alur" below a picture become their captions."""
        found: list[Element] = []
        for one in blocks:
            before = found[-1] if found else None
            if one["t"] == "Table" and not one["c"][1][1] and before and (told := _numbered(before, "tabel")):
                found.pop()
                self.tables += 1
                one["c"][0] = [f"tabel:tabel-{self.tables}", [], []]
                one["c"][1] = [None, [{"t": "Plain", "c": told}]]
            elif before and before["t"] == "Figure" and (told := _numbered(one, "gambar")):
                image = next(elements(before, "Image"))
                found[-1:] = self._shown(image, told)
                continue
            found.append(one)
        return found

    def _chapter(self, title: str, blocks: list[Element], top: int) -> ReadChapter:
        level = 1
        for one in blocks:
            if one["t"] == "Header":
                wanted = max(2, one["c"][0] - top + 1)
                if wanted > level + 1:
                    self.lost["levels"] += 1
                level = min(wanted, level + 1)
                one["c"] = [level, ["", [], []], one["c"][2]]
        text = written(self.version, blocks, WRITE, NO_MOMENT).decode().strip()
        shown = dict.fromkeys(one["c"][2][0].partition(":")[2] for one in elements(blocks, "Image"))
        return ReadChapter(
            title=title,
            text=f"{text}\n" if text else "",
            begins=text_of(blocks)[:BEGINNING],
            words=len(text_of(blocks).split()),
            tables=sum(1 for _one in elements(blocks, "Table")),
            notes=sum(1 for _one in elements(blocks, "Note")),
            figures=tuple(shown),
        )

    # Elements that manuscripts do not have become those that they do. ---------------------------------------------

    def _block(self, one: Element) -> list[Element] | None:
        match one["t"]:
            case "Div":
                return list(changed(one["c"][1], self._block))
            case "Table":
                return self._table(one)
            case "Figure":
                return self._figure(list(elements(one, "Image")), one["c"][1][1])
            case "Para" | "Plain":
                return self._paragraph(one)
            case "Header":
                inlines = [piece for piece in changed(one["c"][2], self._block) if piece["t"] != "Image"]
                return [{"t": "Header", "c": [one["c"][0], one["c"][1], inlines]}] if text_of(inlines) else []
            case "RawBlock" | "RawInline":
                self.lost["raw"] += 1
                return []
        return self._inline(one)

    def _inline(self, one: Element) -> list[Element] | None:
        match one["t"]:
            case "Str":
                return [{"t": "Str", "c": kept}] if (kept := cleaned(one["c"])) else []
            case "Math":
                self.lost["formulas"] += 1
                return [{"t": "Code", "c": [["", [], []], one["c"][1]]}]
            case "Image":
                return self._image(one)
            case "Link":
                inside = changed(one["c"][1], self._block)
                target = one["c"][2][0]
                if not target.startswith(("http://", "https://", "mailto:")):
                    return list(inside)
                return [{"t": "Link", "c": [["", [], []], inside, [target, ""]]}]
            case "Code":
                return [{"t": "Code", "c": [["", [], []], one["c"][1]]}]
        if one["t"] in PLAIN_INLINES:
            place = PLAIN_INLINES[one["t"]]
            return list(changed(one["c"][1] if place else one["c"], self._block))
        return None

    def _paragraph(self, one: Element) -> list[Element]:
        inner = one["c"]
        is_contents = inner and all(
            piece["t"] in ("Link", "Space", "SoftBreak", "LineBreak") for piece in inner
        ) and any(piece["t"] == "Link" and piece["c"][2][0].startswith("#") for piece in inner)  # fmt: skip
        if is_contents:
            return []  # a line of Word's table of contents: the book makes its own
        inside = changed(inner, self._block)
        pictures = [piece for piece in inside if piece["t"] == "Image"]
        if pictures and not text_of([piece for piece in inside if piece["t"] != "Image"]):
            return [block for picture in pictures for block in self._shown(picture, [])]
        return [{"t": one["t"], "c": inside}] if inside else []

    def _figure(self, images: list[Element], caption: Any) -> list[Element]:
        told = [inline for block in changed(caption or [], self._block) for inline in block.get("c", [])]
        return [block for image in images for kept in self._image(image) for block in self._shown(kept, told)]

    def _shown(self, image: Element, caption: list[Element]) -> list[Element]:
        if image["t"] != "Image":
            return [{"t": "Para", "c": [image]}]
        inlines = unnumbered([one for one in caption if one["t"] != "Image"]) or [{"t": "Str", "c": "Gambar"}]
        bare = {"t": "Image", "c": [["", [], []], inlines, image["c"][2]]}
        told = [None, [{"t": "Plain", "c": inlines}]]
        return [{"t": "Figure", "c": [["", [], []], told, [{"t": "Plain", "c": [bare]}]]}]

    def _image(self, one: Element) -> list[Element]:
        target, alt = one["c"][2][0], text_of(one["c"][1]) or str(one["c"][2][1])
        key = self._key(target, " ".join(cleaned(alt).split())[:1000])
        if key:
            return [{"t": "Image", "c": [["", [], []], [{"t": "Str", "c": "Gambar"}], [f"gambar:{key}", ""]]}]
        return [{"t": "Str", "c": f"[gambar tidak dibawa: {alt or target.rpartition('/')[2]}]"}]

    def _key(self, target: str, alt: str) -> str:
        """The key of a picture, "" when it cannot be kept; one that stands twice is kept once."""
        if target in self.by_target:
            return self.by_target[target]
        key = ""
        if "://" in target or not target.startswith("media/"):
            self.lost["remote"] += 1
        elif len(self.figures) >= MOST_FIGURES or (data := _as_png_or_jpeg(self.package.picture(target))) is None:
            self.lost["pictures"] += 1
        else:
            key = f"gambar-{len(self.figures) + 1}"
            self.figures[key] = ReadFigure(key, target.rpartition("/")[2], data, alt)
        self.by_target[target] = key
        return key

    def _table(self, one: Element) -> list[Element]:
        self.tables += 1
        table = plain_table(one, f"tabel:tabel-{self.tables}", self._block)
        self.lost["nested"] += table.nested
        self.lost["rows"] += table.cut
        self.lost["spans"] += table.spans
        pictures = [picture for image in table.pictures for picture in self._shown(image, [])]
        return [table.block, *pictures]

    def _sentences(self) -> list[str]:
        bare = sum(not one.alt for one in self.figures.values())
        said = {
            "levels": "{} judul melompati satu tingkat; tingkatnya disesuaikan.",
            "nested": "{} tabel di dalam tabel dijadikan teks di selnya.",
            "spans": "{} sel gabungan dipecah; periksa tabelnya.",
            "rows": "{} baris tabel tidak dibawa, karena satu tabel buku memuat paling banyak 300 baris.",
            "remote": "{} gambar dari luar dokumen tidak diambil; unggah sendiri.",
            "pictures": "{} gambar tidak dapat dibawa (gambar Windows, SVG, rusak, atau terlalu besar); "
            "simpan sebagai PNG, lalu unggah.",
            "formulas": "{} rumus menjadi teks biasa; periksa, atau unggah sebagai gambar.",
            "raw": "{} bagian khusus Word tidak dibawa.",
        }
        found = [text.format(self.lost[key]) for key, text in said.items() if self.lost[key]]
        if bare:
            found.append(
                f"{bare} gambar belum punya keterangan bagi pembaca yang tidak melihatnya; tulis di halaman Gambar."
            )
        return found


def _numbered(block: Element, label: str) -> list[Element]:
    """What a paragraph tells after its label and number; nothing when it is no such line."""
    if block["t"] not in ("Para", "Plain") or not text_of(block["c"]).casefold().startswith(f"{label} "):
        return []
    told = unnumbered(block["c"])
    return told if told != block["c"] else []


def _as_png_or_jpeg(data: bytes | None) -> bytes | None:
    """The picture as it is, or made to a PNG; None when it is of no kind that can be shown."""
    if data is None or data.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")):
        return data or None
    try:
        with Image.open(io.BytesIO(data), formats=REMADE) as image:
            if image.width * image.height > MOST_PIXELS:
                return None
            made = io.BytesIO()
            image.convert("RGBA").save(made, "PNG")
            return made.getvalue()
    except (OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        return None
