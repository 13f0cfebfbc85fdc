"""What is known already of a replication that somebody wants to record."""

from __future__ import annotations

from typing import Any

from tular.features.agencies.models import Agency
from tular.features.catalogue.models import Innovation
from tular.features.replications.models import Case, Replication
from tular.features.replications.queries.shown import real_replications
from tular.features.replications.queries.visibility import cases_held

MOST_FOUND = 20


def claimable(taker: Agency, innovation: Innovation, by: Any) -> list[Replication]:
    """Rows of sources about this taker and innovation that no case tells yet. One query.

    None for made-up people: what they do must not touch facts.
    """
    if getattr(by, "is_demo", False):
        return []
    rows = real_replications().filter(taker=taker, innovation=innovation, case__isnull=True)
    return list(rows.order_by("year", "code"))


def same_year(
    taker: Agency, innovation: Innovation, year: int | None, *, but: Replication | None, by: Any
) -> Replication | Case | None:
    """What is on record of this taker, innovation and year, other than `but`: a row, or a case that is not public."""
    demo = bool(getattr(by, "is_demo", False))
    rows = Replication.objects.filter(taker=taker, innovation=innovation, year=year, is_demo=demo)
    row = rows.exclude(pk=but.pk).first() if but else rows.first()
    if row is not None or year is None:
        return row
    cases = cases_held().filter(taker=taker, innovation=innovation, is_demo=demo, replication__isnull=True)
    return cases.filter(began_on__year=year).first()


def innovations_called(words: str) -> list[Innovation]:
    """Published innovations whose titles have all these words, the first by title; none without words. One query."""
    rows = Innovation.published.select_related("agency")
    for word in words.split():
        rows = rows.filter(title__icontains=word)
    return list(rows.order_by("title")[:MOST_FOUND]) if words.split() else []
