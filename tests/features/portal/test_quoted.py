"""Quoted national figures: read from data, with what they leave open."""

from __future__ import annotations

import pytest
from django.utils import translation

from tular.features.portal.queries.dates import partial_date
from tular.features.portal.queries.quoted import quoted_facts, sustainability


def test_every_fact_names_definition_date_and_source() -> None:
    facts = quoted_facts()
    assert {"never-took-part", "hub-jipp", "jippnas-records"} <= set(facts)
    for fact in facts.values():
        assert fact.definition_id and fact.definition_en and fact.source and fact.outlet
        assert partial_date(fact.date)


def test_parts_of_the_hub_figure_add_up() -> None:
    facts = quoted_facts()
    assert facts["hub-jipp-regions"].value + facts["hub-jipp-central"].value == facts["hub-jipp"].value


def test_what_the_source_leaves_open_has_its_own_rows_and_all_rows_add_up() -> None:
    figures = sustainability(quoted_facts())
    assert [(share.key, share.value, share.percent, share.known) for share in figures.shares] == [
        ("continuing", 1916, 65.4, True),
        ("stopped", 429, 14.7, True),
        ("unstated", 10, 0.3, False),
        ("not-updated", 573, 19.6, False),
    ]
    assert (figures.stopped, figures.unknown) == (429, 583)
    assert sum(share.value for share in figures.shares) == figures.total.value


def test_the_definition_follows_the_language() -> None:
    fact = quoted_facts()["hub-jipp"]
    with translation.override("en"):
        assert fact.definition == fact.definition_en
    with translation.override("id"):
        assert fact.definition == fact.definition_id


@pytest.mark.parametrize(
    ("text", "shown"),
    [("2024", "2024"), ("2024-10", "Oktober\u00a02024"), ("2024-10-18", "18\u00a0Oktober\u00a02024"), ("", "")],
)
def test_a_date_is_as_precise_as_its_source(text: str, shown: str) -> None:
    assert partial_date(text) == shown


@pytest.mark.parametrize("text", ["Oktober 2024", "2024-13", "2024-10-18-01"])
def test_anything_but_a_date_is_refused(text: str) -> None:
    with pytest.raises((ValueError, IndexError)):
        partial_date(text)
