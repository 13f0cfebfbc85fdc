"""Bridges: fences hold but for the bridges, and the figures of a design are those of the books."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tular.engines.judging.assignment import assign, served
from tular.engines.judging.bridges import Bridge, Groups, Wish, bridged
from tular.engines.judging.design import design_of
from tular.engines.judging.joining import joining
from tular.engines.judging.task import Capacity, Objective, ProposalNeed, Task, Unfit


def _fields(proposals: int = 60, evaluators: int = 12, groups: int = 3, readings: int = 2) -> tuple[Task, Groups]:
    dice = np.random.default_rng(1)
    names = [f"P{at:02}" for at in range(proposals)]
    people = [f"E{at:02}" for at in range(evaluators)]
    home = {name: f"G{at % groups}" for at, name in enumerate(names)}
    of = {who: f"G{at % groups}" for at, who in enumerate(people)}
    affinity = {(p, e): float(dice.random()) + (home[p] == of[e]) for p in names for e in people}
    share = proposals * readings / evaluators
    loads = tuple(Capacity(who, int(share * 0.7), int(share * 1.4) + 1) for who in people)
    return Task(tuple(ProposalNeed(name, readings) for name in names), loads, affinity), Groups(home, of)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 6), st.integers(2, 3), st.integers(2, 3))
def test_only_bridges_have_a_reader_of_another_group_and_as_many_as_wished(
    per_pair: int, readings: int, groups: int
) -> None:
    task, members = _fields(readings=readings, groups=groups)
    found = bridged(task, members, Wish(per_pair=per_pair))
    assert found.assigned.feasible and found.met and found.missing == 0
    strangers = {p: members.of[e] for p, e in found.assigned.pairs if members.of[e] != members.home[p]}
    assert strangers == {one.proposal: one.other for one in found.bridges}
    assert [joint.bridges for joint in found.design.joints] == [per_pair] * (groups * (groups - 1) // 2)
    assert found.design.is_connected == (per_pair > 0)


def test_every_group_gives_as_many_bridges_as_wished_spread_over_the_others_and_their_evaluators() -> None:
    task, members = _fields()
    found = bridged(task, members, Wish(per_group=4))
    assert sorted((one.home, one.other) for one in found.bridges) == sorted(
        [(home, other) for home in ("G0", "G1", "G2") for other in ("G0", "G1", "G2") if home != other] * 2
    )
    helpers = [e for p, e in found.assigned.pairs if members.of[e] != members.home[p]]
    assert max(helpers.count(who) for who in helpers) == 1


def test_a_number_of_bridges_that_is_there_and_tells_too_little_is_said_to_be_too_little() -> None:
    task, members = _fields()
    few = bridged(task, members, Wish(per_group=1))
    assert few.met and few.design.is_connected
    assert "kalibrasi dapat ditolak" in few.sentence and "dapat dibandingkan" not in few.sentence
    many = bridged(task, members, Wish(per_pair=20))
    assert "dapat dibandingkan" in many.sentence and "ditolak" not in many.sentence


def test_as_many_bridges_as_a_precision_needs_and_not_many_more() -> None:
    task, members = _fields(proposals=120)
    found = bridged(task, members, Wish(precision=0.6))
    errors = [joint.error for joint in found.design.joints]
    assert found.met and all(error is not None and error <= 0.6 for error in errors)
    coarse = bridged(task, members, Wish(precision=1.2))
    assert len(coarse.bridges) < len(found.bridges)
    assert "yang diminta 0,60" in found.sentence


def test_one_reading_a_proposal_makes_no_bridges_and_says_so() -> None:
    task, members = _fields(readings=1)
    found = bridged(task, members, Wish(precision=0.5))
    assert not found.met and found.missing == 3 and found.bridges == ()
    assert "dua pembacaan" in found.sentence and "tidak dapat dibandingkan" in found.sentence


def test_a_fixed_reader_of_another_group_is_a_bridge_already() -> None:
    task, members = _fields()
    task = Task(task.proposals, task.evaluators, task.affinity, fixed=frozenset({("P00", "E01")}))
    found = bridged(task, members, Wish(per_pair=1))
    assert Bridge("P00", "G0", "G1") in found.bridges and len(found.bridges) == 3
    assert ("P00", "E01") in found.assigned.pairs


def test_fences_that_cannot_hold_are_explained() -> None:
    task, members = _fields()
    tight = Task(
        task.proposals, tuple(Capacity(one.id, 0, 10 + 2 * (one.id > "E03")) for one in task.evaluators), task.affinity
    )
    crowded = Groups(dict.fromkeys(members.home, "G0"), members.of)
    found = bridged(tight, crowded, Wish(per_pair=0))
    assert not found.assigned.feasible and "Naikkan batas atas" in found.assigned.explanation


@pytest.mark.parametrize("wish", [Wish(), Wish(per_pair=1, per_group=1), Wish(per_pair=-1), Wish(precision=0.0)])
def test_a_wish_that_is_none_or_several_is_refused(wish: Wish) -> None:
    with pytest.raises(Unfit):
        bridged(*_fields(), wish)


def test_a_group_without_evaluators_is_refused() -> None:
    task, members = _fields()
    with pytest.raises(Unfit, match="tidak mempunyai penilai"):
        bridged(task, Groups({**members.home, "P00": "G9"}, members.of), Wish(per_pair=1))


def test_a_balanced_incomplete_block_design_has_its_known_efficiency() -> None:
    # v evaluators, every pair of them reads one proposal (k = 2): E = v(k − 1) / k(v − 1) (John & Williams 1995, 2.2).
    pairs = [(f"{a}{b}", who) for a, b in combinations("abcdefg", 2) for who in (a, b)]
    found = design_of(pairs)
    assert found.efficiency == pytest.approx(7 / 12, abs=1e-5)
    assert found.weakest == pytest.approx(7 / 12, abs=1e-5)
    assert found.components == (tuple("abcdefg"),)


def test_everybody_reading_everything_is_as_efficient_as_can_be() -> None:
    found = design_of([(proposal, who) for proposal in "123456" for who in "abc"])
    assert found.efficiency == 1.0
    assert found.error == pytest.approx((2 / 6) ** 0.5, abs=1e-5)


def test_what_nothing_joins_has_no_efficiency_and_no_error_between_groups() -> None:
    pairs = [("1", "a"), ("1", "b"), ("2", "c"), ("2", "d")]
    found = design_of(pairs, {"a": "x", "b": "x", "c": "y", "d": "y"})
    assert found.components == (("a", "b"), ("c", "d")) and found.efficiency is None and found.weakest == 0.0
    assert found.joints[0].error is None and found.joints[0].bridges == 0
    assert design_of([]).is_connected


def test_swaps_join_what_is_apart_keep_loads_and_cost_little() -> None:
    task, _members = _fields()
    found = assign(task)
    apart = design_of(found.pairs).components
    assert len(apart) == 3
    joined = joining(task, found.pairs)
    assert len(joined.swaps) == 2 and joined.components == 1 and design_of(joined.pairs).is_connected
    for side in (0, 1):
        assert sorted(pair[side] for pair in joined.pairs) == sorted(pair[side] for pair in found.pairs)
    total = sum(task.affinity[pair] for pair in joined.pairs)
    assert found.total is not None and total == pytest.approx(found.total - joined.loss)


def test_swaps_can_keep_what_the_worst_served_has() -> None:
    task, _members = _fields()
    found = assign(replace(task, objective=Objective.WORST))
    joined = joining(task, found.pairs, keep_worst=True)
    assert joined.components == 1
    assert min(served(task, joined.pairs).values()) >= min(served(task, found.pairs).values()) - 1e-9


def test_nothing_is_swapped_where_nothing_can_be_joined() -> None:
    task, _members = _fields(readings=1)
    found = assign(task)
    joined = joining(task, found.pairs)
    assert joined.swaps == () and joined.pairs == found.pairs and joined.components == 12
