"""The local admin's desk: every proposal of the agency in one competition, and what is lost if nobody acts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, When
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tular.features.agencies.models import Agency
from tular.features.agencies.queries.roles import roles_of
from tular.features.competitions.choices import CompetitionState
from tular.features.competitions.models import Competition
from tular.features.competitions.queries.admission import kind_in
from tular.features.competitions.queries.moments import days_until, in_words
from tular.features.competitions.queries.visibility import competitions_visible_to
from tular.features.competitions.queries.windows import Deadline, submission_for
from tular.features.proposals.choices import ProposalState
from tular.features.proposals.models import Preselection, Proposal
from tular.features.proposals.queries.standing import quotas_of
from tular.features.proposals.queries.visibility import ARRIVED
from tular.foundation.rulebooks.versions import rules_of
from tular.foundation.ui.shapes import Kind, Pages

PAGE_SIZE = 50

AT_UNIT = (ProposalState.DRAFT, ProposalState.RETURNED)
NOT_YET = (*AT_UNIT, ProposalState.WITH_ADMIN)
"""States of what is lost when nobody acts."""

SORTS = {
    "giliran": (Case(
        When(state=ProposalState.WITH_ADMIN, then=0), When(state=ProposalState.FIXING, then=1),
        When(state=ProposalState.RETURNED, then=2), When(state=ProposalState.DRAFT, then=3),
        When(state=ProposalState.SUBMITTED, then=4), default=5, output_field=IntegerField(),
    ), F("obstacles").asc(nulls_last=True), "pk"),
    "lama": (F("edited_at").asc(), "pk"),
    "kurang": (F("obstacles").desc(nulls_last=True), "pk"),
    "judul": (F("title").asc(), "pk"),
}  # fmt: skip
"""Name in the address → order; the first is used when none is asked."""

KINDS: dict[str, Kind] = {
    ProposalState.DRAFT: "part",
    ProposalState.WITH_ADMIN: "info",
    ProposalState.RETURNED: "stop",
    ProposalState.SUBMITTED: "ok",
    ProposalState.FIXING: "stop",
    ProposalState.WITHDRAWN: "unknown",
}


@dataclass(frozen=True, slots=True)
class LocalFilters:
    """What the list is narrowed to; whatever is not known counts as not asked."""

    state: str = ""
    group: str = ""
    unit: str = ""
    words: str = ""
    complete: bool = False
    sort: str = ""

    @property
    def any(self) -> bool:
        """Whether anything is narrowed."""
        return bool(self.state or self.group or self.unit or self.words or self.complete)


@dataclass(frozen=True, slots=True)
class Row:
    """One proposal: whose turn it is, what is missing by the last save, and when somebody last wrote."""

    code: str
    title: str
    unit: str
    group: str
    kind: Kind
    state: str
    turn: str
    obstacles: int | None
    edited_at: datetime
    idle_days: int
    is_here: bool
    """Whether the local admin may still act on it: not yet submitted, not withdrawn."""
    may_be_reminded: bool


@dataclass(frozen=True, slots=True)
class QuotaRow:
    """A group: how many the agency may enter (None: no limit), has entered, and still has in hand."""

    label: str
    quota: int | None
    used: int
    left: int | None
    in_hand: int


@dataclass(frozen=True, slots=True)
class Option:
    """A choice of a filter, with how many proposals it is."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class LocalDesk:
    """The page."""

    competition: Competition
    agency: Agency
    deadline: Deadline | None
    closes: str
    days_left: int | None
    is_open: bool
    loss: str
    details: tuple[str, ...]
    is_late: bool
    quotas: tuple[QuotaRow, ...]
    states: tuple[Option, ...]
    groups: tuple[Option, ...]
    units: tuple[Option, ...]
    filters: LocalFilters
    pages: Pages
    rows: tuple[Row, ...]
    preselection: Preselection | None

    @property
    def path(self) -> str:
        """Address of the desk."""
        return desk_path(self.competition, self.agency)


def desk_path(competition: Competition, agency: Agency) -> str:
    """Address of the desk of an agency in a competition."""
    return f"/kompetisi/{competition.slug}/instansi/{agency.slug}"


def place_of(person: Any, slug: str, agency_slug: str) -> tuple[Competition, Agency] | None:
    """Competition and agency, for an admin of that agency; None for everybody else. Three queries."""
    agency = Agency.objects.filter(slug=agency_slug, pk__in=roles_of(person).agencies).first()
    if agency is None:
        return None
    competition = competitions_visible_to(person).filter(slug=slug).select_related("rulebook", "organiser").first()
    return (competition, agency) if competition else None


