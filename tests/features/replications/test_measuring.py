"""Indicators and measurements: what is taken, what is refused with a sentence, what everybody may know afterwards."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from tests.factories.replications import make_case, make_indicator, people
from tular.features.catalogue.choices import Better
from tular.features.replications.actions.indicators import (
    IndicatorTold,
    add_indicator,
    change_indicator,
    drop_indicator,
    make_main,
)
from tular.features.replications.actions.measuring import (
    Measured,
    confirm_running,
    correct_measurement,
    measure,
)
from tular.features.replications.actions.stepping import begin
from tular.features.replications.choices import CaseState, ReplicationState, Scale
from tular.features.replications.models import Case
from tular.features.replications.queries.figures import Figures
from tular.foundation.access.permissions import Denied
from tular.foundation.access.refusal import Stale
from tular.foundation.actions import Refused
from tular.foundation.audit.models import AuditEntry
from tular.foundation.once.versions import version_of

pytestmark = pytest.mark.usefixtures("catalogue")

LATER = datetime(2028, 6, 1, 3, 0, tzinfo=UTC)


def indicator_told(**fields: Any) -> IndicatorTold:
    """Complete, with a baseline of 40 of 100."""
    given: dict[str, Any] = {
        "name": "Balita ditimbang", "unit": "persen", "scale": Scale.RATE, "better": Better.UP,
        "method": "register posyandu", "baseline": Figures(events=Decimal(40), total=Decimal(100)),
        "baseline_on": date(2026, 2, 1),
    }  # fmt: skip
    return IndicatorTold(**{**given, **fields})


def measured(on: date, value: int = 70, **fields: Any) -> Measured:
    """Of a hundred, with evidence."""
    given: dict[str, Any] = {
        "on": on, "figures": Figures(events=Decimal(value), total=Decimal(100)), "method": "register posyandu",
        "source": "laporan",
    }  # fmt: skip
    return Measured(**{**given, **fields})


def fields_of(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    """The fields at which something is wrong."""
    return [reason.field for reason in refused.value.reasons]


def test_the_first_indicator_is_the_main_one_and_its_percentage_follows_from_its_counts() -> None:
    case, taker = make_case(), people()["taker"]
    first = add_indicator(case, told=indicator_told(), by=taker, now=LATER)
    second = add_indicator(case, told=indicator_told(name="Kader aktif"), by=taker, now=LATER)
    assert (first.main, second.main) == (True, False)
    assert (first.baseline, first.key) == (Decimal("40.0000"), "balita ditimbang|persen")


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"name": " "}, ["name"]),
        ({"unit": ""}, ["unit"]),
        ({"scale": "x"}, ["scale"]),
        ({"better": ""}, ["better"]),
        ({"baseline": Figures(events=Decimal(1), total=Decimal(0))}, ["baseline_total"]),
        ({"baseline": Figures(value=Decimal(101))}, ["baseline"]),
        ({"baseline_on": None}, ["baseline_on"]),
        ({"baseline_on": date(2029, 1, 1)}, ["baseline_on"]),
        ({"baseline": Figures()}, ["baseline"]),
        ({"target": Decimal(120)}, ["target"]),
        ({"target_on": date(2026, 1, 1)}, ["target_on"]),
    ],
)
def test_an_indicator_that_cannot_be_is_refused_at_its_field(fields: dict[str, Any], wrong: list[str]) -> None:
    with pytest.raises(Refused) as refused:
        add_indicator(make_case(), told=indicator_told(**fields), by=people()["taker"], now=LATER)
    assert fields_of(refused) == wrong


def test_the_same_indicator_is_not_taken_twice_and_only_by_the_taker() -> None:
    case, who = make_case(CaseState.RUNNING), people()
    with pytest.raises(Refused, match="sudah ada"):
        add_indicator(case, told=indicator_told(name="BALITA  ditimbang"), by=who["taker"], now=LATER)
    with pytest.raises(Denied):
        add_indicator(case, told=indicator_told(name="Lain"), by=who["owner"], now=LATER)


def test_unit_and_scale_stay_once_something_was_measured() -> None:
    case, taker = make_case(CaseState.RUNNING), people()["taker"]
    main = case.indicators.get()
    changed = change_indicator(main, told=indicator_told(target=Decimal(90)), by=taker, now=LATER)
    assert changed.target == 90
    measure(main, told=measured(date(2026, 6, 10)), by=taker, now=LATER)
    with pytest.raises(Refused, match="indikator baru"):
        change_indicator(main, told=indicator_told(unit="orang"), by=taker, now=LATER)


def test_a_baseline_lies_before_the_beginning_and_changes_later_only_with_a_reason() -> None:
    case, taker = make_case(CaseState.RUNNING), people()["taker"]
    main = case.indicators.get()
    with pytest.raises(Refused, match="sebelum mulai"):
        change_indicator(main, told=indicator_told(baseline_on=date(2026, 4, 1)), by=taker, now=LATER)
    other = indicator_told(baseline=Figures(value=Decimal(50)))
    with pytest.raises(Refused, match="Data awal berubah"):
        change_indicator(main, told=other, by=taker, now=LATER)
    assert change_indicator(main, told=other, by=taker, now=LATER, reason="Salah salin.").baseline == 50


def test_another_main_indicator_after_the_beginning_needs_a_reason_and_the_main_one_is_not_dropped() -> None:
    case, taker = make_case(CaseState.RUNNING), people()["taker"]
    main = case.indicators.get()
    other = add_indicator(case, told=indicator_told(name="Kader aktif"), by=taker, now=LATER)
    with pytest.raises(Refused, match="utama"):
        drop_indicator(main, by=taker, now=LATER, reason="Keliru.")
    with pytest.raises(Refused, match="mengapa"):
        make_main(other, by=taker, now=LATER)
    assert make_main(other, by=taker, now=LATER, reason="Yang pertama tidak sahih.").main
    assert drop_indicator(main, by=taker, now=LATER, reason="Keliru.").dropped_at == LATER
    assert list(case.indicators.filter(main=True)) == [other]


@pytest.mark.parametrize(
    ("on", "says"),
    [(date(2029, 1, 1), "belum tiba"), (date(2026, 3, 1), "data awal"), (date(2026, 2, 1), "data awal")],
)
def test_days_out_of_order_are_refused(on: date, says: str) -> None:
    case = make_case(CaseState.RUNNING)
    with pytest.raises(Refused, match=says) as refused:
        measure(case.indicators.get(), told=measured(on), by=people()["taker"], now=LATER)
    assert fields_of(refused) == ["on"]


def test_before_it_runs_nothing_is_measured_and_a_dropped_indicator_neither() -> None:
    taker, case = people()["taker"], make_case()
    early = make_indicator(case, by=taker)
    with pytest.raises(Refused, match="data awal"):
        measure(early, told=measured(date(2026, 6, 10)), by=taker, now=LATER)
    running = make_case(CaseState.RUNNING, name="Lain", taker=case.owner.__class__.objects.get(slug="pemkab-malang"))
    who = running.contact
    other = add_indicator(running, told=indicator_told(name="Kader"), by=who, now=LATER)
    other = drop_indicator(other, by=who, now=LATER, reason="Keliru.")
    with pytest.raises(Refused, match="dilepas"):
        measure(other, told=measured(date(2026, 6, 10)), by=who, now=LATER)


def test_two_values_on_one_day_cannot_be_and_the_sentence_names_the_first() -> None:
    case, taker = make_case(CaseState.RUNNING), people()["taker"]
    main = case.indicators.get()
    measure(main, told=measured(date(2026, 6, 10), 55), by=taker, now=LATER)
    with pytest.raises(Refused, match="55 persen"):
        measure(main, told=measured(date(2026, 6, 10), 60), by=taker, now=LATER)


def test_a_correction_keeps_what_stood_there_and_notices_that_somebody_was_faster() -> None:
    case, taker = make_case(CaseState.RUNNING), people()["taker"]
    row = measure(case.indicators.get(), told=measured(date(2026, 6, 10), 55), by=taker, now=LATER)
    seen = version_of(row)
    mended = correct_measurement(row, told=measured(date(2026, 6, 10), 56), by=taker, now=LATER)
    assert mended.value == 56
    entry = AuditEntry.objects.filter(action="replications.correct_measurement").latest("pk")
    assert entry.changes["value"][0].startswith("55")
    with pytest.raises(Stale):
        correct_measurement(row, told=measured(date(2026, 6, 10), 57), by=taker, now=LATER, seen_version=seen)  # type: ignore[call-arg]


def public(case: Case) -> tuple[str, int | None]:
    """What everybody is told: the state, and after how many months it was shown."""
    row = Case.objects.get(pk=case.pk).replication
    assert row is not None
    return row.state, row.proven_months


def test_what_everybody_may_know_follows_measurements_after_the_closing() -> None:
    case, taker = make_case(CaseState.DONE), people()["taker"]
    main = case.indicators.get()
    assert public(case) == (ReplicationState.PROVEN, 6)
    measure(main, told=measured(date(2027, 3, 10), 65), by=taker, now=LATER)
    assert public(case) == (ReplicationState.PROVEN, 12)
    measure(main, told=measured(date(2027, 9, 10), 66, source=""), by=taker, now=LATER)
    assert public(case) == (ReplicationState.PROVEN, 12)
    worse = measure(main, told=measured(date(2028, 3, 10), 39), by=taker, now=LATER)
    assert public(case) == (ReplicationState.RUNNING, None)
    entry = AuditEntry.objects.filter(action="replications.proof_changed").latest("pk")
    assert entry.changes["state"] == [ReplicationState.PROVEN, ReplicationState.RUNNING]
    assert "tidak lebih baik" in entry.reason
    correct_measurement(worse, told=measured(date(2028, 3, 10), 69), by=taker, now=LATER)
    assert public(case) == (ReplicationState.PROVEN, 24)


def test_before_the_closing_a_measurement_proves_nothing() -> None:
    case = make_case(CaseState.RUNNING)
    measure(case.indicators.get(), told=measured(date(2026, 9, 10)), by=people()["taker"], now=LATER)
    assert public(case) == (ReplicationState.RUNNING, None)


def test_that_it_still_runs_is_said_for_a_day_that_came_and_only_forward() -> None:
    case, taker = make_case(CaseState.DONE), people()["taker"]
    for on, says in ((date(2029, 1, 1), "belum tiba"), (date(2026, 1, 1), "sebelum mulai")):
        with pytest.raises(Refused, match=says):
            confirm_running(case, on=on, by=taker, now=LATER)
    confirm_running(case, on=date(2028, 5, 1), by=taker, now=LATER)
    row = Case.objects.get(pk=case.pk).replication
    assert row is not None
    assert row.seen_on == date(2028, 5, 1)
    with pytest.raises(Refused, match="Sudah dinyatakan"):
        confirm_running(Case.objects.get(pk=case.pk), on=date(2028, 4, 1), by=taker, now=LATER)
    with pytest.raises(Refused, match="tidak sedang berjalan"):
        confirm_running(make_case(name="Lain", model="mandiri"), on=date(2028, 4, 1), by=taker, now=LATER)


def test_it_does_not_begin_before_its_baseline_was_measured() -> None:
    case, taker = make_case(CaseState.AGREED), people()["taker"]
    case.indicators.update(baseline_on=date(2026, 5, 1))
    with pytest.raises(Refused, match="Data awal indikator utama"):
        begin(case, on=date(2026, 4, 1), by=taker, now=LATER)
    assert begin(case, on=date(2026, 5, 1), by=taker, now=LATER).state == CaseState.RUNNING
