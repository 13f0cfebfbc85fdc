"""The lineage of one innovation as a tree, on the tile map, and as a table."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tular.features.agencies.models import Region
from tular.features.catalogue.models import Innovation
from tular.features.replications.choices import ReplicationState
from tular.features.replications.queries.lineage import LINES, MARKS, SHORT
from tular.features.replications.queries.shown import replications_shown
from tular.foundation.charts.tilemap import Tile, TileMap
from tular.foundation.charts.tree import Drawing, Leaf, Tree
from tular.foundation.ui.shapes import Pages

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class _Row:
    """What is needed of a replication: a tenth of what a model costs, where there are ten thousand."""

    pk: int
    parent: int | None
    code: str
    state: str
    year: int | None
    taker_text: str
    taker_name: str | None
    slug: str | None
    region: str | None
    province: str | None
    is_demo: bool

    @property
    def name(self) -> str:
        """As we know the taker, else as the source wrote it."""
        return self.taker_name or self.taker_text


COLUMNS = (
    "pk", "parent", "code", "state", "year", "taker_text", "taker__name", "taker__slug", "taker__region",
    "taker__region__parent", "is_demo",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class TakerLine:
    """One taker in the table; `learned_from` is the earlier taker it learned from, "" for the owner."""

    code: str
    name: str
    slug: str
    state: ReplicationState
    year: int | None
    months: int | None
    replica_name: str
    learned_from: str
    note: str
    source_url: str
    is_demo: bool


@dataclass(frozen=True, slots=True)
class LineagePage:
    """Everything that the page shows. `depth` counts the generations; `off_map` takers have no province."""

    innovation: Innovation
    total: int
    by_state: tuple[tuple[ReplicationState, int], ...]
    depth: int
    tree: Drawing
    map: TileMap
    off_map: int
    state: str
    lines: tuple[TakerLine, ...]
    pages: Pages
    is_demo: bool


def lineage_page(innovation: Innovation, state: str, page: int) -> LineagePage:
    """The lineage, the table of takers in one state or in all, page by page. Three queries."""
    rows = _rows(innovation.pk)
    states = Counter(row.state for row in rows)
    listed = [row for row in rows if not state or row.state == state]
    pages = Pages(len(listed), PAGE_SIZE, page)
    provinces, off_map = _provinces(rows)
    return LineagePage(
        innovation=innovation,
        total=len(rows),
        by_state=tuple((one, states[one]) for one in ReplicationState if states[one]),
        depth=_depth(rows),
        tree=_tree(innovation, rows),
        map=_map(innovation, provinces),
        off_map=off_map,
        state=state,
        lines=tuple(_lines(rows, listed[pages.start : pages.start + PAGE_SIZE])),
        pages=pages,
        is_demo=any(row.is_demo for row in rows),
    )


def all_lines(innovation: int) -> list[TakerLine]:
    """Every taker, for the spreadsheet. Two queries."""
    rows = _rows(innovation)
    return _lines(rows, rows)


def _lines(rows: list[_Row], listed: list[_Row]) -> list[TakerLine]:
    """The lines of the table; `rows` are all, to name whom somebody learned from. One query."""
    names = {row.pk: row.name for row in rows}
    told = replications_shown().in_bulk([row.pk for row in listed])
    return [
        TakerLine(
            code=row.code, name=row.name, slug=row.slug or "", state=ReplicationState(row.state), year=row.year,
            months=more.proven_months if row.state == ReplicationState.PROVEN else None,
            replica_name=more.replica_name, learned_from=names.get(row.parent or 0, ""), note=more.note,
            source_url=more.source_url, is_demo=row.is_demo,
        )
        for row in listed
        if (more := told.get(row.pk)) is not None
    ]  # fmt: skip


def _rows(innovation: int) -> list[_Row]:
    """Newest first, unknown years last. One query."""
    rows = replications_shown().filter(innovation=innovation).order_by().values_list(*COLUMNS)
    return sorted((_Row(*row) for row in rows), key=lambda row: (-(row.year or 0), row.taker_text, row.code))


def _depth(rows: list[_Row]) -> int:
    """How many generations of copies; circles end where they close."""
    parents = {row.pk: row.parent for row in rows}
    deepest: dict[int, int] = {}
    for pk in parents:
        way: list[int] = []
        at: int | None = pk
        while at is not None and at in parents and at not in deepest and at not in way:
            way.append(at)
            at = parents[at]
        depth = deepest.get(at or 0, 0)
        for one in reversed(way):
            depth += 1
            deepest[one] = depth
    return max(deepest.values(), default=0)


def _tree(innovation: Innovation, rows: list[_Row]) -> Drawing:
    return Tree(
        id="silsilah",
        title=_("Silsilah replikasi %(title)s") % {"title": innovation.title},
        description=_("Dari %(name)s ke para penerima, dan dari mereka ke peniru berikutnya; daftarnya di tabel.")
        % {"name": innovation.agency.name},
        origin=_shortened(innovation.agency.name),
        nodes=_leaves(rows),
        more_word=_("dan %d lainnya, lihat tabel"),
        more_href="#daftar-penerima",
    ).drawn()


def _leaves(rows: list[_Row]) -> list[Leaf]:
    labels = {state.value: str(state.label) for state in ReplicationState}
    return [_leaf(row, labels[row.state]) for row in rows]


def _leaf(row: _Row, label: str) -> Leaf:
    text, state = f"{label}, {row.year}" if row.year else label, ReplicationState(row.state)
    return Leaf(
        row.pk, row.parent, _shortened(row.name), text, LINES[state], f"/instansi/{row.slug}" if row.slug else "",
        MARKS[state],
    )  # fmt: skip


def _shortened(name: str) -> str:
    for long, short in SHORT:
        name = name.replace(long, short, 1) if name.startswith(long) else name
    return name


def _provinces(rows: list[_Row]) -> tuple[Counter[str], int]:
    """Takers by code of province, and how many have none."""
    found: Counter[str] = Counter(place for row in rows if (place := row.province or row.region))
    return found, len(rows) - found.total()


def _map(innovation: Innovation, counts: Counter[str]) -> TileMap:
    provinces = Region.objects.filter(tile_column__isnull=False).order_by("code")
    return TileMap(
        id="peta-peniru",
        title=_("Penerima menurut provinsi"),
        description=_("Banyaknya replikasi %(title)s di setiap provinsi, apa pun keadaannya.")
        % {"title": innovation.title},
        tiles=tuple(
            Tile(
                one.name, one.short_name, one.tile_column or 0, one.tile_row or 0, counts[one.code],
                _("%(name)s: %(n)d replikasi") % {"name": one.name, "n": counts[one.code]},
            )
            for one in provinces
        ),
    )  # fmt: skip
