"""The page of replicating: how it goes, how far it came in the country, and the cases of the reader's agencies."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tular.features.replications.choices import CaseState, ReplicationState, Side
from tular.features.replications.models import Case
from tular.features.replications.queries.rules import in_language, steps_of, todays_rules
from tular.features.replications.queries.shown import real_replications
from tular.features.replications.queries.turns import turn_of
from tular.features.replications.queries.visibility import WITH, cases_held, side_conditions
from tular.foundation.files.streams import Cell
from tular.foundation.ui.shapes import Figure, Kind, Pages

PAGE_SIZE = 20

MOST_IN_FILE = 5_000
"""Rows of the table to take along; no agency has as many."""

SIDES = {
    Side.TAKER: _("Diterapkan di sini"),
    Side.OWNER: _("Diambil dari kami"),
    Side.FACILITATOR: _("Kami fasilitasi"),
    Side.REVIEWER: _("Kami bina"),
}
"""What the lists are called in which the reader stands on this side."""

KINDS: dict[str, Kind] = {
    CaseState.PREPARING: "unknown", CaseState.ASKED: "part", CaseState.RETURNED: "stop", CaseState.VERIFIED: "part",
    CaseState.REFUSED: "stop", CaseState.AGREEING: "part", CaseState.AGREED: "part", CaseState.RUNNING: "part",
    CaseState.CLOSING: "part", CaseState.DONE: "ok", CaseState.STOPPED: "stop", CaseState.CANCELLED: "stop",
}  # fmt: skip

COLUMNS = (
    _("Nomor"), _("Nama di penerima"), _("Inovasi"), _("Pemilik"), _("Penerima"), _("Unit"), _("Model"), _("Jenis"),
    _("Keadaan"), _("Langkah"), _("Giliran"), _("Mulai dijalankan"), _("Berubah"), _("Contoh"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class WordedStep:
    """A step of the rulebook in the reader's language."""

    order: int
    name: str
    activities: tuple[str, ...]
    gate: bool


@dataclass(frozen=True, slots=True)
class HowItGoes:
    """The steps and ways of working with where they come from, and what is known of the country on `counted_on`."""

    steps: tuple[WordedStep, ...]
    ways: tuple[tuple[str, str], ...]
    sources: tuple[str, ...]
    unknown: tuple[str, ...]
    figures: tuple[Figure, ...]
    counted_on: date


@dataclass(frozen=True, slots=True)
class CaseFilters:
    """What the list is narrowed to; an empty text narrows nothing."""

    side: str = ""
    state: str = ""
    words: str = ""

    @property
    def any(self) -> bool:
        """Whether anything is narrowed within the side."""
        return bool(self.state or self.words)


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case of the list. `mine` says whether it waits for the reader's side; `place` counts its steps from one."""

    case: Case
    kind: Kind
    mine: bool
    turn: tuple[Side, ...]
    place: int
    steps: int
    step: str
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Tab:
    """One of the reader's lists with its number of cases."""

    side: Side
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class OwnCases:
    """A page of the cases on one side of the reader. `states` offer the filter its values, each with its count."""

    tabs: tuple[Tab, ...]
    side: Side
    rows: tuple[CaseRow, ...]
    pages: Pages
    filters: CaseFilters
    states: tuple[tuple[CaseState, int], ...]


def how_it_goes(today: date) -> HowItGoes:
    """What everybody reads. One query."""
    rules = todays_rules()
    found = real_replications().order_by().values_list("state").annotate(count=Count("pk"))
    states = Counter(dict(found))
    return HowItGoes(
        steps=tuple(
            WordedStep(one.order, in_language(one.name), tuple(in_language(done) for done in one.activities), one.gate)
            for one in rules.steps
        ),
        ways=tuple((in_language(one.name), in_language(one.about)) for one in rules.models),
        sources=tuple(dict.fromkeys(str(one["source"]) for one in rules.book.block("models") if one.get("source"))),
        unknown=rules.book.unknown_en if get_language() == "en" else rules.book.unknown,
        figures=tuple(Figure(states[state], str(state.label), "") for state in ReplicationState),
        counted_on=today,
    )


def own_cases(person: Any, filters: CaseFilters, page: str) -> OwnCases:
    """The reader's cases on the side that was asked for, else on the first that has any. At most four queries."""
    places = side_conditions(person)
    counts = _counts(places)
    tabs = [side for side in SIDES if counts.get(side) or side == Side.TAKER]
    asked = next((one for one in tabs if one == filters.side), None)
    side = asked or next((one for one in tabs if counts[one]), Side.TAKER)
    rows = cases_held().filter(places[side])
    states = Counter(dict(rows.order_by().values_list("state").annotate(count=Count("pk"))))
    found = narrowed(rows, filters)
    pages = Pages.read(page, found.count() if filters.any else counts[side], PAGE_SIZE)
    shown = found.select_related(*WITH).order_by("-state_at", "-pk")[pages.start : pages.last]
    return OwnCases(
        tabs=tuple(Tab(one, str(SIDES[one]), counts[one], one == side) for one in tabs),
        side=side,
        rows=tuple(_row(case, side) for case in shown),
        pages=pages,
        filters=filters,
        states=tuple((state, states[state]) for state in CaseState if states[state]),
    )


def table_of_cases(person: Any, filters: CaseFilters) -> list[list[Cell]]:
    """The same cases as a table to take along, all pages of them. One query."""
    side = next((one for one in SIDES if one == filters.side), Side.TAKER)
    condition = side_conditions(person).get(side)
    if condition is None:
        return []
    rows = narrowed(cases_held().filter(condition), filters).select_related(*WITH)
    return [_cells(_row(case, side)) for case in rows.order_by("-state_at", "-pk")[:MOST_IN_FILE]]


def narrowed(rows: QuerySet[Case], filters: CaseFilters) -> QuerySet[Case]:
    """The cases that fit state and words: name, innovation, or one of the agencies."""
    if filters.state in CaseState.values:
        rows = rows.filter(state=filters.state)
    for word in filters.words.split():
        rows = rows.filter(
            Q(name__icontains=word) | Q(innovation__title__icontains=word) | Q(taker__name__icontains=word)
            | Q(owner__name__icontains=word) | Q(unit__name__icontains=word)
        )  # fmt: skip
    return rows


def _counts(places: dict[Side, Q]) -> dict[Side, int]:
    """How many cases there are on each side. One query."""
    counted = {f"of_{side.name}": Count("pk", filter=where) for side, where in places.items()}
    found = cases_held().aggregate(**counted)
    return {side: found[f"of_{side.name}"] for side in places}


def _row(case: Case, side: Side) -> CaseRow:
    turn, steps = turn_of(case), steps_of(case)
    place = next((place for place, one in enumerate(steps, start=1) if one.name.id == case.step), 1)
    return CaseRow(
        case=case, kind=KINDS[case.state], mine=side in turn, turn=turn, place=place, steps=len(steps),
        step=in_language(steps[place - 1].name), changed_at=case.state_at,
    )  # fmt: skip


def _cells(row: CaseRow) -> list[Cell]:
    case = row.case
    return [
        case.code, case.name, case.innovation.title, case.owner.name, case.taker.name,
        case.unit.name if case.unit else None, case.get_model_display(), case.get_kind_display(),
        case.get_state_display(), f"{row.place}/{row.steps} {row.step}", ", ".join(str(one.label) for one in row.turn),
        case.began_on.isoformat() if case.began_on else None, row.changed_at.date().isoformat(), case.is_demo,
    ]  # fmt: skip
