"""The control room: how far the marks are, what they say, and what to do next."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.engines.judging.alert_words import NAMES
from tular.engines.judging.alert_words import Kind as AlertKind
from tular.features.competitions.models import Window
from tular.features.judging.choices import HELD, AssignmentState, Belongs
from tular.features.judging.models import (
    Assignment,
    BorderBand,
    CalibratedScore,
    Calibration,
    DifferenceCase,
    Evaluator,
    Review,
)
from tular.features.judging.queries.agreement import agreement_says
from tular.features.judging.queries.assignments.loads import Load, loads_of
from tular.features.judging.queries.borders.settled import SettledPlace, settled_band
from tular.features.judging.queries.rules import rules_for, stage_of
from tular.features.judging.queries.standing import window_for
from tular.foundation.jobs.choices import OPEN
from tular.foundation.jobs.models import JobRun
from tular.foundation.ui.shapes import Pages

JOB = "judging.calibrate"
PAGE_SIZE = 50
ALERTS_SHOWN = 12
NINETY = 1.645
"""Standard errors to either side that hold nine of ten."""

SORTS: dict[str, tuple[str | Promise, tuple[Any, ...]]] = {
    "": (gettext_lazy("peringkat terkalibrasi"), (F("rank").asc(nulls_last=True), "raw_rank", "pk")),
    "mentah": (gettext_lazy("peringkat mentah"), (F("raw_rank").asc(nulls_last=True), "pk")),
    "guna": (gettext_lazy("guna satu bacaan lagi"), (F("gain").desc(nulls_last=True), "pk")),
    "selisih": (gettext_lazy("selisih antarpenilai"), ("-apart", "pk")),
}
"""Order of the list: what it is called, and by which columns."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks of the room."""

    line: int = 0
    sort: str = ""
    belongs: str = ""
    words: str = ""
    page: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the calibration in words: which groups compete, and its figures as they are kept."""

    number: int
    label: str
    figures: dict[str, Any]


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """A proposal in the list. `moved` is how many places calibration lifts it, None where one rank is not known."""

    number: int
    code: str
    title: str
    agency: str
    score: CalibratedScore
    is_lone: bool
    """One reading lies so far from the others that the place is only as sure as that reading."""
    compared: SettledPlace | None = None
    """What comparing two at a time came to, where it was done."""

    @property
    def moved(self) -> int | None:
        """Raw rank minus calibrated rank."""
        if self.score.raw_rank is None or self.score.rank is None:
            return None
        return self.score.raw_rank - self.score.rank

    @property
    def chance(self) -> str:
        """The probability of being in, in per cent; never told as certain."""
        if self.score.p_in is None:
            return ""
        percent = round(100 * self.score.p_in)
        return "> 99" if percent > 99 else "< 1" if percent < 1 else str(percent)

    @property
    def sunk(self) -> int:
        """How many places calibration lowers it; 0 where it does not."""
        return max(0, -(self.moved or 0))


@dataclass(frozen=True, slots=True)
class AlertLine:
    """An alert with the evaluator's name."""

    title: str
    number: int
    name: str
    entries: tuple[int, ...]
    says: str
    may_mean: str
    do: str


