"""Regular work: due, started once, caught up once."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest

from tular.foundation.jobs import registry
from tular.foundation.jobs.actions import scheduling
from tular.foundation.jobs.choices import State
from tular.foundation.jobs.executing import work_through
from tular.foundation.jobs.jobs import tidy
from tular.foundation.jobs.models import JobRun, Schedule
from tular.foundation.jobs.registry import Rhythm, scheduled
from tular.foundation.jobs.run import Run

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
"""Ten in the morning in Jakarta."""

MINUTE = timedelta(minutes=1)
ASKED = {"due": True}


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Three pieces of regular work instead of the product's; a list of what was done."""
    monkeypatch.setattr(registry, "JOBS", {})
    monkeypatch.setattr("tular.foundation.jobs.executing.JOBS", registry.JOBS)
    ASKED["due"] = True
    trace: list[str] = []

    @scheduled("often", "Sering", every=10 * MINUTE)
    def often(run: Run) -> None:
        trace.append("often")

    @scheduled("nightly", "Tiap malam", daily_at=time(2, 30))
    def nightly(run: Run) -> None:
        trace.append("nightly")

    @scheduled("asked", "Bila perlu", every=MINUTE, when=lambda: ASKED["due"])
    def asked(run: Run) -> None:
        trace.append("asked")

    return trace


def due() -> dict[str, datetime]:
    return dict(Schedule.objects.values_list("name", "next_at"))


def test_work_is_due_at_once_or_at_its_time_in_the_zone_of_the_site() -> None:
    assert Rhythm(every=10 * MINUTE).after(NOW) == NOW + 10 * MINUTE
    nightly = Rhythm(daily_at=time(2, 30))
    assert nightly.after(NOW) == datetime(2026, 11, 22, 19, 30, tzinfo=UTC)
    assert nightly.after(datetime(2026, 11, 22, 19, 29, tzinfo=UTC)) == datetime(2026, 11, 22, 19, 30, tzinfo=UTC)
    assert nightly.after(datetime(2026, 11, 22, 19, 30, tzinfo=UTC)) == datetime(2026, 11, 23, 19, 30, tzinfo=UTC)


def test_each_piece_of_work_is_done_when_it_is_due(done: list[str]) -> None:
    scheduling.prepare(NOW)
    assert scheduling.start_due(NOW) == 2
    assert work_through() == 2
    assert sorted(done) == ["asked", "often"]
    assert due() == {
        "often": NOW + 10 * MINUTE,
        "asked": NOW + MINUTE,
        "nightly": datetime(2026, 11, 22, 19, 30, tzinfo=UTC),
    }
    assert scheduling.start_due(NOW + timedelta(seconds=59)) == 0
    assert scheduling.start_due(NOW + MINUTE) == 1


def test_what_was_missed_is_caught_up_once(done: list[str]) -> None:
    scheduling.prepare(NOW)
    ASKED["due"] = False
    much_later = NOW + timedelta(days=3)
    scheduling.prepare(much_later)  # the restart
    assert scheduling.start_due(much_later) == 2
    work_through()
    assert sorted(done) == ["nightly", "often"]
    assert scheduling.start_due(much_later) == 0
    assert due()["nightly"] == datetime(2026, 11, 25, 19, 30, tzinfo=UTC)


def test_work_that_is_not_needed_stays_due_and_writes_nothing(
    done: list[str], django_assert_max_num_queries: object
) -> None:
    scheduling.prepare(NOW)
    scheduling.start_due(NOW)
    work_through()
    ASKED["due"] = False
    later = NOW + 5 * MINUTE
    with django_assert_max_num_queries(1):  # type: ignore[operator]
        assert scheduling.start_due(later) == 0
    assert due()["asked"] == NOW + MINUTE
    ASKED["due"] = True
    assert scheduling.start_due(later) == 1


def test_work_is_not_started_while_its_last_run_is_open(done: list[str]) -> None:
    scheduling.prepare(NOW)
    assert scheduling.start_due(NOW) == 2
    assert scheduling.start_due(NOW + 20 * MINUTE) == 0
    work_through()
    assert scheduling.start_due(NOW + 20 * MINUTE) == 2


def test_another_worker_that_was_faster_is_noticed(done: list[str]) -> None:
    scheduling.prepare(NOW)
    seen = Schedule.objects.get(name="often")
    assert scheduling.start_due(NOW) == 2
    work_through()
    assert not scheduling._start(seen, registry.regular_work()["often"], NOW)
    assert JobRun.objects.filter(name="often").count() == 1


def test_one_piece_of_work_that_cannot_be_asked_does_not_stop_the_others(
    done: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    scheduling.prepare(NOW)
    del ASKED["due"]
    assert scheduling.start_due(NOW) == 1
    assert "regular work asked could not be started" in caplog.text


def test_a_new_version_may_change_rhythms_and_drop_work(done: list[str]) -> None:
    Schedule.objects.create(name="gone", next_at=NOW)
    Schedule.objects.create(name="often", next_at=NOW + timedelta(days=30))
    scheduling.prepare(NOW)
    assert due() == {
        "often": NOW + 10 * MINUTE,
        "asked": NOW,
        "nightly": datetime(2026, 11, 22, 19, 30, tzinfo=UTC),
    }


def test_long_work_rests_as_long_as_it_asks_for(done: list[str]) -> None:
    Schedule.objects.create(name="often", next_at=NOW + MINUTE)
    run = JobRun(name="often", started_at=NOW - 10 * MINUTE)
    scheduling.rest_after(run, Rhythm(every=MINUTE, rest=2), NOW)
    assert due()["often"] == NOW + 20 * MINUTE
    scheduling.rest_after(run, Rhythm(every=MINUTE), NOW + 60 * MINUTE)
    assert due()["often"] == NOW + 20 * MINUTE


def test_old_runs_of_regular_work_are_tidied_away() -> None:
    def ended(days: int, *, is_scheduled: bool, state: State = State.DONE) -> int:
        at = datetime.now(UTC) - timedelta(days=days)
        return JobRun.objects.create(name="x", is_scheduled=is_scheduled, state=state, created_at=at, ended_at=at).pk

    kept = {
        ended(6, is_scheduled=True),
        ended(8, is_scheduled=True, state=State.FAILED),
        ended(300, is_scheduled=False),
        JobRun.objects.create(name="x", created_at=datetime.now(UTC) - timedelta(days=900)).pk,
    }
    ended(8, is_scheduled=True)
    ended(366, is_scheduled=False)
    ended(366, is_scheduled=True, state=State.FAILED)
    tidy(Run(id=0))
    assert set(JobRun.objects.values_list("pk", flat=True)) == kept
