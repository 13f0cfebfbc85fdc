"""How many processes answer."""

from __future__ import annotations

import os

import pytest

from tular.config.processors import web_processes


@pytest.mark.parametrize(
    ("vendor", "processors", "processes"),
    [("sqlite", 8, 1), ("postgresql", 1, 1), ("postgresql", None, 1), ("postgresql", 2, 2), ("postgresql", 8, 2)],
)
def test_a_second_process_answers_where_the_database_and_the_processors_let_it(
    monkeypatch: pytest.MonkeyPatch, vendor: str, processors: int | None, processes: int
) -> None:
    monkeypatch.setattr(os, "process_cpu_count", lambda: processors)
    assert web_processes(vendor) == processes
