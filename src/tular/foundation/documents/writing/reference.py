"""The styles of a DOCX, made from Pandoc's own reference: A4, Arial, the margins of official letters."""

from __future__ import annotations

import re
import subprocess
import tempfile
import zipfile
from functools import cache
from pathlib import Path

import pypandoc

LETTERS = "Arial"
"""Every Word has it; LibreOffice puts Liberation Sans in its place, which is as wide."""

SIZE = 22
"""Half points."""

PAGE = (
    '<w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1247" w:right="1134" w:bottom="1247" w:left="1701" w:header="567" w:footer="567" w:gutter="0"/>'
)
"""A4; 30 mm to the left, 20 mm to the right, 22 mm above and below, in twentieths of a point."""


@cache
def reference_docx() -> str:
    """Where the reference lies; made once for each process."""
    base = subprocess.run(
        [pypandoc.get_pandoc_path(), "--print-default-data-file=reference.docx"], capture_output=True, check=True
    ).stdout
    folder = Path(tempfile.mkdtemp(prefix="tular-docx-"))
    (folder / "base.docx").write_bytes(base)
    made = folder / "reference.docx"
    with zipfile.ZipFile(folder / "base.docx") as parts, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as changed:
        for name in parts.namelist():
            data = parts.read(name)
            if name == "word/styles.xml":
                data = _styles(data.decode()).encode()
            elif name == "word/document.xml":
                data = _page(data.decode()).encode()
            elif name == "word/theme/theme1.xml":
                data = re.sub(rb'(<a:latin typeface=")[^"]*', rb"\g<1>" + LETTERS.encode(), data)
            changed.writestr(name, data)
    return str(made)


def _page(document: str) -> str:
    document = re.sub(r"<w:pgSz [^>]*/>|<w:pgMar [^>]*/>", "", document)
    return re.sub(r"<w:sectPr\s*/>", "<w:sectPr></w:sectPr>", document).replace("</w:sectPr>", f"{PAGE}</w:sectPr>")


def _styles(styles: str) -> str:
    styles = re.sub(
        r"<w:rFonts [^>]*/>", f'<w:rFonts w:ascii="{LETTERS}" w:hAnsi="{LETTERS}" w:cs="{LETTERS}"/>', styles
    )
    styles = re.sub(r'<w:color w:val="[0-9A-Fa-f]{6}"[^>]*/>', '<w:color w:val="000000"/>', styles)
    styles = re.sub(r'(<w:rPrDefault>.*?<w:sz w:val=")\d+', rf"\g<1>{SIZE}", styles, flags=re.DOTALL)
    styles = re.sub(r'(<w:rPrDefault>.*?<w:szCs w:val=")\d+', rf"\g<1>{SIZE}", styles, flags=re.DOTALL)
    for level, size in (("1", 24), ("2", SIZE), ("3", SIZE)):
        styles = re.sub(
            rf'(<w:style [^>]*w:styleId="Heading{level}".*?</w:style>)',
            lambda found, size=size: _heading(found[1], size),  # type: ignore[misc]
            styles,
            flags=re.DOTALL,
        )
    return styles.replace("</w:styles>", f"{_OWN}</w:styles>")


def _heading(style: str, size: int) -> str:
    """In the middle, bold, no larger than official papers have it."""
    style = re.sub(r"<w:jc [^>]*/>|<w:sz [^>]*/>|<w:szCs [^>]*/>|<w:b/>|<w:i/>|<w:iCs/>", "", style)
    style = style.replace("</w:pPr>", '<w:jc w:val="center"/></w:pPr>', 1)
    return style.replace("</w:rPr>", f'<w:b/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>', 1)


def _paragraph(name: str, align: str) -> str:
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{name.replace(" ", "")}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="BodyText"/><w:qFormat/><w:pPr><w:keepNext/><w:jc w:val="{align}"/></w:pPr></w:style>'
    )


_LINE = '<w:{} w:val="single" w:sz="4" w:space="0" w:color="666666"/>'
_OWN = (
    _paragraph("Kanan", "right")
    + _paragraph("Tengah", "center")
    + _paragraph("Tanda Tangan", "center")
    + '<w:style w:type="table" w:customStyle="1" w:styleId="Polos"><w:name w:val="Polos"/><w:qFormat/></w:style>'
    + '<w:style w:type="table" w:customStyle="1" w:styleId="Bergaris"><w:name w:val="Bergaris"/><w:qFormat/>'
    + "<w:tblPr><w:tblBorders>"
    + "".join(_LINE.format(side) for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
    + '</w:tblBorders><w:tblCellMar><w:left w:w="100" w:type="dxa"/><w:right w:w="100" w:type="dxa"/></w:tblCellMar>'
    + "</w:tblPr></w:style>"
)
