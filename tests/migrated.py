"""What the database of a test run is made of: founded at once, as a new installation is (`tular.config.founding`).

`tests/config/test_founding.py` compares it with what all migrations make. That takes a minute, so what they make is
kept in pytest's cache from one run to the next, named by everything that migrations are made of.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import django
import psycopg
from django.apps import apps
from django.conf import settings
from django.db import connection, connections
from psycopg.sql import SQL, Identifier

from tests.processes import database_called
from tular.config.founding import found
from tular.foundation.audit import frozen, guards
from tular.foundation.notifications import models as notifications

HELPERS = (guards, frozen, notifications)
"""Modules of ours that migrations import; a test fails when they import another one."""

BESIDE = "beside"
"""What Django calls the other database while it is open."""

KEPT = 3
"""Listings per database: of as many branches one may go to and fro without waiting."""

Listing = dict[str, list[str]]
"""Kind of thing in a database → each as one line."""


def put() -> None:
    """Found the database of this run anew; Django then finds it there."""
    name = connection.creation._get_test_db_name()  # type: ignore[attr-defined] # nowhere else is it told before set-up
    forget(name)
    with empty_database(name) as other:
        found(other)


def drop() -> None:
    """Remove the database of this run."""
    connection.close()
    forget(str(connection.settings_dict["NAME"]))


@contextmanager
def empty_database(name: str) -> Iterator[Any]:
    """A connection to a new database of this name, on the same server; closed afterwards, but not forgotten."""
    if connection.vendor == "postgresql":
        _order(SQL("CREATE DATABASE {}").format(Identifier(name)))
    connections.settings[BESIDE] = connection.settings_dict | {"NAME": name}
    try:
        yield connections[BESIDE]
    finally:
        connections[BESIDE].close()
        del connections[BESIDE], connections.settings[BESIDE]


def forget(name: str) -> None:
    """Remove a database."""
    if connection.vendor == "sqlite":
        for end in ("", "-wal", "-shm"):
            Path(f"{name}{end}").unlink(missing_ok=True)
    else:
        _order(SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(Identifier(name)))


def _order(command: Any) -> None:
    place = connection.settings_dict
    told = {"host": place["HOST"], "port": place["PORT"], "user": place["USER"], "password": place["PASSWORD"]}
    address = psycopg.conninfo.make_conninfo(dbname="postgres", **{k: v for k, v in told.items() if v})
    with psycopg.connect(address, autocommit=True) as server:
        server.execute(command)


def _kept(folder: Path) -> Path:
    """Where the listing is kept of what all migrations make."""
    told = hashlib.sha256(f"{django.VERSION} {sqlite3.sqlite_version}".encode())
    for path in (*sources(), Path(__file__)):
        told.update(f"\n{path.name}\n".encode() + path.read_bytes())
    return folder / f"{connection.vendor}-{told.hexdigest()[:20]}.json"


def sources() -> Iterator[Path]:
    """Every file on which a migrated database depends."""
    for app in apps.get_app_configs():
        yield from sorted((Path(app.path) / "migrations").glob("*.py"))
    yield from (Path(str(module.__file__)) for module in (*HELPERS, django))


def listing(of: Any) -> Listing:
    """All that a database is made of, without the order in which columns were added; and which migrations ran."""
    with of.cursor() as cursor:
        made = _of_sqlite(cursor) if of.vendor == "sqlite" else _of_postgres(cursor)
        cursor.execute("SELECT app || ' ' || name FROM django_migrations")
        made["migrations"] = [line for (line,) in cursor.fetchall()]
    return {kind: sorted(lines) for kind, lines in made.items()}


def _of_sqlite(cursor: Any) -> Listing:
    cursor.execute("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name <> 'sqlite_sequence'")
    made: Listing = {}
    for kind, name, text in cursor.fetchall():
        plain = " ".join(text.split())
        lines = [f"{name}: {part}" for part in _parts(plain)] if kind == "table" else [f"{name}: {plain}"]
        made.setdefault(kind, []).extend(lines)
    return made


_COMMA = re.compile(r"""("[^"]*"|'[^']*')|([(),])""")


def _parts(text: str) -> Iterator[str]:
    """Columns and constraints of a CREATE TABLE."""
    depth, start = 0, 0
    for match in _COMMA.finditer(text):
        sign = match[2]
        if sign == "(":
            depth += 1
            start = start or match.end()
        elif sign == ")":
            depth -= 1
        if (sign == "," and depth == 1) or (sign == ")" and depth == 0):
            yield text[start : match.start()].strip()
            start = match.end()
    yield text[start:].strip()  # what stands behind the brackets


POSTGRES = {
    "column": """
        SELECT concat_ws(' ', table_name, column_name, data_type, character_maximum_length, numeric_precision,
            numeric_scale, datetime_precision, collation_name, is_nullable, column_default, is_identity,
            identity_generation)
        FROM information_schema.columns WHERE table_schema = 'public'""",
    "constraint": """
        SELECT concat_ws(' ', conrelid::regclass, conname, pg_get_constraintdef(oid), convalidated)
        FROM pg_constraint WHERE connamespace = 'public'::regnamespace""",
    "index": "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "trigger": """
        SELECT concat_ws(' ', pg_get_triggerdef(oid), tgenabled) FROM pg_trigger WHERE NOT tgisinternal""",
    "function": "SELECT pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace = 'public'::regnamespace",
    "relation": """
        SELECT concat_ws(' ', relname, relkind, relrowsecurity) FROM pg_class
        WHERE relnamespace = 'public'::regnamespace""",
}


def _of_postgres(cursor: Any) -> Listing:
    made: Listing = {}
    for kind, question in POSTGRES.items():
        cursor.execute(question)
        made[kind] = [line for (line,) in cursor.fetchall()]
    return made


def by_all_migrations(name: str, folder: Path) -> Listing:
    """What all migrations make of an empty database of this name, run as an operator does; kept in the folder."""
    path = _kept(folder)
    if not path.exists():
        with empty_database(name) as other:
            subprocess.run(
                [sys.executable, settings.BASE_DIR / "manage.py", "migrate", "--verbosity=0"],
                env=os.environ | database_called(name), check=True,
            )  # fmt: skip
            made = listing(other)
        for old in sorted(folder.glob(f"{connection.vendor}-*"), key=lambda one: one.stat().st_mtime)[:-KEPT]:
            old.unlink()
        path.write_text(json.dumps(made))
    return json.loads(path.read_text())  # type: ignore[no-any-return] # as just written
