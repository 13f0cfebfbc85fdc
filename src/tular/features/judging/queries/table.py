"""Own readings as a table: a row for each, a column for each criterion, sums, and own means to compare with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from tular.engines.rulebook.exact import written
from tular.features.judging.choices import HELD, AssignmentState
from tular.features.judging.models import Assignment
from tular.features.judging.queries.bench import called, shown_mark
from tular.features.judging.queries.desk import Mine, asked_by_group, lines_of, loaded, place_of
from tular.features.judging.queries.marks import Asked, mark_typed, marks_of, running
from tular.features.judging.queries.visibility import readings_of
from tular.foundation.files import TableRow

SIZE = 40
NUMBER, TITLE, SUM = "nomor", "judul", "jumlah"
NOT_APPLICABLE = ("-", "–", "—")
"""What is typed in a cell for a criterion that does not apply."""


@dataclass(frozen=True, slots=True)
class Column:
    """A criterion; `mean` is that of the person's own marks."""

    id: str
    label: str
    weight: str
    low: str
    high: str
    mean: str
    spread: str


@dataclass(frozen=True, slots=True)
class MarkCell:
    """One mark in the table as it stands in its field; `problem` is said below it."""

    reading: int
    column: Column
    value: str
    version: int
    problem: str = ""

    @property
    def name(self) -> str:
        """Of its field."""
        return f"n-{self.reading}-{self.column.id}"

    @property
    def key(self) -> str:
        """Under which the browser keeps what did not arrive."""
        return f"penilaian/{self.reading}/{self.column.id}"


@dataclass(frozen=True, slots=True)
class Row:
    """One reading; `barred` when it may not be changed."""

    pk: int
    number: str
    title: str
    cells: tuple[MarkCell, ...]
    sum: str
    barred: bool

    @property
    def path(self) -> str:
        """Where it is read."""
        return f"/penilaian/{self.pk}"


@dataclass(frozen=True, slots=True)
class Part:
    """The readings of groups that are marked by the same criteria."""

    group: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


def own_readings(mine: Mine, person: Any) -> list[Assignment]:
    """The person's readings in a review that have marks or may have some, by number. Two queries."""
    return loaded(readings_of(person).filter(evaluator=mine.evaluator, state__in=HELD))


def parts_of(
    mine: Mine, person: Any, *, page: int = 1, typed: Mapping[str, tuple[str, str]] | None = None
) -> tuple[list[Part], int]:
    """(the table by group, how many readings). `typed`: field → (what was typed, what is wrong with it)."""
    readings = own_readings(mine, person)
    asked = asked_by_group(mine, readings)
    shown = readings[(page - 1) * SIZE : page * SIZE]
    places = {one.pk: place_of(one) for one in shown}
    titles = {one.pk: one for one in lines_of(shown, places, asked)}
    labels = {one.id: one.label for one in next(iter(asked.values())).rules.groups} if any(asked.values()) else {}  # type: ignore[union-attr]
    found = []
    for group in dict.fromkeys(one.entry.proposal.group for one in shown):
        told = asked[group]
        if told is None:
            continue
        columns = _columns(told, [one for one in readings if one.entry.proposal.group == group])
        rows = [
            _row(one, told, columns, titles[one.pk].number, titles[one.pk].title, mine, typed or {})
            for one in shown
            if one.entry.proposal.group == group
        ]
        found.append(Part(labels.get(group, ""), columns, tuple(rows)))
    return found, len(readings)


def _row(
    reading: Assignment, asked: Asked, columns: Sequence[Column], number: str, title: str, mine: Mine,
    typed: Mapping[str, tuple[str, str]],
) -> Row:  # fmt: skip
    sheets = list(reading.sheets.all())
    content = sheets[-1].content if sheets else {}
    versions = sheets[-1].versions if sheets else {}
    cells = []
    for column in columns:
        value = mark_shown(content.get(column.id))
        cell = MarkCell(reading.pk, column, value, versions.get(column.id, 0))
        if cell.name in typed:
            cell = MarkCell(reading.pk, column, typed[cell.name][0], cell.version, typed[cell.name][1])
        cells.append(cell)
    done = reading.state == AssignmentState.DONE
    return Row(reading.pk, number, title, tuple(cells), sum_shown(asked, content), done or bool(mine.barred))


def mark_shown(cell: Mapping[str, Any] | None) -> str:
    """A kept mark as it stands in a table: "80,5", "–" where it does not apply, "" where there is none."""
    if not cell or "mark" not in cell:
        return ""
    return NOT_APPLICABLE[1] if cell["mark"] is None else shown_mark(cell["mark"])


