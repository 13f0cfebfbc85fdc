"""The clock of measuring: each word once, the owner only when it is late, nobody while it rests."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from tests.factories.replications import make_case, people
from tular.features.catalogue.choices import StopReason
from tular.features.replications.actions.measuring import Measured, confirm_running, measure
from tular.features.replications.actions.reminding import remind_measuring
from tular.features.replications.actions.stopping import pause, resume, stop
from tular.features.replications.choices import CaseState, WorkModel
from tular.features.replications.models import Case, MeasureReminder
from tular.features.replications.queries.figures import Figures
from tular.features.replications.queries.measuring_due import measuring_items
from tular.foundation.notifications.models import Notice

pytestmark = pytest.mark.usefixtures("catalogue")


def at(day: date) -> datetime:
    """Noon in Jakarta."""
    return datetime(day.year, day.month, day.day, 5, 0, tzinfo=UTC)


def began(case: Case) -> date:
    """Its first day."""
    assert case.began_on is not None
    return case.began_on


def third(case: Case) -> date:
    """The day of the third month."""
    return began(case).replace(month=began(case).month + 3)


def told() -> list[tuple[str, str]]:
    """(who, what) in order, of measuring alone."""
    rows = Notice.objects.filter(kind__in=[
        "replications.to_measure", "replications.measure_late", "replications.measure_overdue",
        "replications.still_running",
    ]).order_by("pk")  # fmt: skip
    return [(str(row.person), row.kind.partition(".")[2]) for row in rows.select_related("person")]


def test_the_taker_hears_before_and_on_the_day_and_the_owner_when_it_is_late() -> None:
    case = make_case(CaseState.RUNNING)
    day = third(case)
    assert remind_measuring(at(day - timedelta(days=8))) == 0
    for after in (-7, -3, 0, 5, 13):
        remind_measuring(at(day + timedelta(days=after)))
        remind_measuring(at(day + timedelta(days=after)))
    assert told() == [("Orang taker", "to_measure"), ("Orang taker", "to_measure")]
    remind_measuring(at(day + timedelta(days=14)))
    remind_measuring(at(day + timedelta(days=20)))
    assert told()[2:] == [("Orang taker", "measure_late"), ("Orang owner", "measure_overdue")]
    assert MeasureReminder.objects.count() == 3


def test_after_a_standstill_only_the_last_word_is_said() -> None:
    case = make_case(CaseState.RUNNING)
    remind_measuring(at(third(case) + timedelta(days=15)))
    remind_measuring(at(third(case) + timedelta(days=16)))
    assert [kind for _who, kind in told()] == ["measure_late", "measure_overdue"]


def test_who_works_alone_has_no_owner_to_be_told() -> None:
    case = make_case(CaseState.RUNNING, model=WorkModel.ALONE)
    remind_measuring(at(third(case) + timedelta(days=15)))
    assert told() == [("Orang taker", "measure_late")]


def test_what_was_measured_is_not_asked_for_again() -> None:
    case = make_case(CaseState.RUNNING)
    day = third(case)
    given = Measured(day - timedelta(days=3), Figures(value=Decimal(50)), "register", "laporan")
    measure(case.indicators.get(), told=given, by=people()["taker"], now=at(day))
    assert remind_measuring(at(day)) == 0
    assert remind_measuring(at(began(case).replace(month=9) - timedelta(days=2))) == 1


def test_a_paused_case_rests_and_a_stopped_one_is_asked_nothing() -> None:
    case, taker = make_case(CaseState.RUNNING), people()["taker"]
    now = at(third(case))
    pause(case, by=taker, now=now, reason="Banjir.")
    assert remind_measuring(now) == 0
    resume(case, by=taker, now=now)
    assert remind_measuring(now) == 1
    stop(case, code=StopReason.BUDGET, on=third(case), by=taker, now=now, reason="Dana habis.")
    assert remind_measuring(at(third(case) + timedelta(days=30))) == 0


def test_after_the_closing_it_is_asked_whether_it_still_runs() -> None:
    case, taker = make_case(CaseState.DONE), people()["taker"]
    year = began(case).replace(year=2027)
    remind_measuring(at(year))
    assert told() == [("Orang taker", "still_running")]
    confirm_running(case, on=year, by=taker, now=at(year))
    assert remind_measuring(at(year + timedelta(days=20))) == 0
    assert remind_measuring(at(began(case).replace(year=2028))) == 1


def test_days_that_had_passed_before_it_was_written_down_are_not_asked_for() -> None:
    case = make_case(CaseState.RUNNING)
    Case.objects.update(created_at=at(third(case) + timedelta(days=1)))
    assert remind_measuring(at(third(case) + timedelta(days=2))) == 0


def test_the_desk_of_the_taker_shows_it_and_no_other() -> None:
    case, who = make_case(CaseState.RUNNING), people()
    now = at(third(case))
    assert [item.href for item in measuring_items(who["taker"], now)] == [f"{case.path}/ukuran"]
    assert measuring_items(who["owner"], now) == []
    assert measuring_items(who["taker"], now - timedelta(days=30)) == []
