"""Whether a replication is proven, by the rule of its rulebook, and what is missing when it is not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from tular.features.catalogue.choices import Better
from tular.features.replications.models import Case, CaseIndicator, Measurement
from tular.features.replications.queries.rules import rules_of
from tular.features.replications.queries.standing import main_indicator


@dataclass(frozen=True, slots=True)
class Proof:
    """`months` after the beginning of the measurement that proves it, None while nothing does; `missing` says why."""

    months: int | None
    missing: str = ""


def proof_of(case: Case) -> Proof:
    """What the measurements show, apart from the confirmation of both sides. Two queries."""
    main = main_indicator(case)
    if main is None or main.baseline is None:
        return Proof(None, _("Indikator utama belum punya data awal."))
    if case.began_on is None:
        return Proof(None, _("Belum dijalankan."))
    least = rules_of(case).proof_months
    late = [one for one in main.measurements.all() if months_between(case.began_on, one.on) >= least]
    if not late:
        return Proof(None, _("Belum diukur %(n)d bulan atau lebih sesudah mulai.") % {"n": least})
    last = max(late, key=lambda one: one.on)
    if not (last.source.strip() or last.file_id):
        return Proof(None, _("Ukuran terakhir belum punya bukti."))
    if not got_better(main, last):
        return Proof(None, _("Ukuran terakhir tidak lebih baik daripada data awal."))
    return Proof(months_between(case.began_on, last.on))


def got_better(indicator: CaseIndicator, measured: Measurement) -> bool:
    """Whether the value moved the way that is better; equal is not better."""
    if indicator.baseline is None:
        return False
    change = measured.value - indicator.baseline
    return change > 0 if indicator.better == Better.UP else change < 0


def months_between(begin: date, end: date) -> int:
    """Whole months from a day to another; negative when it lies before."""
    months = (end.year - begin.year) * 12 + end.month - begin.month
    return months - (1 if end.day < begin.day and not _last_of_month(end) else 0)


def _last_of_month(day: date) -> bool:
    return day.month != date.fromordinal(day.toordinal() + 1).month
