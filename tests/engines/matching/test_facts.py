"""Facts as columns: gathered, asked, saved, loaded."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engines.matching.worlds import SETS, STATES, columns_of, facts_of
from tular.engines.matching.facts import MANY, NUMBERS, SINGLE, UNKNOWN, Facts, RecordFacts, gather

ROWS = st.lists(
    st.builds(
        facts_of,
        agency=st.sampled_from(("pemkab-alor", "pemkot-kupang", "")),
        province=st.sampled_from(("53", "32", "")),
        year=st.sampled_from((2019, 2024, UNKNOWN)),
        themes=st.lists(st.sampled_from((*SETS["themes"], "unknown-theme")), max_size=4).map(tuple),
        awards=st.lists(st.sampled_from(SETS["awards"]), max_size=3).map(tuple),
        replications=st.dictionaries(st.sampled_from(STATES), st.integers(1, 9)),
        taken=st.dictionaries(
            st.tuples(st.sampled_from(["kota", "kabupaten"]), st.sampled_from(STATES)), st.integers(1, 9)
        ),
        has_results=st.booleans(),
        indicators=st.dictionaries(
            st.sampled_from(("hdi", "poverty_rate")), st.tuples(st.sampled_from((1.5, 40.25)), st.booleans())
        ),
    ),
    max_size=6,
)


def the_same(first: Facts, second: Facts) -> bool:
    if first.names != second.names:
        return False
    for column in dataclasses.fields(Facts):
        one, two = getattr(first, column.name), getattr(second, column.name)
        if column.name == "names":
            continue
        if list(one) != list(two) or any(one[key].dtype != two[key].dtype for key in one):
            return False
        if not all(np.array_equal(one[key], two[key], equal_nan=one[key].dtype.kind == "f") for key in one):
            return False
    return True


@settings(max_examples=30, deadline=None)
@given(rows=ROWS)
def test_what_is_saved_is_loaded_whole(tmp_path_factory: pytest.TempPathFactory, rows: list[RecordFacts]) -> None:
    path = tmp_path_factory.mktemp("facts") / "facts.npz"
    facts = columns_of(rows)
    facts.save(path)
    assert the_same(Facts.load(path), facts)


@given(rows=ROWS)
def test_columns_tell_what_the_records_told(rows: list[RecordFacts]) -> None:
    facts = columns_of(rows)
    assert len(facts) == len(rows)
    for number, row in enumerate(rows):
        assert {name: facts.value(name, number) for name in SINGLE} == {name: getattr(row, name) for name in SINGLE}
        for name in MANY:
            assert set(facts.members(name, number)) == set(getattr(row, name)) & set(SETS[name])
        assert [int(facts.numbers[name][number]) for name in NUMBERS] == [getattr(row, name) for name in NUMBERS]
        for theme in SETS["themes"]:
            assert bool(facts.has("themes", theme)[number]) == (theme in row.themes)
        for state in STATES:
            assert facts.replications[state][number] == row.replications.get(state, 0)
        for name in ("hdi", "poverty_rate"):
            value, own = row.indicators.get(name, (float("nan"), False))
            assert facts.indicators[name][number] == pytest.approx(value, nan_ok=True)
            assert bool(facts.own_indicator[name][number]) == own


def test_sets_hold_sixty_four_names() -> None:
    sets = {**SETS, "themes": tuple(f"tema-{number}" for number in range(64))}
    facts = gather([facts_of(themes=("tema-0", "tema-63"))], sets, STATES, ())
    assert facts.members("themes", 0) == ["tema-0", "tema-63"]
    assert facts.has("themes", "tema-63").tolist() == [True]


def test_a_name_that_no_record_has_is_unknown() -> None:
    facts = columns_of([facts_of(province="53"), facts_of()])
    assert facts.code("province", "53") == 0
    assert facts.code("province", "99") == UNKNOWN
    assert facts.value("province", 1) == ""
    assert facts.has("themes", "tak-dikenal").tolist() == [False, False]
