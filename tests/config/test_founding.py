"""The tables of a new installation are those that all migrations make."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from tests.migrated import by_all_migrations, empty_database, forget, listing
from tular.config.founding import found


@pytest.fixture
def named(tmp_path: Path, django_db_blocker: Any) -> Iterator[Callable[[str], str]]:
    """`named("a")` names another database, which is gone when the test ends."""
    used = []

    def name(what: str) -> str:
        used.append(str(tmp_path / what) if connection.vendor == "sqlite" else f"{what}_{os.getpid()}")
        return used[-1]

    with django_db_blocker.unblock():  # databases of their own: the one of the test run is not needed
        yield name
    for one in used:
        forget(one)


def test_it_is_made_of_the_same_as_by_all_migrations(
    named: Callable[[str], str], request: pytest.FixtureRequest
) -> None:
    with empty_database(named("founded")) as other:
        assert found(other)
        founded = listing(other)
    folder = request.config.cache.mkdir("migrated")  # type: ignore[union-attr] # the cache cannot be switched off
    migrated = by_all_migrations(named("migrated"), folder)
    assert all(founded.values())
    assert {kind: set(lines) ^ set(migrated[kind]) for kind, lines in founded.items()} == {
        one: set() for one in migrated
    }


def test_a_database_that_holds_anything_is_left_as_it_is(named: Callable[[str], str]) -> None:
    with empty_database(named("used")) as other:
        with other.cursor() as cursor:
            cursor.execute("CREATE TABLE notes (id integer)")
        assert not found(other)
        assert other.introspection.table_names() == ["notes"]


def test_founding_that_fails_leaves_nothing(named: Callable[[str], str], monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_told: object) -> None:
        raise KeyboardInterrupt

    with empty_database(named("failed")) as other:
        monkeypatch.setattr("tular.config.founding._run_code", fail)
        with pytest.raises(KeyboardInterrupt):
            found(other)
        assert other.introspection.table_names() == []
        monkeypatch.undo()
        assert found(other)
