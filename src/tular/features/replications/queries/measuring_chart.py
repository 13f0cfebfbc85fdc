"""The drawing of one indicator of a case over the months since it began."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from tular.features.replications.choices import CaseState
from tular.features.replications.models import Case, CaseIndicator
from tular.features.replications.queries.figures import shown
from tular.features.replications.queries.schedule import Slot
from tular.foundation.charts.measures import Measures

DAYS_OF_MONTH = 365.25 / 12


def chart_of(case: Case, row: CaseIndicator, slots: tuple[Slot, ...]) -> Measures | None:
    """None before it runs, or while nothing is known of the indicator. No query where its measurements are at hand.

    A baseline from before the beginning stands at month 0: what matters is what came after.
    """
    began = case.began_on
    measured = list(row.measurements.all())
    if began is None or (row.baseline is None and not measured):
        return None
    points = [(0.0, row.baseline)] if row.baseline is not None else []
    points += [(max(0.0, _months(began, one.on)), one.value) for one in measured if one.on >= began]
    awaited = next((slot.month for slot in slots if slot.is_awaited), None)
    if not row.main or case.state in (CaseState.STOPPED, CaseState.CANCELLED):
        awaited = None
    target = None
    if row.target is not None:
        on = _months(began, row.target_on) if row.target_on else float(slots[-1].month if slots else 12)
        target = (max(0.5, on), row.target)
    return Measures(
        id=f"gambar-{row.pk}",
        title=_("%(name)s, menurut bulan sejak mulai") % {"name": row.name},
        description=_("Data awal dan %(n)d ukuran sesudahnya (%(way)s); angkanya ada di tabel.")
        % {"n": len(points) - (row.baseline is not None), "way": row.get_better_display().lower()},
        points=points,
        target=target,
        awaited=awaited,
        months=[slot.month for slot in slots],
        axis_word=_("bulan sejak mulai"),
        target_word=_("sasaran %(value)s") % {"value": shown(row.target)},
        awaited_word=_("bulan ke-%(n)d: belum diisi") % {"n": awaited or 0},
    )


def _months(begin: date, end: date) -> float:
    return (end - begin).days / DAYS_OF_MONTH
