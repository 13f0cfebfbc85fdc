"""How each evaluator marks, in figures: drift, likeness of criteria, use of the scale, repeated sheets, speed.

Each function gives one figure per evaluator (NaN where there are too few sheets) with its chance variance or its p;
what of it is worth an alert is decided in `alerts`. The effects are those of Saal, Downey & Lahey (1980), Psychological
Bulletin 88, 413-428: halo as small variance over the criteria of a sheet, central tendency as a small spread of marks.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy

from tular.engines.judging.crossed import Crossed, fit_crossed
from tular.engines.judging.sheets import Floats, Ints, SheetTable
from tular.engines.judging.unusual import count_scale

FEWEST = 10
"""Sheets of an evaluator from which something is said about them."""
FEWEST_TIMED = 5
"""Timed sheets from which something is said about speed."""

SETTLING = 60
"""Sheets of usual spread that are added to what the other readers of an evaluator's proposals show."""


@dataclass(frozen=True, slots=True)
class Figures:
    """One figure per evaluator for comparing with the others."""

    shown: Floats
    """In the unit that people read."""
    compared: Floats
    """On the scale on which evaluators are compared; NaN: too few sheets."""
    variance: Floats
    """Of `compared`, by chance alone."""


@dataclass(frozen=True, slots=True)
class Drift:
    """Change of an evaluator's marks against the other readers of the same proposals, first sheet to last."""

    slope: Floats
    """Points; above 0: milder towards the end."""
    reach: Floats
    """Half the width of its 95 % interval, points; not corrected for the number of evaluators."""
    p: Floats


@dataclass(frozen=True, slots=True)
class Against:
    """Totals against what the other readers of the same proposals lead one to expect, severity taken out."""

    row: Ints
    """Rows of the table."""
    off: Floats
    """Points by which the total lies above (below: negative) that expectation."""
    weight: Floats
    """How much the expectation is worth: 1 - leverage."""
    p: Floats
    """Two-sided p of a single reading being so far off (externally studentised residual)."""
    fit: Crossed


def against_others(table: SheetTable) -> Against:
    """Compare every total with the other readings of its proposal; single readings are left out."""
    row = np.flatnonzero(~np.isnan(table.totals))
    fit = fit_crossed(table.of_totals(), leverages=True)
    assert fit.leverage is not None, "asked for above"
    there = fit.leverage < 1 - 1e-9
    residual, weight = fit.residual[there], 1 - fit.leverage[there]
    df = fit.rest_df - 1
    p = np.ones(len(residual))
    if df > 0 and fit.rest > 0:
        # Without the reading itself: it must not widen the measure that it is measured by.
        left = np.maximum(fit.rest - residual**2 / weight, 1e-12 * fit.rest) / df
        p = 2 * scipy.stats.t.sf(np.abs(residual) / np.sqrt(left * weight), df)
    return Against(row[there], residual / weight, weight, np.asarray(p, dtype=np.float64), fit)


def drift(table: SheetTable, against: Against) -> Drift:
    """Weighted regression of `off` on the place in the evaluator's own order of marking, from -½ to ½."""
    size = len(table.evaluators)
    known = ~np.isnan(table.order[against.row])
    row, off, weight = against.row[known], against.off[known], against.weight[known]
    who = table.evaluator[row]
    count = np.bincount(who, minlength=size).astype(np.float64)
    order = np.lexsort((row, table.order[row], who))
    begin = np.cumsum(count) - count
    place = np.empty(len(row))
    place[order] = np.arange(len(row)) - begin[who[order]]
    place = place / np.maximum(count[who] - 1, 1) - 0.5
    total = np.bincount(who, weight, size)
    with np.errstate(invalid="ignore", divide="ignore"):
        centre, level = np.bincount(who, weight * place, size) / total, np.bincount(who, weight * off, size) / total
        x, y = place - centre[who], off - level[who]
        length = np.bincount(who, weight * x**2, size)
        slope = np.bincount(who, weight * x * y, size) / length
        df = count - 2
        rest = np.bincount(who, weight * (y - slope[who] * x) ** 2, size) / df
        error = np.sqrt(rest / length)
        p = 2 * scipy.stats.t.sf(np.abs(slope) / error, df)
        reach = error * scipy.stats.t.isf(0.025, df)
    few = (count < FEWEST) | ~(error > 0)
    return Drift(*(np.where(few, np.nan, one) for one in (slope, reach, p)))


