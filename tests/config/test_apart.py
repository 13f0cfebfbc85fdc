"""What is made before serving leaves nothing behind in the process that web processes are forked from."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tular.config.commands import _apart


@pytest.fixture
def no_connections(monkeypatch: pytest.MonkeyPatch) -> None:
    """The test's own database stays open."""
    monkeypatch.setattr("tular.config.commands.connections.close_all", lambda: None)


def test_it_is_done_in_another_process_and_tells_whether_it_ended_well(no_connections: None, tmp_path: Path) -> None:
    told = tmp_path / "pid"
    assert _apart(lambda: _write(told))
    assert told.read_text() != str(os.getpid())
    assert not _apart(lambda: sys.exit(3))


def _write(path: Path) -> None:
    path.write_text(str(os.getpid()))
