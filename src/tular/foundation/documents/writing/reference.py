"""What Pandoc takes page, styles, head and foot of a DOCX from; made of its own reference, so that no file is kept."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from functools import cache
from xml.sax.saxutils import escape

import pypandoc

from tular.foundation.documents.writing.styles import LETTERS, styles_xml

PAGE = (
    '<w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1247" w:right="1134" w:bottom="1247" w:left="1701" w:header="567" w:footer="567" w:gutter="0"/>'
    "<w:titlePg/>"
)
"""A4; 30 mm to the left, 20 mm to the right, 22 mm above and below, in twentieths of a point.

The first page is one of its own: official papers show numbers from the second on.
"""

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'

COMPATIBLE = (
    '<w:compat><w:compatSetting w:name="compatibilityMode" w:val="15"'
    ' w:uri="http://schemas.microsoft.com/office/word"/></w:compat>'
)
"""Word lays the file out as its releases since 2013 do, not as older ones."""

EDGES = (("header", "default"), ("header", "first"), ("footer", "default"), ("footer", "first"))
"""Head and foot of the pages, and of the first page."""

REFERENCE = f'<w:{{kind}}Reference xmlns:r="{R}" w:type="{{page}}" r:id="{{kind}}_{{page}}"/>'
RELATION = f'<Relationship Id="{{kind}}_{{page}}" Type="{R}/{{kind}}" Target="{{kind}}_{{page}}.xml"/>'
TYPE = (
    '<Override PartName="/word/{kind}_{page}.xml"'
    ' ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"/>'
)


def reference_docx(mark: str = "", *, book: bool = False) -> bytes:
    """The reference; `mark` stands at the head of every page. With `book` headings and contents are those of a book."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(_base())) as parts, zipfile.ZipFile(out, "w") as made:
        for name in parts.namelist():
            made.writestr(name, _changed(name, parts.read(name), book=book))
        for kind, page in EDGES:
            made.writestr(f"word/{kind}_{page}.xml", _edge(kind, page, mark))
    return out.getvalue()


@cache
def _base() -> bytes:
    command = [pypandoc.get_pandoc_path(), "--print-default-data-file=reference.docx"]
    return subprocess.run(command, capture_output=True, check=True, timeout=60).stdout


def _changed(name: str, data: bytes, *, book: bool) -> bytes:
    if name == "word/styles.xml":
        return styles_xml(book=book).encode()
    text = data.decode()
    match name:
        case "word/document.xml":
            page = f"<w:sectPr>{_of_edges(REFERENCE)}{PAGE}</w:sectPr>"
            text = re.sub(r"<w:sectPr[^>]*>.*?</w:sectPr>", page, text, flags=re.DOTALL)
        case "word/_rels/document.xml.rels":
            text = text.replace("</Relationships>", _of_edges(RELATION) + "</Relationships>")
        case "[Content_Types].xml":
            text = text.replace("</Types>", _of_edges(TYPE) + "</Types>")
        case "word/theme/theme1.xml":
            text = re.sub(r'(<a:latin typeface=")[^"]*', rf"\g<1>{LETTERS}", text)
        case "word/settings.xml":
            text = text.replace('<w:themeFontLang w:val="en-US"', '<w:themeFontLang w:val="id-ID"')
            text = text.replace("<w:rsids>", f"{COMPATIBLE}<w:rsids>")
    return text.encode()


def _of_edges(template: str) -> str:
    return "".join(template.format(kind=kind, page=page) for kind, page in EDGES)


def _edge(kind: str, page: str, mark: str) -> str:
    """A head with the mark, or a foot with number and count of pages from the second on."""
    tag, inside = "hdr", f"<w:r><w:t>{escape(mark)}</w:t></w:r>"
    if kind == "footer":
        between = '<w:r><w:t xml:space="preserve"> / </w:t></w:r>'
        tag, inside = "ftr", "" if page == "first" else _field("PAGE") + between + _field("NUMPAGES")
    style = f'<w:pPr><w:pStyle w:val="{kind.capitalize()}"/></w:pPr>'
    return f'{XML}<w:{tag} xmlns:w="{W}"><w:p>{style}{inside}</w:p></w:{tag}>'


def _field(name: str) -> str:
    return f'<w:fldSimple w:instr=" {name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
