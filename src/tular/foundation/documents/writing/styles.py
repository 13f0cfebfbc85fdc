"""The styles of a DOCX: letters, spaces and lines of official papers. Names in English are those that Pandoc uses.

Written whole, in the order of elements that the standard asks (ECMA-376-1, 17.7 and 17.3): Word calls a file damaged
where they stand in another.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

LETTERS = "Arial"
"""Every Word has it; LibreOffice puts Liberation Sans in its place, which is as wide."""

SIZE = 22
"""Half points."""

CODE = "Courier New"

BUILT_IN = ("Body Text", "Block Text", "footnote text", "header", "footer", "heading", "Title", "TOC", "toc")
"""Beginnings of names that Word knows by itself."""

HEAD = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Look:
    """How paragraphs of a style look. Spaces in twentieths of a point; `run` is what holds for the letters.

    `keep`: on the page of what follows; `lines`: all lines on one page; `outline`: level of a heading, from 0.
    """

    keep: bool = False
    lines: bool = False
    border: str = ""
    before: int | None = None
    after: int | None = None
    left: int = 0
    right: int = 0
    align: str = ""
    outline: int | None = None
    run: str = ""

    def xml(self) -> str:
        pairs = (("before", self.before), ("after", self.after))
        spaces = [f'w:{key}="{value}"' for key, value in pairs if value is not None]
        properties = (
            "<w:keepNext/>" * self.keep,
            "<w:keepLines/>" * (self.lines or self.keep),
            self.border,
            f"<w:spacing {' '.join(spaces)}/>" if spaces else "",
            f'<w:ind w:left="{self.left}" w:right="{self.right}"/>' if self.left or self.right else "",
            f'<w:jc w:val="{self.align}"/>' if self.align else "",
            "" if self.outline is None else f'<w:outlineLvl w:val="{self.outline}"/>',
        )
        return f"<w:pPr>{''.join(properties)}</w:pPr><w:rPr>{self.run}</w:rPr>"


def styles_xml(*, book: bool = False) -> str:
    """The part `word/styles.xml`, for a letter or for a book."""
    headings = _book() if book else _headings()
    return "".join((HEAD, _defaults(), *_texts(), *headings, *_blocks(), *_letters(), *_tables(), "</w:styles>"))


def _defaults() -> str:
    return (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{_font(LETTERS)}{_size(SIZE)}"
        '<w:lang w:val="id-ID" w:eastAsia="id-ID" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:spacing w:after="0" w:line="264" w:lineRule="auto"/></w:pPr></w:pPrDefault>'
        "</w:docDefaults>"
    )


def _texts() -> tuple[str, ...]:
    bold = "<w:b/><w:bCs/>"
    return (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>',
        _paragraph("Body Text", "Normal", _Look(before=60, after=60, align="both")),
        _paragraph("First Paragraph", "BodyText"),
        _paragraph("Compact", "Normal", _Look(after=20, align="left")),
        _paragraph("Block Text", "BodyText", _Look(left=567, right=567)),
        _paragraph("Source Code", "Normal", _Look(after=120, align="left", run=_font(CODE) + _size(18))),
        _paragraph("footnote text", "Normal", _Look(align="both", run=_size(18))),
        _paragraph("Footnote Block Text", "FootnoteText", _Look(left=567)),
        _paragraph("Definition Term", "Normal", _Look(keep=True, run=bold)),
        _paragraph("Definition", "Normal", _Look(after=120, align="both", left=567)),
        _paragraph("Table Caption", "Normal", _Look(before=120, after=60, align="center", keep=True)),
        _paragraph("header", "Normal", _Look(align="right", run=_size(17))),
        _paragraph("footer", "Normal", _Look(align="center", run=_size(17))),
    )


def _headings() -> tuple[str, ...]:
    """Of a title, an article and its title in the middle; of what lies below to the left."""
    bold = "<w:b/><w:bCs/>"
    return (
        _heading(1, _Look(after=120, align="center", run=bold + _size(24))),
        _heading(2, _Look(before=200, after=60, align="center", run=bold)),
        _heading(3, _Look(before=0, after=60, align="center", run=bold)),
        *(_heading(level, _Look(before=120, after=60, align="left", run=bold)) for level in (4, 5, 6)),
    )


def _book() -> tuple[str, ...]:
    """Chapters on a page of their own, contents, callouts and captions of a book."""
    bold = "<w:b/><w:bCs/>"
    bar = '<w:pBdr><w:left w:val="single" w:sz="18" w:space="8" w:color="8A6A00"/></w:pBdr>'
    return (
        _paragraph("Title", "Normal", _Look(before=2400, after=120, run=bold + _size(56))),
        _heading(1, _Look(after=240, run=bold + _size(36)), first="<w:pageBreakBefore/>"),
        _heading(2, _Look(before=280, after=80, run=bold + _size(26))),
        _heading(3, _Look(before=200, after=60, run=bold + _size(22))),
        *(_heading(level, _Look(before=120, after=60, run=bold)) for level in (4, 5, 6)),
        _paragraph("TOC Heading", "Normal", _Look(after=160, run=bold + _size(36))),
        _paragraph("toc 1", "Normal", _Look(before=80)),
        _paragraph("toc 2", "Normal", _Look(left=340)),
        _paragraph("Image Caption", "Normal", _Look(before=60, after=160, run=_size(18))),
        _paragraph("Captioned Figure", "Normal", _Look(before=160, keep=True)),
        _paragraph("Catatan", "BodyText", _Look(border=bar, left=200, lines=True)),
    )


def _blocks() -> tuple[str, ...]:
    """What `blocks.lua` names."""
    line = '<w:pBdr><w:bottom w:val="single" w:sz="{}" w:space="{}" w:color="000000"/></w:pBdr>'
    head = "<w:b/><w:bCs/>" + _size(26)
    return (
        _paragraph("Kop", "Normal", _Look(border=line.format(18, 6), after=160, align="center", run=head)),
        _paragraph("Garis", "Normal", _Look(border=line.format(4, 1), after=120)),
        _paragraph("Baris", "BodyText", _Look(align="left")),
        _paragraph("Jarak", "Normal", _Look(run=_size(8))),
        _paragraph("Kanan", "BodyText", _Look(align="right")),
        _paragraph("Tengah", "BodyText", _Look(align="center", keep=True)),
        _paragraph("Penutup", "BodyText", _Look(keep=True)),
        _paragraph("Tanda Tangan", "Normal", _Look(align="center", lines=True, before=60)),
        _paragraph("Tembusan", "Normal", _Look(before=200, after=20, align="left", keep=True)),
    )


def _letters() -> tuple[str, ...]:
    default = (
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
    )
    return (
        default,
        _character("VerbatimChar", "Verbatim Char", _font(CODE) + _size(18)),
        _character("FootnoteReference", "footnote reference", '<w:vertAlign w:val="superscript"/>'),
        _character("Hyperlink", "Hyperlink", '<w:color w:val="0B4F8A"/><w:u w:val="single"/>'),
    )


def _tables() -> tuple[str, ...]:
    margins = (
        '<w:tblCellMar><w:top w:w="{0}" w:type="dxa"/><w:left w:w="{1}" w:type="dxa"/>'
        '<w:bottom w:w="{0}" w:type="dxa"/><w:right w:w="{1}" w:type="dxa"/></w:tblCellMar>'
    )
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    lines = "".join(f'<w:{one} w:val="single" w:sz="4" w:space="0" w:color="666666"/>' for one in sides)
    return (
        _table("TableNormal", "Normal Table", margins.format(0, 108), default=True),
        _table("Table", "Table", margins.format(0, 108)),
        # Without a margin the first column begins where the text does.
        _table("Polos", "Polos", '<w:tblInd w:w="0" w:type="dxa"/>' + margins.format(0, 0)),
        _table("Bergaris", "Bergaris", f"<w:tblBorders>{lines}</w:tblBorders>" + margins.format(30, 100)),
    )


def _paragraph(name: str, based: str, look: _Look = _Look()) -> str:
    """A style of paragraphs; its id is its name without spaces, as Pandoc expects."""
    style = "".join(word[0].upper() + word[1:] for word in name.split())
    own = "" if name.startswith(BUILT_IN) else ' w:customStyle="1"'
    return (
        f'<w:style w:type="paragraph"{own} w:styleId="{style}"><w:name w:val="{name}"/><w:basedOn w:val="{based}"/>'
        f"<w:qFormat/>{look.xml()}</w:style>"
    )


def _heading(level: int, look: _Look, first: str = "") -> str:
    style = _paragraph(f"heading {level}", "Normal", replace(look, keep=True, outline=level - 1))
    return style.replace("<w:keepLines/>", f"<w:keepLines/>{first}", 1)


def _character(style: str, name: str, run: str) -> str:
    return (
        f'<w:style w:type="character" w:styleId="{style}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="DefaultParagraphFont"/><w:rPr>{run}</w:rPr></w:style>'
    )


def _table(style: str, name: str, properties: str, *, default: bool = False) -> str:
    how = ' w:default="1"' if default else ""
    return (
        f'<w:style w:type="table"{how} w:styleId="{style}"><w:name w:val="{name}"/><w:tblPr>{properties}</w:tblPr>'
        "</w:style>"
    )


def _font(name: str) -> str:
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}" w:cs="{name}"/>'


def _size(half_points: int) -> str:
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'
