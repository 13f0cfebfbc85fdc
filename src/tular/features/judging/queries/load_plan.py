"""The reading load before it starts and while it runs: what each evaluator reads a day, and who cannot finish."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from math import ceil
from typing import Any
from zoneinfo import ZoneInfo

from tular.engines.judging.load import Day, Planned, Reader, per_day, reading_plan
from tular.features.competitions.models import Window
from tular.features.judging.models import Evaluator, EvaluatorProfile, Review
from tular.features.judging.queries.assignments.loads import Load, days_left, loads_of
from tular.features.judging.queries.standing import window_for

CSV = ("penilai", "nama", "tanggal", "bacaan", "menit")


@dataclass(frozen=True, slots=True)
class LoadLine:
    """One evaluator: what is left, on how many days, and every sentence on what does not fit."""

    load: Load
    planned: Planned
    minutes: int
    """A day, on the fullest one."""
    says: tuple[str, ...]

    @property
    def days(self) -> tuple[Day, ...]:
        """Their days with readings."""
        return self.planned.days


@dataclass(frozen=True, slots=True)
class LoadPlan:
    """The page; `days` of everybody together."""

    review: Review
    window: Window | None
    lines: tuple[LoadLine, ...]
    days: tuple[Day, ...]
    readings: int
    untold: int
    """Evaluators of whom nobody knows how many readings a day they manage."""

    @property
    def minutes(self) -> int:
        """Of everybody's reading together."""
        return self.readings * self.review.minutes

    @property
    def hours(self) -> int:
        """The same in hours, rounded up."""
        return ceil(self.minutes / 60)

    @property
    def short(self) -> tuple[LoadLine, ...]:
        """Those who cannot finish, or only above their limit."""
        return tuple(one for one in self.lines if one.says)

    @property
    def most(self) -> int:
        """Readings of the fullest day."""
        return max((one.readings for one in self.days), default=0)


def free_days(review: Review, days: frozenset[date], days_off: list[str]) -> frozenset[date]:
    """These days without the holidays of the review and somebody's own days off."""
    return days - {date.fromisoformat(one) for one in (*review.days_off, *days_off)}


def load_plan(review: Review, now: datetime) -> LoadPlan:
    """The plan as things stand, for all who judge. A fixed number of queries."""
    window = window_for(review)
    days = days_left(window, now)
    off = dict(Evaluator.objects.filter(review=review, left_at__isnull=True).values_list("number", "days_off"))
    loads = loads_of(review, now)
    readers = [
        Reader(called(one.number), tuple(sorted(free_days(review, days, off.get(one.number, [])))), one.most_a_day)
        for one in loads
    ]
    plans = reading_plan(
        [(str(place), called(one.number)) for one in loads for place in range(one.left)],
        readers,
        minutes=review.minutes,
    )
    by_name = {plan.evaluator: plan for plan in plans}
    lines = tuple(_line(one, by_name[called(one.number)], review) for one in loads)
    return LoadPlan(
        review=review,
        window=window,
        lines=lines,
        days=tuple(Day(day, count, count * review.minutes) for day, count in per_day(plans).items()),
        readings=sum(one.left for one in loads),
        untold=sum(1 for one in loads if one.left and one.most_a_day is None),
    )


def called(number: int) -> str:
    """What the engine's sentences call an evaluator."""
    return f"Penilai {number:02d}"


def _line(load: Load, planned: Planned, review: Review) -> LoadLine:
    says = tuple(one.sentence for one in planned.warnings)
    return LoadLine(load, planned, planned.most * review.minutes, says)


def rows_of(plan: LoadPlan) -> Iterator[tuple[Any, ...]]:
    """The plan as a table: a row for each evaluator and day."""
    for line in plan.lines:
        for day in line.days:
            yield line.load.number, line.load.name, day.date.isoformat(), day.readings, day.minutes


@dataclass(frozen=True, slots=True)
class OwnPlan:
    """An evaluator's own: today's share, and readings handed in less than planned until yesterday (below 0: more)."""

    today: int
    minutes: int
    behind: int
    days: int
    is_over: bool
    """More a day than they said they manage."""

    @property
    def ahead(self) -> int:
        """Readings more than planned."""
        return max(0, -self.behind)


def own_plan(evaluator: Evaluator, review: Review, total: int, done: int, now: datetime) -> OwnPlan | None:
    """Today's share of an evaluator; None without a window, days or readings left. Up to two queries."""
    window = window_for(review)
    left = total - done
    if window is None or not left or not window.opens_at <= now < window.closes_at:
        return None
    off = list(evaluator.days_off)
    rest = free_days(review, days_left(window, now), off)
    if not rest:
        return OwnPlan(left, left * review.minutes, left, 0, is_over=True)
    today = now.astimezone(ZoneInfo(window.zone)).date()
    all_days = sorted(free_days(review, days_left(window, window.opens_at), off))
    name = called(evaluator.number)
    (plan,) = reading_plan(
        [(str(place), name) for place in range(total)], [Reader(name, tuple(all_days))], minutes=review.minutes
    )
    planned = sum(one.readings for one in plan.days if one.date < today)
    share = ceil(left / len(rest)) if today in rest else 0
    profile = EvaluatorProfile.objects.filter(person=evaluator.person_id).first()
    limit = evaluator.per_day or (profile.per_day if profile else None)
    return OwnPlan(share, share * review.minutes, planned - done, len(rest), limit is not None and share > limit)
