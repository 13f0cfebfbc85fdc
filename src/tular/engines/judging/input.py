"""The input of `tular assign`, as JSON gives it, read into a task. A refusal names the place and what is right.

    {"proposals": [{"id", "readings"}], "evaluators": [{"id", "min", "max"}],
     "affinity": [[proposal, evaluator, score]], "conflicts": [[proposal, evaluator]], "objective": "total" | "worst",
     "fixed": [[proposal, evaluator]],
     "groups": {"proposals": [[id, group]], "evaluators": [[id, group]], "bridges" | "per_group" | "precision": number}}

`conflicts` (none), `objective` (total), `fixed` (none) and `groups` (no fences) may be left out. Ids are texts or
numbers and keep their kind in the answer; 7 and "7" are the same id.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from math import isfinite
from typing import Any

from tular.engines.judging.bridges import Groups, Wish
from tular.engines.judging.task import Capacity, Objective, Pair, ProposalNeed, Task, Unfit

KEYS = ("proposals", "evaluators", "affinity", "conflicts", "objective", "fixed", "groups", "schema")
NEEDED = KEYS[:3]
WISHES = {"bridges": "per_pair", "per_group": "per_group", "precision": "precision"}
"""Key of `groups` → what is wished for."""

LARGEST = 1_000_000
"""Readings or loads: more than any competition has, and few enough to add up."""

CELLS = 5_000_000
"""Proposals × evaluators that fit into an ordinary machine's memory."""

LONGEST = 200
"""Characters of an id."""

SHOWN = 40
"""Characters of a wrong value that a sentence repeats."""

type Id = str | int | float
"""An id as it came."""


@dataclass(frozen=True, slots=True)
class Input:
    """A task, the ids as they came, and the groups to fence and bridge where there are some."""

    task: Task
    proposals: Mapping[str, Id]
    evaluators: Mapping[str, Id]
    groups: tuple[Groups, Wish] | None

    def as_came(self, pairs: tuple[Pair, ...]) -> list[list[Id]]:
        """Pairs with the ids as they came."""
        return [[self.proposals[proposal], self.evaluators[evaluator]] for proposal, evaluator in pairs]


def read_input(told: Any) -> Input:
    """The task that a JSON value tells. Raises `Unfit` with an Indonesian sentence for whatever is wrong with it."""
    if not isinstance(told, dict):
        raise Unfit("Masukan harus satu objek JSON dengan kunci proposals, evaluators dan affinity.")
    _refuse_other_keys(told)
    proposals, needs = _proposals(told["proposals"])
    evaluators, loads = _evaluators(told["evaluators"])
    if len(needs) * len(loads) > CELLS:
        raise Unfit(f"{len(needs)} proposal × {len(loads)} penilai terlalu besar (paling banyak {CELLS} pasangan).")
    ids = _Ids(proposals, evaluators)
    task = Task(
        proposals=needs,
        evaluators=loads,
        affinity=ids.affinities(told["affinity"]),
        conflicts=ids.pairs(told.get("conflicts", []), "conflicts"),
        fixed=ids.pairs(told.get("fixed", []), "fixed"),
        objective=_objective(told.get("objective", "total")),
    )
    groups = told.get("groups")
    return Input(task, proposals, evaluators, None if groups is None else ids.groups(groups))


