"""When severity can be told from quality: fences are refused, bridges enough are accepted, threads are not."""

from __future__ import annotations

from tests.engines.judging.competitions import made
from tular.engines.judging.calibrating import calibrate
from tular.engines.judging.marks import Mark


def test_fenced_groups_are_refused_by_name_with_what_to_add():
    found = calibrate(made(blocks=3, evaluators=15).marks)
    assert not found.identifiable
    assert found.obstacle is not None
    assert found.obstacle.code == "separate"
    assert len(found.obstacle.parts) == 3
    assert "kelompok bidang 0: 40 proposal" in found.reason
    assert f"sedikitnya {found.obstacle.to_add} proposal" in found.reason


def test_without_groups_the_evaluators_are_named():
    marks = [Mark(one.proposal, one.evaluator, one.value) for one in made(blocks=2).marks]
    assert "penilai e00, e01, e02, e03, dan 2 lainnya: 60 proposal" in calibrate(marks).reason


def test_the_bridges_that_a_refusal_asks_for_are_enough():
    told = made(blocks=3, evaluators=15, proposals=300, readings=2)
    refused = calibrate(told.marks)
    assert refused.obstacle is not None
    bridged = made(blocks=3, evaluators=15, proposals=300, readings=2, bridges=refused.obstacle.to_add)
    assert calibrate(bridged.marks).identifiable


def test_one_shared_proposal_is_a_thread_not_a_bridge():
    told = made(blocks=2, evaluators=12, proposals=200, readings=3)
    marks = [*told.marks, Mark("p0000", "e11", 70.0, "bidang 0")]
    found = calibrate(marks)
    assert found.obstacle is not None
    assert found.obstacle.code == "weakly_linked"
    assert [part.groups for part in found.obstacle.parts][1] == ("bidang 0", "bidang 1")
    assert "terlalu sedikit berbagi" in found.reason


def test_teams_that_share_enough_are_calibrated():
    assert calibrate(made(blocks=6, evaluators=18, proposals=300, bridges=5).marks).identifiable


def test_teams_that_share_nothing_are_calibrated_only_when_drawn_by_lot():
    told = made(blocks=6, evaluators=18, proposals=300)
    assert not calibrate(told.marks).identifiable
    assert calibrate(told.marks, by_lot=True).identifiable


def test_a_few_stray_proposals_do_not_stop_the_rest():
    told = made(proposals=120, readings=2)
    found = calibrate([*told.marks, Mark("zz", "stranger", 90.0)])
    assert found.fit is not None
    assert found.outside == ("zz",)
    assert found.fit.variance[-1] > 2 * found.fit.variance[:-1].mean()


def test_an_evaluator_with_one_shared_reading_does_not_stop_the_rest():
    told = made(proposals=120, readings=2)
    assert calibrate([*told.marks, Mark("p0000", "stranger", 90.0, "bidang 0")]).identifiable
