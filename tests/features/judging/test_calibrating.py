"""What the marks of a review say: calibrated where that can be, refused with a reason where not, the same each time."""

from __future__ import annotations

import json
from random import Random

import pytest

from tests.factories.competitions import NOW, RULEBOOK
from tests.factories.judging import make_entry, make_evaluator, make_judged, make_reading, make_sheet
from tular.features.accounts.models import User
from tular.features.agencies.models import Agency
from tular.features.judging.actions.calibrating import compute_calibration
from tular.features.judging.choices import AssignmentState, Belongs
from tular.features.judging.models import Assignment, CalibratedScore, Calibration, Review
from tular.features.judging.queries.calibrating import computed
from tular.features.judging.queries.made_with import taken

SHORTLISTED = RULEBOOK.replace("scale = [0, 100]\n", "scale = [0, 100]\nshortlist = 3\n")


@pytest.fixture
def review(sidoarjo: Agency, admin: User) -> Review:
    """Twelve proposals read by two of six evaluators each, one of whom marks fifteen points lower than the others."""
    made = make_judged(sidoarjo, admin, text=SHORTLISTED, running=True)
    people = [make_evaluator(made) for _number in range(6)]
    chance = Random(7)
    for number in range(12):
        entry = make_entry(made)
        for one in (people[number % 6], people[(number * 5 + 1 + number // 6) % 6]):
            if Assignment.objects.filter(entry=entry, evaluator=one).exists():
                one = people[(number + 2) % 6]
            mark = 60 + 2 * number + chance.randint(-2, 2) - (15 if one == people[0] else 0)
            make_sheet(make_reading(one, entry), total=str(mark), dampak=str(mark), kebaruan=str(mark))
    return made


def calibrated(review: Review) -> Calibration:
    return compute_calibration(review, by=None, now=NOW, progress=lambda _share, _text: None)


def test_the_severe_evaluator_is_found_and_what_they_read_rises(review: Review) -> None:
    found = calibrated(review)
    assert found.identifiable and found.sheets == 24
    severity = {one["number"]: one["severity"] for one in found.figures["evaluators"]}
    assert max(severity, key=lambda number: severity[number]) == 1 and severity[1] > 8
    read = found.scores.filter(entry__assignments__evaluator__number=1)
    assert all(score.calibrated > score.raw for score in read)
    assert all(score.low < score.calibrated < score.high for score in found.scores.all())


def test_the_line_of_the_rulebook_says_who_is_sure(review: Review) -> None:
    found = calibrated(review)
    (line,) = found.figures["lines"]
    assert (line["places"], line["proposals"]) == (3, 12)
    assert line["in"] + line["borderline"] + line["out"] == 12
    assert sum(score.p_in for score in found.scores.all()) == pytest.approx(3, abs=0.02)
    near = found.scores.filter(belongs=Belongs.BORDERLINE)
    assert near and all(score.gain is not None and score.gain >= 0 for score in near)


def test_the_same_marks_give_the_same_and_no_new_row(review: Review) -> None:
    first = calibrated(review)
    assert calibrated(review).pk == first.pk
    again = computed(json.loads(first.canonical))
    assert again.figures == taken(first.figures)[0]
    kept = {one.entry.number: one.calibrated for one in first.scores.select_related("entry")}
    assert {number: row["calibrated"] for number, row in again.scores.items()} == kept


def test_what_an_older_version_computed_is_computed_anew(review: Review, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tular.features.judging.actions.calibrating.of_figures", lambda: "mesin 1")
    first = calibrated(review)
    monkeypatch.undo()
    second = calibrated(review)
    assert (second.number, second.sha256) == (first.number + 1, first.sha256)


def test_marks_in_conflict_are_not_counted(review: Review) -> None:
    reading = Assignment.objects.filter(entry__review=review).order_by("pk")[0]
    Assignment.objects.filter(pk=reading.pk).update(state=AssignmentState.CONFLICT, state_reason="Saudara.")
    found = calibrated(review)
    assert found.sheets == 23
    assert CalibratedScore.objects.get(calibration=found, entry=reading.entry).readings == 1


def test_what_cannot_be_told_apart_is_refused_and_raw_ranks_stay(sidoarjo: Agency, admin: User) -> None:
    review = make_judged(sidoarjo, admin, text=SHORTLISTED, running=True)
    for team in range(2):
        people = [make_evaluator(review) for _number in range(2)]
        for number in range(4):
            entry = make_entry(review)
            for one in people:
                make_sheet(make_reading(one, entry), total=str(60 + 10 * team + 3 * number))
    found = calibrated(review)
    assert not found.identifiable and found.reason
    scores = list(found.scores.order_by("raw_rank"))
    assert [score.raw_rank for score in scores] == list(range(1, 9))
    assert all(score.calibrated is None and score.p_in is None for score in scores)


def test_nothing_and_all_equal_give_an_answer(sidoarjo: Agency, admin: User) -> None:
    review = make_judged(sidoarjo, admin, text=SHORTLISTED, running=True)
    empty = calibrated(review)
    assert (empty.identifiable, empty.sheets, empty.reason) == (False, 0, "Belum ada lembar nilai yang masuk.")
    people = [make_evaluator(review) for _number in range(3)]
    for number in range(6):
        entry = make_entry(review)
        for one in (people[number % 3], people[(number + 1) % 3]):
            make_sheet(make_reading(one, entry), total="70")
    found = calibrated(review)
    assert {score.raw_rank for score in found.scores.all()} == {1}
    assert "NaN" not in json.dumps([found.figures, list(found.scores.values())], default=str)


def test_a_second_marking_counts_instead_of_the_first(review: Review) -> None:
    reading = Assignment.objects.filter(entry__review=review).order_by("pk")[0]
    reading.sheets.create(
        round=2, total="99", handed_in_at=NOW, rulebook=review.competition.rulebook, content={"dampak": {"mark": "99"}}
    )
    rows = json.loads(calibrated(review).canonical)["sheets"]
    told = next(row for row in rows if row[:2] == [reading.entry.number, reading.evaluator.number])
    assert told[2] == "99" and len(rows) == 24
