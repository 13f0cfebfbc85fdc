"""Values of the trail in words, and the difference of two texts word by word."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Literal
from zoneinfo import ZoneInfo

from django.db import models
from django.utils import formats, timezone, translation
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _

from tular.foundation.audit.queries.steps import steps_between

LONG = 60
"""Characters from which a text is shown as a difference of words rather than as two values."""

AROUND = 12
"""Words kept on each side of what changed; what lies farther away is left out."""

MOST_WORK = 4_000_000
"""Word pairs to compare at most; beyond it the whole middle counts as changed."""

ZONES = {"Asia/Jakarta": "WIB", "Asia/Pontianak": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}

WORDS = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words: kept, deleted, inserted, or left out ("…")."""

    kind: Literal["same", "del", "ins", "gap"]
    text: str


def moment(at: datetime, zone: str = "") -> str:
    """Date, time and zone as the reader knows them: "22 November 2026, 13.05 WIB"."""
    name = zone or timezone.get_current_timezone_name()
    local = at.astimezone(ZoneInfo(name))
    clock = local.strftime("%H:%M" if translation.get_language() == "en" else "%H.%M")
    return f"{formats.date_format(local, 'j F Y')}, {clock} {ZONES.get(name, name)}"


def in_words(value: Any, field: models.Field[Any, Any] | None, names: Mapping[str, str], zone: str) -> str:
    """A value as people say it; "" for what is empty. `names` are those of the rows that the field points to."""
    if value is None or value in ("", [], {}):
        return ""
    if field is not None and field.is_relation:
        keys = value if isinstance(value, list) else [value]
        return ", ".join(names.get(str(key)) or _("nomor %(key)s, sudah tidak ada") % {"key": key} for key in keys)
    if field is not None and field.flatchoices:
        labels = {str(key): str(label) for key, label in field.flatchoices}
        return labels.get(str(value), str(value))
    if isinstance(value, str):
        return _dated(value, field, zone)
    return _structured(value, field, names, zone)


def _structured(value: Any, field: models.Field[Any, Any] | None, names: Mapping[str, str], zone: str) -> str:
    """What is no text: yes and no, numbers, lists and objects out of JSON."""
    if isinstance(value, bool):
        return _("ya") if value else _("tidak")
    if isinstance(value, int | float):
        # Years and keys are names, not amounts: 2026, never 2.026.
        is_name = isinstance(field, models.AutoField) or (field is not None and field.name.endswith("year"))
        return formats.number_format(value, use_l10n=True, force_grouping=not is_name)
    if isinstance(value, list):
        plain = all(isinstance(one, str | int | float) for one in value)
        return (", " if plain else "; ").join(in_words(one, None, names, zone) for one in value)
    if isinstance(value, dict):
        parts = ((key, in_words(one, None, names, zone)) for key, one in value.items())
        return ", ".join(f"{readable(key)}: {text}" for key, text in parts if text)
    return str(value)


def _dated(text: str, field: models.Field[Any, Any] | None, zone: str) -> str:
    """Dates and times come as text out of the trail; other texts stay as they are."""
    if isinstance(field, models.DateTimeField):
        at = parse_datetime(text)
        return moment(at if at.tzinfo else at.replace(tzinfo=UTC), zone) if at else text
    if isinstance(field, models.DateField):
        day: date | None = parse_date(text)
        return formats.date_format(day, "j F Y") if day else text
    return text


def readable(name: str) -> str:
    """The name of a field that nobody gave a name: without underlines."""
    return name.replace("_", " ").strip()


def word_difference(before: str, after: str) -> list[Piece]:
    """What was deleted and inserted between two texts, with some words around each place."""
    old, new = WORDS.findall(before), WORDS.findall(after)
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    middle_old, middle_new = old[head : len(old) - tail], new[head : len(new) - tail]
    pieces = [Piece("same", "".join(old[:head]))]
    steps = steps_between(middle_old, middle_new) if len(middle_old) * len(middle_new) <= MOST_WORK else None
    if steps is None:
        pieces += [Piece("del", "".join(middle_old)), Piece("ins", "".join(middle_new))]
    else:
        for kind, a, b, c, d in steps:
            if kind == "equal":
                pieces.append(Piece("same", "".join(middle_old[a:b])))
            else:
                pieces += [Piece("del", "".join(middle_old[a:b])), Piece("ins", "".join(middle_new[c:d]))]
    pieces.append(Piece("same", "".join(old[len(old) - tail :])))
    return _shortened(_joined([piece for piece in pieces if piece.text]))


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    count = 0
    for first, second in zip(one, other, strict=False):
        if first != second:
            break
        count += 1
    return count


def _joined(pieces: list[Piece]) -> list[Piece]:
    """Without blanks alone between two changes: "satu dua" → "tiga empat" is one change, not two."""
    joined: list[Piece] = []
    for index, piece in enumerate(pieces):
        blank = piece.kind == "same" and not piece.text.strip() and 0 < index < len(pieces) - 1
        if not blank:
            joined.append(piece)
            continue
        joined += [Piece("del", piece.text), Piece("ins", piece.text)]
    merged: list[Piece] = []
    run: dict[str, str] = {"del": "", "ins": ""}

    def close() -> None:
        for kind in ("del", "ins"):
            if run[kind]:
                merged.append(Piece(kind, run[kind]))
            run[kind] = ""

    for piece in joined:
        if piece.kind == "same":
            close()
            merged.append(piece)
        else:
            run[piece.kind] += piece.text
    close()
    return merged


def _shortened(pieces: list[Piece]) -> list[Piece]:
    """Long runs that stayed the same lose what is far from any change."""
    short: list[Piece] = []
    for index, piece in enumerate(pieces):
        words = WORDS.findall(piece.text)
        first, last = index == 0, index == len(pieces) - 1
        # A word and the blank after it are two parts.
        room = AROUND * 2 * (1 if first or last else 2)
        if piece.kind != "same" or len(words) <= room + 2:
            short.append(piece)
            continue
        if not first:
            short.append(Piece("same", "".join(words[: AROUND * 2])))
        short.append(Piece("gap", "…"))
        if not last:
            short.append(Piece("same", "".join(words[-AROUND * 2 :])))
    return short
