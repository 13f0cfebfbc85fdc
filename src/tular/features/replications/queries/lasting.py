"""How long replications last, by cohort, theme or kind of taker.

A replication counts from the day on which it began to serve people until it stopped, or until it was last seen running:
its last measurement, its owner's last word, its closing. Those of which nobody knows the beginning are only counted.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.db.models import Max

from tular.engines.evidence.survival import Curve, Spell, curves
from tular.features.agencies.choices import AgencyKind
from tular.features.replications.choices import ReplicationState
from tular.features.replications.models import Replication
from tular.features.replications.queries.shown import replications_shown

DAYS_OF_MONTH = 365.25 / 12
MOST_GROUPS = 5
"""Curves that can be told apart in one drawing; the smaller groups are counted together."""


class By(StrEnum):
    """What the curves are drawn apart by."""

    ALL = "semua"
    YEAR = "tahun"
    THEME = "tema"
    KIND = "jenis"


@dataclass(frozen=True, slots=True)
class Lasting:
    """The curves, the largest group first; `unknown` replications have no known beginning, `unseen` none after it."""

    by: By
    curves: tuple[Curve, ...]
    counted: int
    unknown: int
    unseen: int
    is_demo: bool


@dataclass(frozen=True, slots=True)
class _Life:
    began: date
    seen: date
    stopped: bool
    groups: tuple[str, ...]
    demo: bool


def lasting(by: By = By.ALL, innovation: int | None = None) -> Lasting:
    """How long they last, of one innovation or of all. At most two queries."""
    rows = replications_shown().exclude(state__in=[ReplicationState.PLANNED, ReplicationState.SIGNED])
    if innovation is not None:
        rows = rows.filter(innovation=innovation)
    rows = rows.select_related("taker", "case").annotate(measured=Max("case__indicators__measurements__on"))
    if by == By.THEME:
        rows = rows.prefetch_related("innovation__themes")
    lives, unknown, unseen = [], 0, 0
    for row in rows.order_by("pk"):
        if row.began_on is None:
            unknown += 1
        elif (seen := _seen(row)) is None:
            unseen += 1
        else:
            lives.append(_Life(row.began_on, seen, row.ended_on is not None, _groups(row, by), row.is_demo))
    found = curves(_grouped(lives))
    return Lasting(
        by, tuple(sorted(found, key=lambda one: (-one.count, one.group))), len(lives), unknown, unseen,
        any(one.demo for one in lives),
    )  # fmt: skip


def _seen(row: Replication) -> date | None:
    """The last day on which it is known how it stood."""
    case = getattr(row, "case", None)
    closed = case.closed_at.date() if case is not None and case.closed_at else None
    measured: date | None = getattr(row, "measured", None)
    days = [one for one in (row.seen_on, measured, closed) if one is not None]
    if row.ended_on is not None:
        return row.ended_on
    last = max(days, default=None)
    return last if last is not None and row.began_on is not None and last >= row.began_on else None


def _groups(row: Replication, by: By) -> tuple[str, ...]:
    if by == By.YEAR:
        return (str(row.began_on.year) if row.began_on else "",)
    if by == By.KIND:
        return (str(AgencyKind(row.taker.kind).label) if row.taker else "",)
    if by == By.THEME:
        return tuple(one.name for one in row.innovation.themes.all()) if row.innovation else ()
    return ("",)


def _grouped(lives: Iterable[_Life]) -> list[Spell]:
    """One spell for each group that a life belongs to; small groups stay out of the drawing."""
    found = [
        Spell((one.seen - one.began) / timedelta(days=DAYS_OF_MONTH), one.stopped, group)
        for one in lives
        for group in one.groups
    ]
    sizes: dict[str, int] = {}
    for one in found:
        sizes[one.group] = sizes.get(one.group, 0) + 1
    kept = set(sorted(sizes, key=lambda name: (-sizes[name], name))[:MOST_GROUPS])
    return [one for one in found if one.group in kept]