def admin_ways(person: Any) -> tuple[tuple[Agency, ...], bool]:
    """The agencies whose desks the person may open, and whether they hold a hub. Two queries, none for strangers."""
    if person is None or not person.is_authenticated:
        return (), False
    roles = roles_of(person)
    found = Agency.objects.filter(pk__in=roles.agencies, until="").order_by("name", "pk") if roles.agencies else ()
    return tuple(found), bool(roles.hubs)


def local_desk(competition: Competition, agency: Agency, filters: LocalFilters, page: str, now: datetime) -> LocalDesk:
    """The desk; a fixed number of queries whatever there is on it."""
    everything = Proposal.objects.filter(competition=competition, agency=agency)
    deadline = submission_for(competition, agency.pk)
    counted: list[dict[str, Any]] = [
        dict(row) for row in everything.order_by().values("group", "state").annotate(n=Count("pk"), full=_full())
    ]
    labels = {one.id: one.label for one in rules_of(competition.rulebook).groups}
    units = everything.exclude(unit=None).order_by("unit__name", "unit").values_list("unit", "unit__name")
    filters = _known(filters)
    chosen = narrowed(everything, filters)
    pages = Pages.read(page, chosen.count(), PAGE_SIZE)
    rows = chosen.select_related("unit").defer("content", "versions")[pages.start : pages.last]
    is_open = bool(deadline and deadline.is_open(now)) and competition.state == CompetitionState.OPEN
    loss, details = _loss(counted, deadline, is_open=is_open, now=now)
    return LocalDesk(
        competition=competition,
        agency=agency,
        deadline=deadline,
        closes=in_words(deadline.closes_at, deadline.zone) if deadline else "",
        days_left=days_until(deadline.closes_at, now, deadline.zone) if deadline else None,
        is_open=is_open,
        loss=loss,
        details=details,
        is_late=any(row["state"] in NOT_YET for row in counted),
        quotas=quota_rows(competition, agency, counted),
        states=tuple(
            Option(state.value, str(state.label), n)
            for state in ProposalState
            if (n := sum(row["n"] for row in counted if row["state"] == state))
        ),
        groups=tuple(
            Option(group, labels.get(group, group), n)
            for group in sorted({row["group"] for row in counted if row["group"]})
            if (n := sum(row["n"] for row in counted if row["group"] == group))
        ),
        units=tuple(Option(str(pk), name, n) for (pk, name), n in _tally(units).items()),
        filters=filters,
        pages=pages,
        rows=tuple(row_of(one, labels, now) for one in rows),
        preselection=Preselection.objects.filter(competition=competition, agency=agency).first(),
    )


def narrowed(rows: QuerySet[Proposal], filters: LocalFilters) -> QuerySet[Proposal]:
    """The proposals that the filters leave, in the order asked for."""
    if filters.state:
        rows = rows.filter(state=filters.state)
    if filters.group:
        rows = rows.filter(group=filters.group)
    if filters.unit:
        rows = rows.filter(unit=int(filters.unit))
    if filters.complete:
        rows = rows.filter(obstacles=0, state__in=NOT_YET)
    for word in filters.words.split()[:8]:
        rows = rows.filter(Q(title__icontains=word) | Q(code__icontains=word) | Q(unit__name__icontains=word))
    return rows.order_by(*SORTS[filters.sort or "giliran"])


def row_of(one: Proposal, labels: Mapping[str, str], now: datetime) -> Row:
    """The proposal as lists show it; its unit must be loaded."""
    return Row(
        code=one.code,
        title=one.title,
        unit=one.unit.name if one.unit else "",
        group=labels.get(one.group, one.group),
        kind=KINDS[one.state],
        state=one.get_state_display(),
        turn=_turn(one),
        obstacles=None if one.state in (*ARRIVED, ProposalState.WITHDRAWN) else one.obstacles,
        edited_at=one.edited_at,
        idle_days=max(0, (now - one.edited_at).days),
        is_here=one.state in NOT_YET,
        may_be_reminded=one.state in (*AT_UNIT, ProposalState.FIXING),
    )


def quota_rows(competition: Competition, agency: Agency, counted: Iterable[Mapping[str, Any]]) -> tuple[QuotaRow, ...]:
    """How the quota of each group stands; `counted` are counts by group and state."""
    rules = rules_of(competition.rulebook)
    quotas, found = quotas_of(rules, kind_in(competition, agency)), list(counted)
    rows = []
    for group in rules.groups:
        used = sum(row["n"] for row in found if row["group"] == group.id and row["state"] in ARRIVED)
        hand = sum(row["n"] for row in found if row["group"] == group.id and row["state"] in NOT_YET)
        quota = quotas.get(group.id)
        rows.append(QuotaRow(group.label, quota, used, None if quota is None else max(0, quota - used), hand))
    return tuple(rows)


