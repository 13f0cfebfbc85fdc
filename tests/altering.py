"""Changing what the database refuses to change, as somebody would who has all rights on it."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.db.models import QuerySet


def alter(rows: QuerySet[Any], **values: Any) -> int:
    """Update frozen rows, their trigger dropped before; the test's transaction brings it back."""
    table = rows.model._meta.db_table
    on = f" ON {table}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {table}_never_changes{on}")
    return rows.update(**values)
