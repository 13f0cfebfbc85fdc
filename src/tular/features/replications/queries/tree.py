"""The lineage of one innovation as a tree, on the tile map, and as a table."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tular.features.agencies.models import Region
from tular.features.catalogue.models import Innovation
from tular.features.replications.choices import ReplicationState
from tular.features.replications.models import Replication
from tular.features.replications.queries.lineage import LINES, SHORT
from tular.features.replications.queries.shown import replications_shown
from tular.foundation.charts.tilemap import Tile, TileMap
from tular.foundation.charts.tree import Leaf, Tree
from tular.foundation.ui.shapes import Pages

PAGE_SIZE = 50


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
    tree: Tree
    map: TileMap
    off_map: int
    state: str
    lines: tuple[TakerLine, ...]
    pages: Pages
    is_demo: bool


def lineage_page(innovation: Innovation, state: str, page: int) -> LineagePage:
    """The lineage, the table of takers in one state or in all, page by page. Two queries."""
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
        lines=tuple(taker_lines(rows, listed[pages.start : pages.start + PAGE_SIZE])),
        pages=pages,
        is_demo=any(row.is_demo for row in rows),
    )


def taker_lines(rows: list[Replication], listed: list[Replication]) -> list[TakerLine]:
    """The lines of the table; `rows` are all, to name whom somebody learned from."""
    names = {row.pk: row.taker_text for row in rows}
    return [
        TakerLine(
            code=row.code, name=row.taker.name if row.taker else row.taker_text,
            slug=row.taker.slug if row.taker else "", state=ReplicationState(row.state), year=row.year,
            months=row.proven_months if row.state == ReplicationState.PROVEN else None,
            replica_name=row.replica_name, learned_from=names.get(row.parent_id or 0, ""), note=row.note,
            source_url=row.source_url, is_demo=row.is_demo,
        )
        for row in listed
    ]  # fmt: skip


def all_lines(innovation: int) -> list[TakerLine]:
    """Every taker, for the spreadsheet. One query."""
    rows = _rows(innovation)
    return taker_lines(rows, rows)


def _rows(innovation: int) -> list[Replication]:
    """Newest first, unknown years last. One query."""
    rows = replications_shown().filter(innovation=innovation).select_related("taker__region")
    return sorted(rows, key=lambda row: (-(row.year or 0), row.taker_text, row.code))


def _depth(rows: list[Replication]) -> int:
    """How many generations of copies; circles end where they close."""
    parents = {row.pk: row.parent_id for row in rows}
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


def _tree(innovation: Innovation, rows: list[Replication]) -> Tree:
    return Tree(
        id="silsilah",
        title=_("Silsilah replikasi %(title)s") % {"title": innovation.title},
        description=_("Dari %(name)s ke para penerima, dan dari mereka ke peniru berikutnya; daftarnya di tabel.")
        % {"name": innovation.agency.name},
        origin=_shortened(innovation.agency.name),
        nodes=[_leaf(row) for row in rows],
        more_word=_("dan %d lainnya, lihat tabel"),
    )


def _leaf(row: Replication) -> Leaf:
    state = ReplicationState(row.state)
    text = f"{state.label}, {row.year}" if row.year else str(state.label)
    name = row.taker.name if row.taker else row.taker_text
    return Leaf(
        row.pk, row.parent_id, _shortened(name), text, LINES[state],
        f"/instansi/{row.taker.slug}" if row.taker else "", state == ReplicationState.STOPPED,
    )  # fmt: skip


def _shortened(name: str) -> str:
    for long, short in SHORT:
        name = name.replace(long, short, 1) if name.startswith(long) else name
    return name


def _provinces(rows: list[Replication]) -> tuple[Counter[str], int]:
    """Takers by code of province, and how many have none."""
    found: Counter[str] = Counter()
    off = 0
    for row in rows:
        region = row.taker.region if row.taker else None
        if region is None:
            off += 1
        else:
            found[region.parent_id or region.code] += 1
    return found, off


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
