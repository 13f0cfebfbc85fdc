"""A plan: computed from what stands, for both objectives, adopted as a whole, and fresh or refused."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.factories.competitions import NOW, make_competition
from tests.factories.judging import make_entry, make_evaluator, make_reading, make_review, make_sheet
from tests.factories.selection import arrived
from tular.features.accounts.models import User
from tular.features.agencies.models import Agency
from tular.features.judging.actions.assigning import assign, undo_many
from tular.features.judging.actions.planning import adopt, begin_plan, compute_plan
from tular.features.judging.actions.reviewing import start
from tular.features.judging.choices import AssignmentKind, AssignmentState
from tular.features.judging.models import Assignment, AssignmentPlan, EvaluatorProfile, Review
from tular.foundation.access.permissions import Denied
from tular.foundation.actions import Refused


@pytest.fixture
def review(sidoarjo: Agency, admin: User) -> Review:
    """Four proposals, three evaluators, two readings each."""
    made = make_review(make_competition(sidoarjo), admin, minimum=1, maximum=4)
    for _number in range(4):
        make_entry(made)
    for _number in range(3):
        make_evaluator(made)
    return made


def computed(review: Review, by: User) -> AssignmentPlan:
    return compute_plan(review, by=by, now=NOW, progress=lambda _share, _text: None)


def held(review: Review) -> set[tuple[int, int]]:
    rows = Assignment.objects.filter(entry__review=review, state__in=[AssignmentState.ASSIGNED, AssignmentState.DONE])
    return set(rows.values_list("entry__number", "evaluator__number"))


def test_everybody_gets_readers_within_bounds_and_without_conflict(review: Review, admin: User) -> None:
    first = review.evaluators.get(number=1)
    first.conflicts.create(entry=review.entries.get(number=2), kind="instansi", source="sistem", at=NOW)
    plan = computed(review, admin)
    assert plan.feasible and set(plan.solutions) == {"total", "worst"}
    assert not held(review)
    bulk = adopt(plan, objective="total", by=admin, now=NOW)
    pairs = held(review)
    assert len(pairs) == 8 == len(bulk.given) and not bulk.taken
    assert (2, 1) not in pairs
    assert all(sum(entry == number for entry, _who in pairs) == 2 for number in (1, 2, 3, 4))
    start(review, by=admin, now=NOW)
    with pytest.raises(Refused, match="sudah dipakai"):
        adopt(plan, objective="worst", by=admin, now=NOW)


def test_who_knows_the_field_reads_it(sidoarjo: Agency, admin: User) -> None:
    review = make_review(make_competition(sidoarjo), admin, readings=1, maximum=1)
    make_entry(review)
    for words in ("irigasi sawah dan bendung", "posyandu balita dan gizi di perahu"):
        EvaluatorProfile.objects.create(person=make_evaluator(review).person, expertise=words, updated_at=NOW)
    plan = computed(review, admin)
    assert plan.solutions["total"]["pairs"] == [[1, 2]]
    assert [row[1] for row in json.loads(plan.canonical)["affinity"]] == [2]


def test_the_same_state_gives_the_same_bytes(review: Review, admin: User) -> None:
    first, second = computed(review, admin), computed(review, admin)
    assert (first.canonical, first.sha256, first.solutions) == (second.canonical, second.sha256, second.solutions)
    assert (first.number, second.number) == (1, 2)


def test_what_cannot_be_says_what_to_relax(review: Review, admin: User) -> None:
    review.readings = 4
    review.save()
    plan = computed(review, admin)
    assert not plan.feasible and plan.explanation
    several, all_together = plan.explanation
    assert "hanya ada 3" in several and "Tambah 1" in several
    assert "16 pembacaan" in all_together and "berjumlah 12" in all_together
    with pytest.raises(Refused, match="tidak dapat dilaksanakan"):
        adopt(plan, objective="total", by=admin, now=NOW)


def test_a_plan_is_not_adopted_once_something_changed(review: Review, admin: User) -> None:
    plan = computed(review, admin)
    review.evaluators.get(number=3).conflicts.create(
        entry=review.entries.get(number=1), kind="keluarga", source="penilai", at=NOW
    )
    with pytest.raises(Refused, match="batas yang berubah"):
        adopt(plan, objective="total", by=admin, now=NOW)


def test_a_later_plan_takes_back_what_an_earlier_one_gave_but_not_what_hands_gave(review: Review, admin: User) -> None:
    adopt(computed(review, admin), objective="total", by=admin, now=NOW)
    hand = review.entries.get(number=1), review.evaluators.exclude(assignments__entry__number=1).first()
    assert hand[1] is not None
    assign(review, entry=hand[0], evaluator=hand[1], by=admin, now=NOW)
    plan = computed(review, admin)
    bulk = adopt(plan, objective="total", by=admin, now=NOW)
    pairs = held(review)
    assert (1, hand[1].number) in pairs and len(pairs) == 8
    assert bulk.taken and bulk.reason == "Rencana nomor 2 dipakai."
    undo_many(bulk, by=admin, now=NOW)
    assert len(held(review)) == 9


def test_once_it_runs_only_what_is_missing_is_given(review: Review, admin: User) -> None:
    adopt(computed(review, admin), objective="total", by=admin, now=NOW)
    review = start(review, by=admin, now=NOW)
    done = Assignment.objects.filter(entry__review=review).order_by("pk")[0]
    make_sheet(done)
    gone = Assignment.objects.filter(entry__review=review, state=AssignmentState.ASSIGNED).exclude(
        evaluator=done.evaluator
    )[0]
    Assignment.objects.filter(pk=gone.pk).update(state=AssignmentState.ABSTAINED, state_reason="Bukan bidang saya.")
    before = held(review)
    bulk = adopt(computed(review, admin), objective="total", by=admin, now=NOW)
    assert held(review) > before and not bulk.taken and len(bulk.given) == 1


def test_what_somebody_handed_in_before_leaving_still_counts(review: Review, admin: User) -> None:
    leaver = review.evaluators.get(number=3)
    entry = review.entries.get(number=4)
    make_sheet(make_reading(leaver, entry))
    leaver.left_at, leaver.left_reason = NOW, "Pindah tugas."
    leaver.save()
    adopt(computed(review, admin), objective="total", by=admin, now=NOW)
    assert sum(number == 4 for number, _who in held(review)) == 2


def test_only_the_organiser_has_it_computed_and_adopted(
    review: Review, admin: User, rival: User, upp: User, django_capture_on_commit_callbacks: Any
) -> None:
    plan = computed(review, admin)
    for stranger in (rival, upp, review.evaluators.get(number=1).person):
        with pytest.raises(Denied):
            begin_plan(review, by=stranger, now=NOW)
        with pytest.raises(Denied):
            adopt(plan, objective="total", by=stranger, now=NOW)
    begin_plan(review, by=admin, now=NOW)
    with pytest.raises(Refused, match="sedang dihitung"):
        begin_plan(review, by=admin, now=NOW)


def test_too_few_evaluators_are_told_before_anything_is_computed(sidoarjo: Agency, admin: User) -> None:
    review = make_review(make_competition(sidoarjo), admin)
    make_entry(review)
    make_evaluator(review)
    with pytest.raises(Refused, match="Baru ada 1 penilai; setiap proposal perlu 2"):
        begin_plan(review, by=admin, now=NOW)


def test_panels_at_home_in_their_categories_share_bridges(sidoarjo: Agency, admin: User) -> None:
    competition = make_competition(sidoarjo)
    review = make_review(competition, admin, bridges=1, maximum=20)
    health, food = competition.categories.get(), competition.categories.create(name="Pangan", order=2)
    for number, category in enumerate((health, food)):
        panel = review.panels.create(name=f"Tim {number}")
        panel.categories.add(category)
        for _number in range(3):
            make_evaluator(review, panel=panel)
        for _number in range(4):
            make_entry(review, arrived(competition, sidoarjo, category=category))
    plan = computed(review, admin)
    adopt(plan, objective="total", by=admin, now=NOW)
    readings = Assignment.objects.filter(entry__review=review).select_related("entry__proposal", "evaluator__panel")
    abroad = [
        one for one in readings
        if one.entry.proposal.category not in one.evaluator.panel.categories.all()  # type: ignore[union-attr]
    ]  # fmt: skip
    assert abroad and all(one.kind == AssignmentKind.BRIDGE for one in abroad)
    assert {one.kind for one in readings if one not in abroad} == {AssignmentKind.PLANNED}
    assert plan.solutions["total"]["figures"]["parts"] == 1


def test_without_panels_parts_that_nothing_joins_are_joined(sidoarjo: Agency, admin: User) -> None:
    """Two pairs of experts would each read their own field: severity could not be compared."""
    review = make_review(make_competition(sidoarjo), admin, readings=2, maximum=4)
    for _number in range(4):
        make_entry(review)
    for _number in range(4):
        make_evaluator(review)
    figures = computed(review, admin).solutions["total"]["figures"]
    assert figures["parts"] == 1
