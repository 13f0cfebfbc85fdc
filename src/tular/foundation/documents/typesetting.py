"""A Typst template and values become a PDF, the same bytes for the same input."""

from __future__ import annotations

import hashlib
import io
import json
import re
import unicodedata
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, Literal

import fontpkg_noto_sans
import fontpkg_plus_jakarta_sans
import segno
import typst
from django.template.utils import get_app_template_dirs
from fontTools.ttLib import TTFont

import tular

ROOT = Path(tular.__file__).parent
"""Templates import from here: `/foundation/documents/templates/documents/paper.typ`."""

FONTS = [
    str(Path(str(package.__file__)).parent / "files") for package in (fontpkg_plus_jakarta_sans, fontpkg_noto_sans)
]
"""The house's letters, and Noto Sans for what they lack (Greek, Cyrillic, signs)."""

PAPER = Path(__file__).parent / "templates" / "documents" / "paper.typ"
"""What every template stands on."""

UNPRINTED = "□"
"""Stands for a character that no font has: a document with such a gap is refused by the standard."""

STANDARD: Literal["ua-1"] = "ua-1"
"""PDF/UA-1 (ISO 14289-1): tagged, titled, every picture with a text; what does not satisfy it is refused."""


def typeset(template: str, values: Mapping[str, Any], *, at: datetime) -> bytes:
    """The PDF of a template (`judging/minutes.typ` in some app's `templates`) filled with values.

    `values` is what JSON can say; the template reads it with `json(bytes(sys.inputs.values))`, so that nothing that
    people typed is taken for markup. `at` is the moment written into the file: the same values and moment give the
    same bytes. Raises `typst.TypstError` when the template is wrong.
    """
    found: bytes = typst.compile(
        str(_path_of(template)),
        root=str(ROOT),
        font_paths=list(FONTS),
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"values": json.dumps(printable(values), ensure_ascii=False), "edition": edition_of(template)},
        pdf_standards=STANDARD,
        timestamp=int(at.timestamp()),
    )
    return found


@cache
def edition_of(template: str) -> str:
    """The template as it is now: its name and a digest of it and of the paper. Stands in the file as a keyword."""
    read = _path_of(template).read_bytes() + PAPER.read_bytes()
    return f"{template} {hashlib.sha256(read).hexdigest()[:8]}"


@cache
def made_with(template: str) -> str:
    """What decides which bytes are written: versions of typesetter, letters and QR code, and the template's edition."""
    names = ("typst", "fontpkg-plus-jakarta-sans", "fontpkg-noto-sans", "segno")
    return ", ".join([*(f"{name} {version(name)}" for name in names), edition_of(template)])


def written_by(pdf: bytes) -> str:
    """The typesetter and template that wrote a file, as it says itself ("Typst 0.15.1, judging/minutes.typ 1a2b3c4d").

    "" where it says nothing.
    """
    found = (re.search(rb"/Creator\s*\((Typst [^)]*)\)", pdf), re.search(rb"/Keywords\s*\(([^)]*)\)", pdf))
    return ", ".join(one[1].decode("ascii", "replace") for one in found if one)


@cache
def writer(template: str) -> str:
    """What writes that template here."""
    return ", ".join([written_by(typst.compile(b"x", format="pdf")), edition_of(template)])


def printable(value: Any) -> Any:
    """The value, at whatever depth, with texts that can be set: without control marks, `UNPRINTED` for the unknown."""
    if isinstance(value, str):
        return "".join(_letter(one) for one in unicodedata.normalize("NFC", value))
    if isinstance(value, Mapping):
        return {key: printable(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [printable(one) for one in value]
    return value


def _letter(one: str) -> str:
    if one in "\n\t":
        return one
    if unicodedata.category(one) in ("Cc", "Cf"):
        return ""
    return one if ord(one) in _covered() else UNPRINTED


@cache
def _covered() -> frozenset[int]:
    found: set[int] = set()
    for path in sorted(path for folder in FONTS for path in Path(folder).glob("*.ttf")):
        with TTFont(path) as font:
            found.update(font.getBestCmap())
    return frozenset(found)


def qr_svg(text: str) -> str:
    """A QR code (ISO/IEC 18004) as SVG for `image(bytes(…), format: "svg", alt: …)`; level M."""
    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(out, kind="svg", scale=4, border=2, dark="#14213D")
    return out.getvalue().decode()


def _path_of(template: str) -> Path:
    for folder in get_app_template_dirs("templates"):
        path = Path(folder) / template
        if path.is_file() and path.is_relative_to(ROOT):
            return path
    raise FileNotFoundError(template)