def sum_shown(asked: Asked, content: Mapping[str, Any]) -> str:
    """The sum so far, "" while there is none."""
    found = running(asked, content)
    return "" if found.value is None else written(Decimal(found.value))


def _columns(asked: Asked, readings: Iterable[Assignment]) -> tuple[Column, ...]:
    marks: dict[str, list[Fraction]] = {one.id: [] for one in asked.criteria}
    for reading in readings:
        sheets = list(reading.sheets.all())
        for name, mark in (marks_of(sheets[-1].content, asked) if sheets else {}).items():
            if mark is not None:
                marks[name].append(mark)
    return tuple(
        Column(
            one.id, called(one.label), "" if one.weight is None else written(one.weight),
            written(one.scale.low), written(one.scale.high),
            written(sum(marks[one.id], Fraction(0)) / len(marks[one.id]), 1).rstrip("…") if marks[one.id] else "",
            f"{written(min(marks[one.id]))}–{written(max(marks[one.id]))}" if marks[one.id] else "",
        )
        for one in asked.criteria
        if one.scale is not None
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Change:
    """One mark that a file brings: `value` as text, None for "does not apply"; written on number `base`."""

    reading: int
    number: str
    criterion: str
    label: str
    before: str
    after: str
    value: str | None
    base: int


@dataclass(frozen=True, slots=True)
class Brought:
    """What a file of marks would change, and line by line what is wrong with it."""

    changes: tuple[Change, ...]
    problems: tuple[tuple[int | None, str], ...]
    same: int


def columns_of(mine: Mine, person: Any) -> tuple[str, ...]:
    """The columns of criteria that a file may have."""
    readings = own_readings(mine, person)
    asked = asked_by_group(mine, readings)
    return tuple(dict.fromkeys(one.id for told in asked.values() if told for one in told.criteria))


def exported(mine: Mine, person: Any) -> Iterator[list[str]]:
    """The person's own marks, a row for each reading; the columns are `nomor`, `judul`, criteria, `jumlah`."""
    readings = own_readings(mine, person)
    asked = asked_by_group(mine, readings)
    names = columns_of(mine, person)
    lines = {one.pk: one for one in lines_of(readings, {one.pk: place_of(one) for one in readings}, asked)}
    for one in readings:
        told, sheets = asked[one.entry.proposal.group], list(one.sheets.all())
        content = sheets[-1].content if sheets else {}
        marks = [mark_shown(content.get(name)) for name in names]
        yield [lines[one.pk].number, lines[one.pk].title, *marks, sum_shown(told, content) if told else ""]


def brought(mine: Mine, person: Any, rows: Iterable[TableRow]) -> Brought:
    """Compare a file with what is kept. A number that is not among the own readings is told, whoever reads it."""
    readings = own_readings(mine, person)
    asked = asked_by_group(mine, readings)
    numbers = {str(one.entry.number): one for one in readings}
    changes: list[Change] = []
    problems: list[tuple[int | None, str]] = []
    same, seen = 0, set()
    for row in rows:
        typed = row.get(NUMBER)
        reading = numbers.get(typed.lstrip("0"))
        if reading is None:
            text = _("Nomor “%(number)s” tidak ada di antara bacaan Anda.")
            problems.append((row.line, text % {"number": typed[:40]}))
            continue
        if reading.pk in seen:
            problems.append((row.line, _("Nomor %(number)s tertulis dua kali.") % {"number": typed}))
            continue
        seen.add(reading.pk)
        told, sheets = asked[reading.entry.proposal.group], list(reading.sheets.all())
        content = sheets[-1].content if sheets else {}
        versions = sheets[-1].versions if sheets else {}
        for one in told.criteria if told else ():
            text = row.get(one.id.lower())
            if not text or one.scale is None:
                continue
            value, wrong = (None, "") if text in NOT_APPLICABLE else mark_typed(text, one.scale)
            held = content.get(one.id) or {}
            if wrong:
                problems.append((row.line, f"{called(one.label)}: {wrong}"))
            elif "mark" in held and held["mark"] == value:
                same += 1
            elif reading.state == AssignmentState.DONE:
                text = _("Lembar nilai usulan %(number)s sudah diserahkan; buka lagi dulu bila ingin mengubahnya.")
                problems.append((row.line, text % {"number": typed}))
                break
            else:
                after = mark_shown({"mark": value})
                changes.append(
                    Change(
                        reading.pk, f"{reading.entry.number:04d}", one.id, called(one.label), mark_shown(held), after,
                        value, versions.get(one.id, 0),
                    )
                )  # fmt: skip
    return Brought(tuple(changes), tuple(problems), same)
