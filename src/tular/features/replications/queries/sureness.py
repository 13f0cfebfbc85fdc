"""In plain words: what several places come to, what a new one may expect, and how sure that is."""

from __future__ import annotations

import math
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tular.engines.evidence.effects import Measure
from tular.engines.evidence.pooling import Pooled
from tular.features.catalogue.choices import Better
from tular.features.replications.queries.evidence import RATIOS, Evidence
from tular.features.replications.queries.figures import rounded

FEW = 5
"""Fewer places than this never count as sure: the spread between places is then hardly known (Langan et al. 2019)."""

LARGE = 50.0
"""Percent of I² from which places are said to differ much (Higgins et al. 2003, BMJ 327: 557)."""


@dataclass(frozen=True, slots=True)
class Said:
    """The mean, the range to expect in a new place ("" where unknown), how sure, and why not surer."""

    mean: str
    expected: str
    sure: str
    why: tuple[str, ...]


def said_of(evidence: Evidence) -> Said | None:
    """The sentences; None where nothing was pooled."""
    pooled = evidence.pooled
    if not isinstance(pooled, Pooled):
        return None
    measure = pooled.effects[0].measure
    count = len(pooled.effects)
    mean = ngettext(
        "Di %(n)d tempat “%(name)s” berubah rata-rata %(change)s (selang 95 persen: %(low)s sampai %(high)s).",
        "Di %(n)d tempat “%(name)s” berubah rata-rata %(change)s (selang 95 persen: %(low)s sampai %(high)s).",
        count,
    ) % {
        "n": count, "name": evidence.name, "change": change(pooled.effect, measure, evidence.unit),
        "low": change(pooled.low95, measure, evidence.unit), "high": change(pooled.high95, measure, evidence.unit),
    }  # fmt: skip
    expected = ""
    if pooled.prediction_low95 is not None and pooled.prediction_high95 is not None:
        expected = _("Di tempat baru perubahannya dapat di mana saja antara %(low)s dan %(high)s.") % {
            "low": change(pooled.prediction_low95, measure, evidence.unit),
            "high": change(pooled.prediction_high95, measure, evidence.unit),
        }
    why = tuple(_doubts(evidence, pooled))
    return Said(mean, expected, _sure(evidence, pooled), why)


def change(effect: float, measure: Measure, unit: str) -> str:
    """An effect as people say it: percent of what it was, or the difference in its unit."""
    if measure in RATIOS:
        percent = (math.exp(effect) - 1) * 100
        return _("%(sign)s%(n)s persen") % {"sign": _sign(percent), "n": rounded(abs(percent), 0)}
    return _("%(sign)s%(n)s %(unit)s") % {"sign": _sign(effect), "n": rounded(abs(effect), 1), "unit": unit}


def _sign(value: float) -> str:
    return "+" if value > 0 else "−" if value < 0 else ""


def _better_side(effect: float, way: Better) -> bool:
    return effect > 0 if way == Better.UP else effect < 0


def _sure(evidence: Evidence, pooled: Pooled) -> str:
    """The mean alone is not enough: a new place has to see the better side in nearly all cases."""
    ends = (pooled.low95, pooled.high95)
    if not all(_better_side(one, evidence.way) for one in ends):
        if all(not _better_side(one, evidence.way) for one in ends):
            return _("Rata-ratanya tidak membaik.")
        return _("Belum pasti membaik: selangnya memuat tidak ada perubahan.")
    new = (pooled.prediction_low95, pooled.prediction_high95)
    if None in new or len(pooled.effects) < FEW:
        return _(
            "Rata-ratanya membaik, tetapi tempatnya terlalu sedikit untuk menjanjikan hal yang sama di tempat baru."
        )
    if all(one is not None and _better_side(one, evidence.way) for one in new):
        return _("Membaik di rata-rata, dan hampir pasti juga di tempat baru yang serupa.")
    return _("Membaik di rata-rata, tetapi di tempat baru dapat juga tidak berubah atau memburuk.")


def _doubts(evidence: Evidence, pooled: Pooled) -> list[str]:
    found = []
    if len(pooled.effects) < FEW:
        found.append(_("Kurang dari %(n)d tempat yang terukur.") % {"n": FEW})
    if pooled.i2 >= LARGE:
        found.append(
            _("Tempat-tempatnya berbeda jauh: %(n)s persen dari ragamnya bukan kebetulan (I²).")
            % {"n": rounded(pooled.i2, 0)}
        )
    if not any(one.compared for one in pooled.effects):
        found.append(_("Tanpa pembanding: perubahan yang terjadi di mana-mana ikut terhitung."))
    if left := len(evidence.places) - len(pooled.effects):
        found.append(_("%(n)d tempat lain diukur, tetapi ketelitiannya tidak diketahui.") % {"n": left})
    found.append(_("Yang gagal sebelum penutupan tidak tampak di sini; lihat daya tahannya."))
    return found
