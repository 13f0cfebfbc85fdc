"""The evaluator's desk: the reviews in which a person judges, how far they are, and the queue of one of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tular.features.competitions.choices import WindowKind
from tular.features.competitions.models import Window
from tular.features.competitions.queries.moments import days_until, in_words
from tular.features.judging.choices import HELD, AssignmentState, ReviewState
from tular.features.judging.models import Assignment, Evaluator, IntegrityPact, Review, ScoreSheet
from tular.features.judging.queries.identities import identities_of
from tular.features.judging.queries.marks import GENERAL, Asked, asked_of, marks_of
from tular.features.judging.queries.rules import rules_for, stage_of
from tular.features.judging.queries.sheets import WITH, not_running
from tular.features.judging.queries.submitted import is_blind, number_text, title_of
from tular.features.judging.queries.visibility import evaluators_of, may_judge, readings_of
from tular.foundation.ui.desk import DeskItem

WAITING, LOOK_AGAIN, DONE, ABSTAINED = "belum", "lihat-lagi", "selesai", "tidak-menilai"
SIZE = 40


@dataclass(frozen=True, slots=True)
class Mine:
    """A review in which the person judges. `left` tells how long it runs and how many a day suffice."""

    review: Review
    evaluator: Evaluator
    title: str
    stage: str
    state: str
    total: int
    done: int
    left: str
    until: str
    barred: str
    sworn: bool

    @property
    def path(self) -> str:
        """Its queue."""
        return f"/penilaian?tahap={self.review.pk}"

    @property
    def table(self) -> str:
        """All its readings as a table."""
        return f"/penilaian/{self.review.competition.slug}/{self.review.stage}/tabel"

    @property
    def pact(self) -> str:
        """Where the pact of integrity is signed."""
        return f"/penilaian/pakta/{self.review.competition.slug}"


@dataclass(frozen=True, slots=True)
class Line:
    """One reading in the queue; `kind` is of the mark before `status` ("part", "ok", "info", "" for none)."""

    pk: int
    number: str
    title: str
    kind: str
    status: str
    place: str
    category: str
    total: str

    @property
    def path(self) -> str:
        """Where it is read."""
        return f"/penilaian/{self.pk}"


@dataclass(frozen=True, slots=True)
class Queue:
    """The readings of one review by place in the queue, with how many there are of each."""

    counts: Mapping[str, int]
    lines: tuple[Line, ...]
    shown: int

    def of(self, place: str) -> tuple[Line, ...]:
        """The lines of one place."""
        return tuple(one for one in self.lines if one.place == place)


def judges_anywhere(person: Any) -> bool:
    """Whether somebody has a desk as an evaluator at all."""
    return evaluators_of(person).exists()


def my_reviews(person: Any, now: datetime) -> list[Mine]:
    """The reviews in which a person judges, those that run first. Four queries, and a few for whether they may."""
    held = Q(assignments__state__in=HELD, assignments__entry__left_at__isnull=True)
    rows = evaluators_of(person).select_related("review__competition__rulebook", "panel")
    rows = rows.annotate(
        readings=Count("assignments", filter=held),
        finished=Count("assignments", filter=held & Q(assignments__state=AssignmentState.DONE)),
    ).order_by("review__state_at", "pk")
    found = list(rows)
    competitions = [one.review.competition_id for one in found]
    windows = _windows([one.review for one in found])
    pacts = set(
        IntegrityPact.objects.filter(competition__in=competitions, person_id=person.pk).values_list(
            "competition_id", flat=True
        )
    )
    mine = [
        _mine(one, windows.get((one.review.competition_id, one.review.stage)), pacts, now)
        for one in found
        if may_judge(person, one.review.competition)
    ]
    order = (ReviewState.RUNNING, ReviewState.PREPARED, ReviewState.CLOSED)
    return sorted(mine, key=lambda one: order.index(ReviewState(one.review.state)))


def _mine(evaluator: Any, window: Window | None, pacts: set[int], now: datetime) -> Mine:
    review = evaluator.review
    runs = review.state == ReviewState.RUNNING
    started = review.state != ReviewState.PREPARED
    total, done = (evaluator.readings, evaluator.finished) if started else (0, 0)
    return Mine(
        review, evaluator, review.competition.title, stage_of(review).label, review.state, total, done,
        left_of(window, now, total - done, [*review.days_off, *evaluator.days_off]) if runs else "",
        in_words(window.closes_at, window.zone) if window else "",
        not_running(review, window, now),
        not rules_for(review).integrity_pact or review.competition_id in pacts,
    )  # fmt: skip


def left_of(window: Window | None, now: datetime, waiting: int, days_off: Iterable[str] = ()) -> str:
    """ "sisa 9 hari: 3 usulan sehari cukup", by the calendar's zone and without days off."""
    if window is None or now >= window.closes_at:
        return ""
    days = days_until(window.closes_at, now, window.zone)
    if not waiting:
        return ngettext("sisa %(days)d hari", "sisa %(days)d hari", days) % {"days": days}
    if days <= 0:
        text = ngettext("hari terakhir: masih %(n)d usulan", "hari terakhir: masih %(n)d usulan", waiting)
        return text % {"n": waiting}
    today = now.astimezone(ZoneInfo(window.zone)).date()
    off = {str(one) for one in days_off}
    working = sum(1 for n in range(days) if (today + timedelta(days=n)).isoformat() not in off) or 1
    each = ceil(waiting / working)
    values = {"left": ngettext("sisa %(days)d hari", "sisa %(days)d hari", days) % {"days": days}, "n": each}
    return ngettext("%(left)s: %(n)d usulan sehari cukup", "%(left)s: %(n)d usulan sehari cukup", each) % values


