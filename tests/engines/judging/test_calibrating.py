"""Calibrated scores: what they hold to, when they are refused, and whether their intervals keep their promise."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engines.judging.competitions import Made, crossed, made
from tular.engines.judging.calibrating import Calibration, Fit, calibrate, low_and_high
from tular.engines.judging.marks import Mark, UnfitMarks
from tular.engines.judging.ranks import Pool, rankings
from tular.engines.judging.rereading import who_should_read, whom_to_read


def _fit(found: Calibration) -> Fit:
    assert found.fit is not None, found.reason
    return found.fit


def _coverage(told: Made) -> float:
    found = calibrate(told.marks)
    low, high = low_and_high(_fit(found))
    truth = np.array([told.quality[id] for id in found.table.proposals])
    return float(np.mean((low <= truth) & (truth <= high)))


def test_rows_in_any_order_give_the_same_answer_to_the_last_digit():
    told = made(stretch=0.3, readings=4)
    one = _fit(calibrate(told.marks))
    other = _fit(calibrate(told.marks[::-1]))
    assert one.adjusted.mean.tobytes() == other.adjusted.mean.tobytes()
    assert one.variance.tobytes() == other.variance.tobytes()


@settings(max_examples=15, deadline=None)
@given(st.floats(-50, 50), st.floats(0.2, 5))
def test_another_scale_gives_the_same_scores_on_that_scale(shift, factor):
    told = made(proposals=40, evaluators=6)
    plainly = _fit(calibrate(told.marks))
    moved = _fit(calibrate([replace(one, value=shift + factor * one.value) for one in told.marks]))
    assert moved.adjusted.mean == pytest.approx(shift + factor * plainly.adjusted.mean, rel=1e-4, abs=1e-4)
    assert moved.variance == pytest.approx(factor**2 * plainly.variance, rel=1e-3)


def test_who_was_read_by_severe_evaluators_rises():
    told = made(proposals=300, evaluators=10, readings=2, seed=2)
    found = calibrate(told.marks)
    severe = min(told.leniency, key=lambda id: told.leniency[id])
    moved = dict(zip(found.table.proposals, _fit(found).adjusted.mean - found.table.raw, strict=True))
    by_severe = [moved[one.proposal] for one in told.marks if one.evaluator == severe]
    assert np.mean(by_severe) > 1


@pytest.mark.parametrize("readings", [2, 3, 5])
def test_nine_of_ten_intervals_hold_the_truth(readings):
    found = [_coverage(made(proposals=300, evaluators=20, readings=readings, seed=seed)) for seed in range(4)]
    assert 0.85 <= np.mean(found) <= 0.95


def test_intervals_hold_the_truth_in_tiny_competitions_too():
    found = [_coverage(made(proposals=12, evaluators=4, readings=2, seed=seed)) for seed in range(30)]
    assert np.mean(found) >= 0.85


def test_stretch_is_believed_only_when_the_marks_show_it():
    assert _fit(calibrate(made(proposals=400, evaluators=10, readings=3, seed=3).marks)).stretch is None
    told = made(proposals=400, evaluators=10, readings=3, seed=3, stretch=0.4)
    found = _fit(calibrate(told.marks))
    assert found.stretch is not None
    assert 0.2 < math.sqrt(found.stretch.variance) < 0.8


def test_an_evaluator_who_marks_at_random_counts_less_and_widens_the_intervals():
    told = made(proposals=300, evaluators=10, readings=3, seed=5)
    draw = np.random.default_rng(5)
    marks = [replace(one, value=float(draw.normal(70, 25))) if one.evaluator == "e03" else one for one in told.marks]
    found = calibrate(marks)
    fit = _fit(found)
    assert fit.noise is not None
    assert int(np.argmax(fit.noise.mean)) == found.table.evaluators.index("e03")
    read = {one.proposal for one in marks if one.evaluator == "e03"}
    wider = np.array([id in read for id in found.table.proposals])
    assert fit.variance[wider].mean() > 1.2 * fit.variance[~wider].mean()


def test_a_proposal_with_one_reading_is_calibrated_with_a_wide_interval():
    told = made(proposals=100, evaluators=8)
    marks = [*told.marks, Mark("zz", "e00", 80.0)]
    found = calibrate(marks)
    assert found.table.proposals[-1] == "zz"
    assert _fit(found).variance[-1] > 2 * _fit(found).variance[:-1].mean()


@pytest.mark.parametrize(
    ("marks", "code", "words"),
    [
        ([Mark("a", "x", 70), Mark("b", "x", 80)], "one_evaluator", "Hanya satu penilai"),
        (crossed([[7, 7], [7, 7], [7, 7]]), "all_equal", "Semua nilai sama"),
        ([Mark("a", "x", 70), Mark("b", "y", 80)], "nothing_shared", "penilai kedua"),
        (crossed([[70, 60], [80, 71]]), "too_few_shared", "terlalu sedikit"),
    ],
)
def test_what_no_design_can_tell_is_refused_with_the_reason(marks, code, words):
    found = calibrate(marks)
    assert not found.identifiable
    assert found.obstacle is not None
    assert found.obstacle.code == code
    assert words in found.reason


@pytest.mark.parametrize(
    ("mark", "words"),
    [
        (Mark("a", "x", math.nan), "di luar batas"),
        (Mark("a", "x", math.inf), "di luar batas"),
        (Mark("a", "x", 1e308), "di luar batas"),
        (Mark("", "x", 70.0), "kosong"),
        (Mark("p0", "e0", 70.0), "dua kali"),
        (Mark("p0", "zz", 70.0, "lain"), "dua kelompok"),
    ],
)
def test_marks_that_cannot_be_read_are_named(mark, words):
    with pytest.raises(UnfitMarks, match=words):
        calibrate([*crossed([[70, 60], [80, 71]]), mark])


def test_no_marks_at_all_is_said():
    with pytest.raises(UnfitMarks, match="Belum ada nilai"):
        calibrate([])


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(
        st.tuples(st.integers(0, 7), st.integers(0, 4)),
        st.one_of(
            st.sampled_from([0.0, 50.0, 80.0, 80.0 + 1e-9, 1e6, -1e6, 1e-300]),
            st.floats(-100, 100, allow_nan=False),
            st.integers(60, 90).map(float),
        ),
        min_size=1,
        max_size=40,
    ),
    st.booleans(),
    st.integers(1, 9),
)
def test_whatever_the_marks_there_is_a_reason_or_finite_figures_that_add_up(rows, by_lot, places):
    found = calibrate([Mark(f"p{i}", f"e{j}", mark) for (i, j), mark in rows.items()], by_lot=by_lot)
    assert found.identifiable == (found.reason == "")
    if found.fit is None:
        return
    low, high = low_and_high(found.fit)
    assert np.all(np.isfinite([low, found.fit.adjusted.mean, high])) and np.all(low <= high)
    assert np.all(np.isfinite([found.fit.severity, found.fit.scale]))
    ranking = rankings(found, [Pool(places)])[0]
    chances = [one.p_in for one in ranking.standings]
    assert sum(chances) == pytest.approx(min(places, len(chances)))
    assert np.isfinite([ranking.line.gap, ranking.line.gap_error, ranking.line.misplaced, ranking.line.at]).all()
    assert all(np.isfinite(one.gain) and one.gain >= 0 for one in whom_to_read(found, ranking))
    assert all(np.isfinite(one.gain) for one in who_should_read(found, ranking))
