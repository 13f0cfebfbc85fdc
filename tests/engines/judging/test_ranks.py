"""How sure a list is, and whom to read once more."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from tests.engines.judging.competitions import crossed, made
from tular.engines.judging import ranks
from tular.engines.judging.calibrating import calibrate
from tular.engines.judging.ranks import Class, Pool, Ranking, rankings
from tular.engines.judging.rereading import Near, _gain, spread_readings, who_should_read, whom_to_read


def _ranking(places: int = 20, **wanted: int) -> Ranking:
    return rankings(calibrate(made(**wanted).marks), [Pool(places)])[0]


@pytest.mark.parametrize("proposals", [60, 400])
def test_probabilities_add_up_to_the_places(proposals):
    found = _ranking(places=17, proposals=proposals)
    assert sum(one.p_in for one in found.standings) == pytest.approx(17, abs=1e-6)
    assert all(0 <= one.p_in <= 1 for one in found.standings)
    assert all(1 <= one.low_rank <= one.high_rank <= proposals for one in found.standings)


def test_the_same_marks_in_any_order_give_the_same_figures():
    told = made(proposals=80)
    assert rankings(calibrate(told.marks), [Pool(9)]) == rankings(calibrate(told.marks[::-1]), [Pool(9)])


def test_places_for_all_are_sure():
    found = _ranking(places=500, proposals=60)
    assert all(one.p_in == 1 and one.belongs is Class.IN for one in found.standings)
    assert found.line.gap == 0 and found.line.misplaced == 0


def test_drawing_and_computing_agree(monkeypatch):
    calibration = calibrate(made(proposals=200, evaluators=15, readings=2).marks)
    drawn = rankings(calibration, [Pool(30)])[0]
    monkeypatch.setattr(ranks, "DRAWN_WHOLE", 10)
    computed = rankings(calibration, [Pool(30)])[0]
    for one, other in zip(drawn.standings, computed.standings, strict=True):
        assert one.p_in == pytest.approx(other.p_in, abs=0.04)
        assert abs(one.low_rank - other.low_rank) <= 14 and abs(one.high_rank - other.high_rank) <= 14
    assert drawn.line.at == pytest.approx(computed.line.at, abs=0.3)


def test_classes_follow_the_thresholds():
    calibration = calibrate(made(proposals=100, readings=5, evaluators=10).marks)
    for limits in ((0.95, 0.05), (0.6, 0.4)):
        found = rankings(calibration, [Pool(10)], sure_in=limits[0], sure_out=limits[1])[0]
        for one in found.standings:
            assert (one.belongs is Class.IN) == (one.p_in >= limits[0])
            assert (one.belongs is Class.OUT) == (one.p_in <= limits[1])


def test_what_is_believed_is_true_as_often_as_believed():
    believed, true = [], []
    for seed in range(6):
        told = made(proposals=300, evaluators=20, readings=2, seed=seed)
        found = rankings(calibrate(told.marks), [Pool(60)])[0]
        best = set(sorted(told.quality, key=lambda id: -told.quality[id])[:60])
        believed += [one.p_in for one in found.standings]
        true += [one.id in best for one in found.standings]
    told_in, truly_in = np.array(believed), np.array(true)
    for low, high in ((0.1, 0.3), (0.3, 0.5), (0.5, 0.7)):
        inside = (told_in >= low) & (told_in < high)
        assert told_in[inside].mean() == pytest.approx(truly_in[inside].mean(), abs=0.1)


def test_each_pool_has_its_own_places():
    told = made(proposals=90, blocks=3, evaluators=12, bridges=10)
    pools = [Pool(5, ("bidang 0",)), Pool(7, ("bidang 1", "bidang 2")), Pool(3, ("tidak ada",))]
    found = rankings(calibrate(told.marks), pools)
    assert [len(one.standings) for one in found] == [30, 60]
    assert [sum(a.p_in for a in one.standings) for one in found] == pytest.approx([5, 7])


def test_equal_scores_across_the_line_are_named():
    rows = [[80.0, 82.0, 81.0], [75.0, 78.0, 76.0], [60.0, 61.0, 63.0], [60.0, 61.0, 63.0], [50.0, 55.0, 51.0]]
    found = rankings(calibrate(crossed(rows)), [Pool(3)])[0]
    assert found.line.tied == ("p2", "p3")
    assert found.line.gap == 0
    chances = {one.id: one.p_in for one in found.standings}
    assert chances["p2"] == pytest.approx(chances["p3"], abs=0.04)


def test_marks_without_noise_share_the_places_of_equals():
    rows = [[q + s for s in (0.0, 2.0, 5.0)] for q in (80.0, 70.0, 70.0, 60.0)]
    found = rankings(calibrate(crossed(rows)), [Pool(2)])[0]
    assert sum(one.p_in for one in found.standings) == pytest.approx(2)
    assert [one.p_in for one in found.standings] == pytest.approx([1, 0.5, 0.5, 0], abs=0.03)


@pytest.mark.parametrize("wrong", [{"sure_in": 0.4, "sure_out": 0.6}, {"sure_in": 1.2}])
def test_thresholds_the_wrong_way_round_are_refused(wrong):
    with pytest.raises(ValueError, match="thresholds"):
        rankings(calibrate(made().marks), [Pool(3)], **wrong)


def test_refused_designs_have_no_ranks():
    with pytest.raises(ValueError, match="refused"):
        rankings(calibrate(made(blocks=2).marks), [Pool(3)])


def test_the_gain_of_a_reading_is_what_simulation_says():
    draw = np.random.default_rng(0)
    for distance, spread, error in ((0.0, 3.0, 40.0), (2.0, 3.0, 40.0), (4.0, 3.5, 10.0)):
        truth = draw.normal(distance, spread, 400_000)
        read = truth + draw.normal(0, np.sqrt(error), len(truth))
        after = (distance / spread**2 + read / error) / (1 / spread**2 + 1 / error)
        wrong = np.mean((after > 0) != (truth > 0))
        now = np.mean((distance > 0) != (truth > 0))
        gain = _gain(np.array([distance]), np.array([spread]), np.array([error]))[0]
        assert gain == pytest.approx(now - wrong, abs=4e-3)


def test_the_next_reading_goes_to_who_is_near_the_line_and_little_read():
    told = made(proposals=150, evaluators=10, readings=3)
    calibration = calibrate(told.marks)
    ranking = rankings(calibration, [Pool(30)])[0]
    found = whom_to_read(calibration, ranking)
    near = {one.id: one for one in ranking.standings if one.belongs is Class.BORDERLINE}
    assert {one.proposal for one in found} == set(near)
    assert [one.gain for one in found] == sorted((one.gain for one in found), reverse=True)
    first = near[found[0].proposal]
    assert abs(first.expected - ranking.line.at) < first.spread


def test_readers_are_proposed_who_may_read_and_mark_with_care():
    told = made(proposals=150, evaluators=10, readings=2, seed=5)
    draw = np.random.default_rng(5)
    marks = [replace(one, value=float(draw.normal(70, 30))) if one.evaluator == "e03" else one for one in told.marks]
    calibration = calibrate(marks)
    ranking = rankings(calibration, [Pool(30)])[0]
    first = who_should_read(calibration, ranking, limit=1)[0]
    found = who_should_read(
        calibration, ranking, conflicts=[(first.proposal, first.evaluator)], unavailable=["e07"], limit=None
    )
    pairs = {(one.proposal, one.evaluator) for one in found}
    assert (first.proposal, first.evaluator) not in pairs
    assert not pairs & {(one.proposal, one.evaluator) for one in marks}
    assert all(one.evaluator != "e07" for one in found)
    best_half = [one.evaluator for one in found[: len(found) // 4]]
    assert "e03" not in best_half


def test_further_readings_are_spread_over_proposals_and_over_who_has_room():
    told = made(proposals=150, evaluators=10, readings=2, seed=7)
    calibration = calibrate(told.marks)
    ranking = rankings(calibration, [Pool(30)])[0]
    found = who_should_read(calibration, ranking, room={"e00": 1, "e01": 0})
    near = [one.id for one in ranking.standings if one.belongs is Class.BORDERLINE]
    assert sorted(one.proposal for one in found) == sorted(near), "each once, and nobody left out"
    asked = Counter(one.evaluator for one in found)
    assert asked["e00"] <= 1 and asked["e01"] == 0
    assert [one.gain for one in found] == sorted((one.gain for one in found), reverse=True)
    assert len(who_should_read(calibration, ranking, limit=3)) == 3


def test_equally_good_readers_take_turns():
    near = [Near(f"p{number}", 70.0, 3.0) for number in range(9)]
    found = spread_readings(near, 70.0, dict.fromkeys("abc", 40.0), barred=[("p0", "a")])
    assert set(Counter(one.evaluator for one in found).values()) == {3}
    assert ("p0", "a") not in {(one.proposal, one.evaluator) for one in found}
    assert spread_readings(near[:1], 70.0, {"a": 40.0}, barred=[("p0", "a")]) == ()
