"""Lists in pages: `?page=2&page_size=50`."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import Model, QuerySet
from ninja import Schema
from pydantic import Field

from tular.foundation.api.parameters import Parameters

MOST_PER_PAGE = 100
FARTHEST_PAGE = 1_000_000
"""Far behind any list, and small enough for every database's offset."""


class PageParameters(Parameters):
    """Which page of a list."""

    page: int = Field(1, ge=1, le=FARTHEST_PAGE, description="From 1. A page behind the last one is empty.")
    page_size: int = Field(20, ge=1, le=MOST_PER_PAGE, description="Items on a page.")


class Page[Item](Schema):
    """One page of a list."""

    items: list[Item]
    total: int = Field(description="Items of the whole list, under these filters.")
    page: int
    page_size: int
    pages: int = Field(description="Pages of the whole list, at least 1.")


def page_of[Row: Model, Item](
    rows: QuerySet[Row], asked: PageParameters, as_item: Callable[[Row], Item]
) -> dict[str, object]:
    """The asked page of the rows: one query to count, one to read, plus what the rows prefetch."""
    total = rows.count()
    start = (asked.page - 1) * asked.page_size
    found = rows[start : start + asked.page_size] if start < total else []
    return {
        "items": [as_item(row) for row in found],
        "total": total,
        "page": asked.page,
        "page_size": asked.page_size,
        "pages": max(1, -(-total // asked.page_size)),
    }
