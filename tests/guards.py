"""Lifts the triggers of the audit trail where a test run has to empty its database, and nowhere else.

The product holds no way to do this: what the tests know, an administrator of the database could do too, and the hash
chain is there to show it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction
from django.db.backends.base.operations import BaseDatabaseOperations

from tular.foundation.audit import guards


@contextmanager
def lifted() -> Iterator[None]:
    """A transaction in which the trail can be changed; at its end the guards watch again."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            for name in guards.present(connection):
                if connection.vendor == "sqlite":
                    cursor.execute(f"DROP TRIGGER {name}")
                else:
                    table = guards.ENTRY if f" {guards.ENTRY} " in guards.POSTGRES[name] else guards.HEAD
                    cursor.execute(f"DROP TRIGGER {name} ON {table}")
        yield
        guards.install(connection)


def let_flush_pass() -> None:
    """Have the flush with which Django ends a test that really committed lift the guards for itself."""
    flush = BaseDatabaseOperations.execute_sql_flush

    def flush_unguarded(self: BaseDatabaseOperations, statements: Sequence[str]) -> Any:
        with lifted():
            return flush(self, statements)

    BaseDatabaseOperations.execute_sql_flush = flush_unguarded  # type: ignore[method-assign, assignment]
