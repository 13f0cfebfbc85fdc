"""Measuring on the way and after the closing, and saying that it still runs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.catalogue.actions import mark_changed
from tular.features.replications.actions.indicators import NOTHING, case_of
from tular.features.replications.actions.proving import prove_again, seen_running
from tular.features.replications.choices import CaseState
from tular.features.replications.models import Case, CaseIndicator, Measurement
from tular.features.replications.queries.figures import Figures, day_in_words, shown, worked_out
from tular.foundation.actions import Reason, Refused, action
from tular.foundation.files.models import StoredFile

LONGEST = {"method": 400, "source": 400, "note": 4_000}
RUNS = (CaseState.RUNNING, CaseState.CLOSING, CaseState.DONE)


@dataclass(frozen=True, slots=True)
class Measured:
    """A measurement as somebody tells it; `source` in words or as an address, `file` where a file shows it."""

    on: date
    figures: Figures
    method: str
    source: str = ""
    file: StoredFile | None = None
    note: str = ""


@action("replications.measure", gettext_lazy("Mencatat ukuran"), first=case_of)
def measure(indicator: CaseIndicator, *, told: Measured, by: Any, now: datetime, reason: str = "") -> Measurement:
    """Write down a value of a day after the beginning. What everybody may know of a closed case follows it."""
    case = _running(indicator)
    row = Measurement(indicator=indicator, by=by, at=now)
    _fill(row, told, indicator, case, now)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise Refused(Reason(_taken(indicator, told.on), "on")) from None
    seen_running(case, told.on)
    prove_again(case, by=by, now=now)
    return row


@action("replications.correct_measurement", gettext_lazy("Memperbaiki ukuran"),
        first=lambda row: row.indicator.case)  # fmt: skip
def correct_measurement(row: Measurement, *, told: Measured, by: Any, now: datetime, reason: str = "") -> Measurement:
    """Put a mistake right. History keeps what stood there."""
    indicator = row.indicator
    case = _running(indicator)
    _fill(row, told, indicator, case, now)
    if indicator.measurements.filter(on=told.on).exclude(pk=row.pk).exists():
        raise Refused(Reason(_taken(indicator, told.on), "on"))
    row.save()
    prove_again(case, by=by, now=now)
    return row


@action("replications.confirm_running", gettext_lazy("Menyatakan masih berjalan"))
def confirm_running(case: Case, *, on: date, by: Any, now: datetime, reason: str = "") -> Case:
    """It still ran on a day: what others want to know of a replication that was closed long ago."""
    if case.state not in RUNS or case.replication is None:
        raise Refused(_("Kasus ini tidak sedang berjalan, jadi tidak ada yang dinyatakan."))
    if on > _today(now):
        raise Refused(Reason(_("Tanggal itu belum tiba."), "on"))
    if case.began_on and on < case.began_on:
        text = _("Tanggal ini sebelum mulai dijalankan (%(day)s). Periksa tanggalnya.")
        raise Refused(Reason(text % {"day": day_in_words(case.began_on)}, "on"))
    if case.replication.seen_on and on <= case.replication.seen_on:
        text = _("Sudah dinyatakan berjalan pada %(day)s. Pilih tanggal sesudahnya.")
        raise Refused(Reason(text % {"day": day_in_words(case.replication.seen_on)}, "on"))
    seen_running(case, on)
    mark_changed([case.innovation.pk], now)
    return case


def _running(indicator: CaseIndicator) -> Case:
    """The case, as it is now: it was locked first. Refused where nothing is measured."""
    rows = Case.objects.select_related("innovation", "owner", "taker", "rulebook", "replication")
    case = rows.get(pk=indicator.case_id)
    if indicator.dropped_at is not None:
        raise Refused(_("Indikator ini sudah dilepas. Buat yang baru bila diukur lagi."))
    if case.state in (CaseState.STOPPED, CaseState.CANCELLED):
        raise Refused(_("Kasus ini sudah berakhir, jadi tidak ada lagi yang diukur."))
    if case.state not in RUNS or case.began_on is None:
        raise Refused(_("Belum mulai dijalankan. Nilai dari sebelum mulai dicatat sebagai data awal indikatornya."))
    return case


def _fill(row: Measurement, told: Measured, indicator: CaseIndicator, case: Case, now: datetime) -> None:
    figures, wrong = worked_out(indicator.scale, told.figures)
    if told.figures == NOTHING:
        wrong = [("value", _("Tulis nilainya."))]
    reasons = [Reason(text, field) for field, text in [*wrong, *_wrong_day(told.on, indicator, case, now)]]
    if not told.method.strip():
        reasons.append(Reason(_("Tulis cara mengukurnya."), "method"))
    for name, most in LONGEST.items():
        if len(getattr(told, name)) > most:
            reasons.append(Reason(_("Paling panjang %(n)d huruf.") % {"n": most}, name))
    if reasons or figures.value is None:
        raise Refused(*reasons)
    row.on, row.value, row.events, row.total, row.sd = (
        told.on, figures.value, figures.events, figures.total, figures.sd,
    )  # fmt: skip
    row.method, row.source, row.note = told.method.strip(), told.source.strip(), told.note.strip()
    row.file = told.file


def _wrong_day(on: date, indicator: CaseIndicator, case: Case, now: datetime) -> list[tuple[str, str]]:
    assert case.began_on is not None, "only what runs is measured"
    if on > _today(now):
        return [("on", _("Tanggal itu belum tiba. Catat setelah diukur."))]
    if on <= case.began_on:
        text = _("Mulai dijalankan %(day)s; yang diukur sampai hari itu adalah data awal. Periksa tanggalnya.")
        return [("on", text % {"day": day_in_words(case.began_on)})]
    if indicator.baseline_on and on <= indicator.baseline_on:
        text = _("Data awal diukur %(day)s; ukuran ini harus sesudahnya.")
        return [("on", text % {"day": day_in_words(indicator.baseline_on)})]
    return []


def _taken(indicator: CaseIndicator, on: date) -> str:
    other = indicator.measurements.filter(on=on).first()
    text = _("Pada %(day)s sudah tercatat %(value)s %(unit)s. Perbaiki ukuran itu, atau pilih tanggal lain.")
    return text % {"day": day_in_words(on), "value": shown(other.value) if other else "", "unit": indicator.unit}


def _today(now: datetime) -> date:
    return timezone.localdate(now, timezone.get_default_timezone())
