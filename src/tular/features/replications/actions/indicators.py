"""What a replication measures: indicators with their baseline and their target."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.catalogue.choices import Better
from tular.features.catalogue.models import Indicator
from tular.features.replications.actions.moving import needs_reason
from tular.features.replications.actions.proving import prove_again
from tular.features.replications.choices import CaseState, Scale
from tular.features.replications.models import Case, CaseIndicator
from tular.features.replications.queries.figures import Figures, day_in_words, key_of, worked_out
from tular.foundation.actions import Reason, Refused, action
from tular.foundation.files.models import StoredFile

MOST = 20
"""Indicators of one case."""

LONGEST = {"name": 200, "unit": 60, "scope": 300, "method": 400, "baseline_source": 400}
NOTHING = Figures()


@dataclass(frozen=True, slots=True)
class IndicatorTold:
    """An indicator as the taker tells it; see the fields of `CaseIndicator`. `origin` where it is the origin's own."""

    name: str
    unit: str
    scale: str
    better: str
    scope: str = ""
    method: str = ""
    baseline: Figures = NOTHING
    baseline_on: date | None = None
    baseline_source: str = ""
    baseline_file: StoredFile | None = None
    target: Decimal | None = None
    target_on: date | None = None
    origin: Indicator | None = None


def case_of(indicator: CaseIndicator) -> models.Model:
    """The row that all who change what a case measures lock first."""
    return indicator.case


@action("replications.add_indicator", gettext_lazy("Menambah indikator"))
def add_indicator(case: Case, *, told: IndicatorTold, by: Any, now: datetime, reason: str = "") -> CaseIndicator:
    """Measure one more thing. The first one is the main one, by which the replication is judged."""
    _still_measured(case)
    held = case.indicators.filter(dropped_at__isnull=True)
    if held.count() >= MOST:
        raise Refused(_("Kasus ini sudah punya %(n)d indikator. Lepas dulu yang tidak dipakai.") % {"n": MOST})
    made = CaseIndicator(case=case, by=by, at=now, main=not held.filter(main=True).exists())
    _fill(made, told, case, now)
    if held.filter(key=made.key).exists():
        raise Refused(Reason(_("Indikator dengan nama dan satuan ini sudah ada."), "name"))
    made.save()
    return made


@action("replications.change_indicator", gettext_lazy("Mengubah indikator"), first=case_of)
def change_indicator(
    indicator: CaseIndicator, *, told: IndicatorTold, by: Any, now: datetime, reason: str = ""
) -> CaseIndicator:
    """Another target, method or baseline. What was measured keeps the unit in which it was measured."""
    case = _of(indicator)
    _not_dropped(indicator)
    measured = indicator.measurements.exists()
    fixed = [name for name in ("unit", "scale", "better") if getattr(told, name).strip() != getattr(indicator, name)]
    if measured and fixed:
        text = _("Indikator ini sudah diukur, jadi satuan, jenis, dan arahnya tetap. Buat indikator baru untuk satuan"
                 " lain; yang lama boleh dilepas.")  # fmt: skip
        raise Refused(Reason(text, fixed[0]))
    before = (indicator.baseline, indicator.baseline_on, indicator.baseline_events, indicator.baseline_total)
    _fill(indicator, told, case, now)
    after = (indicator.baseline, indicator.baseline_on, indicator.baseline_events, indicator.baseline_total)
    if case.began_on and before[0] is not None and before != after:
        needs_reason(reason, _("Data awal berubah setelah mulai dijalankan. Tulis mengapa; semua pihak membacanya."))
    if case.indicators.filter(key=indicator.key, dropped_at__isnull=True).exclude(pk=indicator.pk).exists():
        raise Refused(Reason(_("Indikator dengan nama dan satuan ini sudah ada."), "name"))
    if measured and (early := indicator.measurements.first()) and _is_after(indicator.baseline_on, early.on):
        text = _("Sudah ada ukuran pada %(day)s, sebelum tanggal data awal ini.")
        raise Refused(Reason(text % {"day": day_in_words(early.on)}, "baseline_on"))
    indicator.save()
    prove_again(case, by=by, now=now)
    return indicator


@action("replications.make_main", gettext_lazy("Memilih indikator utama"), first=case_of)
def make_main(indicator: CaseIndicator, *, by: Any, now: datetime, reason: str = "") -> CaseIndicator:
    """Let the replication be judged by this one. After it began, the reason is read by everybody in the case."""
    case = _of(indicator)
    _not_dropped(indicator)
    _still_measured(case)
    if indicator.main:
        raise Refused(_("Indikator ini sudah yang utama."))
    if case.began_on:
        needs_reason(reason, _("Tulis mengapa ukuran keberhasilannya diganti; semua pihak membacanya."))
    # One after the other: at no moment may there be two.
    for former in case.indicators.select_for_update().filter(main=True, dropped_at__isnull=True):
        former.main = False
        former.save(update_fields=["main"])
    indicator.main = True
    indicator.save()
    prove_again(case, by=by, now=now)
    return indicator