@dataclass(frozen=True, slots=True)
class ControlRoom:
    """Everything of the room."""

    review: Review
    stage: str
    asked: Asked
    window: Window | None
    expected: int
    done: int
    calibration: Calibration | None
    newer: int
    run: JobRun | None
    lines: tuple[Line, ...]
    line: Line | None
    band: BorderBand | None
    """The comparing of two at a time at this line that was begun last."""
    compared: dict[int, SettledPlace]
    """Number of an entry → what its band says of it, of the band that ended last."""
    points: Sequence[tuple[int, float, float, float, str, float | None, int | None]]
    rows: tuple[ScoreLine, ...]
    pages: Pages
    alerts: tuple[AlertLine, ...]
    more_alerts: int
    cases: tuple[DifferenceCase, ...]
    silent: tuple[Load, ...]
    not_looked_for: tuple[tuple[str, tuple[str, ...]], ...]
    """Why something could not be looked for, and what."""
    habits: tuple[dict[str, Any], ...]
    severities: tuple[dict[str, Any], ...]

    @property
    def agreement(self) -> dict[str, str]:
        """How far evaluators agree, a sentence for each coefficient."""
        return agreement_says(self.calibration.figures) if self.calibration else {}

    @property
    def line_says(self) -> list[str]:
        """What the line really separates, in sentences."""
        if self.line is None:
            return []
        told = self.line.figures
        places, misplaced = told["places"], told["misplaced"]
        if told["proposals"] <= places:
            return [_("Setiap proposal mendapat tempat: garis ini tidak memisahkan siapa pun.")]
        said = [
            _("Dari %(places)d tempat, sekitar %(wrong)d diperkirakan jatuh ke proposal yang bukan terbaik.")
            % {"places": places, "wrong": round(misplaced)}
        ]
        if told["gap"] < told["gap_error"]:
            said.append(
                _(
                    "Tempat ke-%(last)d dan ke-%(next)d berselisih %(gap)s angka, galatnya %(error)s: antara keduanya "
                    "garis ini belum memisahkan mutu."
                )
                % {
                    "last": places, "next": places + 1, "gap": _short(told["gap"]), "error": _short(told["gap_error"]),
                }
            )  # fmt: skip
        if told["tied"]:
            said.append(_("%(n)d proposal bernilai sama tepat di garis.") % {"n": len(told["tied"])})
        return said


def running_calibration(review: Review) -> JobRun | None:
    """The run that computes the calibration of this review now."""
    return JobRun.objects.filter(name=JOB, state__in=OPEN, arguments__review=review.pk).order_by("-pk").first()


def last_calibration(review: Review) -> Calibration | None:
    """What was computed last, without its long input."""
    return Calibration.objects.filter(review=review).defer("canonical").order_by("number").last()


def control_room(review: Review, asked: Asked, now: datetime) -> ControlRoom:
    """The room. A fixed number of queries."""
    readings = Assignment.objects.filter(entry__review=review, entry__left_at__isnull=True, state__in=HELD)
    counts = readings.aggregate(expected=Count("pk"), done=Count("pk", filter=Q(state=AssignmentState.DONE)))
    calibration = last_calibration(review)
    lines = _lines(review, calibration)
    line = next((one for one in lines if one.number == asked.line), lines[0] if lines else None)
    rows = scores_of(calibration, asked, line)
    pages = Pages.read(asked.page, rows.count(), PAGE_SIZE)
    told = calibration.figures if calibration else {}
    names = _names(review)
    compared = _compared(review, line)
    alerts = _alerts(told.get("alerts", ()), names)
    return ControlRoom(
        review=review,
        stage=stage_of(review).label,
        asked=asked,
        window=window_for(review),
        expected=counts["expected"],
        done=counts["done"],
        calibration=calibration,
        newer=counts["done"] - calibration.sheets if calibration else counts["done"],
        run=running_calibration(review),
        lines=lines,
        line=line,
        band=BorderBand.objects.filter(review=review, pool=line.number).order_by("at", "pk").last() if line else None,
        compared=compared,
        points=_points(calibration, line),
        rows=tuple(lines_of(rows[pages.start : pages.last], _lone(told.get("alerts", ())), compared)),
        pages=pages,
        alerts=alerts[:ALERTS_SHOWN],
        more_alerts=max(0, len(alerts) - ALERTS_SHOWN),
        cases=_open_cases(review),
        silent=tuple(one for one in loads_of(review, now) if one.is_silent),
        not_looked_for=_not_looked_for(told.get("silent", ())),
        habits=tuple(
            {**one, "name": names.get(one["number"], "")}
            for one in sorted(told.get("habits", ()), key=lambda one: one["number"])
        ),
        severities=tuple(
            {
                **one,
                "name": names.get(one["number"], ""),
                "low": one["severity"] - NINETY * one["error"],
                "high": one["severity"] + NINETY * one["error"],
            }
            for one in sorted(told.get("evaluators", ()), key=lambda one: -one["severity"])
        ),
    )


