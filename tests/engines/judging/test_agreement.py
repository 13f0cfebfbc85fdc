"""Agreement: the published examples come out, what cannot be computed is refused, and units of points do not matter."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engines.judging.readings import KRIPPENDORFF, SHROUT_FLEISS, by_evaluator, by_proposal, drawn
from tular.engines.judging.agreement import agreement, agreement_by_criterion, reading_gap
from tular.engines.judging.alpha import Level, krippendorff_alpha
from tular.engines.judging.coefficients import Missing
from tular.engines.judging.crossed import fit_crossed
from tular.engines.judging.intraclass import Intraclass, intraclass
from tular.engines.judging.sheets import Readings, Sheet, lay_out, lay_out_readings


def values_of(found: Intraclass) -> list[float | None]:
    six = (found.single, found.mean, found.agreement, found.agreement_mean, found.consistency, found.consistency_mean)
    return [one.value for one in six]


def test_shrout_and_fleiss_come_out() -> None:
    """Shrout & Fleiss (1979), table 4: ICC(1,1), (1,4), (2,1), (2,4), (3,1), (3,4)."""
    assert values_of(intraclass(by_proposal(SHROUT_FLEISS))) == pytest.approx(
        [0.17, 0.44, 0.29, 0.62, 0.71, 0.91], abs=0.005
    )


def test_their_intervals_are_those_of_the_r_package_psych() -> None:
    found = intraclass(by_proposal(SHROUT_FLEISS))
    ends = [(one.low, one.high) for one in (found.single, found.mean, found.agreement, found.consistency) if one.low]
    assert ends == [
        pytest.approx((-0.133, 0.723), abs=0.0006),
        pytest.approx((-0.884, 0.912), abs=0.0006),
        pytest.approx((0.019, 0.761), abs=0.0006),
        pytest.approx((0.342, 0.946), abs=0.0006),
    ]


@pytest.mark.parametrize(("level", "value"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849)])
def test_krippendorff_comes_out(level: str, value: float) -> None:
    """Krippendorff (2011), section D, missing values included; one unit has no pair and does not count."""
    found = krippendorff_alpha(by_evaluator(KRIPPENDORFF), Level(level))
    assert found.value == pytest.approx(value, abs=0.0005)
    assert (found.proposals, found.readings) == (11, 40)


def test_a_design_with_holes_gives_the_variances_that_made_it() -> None:
    """Method III is unbiased: the mean over draws comes near the truth (36, 25 and 36 points²)."""
    found = [intraclass(drawn(seed, proposals=300, evaluators=30, each=3, spreads=(6, 5, 6))) for seed in range(12)]
    assert np.mean([one.quality_variance for one in found]) == pytest.approx(36, rel=0.08)
    assert np.mean([one.severity_variance for one in found]) == pytest.approx(25, rel=0.2)
    assert np.mean([one.noise_variance for one in found]) == pytest.approx(36, rel=0.05)


def test_severity_lowers_absolute_agreement_and_not_consistency() -> None:
    found = intraclass(drawn(1, proposals=400, evaluators=20, each=3, spreads=(6, 8, 3)))
    assert found.consistency.value is not None and found.agreement.value is not None
    assert found.consistency.value > found.agreement.value + 0.2


@given(st.integers(0, 10_000))
@settings(max_examples=15, deadline=None)
def test_the_fit_is_least_squares(seed: int) -> None:
    """Residuals, leverages and sums of squares are those of a plain dense fit, in any design."""
    rng = np.random.default_rng(seed)
    table = [[float(rng.normal()) if rng.random() < 0.5 else None for _ in range(5)] for _ in range(8)]
    readings = by_proposal(table)
    fit = fit_crossed(readings, leverages=True)
    rows = np.eye(len(readings.proposals))[readings.proposal]
    columns = np.eye(len(readings.evaluators))[readings.evaluator]
    design = np.hstack([rows, columns])
    hat = design @ np.linalg.pinv(design)
    centred = readings.values - readings.values.mean()
    assert fit.residual == pytest.approx(centred - hat @ centred, abs=1e-9)
    assert fit.leverage == pytest.approx(np.diag(hat), abs=1e-9)
    assert fit.rest_df == len(centred) - np.linalg.matrix_rank(design)
    of_columns = columns @ np.linalg.pinv(columns)
    assert fit.proposals == pytest.approx(centred @ (hat - of_columns) @ centred, abs=1e-9)


REFUSED: dict[str, tuple[list[list[float | None]], Missing]] = {
    "nothing": ([], Missing.NO_MARKS),
    "one evaluator": ([[70], [80]], Missing.ONE_READER),
    "nobody reads the same": ([[70, None], [None, 80]], Missing.NO_OVERLAP),
    "one proposal": ([[70, 75]], Missing.ONE_PROPOSAL),
    "all equal": ([[70, 70], [70, 70]], Missing.ALL_EQUAL),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_computed_says_why(name: str) -> None:
    table, why = REFUSED[name]
    found = agreement(by_proposal(table))
    for one in (found.intraclass.single, found.intraclass.agreement, found.alpha):
        assert (one.value, one.low, one.band, one.missing) == (None, None, "", why)
        assert one.words.endswith(".") and len(one.words) > 20
    assert found.intraclass.noise_variance is None


def test_pairs_that_share_one_proposal_each_are_too_few_for_two_effects() -> None:
    found = intraclass(by_proposal([[70, 75, None, None], [None, None, 60, 80]]))
    assert found.single.value is not None
    assert found.agreement.missing is Missing.TOO_FEW and found.parts == 2


def test_full_agreement_is_one() -> None:
    found = agreement(by_proposal([[70.1, 70.1, 70.1], [80.3, None, 80.3], [90, 90, None], [60, 60, 60]]))
    assert values_of(found.intraclass) == pytest.approx([1.0] * 6)
    assert found.alpha.value == pytest.approx(1) and found.alpha.low is None
    assert found.gap.mean == 0


def test_the_gap_is_the_plain_mean_difference() -> None:
    gap = reading_gap(by_proposal([[70, 80, None], [60, 66, 90], [50, None, None]]), gap=15)
    # 10; and (6 + 30 + 24) / 3 = 20
    assert gap.mean == 15 and gap.largest == 30 and gap.wide == 1 and gap.proposals == 2
    assert "15,0 poin" in gap.words and "1 proposal (50%)" in gap.words


TABLES = st.lists(st.lists(st.one_of(st.none(), st.integers(0, 20)), min_size=4, max_size=4), min_size=3, max_size=8)


def renamed(readings: Readings, seed: int) -> Readings:
    """The same with other names in another order."""
    rng = np.random.default_rng(seed)
    new_rows = [f"x{number:03}" for number in rng.permutation(len(readings.proposals))]
    new_columns = [f"y{number:03}" for number in rng.permutation(len(readings.evaluators))]
    rows = list(zip(readings.proposal, readings.evaluator, readings.values, strict=True))
    return lay_out_readings((new_rows[row], new_columns[column], float(value)) for row, column, value in rows)


def told(readings: Readings) -> list[float]:
    found = agreement(readings)
    parts = [found.alpha, found.intraclass.single, found.intraclass.agreement, found.intraclass.consistency]
    ends = [end for one in parts for end in (one.value, one.low, one.high)]
    return [-9.0 if end is None else end for end in ends]


@given(TABLES, st.integers(0, 99))
@settings(max_examples=40, deadline=None)
def test_names_do_not_matter(table: list[list[float | None]], seed: int) -> None:
    readings = by_proposal(table)
    assert told(renamed(readings, seed)) == pytest.approx(told(readings), abs=1e-6)


@given(TABLES, st.sampled_from([0.5, 2, 10]), st.integers(-50, 50))
@settings(max_examples=40, deadline=None)
def test_a_constant_and_a_factor_do_not_matter(table: list[list[float | None]], factor: float, constant: int) -> None:
    readings = by_proposal(table)
    moved = replace(readings, values=readings.values * factor + constant)
    assert told(moved) == pytest.approx(told(readings), abs=1e-6)


@given(TABLES, st.randoms(use_true_random=False))
@settings(max_examples=30, deadline=None)
def test_the_order_of_rows_does_not_matter_to_the_last_digit(table: list[list[float | None]], shuffler: object) -> None:
    rows = [(f"p{r}", f"e{c}", mark) for r, marks in enumerate(table) for c, mark in enumerate(marks)]
    other = rows[:]
    shuffler.shuffle(other)  # type: ignore[attr-defined]
    assert repr(agreement(lay_out_readings(rows), gap=3)) == repr(agreement(lay_out_readings(other), gap=3))


@given(TABLES)
@settings(max_examples=40, deadline=None)
def test_intervals_hold_their_value(table: list[list[float | None]]) -> None:
    found = agreement(by_proposal(table))
    for one in (found.alpha, found.intraclass.single, found.intraclass.agreement, found.intraclass.consistency):
        if one.value is not None and one.low is not None and one.high is not None:
            assert one.low <= one.value + 1e-9 and one.value <= one.high + 1e-9 and one.value <= 1 + 1e-9


def test_criteria_are_told_one_by_one_and_missing_marks_are_left_out() -> None:
    sheets = [
        Sheet("p1", "e1", (4, None), total=70),
        Sheet("p1", "e2", (4, 3)),
        Sheet("p2", "e1", (2, 5)),
        Sheet("p2", "e2", (2, 1)),
    ]
    table = lay_out(sheets, ["baru", "guna"])
    found = dict(agreement_by_criterion(table))
    assert found["baru"].gap.mean == 0 and found["guna"].gap.mean == 4
    assert table.of_totals().values.tolist() == [70]


def test_two_sheets_of_one_evaluator_for_one_proposal_are_refused() -> None:
    with pytest.raises(ValueError, match="two readings of proposal p1 by evaluator e1"):
        lay_out([Sheet("p1", "e1", (4,)), Sheet("p1", "e1", (5,))], ["baru"])
    with pytest.raises(ValueError, match="1 marks for 2 criteria"):
        lay_out([Sheet("p1", "e1", (4,))], ["baru", "guna"])


def test_proposals_that_differ_in_nothing_but_their_readers_are_told_so() -> None:
    found = intraclass(by_proposal([[70, 80], [70, 80], [70, 80]]))
    assert found.consistency.missing is found.agreement.missing is Missing.PROPOSALS_EQUAL


def test_a_sentence_names_value_interval_and_band() -> None:
    found = intraclass(by_proposal(SHROUT_FLEISS)).consistency
    assert found.words == "0,71: sedang. Selang 95%: 0,34 sampai 0,95 (lemah sampai sangat baik)."
    assert found.band == "moderate"