def quota_left(competition: Competition, agency: Agency) -> dict[str, int | None]:
    """Group → how many more may be submitted; None: no limit. One query."""
    quotas = quotas_of(rules_of(competition.rulebook), kind_in(competition, agency))
    rows = Proposal.objects.filter(competition=competition, agency=agency, state__in=ARRIVED).order_by()
    used = dict(rows.values_list("group").annotate(n=Count("pk")))
    return {group: None if quota is None else max(0, quota - used.get(group, 0)) for group, quota in quotas.items()}


def _known(filters: LocalFilters) -> LocalFilters:
    unit = filters.unit if filters.unit.isascii() and filters.unit.isdigit() and len(filters.unit) <= 18 else ""
    return replace(
        filters,
        state=filters.state if filters.state in ProposalState.values else "",
        sort=filters.sort if filters.sort in SORTS else "",
        unit=unit,
    )


def _full() -> Count:
    return Count("pk", filter=Q(obstacles=0))


def _tally(units: Iterable[tuple[int, str]]) -> dict[tuple[int, str], int]:
    found: dict[tuple[int, str], int] = {}
    for one in units:
        found[one] = found.get(one, 0) + 1
    return found


def _turn(one: Proposal) -> str:
    if one.state in AT_UNIT:
        return _("unit")
    if one.state == ProposalState.WITH_ADMIN:
        return _("Anda, admin lokal")
    if one.state == ProposalState.FIXING:
        until = in_words(one.fix_until) if one.fix_until else _("belum ditetapkan")
        return _("unit dan Anda, sampai %(until)s") % {"until": until}
    return _("penyelenggara") if one.state == ProposalState.SUBMITTED else "–"


def _loss(
    counted: list[dict[str, Any]], deadline: Deadline | None, *, is_open: bool, now: datetime
) -> tuple[str, tuple[str, ...]]:
    """What is lost if nobody acts, in a sentence, and where it lies."""
    total = sum(row["n"] for row in counted if row["state"] != ProposalState.WITHDRAWN)
    here = [row for row in counted if row["state"] in NOT_YET]
    waiting = sum(row["n"] for row in here)
    if not total:
        return _("Belum ada proposal dari unit Anda."), ()
    if not waiting:
        said = ngettext("%(n)d proposal, semua sudah diajukan.", "%(n)d proposal, semua sudah diajukan.", total)
        said %= {"n": total}
        return f"{said} {_('Tidak ada yang akan hilang.')}", ()
    values = {"n": waiting, "total": total, "closes": in_words(deadline.closes_at, deadline.zone) if deadline else ""}
    if deadline and now >= deadline.closes_at:
        return (
            ngettext(
                "%(n)d dari %(total)d proposal tidak diajukan sampai penutupan. Isinya tetap tersimpan.",
                "%(n)d dari %(total)d proposal tidak diajukan sampai penutupan. Isinya tetap tersimpan.", waiting,
            ) % values, (),
        )  # fmt: skip
    if not is_open:
        return (
            ngettext(
                "%(n)d dari %(total)d proposal belum diajukan; pengajuan belum dibuka.",
                "%(n)d dari %(total)d proposal belum diajukan; pengajuan belum dibuka.", waiting,
            ) % values, (),
        )  # fmt: skip
    said = ngettext(
        "Bila tidak ada yang bertindak sampai %(closes)s, %(n)d dari %(total)d proposal tidak ikut.",
        "Bila tidak ada yang bertindak sampai %(closes)s, %(n)d dari %(total)d proposal tidak ikut.", waiting,
    ) % values  # fmt: skip
    return said, tuple(_where(here))


def _where(here: list[dict[str, Any]]) -> Iterable[str]:
    at_unit = sum(row["n"] for row in here if row["state"] in AT_UNIT)
    with_admin = sum(row["n"] for row in here if row["state"] == ProposalState.WITH_ADMIN)
    complete = sum(row["full"] for row in here)
    if at_unit:
        yield ngettext(
            "%(n)d masih di unit dan belum diserahkan", "%(n)d masih di unit dan belum diserahkan", at_unit
        ) % {"n": at_unit}  # fmt: skip
    if with_admin:
        yield ngettext("%(n)d menunggu Anda", "%(n)d menunggu Anda", with_admin) % {"n": with_admin}
    if complete:
        yield ngettext(
            "%(n)d sudah lengkap dan tinggal diajukan", "%(n)d sudah lengkap dan tinggal diajukan", complete
        ) % {"n": complete}  # fmt: skip
