"""Whether a replication is proven, by the rule of its rulebook, and what is missing when it is not."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from tular.features.catalogue.choices import Better
from tular.features.replications.models import Case, CaseIndicator, Measurement
from tular.features.replications.queries.rules import rules_of
from tular.features.replications.queries.schedule import months_between
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
    late.sort(key=lambda one: one.on)
    if not got_better(main, late[-1]):
        return Proof(None, _("Ukuran terakhir tidak lebih baik daripada data awal."))
    # The last one may not undo what was shown, but it shows nothing more as long as nothing backs it.
    shown = [one for one in late if has_evidence(one) and got_better(main, one)]
    if not shown:
        return Proof(None, _("Ukuran terakhir belum punya bukti."))
    return Proof(months_between(case.began_on, shown[-1].on))


def has_evidence(measured: Measurement) -> bool:
    """Whether a text, an address or a file shows it."""
    return bool(measured.source.strip() or measured.file_id)


def got_better(indicator: CaseIndicator, measured: Measurement) -> bool:
    """Whether the value moved the way that is better; equal is not better."""
    if indicator.baseline is None:
        return False
    change = measured.value - indicator.baseline
    return change > 0 if indicator.better == Better.UP else change < 0
