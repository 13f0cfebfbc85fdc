"""The figure of real replications on the home page: network, short stories, caption and table."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tular.features.agencies.models import Agency
from tular.features.agencies.queries import provinces
from tular.features.portal.queries.names import label_name, map_name, place_name
from tular.features.replications.choices import ReplicationState
from tular.features.replications.models import Replication
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
    not_drawn_total: int
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


def spread() -> Spread:
    """All replication records as one figure; three queries at most, whatever the number of records."""
    records = list(
        Replication.objects.select_related(
            "origin_agency__region__parent", "taker__region__parent", "innovation"
        ).order_by("code")
    )
    drawable = [row for row in records if not _reason(row)]
    network = _network(drawable)
    counts = Counter(row.state for row in records)
    states = tuple(StateCount(state.value, str(state.label), counts[state]) for state in ReplicationState)
    shown = tuple(state for state in states if state.count or state.state == ReplicationState.PROVEN)
    reasons = Counter(reason for row in records if (reason := _reason(row)))
    origins = _origins(records, shown)
    return Spread(
        svg=network.svg,
        lines=len(network.lines),
        states=shown,
        total=len(records),
        proven=counts[ReplicationState.PROVEN],
        not_drawn=tuple(_reason_text(reason, number) for reason, number in reasons.most_common()),
        not_drawn_total=sum(reasons.values()),
        centre_drawn=any(dot.place == CENTRE for dot in network.dots),
        stories=_stories(records),
        origins=origins[:TABLE_ROWS],
        origins_total=len(origins),
    )


def _reason(row: Replication) -> str:
    """Why the record cannot be drawn, or "" when it can."""
    if row.state not in LINE_CLASSES:
        return "state"
    if row.taker is None:
        return "taker"
    if row.origin_agency is None:
        return "origin"
    if row.origin_agency == row.taker:
        return "same"
    return ""


def _reason_text(reason: str, number: int) -> str:
    """The reason in words, with its number."""
    texts = {
        "state": ngettext(
            "%(number)d belum jelas atau sudah berhenti", "%(number)d belum jelas atau sudah berhenti", number
        ),
        "taker": ngettext(
            "%(number)d tidak menyebut instansi penerima yang dikenal",
            "%(number)d tidak menyebut instansi penerima yang dikenal",
            number,
        ),
        "origin": ngettext(
            "%(number)d tidak menyebut instansi asal yang dikenal",
            "%(number)d tidak menyebut instansi asal yang dikenal",
            number,
        ),
        "same": ngettext(
            "%(number)d terjadi di dalam satu instansi", "%(number)d terjadi di dalam satu instansi", number
        ),
    }
    return texts[reason] % {"number": number}


def _network(rows: list[Replication]) -> Network:
    """The drawing: one line per origin, taker and state."""
    lines = {
        (row.origin_agency.pk, row.taker.pk, row.state): Line(
            str(row.origin_agency.pk), str(row.taker.pk), LINE_CLASSES[ReplicationState(row.state)]
        )
        for row in rows
        if row.origin_agency and row.taker
    }
    order = list(LINE_CLASSES)
    ordered = [lines[key] for key in sorted(lines, key=lambda key: (order.index(ReplicationState(key[2])), key))]
    given = Counter(line.origin for line in ordered)
    taken = Counter(line.taker for line in ordered)
    agencies = {str(agency.pk): agency for row in rows for agency in (row.origin_agency, row.taker) if agency}
    dots = tuple(
        Dot(
            key=key,
            place=_place(agency),
            name=map_name(agency.name, agency.abbreviation),
            label=_dot_label(label_name(agency.name), given[key], taken[key]),
            given=given[key],
        )
        for key, agency in sorted(agencies.items())
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
        % {"lines": len(ordered)},
        places=tuple(places),
        dots=dots,
        lines=tuple(ordered),
    )


def _place(agency: Agency) -> str:
    """The province whose tile holds the agency; bodies without a region share a tile of their own."""
    if agency.region is None:
        return CENTRE
    return agency.region.parent_id or agency.region.code


def _dot_label(name: str, given: int, taken: int) -> str:
    values = {"name": name, "given": given, "taken": taken}
    if given and taken:
        return _("%(name)s: asal %(given)d, menerima %(taken)d") % values
    return (_("%(name)s: asal %(given)d replikasi") if given else _("%(name)s: menerima %(taken)d")) % values


def _stories(records: list[Replication]) -> tuple[Story, ...]:
    """The three furthest and newest examples: by state, then by newest year, unknown years last; one per innovation."""
    groups: dict[tuple[str, str, str], list[Replication]] = defaultdict(list)
    for row in records:
        if row.state in STORY_STATES and not _reason(row):
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