def halo(table: SheetTable, maxima: Floats) -> Figures:
    """Likeness of the criteria of a sheet.

    `shown` is the usual standard deviation over the criteria of a sheet in per cent of the scale; compared is the
    logarithm of its share in all variance of the evaluator's marks, so that who uses little of the scale throughout is
    not taken for one who does not tell criteria apart.
    """
    size = len(table.evaluators)
    full = np.sum(~np.isnan(table.marks), axis=1) >= 3
    marks, who = table.marks[full] / maxima * 100, table.evaluator[full]
    count = np.bincount(who, minlength=size).astype(np.float64)
    there = ~np.isnan(marks)
    many = there.sum(axis=1)
    filled = np.where(there, marks, 0.0)
    # Criteria that are marked lower by all are not a difference that somebody makes within a sheet.
    filled = np.where(there, filled - (filled.sum(axis=0) / np.maximum(there.sum(axis=0), 1)), 0.0)
    mean = filled.sum(axis=1) / many
    within = np.sum(np.where(there, (filled - mean[:, None]) ** 2, 0.0), axis=1) / (many - 1)
    level = np.bincount(who, mean, size) / np.maximum(count, 1)
    total = np.sum(np.where(there, (filled - level[who][:, None]) ** 2, 0.0), axis=1) / many
    with np.errstate(invalid="ignore", divide="ignore"):
        inside, whole = np.bincount(who, within, size) / count, np.bincount(who, total, size) / count
        share = np.log(np.maximum(inside / whole, 1e-3))
        pull = within / np.maximum(inside, 1e-9)[who] - total / np.maximum(whole, 1e-9)[who]
        variance = np.bincount(who, pull**2, size) / count**2
    few = (count < FEWEST) | ~(whole > 0)
    return Figures(np.sqrt(inside), np.where(few, np.nan, share), np.where(few, np.nan, variance))


def use_of_scale(table: SheetTable, against: Against) -> Figures:
    """Spread of an evaluator's totals beside the spread that the other readers gave the same proposals.

    `shown` is the ratio of the two standard deviations: 1 as the others, 0.5 half as far apart.
    """
    size = len(table.evaluators)
    who = table.evaluator[against.row]
    own = table.totals[against.row]
    count = np.bincount(who, minlength=size).astype(np.float64)
    mine, theirs = _variance(who, own, count), _variance(who, own - against.off, count)
    with np.errstate(invalid="ignore", divide="ignore"):
        usual = np.nanmedian(np.where(count < FEWEST, np.nan, theirs)) if np.any(count >= FEWEST) else 0.0
        theirs = (count * theirs + SETTLING * usual) / (count + SETTLING)
        ratio = np.maximum(mine, 1e-3 * theirs) / theirs
        few = (count < FEWEST) | ~(theirs > 0)
        middle = np.median(ratio[~few]) if np.any(~few) else 1.0
        shown, variance = np.sqrt(ratio / middle), 3.0 / (count - 1)
    return Figures(shown, np.where(few, np.nan, np.log(ratio)), np.where(few, np.nan, variance))


def _variance(who: Ints, values: Floats, count: Floats) -> Floats:
    size = len(count)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = np.bincount(who, values, size) / count
        return np.asarray(np.bincount(who, (values - mean[who]) ** 2, size) / (count - 1), dtype=np.float64)


