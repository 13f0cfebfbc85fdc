"""Totals over several stages: what stages gave, and other totals, weighed and added to one number.

    [[totals]]
    id = "akhir"
    label = "Nilai akhir"
    items = [{ stage = "proposal", weight = 60 }, { stage = "presentasi", weight = 40 }]

A total is a part whose criteria are stages, so it combines, caps and gates like any other. What a stage gave goes in
unrounded: a total is rounded once, at its own end.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import NoReturn

from tular.engines.rulebook.criteria import gates_of
from tular.engines.rulebook.keys import Keys
from tular.engines.rulebook.model import Rulebook
from tular.engines.rulebook.parts import Combine, Gate


@dataclass(frozen=True, slots=True)
class Term:
    """What goes into a total: a stage or another total, and its weight."""

    id: str
    is_total: bool
    weight: Fraction | None
    rule: str


@dataclass(frozen=True, slots=True)
class Total:
    """A number over several stages. `groups` are those that it is for; none named: all."""

    id: str
    label: str
    groups: tuple[str, ...]
    terms: tuple[Term, ...]
    combine: Combine
    cap: Fraction | None
    floor: Fraction | None
    gates: tuple[Gate, ...]
    passing_grade: Fraction | None
    rule: str


def totals_of(book: Rulebook) -> Iterator[Total]:
    """The totals of a rulebook, as they are written; `check_totals` says whether they can be."""
    for place, item in enumerate(book.block("totals"), start=1):
        keys = Keys(item, book.file_name, f"totals[{place}]")
        terms = tuple(_term(one) for one in keys.each("items"))
        if not terms:
            keys.wrong("items", 'harus daftar tahap, misalnya [{ stage = "proposal", weight = 60 }]')
        weighted = any(term.weight is not None for term in terms)
        usual = Combine.WEIGHTED_MEAN if weighted else Combine.MEAN
        combine = Combine(keys.choice("combine", [one.value for one in Combine], usual.value))
        if combine in (Combine.WEIGHTED_MEAN, Combine.WEIGHTED_SUM):
            for one, term in zip(keys.each("items"), terms, strict=True):
                if term.weight is None:
                    one.wrong("weight", "harus ada: yang lain dalam jumlah ini berbobot")
        yield Total(
            id=keys.text("id"),
            label=keys.text("label", keys.text("id")),
            groups=keys.texts("groups"),
            terms=terms,
            combine=combine,
            cap=keys.number("cap"),
            floor=keys.number("floor"),
            gates=gates_of(keys),
            passing_grade=keys.number("passing_grade"),
            rule=keys.path,
        )


def _term(keys: Keys) -> Term:
    stage, total = keys.text("stage", ""), keys.text("total", "")
    if bool(stage) == bool(total):
        keys.wrong("stage", 'tulis salah satu: stage = "…" (sebuah tahap) atau total = "…" (jumlah lain)')
    weight = keys.number("weight")
    if weight is not None and weight < 0:
        keys.wrong("weight", "tidak boleh kurang dari 0")
    return Term(stage or total, bool(total), weight, keys.path)


def check_totals(totals: tuple[Total, ...], stages: tuple[str, ...], groups: tuple[str, ...], file: str) -> None:
    """Everything that totals name exists, each once, and none leads back to itself; raises `RulebookError`."""
    known: Mapping[str, Total] = {total.id: total for total in totals}
    for total in totals:
        if total.id in stages:
            _wrong(file, f"{total.rule}.id", f'"{total.id}" sudah menjadi nama tahap; pakai nama lain')
        if wrong := next((group for group in total.groups if group not in groups), ""):
            _wrong(file, f"{total.rule}.groups", _no("kelompok", groups, wrong))
        seen: set[str] = set()
        for term in total.terms:
            if term.is_total and term.id not in known:
                _wrong(file, f"{term.rule}.total", _no("jumlah", tuple(known), term.id))
            if not term.is_total and term.id not in stages:
                _wrong(file, f"{term.rule}.stage", _no("tahap", stages, term.id))
            if term.id in seen:
                _wrong(file, term.rule, f'"{term.id}" sudah dihitung; setiap tahap hanya sekali')
            seen.add(term.id)
        for gate in total.gates:
            if gate.criterion and gate.criterion not in seen:
                _wrong(
                    file, f"{gate.rule}.criterion", _no("tahap dalam jumlah ini", tuple(sorted(seen)), gate.criterion)
                )
    for total in totals:
        if way := _back_to(total.id, total, known, (total.id,)):
            text = f"berputar: {' → '.join(way)}; jumlah tidak boleh menghitung dirinya sendiri"
            _wrong(file, f"{total.rule}.items", text)


def _back_to(start: str, total: Total, known: Mapping[str, Total], way: tuple[str, ...]) -> tuple[str, ...]:
    """The way from a total back to itself, empty when there is none."""
    for term in total.terms:
        if not term.is_total:
            continue
        if term.id == start:
            return (*way, start)
        if term.id not in way and (found := _back_to(start, known[term.id], known, (*way, term.id))):
            return found
    return ()


def _no(what: str, known: tuple[str, ...], name: str) -> str:
    return f'{what} "{name}" tidak ada; yang ada: {", ".join(known) or "belum satu pun"}'


def _wrong(file: str, key: str, message: str) -> NoReturn:
    Keys({}, file, "").wrong(key, message)
