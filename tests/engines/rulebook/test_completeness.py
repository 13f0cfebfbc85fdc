"""How complete a record is, from the shipped rulebook and from small ones made here."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tular.engines.rulebook import (
    Component,
    ComponentResult,
    Question,
    RulebookError,
    Status,
    assess,
    load,
    record_components,
    record_facts,
)

SHIPPED = Path(__file__).parents[3] / "rulebooks" / "modelbooks"
BOOK = load(SHIPPED / "innovation-model-2.toml")
COMPONENTS = record_components(BOOK)
CASES = tomllib.loads((SHIPPED / "innovation-model-2.cases.toml").read_text())["cases"]
FACTS = sorted(record_facts(BOOK))

HEAD = """
schema = "tular-modelbook-1"
id = "contoh-1"
title = "Contoh"
scope = "product"
unknown = []
[[facts]]
id = "agency"
name_id = "instansi"
source = "Tular"
confidence = "certain"
[[components]]
id = "identitas"
source = "Tular"
confidence = "certain"
"""

NAME = Question("Siapa?", "Who?", frozenset({"agency"}))
PLACE = Question("Di mana?", "Where?", frozenset())
PAIR = Component(
    "identitas", "Identitas", "Identity", frozenset({"agency", "unit"}), frozenset({"agency"}), (NAME, PLACE)
)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_worked_case_of_the_shipped_rulebook_holds(case: dict[str, Any]) -> None:
    result = assess(COMPONENTS, set(case["facts"]))
    assert {
        status: sorted(r.component.id for r in result.components if r.status is status)
        for status in (Status.FULL, Status.PART)
    } == {Status.FULL: sorted(case["full"]), Status.PART: sorted(case["part"])}


def test_the_cases_use_every_fact_and_only_known_ones() -> None:
    assert sorted({fact for case in CASES for fact in case["facts"]}) == FACTS


def test_nineteen_components_of_the_model_apply_to_a_record() -> None:
    assert len(BOOK.block("components")) == 20
    assert [component.id for component in COMPONENTS] == [
        str(item["id"]) for item in BOOK.block("components") if item["id"] != "riwayat_masukan"
    ]


def test_a_component_is_explained_by_what_is_there_what_lacks_and_what_to_ask() -> None:
    assert assess((PAIR,), {"agency", "colour"}).components == (
        ComponentResult(PAIR, Status.PART, present=("agency",), lacking=("unit",), missing=(PLACE,)),
    )
    assert assess((PAIR,), set()).components == (
        ComponentResult(PAIR, Status.NONE, present=(), lacking=("agency", "unit"), missing=(NAME, PLACE)),
    )


def test_a_full_component_asks_nothing() -> None:
    result = assess((PAIR,), {"agency", "unit"})
    assert result.components == (
        ComponentResult(PAIR, Status.FULL, present=("agency", "unit"), lacking=(), missing=()),
    )
    assert (result.full, result.part, result.none, result.total, result.share) == (1, 0, 0, 1, 1.0)
    assert result.is_complete


def test_one_of_several_facts_is_nothing_unless_the_rule_says_so() -> None:
    assert assess((PAIR,), {"unit"}).components[0].status is Status.NONE


def test_a_component_without_rule_for_full_never_becomes_full() -> None:
    component = Component("proses", "Proses", "Process", frozenset(), frozenset({"solution"}), (PLACE,))
    assert assess((component,), {"solution"}).components[0].status is Status.PART
    assert assess((component,), set()).components[0].status is Status.NONE


@given(st.sets(st.sampled_from(FACTS)), st.sampled_from(FACTS))
def test_one_more_fact_never_makes_a_record_less_complete(facts: set[str], more: str) -> None:
    order = [Status.NONE, Status.PART, Status.FULL]
    before, after = assess(COMPONENTS, facts), assess(COMPONENTS, facts | {more})
    for old, new in zip(before.components, after.components, strict=True):
        assert order.index(new.status) >= order.index(old.status)
        assert set(new.missing) <= set(old.missing)
    assert after.share >= before.share


@given(st.sets(st.sampled_from([*FACTS, "title", "something"])))
def test_the_counts_add_up_and_everything_that_is_not_full_can_be_asked_for(facts: set[str]) -> None:
    result = assess(COMPONENTS, facts)
    assert result.full + result.part + result.none == result.total == 19
    assert result.share == result.full / 19
    assert all(bool(r.missing) == (r.status is not Status.FULL) for r in result.components)


@given(st.sets(st.sampled_from(FACTS)))
def test_the_name_of_the_owner_alone_never_fills_anything_but_the_identity(facts: set[str]) -> None:
    told = facts & {"agency", "unit", "theme"}
    assert {r.component.id for r in assess(COMPONENTS, told).components if r.status is Status.FULL} <= {"identitas"}


@pytest.mark.parametrize(
    ("rest", "key", "message"),
    [
        ("", "components.identitas.record", "harus tabel dengan full, part, dan ask, atau false"),
        ('record = { ask = [{ text_id = "Siapa?" }] }', "components.identitas.name_id", "nama komponen"),
        ('name_id = "Identitas"\nrecord = { full = ["agency"] }', "components.identitas.record.ask", "satu pertanyaan"),
        (
            'name_id = "Identitas"\nrecord = { full = ["owner"], ask = [{ text_id = "Siapa?" }] }',
            "components.identitas.record.full",
            'fakta "owner" tidak dikenal; pakai yang ada di [[facts]]: agency',
        ),
        (
            'name_id = "Identitas"\nrecord = { part = "agency", ask = [{ text_id = "Siapa?" }] }',
            "components.identitas.record.part",
            "harus daftar nama fakta",
        ),
        (
            'name_id = "Identitas"\nrecord = { ask = [{ text_en = "Who?" }] }',
            "components.identitas.record.ask[1]",
            "text_id",
        ),
        (
            'name_id = "Identitas"\nrecord = { ask = [{ text_id = "Siapa?", until = ["owner"] }] }',
            "components.identitas.record.ask[1].until",
            'fakta "owner" tidak dikenal',
        ),
        ("record = false", "components", "paling sedikit satu komponen"),
    ],
)
def test_a_wrong_rule_is_refused_with_its_place(rest: str, key: str, message: str) -> None:
    book = load((HEAD + rest).encode(), "contoh.toml")
    with pytest.raises(RulebookError) as caught:
        record_components(book)
    assert (caught.value.file, caught.value.key) == ("contoh.toml", key)
    assert message in caught.value.message
