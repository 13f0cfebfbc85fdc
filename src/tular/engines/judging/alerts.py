"""What in an evaluator's marking deserves a look: drift, halo, use of the scale, lone readings, haste, repeated sheets.

An alert is a question to an evaluator, never a finding about one: each says a figure, what it is compared with, what it
may mean (innocent reasons first) and what to do. Alerts are kept rare: every kind is corrected for the number of
evaluators (`unusual`), so that among honest evaluators the chance of any false alert of that kind stays near `rate`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from tular.engines.judging import habits
from tular.engines.judging.alert_words import Kind, Told, tell
from tular.engines.judging.sheets import Floats, Ints, SheetTable
from tular.engines.judging.unusual import FEWEST, discovered, distances, one_sided
from tular.engines.judging.writing import steady


@dataclass(frozen=True, slots=True)
class Watch:
    """When something is worth an alert."""

    rate: float = 0.05
    """Chance, per kind of alert, that honest evaluators of one edition raise any."""
    fastest: float = 450.0
    """Words a minute from which a text was skimmed at best. Adults read 238 words of non-fiction a minute (Brysbaert
    2019, Journal of Memory and Language 109, 104047; English, 175 to 300 is usual); 450 is skimming in Carver (1992),
    Journal of Reading 36, 84-95. Figures for Indonesian are not known to us, so the limit is generous."""
    hasty_share: float = 0.20
    """Share of an evaluator's sheets that may be faster than that."""
    least_gap: float = 15.0
    """Points that a lone reading has to be off at least, however sure the statistics are."""
    least_sheets: int = 3
    """Sheets that a pattern of sheets has to have at least."""
    least_share: float = 0.10
    """Share of an evaluator's sheets that a pattern has to have at least."""


@dataclass(frozen=True, slots=True)
class Alert:
    """One thing to look at, for the control room.

    `says` and `comparison` rest on the marks of others: they must not reach an evaluator whose fellow readers are not
    done. What to ask an evaluator stands in `do`.
    """

    kind: Kind
    evaluator: str
    proposals: tuple[str, ...]
    """Proposals that it is about, sorted; empty where it is about all that the evaluator read."""
    figure: float
    """The evaluator's figure, in the unit that `says` names."""
    comparison: float | None
    """The figure it is compared with, usually the median of the others; None where there is none."""
    p: float | None
    """Uncorrected p of the figure among honest evaluators; None where a limit and not chance decides."""
    says: str
    """Figure and comparison in an Indonesian sentence."""
    may_mean: str
    """What it may mean, innocent reasons first."""
    do: str
    """What to do next."""


@dataclass(frozen=True, slots=True)
class Habit:
    """An evaluator's figures for the table of the control room; None: too few sheets, or not known."""

    evaluator: str
    sheets: int
    drift: float | None
    """Points from first to last sheet, against the other readers; above 0: milder towards the end."""
    drift_low: float | None
    """Lower end of its 95 % interval, not corrected for the number of evaluators."""
    drift_high: float | None
    within_sheet: float | None
    """Usual standard deviation over the criteria of a sheet, per cent of the scale."""
    scale_use: float | None
    """Spread of totals beside that of the others for the same proposals; 1 is as usual."""
    repeated: int
    """Largest number of the evaluator's sheets that agree mark by mark; 0: no two do."""
    all_maximum: int
    """Sheets with the highest mark everywhere."""
    seconds: float | None
    """Median seconds a sheet."""
    words_a_minute: float | None
    """Median words a minute."""


@dataclass(frozen=True, slots=True)
class Alerts:
    """All alerts of an edition, by evaluator and kind, with the figures of every evaluator."""

    alerts: tuple[Alert, ...]
    habits: tuple[Habit, ...]
    silent: tuple[tuple[Kind, str], ...]
    """Kinds that could not be looked for, and why, in Indonesian."""


@dataclass(frozen=True, slots=True)
class _Seen:
    table: SheetTable
    watch: Watch
    against: habits.Against | None
    drift: habits.Drift | None
    halo: habits.Figures
    scale: habits.Figures | None
    repeated: tuple[habits.Figures, Ints]
    maximum: tuple[habits.Figures, Ints]
    speed: habits.Speed


