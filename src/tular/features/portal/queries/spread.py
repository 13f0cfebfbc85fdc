"""The figure of real replications on the home page: network, short stories, caption and table."""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tular.features.agencies.queries import provinces
from tular.features.portal.queries.names import label_name, map_name, place_name
from tular.features.replications.choices import ReplicationState
from tular.features.replications.models import Replication
from tular.features.replications.queries import Network as Replications
from tular.features.replications.queries import NotDrawn, network
from tular.features.replications.queries.shown import real_replications
from tular.foundation.charts.network import Dot, Line, Network, Place
from tular.foundation.ui.shapes import Key

CENTRE = "pusat"
CENTRE_COLUMN, CENTRE_ROW = 1, 6
"""The tile of bodies without a province stands in a corner of the grid where no province is."""

LINE_CLASSES = {
    ReplicationState.PLANNED: "rencana",
    ReplicationState.SIGNED: "sepakat",
    ReplicationState.RUNNING: "jalan",
    ReplicationState.PROVEN: "jalan",
}
"""Drawn states, in the order in which they are drawn: what is furthest lies on top."""
NO_LINE = "keadaan"
"""Reason for records whose state has no line: stopped or unclear."""

STORY_STATES = (ReplicationState.PROVEN, ReplicationState.RUNNING, ReplicationState.SIGNED, ReplicationState.PLANNED)
STORIES = 3
NAMED_TAKERS = 3
TABLE_ROWS = 8


@dataclass(frozen=True, slots=True)
class StateCount:
    """How many records are in a state."""

    state: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Story:
    """One true example in a sentence made of the record's own fields; the title is a link if we have its page."""

    text: SafeString
    years: str
    source: str
    source_url: str


