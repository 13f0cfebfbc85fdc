"""Severity: variances as published, severities as made, and what must not change them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engines.judging.competitions import crossed, made
from tests.engines.judging.readings import SHROUT_FLEISS
from tular.engines.judging.calibrating import calibrate
from tular.engines.judging.marks import tabulate
from tular.engines.judging.severity import estimate_severities, plain


def test_variances_of_a_published_table_are_those_of_its_analysis_of_variance():
    # Shrout & Fleiss 1979 (Psychological Bulletin 86:420), table 3: mean squares of targets 11.24, judges 32.49,
    # residual 1.02. The table is balanced, so REML gives what the analysis of variance gives.
    table = tabulate(crossed(SHROUT_FLEISS))
    for by_lot in (False, True):
        found = estimate_severities(table, plain(table), by_lot=by_lot)
        assert found.noise == pytest.approx(1.0194, abs=5e-3)
        assert found.spread == pytest.approx((32.4861 - 1.0194) / 6, rel=5e-3)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.integers(4, 12), st.integers(3, 8))
def test_in_balanced_tables_reml_is_the_analysis_of_variance(seed, proposals, evaluators):
    draw = np.random.default_rng(seed)
    rows = draw.normal(0, 3, (proposals, 1)) + draw.normal(0, 4, (1, evaluators))
    rows = rows + draw.normal(0, 2, (proposals, evaluators))
    table = tabulate(crossed(rows.tolist()))
    found = estimate_severities(table, plain(table))
    centred = rows - rows.mean(axis=0) - rows.mean(axis=1, keepdims=True) + rows.mean()
    noise = float(np.sum(centred**2)) / ((proposals - 1) * (evaluators - 1))
    between = proposals * float(np.var(rows.mean(axis=0), ddof=1))
    if between > noise * 1.01:
        assert found.noise == pytest.approx(noise, rel=1e-3)
        assert found.spread == pytest.approx((between - noise) / proposals, rel=1e-3)


def test_leniency_solves_hendersons_equations_for_the_estimated_variances():
    table = tabulate(made(proposals=400, evaluators=20).marks)
    found = estimate_severities(table, plain(table))
    rows = np.arange(len(table.value))
    design = np.zeros((len(rows), len(table.proposals) + len(table.evaluators)))
    design[rows, table.proposal] = 1
    design[rows, table.evaluator + len(table.proposals)] = 1
    left = design.T @ design
    free = len(table.proposals)
    left[free:, free:] += np.eye(len(table.evaluators)) * found.noise / found.spread
    solved = np.linalg.solve(left, design.T @ table.value)[free:]
    # The posterior is averaged over the ratio of variances, which moves severities by little here.
    assert found.leniency == pytest.approx(solved, abs=0.1)


def test_severities_are_found_and_a_better_portfolio_is_not_taken_for_kindness():
    told = made(proposals=600, evaluators=12, readings=2, seed=4)
    # Evaluator e00 is given good proposals only.
    quality = dict(told.quality)
    kept = [one for one in told.marks if one.evaluator != "e00" or quality[one.proposal] > 72]
    found = calibrate(kept)
    assert found.fit is not None
    lenient = dict(zip(found.table.evaluators, found.fit.severities.leniency, strict=True))
    truth = told.leniency
    middle = sum(truth.values()) / len(truth)
    error = np.sqrt(np.diag(found.fit.severities.covariance))
    assert all(abs(lenient[id] - truth[id] + middle) < 4 * error.max() for id in truth)
    assert abs(lenient["e00"] - truth["e00"] + middle) < 3 * error[0]


def test_marks_without_noise_are_taken_apart_exactly():
    rows = [[quality + lenient for lenient in (-4.0, 0.0, 1.0, 3.0)] for quality in (50.0, 60.0, 75.0, 80.0, 88.0)]
    found = calibrate(crossed(rows))
    assert found.fit is not None
    assert found.fit.adjusted.mean == pytest.approx([50, 60, 75, 80, 88], abs=1e-3)
    assert np.all(np.isfinite(found.fit.variance))
