"""Alerts find what was planted, leave honest evaluators alone, and ask instead of accusing."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engines.judging.honest import CRITERIA, MAXIMA, honest, remarked
from tular.engines.judging.agreement import agreement, agreement_by_criterion
from tular.engines.judging.alert_words import DO, MAY_MEAN, NAMES, Kind
from tular.engines.judging.alerts import Alert, find_alerts
from tular.engines.judging.sheets import Sheet, lay_out
from tular.engines.judging.unusual import discovered, distances


def alerts_of(sheets: list[Sheet]) -> tuple[Alert, ...]:
    return find_alerts(lay_out(sheets, CRITERIA), MAXIMA).alerts


def changed(sheets: list[Sheet], change: Callable[[Sheet, int], Sheet], who: str = "e07") -> list[Sheet]:
    """The sheets with those of one evaluator changed; `change` gets the place of each in the order of marking."""
    own = sorted((one for one in sheets if one.evaluator == who), key=lambda one: one.order or 0)
    place = {one.proposal: number for number, one in enumerate(own)}
    return [change(one, place[one.proposal]) if one.evaluator == who else one for one in sheets]


def test_honest_evaluators_are_left_alone() -> None:
    """At most one in twenty gets any alert; in truth far fewer (figures: benchmarks/judging/alerts.py)."""
    alarmed = sum(len({one.evaluator for one in alerts_of(honest(seed))}) for seed in range(8))
    assert alarmed <= 0.05 * 8 * 30


def only(sheets: list[Sheet], kind: Kind) -> Alert:
    found = [one for one in alerts_of(sheets) if one.kind is kind]
    assert [one.evaluator for one in found] == ["e07"]
    return found[0]


def test_drift_is_found_with_its_size() -> None:
    sheets = changed(honest(1), lambda one, place: remarked(one, np.array(one.marks) + 25 * (place / 59 - 0.5)))
    found = only(sheets, Kind.DRIFT)
    assert 15 < found.figure < 32 and found.p is not None and found.p < 0.001
    assert re.search(r"naik \d+,\d poin dari lembar pertama ke terakhir \(selang 95%: \d", found.says)


def test_one_impression_for_all_criteria_is_found() -> None:
    def same(one: Sheet, place: int) -> Sheet:
        marks = np.array(one.marks)
        return remarked(one, marks.mean() + 0.2 * (marks - marks.mean()))

    found = only(changed(honest(2), same), Kind.HALO)
    assert found.comparison is not None and found.figure < 0.5 * found.comparison


@pytest.mark.parametrize(("factor", "kind"), [(0.3, Kind.NARROW), (2.8, Kind.WIDE)])
def test_use_of_the_scale_is_found(factor: float, kind: Kind) -> None:
    found = only(changed(honest(3), lambda one, place: remarked(one, 68 + factor * (np.array(one.marks) - 68))), kind)
    assert found.figure == pytest.approx(factor, rel=0.35)


def test_a_slip_is_found_and_named_with_its_proposal() -> None:
    sheets = changed(honest(4), lambda one, place: remarked(one, np.array(one.marks) - 50) if place == 9 else one)
    found = only(sheets, Kind.LONE)
    lowest = min((one for one in sheets if one.evaluator == "e07"), key=lambda one: one.total or 0)
    assert found.proposals == (lowest.proposal,)
    assert found.comparison is not None and found.comparison - found.figure > 35


def test_of_two_readers_far_apart_neither_is_blamed() -> None:
    sheets = changed(
        honest(5, proposals=900, each=2),
        lambda one, place: remarked(one, np.array(one.marks) - 60) if place == 9 else one,
    )
    found = [one for one in alerts_of(sheets) if one.kind is Kind.LONE_OF_TWO]
    assert len(found) == 2 and found[0].proposals == found[1].proposals and "e07" in {one.evaluator for one in found}
    assert "pembaca ketiga" in found[0].do


def test_haste_is_found_by_reading_speed_and_beside_others() -> None:
    sheets = changed(honest(6), lambda one, place: replace(one, seconds=60 * (one.words or 0) / (600 + place)))
    kinds = {one.kind: one for one in alerts_of(sheets) if one.evaluator == "e07"}
    assert set(kinds) == {Kind.FASTER_THAN_READING, Kind.FASTER_THAN_OTHERS}
    told = kinds[Kind.FASTER_THAN_READING]
    assert len(told.proposals) == told.figure and "450 kata per menit" in told.says and "238" in told.says


def test_sheets_without_time_are_not_fast() -> None:
    sheets = [replace(one, seconds=None) for one in honest(6)]
    found = find_alerts(lay_out(sheets, CRITERIA), MAXIMA)
    assert not {one.kind for one in found.alerts} & {Kind.FASTER_THAN_READING, Kind.FASTER_THAN_OTHERS}
    assert Kind.FASTER_THAN_READING in dict(found.silent) and found.habits[0].seconds is None


def test_repeated_sheets_and_all_maximum_are_found_with_their_proposals() -> None:
    same = np.array([70, 72, 64, 80, 71, 69, 75, 77])
    found = only(changed(honest(7), lambda one, place: remarked(one, same) if place < 12 else one), Kind.REPEATED)
    assert found.figure == 12 and len(found.proposals) == 12
    top = np.full(8, 100)
    found = only(changed(honest(7), lambda one, place: remarked(one, top) if place < 12 else one), Kind.ALL_MAXIMUM)
    assert found.figure == 12 and len(found.proposals) == 12


def test_every_kind_has_words_that_ask() -> None:
    for kind in Kind:
        assert NAMES[kind] and MAY_MEAN[kind].endswith(".") and DO[kind].endswith(".")
        said = f"{NAMES[kind]} {MAY_MEAN[kind]} {DO[kind]}".lower()
        assert not re.search(r"\b(curang|malas|asal-asalan|pelanggaran|bersalah|lalai|manipulasi|bohong)\b", said)


def test_the_order_of_sheets_does_not_matter_to_the_last_digit() -> None:
    sheets = changed(honest(8), lambda one, place: remarked(one, np.array(one.marks) + 25 * (place / 59 - 0.5)))
    other = sheets[:]
    random.Random(1).shuffle(other)
    first, second = (find_alerts(lay_out(rows, CRITERIA), MAXIMA) for rows in (sheets, other))
    assert repr(first) == repr(second) and first.alerts


def test_names_and_a_constant_do_not_matter() -> None:
    sheets = changed(honest(8), lambda one, place: remarked(one, np.array(one.marks) + 25 * (place / 59 - 0.5)))
    renamed = [
        replace(one, evaluator=f"x{99 - int(one.evaluator[1:])}", total=(one.total or 0) / 2 + 7) for one in sheets
    ]
    first = {one.evaluator: one for one in find_alerts(lay_out(sheets, CRITERIA), MAXIMA).habits}
    for one in find_alerts(lay_out(renamed, CRITERIA), MAXIMA).habits:
        was = first[f"e{99 - int(one.evaluator[1:]):02}"]
        assert one.drift is not None and was.drift is not None and one.drift == pytest.approx(was.drift / 2, abs=1e-7)
        assert one.scale_use == pytest.approx(was.scale_use) and one.within_sheet == pytest.approx(was.within_sheet)


def test_few_sheets_are_told_to_be_few() -> None:
    found = find_alerts(lay_out(honest(9, proposals=5, evaluators=4, each=2), CRITERIA), MAXIMA)
    assert found.alerts == () and {Kind.DRIFT, Kind.HALO, Kind.REPEATED} <= set(dict(found.silent))
    assert all(one.drift is None and one.within_sheet is None for one in found.habits)


def test_nothing_marked_gives_nothing() -> None:
    assert find_alerts(lay_out([], CRITERIA), MAXIMA).habits == ()


def test_missing_marks_and_totals_are_left_out() -> None:
    sheets = [replace(one, marks=(None, *one.marks[1:]), total=None) for one in honest(9)]
    found = find_alerts(lay_out(sheets, CRITERIA), MAXIMA)
    assert Kind.LONE in dict(found.silent) and found.habits[0].repeated == 0
    assert found.habits[0].within_sheet is not None


@given(st.integers(0, 10_000))
@settings(max_examples=40, deadline=None)
def test_whatever_is_missing_there_is_an_answer_without_gaps_in_it(seed: int) -> None:
    """All equal, one evaluator, nothing timed, marks and totals missing: no warning, no division by zero shown."""
    rng = random.Random(seed)
    proposals, evaluators, criteria = rng.choice([1, 5, 40]), rng.choice([1, 2, 9, 12]), rng.choice([0, 1, 3])
    steps, missing = rng.choice([1, 5]), rng.choice([0.0, 0.5])
    sheets = [
        Sheet(
            f"p{row}",
            f"e{who}",
            tuple(None if rng.random() < missing else rng.randint(1, steps) for _ in range(criteria)),
            None if rng.random() < missing else 20.0 * rng.randint(1, steps),
            rng.choice([None, 1.0, rng.random()]),
            rng.choice([None, 0.0, 60.0]),
            rng.choice([None, 0, 100]),
        )
        for row in range(proposals)
        for who in range(evaluators)
        if rng.random() < 0.7
    ]
    table = lay_out(sheets, CRITERIA[:criteria])
    found = find_alerts(table, [5.0] * criteria)
    assert "nan" not in repr((found, agreement(table.of_totals()), agreement_by_criterion(table)))


def test_maxima_have_to_fit() -> None:
    with pytest.raises(ValueError, match="2 maxima for 8 criteria"):
        find_alerts(lay_out(honest(9), CRITERIA), [5, 5])


def test_benjamini_and_hochberg_come_out() -> None:
    """Benjamini & Hochberg (1995), section 3.2: of fifteen p four are rejected at 0.05."""
    p = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344]
    p += [0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000]
    assert discovered(np.array(p[::-1]), 0.05).tolist() == [False] * 11 + [True] * 4
    assert not discovered(np.array([np.nan, np.nan]), 0.05).any()


def test_those_who_stand_out_do_not_hide_themselves() -> None:
    rng = np.random.default_rng(1)
    figures = np.concatenate([rng.normal(0, 1, 46), [9, 9.5, 10, 11]])
    away, p = distances(figures, np.full(50, 0.01))
    assert np.all(away[-4:] > 6) and np.all(p[-4:] < 1e-4) and np.abs(away[:46]).max() < 5