def repeated(table: SheetTable) -> tuple[Figures, Ints]:
    """The largest group of an evaluator's sheets that agree mark by mark (0: no two); with the rows of these groups."""
    full = _full_rows(table)
    size = len(table.evaluators)
    count = np.bincount(table.evaluator[full], minlength=size).astype(np.float64)
    _, group, many = np.unique(_coded(table, full), return_inverse=True, return_counts=True)
    group = group.reshape(-1)
    largest = np.zeros(size, dtype=np.int64)
    np.maximum.at(largest, table.evaluator[full], many[group])
    alike = np.where(largest > 1, largest, 0).astype(np.float64)
    return _counted(alike, count), full[(many[group] == largest[table.evaluator[full]]) & (many[group] > 1)]


def _full_rows(table: SheetTable) -> Ints:
    if not table.criteria:
        return np.zeros(0, dtype=np.int64)
    return np.flatnonzero(~np.isnan(table.marks).any(axis=1))


def _coded(table: SheetTable, rows: Ints) -> Ints:
    """A number per sheet, the same exactly for the same marks by the same evaluator."""
    code = table.evaluator[rows]
    for column in range(len(table.criteria)):
        _, mark = np.unique(table.marks[rows, column], return_inverse=True)
        # Numbered anew after each criterion, so that the codes never outgrow the integers.
        _, code = np.unique(code * len(rows) + mark.reshape(-1), return_inverse=True)
        code = code.reshape(-1).astype(np.int64)
    return code


def all_maximum(table: SheetTable, maxima: Floats) -> tuple[Figures, Ints]:
    """Sheets with the highest mark in every criterion; with their rows."""
    full = _full_rows(table)
    size = len(table.evaluators)
    top = full[np.all(table.marks[full] >= maxima, axis=1)]
    count = np.bincount(table.evaluator[full], minlength=size).astype(np.float64)
    return _counted(np.bincount(table.evaluator[top], minlength=size).astype(np.float64), count), top


def _counted(many: Floats, count: Floats) -> Figures:
    compared, variance = count_scale(many, np.maximum(count, 1))
    few = count < FEWEST
    return Figures(many, np.where(few, np.nan, compared), np.where(few, np.nan, variance))


@dataclass(frozen=True, slots=True)
class Speed:
    """How fast evaluators were."""

    pace: Figures
    """`shown`: median seconds a sheet; compared: mean logarithm of seconds per word (of seconds, without words)."""
    words_a_minute: Floats
    """Median words a minute; NaN without words."""
    too_fast: Ints
    """Rows of sheets that were done faster than one can read."""
    timed: Ints
    """Sheets per evaluator with time and words."""


def speed(table: SheetTable, fastest: float) -> Speed:
    """Time on sheets; `fastest`: words a minute beyond which a text was not read through."""
    size = len(table.evaluators)
    row = np.flatnonzero(table.seconds > 0)
    row = row[table.words[row] > 0] if np.any(table.words[row] > 0) else row
    has_words = bool(np.all(table.words[row] > 0)) and len(row) > 0
    who, seconds = table.evaluator[row], table.seconds[row]
    pace = np.log(seconds / table.words[row]) if has_words else np.log(seconds)
    count = np.bincount(who, minlength=size).astype(np.float64)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = np.bincount(who, pace, size) / count
        variance = np.bincount(who, (pace - mean[who]) ** 2, size) / (count - 1) / count
    few = count < FEWEST_TIMED
    figures = Figures(
        _medians(who, seconds, size), np.where(few, np.nan, mean), np.where(few, np.nan, np.maximum(variance, 1e-6))
    )
    a_minute = 60 * table.words[row] / seconds if has_words else np.full(len(row), np.nan)
    return Speed(
        figures,
        _medians(who, a_minute, size),
        row[a_minute > fastest],
        np.bincount(who, minlength=size) if has_words else np.zeros(size, dtype=np.int64),
    )


def _medians(who: Ints, values: Floats, size: int) -> Floats:
    found = np.full(size, np.nan)
    order = np.lexsort((values, who))
    count = np.bincount(who, minlength=size)
    begin = np.cumsum(count) - count
    some = np.flatnonzero(count)
    if len(some):
        ordered = values[order]
        low, high = begin[some] + (count[some] - 1) // 2, begin[some] + count[some] // 2
        found[some] = (ordered[low] + ordered[high]) / 2
    return found
