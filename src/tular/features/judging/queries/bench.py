"""The page on which one reading is marked: the answer beside the criterion, its rubric, and what is marked so far."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from tular.engines.rulebook.exact import written
from tular.engines.rulebook.parts import Part
from tular.features.catalogue.queries.content.comparing import Difference, difference
from tular.features.judging.choices import HELD, AssignmentState
from tular.features.judging.models import Assignment, ScoreSheet
from tular.features.judging.queries.desk import Line, Mine, Queue, my_reviews, queue_beside
from tular.features.judging.queries.identities import identities_of
from tular.features.judging.queries.marks import GENERAL, Asked, Running, is_marked, running, share_of
from tular.features.judging.queries.sheets import (
    asides_of,
    asked_for,
    barred,
    is_locked,
    missing_marks,
    sheet_of,
)
from tular.features.judging.queries.submitted import Section, Submitted, is_blind, submitted


@dataclass(frozen=True, slots=True)
class Tab:
    """A criterion among the others, with its mark in words ("" while it has none)."""

    id: str
    label: str
    mark: str
    weight: str
    comment: str
    share: str
    is_missing: bool


@dataclass(frozen=True, slots=True)
class LevelChoice:
    """A described level; `value` is what is kept."""

    value: str
    shown: str
    label: str
    meaning: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Rubric:
    """How one criterion is marked: by levels, or by a number between ends."""

    levels: tuple[LevelChoice, ...]
    low: str
    high: str
    step: str
    assumed: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in the form of a criterion; `problem` is at the mark, `mark` as it was typed."""

    mark: str
    not_applicable: bool
    comment: str
    version: int
    problem: str = ""
    share_how: str = ""
    share: str = ""


@dataclass(frozen=True, slots=True)
class Bench:
    """All that the page shows. `criterion` is None on the last step, where the sheet is checked and handed in."""

    reading: Assignment
    mine: Mine
    submitted: Submitted
    queue: Queue
    again: tuple[Line, ...]
    tabs: tuple[Tab, ...]
    criterion: Tab | None
    rubric: Rubric | None
    cell: Cell
    section: Section | None
    chosen_by_hand: bool
    running: Running | None
    barred: str
    done: bool
    may_reopen: bool
    total: str
    reopened: str
    round: int
    previous: Tab | None
    following: Tab | None
    asides: tuple[tuple[str, str], ...]
    others: tuple[tuple[int, str], ...]
    """In a discussion: (number of another reader, their mark of the round before) for this criterion."""
    missing: tuple[tuple[str, str], ...]

    @property
    def path(self) -> str:
        """Of the reading."""
        return f"/penilaian/{self.reading.pk}"

    @property
    def here(self) -> str:
        """Of this very criterion."""
        return f"{self.path}?kriteria={self.criterion.id if self.criterion else GENERAL}"

    @property
    def next_path(self) -> str:
        """Of what comes after it."""
        return f"{self.path}?kriteria={self.following.id if self.following else GENERAL}"

    @property
    def key(self) -> str:
        """Under which the browser keeps what did not arrive."""
        return f"penilaian/{self.reading.pk}/{self.criterion.id if self.criterion else GENERAL}"


def first_section(reading: Assignment) -> str:
    """The criterion with which a reading is opened: the first without a mark, or the last step."""
    asked, sheet = asked_for(reading), sheet_of(reading)
    if asked is None:
        return GENERAL
    content = sheet.content if sheet else {}
    return next((one.id for one in asked.criteria if not is_marked(content.get(one.id))), GENERAL)


def bench(
    reading: Assignment, person: Any, now: datetime, *, section: str, shown: str = "", cell: Cell | None = None
) -> Bench | None:
    """The page of a reading at a criterion (or at `GENERAL`); None where there is no such criterion.

    `shown` is the section of the submission that was asked for, `cell` what was typed and not taken. The number of
    queries is the same for any number of readings and criteria.
    """
    asked, sheet = asked_for(reading), sheet_of(reading)
    criterion = asked.criterion(section) if asked else None
    if criterion is None and section != GENERAL:
        return None
    mine = next((one for one in my_reviews(person, now) if one.evaluator.pk == reading.evaluator_id), None)
    if mine is None:
        return None
    content: Mapping[str, Any] = sheet.content if sheet else {}
    entry = reading.entry
    text = submitted(entry, identities_of([entry])[entry.pk] if is_blind(entry) else None)
    tabs = tuple(_tab(asked, one, content) for one in asked.criteria) if asked else ()
    place = next((n for n, one in enumerate(tabs) if one.id == section), len(tabs))
    queue, again = queue_beside(mine, person, reading)
    wanted = next((one for one in text.sections if one.id == shown), None)
    matching = text.section_of(section)
    missing = tuple(missing_marks(asked, dict(content))) if asked else ()
    return Bench(
        reading=reading, mine=mine, submitted=text, queue=queue, again=again, tabs=tabs,
        criterion=tabs[place] if criterion is not None else None,
        rubric=_rubric(criterion, content.get(section)) if criterion else None,
        cell=cell or _cell(asked, criterion, sheet, section),
        section=wanted or matching, chosen_by_hand=matching is None or wanted is not None,
        running=running(asked, content) if asked else None,
        barred=barred(reading, person, now),
        done=reading.state == AssignmentState.DONE,
        may_reopen=reading.state == AssignmentState.DONE and not mine.barred and not is_locked(reading),
        total=shown_mark(sheet.total) if sheet and sheet.handed_in_at else "",
        reopened=sheet.reopened_reason if sheet else "", round=sheet.round if sheet else 1,
        previous=tabs[place - 1] if place > 0 and tabs else None,
        following=tabs[place + 1] if place + 1 < len(tabs) else None,
        others=tuple(_others(reading, sheet, section)) if criterion is not None else (),
        asides=tuple((one, _label_of(tabs, one)) for one in asides_of(sheet)), missing=missing,
    )  # fmt: skip