def _compared(review: Review, line: Line | None) -> dict[int, SettledPlace]:
    kept = settled_band(review, line.number) if line else None
    return {one.number: one for one in kept.order} if kept else {}


def _open_cases(review: Review) -> tuple[DifferenceCase, ...]:
    rows = DifferenceCase.objects.filter(entry__review=review, closed_at__isnull=True, entry__left_at__isnull=True)
    return tuple(rows.select_related("entry__proposal").order_by("opened_at", "pk"))


def scores_of(calibration: Calibration | None, asked: Asked, line: Line | None) -> QuerySet[CalibratedScore]:
    """The proposals that an address asks for, in its order; those of one pool where there are several."""
    rows = CalibratedScore.objects.filter(calibration=calibration) if calibration else CalibratedScore.objects.none()
    if line is not None:
        rows = rows.filter(pool=line.number)
    if asked.belongs:
        rows = rows.filter(belongs=asked.belongs)
    if asked.words:
        rows = rows.filter(
            Q(entry__proposal__title__icontains=asked.words)
            | Q(entry__proposal__code__icontains=asked.words)
            | Q(entry__proposal__agency__name__icontains=asked.words)
        )
    rows = rows.select_related("entry__proposal__agency").order_by(*SORTS[asked.sort][1])
    return rows.defer("entry__proposal__content", "entry__proposal__versions")


def lines_of(
    rows: QuerySet[CalibratedScore], lone: Collection[int] = (), compared: Mapping[int, SettledPlace] | None = None
) -> list[ScoreLine]:
    """The rows with what their proposals are called; `lone` are numbers of entries with a reading far from others."""
    places = compared or {}
    return [
        ScoreLine(
            row.entry.number,
            row.entry.proposal.code,
            row.entry.proposal.title,
            row.entry.proposal.agency.name,
            row,
            row.entry.number in lone,
            places.get(row.entry.number),
        )
        for row in rows
    ]


def _lines(review: Review, calibration: Calibration | None) -> tuple[Line, ...]:
    labels = {one.id: one.label for one in rules_for(review).groups}
    told = calibration.figures["lines"] if calibration else []
    return tuple(
        Line(number, ", ".join(labels.get(group, group) for group in one["groups"]) or _("semua kelompok"), one)
        for number, one in enumerate(told)
    )


def _points(calibration: Calibration | None, line: Line | None) -> Sequence[Any]:
    if calibration is None or line is None:
        return ()
    rows = CalibratedScore.objects.filter(calibration=calibration, pool=line.number, calibrated__isnull=False)
    values = rows.order_by("rank").values_list("rank", "calibrated", "low", "high", "belongs", "raw", "entry__number")
    return list(values)


def _lone(alerts: Sequence[dict[str, Any]]) -> frozenset[int]:
    kinds = (AlertKind.LONE.value, AlertKind.LONE_OF_TWO.value)
    return frozenset(entry for one in alerts if one["kind"] in kinds for entry in one["entries"])


def _not_looked_for(told: Sequence[Sequence[str]]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Silence is not good news where nothing could be heard; kinds with the same cause in one line."""
    found: dict[str, list[str]] = {}
    for kind, why in told:
        found.setdefault(why, []).append(NAMES[AlertKind(kind)])
    return tuple((why, tuple(kinds)) for why, kinds in found.items())


def _names(review: Review) -> dict[int, str]:
    rows = Evaluator.objects.filter(review=review).values_list("number", "person__name")
    return dict(rows)


def _alerts(told: Sequence[dict[str, Any]], names: dict[int, str]) -> tuple[AlertLine, ...]:
    return tuple(
        AlertLine(
            NAMES[AlertKind(one["kind"])],
            one["evaluator"],
            names.get(one["evaluator"], ""),
            tuple(one["entries"]),
            one["says"],
            one["may_mean"],
            one["do"],
        )
        for one in told
    )


def _short(value: float) -> str:
    return f"{value:.1f}".replace(".", ",")


BELONGS_SIGNS = {Belongs.IN.value: "ok", Belongs.BORDERLINE.value: "part", Belongs.OUT.value: "unknown"}
"""The sign of a proposal's place at the line."""