def queue_of(mine: Mine, person: Any, *, place: str = "", order: str = "", page: int = 1, size: int = SIZE) -> Queue:
    """A page of the queue of a review. `order`: "" by number, "kemajuan" the begun first, "kategori"."""
    places = {reading.pk: place_of(reading) for reading in _light(mine, person)}
    counts = {one: sum(1 for found in places.values() if found == one) for one in PLACES}
    wanted = [pk for pk, found in places.items() if not place or found == place]
    readings = loaded(readings_of(person).filter(pk__in=wanted))
    asked = asked_by_group(mine, readings)
    ordered = sorted(readings, key=lambda one: _order(one, order, places, asked))
    shown = ordered[(page - 1) * size : page * size]
    return Queue(counts, tuple(lines_of(shown, places, asked)), len(wanted))


PLACES = (LOOK_AGAIN, WAITING, DONE, ABSTAINED)


def _light(mine: Mine, person: Any) -> list[Assignment]:
    """The readings of a review with no more than their place needs."""
    rows = readings_of(person).filter(evaluator=mine.evaluator).order_by("entry__number")
    sheets = ScoreSheet.objects.order_by("round").only("assignment_id", "round", "reopened_reason", "handed_in_at")
    return list(rows.prefetch_related(Prefetch("sheets", queryset=sheets)))


def loaded(rows: QuerySet[Assignment]) -> list[Assignment]:
    """The readings with all that their lines need, by number. Two queries."""
    return list(rows.select_related(*WITH).prefetch_related("sheets").order_by("entry__number"))


def place_of(reading: Assignment) -> str:
    """Where it stands in the queue, of `PLACES`; no query with its sheets loaded."""
    if reading.state == AssignmentState.DONE:
        return DONE
    if reading.state == AssignmentState.ABSTAINED:
        return ABSTAINED
    sheets = list(reading.sheets.all())
    again = sheets and (sheets[-1].round > 1 or sheets[-1].reopened_reason or sheets[-1].handed_in_at)
    return LOOK_AGAIN if again else WAITING


def asked_by_group(mine: Mine, readings: Iterable[Assignment]) -> dict[str, Asked | None]:
    """What is marked, for each group of these readings."""
    panel = mine.evaluator.panel
    rules = rules_for(mine.review)
    groups = {one.entry.proposal.group for one in readings}
    return {one: asked_of(rules, mine.review.stage, one, panel.name if panel else "") for one in groups}


def _marked(reading: Assignment, asked: Asked | None) -> tuple[int, int]:
    """(criteria marked, criteria needed)."""
    if asked is None:
        return 0, 0
    sheets = list(reading.sheets.all())
    marks = marks_of(sheets[-1].content, asked) if sheets else {}
    return sum(1 for one in asked.needed if one.id in marks), len(asked.needed)


def _order(
    reading: Assignment, order: str, places: Mapping[int, str], asked: Mapping[str, Asked | None]
) -> tuple[Any, ...]:
    number = reading.entry.number
    first = PLACES.index(places[reading.pk])
    marked = _marked(reading, asked[reading.entry.proposal.group])[0]
    if order == "kategori":
        category = reading.entry.proposal.category
        return first, category.order if category else 0, category.name if category else "", number
    if order == "kemajuan":
        return first, -marked, reading.opened_at is None, number
    return first, number


def lines_of(
    readings: list[Assignment], places: Mapping[int, str], asked: Mapping[str, Asked | None]
) -> Iterable[Line]:
    """The readings as lines of the queue; a handful of queries where the agency is hidden."""
    hidden = identities_of([one.entry for one in readings]) if readings and is_blind(readings[0].entry) else {}
    for one in readings:
        kind, status = _status(one, places[one.pk], asked[one.entry.proposal.group])
        sheets = list(one.sheets.all())
        category = one.entry.proposal.category
        yield Line(
            one.pk, number_text(one.entry), title_of(one.entry, hidden.get(one.entry_id)), kind, status,
            places[one.pk], category.name if category else "", sheets[-1].total if sheets else "",
        )  # fmt: skip


