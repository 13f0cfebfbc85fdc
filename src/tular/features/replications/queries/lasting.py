"""How long replications last, by cohort, theme or kind of taker.

A replication counts from the day on which it began to serve people until it stopped, or until it was last seen running:
its last measurement, its owner's last word, its closing. Those of which nobody knows the beginning are only counted.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.db.models import OuterRef, Subquery

from tular.engines.evidence.survival import Curve, Spell, curves
from tular.features.agencies.choices import AgencyKind
from tular.features.catalogue.models import Innovation
from tular.features.replications.choices import ReplicationState
from tular.features.replications.models import Measurement
from tular.features.replications.queries.figures import day_of
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
    """One replication: `seen` is the last day on which it is known how it stood, None when nobody knows."""

    began: date
    seen: date | None
    stopped: bool
    groups: tuple[str, ...]
    demo: bool


COLUMNS = (
    "began_on", "ended_on", "seen_on", "measured", "case__closed_at", "taker__kind", "innovation", "is_demo",
)  # fmt: skip


def lasting(by: By = By.ALL, innovation: int | None = None) -> Lasting:
    """How long they last, of one innovation or of all. At most three queries."""
    rows = replications_shown().exclude(state__in=[ReplicationState.PLANNED, ReplicationState.SIGNED])
    if innovation is not None:
        rows = rows.filter(innovation=innovation)
    last = Measurement.objects.filter(indicator__case__replication=OuterRef("pk")).order_by("-on").values("on")[:1]
    unknown = rows.filter(began_on__isnull=True).count()
    known = rows.filter(began_on__isnull=False).annotate(measured=Subquery(last)).order_by("pk").values_list(*COLUMNS)
    themes = _themes() if by == By.THEME else {}
    kinds = {kind.value: str(kind.label) for kind in AgencyKind}
    lives = []
    for began, ended, seen, measured, closed, kind, subject, demo in known:
        assert began is not None, "the filter lets only these pass"
        days = [one for one in (seen, measured, day_of(closed) if closed else None) if one is not None and one >= began]
        groups = {
            By.ALL: ("",), By.YEAR: (str(began.year),), By.THEME: themes.get(subject or 0, ()),
            By.KIND: (kinds[kind],) if kind else ("",),
        }[by]  # fmt: skip
        lives.append(_Life(began, ended or max(days, default=None), ended is not None, groups, demo))
    found = curves(_grouped(lives))
    watched = [one for one in lives if one.seen is not None]
    return Lasting(
        by, tuple(sorted(found, key=lambda one: (-one.count, one.group))), len(watched), unknown,
        len(lives) - len(watched), any(one.demo for one in watched),
    )  # fmt: skip


def _themes() -> dict[int, tuple[str, ...]]:
    """Innovation → names of its themes. One query."""
    found: dict[int, list[str]] = defaultdict(list)
    for innovation, name in Innovation.themes.through.objects.values_list("innovation_id", "theme__name"):
        found[innovation].append(name)
    return {innovation: tuple(names) for innovation, names in found.items()}


def _grouped(lives: Iterable[_Life]) -> list[Spell]:
    """One spell for each group that a life belongs to; the smaller groups stay out."""
    found = [
        Spell((one.seen - one.began) / timedelta(days=DAYS_OF_MONTH), one.stopped, group)
        for one in lives
        if one.seen is not None
        for group in one.groups
    ]
    sizes = Counter(one.group for one in found)
    kept = set(sorted(sizes, key=lambda name: (-sizes[name], name))[:MOST_GROUPS])
    return [one for one in found if one.group in kept]
