"""What the replications of one innovation reached together, as far as it was measured alike.

Of every place the main indicator counts, and of its measurements the one nearest to the twelfth month: what was
measured in the first weeks says little, and years later much else has changed. Only closed cases are told: both sides
have looked at their figures. Places that cannot be pooled are listed with the reason.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from tular.engines.evidence.effects import (
    Effect,
    Mean,
    Measure,
    Rate,
    Share,
    Unmeasurable,
    mean_difference,
    mean_ratio,
    rate_ratio,
    risk_ratio,
)
from tular.engines.evidence.pooling import Pooled, Unpoolable, pool
from tular.features.catalogue.choices import Better
from tular.features.replications.choices import Scale
from tular.features.replications.models import CaseIndicator, Measurement
from tular.features.replications.queries.proof import got_better
from tular.features.replications.queries.schedule import months_between
from tular.features.replications.queries.visibility import cases_held

BEST_MONTH = 12


@dataclass(frozen=True, slots=True)
class Place:
    """One taker: its indicator before and after, and the effect, or why there is none to compute."""

    case: int
    code: str
    taker: str
    taker_slug: str
    began_on: date
    months: int
    before: Decimal
    after: Decimal
    better: bool
    method: str
    is_demo: bool
    effect: Effect | None
    why_not: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """All places that measured one indicator. `pooled` is what they come to, or why they do not come together."""

    name: str
    unit: str
    scale: Scale
    way: Better
    places: tuple[Place, ...]
    pooled: Pooled | Unpoolable

    @property
    def measured(self) -> tuple[Place, ...]:
        """Those with an effect."""
        return tuple(one for one in self.places if one.effect is not None)

    @property
    def improved(self) -> int:
        """Places where it moved the better way, whatever chance may have done."""
        return sum(one.better for one in self.places)

    @property
    def is_demo(self) -> bool:
        """Whether any of it was made up."""
        return any(one.is_demo for one in self.places)


def evidence_of(innovation: int) -> tuple[Evidence, ...]:
    """The evidence on an innovation, indicator by indicator, those of most places first. Two queries."""
    rows = CaseIndicator.objects.filter(
        case__in=cases_held().values("pk"), case__innovation=innovation,
        case__closed_at__isnull=False, case__began_on__isnull=False, main=True, dropped_at__isnull=True,
        baseline__isnull=False,
    )  # fmt: skip
    groups: dict[tuple[str, str, str], list[tuple[CaseIndicator, Measurement]]] = defaultdict(list)
    for row in rows.select_related("case__taker").prefetch_related("measurements").order_by("pk"):
        if (chosen := chosen_measurement(row)) is not None:
            groups[row.key, row.scale, row.better].append((row, chosen))
    found = [_evidence(pairs) for pairs in groups.values()]
    return tuple(sorted(found, key=lambda one: (-len(one.places), one.name)))


def chosen_measurement(indicator: CaseIndicator) -> Measurement | None:
    """The measurement after the beginning that lies nearest to the twelfth month; of two equally near the later."""
    began = indicator.case.began_on
    if began is None:
        return None
    later = [one for one in indicator.measurements.all() if one.on > began]
    return min(
        later, key=lambda one: (abs(months_between(began, one.on) - BEST_MONTH), -one.on.toordinal()), default=None
    )


def effect_of(indicator: CaseIndicator, after: Measurement, study: str) -> Effect:
    """The effect of one place, as its scale allows. Raises `Unmeasurable`."""
    nothing = indicator.baseline_events == after.events == 0 or indicator.baseline == after.value == 0
    if nothing and indicator.scale in (Scale.RATE, Scale.COUNT):
        said = _("Tidak ada kejadian sebelum maupun sesudah, jadi tidak ada perubahan yang dapat dihitung.")
        raise Unmeasurable(said)
    if indicator.scale == Scale.RATE:
        return risk_ratio(
            study, Share(_known(after.events), _known(after.total)),
            Share(_known(indicator.baseline_events), _known(indicator.baseline_total)),
        )  # fmt: skip
    if indicator.scale == Scale.COUNT:
        before = Rate(float(indicator.baseline or 0), _known(indicator.baseline_total))
        return rate_ratio(study, Rate(float(after.value), _known(after.total)), before)
    if indicator.scale == Scale.MEAN:
        first = Mean(float(indicator.baseline or 0), _known(indicator.baseline_sd), _known(indicator.baseline_total))
        last = Mean(float(after.value), _known(after.sd), _known(after.total))
        return (
            mean_ratio(study, last, first) if first.mean > 0 and last.mean > 0 else mean_difference(study, last, first)
        )
    raise Unmeasurable(_("Ukuran ini tidak punya hitungan, jadi ketelitiannya tidak diketahui."))


def _evidence(pairs: list[tuple[CaseIndicator, Measurement]]) -> Evidence:
    first = pairs[0][0]
    places = tuple(sorted((_place(row, after) for row, after in pairs), key=lambda one: (one.taker, one.case)))
    return Evidence(
        name=first.name, unit=first.unit, scale=Scale(first.scale), way=Better(first.better), places=places,
        pooled=pool([one.effect for one in places if one.effect is not None]),
    )  # fmt: skip


def _place(row: CaseIndicator, after: Measurement) -> Place:
    case = row.case
    assert case.began_on is not None and row.baseline is not None, "the filter lets only these pass"
    effect, why = None, ""
    try:
        effect = effect_of(row, after, f"{case.taker.name} ({case.code})")
    except Unmeasurable as error:
        why = str(error)
    return Place(
        case=case.pk, code=case.code, taker=case.taker.name, taker_slug=case.taker.slug, began_on=case.began_on,
        months=months_between(case.began_on, after.on), before=row.baseline, after=after.value,
        better=got_better(row, after), method=after.method, is_demo=case.is_demo, effect=effect, why_not=why,
    )  # fmt: skip


def _known(value: Decimal | None) -> float:
    if value is None:
        raise Unmeasurable(_("Jumlah yang dihitung tidak dicatat, jadi ketelitiannya tidak diketahui."))
    return float(value)


RATIOS = (Measure.RISK, Measure.RATE, Measure.MEAN_RATIO)
"""Measures whose effects are logarithms of ratios."""
