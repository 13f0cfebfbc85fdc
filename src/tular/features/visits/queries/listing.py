"""The organiser's list of a verification: who was chosen, which visit, where it stands; with map and table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tular.engines.rulebook.competition import Stage
from tular.features.agencies.models import Region
from tular.features.competitions.models import Competition
from tular.features.competitions.queries.moments import in_words
from tular.features.judging.queries.entrants import entrants
from tular.features.visits.choices import VisitState
from tular.features.visits.models import Visit, VisitChoice, VisitMember
from tular.features.visits.queries.visibility import base_of
from tular.foundation.charts.tilemap import Tile, TileMap
from tular.foundation.ui.shapes import Kind, Pages

UNPLANNED = "belum-direncanakan"
SIZE = 30
SIGNS: dict[str, Kind] = {
    UNPLANNED: "unknown", VisitState.PLANNED: "part", VisitState.ANNOUNCED: "info", VisitState.MINUTED: "part",
    VisitState.DONE: "ok", VisitState.CANCELLED: "stop",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """A chosen proposal. `state` is that of its visit, or `UNPLANNED`; `fell_out`: it does not go into the stage."""

    choice: VisitChoice
    visit: Visit | None
    state: str
    label: str
    sign: Kind
    when: str
    team: tuple[str, ...]
    lead: str
    province: str
    fell_out: bool

    @property
    def path(self) -> str:
        """Where it is planned or followed."""
        base = base_of(self.choice.competition, self.choice.stage)
        if self.visit is None or self.visit.state == VisitState.CANCELLED:
            return f"{base}/pilihan/{self.choice.pk}"
        return f"{base}/kunjungan/{self.visit.pk}"


@dataclass(frozen=True, slots=True)
class Filters:
    """What the list is narrowed to; "" for all."""

    state: str = ""
    province: str = ""
    person: str = ""
    words: str = ""

    @property
    def are_set(self) -> bool:
        """Whether anything is."""
        return any((self.state, self.province, self.person, self.words))

    @property
    def query(self) -> str:
        """For the address of the same as CSV."""
        told = {"keadaan": self.state, "provinsi": self.province, "verifikator": self.person, "cari": self.words}
        return urlencode({name: text for name, text in told.items() if text})


@dataclass(frozen=True, slots=True)
class ListPage:
    """The page; `entrants` is None while the list before this stage is not announced."""

    competition: Competition
    stage: Stage
    base: str
    entrants: int | None
    counts: tuple[tuple[str, str, Kind, int], ...]
    rows: tuple[Row, ...]
    filters: Filters
    provinces: tuple[tuple[str, str], ...]
    people: tuple[str, ...]
    pages: Pages
    map: TileMap
    from_rulebook: bool


def state_label(state: str) -> str:
    """A state in words."""
    return _("belum direncanakan") if state == UNPLANNED else str(VisitState(state).label)


def rows_of(competition: Competition, stage: str) -> list[Row]:
    """Everything that was chosen and not taken back, the soonest visit first. Five queries and those of the list."""
    choices = VisitChoice.objects.filter(competition=competition, stage=stage, undone_at__isnull=True)
    chosen = list(choices.select_related("competition", "proposal__agency__region__parent").order_by("at", "pk"))
    visits: dict[int, Visit] = {}
    for one in Visit.objects.filter(choice__in=[row.pk for row in chosen]).order_by("created_at", "pk"):
        visits[one.choice_id] = one
    team: dict[int, list[VisitMember]] = {}
    members = VisitMember.objects.filter(visit__in=[one.pk for one in visits.values()], left_at__isnull=True)
    for member in members.select_related("verifier__person").order_by("-lead", "pk"):
        team.setdefault(member.visit_id, []).append(member)
    known = entrants(competition, stage)
    inside = set(known) if known is not None else set()
    found = [_row(one, visits.get(one.pk), team, one.proposal_id not in inside) for one in chosen]
    return sorted(found, key=lambda one: (one.visit is None, one.visit.starts_at if one.visit else one.choice.at))


def _row(choice: VisitChoice, visit: Visit | None, team: dict[int, list[VisitMember]], fell_out: bool) -> Row:
    state = visit.state if visit else UNPLANNED
    region = choice.proposal.agency.region
    province = (region.parent or region) if region else None
    members = team.get(visit.pk, []) if visit else []
    return Row(
        choice=choice,
        visit=visit,
        state=state,
        label=state_label(state),
        sign=SIGNS[state],
        when=in_words(visit.starts_at, visit.zone) if visit else "",
        team=tuple(one.verifier.person.name for one in members),
        lead=next((one.verifier.person.name for one in members if one.lead), ""),
        province=province.code if province else "",
        fell_out=fell_out,
    )


def narrowed(rows: Sequence[Row], asked: Filters) -> list[Row]:
    """Those that fit every filter."""
    words = asked.words.casefold()

    def fits(row: Row) -> bool:
        proposal = row.choice.proposal
        text = f"{proposal.title} {proposal.code} {proposal.agency.name}".casefold()
        return (
            (not asked.state or row.state == asked.state)
            and (not asked.province or row.province == asked.province)
            and (not asked.person or asked.person in row.team)
            and words in text
        )

    return [row for row in rows if fits(row)]


def list_page(competition: Competition, stage: Stage, asked: Filters, page: str) -> ListPage:
    """The page with one page of rows. A fixed number of queries."""
    everything = rows_of(competition, stage.id)
    rows = narrowed(everything, asked)
    pages = Pages.read(page, len(rows), SIZE)
    counts = Counter(one.state for one in everything)
    known = entrants(competition, stage.id)
    base = base_of(competition, stage.id)
    provinces = list(Region.objects.filter(parent=None).order_by("name"))
    names = {one.code: one.name for one in provinces}
    used = sorted({one.province for one in everything if one.province}, key=lambda code: names.get(code, code))
    return ListPage(
        competition=competition,
        stage=stage,
        base=base,
        entrants=None if known is None else len(known),
        counts=tuple((state, state_label(state), sign, counts[state]) for state, sign in SIGNS.items()),
        rows=tuple(rows[(pages.number - 1) * SIZE : pages.number * SIZE]),
        filters=asked,
        provinces=tuple((code, names.get(code, code)) for code in used),
        people=tuple(sorted({name for one in everything for name in one.team})),
        pages=pages,
        map=_map(provinces, everything, base),
        from_rulebook=bool(stage.checklist),
    )


def _map(provinces: Sequence[Region], rows: Sequence[Row], base: str) -> TileMap:
    """Where the visits are, by the province of the agency."""
    standing = Counter(one.province for one in rows if one.visit and one.state != VisitState.CANCELLED)
    tiles = tuple(
        Tile(
            one.name, one.short_name, one.tile_column, one.tile_row, standing[one.code],
            ngettext("%(name)s: %(n)d kunjungan", "%(name)s: %(n)d kunjungan", standing[one.code])
            % {"name": one.name, "n": standing[one.code]},
            f"{base}?{urlencode({'provinsi': one.code})}" if standing[one.code] else "",
        )
        for one in provinces
        if one.tile_column is not None and one.tile_row is not None
    )  # fmt: skip
    total, places = sum(standing.values()), sum(1 for n in standing.values() if n)
    return TileMap(
        id="petak",
        title=_("Kunjungan menurut provinsi instansi"),
        description=_("Peta petak: %(total)d kunjungan di %(places)d provinsi. Angka tiap provinsi ada di tabel.")
        % {"total": total, "places": places},
        tiles=tiles,
    )


COLUMNS = (
    "nomor_proposal", "judul", "instansi", "alasan_dipilih", "keadaan", "mulai", "selesai", "zona", "cara", "tempat",
    "ketua", "tim", "ada_dalam_daftar",
)  # fmt: skip


def table_of(rows: Sequence[Row]) -> Iterator[tuple[str, ...]]:
    """The rows for a spreadsheet."""
    for one in rows:
        visit, proposal = one.visit, one.choice.proposal
        yield (
            proposal.code, proposal.title, proposal.agency.name, one.choice.reason, one.label,
            _moment(visit.starts_at) if visit else "", _moment(visit.ends_at) if visit else "",
            visit.zone if visit else "", str(visit.get_mode_display()) if visit else "", visit.place if visit else "",
            one.lead, "; ".join(one.team), "tidak" if one.fell_out else "ya",
        )  # fmt: skip


def _moment(at: datetime) -> str:
    return at.isoformat(timespec="minutes")
