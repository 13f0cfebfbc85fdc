"""Survival curves against a published example."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tular.engines.evidence.survival import Spell, curves

TREATED = [(6, 1)] * 3 + [
    (7, 1), (10, 1), (13, 1), (16, 1), (22, 1), (23, 1), (6, 0), (9, 0), (10, 0), (11, 0), (17, 0), (19, 0), (20, 0),
    (25, 0), (32, 0), (32, 0), (34, 0), (35, 0),
]  # fmt: skip
"""Weeks of remission of 21 patients on 6-MP (Freireich et al. 1963, Blood 21: 699-716); 1: relapsed."""


def test_the_remissions_of_freireich_come_to_what_is_published() -> None:
    """Collett (2003), Modelling Survival Data in Medical Research: 0.857, 0.807, 0.753, 0.690, 0.627, 0.538, 0.448."""
    (curve,) = curves(Spell(weeks, bool(ended)) for weeks, ended in TREATED)
    assert [step.months for step in curve.steps] == [6, 7, 10, 13, 16, 22, 23]
    assert [step.at_risk for step in curve.steps] == [21, 17, 15, 12, 11, 7, 6]
    assert [round(step.share, 3) for step in curve.steps] == [0.857, 0.807, 0.753, 0.690, 0.627, 0.538, 0.448]
    assert curve.median == 23
    assert (curve.count, curve.stopped, curve.seen) == (21, 9, 35)
    assert curve.running == (6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35)
    # log(-log) interval of the first step, from Greenwood's variance 3 / (21 * 18).
    assert (curve.steps[0].low95, curve.steps[0].high95) == (
        pytest.approx(0.6197, abs=5e-5), pytest.approx(0.9516, abs=5e-5),
    )  # fmt: skip


def test_where_none_stopped_all_still_run_as_long_as_they_were_seen() -> None:
    (curve,) = curves([Spell(12, stopped=False), Spell(30, stopped=False)])
    assert curve.steps == () and curve.median is None
    assert curve.share_at(24) == 1
    assert curve.share_at(31) is None


def test_groups_stand_apart_by_name() -> None:
    found = curves([Spell(5, stopped=True, group="kota"), Spell(9, stopped=False, group="kabupaten")])
    assert [(one.group, one.count) for one in found] == [("kabupaten", 1), ("kota", 1)]
    assert found[1].share_at(5) == 0
    assert found[1].share_at(4) == 1


def test_a_span_below_zero_is_refused() -> None:
    with pytest.raises(ValueError, match="0 bulan"):
        curves([Spell(-1, stopped=True)])


@given(st.lists(st.tuples(st.integers(0, 60), st.booleans()), min_size=1, max_size=40))
def test_a_curve_only_falls_and_without_censoring_is_the_share_left(spans: list[tuple[int, bool]]) -> None:
    (curve,) = curves(Spell(months, ended) for months, ended in spans)
    shares = [step.share for step in curve.steps]
    assert shares == sorted(shares, reverse=True) and all(-1e-12 <= one <= 1 for one in shares)
    (full,) = curves(Spell(months, stopped=True) for months, _ended in spans)
    for step in full.steps:
        left = sum(months > step.months for months, _ended in spans) / len(spans)
        assert step.share == pytest.approx(left, abs=1e-9)
