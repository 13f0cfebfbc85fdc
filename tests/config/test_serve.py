"""`tular serve` from nothing to a page, as a user runs it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from django.conf import settings

PATIENCE = 240
"""Seconds; building the index on a slow machine takes most of it."""


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def serve(var: Path, port: int) -> tuple[int, str, int]:
    """The status of the first page, all that was printed, and the exit code after Ctrl-C."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("TULAR_", "DJANGO_"))}
    environment["TULAR_VAR"] = str(var)
    command = [sys.executable, "-c", "from tular.config.cli import main; main()", "serve", "--port", str(port)]
    with (var / "out").open("w+") as out:
        server = subprocess.Popen(command, env=environment, stdout=out, stderr=out, cwd=settings.BASE_DIR)
        try:
            status = wait_for_page(server, port)
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


def test_a_fresh_installation_is_served_and_a_second_start_does_nothing_twice(tmp_path: Path) -> None:
    port = free_port()
    status, out, code = serve(tmp_path, port)
    assert (status, code) == (200, 0), out
    assert [line[:4] for line in out.splitlines() if line[1:2] == "/"] == ["1/5 ", "2/5 ", "3/5 ", "4/5 ", "5/5 "]
    assert "Inovasi: 737 baris, 737 baru, 0 diperbarui" in out
    assert f"Tular siap di http://127.0.0.1:{port}/" in out
    assert "Server dihentikan." in out
    status, out, code = serve(tmp_path, port)
    assert (status, code) == (200, 0), out
    for sentence in ("Katalog sudah mutakhir", "Indeks sudah mutakhir", "Berkas tampilan sudah mutakhir"):
        assert sentence in out
