"""Pooled effects against published examples, properties that hold for all, and refusals."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tular.engines.evidence.effects import Effect, Mean, Measure, Share, mean_difference, risk_ratio
from tular.engines.evidence.pooling import Pooled, Unpoolable, pool

BCG = [
    (4, 119, 11, 128), (6, 300, 29, 274), (3, 228, 11, 209), (62, 13536, 248, 12619), (33, 5036, 47, 5761),
    (180, 1361, 372, 1079), (8, 2537, 10, 619), (505, 87886, 499, 87892), (29, 7470, 45, 7232), (17, 1699, 65, 1600),
    (186, 50448, 141, 27197), (5, 2493, 3, 2338), (27, 16886, 29, 17825),
]  # fmt: skip
"""Thirteen trials of the BCG vaccine (Colditz et al. 1994, JAMA 271: 698-702): ill and well, vaccinated and not."""


def bcg() -> list[Effect]:
    return [risk_ratio(f"{at:02}", Share(a, a + b), Share(c, c + d)) for at, (a, b, c, d) in enumerate(BCG, start=1)]


def pooled(effects: list[Effect]) -> Pooled:
    found = pool(effects)
    assert isinstance(found, Pooled), found
    return found


def test_the_trials_of_the_bcg_vaccine_come_to_what_is_published() -> None:
    """Viechtbauer (2010), J. Stat. Softw. 36(3): REML -0.7145, tau² 0.3132, Q(12) 152.23; Knapp-Hartung
    -1.1084 to -0.3206."""
    found = pooled(bcg())
    assert found.effect == pytest.approx(-0.7145, abs=5e-5)
    assert found.tau2 == pytest.approx(0.3132, abs=5e-5)
    assert (found.low95, found.high95) == (pytest.approx(-1.1084, abs=5e-5), pytest.approx(-0.3206, abs=5e-5))
    assert found.q == pytest.approx(152.2330, abs=5e-4)
    assert found.i2 == pytest.approx(92.12, abs=5e-3)
    # Student's t with 11 degrees of freedom is 2.200985 (Higgins et al. 2009, formula 12).
    reach = 2.200985 * math.sqrt(found.tau2 + ((found.high95 - found.low95) / (2 * 2.178813)) ** 2)
    assert found.prediction_low95 == pytest.approx(found.effect - reach, abs=1e-5)
    assert found.prediction_high95 == pytest.approx(found.effect + reach, abs=1e-5)


def test_equal_effects_have_no_spread_and_the_usual_precision() -> None:
    """With q below 1 the interval is that of the common error: the modification of Röver et al. (2015)."""
    found = pooled([Effect(name, 0.5, 0.04) for name in "abcd"])
    assert (found.tau2, found.i2, found.q) == (0, 0, pytest.approx(0))
    assert found.effect == pytest.approx(0.5)
    assert found.high95 - found.effect == pytest.approx(3.182446 * 0.1, abs=1e-6)


def test_with_equal_variances_reml_is_the_textbook_estimate() -> None:
    """Searle, Casella & McCulloch (1992): with v equal for all, tau² is the sample variance less v."""
    y = [0.1, 0.5, 0.9, 1.6]
    found = pooled([Effect(str(at), one, 0.05) for at, one in enumerate(y)])
    mean = sum(y) / 4
    assert found.tau2 == pytest.approx(sum((one - mean) ** 2 for one in y) / 3 - 0.05, rel=1e-6)


def test_two_places_are_pooled_without_a_range_for_a_third() -> None:
    found = pooled([Effect("a", -0.2, 0.01), Effect("b", -0.6, 0.02)])
    assert found.prediction_low95 is None and found.prediction_high95 is None
    assert found.low95 < -0.6 and found.high95 > -0.2


EFFECTS = st.lists(st.tuples(st.floats(-3, 3), st.floats(0.001, 2)), min_size=2, max_size=12)


@given(EFFECTS, st.randoms(use_true_random=False))
def test_the_order_of_places_changes_nothing(values: list[tuple[float, float]], dice: object) -> None:
    rows = [Effect(f"{at:02}", y, v) for at, (y, v) in enumerate(values)]
    shuffled = list(rows)
    dice.shuffle(shuffled)  # type: ignore[attr-defined]
    assert pool(rows) == pool(shuffled)


@given(EFFECTS, st.floats(-2, 2))
def test_a_shift_of_all_shifts_the_mean_alone(values: list[tuple[float, float]], by: float) -> None:
    first = pooled([Effect(f"{at:02}", y, v) for at, (y, v) in enumerate(values)])
    second = pooled([Effect(f"{at:02}", y + by, v) for at, (y, v) in enumerate(values)])
    assert second.effect - first.effect == pytest.approx(by, abs=1e-3)
    assert second.tau2 == pytest.approx(first.tau2, rel=1e-3, abs=1e-3)


@given(EFFECTS)
def test_figures_stay_where_they_belong(values: list[tuple[float, float]]) -> None:
    found = pooled([Effect(f"{at:02}", y, v) for at, (y, v) in enumerate(values)])
    lowest, highest = min(y for y, _v in values), max(y for y, _v in values)
    assert lowest - 1e-9 <= found.effect <= highest + 1e-9
    assert found.low95 <= found.effect <= found.high95
    assert found.tau2 >= 0 and 0 <= found.i2 <= 100 and found.q >= 0 and 0 <= found.q_p <= 1
    assert sum(found.weights) == pytest.approx(1)
    if found.prediction_low95 is not None and found.prediction_high95 is not None:
        assert found.prediction_low95 <= found.low95 and found.high95 <= found.prediction_high95


def refused(effects: list[Effect]) -> Unpoolable:
    found = pool(effects)
    assert isinstance(found, Unpoolable)
    return found


def test_what_is_not_of_one_kind_is_not_pooled() -> None:
    one = Effect("a", 0.1, 0.1, Measure.RISK)
    assert refused([]).code == "too_few"
    assert "Baru satu tempat" in refused([one]).reason
    assert "a disebut lebih dari sekali" in refused([one, one]).reason
    other = mean_difference("b", Mean(3, 1, 9), Mean(2, 1, 9))
    assert refused([one, other]).code == "measures"
    assert "mean difference" in refused([one, other]).reason
    compared = Effect("c", 0.1, 0.1, Measure.RISK, compared=True)
    assert refused([one, compared]).code == "designs"
