"""Sizes of files in words."""

from __future__ import annotations

from django.utils.formats import number_format


def bytes_text(size: int) -> str:
    """A size for people, in decimal units: "850 KB", "12,4 MB"."""
    if size < 1_000_000:
        return f"{number_format(max(1, round(size / 1000)))}\u00a0KB"
    return f"{number_format(round(size / 1_000_000, 1), 1)}\u00a0MB"