def _status(reading: Assignment, place: str, asked: Asked | None) -> tuple[str, str]:
    if place == DONE:
        return "ok", _("diserahkan")
    if place == ABSTAINED:
        return "stop", _("tidak menilai")
    marked, needed = _marked(reading, asked)
    if place == LOOK_AGAIN:
        sheets = list(reading.sheets.all())
        again = sheets[-1].round > 1 or bool(sheets[-1].handed_in_at)
        return "info", _("nilai ulang") if again else _("dibuka lagi")
    if marked:
        return "part", _("%(marked)d dari %(needed)d") % {"marked": marked, "needed": needed}
    return "", _("sudah dibuka") if reading.opened_at else _("belum dibuka")


def queue_beside(mine: Mine, person: Any, current: Assignment, most: int = 7) -> tuple[Queue, tuple[Line, ...]]:
    """The short queue beside a reading: what waits, with the current one among it, and what to look at again."""
    light = _light(mine, person)
    places = {one.pk: place_of(one) for one in light}
    counts = {one: sum(1 for found in places.values() if found == one) for one in PLACES}
    waiting = [one.pk for one in light if places[one.pk] == WAITING]
    begun = sorted((one for one in light if places[one.pk] == WAITING), key=lambda one: one.opened_at is None)
    chosen = [one.pk for one in begun[:most]]
    if current.pk in waiting and current.pk not in chosen:
        chosen[-1:] = [current.pk]
    again = [one.pk for one in light if places[one.pk] == LOOK_AGAIN][:most]
    if current.pk not in (*chosen, *again):
        chosen.append(current.pk)
    rows = {one.pk: one for one in loaded(readings_of(person).filter(pk__in=[*chosen, *again]))}
    readings = [rows[pk] for pk in (*chosen, *again) if pk in rows]
    lines = tuple(lines_of(readings, places, asked_by_group(mine, readings)))
    return Queue(counts, lines, len(waiting)), tuple(one for one in lines if one.place == LOOK_AGAIN)


def pages_to_keep(mine: Mine, person: Any) -> tuple[list[str], int]:
    """(addresses of the desk and of every criterion of the readings that wait, how many readings)."""
    if mine.state != ReviewState.RUNNING or not mine.sworn:
        return [], 0
    rows = readings_of(person).filter(evaluator=mine.evaluator, state=AssignmentState.ASSIGNED)
    readings = list(rows.select_related("entry__proposal").order_by("entry__number"))
    asked = asked_by_group(mine, readings)
    pages = ["/penilaian", mine.path]
    for one in readings:
        told = asked[one.entry.proposal.group]
        pages.append(f"/penilaian/{one.pk}")
        names = [*(part.id for part in told.criteria), GENERAL] if told else [GENERAL]
        pages += [f"/penilaian/{one.pk}?kriteria={quote(name)}" for name in names]
    return pages, len(readings)


def desk_items(person: Any, now: datetime) -> list[DeskItem]:
    """What waits on the general desk: one item for each review in which readings wait. A fixed number of queries."""
    open_ = Q(assignments__state=AssignmentState.ASSIGNED, assignments__entry__left_at__isnull=True)
    rows = evaluators_of(person).filter(review__state=ReviewState.RUNNING).select_related("review__competition")
    waiting = list(rows.annotate(waiting=Count("assignments", filter=open_)).filter(waiting__gt=0).order_by("pk"))
    if not waiting:
        return []
    windows = _windows([one.review for one in waiting])
    found = []
    for one in waiting:
        window = windows.get((one.review.competition_id, one.review.stage))
        if window is None or not window.opens_at <= now < window.closes_at:
            continue
        n = one.waiting
        text = ngettext("%(n)d usulan belum Anda nilai.", "%(n)d usulan belum Anda nilai.", n) % {"n": n}
        found.append(
            DeskItem(
                _("Penilaian: %(title)s") % {"title": one.review.competition.title},
                f"/penilaian?tahap={one.review_id}", _("penilai"), _("Nilai"), text, due=window.closes_at, count=n,
            )
        )  # fmt: skip
    return found


def _windows(reviews: Iterable[Review]) -> dict[tuple[int, str], Window]:
    """When each is judged. One query."""
    rows = Window.objects.filter(competition__in=[one.competition_id for one in reviews], kind=WindowKind.STAGE)
    return {(one.competition_id, one.stage): one for one in rows}