class _Ids:
    """Reads what refers to proposals and evaluators."""

    def __init__(self, proposals: Mapping[str, Id], evaluators: Mapping[str, Id]) -> None:
        self.proposals = _lookup(proposals)
        self.evaluators = _lookup(evaluators)

    def affinities(self, told: Any) -> dict[Pair, float]:
        """Pair → score."""
        found: dict[Pair, float] = {}
        proposals, evaluators = self.proposals, self.evaluators
        for place, one in enumerate(_list(told, "affinity")):
            # Half a million of these are usual: what is as it should be takes the short way.
            try:
                proposal, evaluator, score = one
                pair = proposals[proposal], evaluators[evaluator]
            except (TypeError, ValueError, KeyError):
                pair, score = self._triple(one, place)
            if type(score) is not float or score - score != 0.0:
                score = _score(score, place)
            if found.setdefault(pair, score) != score:
                raise Unfit(f"affinity ke-{place + 1}: pasangan {pair[0]}, {pair[1]} sudah mempunyai nilai lain.")
        return found

    def _triple(self, one: Any, place: int) -> tuple[Pair, Any]:
        if not isinstance(one, list) or len(one) != 3:
            raise Unfit(f"affinity ke-{place + 1} harus [proposal, evaluator, nilai], bukan {_shown(one)}.")
        return self._pair(one, "affinity", place), one[2]

    def pairs(self, told: Any, key: str) -> frozenset[Pair]:
        """Pairs without anything else."""
        found = set()
        for place, one in enumerate(_list(told, key)):
            if not isinstance(one, list) or len(one) != 2:
                raise Unfit(f"{key} ke-{place + 1} harus [proposal, evaluator], bukan {_shown(one)}.")
            found.add(self._pair(one, key, place))
        return frozenset(found)

    def groups(self, told: Any) -> tuple[Groups, Wish]:
        """Who belongs where, and how many bridges."""
        if not isinstance(told, dict):
            raise Unfit("groups harus objek dengan proposals, evaluators, dan bridges, per_group atau precision.")
        named = [key for key in WISHES if told.get(key) is not None]
        if len(named) != 1:
            raise Unfit("groups memerlukan tepat satu dari bridges, per_group dan precision.")
        value = told[named[0]]
        if named[0] == "precision":
            if isinstance(value, bool) or not isinstance(value, int | float) or not _is_finite(value) or value <= 0:
                raise Unfit(f"groups.precision harus angka lebih dari 0, bukan {_shown(value)}.")
        else:
            value = _whole(value, f"groups.{named[0]}")
        home = self._members(told.get("proposals", []), "groups.proposals", self.proposals)
        of = self._members(told.get("evaluators", []), "groups.evaluators", self.evaluators)
        return Groups(home, of), Wish(**{WISHES[named[0]]: value})

    def _members(self, told: Any, key: str, known: Mapping[Any, str]) -> dict[str, str]:
        found: dict[str, str] = {}
        for place, one in enumerate(_list(told, key)):
            if not isinstance(one, list) or len(one) != 2:
                raise Unfit(f"{key} ke-{place + 1} harus [id, kelompok], bukan {_shown(one)}.")
            name = _known(one[0], known, key, place)
            group = _name(one[1], f"{key} ke-{place + 1}: kelompok")
            if found.setdefault(name, group) != group:
                raise Unfit(f"{key} ke-{place + 1}: {name} sudah berada di kelompok lain.")
        return found

    def _pair(self, one: list[Any], key: str, place: int) -> Pair:
        return _known(one[0], self.proposals, key, place), _known(one[1], self.evaluators, key, place)


def _lookup(ids: Mapping[str, Id]) -> dict[Any, str]:
    """An id as it came, or as text → its text."""
    found: dict[Any, str] = {raw: name for name, raw in ids.items()}
    return found | {name: name for name in ids}


def _known(raw: Any, known: Mapping[Any, str], key: str, place: int) -> str:
    found = known.get(raw) if isinstance(raw, str | int | float) and not isinstance(raw, bool) else None
    if found is None and isinstance(raw, int | float) and not isinstance(raw, bool):
        found = known.get(str(raw))
    if found is None:
        raise Unfit(f"{key} ke-{place + 1} menyebut id yang tidak ada: {_shown(raw)}.")
    return found


def _proposals(told: Any) -> tuple[dict[str, Id], tuple[ProposalNeed, ...]]:
    ids: dict[str, Id] = {}
    needs = []
    for place, one in enumerate(_list(told, "proposals")):
        where = f"proposals ke-{place + 1}"
        name = _identified(one, where, ids, ("readings",))
        needs.append(ProposalNeed(name, _whole(one["readings"], f"{where} ({name}): readings")))
    if not needs:
        raise Unfit("proposals masih kosong. Tambahkan paling sedikit satu proposal.")
    return ids, tuple(needs)


