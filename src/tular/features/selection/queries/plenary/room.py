"""The page of a plenary: the ranking with its line, who comes in or goes out by another line, ties, departures."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tular.engines.rulebook.competition import Stage
from tular.features.judging.choices import Belongs
from tular.features.proposals.models import Proposal
from tular.features.selection.choices import DecisionKind, LineWhy
from tular.features.selection.models import Plenary, PlenaryBasis
from tular.features.selection.queries.listing import group_labels, stage_label
from tular.features.selection.queries.plenary.balance import (
    Table,
    balance_tables,
    value_label,
)
from tular.features.selection.queries.plenary.narrowing import Narrowing, Wished
from tular.features.selection.queries.plenary.records import (
    basis_that_holds,
    decisions_of,
    following,
    obstacles,
    pool_label,
)
from tular.features.selection.queries.plenary.seeing import conflicts_of
from tular.features.selection.queries.plenary.settling import (
    PASSED,
    Line,
    Settled,
    about_proposals,
    settings_of,
    with_settings,
)
from tular.features.selection.queries.plenary.stages import CALIBRATED, RAW, award_labels, is_nomination, plenary_stage
from tular.features.selection.queries.plenary.verified import Verified, verified_in
from tular.features.selection.queries.plenary.what_if import Moved, by_other_score, moved_by
from tular.foundation.ui.shapes import Figure, Pages

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class RoomLine:
    """A proposal in the list. `hidden`: the reader has a conflict there and reads neither scores nor standing."""

    line: Line
    facts: Mapping[str, Any]
    scores: tuple[tuple[str, str, str, str], ...]
    belongs: str
    p_in: float | None
    decision: str
    reason: str
    group: str
    category: str
    kind: str
    award: str
    why: str
    is_last_in: bool
    hidden: bool = False
    verified: Verified | None = None

    @property
    def is_in(self) -> bool:
        """Whether it goes on as things stand."""
        return self.line.outcome == PASSED

    @property
    def departs(self) -> bool:
        """Whether the outcome differs from what the ranking alone would give."""
        return self.line.outcome != self.line.ranked

    @property
    def chance(self) -> str:
        """Probability of belonging to the best, in per cent; never told as certain."""
        if self.p_in is None:
            return ""
        percent = round(100 * self.p_in)
        return "> 99" if percent > 99 else "< 1" if percent < 1 else str(percent)


@dataclass(frozen=True, slots=True)
class PoolLine:
    """Places of a pool with what became of them; `wished` is the number that the address asks for."""

    number: int
    label: str
    award: str
    count: int | None
    unknown: bool
    candidates: int
    chosen: int
    last_in: str
    first_out: str
    sure: int
    borderline: int
    is_sure_known: bool
    """Whether chances were computed at all: without calibration nobody is known to be sure."""

    wished: int | None


@dataclass(frozen=True, slots=True)
class Room:
    """Everything of the page."""

    plenary: Plenary
    stage: Stage
    basis: PlenaryBasis
    settings: Mapping[str, Any]
    sources: tuple[Mapping[str, Any], ...]
    found: Settled
    pools: tuple[PoolLine, ...]
    rows: tuple[RoomLine, ...]
    pages: Pages
    obstacles: tuple[str, ...]
    tables: tuple[Table, ...]
    wished: Wished
    moved: Moved | None
    other_score: Moved | None
    waiting: int
    members: int
    present: int
    is_blind: bool
    proposals: int
    hides: frozenset[str]
    """Codes of those with which the reader has a conflict."""

    @property
    def is_nomination(self) -> bool:
        """Whether it nominates rather than chooses."""
        return is_nomination(self.stage)

    @property
    def decides(self) -> str:
        """What ranks, in words."""
        label = next((one["label"] for one in self.sources if one["id"] == self.settings["decides"]), "")
        score = _("terkalibrasi") if self.settings["score"] == CALIBRATED else _("mentah")
        return f"{label}, {score}"

    @property
    def departures(self) -> int:
        """Departures of their own, without what follows from them."""
        return sum(1 for line in self.found.lines if line.why in (LineWhy.TAKEN, LineWhy.LEFT))

    @property
    def figures(self) -> list[Figure]:
        """The figures at the top."""
        places = sum(one.count or 0 for one in self.pools if one.count and one.count > 0)
        tied = sum(len(one.tied) for one in self.found.ties)
        shown = [
            Figure(
                self.found.chosen,
                _("dipilih"),
                _("dari %(n)s proposal") % {"n": number_format(self.proposals, force_grouping=True)},
            ),
            Figure(places or None, _("tempat"), _("menurut pengaturan") if places else _("belum diketahui")),
            Figure(self.departures, _("penyimpangan"), _("dari peringkat, masing-masing dengan alasannya")),
        ]
        if tied:
            shown.append(Figure(tied, _("bernilai sama"), _("memperebutkan tempat terakhir")))
        if self.has_chances:
            borderline = sum(one.borderline for one in self.pools)
            shown.append(Figure(borderline, _("di ambang"), _("peluang 5 sampai 95 % menurut nilai terkalibrasi")))
        else:
            shown.append(Figure(None, _("di ambang"), _("belum diketahui: nilainya tidak dikalibrasi")))
        return shown

    @property
    def has_chances(self) -> bool:
        """Whether what ranks was calibrated, so that somebody is known to be surely in, at the line, or out."""
        return any(one.is_sure_known for one in self.pools)

    @property
    def beside(self) -> tuple[Table, ...]:
        """The balances shown beside the ranking: those that the rulebook asks for, else the first two."""
        return tuple(one for one in self.tables if one.asked) or self.tables[:2]


def room_of(plenary: Plenary, wished: Wished, reader: int | None = None) -> Room:
    """The page. A fixed number of queries. `reader` is a member: what they have a conflict with is hidden from them."""
    competition = plenary.competition
    stage = plenary_stage(competition, plenary.stage)
    assert stage is not None, "a plenary is of a stage of its rulebook"
    basis, told = basis_that_holds(plenary)
    decisions = decisions_of(plenary)
    found = following(basis, told, decisions)
    settings, facts = settings_of(decisions), {one["code"]: one for one in told["proposals"]}
    groups = group_labels(competition)
    hidden, is_blind = _hidden(plenary, reader), stage.blind and reader is not None
    # By trying places, or by reading who moves, a member would find out the rank of what is hidden from them.
    asked = {} if hidden else _asked_settings(settings, wished)
    moved = None
    if asked:
        moved = moved_by(told, found, following(basis, told, with_settings(decisions, **asked)), groups, "")
    lines = Narrowing(wished, settings, hidden, is_blind).of(found.lines, facts)
    pages = Pages.read(wished.page, len(lines), PAGE_SIZE)
    members = list(plenary.members.filter(left_at__isnull=True).values_list("present_at", flat=True))
    return Room(
        plenary=plenary,
        stage=stage,
        basis=basis,
        settings=settings,
        sources=tuple(told["sources"]),
        found=found,
        pools=_pools(plenary, found, facts, settings, wished, hidden),
        rows=_rows(plenary, lines[pages.start : pages.last], told, decisions, found, hidden, is_blind),
        pages=pages,
        obstacles=tuple(obstacles(plenary, told, decisions, found)) if reader is None else (),
        tables=tuple(balance_tables(told["proposals"], found, stage, groups)),
        wished=wished,
        moved=moved,
        other_score=None if hidden else by_other_score(basis, told, decisions, found, groups),
        waiting=plenary.questions.filter(closed_at__isnull=True).count(),
        members=len(members),
        present=sum(1 for one in members if one is not None),
        is_blind=is_blind,
        proposals=len(told["proposals"]),
        hides=frozenset(hidden & set(facts)),
    )


def _hidden(plenary: Plenary, reader: int | None) -> set[str]:
    if reader is None:
        return set()
    ids = dict(Proposal.objects.filter(competition=plenary.competition).values_list("pk", "code"))
    return {ids[pk] for pk in conflicts_of(reader, list(ids))}


def _asked_settings(settings: Mapping[str, Any], wished: Wished) -> dict[str, Any]:
    """Only what differs from the settings that hold."""
    places = [
        {**one, "count": wished.counts[number]} if number in wished.counts else one
        for number, one in enumerate(settings["places"])
    ]
    asked: dict[str, Any] = {}
    if places != settings["places"]:
        asked["places"] = places
    if wished.score in (RAW, CALIBRATED) and wished.score != settings["score"]:
        asked["score"] = wished.score
    return asked


def _pools(
    plenary: Plenary, found: Settled, facts: Mapping[str, Any], settings: Mapping[str, Any], wished: Wished,
    hidden: Collection[str],
) -> tuple[PoolLine, ...]:  # fmt: skip
    awards = award_labels(plenary.competition)
    sure: dict[int, list[int]] = {}
    silent = {line.pool for line in found.lines if line.code in hidden}  # scores at the line may be of what is hidden
    for line in found.lines:
        if line.pool is not None and line.code not in hidden:
            belongs = (facts[line.code]["scores"].get(settings["decides"]) or {}).get("belongs")
            told = sure.setdefault(line.pool, [0, 0, 0])
            told[0] += belongs == Belongs.IN
            told[1] += belongs == Belongs.BORDERLINE
            told[2] += bool(belongs)
    return tuple(
        PoolLine(
            one.number,
            pool_label(plenary.competition, settings, one.number),
            awards.get(settings["places"][one.number]["award"], ""),
            settings["places"][one.number]["count"],
            settings["places"][one.number]["count"] == -1,
            one.candidates,
            one.chosen,
            "" if one.number in silent else one.last_in.replace(".", ","),
            "" if one.number in silent else one.first_out.replace(".", ","),
            sure.get(one.number, [0, 0])[0],
            sure.get(one.number, [0, 0])[1],
            one.number in sure and any(sure[one.number][2:]),
            wished.counts.get(one.number),
        )
        for one in found.pools
    )


def _rows(
    plenary: Plenary, lines: Sequence[Line], told: Mapping[str, Any], decisions: Sequence[Any], found: Settled,
    hidden: set[str], is_blind: bool,
) -> tuple[RoomLine, ...]:  # fmt: skip
    facts, settings = {one["code"]: one for one in told["proposals"]}, settings_of(decisions)
    decided, awards = about_proposals(decisions), award_labels(plenary.competition)
    groups = group_labels(plenary.competition)
    # Where it is hidden who enters, a visit would tell.
    verified = {} if is_blind else verified_in(plenary.competition, [line.code for line in lines])
    last = {}
    for line in found.lines:
        if line.ranked == PASSED and line.pool is not None and line.code not in hidden:
            last[line.pool] = line.code
    rows = []
    for line in lines:
        one = facts[line.code]
        own = one["scores"].get(settings["decides"]) or {}
        decision = decided.get(line.code)
        rows.append(
            RoomLine(
                line, one, _scores(told["sources"], one), str(own.get("belongs") or ""), own.get("p_in"),
                str(decision["kind"]) if decision else "", str(decision["reason"]) if decision else "",
                groups.get(one["group"], one["group"]), one["category"], value_label("kind", one["kind"], groups),
                awards.get(line.award, ""), str(LineWhy(line.why).label), last.get(line.pool or 0) == line.code,
                line.code in hidden, None if line.code in hidden else verified.get(line.code),
            )
        )  # fmt: skip
    return tuple(rows)


def _scores(sources: Sequence[Any], one: Mapping[str, Any]) -> tuple[tuple[str, str, str, str], ...]:
    """Of each source its label, raw, calibrated and interval: shown apart, never added up here."""
    found = []
    for source in sources:
        told = one["scores"].get(source["id"]) or {}
        low, high = told.get("low"), told.get("high")
        between = f"{_comma(low)}–{_comma(high)}" if low is not None and high is not None else ""
        found.append((source["label"], _comma(told.get("raw")), _comma(told.get("calibrated")), between))
    return tuple(found)


def _comma(value: Any) -> str:
    return "" if value is None else str(value).replace(".", ",")


def title_of(plenary: Plenary, stage: Stage) -> str:
    """What a session is called."""
    name = _("Nominasi") if is_nomination(stage) else _("Sidang pleno")
    again = f" ({plenary.number})" if plenary.number > 1 else ""
    return f"{name}: {stage_label(plenary.competition, stage.id)}{again}"


def kinds_of_decision() -> dict[str, str]:
    """Kinds in words, for history."""
    return {one.value: str(one.label) for one in DecisionKind}


def tie_says(found: Settled, number: int) -> str:
    """A tie in a sentence; "" where there is none."""
    tie = next((one for one in found.ties if one.pool == number), None)
    if tie is None:
        return ""
    text = ngettext(
        "%(n)d proposal bernilai sama untuk %(places)d tempat terakhir.",
        "%(n)d proposal bernilai sama untuk %(places)d tempat terakhir.",
        len(tie.tied),
    )
    return text % {"n": len(tie.tied), "places": tie.places}
