"""Dates that are known only to the month or the year."""

from __future__ import annotations

import datetime

from django.utils import formats

_PATTERNS = ("Y", "F\u00a0Y", "j\u00a0F\u00a0Y")


def partial_date(text: str) -> str:
    """An ISO date as precisely as it is known: "18 Oktober 2024", "November 2024" or "2024"; "" stays empty.

    Raises ValueError for anything else.
    """
    if not text:
        return ""
    parts = [int(part) for part in text.split("-")]
    return formats.date_format(datetime.date(*[*parts, 1, 1][:3]), _PATTERNS[len(parts) - 1])
