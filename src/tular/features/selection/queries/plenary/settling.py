"""From what a plenary decides from, and what it decided, to its lines. Pure: a replay gives the same bytes.

`basis` is what `PlenaryBasis.canonical` holds:

    {"schema", "competition", "stage", "rulebook", "sources": [{"id", "label", "kind", …}], "proposals": [{
        "code", "title", "agency", "group", "cluster", "category", …, "replicated": bool, "submitted": ISO moment,
        "scores": {source: {"raw": decimal or None, "calibrated": …, …}}, "marks": {criterion: decimal}}]}

`decisions` are the rows of `PlenaryDecision` in order of their numbers, as `decisions_of` writes them:

    {"number", "kind", "proposal": code or "", "detail": {…}, "reason"}

The last settings hold (`places`: who competes for how many, and for which award), of each proposal the last decision.
Who was taken in has a place before the ranking gives any; who was left out gets none; the others follow the ranking.
So departures are applied exactly, and places are never exceeded unless a tie says so or too many were taken in, which
is a problem that keeps the lines from being proposed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from fractions import Fraction
from typing import Any

from tular.engines.rulebook.choosing import Candidate, Choice, Places, Ranked, choose, ranking
from tular.features.selection.choices import DecisionKind, LineWhy, Outcome, TieWay

SCHEMA = "tular-plenary-1"
PASSED, FAILED = Outcome.PASSED.value, Outcome.FAILED.value

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Line:
    """What follows for one proposal; see `PlenaryLine`. `by` is the tie-break that put it before the next."""

    code: str
    place: int
    rank: int | None
    score: str
    pool: int | None
    outcome: str
    ranked: str
    award: str
    why: str
    reason: str
    by: str


@dataclass(frozen=True, slots=True)
class Tie:
    """Equal ones at the last place of a pool, and how many places are left for them."""

    pool: int
    tied: tuple[str, ...]
    places: int


@dataclass(frozen=True, slots=True)
class Pool:
    """What became of the places of a pool. `count` None: whoever reaches the passing grade."""

    number: int
    count: int | None
    candidates: int
    chosen: int
    taken: int
    left: int
    last_in: str
    """Score of the last that the ranking lets in, "" where nobody is."""
    first_out: str


@dataclass(frozen=True, slots=True)
class Settled:
    """All lines in order of their places, ties that nobody decided, and pools with more chosen than places."""

    lines: tuple[Line, ...]
    pools: tuple[Pool, ...]
    ties: tuple[Tie, ...]
    over: tuple[int, ...]
    outside: tuple[str, ...]
    """Taken in, though no places are for their group."""

    @property
    def chosen(self) -> int:
        """How many go on."""
        return sum(1 for line in self.lines if line.outcome == PASSED)


def canonical(value: Any) -> str:
    """JSON with sorted keys: the same value gives the same text."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def sha256_of(text: str) -> str:
    """Of a text in UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()


def lines_text(found: Settled) -> str:
    """The lines as they are hashed."""
    return canonical([asdict(line) for line in found.lines])


def active(decisions: Sequence[Row]) -> list[Row]:
    """Those that hold, in order of their numbers: an undoing may itself be undone."""
    undone: set[int] = set()
    for one in sorted(decisions, key=lambda row: -int(row["number"])):
        if one["kind"] == DecisionKind.UNDO and one["number"] not in undone:
            undone |= {int(number) for number in one["detail"]["undoes"]}
    held = [one for one in decisions if one["number"] not in undone and one["kind"] != DecisionKind.UNDO]
    return sorted(held, key=lambda row: int(row["number"]))


def settings_of(decisions: Sequence[Row]) -> Mapping[str, Any]:
    """The settings that hold."""
    found: Mapping[str, Any] = {}
    for one in active(decisions):
        if one["kind"] == DecisionKind.SETTINGS:
            found = one["detail"]
    return found


def about_proposals(decisions: Sequence[Row]) -> dict[str, Row]:
    """Code → what was last decided of it; who is gone stays gone."""
    found: dict[str, Row] = {}
    for one in active(decisions):
        if one["kind"] in (DecisionKind.IN, DecisionKind.OUT, DecisionKind.GONE):
            before = found.get(one["proposal"])
            if before is None or before["kind"] != DecisionKind.GONE:
                found[one["proposal"]] = one
    return found


def drawn(tied: Sequence[str], seed: str, count: int) -> list[str]:
    """Who a lot gives the places: the lowest SHA-256 of seed and code. Anybody can draw it again."""
    return sorted(sorted(tied, key=lambda code: sha256_of(f"{seed}|{code}"))[:count])


def settled(basis: Mapping[str, Any], decisions: Sequence[Row]) -> Settled:
    """The lines that follow; the same for the same basis and decisions, in whatever order their rows come."""
    settings, decided = settings_of(decisions), about_proposals(decisions)
    gone = {code for code, one in decided.items() if one["kind"] == DecisionKind.GONE}
    proposals = sorted(basis["proposals"], key=lambda one: str(one["code"]))
    scored = [one for one in proposals if one["code"] not in gone and score_of(one, settings) is not None]
    ranked = ranking([candidate_of(one, settings) for one in scored], settings["tie_breaks"])
    scores = {one.candidate.id: one for one in ranked}
    pool_of = {str(one["code"]): _pool_of(one, settings) for one in proposals if one["code"] not in gone}
    forced_in = {code for code, one in decided.items() if one["kind"] == DecisionKind.IN and code in pool_of}
    forced_out = {code for code, one in decided.items() if one["kind"] == DecisionKind.OUT}
    verdicts: dict[str, tuple[str, str, str]] = {}
    pools, ties, over = [], [], []
    for number, places in enumerate(settings["places"]):
        members = [one for one in ranked if pool_of.get(one.candidate.id) == number]
        taken = {code for code in forced_in if pool_of[code] == number}
        told = _of_pool(number, places, members, taken, forced_out, settings, decisions)
        verdicts |= told.verdicts
        pools.append(told.pool)
        if told.tie:
            ties.append(told.tie)
        if told.is_over:
            over.append(number)
    order = [one.candidate.id for one in ranked]
    order += [str(one["code"]) for one in proposals if one["code"] not in scores and one["code"] not in gone]
    order += sorted(gone & {str(one["code"]) for one in proposals})
    awards = [str(one.get("award") or "") for one in settings["places"]]
    lines = [
        _line(code, place, scores.get(code), pool_of.get(code), verdicts.get(code), decided.get(code), awards)
        for place, code in enumerate(order, start=1)
    ]
    outside = sorted(code for code in forced_in if pool_of[code] is None)
    return Settled(tuple(lines), tuple(pools), tuple(ties), tuple(over), tuple(outside))


def score_of(proposal: Row, settings: Mapping[str, Any]) -> Fraction | None:
    """The score that decides, as it is written in the basis; None where there is none."""
    told = (proposal["scores"].get(settings["decides"]) or {}).get(settings["score"])
    return None if told is None else Fraction(told)


def candidate_of(proposal: Row, settings: Mapping[str, Any]) -> Candidate:
    """A proposal with a score as the engine ranks it."""
    score = score_of(proposal, settings)
    assert score is not None, "only what has a score is ranked"
    at = proposal.get("submitted")
    return Candidate(
        str(proposal["code"]), score, str(proposal["group"]), str(proposal.get("cluster") or ""),
        {name: Fraction(mark) for name, mark in (proposal.get("marks") or {}).items() if mark is not None},
        datetime.fromisoformat(at) if at else None,
        bool(settings.get("priority")) and bool(proposal.get("replicated")),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Told:
    """What follows for a pool: code → (outcome, by the ranking alone, why)."""

    verdicts: dict[str, tuple[str, str, str]]
    pool: Pool
    tie: Tie | None
    is_over: bool


def _of_pool(
    number: int, places: Row, members: Sequence[Ranked], taken: set[str], out: set[str],
    settings: Mapping[str, Any], decisions: Sequence[Row],
) -> _Told:  # fmt: skip
    count = len(members) + len(taken) if places["count"] is None else max(0, int(places["count"]))
    grade = None if settings.get("passing_grade") is None else Fraction(settings["passing_grade"])
    alone = _choose(members, count, grade)
    free = [one for one in members if one.candidate.id not in taken and one.candidate.id not in out]
    rest = _choose(free, count - len(taken), grade)
    left = max(0, count - len(taken) - len(rest.chosen))
    decision = _tie_decision(decisions, rest.undecided, left) if rest.undecided else None
    tie = Tie(number, tuple(sorted(rest.undecided)), left) if rest.undecided and decision is None else None
    by_tie = set(decision["detail"]["chosen"]) if decision else set()
    chosen = {*taken, *rest.chosen, *by_tie}
    by_ranking = {*alone.chosen, *(by_tie if set(alone.undecided) == set(rest.undecided) else ())}
    totals = {one.candidate.id: one.candidate.total for one in members}
    verdicts = {}
    for code in [*totals, *sorted(taken - set(totals))]:
        why = _why(code in chosen, code in by_ranking, code in taken, code in out)
        if code in rest.undecided:
            why = LineWhy.TIE if decision else LineWhy.OPEN_TIE
        elif why == LineWhy.RANKING and code not in chosen and grade is not None and totals.get(code, grade) < grade:
            why = LineWhy.BELOW
        verdicts[code] = (
            PASSED if code in chosen else FAILED, PASSED if code in by_ranking else FAILED, why.value
        )  # fmt: skip
    last_in = [totals[code] for code in totals if code in by_ranking]
    first_out = [totals[code] for code in totals if code not in by_ranking]
    is_all = decision is not None and decision["detail"].get("way") == TieWay.ALL
    pool = Pool(
        number, None if places["count"] is None else count, len(members), len(chosen), len(taken - by_ranking),
        len(by_ranking & out), str_of(last_in[-1]) if last_in else "", str_of(first_out[0]) if first_out else "",
    )  # fmt: skip
    return _Told(verdicts, pool, tie, places["count"] is not None and len(chosen) > count and not is_all)


def _choose(members: Sequence[Ranked], count: int, grade: Fraction | None) -> Choice:
    if count <= 0:
        return Choice(Places((), 0), (), (), "")
    return choose(members, Places((), count), passing_grade=grade)


def _why(is_in: bool, was_in: bool, is_taken: bool, is_out: bool) -> LineWhy:
    if is_in == was_in:
        return LineWhy.RANKING
    if is_in:
        return LineWhy.TAKEN if is_taken else LineWhy.MOVED_UP
    return LineWhy.LEFT if is_out else LineWhy.DISPLACED


def _tie_decision(decisions: Sequence[Row], tied: Sequence[str], places: int) -> Row | None:
    """What was last decided of exactly these, for as many places as are left now."""
    wanted, free = sorted(tied), (TieWay.ALL, TieWay.NONE)
    found = [
        one["detail"] for one in active(decisions) if one["kind"] == DecisionKind.TIE
        and one["detail"]["tied"] == wanted
        and (one["detail"]["way"] in free or len(one["detail"]["chosen"]) == places)
    ]  # fmt: skip
    return {"detail": found[-1]} if found else None


def _pool_of(proposal: Row, settings: Mapping[str, Any]) -> int | None:
    for number, places in enumerate(settings["places"]):
        if places.get("cluster") and places["cluster"] != proposal.get(places.get("by") or "cluster"):
            continue
        if not places["pool"] or proposal["group"] in places["pool"]:
            return number
    return None


def _line(
    code: str, place: int, ranked: Ranked | None, pool: int | None, verdict: tuple[str, str, str] | None,
    decision: Row | None, awards: Sequence[str],
) -> Line:  # fmt: skip
    if verdict is not None:
        outcome, alone, why = verdict
    else:
        outcome = alone = FAILED
        is_gone = decision is not None and decision["kind"] == DecisionKind.GONE
        why = (LineWhy.GONE if is_gone else LineWhy.UNSCORED if ranked is None else LineWhy.NO_POOL).value
    said = str(decision["reason"]) if decision and why in (LineWhy.TAKEN, LineWhy.LEFT, LineWhy.GONE) else ""
    award = awards[pool] if pool is not None and outcome == PASSED else ""
    return Line(
        code, place, ranked.rank if ranked else None, str_of(ranked.candidate.total) if ranked else "", pool, outcome,
        alone, award, why, said, ranked.by if ranked else "",
    )  # fmt: skip


def str_of(value: Fraction) -> str:
    """An exact decimal; scores are rounded before they come here, so that it ends."""
    whole, places = value, 0
    while whole.denominator != 1 and places < 12:
        whole, places = whole * 10, places + 1
    digits = f"{abs(round(whole)):0{places + 1}d}"
    told = f"{digits[:-places]}.{digits[-places:]}" if places else digits
    return f"-{told}" if value < 0 else told


def with_settings(decisions: Sequence[Row], **changed: Any) -> list[Row]:
    """The decisions as if the settings were others, to ask what would follow. Nothing of it is kept."""
    number = max((int(one["number"]) for one in decisions), default=0) + 1
    detail = {**settings_of(decisions), **changed}
    kind = DecisionKind.SETTINGS.value
    return [*decisions, {"number": number, "kind": kind, "proposal": "", "detail": detail, "reason": ""}]


def by_ranking_alone(found: Settled) -> Settled:
    """The same lines as the ranking alone would give them, for comparisons."""
    return replace(found, lines=tuple(replace(line, outcome=line.ranked) for line in found.lines))
