"""Content in words, and old content beside new."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from difflib import SequenceMatcher
from typing import Literal

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from tular.features.agencies.models import Agency
from tular.features.catalogue.queries.content.schema import Content, Field, Json, Kind, Rows, Section
from tular.features.catalogue.queries.content.sections import SECTIONS
from tular.foundation.audit.queries.steps import steps_between
from tular.foundation.files.models import StoredFile

Mark = Literal["same", "gone", "new"]
LONGEST = 20_000
"""Words in both texts together above which they are shown whole instead of word by word."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a text that stayed, went or came."""

    text: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class Difference:
    """A field, or one row of a list, that differs: before and after in words ("" = unknown, or no such row).

    `old_pieces` and `new_pieces` are the two texts cut where they part, for showing side by side.
    """

    label: str
    old: str
    new: str
    old_pieces: tuple[Piece, ...]
    new_pieces: tuple[Piece, ...]
    change: Literal["changed", "added", "removed"]


@dataclass(frozen=True, slots=True)
class SectionDifference:
    """A section in which something differs."""

    code: str
    title: str
    fields: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class SectionText:
    """A section in words: (label, value) for fields, (label, rows) for lists; "" and () are unknown."""

    code: str
    title: str
    fields: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]


class Wording:
    """Turns values into words. The names of agencies, files and choices are read once, for all contents at once."""

    def __init__(self, *contents: Content) -> None:
        self._choices: dict[int, dict[str, str]] = {}
        self._agencies = dict(
            Agency.objects.filter(slug__in=set(_of_kind(contents, Kind.AGENCY))).values_list("slug", "name")
        )
        files = StoredFile.objects.filter(pk__in=set(_of_kind(contents, Kind.FILE))).values_list("pk", "name")
        self._files = {str(key): name for key, name in files}

    def value(self, field: Field, value: Json) -> str:
        """The value in words, "" for unknown. Flags are answered by yes and no."""
        if field.kind is Kind.FLAG:
            return _("ya") if value else _("tidak")
        if value in (None, "", []):
            return ""
        if field.kind is Kind.CHOICES:
            return "; ".join(self._names(field).get(code, code) for code in value)
        if field.kind is Kind.CHOICE:
            return self._names(field).get(str(value), str(value))
        if field.kind in (Kind.MONEY, Kind.NUMBER):
            return _amount(field.kind, value)
        if field.kind is Kind.AGENCY:
            return self._agencies.get(str(value), str(value))
        if field.kind is Kind.FILE:
            return self._files.get(str(value), _("berkas"))
        return str(value)

    def row(self, rows: Rows, row: Mapping[str, Json]) -> str:
        """A row in one line: "Peran: Kader; Jumlah orang: 12"."""
        told = ((field, self.value(field, row.get(field.name, field.kind.empty))) for field in rows.fields)
        return "; ".join(f"{field.label}: {text}" for field, text in told if text)

    def _names(self, field: Field) -> dict[str, str]:
        if id(field) not in self._choices:
            self._choices[id(field)] = {code: str(label) for code, label in field.options}
        return self._choices[id(field)]


def _amount(kind: Kind, value: Json) -> str:
    """A number as the reader's language writes it; what is no number, in a draft, as it was typed."""
    try:
        number = number_format(Decimal(value), use_l10n=True, force_grouping=True)
    except (InvalidOperation, TypeError, ValueError):
        return str(value)
    return _("Rp %(number)s") % {"number": number} if kind is Kind.MONEY else number


def readable(content: Content) -> tuple[SectionText, ...]:
    """The content in words, in the order of the editor. Three queries at most."""
    wording = Wording(content)
    return tuple(
        SectionText(
            section.code,
            str(section.title),
            tuple(
                (str(field.label), wording.value(field, _field(content, section, field))) for field in section.fields
            ),
            tuple(
                (str(rows.label), tuple(wording.row(rows, row) for row in _rows(content, section, rows)))
                for rows in section.rows
            ),
        )
        for section in SECTIONS
    )


def differences(old: Content, new: Content) -> tuple[SectionDifference, ...]:
    """What differs between two contents, in words; nothing when they are the same. Three queries at most.

    A section that is not in `new` counts as unchanged.
    """
    wording = Wording(old, new)
    compared = (
        SectionDifference(section.code, str(section.title), tuple(_differences(section, old, new, wording)))
        for section in SECTIONS
        if section.code in new
    )
    return tuple(one for one in compared if one.fields)


def _differences(section: Section, old: Content, new: Content, wording: Wording) -> Iterable[Difference]:
    for field in section.fields:
        before, after = _field(old, section, field), _field(new, section, field)
        if before != after:
            yield difference(str(field.label), wording.value(field, before), wording.value(field, after))
    for rows in section.rows:
        before = [wording.row(rows, row) for row in _rows(old, section, rows)]
        after = [wording.row(rows, row) for row in _rows(new, section, rows)]
        if _rows(old, section, rows) != _rows(new, section, rows):
            yield from _row_differences(str(rows.label), before, after)


def _row_differences(label: str, old: list[str], new: list[str]) -> Iterable[Difference]:
    for code, i, j, k, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if code == "equal":
            continue
        for place in range(max(j - i, end - k)):
            before = old[i + place] if i + place < j else ""
            after = new[k + place] if k + place < end else ""
            yield difference(label, before, after)


def difference(label: str, old: str, new: str) -> Difference:
    """Two texts side by side, cut into words that stayed, went and came."""
    change: Literal["changed", "added", "removed"] = "changed" if old and new else "added" if new else "removed"
    olds, news = _words(old), _words(new)
    steps = steps_between(olds, news) if len(olds) + len(news) <= LONGEST else None
    if steps is None:
        return Difference(label, old, new, (Piece(old, "gone"),), (Piece(new, "new"),), change)
    old_pieces, new_pieces = [], []
    for code, i, j, k, end in steps:
        if i < j:
            old_pieces.append(Piece("".join(olds[i:j]), "same" if code == "equal" else "gone"))
        if k < end:
            new_pieces.append(Piece("".join(news[k:end]), "same" if code == "equal" else "new"))
    return Difference(label, old, new, tuple(old_pieces), tuple(new_pieces), change)


def _words(text: str) -> list[str]:
    """Words with the space after them, so that joining them gives the text again."""
    return re.findall(r"\S+\s*|^\s+", text)


def _field(content: Content, section: Section, field: Field) -> Json:
    return content.get(section.code, {}).get(field.name, field.kind.empty)


def _rows(content: Content, section: Section, rows: Rows) -> list[dict[str, Json]]:
    return content.get(section.code, {}).get(rows.name) or []


def _of_kind(contents: Iterable[Content], kind: Kind) -> Iterable[str]:
    """All values of this kind in the contents."""
    for content in contents:
        for section in SECTIONS:
            for field in section.fields:
                if field.kind is kind and (value := _field(content, section, field)):
                    yield value
            for rows in section.rows:
                for field in rows.fields:
                    if field.kind is kind:
                        yield from (value for row in _rows(content, section, rows) if (value := row.get(field.name)))
