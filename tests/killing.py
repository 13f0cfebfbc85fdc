"""A server that is killed at every moment of a request, as with kill -9, and what must hold then.

A test asks for `server` (import it), and runs on a database that commits.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from http.client import HTTPConnection, RemoteDisconnected
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from tests.dying_worker import REFUSED
from tests.people import signed_in
from tests.processes import same_database
from tular.features.accounts.models import User
from tular.foundation.audit.queries import verify

SECRET = "a" * 32
"""Of the form's token against foreign forms: cookie and field say the same."""

MANY = 200
"""More moments than any request has."""


class Server:
    """The dying server of a test."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        assert process.stdout
        self.port = int(process.stdout.readline())

    def post(self, person: User, path: str, fields: dict[str, str], dying_at: int = 0) -> int | None:
        """The status of the answer; None when the server died before it gave one."""
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write(f"{dying_at}\n")
        self.process.stdin.flush()
        session = signed_in(person).cookies["sessionid"].value
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {
            "Cookie": f"sessionid={session}; csrftoken={SECRET}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        try:
            connection.request("POST", path, urlencode(fields | {"csrfmiddlewaretoken": SECRET}), headers)
            status: int | None = connection.getresponse().status
        except (RemoteDisconnected, ConnectionResetError):
            status = None
        finally:
            connection.close()
        ended = int(self.process.stdout.readline())
        assert ended == (0 if status else -signal.SIGKILL)
        return status


@pytest.fixture
def server(catalogue: None) -> Iterator[Server]:
    environment = os.environ | same_database() | {"PYTHONPATH": str(Path(__file__).parents[1])}
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.dying_server"],
        env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    yield Server(process)
    process.kill()
    process.communicate()


class Worker:
    """A process that does what it is told, and dies on the way when it is told that, too."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process

    def run(self, does: Callable[..., object], *args: Any, dying_at: int = 0) -> bool | None:
        """Whether it was done (False: refused); None when it died before. `does` stands at the top of its module."""
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write(json.dumps([dying_at, does.__module__, does.__name__, args]) + "\n")
        self.process.stdin.flush()
        ended = int(self.process.stdout.readline())
        assert ended in (0, REFUSED, -signal.SIGKILL), "its traceback stands above"
        return None if ended < 0 else ended == 0


@pytest.fixture
def worker(catalogue: None) -> Iterator[Worker]:
    environment = os.environ | same_database() | {"PYTHONPATH": str(Path(__file__).parents[1])}
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.dying_worker"],
        env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    yield Worker(process)
    process.kill()
    process.communicate()


def killed_at_every_moment(
    worker: Worker, does: Callable[..., object], *args: Any, state: Callable[[], Any], after: Any,
    always: Callable[[], object] = lambda: None,
) -> None:  # fmt: skip
    """Do it until it is done, dying a moment later each time; then once more. `always` asserts what holds each time."""
    before, killed = state(), 0
    assert before != after
    for moment in range(1, MANY):
        done = worker.run(does, *args, dying_at=moment)
        always()
        found = state()
        if found == after:
            break
        assert done is None, "neither died nor done"
        killed += 1
        assert found == before, f"half done at moment {moment}: {found}"
    assert killed >= 2, "there are moments before the commit"
    assert verify().faults == ()
    worker.run(does, *args)
    always()
    assert state() == after, "what had been done is not done twice"
    assert verify().faults == ()


def dying_at_every_moment(
    server: Server, person: User, path: str, fields: dict[str, str], state: Callable[[], Any], after: Any
) -> None:
    """Post until it is done, dying a moment later each time; then once more, as somebody does who saw no answer."""
    before, killed = state(), 0
    assert before != after
    for moment in range(1, MANY):
        status = server.post(person, path, fields, dying_at=moment)
        assert status is None, f"an answer {status} before the server could die after its commit"
        assert verify().faults == ()
        if state() == after:
            break
        killed += 1
        assert state() == before, f"half done at moment {moment}"
    assert killed >= 5, "there are moments before the commit"
    assert server.post(person, path, fields) == 302
    assert state() == after, "what had been done is not done twice"
    assert verify().faults == ()
