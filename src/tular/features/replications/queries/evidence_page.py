"""The page of what replications of an innovation reached: sentences, forest plots, tables."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tular.engines.evidence.effects import Effect, Measure
from tular.engines.evidence.pooling import METHOD, Pooled, Unpoolable
from tular.features.catalogue.choices import Better
from tular.features.replications.queries.evidence import RATIOS, Evidence, Place, evidence_of
from tular.features.replications.queries.figures import rounded, shown
from tular.features.replications.queries.lineage import shortened
from tular.features.replications.queries.sureness import Said, change, said_of
from tular.foundation.charts.change import number_on_axis
from tular.foundation.charts.forest import Forest, Mean, Row

Z = 1.959964
"""97.5 % quantile of the normal distribution: a single place is known as well as its own counts allow."""


LETTERS = 40
"""Of a place's name in the drawing; the table has it whole."""


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """A place in the table: its change in words with the interval, and its weight in percent ("" without)."""

    place: Place
    before: str
    after: str
    change: str
    interval: str
    weight: str


@dataclass(frozen=True, slots=True)
class EvidencePart:
    """One indicator: words, drawing (None while no place can be drawn) and table."""

    evidence: Evidence
    said: Said | None
    refused: str
    forest: Forest | None
    lines: tuple[PlaceLine, ...]
    spread: str


def evidence_parts(innovation: int) -> tuple[EvidencePart, ...]:
    """All of them. Two queries."""
    return tuple(_part(one, place) for place, one in enumerate(evidence_of(innovation), start=1))


def _part(evidence: Evidence, number: int) -> EvidencePart:
    pooled = evidence.pooled
    weights = _weights(pooled)
    spread = ""
    if isinstance(pooled, Pooled):
        spread = _("τ² %(tau2)s, I² %(i2)s persen, Q %(q)s. %(method)s.") % {
            "tau2": rounded(pooled.tau2, 3), "i2": rounded(pooled.i2, 0), "q": rounded(pooled.q, 2),
            "method": METHOD,
        }  # fmt: skip
    return EvidencePart(
        evidence=evidence,
        said=said_of(evidence),
        refused=_refused(evidence, pooled) if isinstance(pooled, Unpoolable) else "",
        forest=_forest(evidence, weights, number),
        lines=tuple(_line(one, weights, evidence.unit) for one in evidence.places),
        spread=spread,
    )


def _refused(evidence: Evidence, pooled: Unpoolable) -> str:
    """Why it was not pooled, in the reader's language as far as a page can meet it; else as the engine says it."""
    alone = _("Penggabungan perlu sedikitnya dua; lihat hasil tempat itu sendiri.")
    if pooled.code == "too_few" and not evidence.measured:
        return f"{_('Belum ada tempat yang ketelitiannya diketahui.')} {alone}"
    if pooled.code == "too_few":
        return f"{_('Baru satu tempat yang terukur.')} {alone}"
    if pooled.code == "measures":
        return _("Perubahannya dihitung dengan cara yang berbeda: sebagai nisbah di sebagian tempat, sebagai selisih di"
                 " yang lain. Baca satu per satu di tabel.")  # fmt: skip
    return pooled.reason


def _weights(pooled: Pooled | Unpoolable) -> dict[str, float]:
    if isinstance(pooled, Unpoolable):
        return {}
    return {one.study: weight for one, weight in zip(pooled.effects, pooled.weights, strict=True)}


def _line(place: Place, weights: dict[str, float], unit: str) -> PlaceLine:
    effect = place.effect
    if effect is None:
        return PlaceLine(place, shown(place.before), shown(place.after), "", "", "")
    low, high = _ends(effect)
    weight = weights.get(effect.study)
    return PlaceLine(
        place, shown(place.before), shown(place.after), change(effect.effect, effect.measure, unit),
        _("%(low)s sampai %(high)s") % {"low": change(low, effect.measure, unit),
                                        "high": change(high, effect.measure, unit)},
        f"{rounded(weight * 100, 0)} %" if weight is not None else "",
    )  # fmt: skip


def _forest(evidence: Evidence, weights: dict[str, float], number: int) -> Forest | None:
    drawn = [one for one in evidence.measured if one.effect is not None]
    if not drawn:
        return None
    first = drawn[0].effect
    assert first is not None, "only places with an effect are drawn"
    measure, unit = first.measure, evidence.unit
    if any(one.effect is not None and one.effect.measure != measure for one in drawn):
        return None
    better, worse = _("membaik"), _("memburuk")
    falls = evidence.way == Better.DOWN
    return Forest(
        id=f"hutan-{number}",
        title=_("Perubahan “%(name)s” di setiap tempat") % {"name": evidence.name},
        description=_("%(n)d tempat, masing-masing dengan selang 95 persen; angkanya ada di tabel di bawah.")
        % {"n": len(drawn)},
        rows=[_row(one, weights, unit) for one in drawn],
        mean=_mean(evidence, unit),
        mean_word=_("Rata-rata semua tempat"),
        new_word=_("Yang dapat diharapkan di tempat baru"),
        left_word=better if falls else worse,
        right_word=worse if falls else better,
        said=_said(measure),
        log=measure in RATIOS,
    )


def _row(place: Place, weights: dict[str, float], unit: str) -> Row:
    effect = place.effect
    assert effect is not None, "only places with an effect are drawn"
    low, high = _ends(effect)
    name = f"{shortened(place.taker, LETTERS)} · {place.code}" + (f" ({_('contoh')})" if place.is_demo else "")
    return Row(
        name, effect.effect, low, high, weights.get(effect.study, 0.0), change(effect.effect, effect.measure, unit)
    )


def _mean(evidence: Evidence, unit: str) -> Mean | None:
    pooled = evidence.pooled
    if isinstance(pooled, Unpoolable):
        return None
    measure = pooled.effects[0].measure
    new = None
    if pooled.prediction_low95 is not None and pooled.prediction_high95 is not None:
        new = (pooled.prediction_low95, pooled.prediction_high95)
    return Mean(
        pooled.effect, pooled.low95, pooled.high95, change(pooled.effect, measure, unit), new,
        f"{change(new[0], measure, unit)} … {change(new[1], measure, unit)}" if new else "",
    )  # fmt: skip


def _ends(effect: Effect) -> tuple[float, float]:
    half = Z * math.sqrt(effect.variance)
    return effect.effect - half, effect.effect + half


def _said(measure: Measure) -> Callable[[float], str]:
    """What stands at the lines of the axis, short enough for many of them."""

    def said(value: float) -> str:
        if value == 0:
            return _("tetap")
        number = (math.exp(value) - 1) * 100 if measure in RATIOS else value
        sign = "+" if number > 0 else "−"
        return f"{sign}{number_on_axis(round(abs(number), 4))}{' %' if measure in RATIOS else ''}"

    return said
