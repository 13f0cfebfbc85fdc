"""The list of an administrative selection: counts for every filter, and one page of rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from operator import itemgetter
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from tular.engines.rulebook.competition import Stage
from tular.features.agencies.choices import AgencyKind, RegionLevel
from tular.features.agencies.models import Region
from tular.features.competitions.models import Competition
from tular.features.competitions.queries.visibility import competitions_checked_by, runs_competition
from tular.features.proposals.choices import ReasonCode
from tular.features.proposals.models import BulkCheck, Proposal, Screening
from tular.features.proposals.queries.checklist.rows import (
    CLEAN,
    FLAGGED,
    MINE,
    SORTS,
    STANDINGS,
    STATES,
    TURN,
    Filters,
    Row,
    filtered,
    rows_of,
    titled,
)
from tular.features.proposals.queries.checklist.texts import submitted_since
from tular.foundation.jobs.choices import OPEN
from tular.foundation.jobs.models import JobRun
from tular.foundation.rulebooks.versions import rules_of
from tular.foundation.ui.shapes import Kind, Pages

PAGE_SIZE = 50
JOB = "proposals.screen"


@dataclass(frozen=True, slots=True)
class Option:
    """A choice of a filter, with how many rows it holds before any filter."""

    value: str
    label: str | Promise
    count: int


@dataclass(frozen=True, slots=True)
class Line:
    """A row in words."""

    row: Row
    standing: str | Promise
    sign: Kind
    group: str
    category: str
    flags: tuple[str | Promise, ...]
    submitted_at: datetime | None


@dataclass(frozen=True, slots=True)
class ScreeningNow:
    """The last screening, how many submissions it has not seen, and the run that is under way."""

    last: Screening | None
    unseen: int
    run: JobRun | None


@dataclass(frozen=True, slots=True)
class ChecklistPage:
    """The list for one person. `found` is how many the filters leave, `checked` how many are decided of `total`."""

    competition: Competition
    stage: Stage
    filters: Filters
    lines: tuple[Line, ...]
    pages: Pages
    options: Mapping[str, Sequence[Option]]
    sorts: Mapping[str, str | Promise]
    total: int
    decided: int
    turn: int
    runs: bool
    screening: ScreeningNow

    @property
    def found(self) -> int:
        """How many rows the filters leave."""
        return self.pages.count


def competition_for(person: Any, slug: str) -> Competition | None:
    """A competition that the person checks for, with rulebook and organiser at hand."""
    rows = competitions_checked_by(person).select_related("rulebook", "organiser")
    return rows.filter(slug=slug).first()


def checklist_page(competition: Competition, stage: Stage, person: Any, asked: Filters, number: str) -> ChecklistPage:
    """One page of the list. A fixed number of queries."""
    rows = rows_of(competition, stage, person, asked)
    left = filtered(rows, asked)
    pages = Pages.read(number, len(left), PAGE_SIZE)
    groups = {one.id: one.label for one in rules_of(competition.rulebook).groups}
    categories = dict(competition.categories.values_list("pk", "name"))
    shown = titled(left[pages.start : pages.last])
    times = dict(Proposal.objects.filter(pk__in=[row.pk for row in shown]).values_list("pk", "submitted_at"))
    return ChecklistPage(
        competition=competition,
        stage=stage,
        filters=asked,
        lines=tuple(_line(row, groups, categories, times.get(row.pk)) for row in shown),
        pages=pages,
        options=_options(rows, groups, categories),
        sorts=SORTS,
        total=len(rows),
        decided=sum(row.standing in ("lolos", "tidak-lolos") for row in rows),
        turn=sum(row.turn for row in rows),
        runs=runs_competition(person, competition),
        screening=screening_now(competition),
    )


def codes_left(competition: Competition, stage: Stage, person: Any, asked: Filters) -> list[str]:
    """The numbers of all proposals that the filters leave."""
    return [row.code for row in filtered(rows_of(competition, stage, person, asked), asked)]


def in_words(asked: Filters, competition: Competition) -> list[str]:
    """The filters in words, for who confirms what is done to all that match. Two queries."""
    groups = {one.id: one.label for one in rules_of(competition.rulebook).groups}
    categories = {str(pk): name for pk, name in competition.categories.values_list("pk", "name")}
    flags = {FLAGGED: _("ada temuan"), CLEAN: _("tanpa temuan"), **dict(ReasonCode.choices)}
    said = (
        (_("kata: %s"), asked.words),
        ("%s", STATES.get(asked.state, "")),
        ("%s", flags.get(asked.flag, asked.flag)),
        ("%s", _("ada kembar yang belum diputus") if asked.pairs else ""),
        (_("kelompok: %s"), groups.get(asked.group, asked.group)),
        (_("kategori: %s"), categories.get(asked.category, asked.category)),
        (_("jenis instansi: %s"), dict(AgencyKind.choices).get(asked.kind, asked.kind)),
        (_("provinsi: %s"), _provinces([asked.province]).get(asked.province, "") if asked.province else ""),
    )
    return [template % value for template, value in said if value]


def screening_now(competition: Competition) -> ScreeningNow:
    """How current what the machine found is. Three queries."""
    last = Screening.objects.filter(competition=competition).first()
    return ScreeningNow(last, submitted_since(competition, last.at if last else None), running_screening(competition))


def running_screening(competition: Competition) -> JobRun | None:
    """The run that is under way."""
    runs = JobRun.objects.filter(name=JOB, state__in=OPEN).order_by("-pk")
    return next((one for one in runs if one.arguments.get("competition") == competition.pk), None)


def bulk_of(person: Any, pk: int) -> BulkCheck | None:
    """What this person decided about many."""
    return BulkCheck.objects.select_related("competition").filter(pk=pk, by_id=person.pk).first()


def _line(row: Row, groups: Mapping[str, str], categories: Mapping[int, str], at: datetime | None) -> Line:
    label, sign = STANDINGS[row.standing]
    return Line(
        row, label, sign, groups.get(row.group, row.group), categories.get(row.category or 0, ""),
        tuple(ReasonCode(code).label for code in row.flags), at,
    )  # fmt: skip


def _options(rows: Sequence[Row], groups: Mapping[str, str], categories: Mapping[int, str]) -> dict[str, list[Option]]:
    flags = Counter(chain.from_iterable(row.flags for row in rows))
    flagged = sum(bool(row.flags) for row in rows)
    states = _counts(rows, "standing")
    states[TURN], states[MINE] = _counts(rows, "turn")[True], _counts(rows, "mine")[True]
    provinces = _counts(rows, "province")
    return {
        "keadaan": [Option(code, label, states[code]) for code, label in STATES.items()],
        "temuan": [
            Option(FLAGGED, _("ada temuan"), flagged),
            Option(CLEAN, _("tanpa temuan"), len(rows) - flagged),
            *(Option(code, label, flags[code]) for code, label in ReasonCode.choices if flags[code]),
        ],
        "kembar": [Option("1", _("belum diputus"), len(rows) - _counts(rows, "pairs")[0])],
        "kelompok": _choices(_counts(rows, "group"), groups),
        "kategori": _choices(_counts(rows, "category"), categories),
        "jenis": _choices(_counts(rows, "kind"), dict(AgencyKind.choices)),
        "provinsi": _choices(provinces, _provinces(provinces)),
    }


def _counts(rows: Sequence[Row], column: str) -> Counter[Any]:
    """Value → how many rows have it."""
    return Counter(map(itemgetter(Row._fields.index(column)), rows))


def _choices(counts: Mapping[Any, int], labels: Mapping[Any, Any]) -> list[Option]:
    known = [Option(str(value), label, counts[value]) for value, label in labels.items() if value and counts[value]]
    return known if len(known) > 1 else []


def _provinces(codes: Any) -> dict[str, str]:
    rows = Region.objects.filter(level=RegionLevel.PROVINCE, code__in=[one for one in codes if one])
    return dict(rows.order_by("code").values_list("code", "name"))