@dataclass(frozen=True, slots=True)
class OriginRow:
    """One origin in the table: records by state, in the order of `Spread.states`."""

    name: str
    slug: str
    counts: tuple[StateCount, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Spread:
    """What the section shows. Records that are not drawn are counted by the reason."""

    svg: str
    lines: int
    states: tuple[StateCount, ...]
    total: int
    proven: int
    not_drawn: tuple[str, ...]
    centre_drawn: bool
    stories: tuple[Story, ...]
    origins: tuple[OriginRow, ...]
    origins_total: int

    @property
    def legend(self) -> tuple[Key, ...]:
        """The signs of the drawing in words."""
        return (
            Key("dots", _("asal dan penerima")),
            Key("line--rencana", str(ReplicationState.PLANNED.label)),
            Key("line--key", str(ReplicationState.SIGNED.label)),
            Key("line--jalan", str(ReplicationState.RUNNING.label)),
        )


def spread(today: datetime.date) -> Spread:
    """All replication records as one figure; three queries, whatever the number of records."""
    known = network(today)
    records = list(real_replications().select_related("origin_agency", "taker", "innovation").order_by("code"))
    drawing = _drawing(known)
    states = tuple(
        StateCount(state.value, str(state.label), count)
        for state, count in known.by_state.items()
        if count or state is ReplicationState.PROVEN
    )
    reasons: dict[str, int] = {reason: count for reason, count in known.not_drawn.items() if count}
    if unclear := sum(edge.state not in LINE_CLASSES for edge in known.edges):
        reasons[NO_LINE] = unclear
    origins = _origins(records, states)
    return Spread(
        svg=drawing.svg,
        lines=len(drawing.lines),
        states=states,
        total=known.total,
        proven=known.by_state[ReplicationState.PROVEN],
        not_drawn=tuple(
            _reason_text(reason, count) for reason, count in sorted(reasons.items(), key=lambda item: -item[1])
        ),
        centre_drawn=any(dot.place == CENTRE for dot in drawing.dots),
        stories=_stories(records),
        origins=origins[:TABLE_ROWS],
        origins_total=len(origins),
    )


def _reason_text(reason: str, number: int) -> str:
    """Why so many records are not drawn, in words."""
    texts = {
        NotDrawn.ORIGIN_UNKNOWN: ngettext(
            "%(number)d tidak menyebut instansi asal yang dikenal",
            "%(number)d tidak menyebut instansi asal yang dikenal",
            number,
        ),
        NotDrawn.TAKER_UNNAMED: ngettext(
            "%(number)d tidak menyebut instansi penerima yang dikenal",
            "%(number)d tidak menyebut instansi penerima yang dikenal",
            number,
        ),
        NotDrawn.SAME_AGENCY: ngettext(
            "%(number)d terjadi di dalam satu instansi", "%(number)d terjadi di dalam satu instansi", number
        ),
        NO_LINE: ngettext(
            "%(number)d belum jelas atau sudah berhenti", "%(number)d belum jelas atau sudah berhenti", number
        ),
    }
    return texts[reason] % {"number": number}


def _drawing(known: Replications) -> Network:
    """The drawing: one line per origin, taker and state."""
    order = list(LINE_CLASSES)
    ways = {(edge.state, edge.origin, edge.taker) for edge in known.edges if edge.state in LINE_CLASSES}
    lines = tuple(
        Line(origin, taker, LINE_CLASSES[state])
        for state, origin, taker in sorted(ways, key=lambda way: (order.index(way[0]), *way[1:]))
    )
    given, taken = Counter(line.origin for line in lines), Counter(line.taker for line in lines)
    dots = tuple(
        Dot(
            key=node.slug,
            place=node.province_code if node.column is not None else CENTRE,
            name=map_name(node.name, node.abbreviation),
            label=_dot_label(label_name(node.name), given[node.slug], taken[node.slug]),
            given=given[node.slug],
        )
        for node in known.nodes
        if node.slug in given or node.slug in taken
    )
    places = [Place(tile.code, tile.name, tile.short_name, tile.column, tile.row) for tile in provinces()]
    if any(dot.place == CENTRE for dot in dots):
        places.append(Place(CENTRE, _("Pusat"), _("Pusat"), CENTRE_COLUMN, CENTRE_ROW, on_map=False))
    return Network(
        id="jaring",
        title=_("Jaringan replikasi antarinstansi"),
        description=_(
            "%(lines)d garis dari instansi asal ke instansi penerima di atas peta petak provinsi. "
            "Ringkasannya ada di tabel di bawah gambar."
        )
        % {"lines": len(lines)},
        places=tuple(places),
        dots=dots,
        lines=lines,
    )


def _dot_label(name: str, given: int, taken: int) -> str:
    values = {"name": name, "given": given, "taken": taken}
    if given and taken:
        return _("%(name)s: asal %(given)d, menerima %(taken)d") % values
    return (_("%(name)s: asal %(given)d replikasi") if given else _("%(name)s: menerima %(taken)d")) % values


def _stories(records: list[Replication]) -> tuple[Story, ...]:
    """The three furthest and newest examples: by state, then by newest year, unknown years last; one per innovation."""
    groups: dict[tuple[str, str, str], list[Replication]] = defaultdict(list)
    for row in records:
        if row.state in STORY_STATES and row.origin_agency and row.taker and row.origin_agency != row.taker:
            groups[row.state, row.origin_title, row.origin_agency_text].append(row)
    ranked = sorted(
        groups.values(),
        key=lambda rows: (
            STORY_STATES.index(ReplicationState(rows[0].state)),
            -max((row.year or 0) for row in rows),
            rows[0].code,
        ),
    )
    return tuple(_story(rows) for rows in ranked[:STORIES])


def _story(rows: list[Replication]) -> Story:
    ordered = sorted(rows, key=lambda row: (-(row.year or 0), row.code))
    first = ordered[0]
    takers = [place_name(row.taker.name) for row in ordered if row.taker]
    named = takers[:NAMED_TAKERS]
    if rest := len(takers) - len(named):
        named.append(ngettext("%(number)d instansi lain", "%(number)d instansi lain", rest) % {"number": rest})
    title = first.origin_title
    sentences = {
        ReplicationState.PROVEN: _("{takers} memakai {title} dari {origin} dan mengukur hasilnya"),
        ReplicationState.RUNNING: _("{takers} memakai {title} dari {origin}"),
        ReplicationState.SIGNED: _("{takers} sepakat meniru {title} dari {origin}"),
        ReplicationState.PLANNED: _("{takers} berencana meniru {title} dari {origin}"),
    }
    return Story(
        text=format_html(
            sentences[ReplicationState(first.state)],
            takers=_join(named),
            title=format_html('<a href="/inovasi/{}">{}</a>', first.innovation.slug, title)
            if first.innovation
            else title,
            origin=place_name(first.origin_agency.name) if first.origin_agency else first.origin_agency_text,
        ),
        years=_years([row.year for row in rows]),
        source=(urlsplit(first.source_url).hostname or "").removeprefix("www."),
        source_url=first.source_url,
    )


def _join(names: list[str]) -> str:
    if len(names) < 2:
        return "".join(names)
    return _("%(names)s dan %(last)s") % {"names": ", ".join(names[:-1]), "last": names[-1]}


def _years(years: list[int | None]) -> str:
    known = sorted({year for year in years if year})
    if not known:
        return _("tahun belum diketahui")
    return str(known[0]) if len(known) == 1 else f"{known[0]}–{known[-1]}"


def _origins(records: list[Replication], states: tuple[StateCount, ...]) -> tuple[OriginRow, ...]:
    """Origins with their records by state, most records first; every record counts, also those not drawn."""
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for row in records:
        agency = row.origin_agency
        key = (label_name(agency.name), agency.slug) if agency else (row.origin_agency_text, "")
        counts[key][row.state] += 1
    return tuple(
        OriginRow(
            name,
            slug,
            tuple(StateCount(state.state, state.label, found[state.state]) for state in states),
            found.total(),
        )
        for (name, slug), found in sorted(counts.items(), key=lambda item: (-item[1].total(), item[0]))
    )
