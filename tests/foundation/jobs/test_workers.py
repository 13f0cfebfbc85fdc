"""Real worker processes: killed, suspended, several at once."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections.abc import Callable, Iterator
from multiprocessing.context import ForkServerProcess
from pathlib import Path

import pytest
from django.utils import timezone

from tests.foundation.jobs.worker_process import work
from tests.people import make_person
from tests.processes import same_database
from tular.features.accounts.models import User
from tular.foundation.jobs.actions import cancel, start
from tular.foundation.jobs.choices import State
from tular.foundation.jobs.models import JobRun

pytestmark = pytest.mark.django_db(transaction=True)

FORKING = multiprocessing.get_context("forkserver")
FORKING.set_forkserver_preload(["tests.foundation.jobs.worker_process"])

PATIENCE = 60

type Begin = Callable[..., ForkServerProcess]


@pytest.fixture
def owner() -> User:
    return make_person("Pemilik Pekerjaan")


@pytest.fixture
def worker(monkeypatch: pytest.MonkeyPatch) -> Iterator[Begin]:
    """Starts worker processes on the database of the test, and ends them with it."""
    # The server that they are forked from is started once and keeps this environment.
    for name, value in same_database().items():
        monkeypatch.setenv(name, value)
    begun: list[ForkServerProcess] = []

    def begin(parent: int = 0) -> ForkServerProcess:
        begun.append(FORKING.Process(target=work, args=(parent,)))
        begun[-1].start()
        return begun[-1]

    yield begin
    for process in begun:
        process.kill()
        process.join()


def end_of(process: ForkServerProcess) -> int | None:
    """The exit code, once it has ended."""
    process.join(PATIENCE)
    return process.exitcode


def kill(process: ForkServerProcess, number: signal.Signals) -> None:
    assert process.pid
    os.kill(process.pid, number)


def started(owner: User, name: str, **arguments: object) -> JobRun:
    return start(name, by=owner, title="Contoh", arguments=arguments, now=timezone.now())


def wait_until(true: Callable[[], object], what: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < deadline, f"waited in vain: {what}"
        time.sleep(0.05)


def lines(trace: Path) -> list[str]:
    return trace.read_text().splitlines() if trace.exists() else []


def wait_for_state(run: JobRun, *states: State) -> JobRun:
    def reached() -> bool:
        run.refresh_from_db()
        return run.state in states

    wait_until(reached, f"{states}, last seen {run.state}")
    return run


def test_a_run_whose_worker_is_killed_is_taken_up_again_by_the_next(owner: User, worker: Begin, tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    run = started(owner, "sample.slow", trace=str(trace), steps=30)
    first = worker()
    wait_until(lambda: len(lines(trace)) > 3, "the first steps")
    kill(first, signal.SIGKILL)
    assert end_of(first) == -signal.SIGKILL
    run.refresh_from_db()
    assert (run.state, run.attempts) == (State.RUNNING, 1)
    assert "end 1" not in lines(trace)
    worker()
    run = wait_for_state(run, State.DONE)
    assert (run.attempts, run.percent, run.report) == (
        2,
        100,
        {"text": "Selesai.", "columns": [], "rows": [], "cut": 0},
    )
    seen = lines(trace)
    assert seen[seen.index("begin 2") :] == ["begin 2", *(f"step 2 {n}" for n in range(30)), "end 2"]


def test_a_run_that_kills_every_worker_ends_with_a_sentence(owner: User, worker: Begin) -> None:
    run = started(owner, "sample.deadly")
    for attempt in (1, 2):
        dying = worker()
        assert end_of(dying) == -signal.SIGKILL
        run.refresh_from_db()
        assert (run.state, run.attempts) == (State.RUNNING, attempt)
    worker()
    run = wait_for_state(run, State.FAILED)
    assert run.attempts == 2
    assert run.traceback.endswith("died during attempt 2.")


def test_a_worker_that_slept_too_long_finds_its_run_taken_and_leaves_it_alone(
    owner: User, worker: Begin, tmp_path: Path
) -> None:
    trace = tmp_path / "trace"
    run = started(owner, "sample.slow", trace=str(trace), steps=60)
    first = worker()
    wait_until(lambda: len(lines(trace)) > 3, "the first steps")
    kill(first, signal.SIGSTOP)
    worker()
    wait_until(lambda: "begin 2" in lines(trace), "the second attempt")
    kill(first, signal.SIGCONT)
    run = wait_for_state(run, State.DONE)
    assert run.attempts == 2
    seen = lines(trace)
    late = [line for line in seen[seen.index("begin 2") :] if line.split()[1] == "1"]
    assert len(late) <= 1, "the step in which it was suspended may end, no other"
    assert first.is_alive(), "the worker itself goes on"


def test_two_workers_do_each_run_once(owner: User, worker: Begin, tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    runs = [started(owner, "sample.counts", trace=str(trace), number=n) for n in range(40)]
    worker()
    worker()
    for run in runs:
        assert wait_for_state(run, State.DONE).attempts == 1
    assert sorted(map(int, lines(trace))) == list(range(40))


def test_a_worker_that_is_told_to_stop_gives_its_run_back(owner: User, worker: Begin, tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    run = started(owner, "sample.slow", trace=str(trace))
    first = worker()
    wait_until(lambda: len(lines(trace)) > 1, "the first step")
    kill(first, signal.SIGTERM)
    assert end_of(first) == 0
    run.refresh_from_db()
    assert (run.state, run.attempts, run.worker) == (State.WAITING, 0, "")


def test_a_worker_does_not_wait_for_a_job_that_does_not_listen(owner: User, worker: Begin, tmp_path: Path) -> None:
    run = started(owner, "sample.deaf", trace=str(tmp_path / "trace"), seconds=600)
    first = worker()
    wait_until((tmp_path / "trace").exists, "the beginning")
    began = time.monotonic()
    kill(first, signal.SIGINT)
    assert end_of(first) == 3
    assert time.monotonic() - began < 10
    run.refresh_from_db()
    assert (run.state, run.attempts) == (State.RUNNING, 1)


def test_progress_is_seen_and_a_running_job_is_cancelled(owner: User, worker: Begin, tmp_path: Path) -> None:
    run = started(owner, "sample.slow", trace=str(tmp_path / "trace"), steps=1000)
    worker()

    def shown() -> bool:
        run.refresh_from_db()
        return run.message.startswith("langkah ") and run.percent is not None

    wait_until(shown, "progress")
    cancel(run, by=owner, now=timezone.now())
    run = wait_for_state(run, State.CANCELLED)
    assert run.message.startswith("langkah ")
    assert "end 1" not in lines(tmp_path / "trace")


def test_a_worker_ends_with_the_process_that_started_it(worker: Begin) -> None:
    assert end_of(worker(parent=os.getpid())) == 0
