"""Every proposal of an administrative selection in a few numbers, and which of them a filter leaves.

All rows are read at once: some thousands are a few short queries, and every filter and count then agree.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, NamedTuple

from django.db.models import Max
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tular.engines.rulebook.competition import Stage
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
    submission: int | None
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


def rows_of(competition: Competition, stage: Stage, person: Any) -> list[Row]:
    """Every proposal that arrived, by its number, as this person may see it. Seven queries."""
    own = own_among(person, competition=competition.pk)
    latest = dict(
        ProposalVersion.objects.filter(proposal__competition=competition.pk, proposal__state__in=ARRIVED)
        .order_by()
        .values_list("proposal")
        .annotate(last=Max("pk"))
    )
    checks = _checks(competition, stage)
    flags, pairs = _flags(competition), _pairs(competition)
    values = (
        Proposal.objects.filter(competition=competition.pk, state__in=ARRIVED)
        .order_by("code")
        .values_list(
            "pk", "code", "title", "agency__name", "agency_id", "agency__kind", "agency__region_id", "group",
            "category_id", "state",
        )
    )  # fmt: skip
    found = []
    for pk, code, title, agency, agency_id, kind, region, group, category, state in values:
        holding = checks.get(pk, [])
        where, _holding = weigh(state, latest.get(pk), holding, stage.checkers)
        mine = any(one.by_id == person.pk and one.submission_id == latest.get(pk) for one in holding)
        found.append(
            Row(
                pk=pk, submission=latest.get(pk), code=code, title=title, agency=agency, agency_id=agency_id, kind=kind,
                province=(region or "")[:2], group=group, category=category, standing=where,
                mine=mine, turn=where in (UNCHECKED, MENDED, WAITING) and not mine and pk not in own,
                own=pk in own, flags=flags.get(pk, ()), pairs=pairs.get(pk, 0),
            )
        )  # fmt: skip
    return found


def filtered(rows: Iterable[Row], asked: Filters) -> list[Row]:
    """The rows that the filters leave, in the order that is asked for."""
    words = asked.words.lower().split()
    left = [row for row in rows if _fits(row, asked) and all(word in _text(row) for word in words)]
    if asked.sort == "judul":
        left.sort(key=lambda row: (row.title.lower(), row.pk))
    elif asked.sort == "instansi":
        left.sort(key=lambda row: (row.agency.lower(), row.code))
    elif asked.sort == "waktu":
        # The latest submission was the last to be written down.
        left.sort(key=lambda row: (row.submission or 0, row.pk))
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


def _checks(competition: Competition, stage: Stage) -> Mapping[int, Sequence[Said]]:
    """Proposal → the checks that hold, without the words of their explanations."""
    held: dict[int, list[Said]] = defaultdict(list)
    rows = Check.objects.filter(
        proposal__competition=competition.pk, stage=stage.id, taken_back_at__isnull=True
    ).order_by("at", "pk")
    for proposal, submission, decision, settles, by in rows.values_list(
        "proposal_id", "submission_id", "decision", "settles", "by_id"
    ):
        held[proposal].append(Said(submission, decision, settles, by, _ANY_TIME))
    return held


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
