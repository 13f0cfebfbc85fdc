"""Texts that look alike, side by side with what they share."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, Q, QuerySet
from django.utils.translation import gettext as _

from tular.engines.matching.duplicates import common_pieces
from tular.features.catalogue.models import Innovation
from tular.features.competitions.models import Competition
from tular.features.proposals.choices import DoubletState
from tular.features.proposals.models import Doublet, Proposal, ProposalVersion
from tular.features.proposals.queries.checklist.computed import whole_text
from tular.features.proposals.queries.checklist.conflicts import own_among
from tular.features.proposals.queries.checklist.texts import RECORD_FIELDS, shows_whole
from tular.features.proposals.queries.visibility import ARRIVED, proposals_visible_to
from tular.foundation.ui.shapes import Kind, Pages

CLUSTERS = 5
"""Groups on one page."""

PAIRS = 8
"""Pairs of a group that are shown side by side; of larger groups the most alike."""

LONGEST = 12_000
"""Characters of a text that are shown: some 1,600 words, more than a form of any known edition asks in one section."""

LEFT_OUT = " … "
"""In the place of what is not shown."""

SIGNS: dict[str, Kind] = {DoubletState.OPEN: "unknown", DoubletState.SAME: "stop", DoubletState.DIFFERENT: "ok"}


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text, and whether the other text has it too."""

    text: str
    shared: bool


@dataclass(frozen=True, slots=True)
class Side:
    """One of two texts: what it is called, where it comes from, and where it is read.

    `kept_back` says why its title and the rest of its text are not shown; "" where the whole text is.
    """

    title: str
    code: str
    agency: str
    source: str
    path: str
    pieces: tuple[Piece, ...]
    kept_back: str = ""


@dataclass(frozen=True, slots=True)
class PairShown:
    """Two texts that look alike, and what people said of them. `may`: the reader may say so."""

    pk: int
    row: Doublet
    left: Side
    right: Side
    title_percent: float
    text_percent: float
    state: str
    sign: Kind
    who: str
    may: bool

    @property
    def sides(self) -> tuple[Side, Side]:
        """Left and right."""
        return self.left, self.right


@dataclass(frozen=True, slots=True)
class ClusterShown:
    """A group of texts that hang together, with its most alike pairs."""

    number: int
    members: int
    pairs: tuple[PairShown, ...]
    open: int
    total: int

    @property
    def hidden(self) -> int:
        """Pairs that are not shown."""
        return self.total - len(self.pairs)


@dataclass(frozen=True, slots=True)
class DoubletsPage:
    """The groups of a competition, those with something to decide first."""

    competition: Competition
    clusters: tuple[ClusterShown, ...]
    pages: Pages
    only_open: bool
    decided: int
    total: int
    groups_open: int
    groups: int
    screened_at: datetime | None

    @property
    def percent(self) -> int:
        """Share of pairs that are decided."""
        return int(100 * self.decided / self.total) if self.total else 100


def doublets_page(competition: Competition, person: Any, number: str, only_open: bool) -> DoubletsPage:
    """One page of groups. A fixed number of queries."""
    pairs = Doublet.objects.filter(proposal__competition=competition)
    counts = list(
        pairs.order_by()
        .values("cluster")
        .annotate(total=Count("pk"), open=Count("pk", filter=Q(state=DoubletState.OPEN)))
        .values_list("cluster", "total", "open")
    )
    counts.sort(key=lambda row: (row[2] == 0, -row[1], row[0]))
    shown = [row for row in counts if row[2]] if only_open else counts
    pages = Pages.read(number, len(shown), CLUSTERS)
    here = shown[pages.start : pages.last]
    last = competition.screenings.aggregate(at=Max("at"))["at"]
    return DoubletsPage(
        competition=competition,
        clusters=tuple(_clusters(pairs, here, person)),
        pages=pages,
        only_open=only_open,
        decided=sum(total - left for _cluster, total, left in counts),
        total=sum(total for _cluster, total, _left in counts),
        groups_open=sum(left > 0 for _cluster, _total, left in counts),
        groups=len(counts),
        screened_at=last,
    )


def pairs_of_proposal(proposal: Proposal, person: Any, most: int = 3) -> tuple[list[PairShown], int]:
    """The pairs of one proposal with this text on the left, open ones first, and how many there are besides."""
    rows = _with_sides(Doublet.objects.filter(Q(proposal=proposal) | Q(other=proposal)))
    rows = rows.filter(Q(proposal__competition=proposal.competition_id))
    found = sorted(
        rows, key=lambda row: (row.state != DoubletState.OPEN, -row.text_likeness, -row.title_likeness, row.pk)
    )
    return _shown(found[:most], person, left=proposal.pk), max(0, len(found) - most)


def doublet_for(competition: Competition, pk: int) -> Doublet | None:
    """A pair of this competition."""
    return Doublet.objects.filter(proposal__competition=competition, pk=pk).first()


def _with_sides(rows: QuerySet[Doublet]) -> QuerySet[Doublet]:
    return rows.select_related(
        "proposal__agency", "proposal__competition", "other__agency", "other__competition__organiser",
        "record__agency", "by",
    )  # fmt: skip


