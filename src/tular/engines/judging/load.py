"""Reading load per person and day, planned before the reading starts.

Evaluators say that they have too little time; so what an assignment asks of each is laid on the days that the person
has, and what is more than the person can do is told while it can still be changed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import ceil

from tular.engines.judging.task import Pair


class Warn(StrEnum):
    """What is wrong with somebody's plan."""

    NO_DAYS = "no_days"
    """Readings, and not a single day to do them."""
    OVER_LIMIT = "over_limit"
    """A day has more readings than the person does in a day."""
    OVER_TARGET = "over_target"
    """At the pace that was aimed at, the days do not suffice."""


@dataclass(frozen=True, slots=True)
class Reader:
    """An evaluator's time: days free for reading, and the most readings of a day (`None`: any number)."""

    id: str
    days: tuple[date, ...]
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class Day:
    """What one person does on one day; `minutes` of reading."""

    date: date
    readings: int
    minutes: int


@dataclass(frozen=True, slots=True)
class Caution:
    """Something to settle before the reading starts. `short`: readings that do not fit."""

    code: Warn
    short: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Planned:
    """One person's days, in order, with those without readings left out, and what does not fit."""

    evaluator: str
    readings: int
    days: tuple[Day, ...]
    most: int
    """Readings of the fullest day."""
    warnings: tuple[Caution, ...]


def reading_plan(
    pairs: Collection[Pair],
    readers: Iterable[Reader],
    *,
    minutes: int,
    target: int | None = None,
    done: Collection[Pair] = (),
) -> tuple[Planned, ...]:
    """The plan of every reader, sorted by id.

    `minutes` one reading takes. Without a `target` readings are spread evenly over the days; with one so many are read
    a day, from the first day on, until nothing is left. Readings in `done` need no more time. Raises `ValueError` for
    minutes or a target below 1, and for a reader who is named twice.
    """
    if minutes < 1 or (target is not None and target < 1):
        raise ValueError("menit per pembacaan dan sasaran per hari paling sedikit 1")
    loads = Counter(evaluator for _proposal, evaluator in set(pairs) - set(done))
    ordered = sorted(readers, key=lambda one: one.id)
    if len({one.id for one in ordered}) < len(ordered):
        raise ValueError("seorang penilai disebut dua kali")
    return tuple(_planned(one, loads[one.id], minutes, target) for one in ordered)


def per_day(plans: Iterable[Planned]) -> Mapping[date, int]:
    """Readings of everybody together, day by day in order."""
    found: Counter[date] = Counter()
    for plan in plans:
        for day in plan.days:
            found[day.date] += day.readings
    return dict(sorted(found.items()))


def _planned(reader: Reader, readings: int, minutes: int, target: int | None) -> Planned:
    days = sorted(set(reader.days))
    counts = _counts(readings, len(days), target)
    most = max(counts, default=0)
    planned = tuple(Day(day, count, count * minutes) for day, count in zip(days, counts, strict=True) if count)
    return Planned(reader.id, readings, planned, most, tuple(_warnings(reader, readings, counts, target)))


def _counts(readings: int, days: int, target: int | None) -> list[int]:
    if not days:
        return []
    if target is not None and readings <= days * target:
        return [min(target, max(0, readings - day * target)) for day in range(days)]
    # The earlier days take what does not divide evenly.
    return [readings // days + (day < readings % days) for day in range(days)]


def _warnings(reader: Reader, readings: int, counts: Sequence[int], target: int | None) -> Iterable[Caution]:
    if readings and not counts:
        sentence = f"{reader.id} mendapat {readings} pembacaan tetapi belum mempunyai hari baca. Tentukan harinya."
        yield Caution(Warn.NO_DAYS, readings, sentence)
        return
    limit = reader.limit
    if limit is not None and (over := sum(max(0, count - limit) for count in counts)):
        short = max(0, readings - limit * len(counts))
        said = f"{reader.id} harus membaca sampai {max(counts)} sehari, lebih dari batasnya {limit}."
        # Where the days would suffice at the limit, only the pace is wrong.
        hint = (
            f"Alihkan {short} pembacaan atau tambah {ceil(short / limit)} hari."
            if short and limit
            else f"Alihkan {short} pembacaan."
            if short
            else "Ratakan sasaran per hari."
        )
        yield Caution(Warn.OVER_LIMIT, short or over, f"{said} {hint}")
    if target is not None and (short := readings - target * len(counts)) > 0:
        sentence = (
            f"Dengan {target} pembacaan sehari, {reader.id} masih menyisakan {short} dari {readings} pembacaan sesudah"
            f" {len(counts)} hari. Tambah {ceil(short / target)} hari, atau baca sampai {max(counts)} sehari."
        )
        yield Caution(Warn.OVER_TARGET, short, sentence)
