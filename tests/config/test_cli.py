"""The `tular` command as a whole."""

from __future__ import annotations

import argparse
import socket

import pytest
from django.db import OperationalError, ProgrammingError

from tular.config import cli, commands


def test_a_command_that_nobody_knows_is_answered_with_the_way_on(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.run(["terbang"])
    assert ended.value.code == 2
    assert "Lihat tular --help" in capsys.readouterr().err


def test_every_promised_command_is_there(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.run(["--help"])
    assert ended.value.code == 0
    shown = capsys.readouterr().out
    for name in ("serve", "find", "import", "load-indicators", "load-catalogue", "reindex", "evaluate-search"):
        assert f"\n    {name} " in shown


@pytest.mark.parametrize(
    ("error", "saying"),
    [
        (OperationalError("no such table: agencies_agency"), "Basis data belum disiapkan"),
        (ProgrammingError('relation "agencies_agency" does not exist'), "Basis data belum disiapkan"),
        (OperationalError("database is locked"), "sedang dipakai proses lain"),
        (OperationalError("connection refused"), "tidak dapat dipakai: connection refused"),
    ],
)
def test_trouble_with_the_database_is_a_sentence(
    error: Exception, saying: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(options: argparse.Namespace) -> int:
        raise error

    monkeypatch.setattr(commands, "_serve", fail)
    assert cli.run(["serve"]) == 1
    assert saying in capsys.readouterr().err


def test_ctrl_c_ends_a_command_with_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupt(options: argparse.Namespace) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(commands, "_serve", interrupt)
    assert cli.run(["serve"]) == 130
    assert "Dihentikan" in capsys.readouterr().err


def test_a_port_in_use_is_told_before_anything_is_prepared(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assert cli.run(["serve", "--port", str(port)]) == 1
    told = capsys.readouterr()
    assert f"Port {port} sedang dipakai" in told.err and f"--port {port + 1}" in told.err
    assert told.out == ""


@pytest.mark.parametrize("port", ["0", "70000", "delapan"])
def test_a_port_is_a_number_that_ports_have(port: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.run(["serve", "--port", port])
    assert "port harus angka 1 sampai 65535" in capsys.readouterr().err
