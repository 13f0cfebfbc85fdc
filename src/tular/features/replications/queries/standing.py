"""Which facts hold for the moves of a case, and the sentence for each that does not."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tular.features.replications.choices import CaseState, Outcome, Paper, WorkModel
from tular.features.replications.models import Case, CaseIndicator, Decision

TO_ASK = ("together", "decided", "counted")
TO_SIGN = ("signed",)
TO_BEGIN = ("may_begin", "decided", "counted")
TO_CLOSE = ("measured", "told")
"""What the moves of a case need; see `flow`."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Needs that are met, and for each other one its sentence."""

    facts: frozenset[str]
    against: dict[str, str]


def standing_of(case: Case, needs: Iterable[str]) -> Standing:
    """Which of these needs are met, and why the others are not. Asks only for what these need."""
    against = {need: said for need in needs if (said := _against(case, need))}
    return Standing(frozenset(need for need in needs if need not in against), against)


def last_decision(case: Case) -> Decision | None:
    """The decision that counts."""
    return case.decisions.order_by("-at", "-pk").first()


def main_indicator(case: Case) -> CaseIndicator | None:
    """The one by which the replication is judged."""
    return case.indicators.filter(main=True, dropped_at__isnull=True).first()


def _against(case: Case, need: str) -> str:
    return SAID[need](case)


def _together(case: Case) -> str:
    if case.model != WorkModel.ALONE:
        return ""
    return _("Kasus ini dikerjakan mandiri, jadi tidak ada yang diminta dari pemilik. Ubah modelnya dulu.")


def _may_begin(case: Case) -> str:
    if case.model == WorkModel.ALONE or case.state == CaseState.AGREED:
        return ""
    return _("Kesepakatan dengan pemilik belum ditandatangani.")


def _decided(case: Case) -> str:
    decision = last_decision(case)
    if decision is None:
        return _("Belum ada keputusan setelah kelayakan dan kesiapan dinilai. Catat dulu keputusannya.")
    return "" if decision.outcome == Outcome.GO_ON else _("Keputusan terakhir bukan untuk lanjut.")


def _counted(case: Case) -> str:
    main = main_indicator(case)
    if main is None:
        return _("Belum ada indikator utama. Tulis dulu apa yang diukur.")
    return "" if main.baseline is not None else _("Indikator utama belum punya data awal.")


def _signed(case: Case) -> str:
    signed = case.agreements.filter(paper=Paper.WORKING, signed_file__isnull=False)
    return "" if signed.exists() else _("Salinan perjanjian kerja sama yang ditandatangani belum diunggah.")


def _measured(case: Case) -> str:
    main = main_indicator(case)
    if main is not None and case.began_on and main.measurements.filter(on__gt=case.began_on).exists():
        return ""
    return _("Indikator utama belum diukur lagi sesudah mulai.")


def _told(case: Case) -> str:
    return "" if case.lessons.strip() else _("Pelajaran belum ditulis. Tulis juga yang tidak berhasil.")


SAID: dict[str, Callable[[Case], str]] = {
    "together": _together,
    "may_begin": _may_begin,
    "decided": _decided,
    "counted": _counted,
    "signed": _signed,
    "measured": _measured,
    "told": _told,
}
"""For each need the sentence against it, "" when it is met."""
