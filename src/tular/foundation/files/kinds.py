"""Kinds of files that people may send, or that Tular makes. A purpose names those it takes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: what people call it, how the web calls it, and how names of such files end."""

    code: str
    label: str
    content_type: str
    endings: tuple[str, ...]
    is_image: bool = False


_OFFICE = "application/vnd.openxmlformats-officedocument"

PDF = Kind("pdf", "PDF", "application/pdf", (".pdf",))
DOCX = Kind("docx", "Word (.docx)", f"{_OFFICE}.wordprocessingml.document", (".docx",))
XLSX = Kind("xlsx", "Excel (.xlsx)", f"{_OFFICE}.spreadsheetml.sheet", (".xlsx",))
PPTX = Kind("pptx", "PowerPoint (.pptx)", f"{_OFFICE}.presentationml.presentation", (".pptx",))
JPEG = Kind("jpeg", "JPEG", "image/jpeg", (".jpg", ".jpeg", ".jpe", ".jfif"), is_image=True)
PNG = Kind("png", "PNG", "image/png", (".png",), is_image=True)
WEBP = Kind("webp", "WebP", "image/webp", (".webp",), is_image=True)

KINDS = {kind.code: kind for kind in (PDF, DOCX, XLSX, PPTX, JPEG, PNG, WEBP)}
"""By code. Nothing else is ever taken: no HTML, no SVG, no program, no archive."""

EPUB = Kind("epub", "EPUB", "application/epub+zip", (".epub",))
HTML = Kind("html", "HTML", "text/html; charset=utf-8", (".html",))
"""What only Tular itself makes (`storing.store_made`); nobody can send one."""

PHOTOS = (JPEG, PNG, WEBP)
DOCUMENTS = (PDF, DOCX, XLSX, PPTX)
LETTERS = (PDF, JPEG, PNG)
"""A signed letter: scanned, or a photo of it."""


def kind_of_content_type(content_type: str) -> Kind | None:
    """The kind that the web calls so."""
    return next((kind for kind in KINDS.values() if kind.content_type == content_type), None)
