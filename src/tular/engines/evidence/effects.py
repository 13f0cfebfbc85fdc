"""The effect of one replication: how much an indicator changed, and how far chance alone could have moved it.

Ratios are told as natural logarithms, so that halving and doubling are equally far from no change (0). Before and
after are taken as two independent samples: where the same people are measured twice, the variance is somewhat too
large and the effect looks less sure than it is, never surer.

Formulas: Borenstein, Hedges, Higgins & Rothstein (2009), Introduction to Meta-Analysis, chapters 4 and 5; ratio of
means: Hedges, Gurevitch & Curtis (1999), Ecology 80: 1150–1156; correction of empty cells: Gart & Zweifel (1967),
Biometrika 54: 181–187.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from enum import StrEnum

EMPTY_CELL = 0.5
"""Added to the counts of a place where one of them is 0, so that its logarithm exists."""


class Measure(StrEnum):
    """What the effect is a difference of; only effects of one measure can be pooled."""

    RISK = "log risk ratio"
    RATE = "log rate ratio"
    MEAN_RATIO = "log ratio of means"
    MEAN = "mean difference"
    TOLD = "as told"


class Unmeasurable(ValueError):
    """The values of a place tell no effect; the text says in Indonesian why and what would be right."""


@dataclass(frozen=True, slots=True)
class Effect:
    """What one place reached: `effect` in units of its measure, `variance` in those squared, above 0.

    `compared`: the change of places without the innovation was taken off. `corrected`: a count was 0 (see EMPTY_CELL).
    """

    study: str
    effect: float
    variance: float
    measure: Measure = Measure.TOLD
    compared: bool = False
    corrected: bool = False


@dataclass(frozen=True, slots=True)
class Share:
    """`events` of `of` people or cases."""

    events: float
    of: float


@dataclass(frozen=True, slots=True)
class Rate:
    """`events` counted while `exposure` (person-years, months, services given) went by."""

    events: float
    exposure: float


@dataclass(frozen=True, slots=True)
class Mean:
    """Mean of `of` measured values with standard deviation `deviation`."""

    mean: float
    deviation: float
    of: float


def told(study: str, effect: float, variance: float) -> Effect:
    """An effect that somebody else computed. Raises `Unmeasurable` unless it is finite and the variance above 0."""
    if not math.isfinite(effect) or not math.isfinite(variance):
        raise Unmeasurable("Efek dan ragamnya harus angka biasa.")
    if variance <= 0:
        raise Unmeasurable("Ragam (variance) harus lebih dari 0. Tanpa ragam, bobot tempat ini tidak dapat dihitung.")
    return Effect(study, effect, variance)


def risk_ratio(study: str, after: Share, before: Share) -> Effect:
    """Log of the share after divided by the share before; below 0 it fell. Raises `Unmeasurable`."""
    for one, when in ((after, "sesudah"), (before, "sebelum")):
        _finite(one.events, one.of)
        if one.of <= 0:
            raise Unmeasurable(f"Penyebut {when} harus lebih dari 0.")
        if not 0 <= one.events <= one.of:
            raise Unmeasurable(
                f"Kejadian {when} harus di antara 0 dan penyebutnya; bagian tidak dapat lebih dari 100%."
            )
    if after.events == before.events == 0:
        raise Unmeasurable("Tidak ada kejadian sebelum maupun sesudah, jadi tidak ada perubahan yang dapat dihitung.")
    empty = 0 in (after.events, before.events, after.of - after.events, before.of - before.events)
    if empty:
        after, before = _shifted(after), _shifted(before)
    effect = math.log(after.events / after.of) - math.log(before.events / before.of)
    variance = 1 / after.events - 1 / after.of + 1 / before.events - 1 / before.of
    return Effect(study, effect, variance, Measure.RISK, corrected=empty)


def rate_ratio(study: str, after: Rate, before: Rate) -> Effect:
    """Log of the rate after divided by the rate before (Poisson). Raises `Unmeasurable`.

    Plain counts over equally long spans are rates of exposure 1.
    """
    for one, when in ((after, "sesudah"), (before, "sebelum")):
        _finite(one.events, one.exposure)
        if one.exposure <= 0:
            raise Unmeasurable(f"Lama atau banyaknya layanan {when} harus lebih dari 0.")
        if one.events < 0:
            raise Unmeasurable(f"Banyaknya kejadian {when} tidak boleh di bawah 0.")
    if after.events == before.events == 0:
        raise Unmeasurable("Tidak ada kejadian sebelum maupun sesudah, jadi tidak ada perubahan yang dapat dihitung.")
    empty = 0 in (after.events, before.events)
    if empty:
        after = replace(after, events=after.events + EMPTY_CELL)
        before = replace(before, events=before.events + EMPTY_CELL)
    effect = math.log(after.events / after.exposure) - math.log(before.events / before.exposure)
    return Effect(study, effect, 1 / after.events + 1 / before.events, Measure.RATE, corrected=empty)


def mean_ratio(study: str, after: Mean, before: Mean) -> Effect:
    """Log of the mean after divided by the mean before, for values that are above 0. Raises `Unmeasurable`."""
    squares = _squared_errors(after, before)
    if after.mean <= 0 or before.mean <= 0:
        raise Unmeasurable("Nisbah rata-rata hanya untuk nilai di atas 0. Pakai selisih rata-rata.")
    effect = math.log(after.mean) - math.log(before.mean)
    return Effect(study, effect, squares[0] / after.mean**2 + squares[1] / before.mean**2, Measure.MEAN_RATIO)


def mean_difference(study: str, after: Mean, before: Mean) -> Effect:
    """Mean after less mean before, in the unit of the indicator. Raises `Unmeasurable`."""
    return Effect(study, after.mean - before.mean, sum(_squared_errors(after, before)), Measure.MEAN)


def against(taker: Effect, comparison: Effect) -> Effect:
    """The change at the taker less that of a place without the innovation over the same time.

    A difference of differences on the scale of the measure. Raises `Unmeasurable` for two measures.
    """
    if taker.measure != comparison.measure:
        raise Unmeasurable("Tempat pembanding diukur dengan cara lain, jadi perubahannya tidak dapat dikurangkan.")
    return replace(
        taker, effect=taker.effect - comparison.effect, variance=taker.variance + comparison.variance, compared=True,
        corrected=taker.corrected or comparison.corrected,
    )  # fmt: skip


def _shifted(one: Share) -> Share:
    return Share(one.events + EMPTY_CELL, one.of + 2 * EMPTY_CELL)


def _squared_errors(after: Mean, before: Mean) -> tuple[float, float]:
    found = []
    for one, when in ((after, "sesudah"), (before, "sebelum")):
        _finite(one.mean, one.deviation, one.of)
        if one.of < 2:
            raise Unmeasurable(
                f"Rata-rata {when} perlu sedikitnya dua nilai; dari satu nilai simpangannya tak terukur."
            )
        if one.deviation < 0:
            raise Unmeasurable(f"Simpangan baku {when} tidak boleh di bawah 0.")
        found.append(one.deviation**2 / one.of)
    if not any(found):
        raise Unmeasurable("Kedua simpangan baku 0, jadi ketelitian perubahan tidak diketahui.")
    return found[0], found[1]


def _finite(*values: float) -> None:
    if not all(math.isfinite(one) for one in values):
        raise Unmeasurable("Nilainya harus angka biasa.")