def _evaluators(told: Any) -> tuple[dict[str, Id], tuple[Capacity, ...]]:
    ids: dict[str, Id] = {}
    loads = []
    for place, one in enumerate(_list(told, "evaluators")):
        where = f"evaluators ke-{place + 1}"
        name = _identified(one, where, ids, ("min", "max"))
        least, most = (_whole(one[key], f"{where} ({name}): {key}") for key in ("min", "max"))
        loads.append(Capacity(name, least, most))
    return ids, tuple(loads)


def _identified(one: Any, where: str, ids: dict[str, Id], keys: tuple[str, ...]) -> str:
    """The id of an object that has all its keys; remembered as it came."""
    wanted = ("id", *keys)
    if not isinstance(one, dict):
        raise Unfit(f"{where} harus objek dengan {', '.join(wanted)}, bukan {_shown(one)}.")
    for key in wanted:
        if key not in one:
            raise Unfit(f"{where} tidak mempunyai {key}.")
    name = _name(one["id"], f"{where}: id")
    if name in ids:
        raise Unfit(f"{where}: id {name} sudah dipakai. Setiap id hanya boleh sekali.")
    ids[name] = one["id"]
    return name


def _name(raw: Any, where: str) -> str:
    if (
        isinstance(raw, bool)
        or not isinstance(raw, str | int | float)
        or (isinstance(raw, float) and not isfinite(raw))
    ):
        raise Unfit(f"{where} harus teks atau angka, bukan {_shown(raw)}.")
    if isinstance(raw, int) and raw.bit_length() > LONGEST:
        raise Unfit(f"{where} terlalu panjang (paling banyak {LONGEST} huruf).")
    # 7.0 is how some programs write 7.
    name = str(int(raw)) if isinstance(raw, float) and raw.is_integer() else str(raw)
    if not name.strip():
        raise Unfit(f"{where} masih kosong.")
    if len(name) > LONGEST:
        raise Unfit(f"{where} terlalu panjang (paling banyak {LONGEST} huruf).")
    return name


def _whole(value: Any, where: str) -> int:
    if isinstance(value, float) and isfinite(value) and value.is_integer():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int):
        raise Unfit(f"{where} harus bilangan bulat, bukan {_shown(value)}.")
    if not 0 <= value <= LARGEST:
        raise Unfit(f"{where} harus antara 0 dan {LARGEST}, bukan {_shown(value)}.")
    return value


def _objective(told: Any) -> Objective:
    if told not in ("total", "worst"):
        raise Unfit(f'objective harus "total" atau "worst", bukan {_shown(told)}.')
    return Objective(told)


def _list(told: Any, key: str) -> list[Any]:
    if not isinstance(told, list):
        raise Unfit(f"{key} harus daftar, bukan {_shown(told)}.")
    return told


def _refuse_other_keys(told: dict[str, Any]) -> None:
    for key in NEEDED:
        if key not in told:
            raise Unfit(f"Masukan tidak mempunyai kunci {key}.")
    for key in told:
        near = get_close_matches(key, KEYS, n=1)
        if key not in KEYS and near:
            raise Unfit(f"Kunci {_shown(key)} tidak dikenal. Mungkin maksudnya {near[0]}.")


def _score(told: Any, place: int) -> float:
    if isinstance(told, bool) or not isinstance(told, int | float) or not _is_finite(told):
        raise Unfit(f"affinity ke-{place + 1}: nilai harus angka biasa, bukan {_shown(told)}.")
    return float(told)


def _is_finite(value: float) -> bool:
    try:
        return isfinite(value)
    except OverflowError:
        return False


def _shown(value: Any) -> str:
    """What was found instead, short enough for a sentence."""
    if isinstance(value, dict | list):
        return "objek" if isinstance(value, dict) else "daftar"
    if isinstance(value, int) and value.bit_length() > LONGEST:
        return "bilangan yang sangat besar"
    if value is None or isinstance(value, bool):
        return "null" if value is None else str(value).lower()
    text = f'"{value}"' if isinstance(value, str) else str(value)
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"
