"""`tular serve` from nothing to a page, as a user runs it."""

from __future__ import annotations

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from django.conf import settings

PATIENCE = 240
"""Seconds; building the index on a slow machine takes most of it."""


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def serve(
    var: Path, port: int, meanwhile: Callable[[subprocess.Popen[bytes]], None] = lambda server: None
) -> tuple[int, str, int]:
    """The status of the first page, all that was printed, and the exit code after Ctrl-C."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("TULAR_", "DJANGO_"))}
    environment["TULAR_VAR"] = str(var)
    command = [sys.executable, "-c", "from tular.config.cli import main; main()", "serve", "--port", str(port)]
    with (var / "out").open("w+") as out:
        server = subprocess.Popen(command, env=environment, stdout=out, stderr=out, cwd=settings.BASE_DIR)
        try:
            status = wait_for_page(server, port)
            meanwhile(server)
        finally:
            server.send_signal(signal.SIGINT)
            code = server.wait(timeout=30)
        out.seek(0)
        return status, out.read(), code


def wait_for_page(server: subprocess.Popen[bytes], port: int) -> int:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=20) as page:
                return int(page.status)
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            time.sleep(0.2)
    return 0


def workers(server: subprocess.Popen[bytes]) -> list[int]:
    """Process numbers of the background workers that the server started."""
    listed = subprocess.run(["ps", "-ww", "-eo", "pid=,ppid=,args="], capture_output=True, text=True, check=True).stdout
    rows = (line.split(None, 2) for line in listed.splitlines())
    return [int(pid) for pid, parent, args in rows if int(parent) == server.pid and f"--parent {server.pid}" in args]


def wait_until(true: Callable[[], object], what: str, patience: float = 60) -> None:
    deadline = time.monotonic() + patience
    while not true():
        assert time.monotonic() < deadline, f"waited in vain: {what}"
        time.sleep(0.2)


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


class Disturbance:
    """What happens to the first server: its worker is killed, then the catalogue changes."""

    def __init__(self, var: Path) -> None:
        self.var = var
        self.worker = 0

    def __call__(self, server: subprocess.Popen[bytes]) -> None:
        wait_until(lambda: len(workers(server)) == 1, "the worker")
        [first] = workers(server)
        os.kill(first, signal.SIGKILL)
        wait_until(lambda: workers(server) not in ([], [first]), "another worker for the one that was killed")
        [self.worker] = workers(server)
        generation = (self.var / "index" / "CURRENT").read_text()
        with closing(sqlite3.connect(self.var / "tular.sqlite3", timeout=30)) as database:
            database.execute("INSERT INTO catalogue_indexoutbox (innovation_id, at) VALUES (1, '2026-11-22 00:00:00')")
            database.commit()
        wait_until(lambda: (self.var / "index" / "CURRENT").read_text() != generation, "the new index")
        wait_until(
            lambda: self.ask("SELECT state FROM jobs_jobrun WHERE name = 'finder.reindex'") == [("done",)], "done"
        )

    def ask(self, question: str) -> list[tuple[Any, ...]]:
        """What the database of the installation answers."""
        with closing(sqlite3.connect(self.var / "tular.sqlite3", timeout=30)) as database:
            return database.execute(question).fetchall()

    def check(self, out: str) -> None:
        """The killed worker was replaced, the index followed the catalogue, the worker went with the server."""
        assert "the background worker ended with code -9" in out
        assert not is_alive(self.worker)
        assert self.ask("SELECT count(*) FROM catalogue_indexoutbox") == [(0,)]


def test_a_fresh_installation_is_served_its_worker_follows_the_catalogue_and_a_second_start_does_nothing_twice(
    tmp_path: Path,
) -> None:
    port, disturbance = free_port(), Disturbance(tmp_path)
    status, out, code = serve(tmp_path, port, disturbance)
    assert (status, code) == (200, 0), out
    assert [line[:4] for line in out.splitlines() if line[1:2] == "/"] == ["1/5 ", "2/5 ", "3/5 ", "4/5 ", "5/5 "]
    assert "Inovasi: 737 baris, 737 baru, 0 diperbarui" in out
    assert f"Tular siap di http://127.0.0.1:{port}/" in out
    assert "Server dihentikan." in out
    disturbance.check(out)
    status, out, code = serve(tmp_path, port)
    assert (status, code) == (200, 0), out
    for sentence in ("Katalog sudah mutakhir", "Indeks sudah mutakhir", "Berkas tampilan sudah mutakhir"):
        assert sentence in out
