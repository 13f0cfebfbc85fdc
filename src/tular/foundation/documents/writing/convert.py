"""Pandoc reads the Markdown; Typst sets the PDF, Pandoc writes the DOCX."""

from __future__ import annotations

import io
import os
import re
import subprocess
import tempfile
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from xml.sax.saxutils import escape

import pypandoc
import typst

from tular.foundation.documents.typesetting import printable, typeset
from tular.foundation.documents.writing.escaping import cleaned
from tular.foundation.documents.writing.reference import reference_docx

READ = "markdown-raw_html-raw_tex-raw_attribute-native_divs-native_spans-tex_math_dollars-citations-yaml_metadata_block"
"""Pandoc's Markdown without what would let a text speak HTML, TeX or Typst, or tell its own title."""

TEMPLATE = "documents/text.typ"
FILTER = Path(__file__).with_name("blocks.lua")

LONGEST = 2_000_000
"""Letters of a text: a book of some 700 pages."""

SECONDS = 60
"""After which Pandoc is stopped."""

MEMORY = "1g"
"""What Pandoc may take; a book of `LONGEST` took 540 MB."""

ZIPPED_AT = (1980, 1, 1, 0, 0, 0)
"""The moment of every part of a DOCX: what changes with the clock would change its hash."""

MADE_UP = "Contoh buatan untuk peragaan"


class Unwritable(ValueError):
    """A text that could not be written; the message says why, in Indonesian."""


def pdf_of(markdown: str, *, title: str, author: str, at: datetime, made_up: bool = False, mark: str = "") -> bytes:
    """The text as a tagged PDF. `mark` stands at the head of every page ("RANCANGAN"). Raises `Unwritable`."""
    body = _pandoc(printable(markdown), "typst", at).decode()
    values = {"title": title, "author": author, "mark": _marks(made_up, mark), "body": body}
    try:
        return typeset(TEMPLATE, values, at=at)
    except typst.TypstError as error:
        # Such as headings that leave out a level, which PDF/UA refuses, or quotes within quotes a hundred times.
        raise Unwritable(f"Teksnya tidak dapat dijadikan PDF: {error}") from error


def docx_of(markdown: str, *, title: str, author: str, at: datetime, made_up: bool = False, mark: str = "") -> bytes:
    """The text as a DOCX that Word and LibreOffice open, with the house's styles. Raises `Unwritable`."""
    with tempfile.TemporaryDirectory(prefix="tular-docx-") as folder:
        reference = Path(folder) / "reference.docx"
        reference.write_bytes(reference_docx(cleaned(_marks(made_up, mark))))
        options = ("--output=-", f"--reference-doc={reference}", "--metadata=lang:id-ID")
        raw = _pandoc(markdown, "docx", at, *options)
    return settled_zip(raw, properties_of(cleaned(title), cleaned(author), at))


def _marks(made_up: bool, mark: str) -> str:
    return " · ".join(one for one in (MADE_UP if made_up else "", mark) if one)


def _pandoc(markdown: str, to: str, at: datetime, *options: str) -> bytes:
    if len(markdown) > LONGEST:
        raise Unwritable("Teksnya terlalu panjang untuk dijadikan dokumen.")
    # No data of whoever runs the server; so few columns that every table has the widths of its dashes, over the page.
    command = [
        pypandoc.get_pandoc_path(), "+RTS", f"-M{MEMORY}", "-RTS", "--sandbox", f"--data-dir={FILTER.parent}",
        f"--from={READ}", f"--to={to}", "--wrap=none", "--columns=9", "--syntax-highlighting=none",
        f"--lua-filter={FILTER}", *options,
    ]  # fmt: skip
    told = {**os.environ, "SOURCE_DATE_EPOCH": str(int(at.timestamp())), "LC_ALL": "C.UTF-8"}
    text = markdown.encode(errors="replace")
    try:
        done = subprocess.run(command, input=text, capture_output=True, timeout=SECONDS, check=True, env=told)
    except subprocess.TimeoutExpired as error:
        raise Unwritable("Dokumennya terlalu lama dibuat. Bagi menjadi beberapa bagian, lalu coba lagi.") from error
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode(errors="replace").strip()
        raise Unwritable(f"Teksnya tidak dapat dijadikan dokumen: {said}") from error
    return done.stdout


def properties_of(title: str, author: str, at: datetime) -> bytes:
    """What the file says of itself (OPC core properties); Pandoc would print the title above the text."""
    day = at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    dates = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{day}</dcterms:{name}>' for name in ("created", "modified")
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><cp:coreProperties'
        ' xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title)}</dc:title><dc:creator>{escape(author)}</dc:creator>"
        f"<dc:language>id-ID</dc:language>{dates}</cp:coreProperties>"
    ).encode()


def settled_zip(raw: bytes, properties: bytes) -> bytes:
    """The same parts in the order of their names, all of one moment; the first has to come first (OPC, ECMA-376-2)."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as parts, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as settled:
        names = sorted(parts.namelist(), key=lambda name: (name != "[Content_Types].xml", name))
        for name in names:
            info = zipfile.ZipInfo(name, ZIPPED_AT)
            info.compress_type = zipfile.ZIP_DEFLATED
            data = parts.read(name)
            if name == "docProps/core.xml":
                data = properties
            elif name == "word/numbering.xml":
                data = re.sub(rb'w:left="(\d+)" w:hanging="\d+"', _nearer, data)
            settled.writestr(info, data)
    return out.getvalue()


def _nearer(found: re.Match[bytes]) -> bytes:
    """Numbers of a list begin where the text does; Pandoc sets each level in by 720 twentieths of a point."""
    return b'w:left="%d" w:hanging="426"' % (int(found[1]) // 720 * 426)
