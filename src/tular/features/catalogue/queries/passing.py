"""The records that a body that was split, merged or renamed still holds, and those that went to its successor."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, Q, QuerySet

from tular.features.agencies.choices import SuccessionChange
from tular.features.agencies.models import Agency, ServiceUnit, Succession
from tular.features.catalogue.choices import State
from tular.features.catalogue.models import FormerOwner, Innovation

SHOWN = 500
"""Records that can be chosen one by one on a page; all of them are moved at once, or these first."""

IN_PARTS = (SuccessionChange.SPLIT, SuccessionChange.PARTIAL)
"""Changes after which the former body's records belong to several; after all others they go together."""


@dataclass(frozen=True, slots=True)
class SuccessorLine:
    """A body that carries the work on; `whole`: it carries on all of it."""

    slug: str
    name: str
    change: str
    whole: bool


@dataclass(frozen=True, slots=True)
class HeldRecord:
    """A record still at the former body; `chosen` beforehand where it is plain where it belongs."""

    code: str
    title: str
    unit: str
    state: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Passed:
    """Records that were passed on together; `number` names them."""

    number: int
    successor: str
    by: str
    at: datetime
    count: int


@dataclass(frozen=True, slots=True)
class PassingPage:
    """What a former body still holds, for one of its successors."""

    slug: str
    name: str
    successors: tuple[SuccessorLine, ...]
    chosen: SuccessorLine
    total: int
    records: tuple[HeldRecord, ...]
    passed: tuple[Passed, ...]


@dataclass(frozen=True, slots=True)
class LeftBehind:
    """A body with successors, and how many records it still holds."""

    slug: str
    name: str
    count: int


def passing_page(agency: Agency, successor: str) -> PassingPage | None:
    """For the successor of this slug, else for the first one; None for a body without any. Five queries."""
    links = list(
        Succession.objects.filter(predecessor=agency, successor__until="").select_related("successor").order_by(
            "successor__name"
        )
    )  # fmt: skip
    if not links:
        return None
    link = next((one for one in links if one.successor.slug == successor), links[0])
    lines = {one.pk: _line(one) for one in links}
    whole = lines[link.pk].whole
    theirs = set(ServiceUnit.objects.filter(agency=link.successor, until=None).values_list("name", flat=True))
    held = Innovation.objects.filter(agency=agency)
    return PassingPage(
        slug=agency.slug,
        name=agency.name,
        successors=tuple(lines.values()),
        chosen=lines[link.pk],
        total=held.count(),
        records=tuple(
            _held(row, chosen=whole or bool(row.service_unit and row.service_unit.name in theirs))
            for row in held.select_related("service_unit").order_by("title", "code")[:SHOWN]
        ),
        passed=_passed(agency),
    )


def passed_together(agency: Agency, number: int) -> QuerySet[FormerOwner]:
    """The rows that were written together with the one of this number."""
    one = FormerOwner.objects.filter(agency=agency, pk=number).first()
    rows = FormerOwner.objects.filter(agency=agency, at=one.at, successor=one.successor_id) if one else None
    return (rows if rows is not None else FormerOwner.objects.none()).select_related("innovation").order_by("pk")


def left_behind(slug: str) -> tuple[LeftBehind, ...]:
    """The bodies that went on as the agency of this slug, and itself where it went on: those that hold records."""
    about = Q(successor__slug=slug) | Q(predecessor__slug=slug)
    links = Succession.objects.filter(about, successor__until="").values("predecessor")
    rows = Agency.objects.filter(pk__in=links).annotate(held=Count("innovations")).filter(held__gt=0).order_by("name")
    return tuple(LeftBehind(*row) for row in rows.values_list("slug", "name", "held"))


def _line(link: Succession) -> SuccessorLine:
    change = SuccessionChange(link.change)
    return SuccessorLine(link.successor.slug, link.successor.name, str(change.label), change not in IN_PARTS)


def _held(row: Innovation, *, chosen: bool) -> HeldRecord:
    unit = row.service_unit.name if row.service_unit else row.unit
    return HeldRecord(row.code, row.title, unit, str(State(row.state).label), chosen)


def _passed(agency: Agency) -> tuple[Passed, ...]:
    groups = (
        FormerOwner.objects.filter(agency=agency)
        .order_by("-at")
        .values_list("at", "successor__name", "by__name")
        .annotate(number=Min("pk"), count=Count("pk"))
    )
    return tuple(Passed(number, name, by, at, count) for at, name, by, number, count in groups)
