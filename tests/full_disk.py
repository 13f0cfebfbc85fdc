"""A disk on which nothing can be written any more: for files, and for the database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import OperationalError, connection

WORDS = "database or disk is full"


@contextmanager
def full_for_files() -> Iterator[None]:
    """Bytes of files do not reach the disk."""

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("tular.foundation.files.storage.os.fsync", full)
        yield


@contextmanager
def full_for_rows(table: str) -> Iterator[None]:
    """The database takes no more rows of this table: what was written before in the transaction has to go, too."""

    def refuse(run: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith(f'INSERT INTO "{table}"'):
            raise OperationalError(WORDS)
        return run(sql, params, many, context)

    with connection.execute_wrapper(refuse):
        yield
