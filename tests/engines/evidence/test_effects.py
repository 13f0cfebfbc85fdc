"""Effects per place against published figures, and refusals of values that tell none."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tular.engines.evidence.effects import (
    Mean,
    Measure,
    Rate,
    Share,
    Unmeasurable,
    against,
    mean_difference,
    mean_ratio,
    rate_ratio,
    risk_ratio,
    told,
)

COUNTS = st.integers(1, 500)


def test_a_risk_ratio_is_that_of_the_first_bcg_trial() -> None:
    """Aronson 1948 in Colditz et al. (1994), JAMA 271: 698-702: log RR -0.8893, variance 0.3256 (metafor, dat.bcg)."""
    found = risk_ratio("Aronson", Share(4, 123), Share(11, 139))
    assert found.effect == pytest.approx(-0.8893, abs=5e-5)
    assert found.variance == pytest.approx(0.3256, abs=5e-5)
    assert found.measure is Measure.RISK and not found.corrected


def test_a_mean_difference_is_that_of_the_textbook() -> None:
    """Borenstein et al. (2009), chapter 4: means 103 and 100, sd 5.5 and 4.5, n 50 and 50; D 3, variance 1.0100."""
    found = mean_difference("contoh", Mean(103, 5.5, 50), Mean(100, 4.5, 50))
    assert found.effect == 3
    assert found.variance == pytest.approx(1.0100)


def test_a_ratio_of_means_is_the_logarithm_with_the_variance_of_hedges() -> None:
    found = mean_ratio("contoh", Mean(103, 5.5, 50), Mean(100, 4.5, 50))
    assert found.effect == pytest.approx(math.log(1.03))
    assert found.variance == pytest.approx(5.5**2 / (50 * 103**2) + 4.5**2 / (50 * 100**2))


@given(a=COUNTS, b=COUNTS, n=st.integers(500, 5000))
def test_before_and_after_exchanged_is_the_opposite_effect_equally_sure(a: int, b: int, n: int) -> None:
    there, back = risk_ratio("x", Share(a, n), Share(b, n)), risk_ratio("x", Share(b, n), Share(a, n))
    assert there.effect == pytest.approx(-back.effect)
    assert there.variance == pytest.approx(back.variance)


@given(events=COUNTS, exposure=st.floats(0.5, 1000), times=st.floats(0.5, 20))
def test_a_rate_does_not_depend_on_the_unit_of_time(events: int, exposure: float, times: float) -> None:
    before = Rate(17, 12)
    scaled = Rate(17, 12 * times)
    found = rate_ratio("x", Rate(events, exposure), before)
    same = rate_ratio("x", Rate(events, exposure * times), scaled)
    assert found.effect == pytest.approx(same.effect, abs=1e-9)
    assert found.variance == same.variance


def test_an_empty_cell_is_filled_by_half_and_said() -> None:
    found = risk_ratio("x", Share(0, 40), Share(8, 40))
    assert found.corrected
    assert found.effect == pytest.approx(math.log((0.5 / 41) / (8.5 / 41)))
    assert rate_ratio("x", Rate(0, 12), Rate(6, 12)).corrected


def test_a_comparison_takes_off_what_happened_everywhere() -> None:
    here, elsewhere = Share(10, 100), Share(18, 100)
    taker = risk_ratio("x", here, Share(20, 100))
    found = against(taker, risk_ratio("pembanding", elsewhere, Share(20, 100)))
    assert found.effect == pytest.approx(math.log(0.5 / 0.9))
    assert found.variance > taker.variance
    assert found.compared
    with pytest.raises(Unmeasurable, match="cara lain"):
        against(taker, rate_ratio("pembanding", Rate(3, 1), Rate(2, 1)))


@pytest.mark.parametrize(
    ("after", "before", "said"),
    [
        (Share(1, 0), Share(1, 10), "Penyebut sesudah"),
        (Share(1, 10), Share(1, -3), "Penyebut sebelum"),
        (Share(11, 10), Share(1, 10), "lebih dari 100%"),
        (Share(-1, 10), Share(1, 10), "lebih dari 100%"),
        (Share(0, 10), Share(0, 10), "Tidak ada kejadian"),
        (Share(math.nan, 10), Share(1, 10), "angka biasa"),
    ],
)
def test_shares_that_cannot_be_are_refused(after: Share, before: Share, said: str) -> None:
    with pytest.raises(Unmeasurable, match=said):
        risk_ratio("x", after, before)


def test_rates_and_means_that_cannot_be_are_refused() -> None:
    with pytest.raises(Unmeasurable, match="lebih dari 0"):
        rate_ratio("x", Rate(1, 0), Rate(1, 1))
    with pytest.raises(Unmeasurable, match="di bawah 0"):
        rate_ratio("x", Rate(-1, 1), Rate(1, 1))
    with pytest.raises(Unmeasurable, match="Tidak ada kejadian"):
        rate_ratio("x", Rate(0, 1), Rate(0, 1))
    with pytest.raises(Unmeasurable, match="dua nilai"):
        mean_difference("x", Mean(3, 1, 1), Mean(3, 1, 9))
    with pytest.raises(Unmeasurable, match="Simpangan baku sebelum"):
        mean_difference("x", Mean(3, 1, 9), Mean(3, -1, 9))
    with pytest.raises(Unmeasurable, match="ketelitian"):
        mean_difference("x", Mean(3, 0, 9), Mean(2, 0, 9))
    with pytest.raises(Unmeasurable, match="di atas 0"):
        mean_ratio("x", Mean(-3, 1, 9), Mean(2, 1, 9))
    with pytest.raises(Unmeasurable, match="Ragam"):
        told("x", 0.3, 0)
    with pytest.raises(Unmeasurable, match="angka biasa"):
        told("x", math.inf, 1)
