"""Every proposal of an administrative selection in a few numbers, and which of them a filter leaves.

All rows are read at once: some thousands are a few short queries, and every filter and count then agree. What is long
or rarely asked for is left out of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, NamedTuple

from django.db.models import IntegerField, Max, QuerySet
from django.db.models.functions import Cast
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tular.engines.rulebook.competition import Stage
from tular.features.agencies.models import Agency
from tular.features.competitions.models import Competition
from tular.features.proposals.choices import CheckDecision, DoubletState
from tular.features.proposals.models import Check, Doublet, Finding, Proposal, ProposalVersion
from tular.features.proposals.queries.checklist.conflicts import own_among
from tular.features.proposals.queries.settled import (
    DIFFERING,
    FIXING,
    MENDED,
    UNCHECKED,
    WAITING,
    Said,
    weigh,
)
from tular.features.proposals.queries.visibility import ARRIVED
from tular.foundation.ui.shapes import Kind
from tular.foundation.ui.typed import text_typed

PASSED, FAILED = CheckDecision.PASSED.value, CheckDecision.FAILED.value
TURN, MINE = "giliran", "saya"

STANDINGS: dict[str, tuple[str | Promise, Kind]] = {
    UNCHECKED: (_("belum diperiksa"), "unknown"),
    MENDED: (_("sudah diperbaiki"), "info"),
    WAITING: (_("menunggu pemeriksa lain"), "part"),
    DIFFERING: (_("pemeriksa berbeda"), "stop"),
    FIXING: (_("diminta diperbaiki"), "info"),
    PASSED: (_("lolos"), "ok"),
    FAILED: (_("tidak lolos"), "stop"),
}
"""Where a proposal stands for the checkers, with its sign."""

STATES: dict[str, str | Promise] = {
    TURN: _("perlu Anda periksa"),
    MINE: _("sudah Anda periksa"),
    **{code: label for code, (label, _kind) in STANDINGS.items()},
}
"""What the first filter offers."""

_WAITING = frozenset((UNCHECKED, MENDED, WAITING))

_LATEST = 1
"""Stands for the latest submission of whatever proposal."""

_ANY_TIME = datetime.min.replace(tzinfo=UTC)
"""Moments are not asked for in lists: reading thousands of them takes longer than all the rest."""

FLAGGED, CLEAN = "ada", "tanpa"
SORTS: dict[str, str | Promise] = {
    "": _("nomor"), "judul": _("judul"), "instansi": _("instansi"), "waktu": _("waktu diajukan"),
    "temuan": _("temuan terbanyak"),
}  # fmt: skip


class Row(NamedTuple):
    """A proposal as lists know it. `flags` are codes of findings that say something; `pairs` are open doublets.

    A tuple, because thousands of them are made for each page.
    """

    pk: int
    submission: int
    code: str
    title: str
    agency: str
    agency_id: int
    kind: str
    province: str
    group: str
    category: int | None
    standing: str
    mine: bool
    turn: bool
    own: bool
    flags: tuple[str, ...]
    pairs: int


@dataclass(frozen=True, slots=True)
class Filters:
    """What the address asks for; each "" leaves all. `words` are looked for in code, title and agency."""

    words: str = ""
    state: str = ""
    flag: str = ""
    pairs: str = ""
    group: str = ""
    category: str = ""
    kind: str = ""
    province: str = ""
    sort: str = ""

    @property
    def any(self) -> bool:
        """Whether something is left out."""
        return replace(self, sort="") != Filters()

    @classmethod
    def read(cls, asked: QueryDict) -> Filters:
        """From an address or a form; what cannot be is as good as not asked."""
        sort = asked.get("urut", "")
        return cls(
            words=text_typed(asked.get("cari", ""), 200),
            state=asked.get("keadaan", "") if asked.get("keadaan", "") in STATES else "",
            flag=asked.get("temuan", "")[:40],
            pairs="1" if asked.get("kembar") else "",
            group=asked.get("kelompok", "")[:40],
            category=asked.get("kategori", "")[:18],
            kind=asked.get("jenis", "")[:12],
            province=asked.get("provinsi", "")[:5],
            sort=sort if sort in SORTS else "",
        )

    @property
    def query(self) -> str:
        """The part of an address that asks for the same."""
        told = QueryDict(mutable=True)
        names = ("cari", "keadaan", "temuan", "kembar", "kelompok", "kategori", "jenis", "provinsi", "urut")
        values = (
            self.words, self.state, self.flag, self.pairs, self.group, self.category, self.kind, self.province,
            self.sort,
        )  # fmt: skip
        for name, value in zip(names, values, strict=True):
            if value:
                told[name] = value
        return told.urlencode()


def rows_of(competition: Competition, stage: Stage, person: Any, asked: Filters) -> list[Row]:
    """Every proposal that arrived, by its number, as this person may see it. Seven queries; eight with titles or times.

    Titles and latest submissions are read only where the filters look at them; elsewhere they are "" (see `titled`) and
    0. The other columns of proposals are all in the index `proposals_by_state`: beside it, each row means to walk over
    a whole proposal.
    """
    own = own_among(person, competition=competition.pk)
    arrived = Proposal.objects.filter(competition=competition.pk, state__in=ARRIVED).order_by()
    submissions = ProposalVersion.objects.filter(proposal__competition=competition.pk, proposal__state__in=ARRIVED)
    latest = _latest(submissions) if asked.sort == "waktu" else {}
    titles = dict(arrived.values_list("pk", "title")) if asked.words or asked.sort == "judul" else {}
    agencies = {
        pk: (name, pk, kind, (region or "")[:2])
        for pk, name, kind, region in Agency.objects.filter(pk__in=arrived.values("agency"))
        .order_by()
        .values_list("pk", "name", "kind", "region_id")
    }
    # Most proposals are submitted once: whatever was said of them was said of their latest submission.
    again = _latest(submissions.filter(number__gt=1))
    checks, sayings, said = _checks(competition, stage, person, again)
    flags, pairs = _flags(competition), _pairs(competition)
    weighed: dict[tuple[str, tuple[int, ...]], str] = {}
    found = []
    for pk, code, agency, group, category, state in arrived.order_by("code").values_list(
        "pk", "code", "agency_id", "group", "category_id", "state"
    ):
        holding = checks.get(pk, ())
        where = weighed.get((state, holding))
        if where is None:
            where, _by = weigh(state, _LATEST, [sayings[one] for one in holding], stage.checkers)
            weighed[state, holding] = where
        mine, is_own = pk in said, pk in own
        turn = where in _WAITING and not mine and not is_own
        found.append(
            Row(
                pk, latest.get(pk, 0), code, titles.get(pk, ""), *agencies[agency], group, category, where, mine, turn,
                is_own, flags.get(pk, ()), pairs.get(pk, 0),
            )
        )  # fmt: skip
    return found


def titled(rows: Sequence[Row]) -> list[Row]:
    """The few rows that are shown, with their titles. One query."""
    titles = dict(Proposal.objects.filter(pk__in=[row.pk for row in rows]).order_by().values_list("pk", "title"))
    return [row._replace(title=titles[row.pk]) for row in rows]


def filtered(rows: Iterable[Row], asked: Filters) -> list[Row]:
    """The rows that the filters leave, in the order that is asked for."""
    left = list(rows)
    if replace(asked, words="", sort="") != Filters():
        left = [row for row in left if _fits(row, asked)]
    if words := asked.words.lower().split():
        left = [row for row in left if all(map(_text(row).__contains__, words))]
    if asked.sort == "judul":
        left.sort(key=lambda row: (row.title.lower(), row.pk))
    elif asked.sort == "instansi":
        left.sort(key=lambda row: (row.agency.lower(), row.code))
    elif asked.sort == "waktu":
        # The latest submission was the last to be written down.
        left.sort(key=lambda row: (row.submission, row.pk))
    elif asked.sort == "temuan":
        left.sort(key=lambda row: (-len(row.flags), -row.pairs, row.code))
    return left


def _fits(row: Row, asked: Filters) -> bool:
    return (
        (not asked.state or stands(row, asked.state))
        and (not asked.flag or _flagged(row, asked.flag))
        and (not asked.pairs or row.pairs > 0)
        and (not asked.group or row.group == asked.group)
        and (not asked.category or str(row.category or "") == asked.category)
        and (not asked.kind or row.kind == asked.kind)
        and (not asked.province or row.province == asked.province)
    )


def stands(row: Row, state: str) -> bool:
    """Whether the row belongs to one of `STATES`."""
    return row.turn if state == TURN else row.mine if state == MINE else row.standing == state


def _flagged(row: Row, flag: str) -> bool:
    if flag in (FLAGGED, CLEAN):
        return bool(row.flags) == (flag == FLAGGED)
    return flag in row.flags


def _text(row: Row) -> str:
    return f"{row.code} {row.title} {row.agency}".lower()


def _latest(submissions: QuerySet[ProposalVersion]) -> Mapping[int, int]:
    """Proposal → the last of these submissions."""
    return dict(submissions.order_by().values_list("proposal").annotate(last=Max("pk")))


def _checks(
    competition: Competition, stage: Stage, person: Any, again: Mapping[int, int]
) -> tuple[Mapping[int, tuple[int, ...]], Sequence[Said], Set[int]]:
    """Proposal → places of the checks that hold in the second; and whose latest submission this person checked.

    `again` maps proposals that were submitted more than once to their latest submission. Thousands of checks say the
    same few things, and only these few are made: instead of its submission such a check has `_LATEST` or 0, and it has
    nobody's name. In any order, which is nothing to `weigh`.
    """
    held: dict[int, tuple[int, ...]] = {}
    places: dict[tuple[bool, str, int], int] = {}
    mine = set()
    # Once: the person of a request is a lazy stand-in, and there are thousands of rows.
    me = person.pk
    rows = Check.objects.filter(
        proposal__competition=competition.pk, stage=stage.id, taken_back_at__isnull=True
    ).order_by()
    # As a number, which nothing has to convert.
    settling = Cast("settles", IntegerField())
    for proposal, submission, decision, settles, by in rows.values_list(
        "proposal_id", "submission_id", "decision", settling, "by_id"
    ):
        current = again.get(proposal, submission) == submission
        place = places.setdefault((current, decision, settles), len(places))
        held[proposal] = (*held[proposal], place) if proposal in held else (place,)
        if current and by == me:
            mine.add(proposal)
    sayings = [
        Said(_LATEST if current else 0, decision, bool(settles), 0, _ANY_TIME) for current, decision, settles in places
    ]
    return held, sayings, mine


def _flags(competition: Competition) -> Mapping[int, tuple[str, ...]]:
    """Proposal → codes of what was found. What a rule leaves to a person as a matter of course is no finding."""
    found: dict[int, tuple[str, ...]] = {}
    rows = Finding.objects.filter(proposal__competition=competition.pk, proposal__state__in=ARRIVED)
    for proposal, code in flagging(rows).order_by("proposal_id", "code").values_list("proposal_id", "code"):
        before = found.get(proposal, ())
        if code not in before:
            found[proposal] = (*before, code)
    return found


def flagging(rows: Any) -> Any:
    """Those findings of a query that say something about the proposal: computed, or flagged for somebody to decide."""
    return rows.exclude(needs_person=True, rule__gt="")


def _pairs(competition: Competition) -> Mapping[int, int]:
    """Proposal → how many pairs nobody has decided."""
    found: dict[int, int] = defaultdict(int)
    rows = Doublet.objects.filter(proposal__competition=competition.pk, state=DoubletState.OPEN)
    for first, second in rows.order_by().values_list("proposal_id", "other_id"):
        found[first] += 1
        if second is not None:
            found[second] += 1
    return found