def find_alerts(table: SheetTable, maxima: Sequence[float], watch: Watch | None = None) -> Alerts:
    """Look at every evaluator of a table.

    Args:
        table: all sheets of one stage; totals, order, seconds and words where they are known.
        maxima: the highest mark of each criterion.
        watch: limits; the defaults are those of the documentation.

    ValueError when `maxima` do not fit the criteria.
    """
    if len(maxima) != len(table.criteria) or any(one <= 0 for one in maxima):
        raise ValueError(f"{len(maxima)} maxima for {len(table.criteria)} criteria, each has to be above 0")
    if not len(table.proposal):
        return Alerts((), (), ())
    seen = _look(table, np.array(maxima, dtype=np.float64), watch or Watch())
    found = [alert for finder in FINDERS for alert in finder(seen)]
    found.sort(key=lambda one: (one.evaluator, one.kind, one.proposals))
    return Alerts(tuple(found), _habits(seen), _silent(seen))


def _look(table: SheetTable, maxima: Floats, watch: Watch) -> _Seen:
    against = habits.against_others(table) if np.any(~np.isnan(table.totals)) else None
    if against is not None and not len(against.row):
        against = None
    return _Seen(
        table,
        watch,
        against,
        habits.drift(table, against) if against else None,
        habits.halo(table, maxima),
        habits.use_of_scale(table, against) if against else None,
        habits.repeated(table),
        habits.all_maximum(table, maxima),
        habits.speed(table, watch.fastest),
    )


def _alert(seen: _Seen, kind: Kind, who: int, told: Told, *, p: float | None = None, rows: Ints | None = None) -> Alert:
    about = () if rows is None else tuple(sorted({seen.table.proposals[seen.table.proposal[row]] for row in rows}))
    says, may_mean, do = tell(kind, told)
    comparison = None if told.comparison is None else steady(told.comparison)
    chance = None if p is None else steady(p, 6)
    return Alert(kind, seen.table.evaluators[who], about, steady(told.figure), comparison, chance, says, may_mean, do)


def _drifting(seen: _Seen) -> list[Alert]:
    if not seen.drift:
        return []
    found: list[Alert] = []
    for who in np.flatnonzero(discovered(seen.drift.p, seen.watch.rate)):
        told = Told(float(seen.drift.slope[who]), 0.0, margin=float(seen.drift.reach[who]))
        found.append(_alert(seen, Kind.DRIFT, int(who), told, p=float(seen.drift.p[who])))
    return found


def _compared(seen: _Seen, figures: habits.Figures, *, low: bool, sides: int = 1) -> list[tuple[int, Told, float]]:
    """Evaluators who differ from the others in one direction, with figure, median of the others, and p."""
    known = np.flatnonzero(~np.isnan(figures.compared))
    if len(known) < FEWEST:
        return []
    away, p = distances(figures.compared[known], figures.variance[known])
    p = one_sided(away, p, low=low)
    found: list[tuple[int, Told, float]] = []
    for place in np.flatnonzero(discovered(p, seen.watch.rate / sides)):
        who = int(known[place])
        others = float(np.median(np.delete(figures.shown[known], place)))
        found.append((who, Told(float(figures.shown[who]), others, sheets=_sheets(seen, who)), float(p[place])))
    return found


def _sheets(seen: _Seen, who: int) -> int:
    return int(np.sum(seen.table.evaluator == who))


def _alike(seen: _Seen) -> list[Alert]:
    return [
        _alert(seen, Kind.HALO, who, told, p=p)
        for who, told, p in _compared(seen, seen.halo, low=True)
        if told.comparison is not None and told.figure < told.comparison
    ]


def _scale(seen: _Seen) -> list[Alert]:
    if not seen.scale:
        return []
    return [
        _alert(seen, kind, who, told, p=p)
        for kind, low in ((Kind.NARROW, True), (Kind.WIDE, False))
        for who, told, p in _compared(seen, seen.scale, low=low, sides=2)
    ]


def _patterns(seen: _Seen) -> list[Alert]:
    found: list[Alert] = []
    for kind, (figures, rows) in ((Kind.REPEATED, seen.repeated), (Kind.ALL_MAXIMUM, seen.maximum)):
        for who, told, p in _compared(seen, figures, low=False):
            if told.figure >= max(seen.watch.least_sheets, seen.watch.least_share * told.sheets):
                own = rows[seen.table.evaluator[rows] == who]
                found.append(_alert(seen, kind, who, told, p=p, rows=own))
    return found


