"""Pandoc reads the Markdown; Typst sets the PDF, Pandoc writes the DOCX."""

from __future__ import annotations

import io
import os
import subprocess
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from xml.sax.saxutils import escape

import pypandoc

from tular.foundation.documents.typesetting import printable, typeset
from tular.foundation.documents.writing.reference import reference_docx

READ = "markdown-raw_html-raw_tex-raw_attribute-native_divs-native_spans-tex_math_dollars-citations-yaml_metadata_block"
"""Pandoc's Markdown without what would let a text speak HTML, TeX or Typst, or tell its own title."""

TEMPLATE = "documents/text.typ"
FILTER = Path(__file__).with_name("blocks.lua")

LONGEST = 2_000_000
"""Letters of a text."""

SECONDS = 60
"""After which Pandoc is stopped."""

ZIPPED_AT = (1980, 1, 1, 0, 0, 0)
"""The moment of every part of a DOCX: what changes with the clock would change its hash."""


class Unwritable(ValueError):
    """A text that could not be written; the message says why, in Indonesian."""


def pdf_of(markdown: str, *, title: str, author: str, at: datetime, made_up: bool = False, mark: str = "") -> bytes:
    """The text as a tagged PDF. `mark` stands at the head of every page ("RANCANGAN"). Raises `Unwritable`."""
    body = _pandoc(markdown, "typst", at).decode()
    values = {"title": title, "author": author, "made_up": made_up, "mark": mark}
    return typeset(TEMPLATE, {**values, "body": body}, at=at)


def docx_of(markdown: str, *, title: str, author: str, at: datetime) -> bytes:
    """The text as a DOCX that Word and LibreOffice open, with the house's styles. Raises `Unwritable`."""
    options = ("--output=-", f"--reference-doc={reference_docx()}", "--metadata=lang:id-ID")
    return _settled(_pandoc(markdown, "docx", at, *options), _properties(title, author, at))


def _pandoc(markdown: str, to: str, at: datetime, *options: str) -> bytes:
    if len(markdown) > LONGEST:
        raise Unwritable("Teksnya terlalu panjang untuk dijadikan dokumen.")
    text = printable(markdown) if to == "typst" else markdown
    # So few columns that every table has the widths of its dashes, over the whole page.
    command = [
        pypandoc.get_pandoc_path(), "--sandbox", f"--from={READ}", f"--to={to}", "--wrap=none", "--columns=9",
        f"--lua-filter={FILTER}", *options,
    ]  # fmt: skip
    told = {**os.environ, "SOURCE_DATE_EPOCH": str(int(at.timestamp())), "LC_ALL": "C.UTF-8"}
    try:
        done = subprocess.run(command, input=text.encode(), capture_output=True, timeout=SECONDS, check=True, env=told)
    except subprocess.TimeoutExpired as error:
        raise Unwritable("Dokumennya terlalu lama dibuat. Bagi menjadi beberapa bagian, lalu coba lagi.") from error
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode(errors="replace").strip()
        raise Unwritable(f"Teksnya tidak dapat dijadikan dokumen: {said}") from error
    return done.stdout


def _properties(title: str, author: str, at: datetime) -> bytes:
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


def _settled(raw: bytes, properties: bytes) -> bytes:
    """The same parts in the order of their names, all of one moment; the first has to come first (OPC, ECMA-376-2)."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as parts, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as settled:
        names = sorted(parts.namelist(), key=lambda name: (name != "[Content_Types].xml", name))
        for name in names:
            info = zipfile.ZipInfo(name, ZIPPED_AT)
            info.compress_type = zipfile.ZIP_DEFLATED
            settled.writestr(info, properties if name == "docProps/core.xml" else parts.read(name))
    return out.getvalue()
