"""How far replications came: asked, answered, and where each stands, by innovation, agency, hub or theme.

Asked and answered are events in cases, counted once each; a replication that happened outside the platform was asked
for in a way that nobody counted. Where it stands counts all replications on record, each in one state: none is added to
another.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from django.db.models import Q
from django.utils.translation import get_language

from tular.features.agencies.models import Agency, Hub
from tular.features.catalogue.choices import ThemeKind
from tular.features.catalogue.models import Innovation, Theme
from tular.features.replications.choices import ReplicationState
from tular.features.replications.models import Case
from tular.features.replications.queries.shown import real_replications


class Per(StrEnum):
    """What is counted for."""

    INNOVATION = "inovasi"
    OWNER = "pemilik"
    TAKER = "penerima"
    HUB = "hub"
    THEME = "tema"


@dataclass(slots=True)
class Counted:
    """One line: what it is, where it leads ("" nowhere), and the counts; `signed` were signed, whatever came later."""

    name: str
    href: str = ""
    asked: int = 0
    answered: int = 0
    signed: int = 0
    states: dict[ReplicationState, int] = field(default_factory=lambda: dict.fromkeys(ReplicationState, 0))

    @property
    def total(self) -> int:
        """Replications on record, whatever their state."""
        return sum(self.states.values())


@dataclass(frozen=True, slots=True)
class Counters:
    """The lines, those with most proven first; `whole` counts each replication once, `unplaced` in no line."""

    per: Per
    on: date
    rows: tuple[Counted, ...]
    whole: Counted
    unplaced: int


@dataclass(frozen=True, slots=True)
class _Fact:
    innovation: int | None
    owner: int | None
    taker: int | None
    state: ReplicationState | None
    asked: bool
    answered: bool
    signed: bool


def counters(per: Per, on: date) -> Counters:
    """All of them, of real replications. Six queries at most."""
    facts = _facts()
    keys, names = _keys(per, facts)
    rows: dict[int | str, Counted] = {}
    whole, unplaced = Counted(""), 0
    for fact in facts:
        _add(whole, fact)
        places = keys(fact)
        unplaced += fact.state is not None and not places
        for key in places:
            _add(rows.setdefault(key, Counted(*names[key])), fact)
    ordered = sorted(
        rows.values(),
        key=lambda row: (
            -row.states[ReplicationState.PROVEN], -row.states[ReplicationState.RUNNING], -row.total, row.name,
        ),
    )  # fmt: skip
    return Counters(per, on, tuple(ordered), whole, unplaced)


def _facts() -> list[_Fact]:
    """What cases and rows tell, a case and its row once. Two queries.

    A case of which only its taker knows tells nothing: a line of zeros would name who prepares what.
    """
    found = []
    with_case = set()
    told = Q(asked_at__isnull=False) | Q(replication__isnull=False)
    cases = Case.objects.filter(told, is_demo=False).select_related("replication")
    for case in cases.only(
        "innovation", "owner", "taker", "asked_at", "answered_at", "agreed_on", "replication__state",
    ):  # fmt: skip
        row = case.replication
        if row is not None:
            with_case.add(row.pk)
        state = ReplicationState(row.state) if row is not None else None
        found.append(
            _Fact(
                case.innovation_id, case.owner_id, case.taker_id, state, case.asked_at is not None,
                case.answered_at is not None, case.agreed_on is not None,
            )
        )  # fmt: skip
    for pk, innovation, owner, taker, known in real_replications().values_list(
        "pk", "innovation", "origin_agency", "taker", "state"
    ):
        if pk not in with_case:
            state = ReplicationState(known)
            found.append(_Fact(innovation, owner, taker, state, False, False, state == ReplicationState.SIGNED))
    return found


def _add(row: Counted, fact: _Fact) -> None:
    row.asked += fact.asked
    row.answered += fact.answered
    row.signed += fact.signed
    if fact.state is not None:
        row.states[fact.state] += 1


type _Key = int | str
type _Placing = Callable[[_Fact], list[_Key]]


def _keys(per: Per, facts: list[_Fact]) -> tuple[_Placing, dict[_Key, tuple[str, str]]]:
    """In which lines a fact counts, and what each line is called and leads to."""
    if per == Per.INNOVATION:
        ids = {fact.innovation for fact in facts if fact.innovation is not None}
        rows = Innovation.published.filter(pk__in=ids).values_list("pk", "title", "slug")
        titles: dict[_Key, tuple[str, str]] = {pk: (title, f"/inovasi/{slug}") for pk, title, slug in rows}
        return lambda fact: _within(fact.innovation, titles), titles
    if per == Per.THEME:
        return _by_theme(facts)
    agencies = {row.pk: row for row in Agency.objects.select_related("region")}
    if per == Per.HUB:
        return _by_hub(agencies)
    names: dict[_Key, tuple[str, str]] = {pk: (row.name, f"/instansi/{row.slug}") for pk, row in agencies.items()}
    if per == Per.OWNER:
        return lambda fact: _within(fact.owner, names), names
    return lambda fact: _within(fact.taker, names), names


def _within(key: int | None, names: dict[_Key, tuple[str, str]]) -> list[_Key]:
    return [key] if key is not None and key in names else []


def _by_theme(facts: list[_Fact]) -> tuple[_Placing, dict[_Key, tuple[str, str]]]:
    names: dict[_Key, tuple[str, str]] = {
        slug: (
            name_en if get_language() == "en" else name,
            f"/temukan?{'bidang' if kind == ThemeKind.SECTOR else 'tema'}={slug}",
        )
        for slug, name, name_en, kind in Theme.objects.values_list("slug", "name", "name_en", "kind")
    }
    of: dict[int, list[_Key]] = defaultdict(list)
    links = Innovation.themes.through.objects.filter(innovation__in={fact.innovation for fact in facts} - {None})
    for innovation, theme in links.values_list("innovation_id", "theme_id"):
        of[innovation].append(theme)
    return lambda fact: of.get(fact.innovation or 0, []), names


def _by_hub(agencies: dict[int, Agency]) -> tuple[_Placing, dict[_Key, tuple[str, str]]]:
    """The hub over the taker: of its province, or its own."""
    names: dict[_Key, tuple[str, str]] = {}
    of_province: dict[str, int] = {}
    of_agency: dict[int, int] = {}
    for pk, agency in Hub.objects.values_list("pk", "agency_id"):
        body = agencies[agency]
        names[pk] = (body.name, f"/instansi/{body.slug}")
        of_agency[agency] = pk
        if body.region_id:
            of_province[body.region_id] = pk

    def placing(fact: _Fact) -> list[_Key]:
        body = agencies.get(fact.taker or 0)
        if body is None:
            return []
        province = body.region.parent_id or body.region.code if body.region else ""
        hub = of_agency.get(body.pk) or of_agency.get(body.parent_id or 0) or of_province.get(province)
        return [hub] if hub is not None else []

    return placing, names