@action("replications.drop_indicator", gettext_lazy("Melepas indikator"), first=case_of)
def drop_indicator(indicator: CaseIndicator, *, by: Any, now: datetime, reason: str = "") -> CaseIndicator:
    """Measure it no longer. What was measured stays and is shown as dropped, with the reason."""
    _not_dropped(indicator)
    said = needs_reason(reason, _("Tulis mengapa indikator ini dilepas."))
    if indicator.main:
        raise Refused(_("Ini indikator utama. Pilih dulu indikator lain sebagai yang utama."))
    indicator.dropped_at, indicator.dropped_reason = now, said
    indicator.save()
    return indicator


def _of(indicator: CaseIndicator) -> Case:
    """As it is now: it was locked first."""
    return Case.objects.select_related("innovation", "owner", "taker", "rulebook", "replication").get(
        pk=indicator.case_id
    )


def _fill(row: CaseIndicator, told: IndicatorTold, case: Case, now: datetime) -> None:
    """Put what was told into the row. Raises `Refused` with a reason at each field that cannot be."""
    counted = told.baseline != NOTHING and told.scale in Scale.values
    figures, wrong = worked_out(told.scale, told.baseline) if counted else (told.baseline, [])
    reasons = [Reason(text, f"baseline_{field}" if field != "value" else "baseline") for field, text in wrong]
    reasons += [Reason(text, field) for field, text in [*_wrong_words(told), *_wrong_days(told, case, now)]]
    if told.scale == Scale.RATE and told.target is not None and not 0 <= told.target <= 100:
        reasons.append(Reason(_("Persentase harus antara 0 dan 100."), "target"))
    if told.origin is not None and told.origin.innovation_id != case.innovation.pk:
        reasons.append(Reason(_("Indikator itu dari inovasi lain.")))
    if reasons:
        raise Refused(*reasons)
    for name in ("name", "unit"):
        setattr(row, name, " ".join(getattr(told, name).split()))
    for name in ("scale", "better", "scope", "method", "baseline_on", "baseline_source", "baseline_file", "target",
                 "target_on", "origin"):  # fmt: skip
        setattr(row, name, getattr(told, name))
    row.key = key_of(row.name, row.unit)
    row.baseline, row.baseline_events = figures.value, figures.events
    row.baseline_total, row.baseline_sd = figures.total, figures.sd


def _wrong_words(told: IndicatorTold) -> list[tuple[str, str]]:
    found = []
    if not told.name.strip():
        found.append(("name", _("Tulis apa yang diukur.")))
    if not told.unit.strip():
        found.append(("unit", _("Tulis satuannya, misalnya persen atau menit.")))
    if told.scale not in Scale.values:
        found.append(("scale", _("Pilih jenis ukurannya.")))
    if told.better not in Better.values:
        found.append(("better", _("Pilih arah yang lebih baik.")))
    for name, most in LONGEST.items():
        if len(getattr(told, name)) > most:
            found.append((name, _("Paling panjang %(n)d huruf.") % {"n": most}))
    return found


def _wrong_days(told: IndicatorTold, case: Case, now: datetime) -> list[tuple[str, str]]:
    if told.baseline == NOTHING:
        return [("baseline", _("Tulis nilainya, atau kosongkan tanggalnya."))] if told.baseline_on else []
    if told.baseline_on is None:
        return [("baseline_on", _("Tulis tanggal data awal ini diukur."))]
    if told.baseline_on > timezone.localdate(now, timezone.get_default_timezone()):
        return [("baseline_on", _("Tanggal itu belum tiba."))]
    if case.began_on and told.baseline_on > case.began_on:
        text = _("Data awal diukur sebelum mulai dijalankan (%(day)s). Yang sesudahnya catat sebagai ukuran.")
        return [("baseline_on", text % {"day": day_in_words(case.began_on)})]
    if told.target_on is not None and told.target_on <= told.baseline_on:
        return [("target_on", _("Sasaran harus sesudah tanggal data awal."))]
    return []


def _is_after(day: date | None, other: date) -> bool:
    return day is not None and day > other


def _not_dropped(indicator: CaseIndicator) -> None:
    if indicator.dropped_at is not None:
        raise Refused(_("Indikator ini sudah dilepas. Buat yang baru bila diukur lagi."))


def _still_measured(case: Case) -> None:
    if case.state in (CaseState.STOPPED, CaseState.CANCELLED):
        raise Refused(_("Kasus ini sudah berakhir, jadi tidak ada lagi yang diukur."))