def _clusters(pairs: QuerySet[Doublet], here: Sequence[tuple[int, int, int]], person: Any) -> Iterable[ClusterShown]:
    grouped: dict[int, list[Doublet]] = defaultdict(list)
    members: dict[int, set[tuple[str, int]]] = defaultdict(set)
    rows = _with_sides(pairs.filter(cluster__in=[cluster for cluster, _total, _open in here]))
    for row in rows.order_by("cluster", "-text_likeness", "-title_likeness", "pk"):
        members[row.cluster] |= {
            ("p", row.proposal_id),
            ("p", row.other_id) if row.other_id else ("r", row.record_id or 0),
        }
        grouped[row.cluster].append(row)
    chosen = {
        cluster: sorted(several, key=lambda row: row.state != DoubletState.OPEN)[:PAIRS]
        for cluster, several in grouped.items()
    }
    shown = {one.pk: one for one in _shown([row for several in chosen.values() for row in several], person)}
    for cluster, total, left in here:
        yield ClusterShown(
            cluster, len(members[cluster]), tuple(shown[row.pk] for row in chosen.get(cluster, ())), left, total
        )


def _shown(rows: Sequence[Doublet], person: Any, left: int | None = None) -> list[PairShown]:
    """The pairs with their texts; five queries."""
    ids = {pk for row in rows for pk in (row.proposal_id, row.other_id) if pk}
    texts, own = _texts_of(ids), own_among(person, ids)
    visible = set(proposals_visible_to(person).filter(pk__in=ids).values_list("pk", flat=True))
    found = []
    for row in rows:
        first, second = (texts.get(row.proposal_id, ""), _text_of_other(row, texts))
        pieces = common_pieces(first[:LONGEST], second[:LONGEST])
        sides = [_side_of_proposal(row.proposal, row, pieces[0], visible)]
        if row.other is not None:
            sides.append(_side_of_proposal(row.other, row, pieces[1], visible))
        elif row.record is not None:
            sides.append(_side_of_record(row.record, pieces[1]))
        if left is not None and row.other_id == left:
            sides.reverse()
        may_decide = not {row.proposal_id, row.other_id} & own
        found.append(
            PairShown(
                row.pk, row, sides[0], sides[1], row.title_likeness, row.text_likeness * 100,
                row.get_state_display(), SIGNS[row.state], str(row.by) if row.by else "", may_decide,
            )
        )  # fmt: skip
    return found


def _texts_of(proposals: set[int]) -> Mapping[int, str]:
    rows = ProposalVersion.objects.filter(proposal__in=proposals).order_by("number")
    # The latest submission of each comes last.
    return {pk: whole_text(json.loads(text)) for pk, text in rows.values_list("proposal_id", "canonical")}


def _text_of_other(row: Doublet, texts: Mapping[int, str]) -> str:
    if row.other_id is not None:
        return texts.get(row.other_id, "")
    return "\n".join(str(getattr(row.record, name)) for name in RECORD_FIELDS if getattr(row.record, name))


def _side_of_proposal(
    proposal: Proposal, row: Doublet, pieces: Sequence[tuple[str, bool]], visible: Collection[int]
) -> Side:
    if proposal.state not in ARRIVED:
        # It is its agency's own again, also what was submitted of it before.
        said = _("Proposal ini sudah ditarik, jadi isinya tidak ditampilkan lagi.")
        return Side(_("Proposal yang ditarik"), proposal.code, "", proposal.competition.title, "", (), said)
    here = row.proposal.competition
    if proposal.competition_id == here.pk:
        path = f"/seleksi/{here.slug}/{proposal.code}"
        return Side(proposal.title, proposal.code, proposal.agency.name, _("kompetisi ini"), path, _pieces(pieces))
    if proposal.pk in visible or shows_whole(here, proposal.competition):
        # Another competition has its own people; its proposals are shown here, not opened.
        source = proposal.competition.title
        return Side(proposal.title, proposal.code, proposal.agency.name, source, "", _pieces(pieces))
    said = _(
        "Anda tidak memeriksa untuk kompetisi itu, jadi hanya bagian yang sama yang ditampilkan. Tanyakan selebihnya "
        "kepada penyelenggaranya: %(organiser)s."
    )
    return Side(
        _("Proposal kompetisi lain"), proposal.code, "", proposal.competition.title, "",
        tuple(_only_shared(pieces)), said % {"organiser": proposal.competition.organiser.name},
    )  # fmt: skip


def _only_shared(pieces: Sequence[tuple[str, bool]]) -> Iterable[Piece]:
    """What both texts have; the rest is a sign that something is left out."""
    for text, shared in pieces:
        yield Piece(text, True) if shared else Piece(LEFT_OUT, False)


def _side_of_record(record: Innovation, pieces: Sequence[tuple[str, bool]]) -> Side:
    year = f", {record.year}" if record.year else ""
    return Side(
        record.title, record.code, record.agency.name, _("katalog inovasi") + year, f"/inovasi/{record.slug}",
        _pieces(pieces),
    )  # fmt: skip


def _pieces(pieces: Sequence[tuple[str, bool]]) -> tuple[Piece, ...]:
    return tuple(Piece(text, shared) for text, shared in pieces)