def _alone(seen: _Seen) -> list[Alert]:
    """Readings far from the others of their proposal: Bonferroni over all readings, and `least_gap` points at least.

    Of three readers or more only the one that is furthest off: it makes the others look wrong too.
    """
    if not seen.against:
        return []
    found: list[Alert] = []
    of = seen.table.proposal[seen.against.row]
    readers = np.bincount(of, minlength=len(seen.table.proposals))
    furthest = np.full(len(seen.table.proposals), np.inf)
    np.minimum.at(furthest, of, seen.against.p)
    sure = (seen.against.p * len(of) <= seen.watch.rate) & (seen.against.p <= furthest[of] * (1 + 1e-6))
    for place in np.flatnonzero(sure & (np.abs(seen.against.off) >= seen.watch.least_gap)):
        row = int(seen.against.row[place])
        off, total = float(seen.against.off[place]), float(seen.table.totals[row])
        kind = Kind.LONE_OF_TWO if readers[seen.table.proposal[row]] == 2 else Kind.LONE
        told = Told(total, total - off)
        rows = np.array([row])
        found.append(
            _alert(seen, kind, int(seen.table.evaluator[row]), told, p=float(seen.against.p[place]), rows=rows)
        )
    return found


def _hasty(seen: _Seen) -> list[Alert]:
    found: list[Alert] = []
    fast = np.bincount(seen.table.evaluator[seen.speed.too_fast], minlength=len(seen.table.evaluators))
    some = (fast >= seen.watch.least_sheets) & (seen.speed.timed >= habits.FEWEST_TIMED)
    for number in np.flatnonzero(some & (fast >= seen.watch.hasty_share * seen.speed.timed)):
        who = int(number)
        rows = seen.speed.too_fast[seen.table.evaluator[seen.speed.too_fast] == who]
        pace = float(seen.speed.words_a_minute[who])
        told = Told(float(fast[who]), seen.watch.fastest, sheets=int(seen.speed.timed[who]), pace=pace)
        found.append(_alert(seen, Kind.FASTER_THAN_READING, who, told, rows=rows))
    for who, told, p in _compared(seen, seen.speed.pace, low=True):
        if told.comparison is not None and told.figure <= told.comparison / 2:
            found.append(_alert(seen, Kind.FASTER_THAN_OTHERS, who, told, p=p))
    return found


FINDERS: tuple[Callable[[_Seen], list[Alert]], ...] = (_drifting, _alike, _scale, _patterns, _alone, _hasty)


def _habits(seen: _Seen) -> tuple[Habit, ...]:
    sheets = np.bincount(seen.table.evaluator, minlength=len(seen.table.evaluators))
    again, top = seen.repeated[0].shown, seen.maximum[0].shown
    found: list[Habit] = []
    for who, evaluator in enumerate(seen.table.evaluators):
        slope = _known(seen.drift.slope[who]) if seen.drift else None
        reach = float(seen.drift.reach[who]) if seen.drift else 0.0
        found.append(
            Habit(
                evaluator,
                int(sheets[who]),
                slope,
                None if slope is None else steady(slope - reach),
                None if slope is None else steady(slope + reach),
                _known(seen.halo.shown[who]) if not np.isnan(seen.halo.compared[who]) else None,
                _known(seen.scale.shown[who]) if seen.scale and not np.isnan(seen.scale.compared[who]) else None,
                int(again[who]),
                int(top[who]),
                _known(seen.speed.pace.shown[who]),
                _known(seen.speed.words_a_minute[who]),
            )
        )
    return tuple(found)


def _known(figure: float) -> float | None:
    return None if np.isnan(figure) else steady(float(figure))


def _silent(seen: _Seen) -> tuple[tuple[Kind, str], ...]:
    """Kinds that nothing can be said about; shown beside the alerts, so that silence is not taken for good news."""
    found: list[tuple[Kind, str]] = []
    if not seen.against:
        found += [(kind, "Belum ada proposal yang dibaca dua penilai.") for kind in (Kind.LONE, Kind.NARROW, Kind.WIDE)]
    if not seen.drift or np.all(np.isnan(seen.drift.p)):
        found.append((Kind.DRIFT, "Urutan penilaian belum diketahui atau lembar per penilai masih terlalu sedikit."))
    compared = ((Kind.HALO, seen.halo), (Kind.REPEATED, seen.repeated[0]), (Kind.ALL_MAXIMUM, seen.maximum[0]))
    for kind, figures in (*compared, (Kind.FASTER_THAN_OTHERS, seen.speed.pace)):
        if np.sum(~np.isnan(figures.compared)) < FEWEST:
            found.append((kind, f"Perlu paling sedikit {FEWEST} penilai dengan cukup lembar untuk dibandingkan."))
    if not np.any(seen.speed.timed):
        found.append((Kind.FASTER_THAN_READING, "Waktu atau panjang naskah belum diketahui."))
    return tuple(sorted(found))
