"""Whatever somebody writes by mistake into one place of a rulebook, it is read or refused with a sentence."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from typing import Any

import pytest

from tests.engines.rulebook.books import CRITERIA, HEAD, PROPOSAL
from tests.engines.rulebook.test_form import FORM
from tests.engines.rulebook.test_scoring import INDEX
from tular.engines.rulebook import RulebookError, load
from tular.engines.rulebook.reading import read_competition

RULES = """
[participants]
agency_types = ["kota"]

[quota]
kota = 3
applies_to_groups = ["umum"]

[[eligibility]]
rule = "min_age_months"
value = 24
exceptions = [{ when = "pandemic_related", value = 12 }]

[[eligibility]]
rule = "was_awarded"
award = "finalis"
years = [2019, 2020]
min_months_since = 12

[[awards]]
id = "finalis"
count = 99
pool = ["umum"]
"""
GOOD = HEAD + PROPOSAL + 'evaluators_per_entry = 2\ndisagreement = { rule = "third_reader", gap = 9 }\n' + CRITERIA
BOOK: dict[str, Any] = tomllib.loads(GOOD.replace("T16:00:00+07:00", "") + FORM + INDEX + RULES)
WRONG = ["", "kata", -1, 1.5, 10**40, True, [], ["kata"], [1], {}, {"id": "kata"}, [{}], [{"id": ""}]]


def written(value: Any) -> str:
    """A value as TOML; dates as text, which the reader takes as well."""
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{json.dumps(key)} = {written(inner)}" for key, inner in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(written, value)) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, int | float) else json.dumps(str(value))


def places(value: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inner:
        yield (*way, key)
        yield from places(one, (*way, key))


def changed(value: Any, way: tuple[Any, ...], wrong: Any) -> Any:
    if not way:
        return wrong
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[way[0]] = changed(value[way[0]], way[1:], wrong)
    return copy


def read(book: dict[str, Any]) -> None:
    text = "\n".join(f"{key} = {written(value)}" for key, value in book.items())
    read_competition(load(text.encode(), "lomba.toml"))


def test_the_unchanged_rulebook_is_read() -> None:
    read(BOOK)


@pytest.mark.parametrize("way", list(places(BOOK)), ids=lambda way: ".".join(map(str, way)))
def test_one_wrong_value_anywhere_is_read_or_refused_with_the_file(way: tuple[Any, ...]) -> None:
    for wrong in WRONG:
        try:
            read(changed(BOOK, way, wrong))
        except RulebookError as error:
            assert error.file == "lomba.toml"
            assert error.message
