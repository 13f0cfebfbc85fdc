"""What upper features ask of published editions."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

from django.db.models import QuerySet

from tular.features.catalogue.models import Innovation
from tular.features.modelbooks.models import Edition
from tular.features.modelbooks.queries.visibility import books_published


def newest_edition(slug: str) -> Edition | None:
    """The edition of a book that readers are given. Two queries."""
    book = books_published().filter(slug=slug).first()
    return book.editions.select_related("book__theme").order_by("-number").first() if book else None


def told_by(edition: Edition) -> dict[str, Any]:
    """Everything of which the edition consists; see `manuscript.canonical_of`. Not to be changed by who reads it."""
    return _read(edition.sha256, edition.canonical)


def leans_on(edition: Edition, innovation: Innovation) -> bool:
    """Whether the innovation is one of those of which the edition was made."""
    return innovation.code in _codes(edition)


def references_in(edition: Edition) -> QuerySet[Innovation]:
    """The innovations of which the edition was made, as far as they are still public, by title."""
    return Innovation.published.filter(code__in=_codes(edition)).select_related("agency").order_by("title")


def _codes(edition: Edition) -> set[str]:
    return {str(one["code"]) for one in told_by(edition)["references"]}


@lru_cache(maxsize=32)
def _read(digest: str, canonical: str) -> dict[str, Any]:
    """By its hash: an edition never changes."""
    found: dict[str, Any] = json.loads(canonical)
    return found
