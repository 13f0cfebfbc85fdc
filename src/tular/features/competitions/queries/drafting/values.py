"""Values of a rulebook as a form shows them, and what was typed as values; neither ever guesses.

A value that a field cannot show (such as a table where a number is expected) is `None` from `as_typed`: the form leaves
it alone and says that it is written in the whole text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from tular.features.competitions.models import ZONES
from tular.features.competitions.queries.drafting.shapes import Kind

OFFSETS = {7: "Asia/Jakarta", 8: "Asia/Makassar", 9: "Asia/Jayapura"}
ZONE = "@"
"""Between local time and zone in the typed form of a moment: 2026-03-31T16:00@Asia/Jakarta."""

NUMBER = re.compile(r"-?\d{1,15}([.,]\d{1,10})?")
MOST = 10**9


class NotUnderstood(ValueError):
    """What was typed is no value of its kind. The message says what would be right."""


def as_typed(kind: Kind, value: Any) -> str | list[str] | None:
    """How a form shows a value; `None` for one that this kind of field cannot show."""
    if value is None:
        return [] if kind is Kind.SEVERAL else ""
    if kind in (Kind.SEVERAL, Kind.LINES):
        if not isinstance(value, list) or not all(isinstance(one, str) and "\n" not in one for one in value):
            return None
        return list(value) if kind is Kind.SEVERAL else "\n".join(value)
    if kind is Kind.YES:
        return {True: "ya", False: "tidak"}.get(value) if isinstance(value, bool) else None
    if kind is Kind.NUMBERS:
        fitting = isinstance(value, list) and all(_is_number(one) for one in value)
        return " ".join(str(one) for one in value) if fitting else None
    if kind in (Kind.COUNT, Kind.NUMBER):
        return str(value) if _is_number(value) else None
    if kind is Kind.MOMENT:
        return _moment_as_typed(value)
    return value if isinstance(value, str) else None


def from_typed(kind: Kind, typed: str | Sequence[str]) -> Any:
    """The value that was typed; `None` for nothing. Raises `NotUnderstood`."""
    if kind is Kind.SEVERAL:
        return [one for one in typed if one] or None
    assert isinstance(typed, str), "only a field with several choices has several values"
    text = typed.replace("\r\n", "\n").strip()
    if not text:
        return None
    if kind is Kind.LINES:
        return [line.strip() for line in text.split("\n") if line.strip()] or None
    if kind is Kind.YES:
        return {"ya": True, "tidak": False}.get(text)
    if kind is Kind.NUMBERS:
        return [_number(one) for one in re.split(r"[\s;]+", text)]
    if kind is Kind.NUMBER:
        return _number(text)
    if kind is Kind.COUNT:
        if not text.isascii() or not text.isdigit() or int(text) > MOST:
            raise NotUnderstood(_("Tulis bilangan bulat mulai 0, dengan angka saja."))
        return int(text)
    return _moment(text) if kind is Kind.MOMENT else text


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)


def _number(text: str) -> int | Decimal:
    if not NUMBER.fullmatch(text):
        raise NotUnderstood(_("Tulis angka, misalnya 12 atau 12,5."))
    number = Decimal(text.replace(",", "."))
    return int(number) if number == number.to_integral() and "." not in text and "," not in text else number


def _moment_as_typed(value: Any) -> str | None:
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value)
        except ValueError:
            return None
    if not isinstance(value, datetime):
        # A day without its hour: the hour is what the author still has to tell.
        return f"{value.isoformat()}T{ZONE}Asia/Jakarta" if isinstance(value, date) else None
    offset = value.utcoffset()
    hours = offset.total_seconds() / 3600 if offset is not None else 7
    zone = OFFSETS.get(int(hours)) if hours == int(hours) else None
    return f"{value:%Y-%m-%dT%H:%M}{ZONE}{zone}" if zone and value.second == 0 else None


def _moment(text: str) -> datetime | date:
    local, _at, zone = text.partition(ZONE)
    local = local.removesuffix("T")
    try:
        if "T" not in local:
            return date.fromisoformat(local)
        found = datetime.fromisoformat(local)
    except ValueError:
        raise NotUnderstood(_("Tulis tanggal dan jam, misalnya 2026-03-31 16:00.")) from None
    if zone not in dict(ZONES):
        raise NotUnderstood(_("Pilih zona waktunya."))
    return found.replace(tzinfo=ZoneInfo(zone))