def _others(reading: Assignment, sheet: ScoreSheet | None, section: str) -> Iterator[tuple[int, str]]:
    """What the other readers gave before the discussion. All of them had handed in then, or there were none."""
    if sheet is None or sheet.round == 1:
        return
    rows = ScoreSheet.objects.filter(
        assignment__entry=reading.entry_id, round=sheet.round - 1, handed_in_at__isnull=False
    )
    rows = rows.filter(assignment__state__in=HELD).exclude(assignment=reading).select_related("assignment__evaluator")
    for one in rows.order_by("assignment__evaluator__number"):
        cell = one.content.get(section)
        if cell and is_marked(cell):
            yield one.assignment.evaluator.number, _in_words(cell, "mark")


def _label_of(tabs: tuple[Tab, ...], section: str) -> str:
    return next((one.label for one in tabs if one.id == section), _("komentar umum"))


def differences(
    asked: Asked | None, section: str, theirs: Mapping[str, Any], mine: Mapping[str, Any]
) -> list[Difference]:
    """What differs between two cells of one criterion, in words."""
    found = []
    for name, label in (("mark", _("Nilai")), ("comment", _("Komentar untuk pengusul"))):
        one, other = (_in_words(cell, name) for cell in (theirs, mine))
        if one != other:
            found.append(difference(label, one, other))
    return found


def typed_cell(post: Mapping[str, Any], version: int, problem: str) -> Cell:
    """What was typed, to be shown again with what is wrong with it."""
    return Cell(
        str(post.get("mark", ""))[:80], post.get("tidak_berlaku") == "1", str(post.get("comment", "")), version, problem
    )


def _tab(asked: Asked, one: Part, content: Mapping[str, Any]) -> Tab:
    cell = content.get(one.id)
    mark = ""
    if cell and is_marked(cell):
        mark = _("tidak berlaku") if cell["mark"] is None else shown_mark(cell["mark"])
    return Tab(
        one.id, called(one.label), mark, "" if one.weight is None else written(one.weight),
        str((cell or {}).get("comment") or ""), share_of(asked, one, cell)[1], not mark and one.weight != 0,
    )  # fmt: skip


def called(label: str) -> str:
    """A criterion without a name of its own is called by its id: "ide_inovatif" is shown as "Ide inovatif"."""
    plain = label.replace("_", " ")
    return plain[:1].upper() + plain[1:]


def _rubric(criterion: Part, cell: Mapping[str, Any] | None) -> Rubric:
    scale = criterion.scale
    assert scale is not None, "criteria are marked on a scale"
    chosen = str((cell or {}).get("mark") or "")
    levels = tuple(
        LevelChoice(_kept(one.value), written(one.value), one.label, one.meaning, _kept(one.value) == chosen)
        for one in reversed(scale.levels)
    )
    step = written(scale.step) if scale.step else ""
    return Rubric(levels, written(scale.low), written(scale.high), step, scale.assumed)


def _kept(value: Any) -> str:
    """A level as it is kept: "2.5"."""
    return written(value).replace(".", "").replace(",", ".")


def _cell(asked: Asked | None, criterion: Part | None, sheet: ScoreSheet | None, section: str) -> Cell:
    held = (sheet.content.get(section) if sheet else None) or {}
    version = sheet.versions.get(section, 0) if sheet else 0
    mark = held.get("mark")
    how, share = share_of(asked, criterion, held) if asked and criterion else ("", "")
    return Cell(
        shown_mark(mark) if mark else "", "mark" in held and mark is None, str(held.get("comment") or ""), version, "",
        how, share,
    )  # fmt: skip


def shown_mark(mark: str) -> str:
    """A kept mark as people write it: "80,5"."""
    return str(mark).replace(".", ",")


def _in_words(cell: Mapping[str, Any], name: str) -> str:
    value = cell.get(name)
    if name == "mark":
        return _("tidak berlaku") if name in cell and value is None else shown_mark(value or "")
    return str(value or "")
