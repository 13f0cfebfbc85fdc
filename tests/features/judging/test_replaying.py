"""`tular replay`: what was kept is what the frozen inputs give, byte by byte; what was altered is found."""

from __future__ import annotations

import json
from datetime import timedelta
from random import Random

import pytest

from tests.factories.competitions import NOW, RULEBOOK, make_competition
from tests.factories.judging import make_entry, make_evaluator, make_judged, make_reading, make_sheet
from tular.config.cli import run
from tular.features.accounts.models import User
from tular.features.agencies.models import Agency
from tular.features.competitions.queries.replaying import Compared, replay
from tular.features.judging.actions.calibrating import compute_calibration
from tular.features.judging.actions.planning import adopt, compute_plan
from tular.features.judging.choices import ReviewState
from tular.features.judging.models import Assignment, AssignmentPlan, CalibratedScore, Calibration, Review, ScoreSheet
from tular.features.judging.queries.marks import total_of
from tular.features.judging.queries.sheets import asked_for

SHORTLISTED = RULEBOOK.replace("scale = [0, 100]\n", "scale = [0, 100]\nshortlist = 3\n")


def quietly(_share: float, _text: str) -> None:
    return


@pytest.fixture
def review(sidoarjo: Agency, admin: User) -> Review:
    """Six proposals of which each is read by two of four evaluators, planned, marked, closed and calibrated."""
    made = make_judged(sidoarjo, admin, text=SHORTLISTED, maximum=4)
    people = [make_evaluator(made) for _number in range(4)]
    entries = [make_entry(made) for _number in range(6)]
    compute_plan(made, by=admin, now=NOW, progress=quietly)
    chance = Random(3)
    for number, entry in enumerate(entries):
        for one in (people[number % 4], people[(number + 1 + number // 4) % 4]):
            mark = str(60 + 4 * number + chance.randint(-3, 3))
            reading = make_reading(one, entry)
            sheet = make_sheet(reading, dampak=mark, kebaruan=mark)
            asked = asked_for(reading)
            assert asked is not None
            ScoreSheet.objects.filter(pk=sheet.pk).update(total=format(total_of(asked, sheet.content).total, "f"))
    Review.objects.filter(pk=made.pk).update(state=ReviewState.CLOSED)
    made.refresh_from_db()
    compute_calibration(made, by=admin, now=NOW, progress=quietly)
    return made


def steps(review: Review) -> dict[str, Compared]:
    return {one.kind: one for one in replay(review.competition)}


def test_everything_kept_is_computed_again_to_the_last_byte(review: Review) -> None:
    found = steps(review)
    assert {"assignment", "totals", "marks", "calibration"} <= set(found)
    assert all(one.is_equal for one in found.values()), {kind: one.difference for kind, one in found.items()}
    assert all(one.size > 20 for one in found.values())


def test_a_total_that_was_altered_is_found(review: Review) -> None:
    sheet = ScoreSheet.objects.filter(assignment__entry__review=review).order_by("pk")[0]
    ScoreSheet.objects.filter(pk=sheet.pk).update(total="99.5")
    found = steps(review)
    assert not found["totals"].is_equal and "99.5" in found["totals"].difference[0]
    assert not found["marks"].is_equal


def test_a_mark_that_was_altered_is_found(review: Review) -> None:
    sheet = ScoreSheet.objects.filter(assignment__entry__review=review).order_by("pk")[0]
    content = {**sheet.content, "dampak": {"mark": "1", "comment": ""}}
    ScoreSheet.objects.filter(pk=sheet.pk).update(content=content)
    assert not steps(review)["totals"].is_equal


def test_a_score_or_a_plan_that_was_altered_is_found(review: Review) -> None:
    score = CalibratedScore.objects.filter(calibration__review=review).order_by("pk")[0]
    CalibratedScore.objects.filter(pk=score.pk).update(rank=77)
    plan = AssignmentPlan.objects.get()
    AssignmentPlan.objects.filter(pk=plan.pk).update(solutions={**plan.solutions, "worst": {}})
    found = steps(review)
    assert not found["calibration"].is_equal and not found["assignment"].is_equal
    assert found["totals"].is_equal


def test_a_mark_given_after_the_last_calibration_is_told(review: Review) -> None:
    entry = make_entry(review)
    make_sheet(make_reading(review.evaluators.order_by("number")[0], entry), total="70.00", dampak="70", kebaruan="70")
    found = steps(review)
    assert not found["marks"].is_equal and found["calibration"].is_equal
    compute_calibration(review, by=None, now=NOW + timedelta(hours=1), progress=quietly)
    assert Calibration.objects.filter(review=review).count() == 2
    assert all(one.is_equal for one in replay(review.competition))


def test_the_command_says_so_and_writes_both_sides(review: Review, tmp_path, capsys) -> None:
    slug = review.competition.slug
    assert run(["replay", slug, "--out", str(tmp_path)]) == 0
    assert "semuanya sama sampai ke bita terakhir" in capsys.readouterr().out
    names = sorted(path.name for path in tmp_path.iterdir())
    assert f"001-{review.stage}-assignment.kept.txt" in names and len(names) == 8
    assert run(["replay", slug, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["equal"] and {one["kind"] for one in told["steps"]} == {"assignment", "totals", "marks", "calibration"}
    CalibratedScore.objects.filter(calibration__review=review).update(rank=1)
    assert run(["replay", slug]) == 1
    out = capsys.readouterr().out
    assert "BERBEDA" in out and "1 dari 4 langkah berbeda" in out


def test_an_unknown_competition_is_told_with_the_known_ones(review: Review, capsys) -> None:
    assert run(["replay", "tidak-ada"]) == 2
    assert review.competition.slug in capsys.readouterr().err


def test_nothing_to_compute_is_no_success(sidoarjo: Agency, admin: User, capsys) -> None:
    review = make_judged(sidoarjo, admin)
    slug = review.competition.slug
    Review.objects.filter(pk=review.pk).delete()
    assert run(["replay", slug]) == 1
    assert "Belum ada yang dapat dihitung ulang" in capsys.readouterr().out


def test_what_another_version_computed_is_told_with_its_version(review: Review, capsys) -> None:
    slug, kept = review.competition.slug, Calibration.objects.get()
    changed = {**kept.figures, "noise": 1.0}
    Calibration.objects.update(figures=changed | {"made_with": "mesin 1, numpy 2.0.0, scipy 1.14.0"})
    assert run(["replay", slug]) == 3
    out = capsys.readouterr().out
    assert "TAK TERBANDING" in out and "dibuat dengan mesin 1, numpy 2.0.0" in out
    assert "1 dari 4 langkah tidak dapat dibandingkan" in out and "berbeda" not in out
    Calibration.objects.update(figures={name: one for name, one in changed.items() if name != "made_with"})
    assert run(["replay", slug]) == 1
    out = capsys.readouterr().out
    assert "BERBEDA" in out and "versi pembuatnya tidak tercatat" in out


def test_an_input_that_cannot_be_read_is_told_and_the_rest_compared(review: Review, capsys) -> None:
    Calibration.objects.update(canonical="{}")
    assert run(["replay", review.competition.slug, "--json"]) == 1
    told = {one["kind"]: one for one in json.loads(capsys.readouterr().out)["steps"]}
    assert told["calibration"]["failure"] and not told["calibration"]["equal"] and told["totals"]["equal"]


def test_readings_that_do_not_come_of_the_plan_that_was_adopted_are_found(sidoarjo: Agency, admin: User) -> None:
    review = make_judged(sidoarjo, admin, text=SHORTLISTED, maximum=4)
    for _number in range(4):
        make_evaluator(review)
    entries = [make_entry(review) for _number in range(6)]
    plan = compute_plan(review, by=admin, now=NOW, progress=quietly)
    assert "assigned" not in steps(review)
    adopt(plan, objective="total", by=admin, now=NOW)
    assert steps(review)["assigned"].is_equal and steps(review)["assigned"].size > 90
    free = review.evaluators.exclude(assignments__entry=entries[0])[0]
    row = Assignment.objects.filter(entry=entries[0])[0]
    Assignment.objects.filter(pk=row.pk).update(evaluator=free)
    found = steps(review)
    assert not found["assigned"].is_equal and found["assignment"].is_equal
    assert f"[{entries[0].number},{free.number}]" in found["assigned"].kept.partition("given")[0]


def test_the_json_keeps_its_keys_and_tells_when_there_is_nothing_yet(review: Review, capsys) -> None:
    slug = review.competition.slug
    assert run(["replay", slug, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert list(told) == ["competition", "equal", "steps"] and told["competition"] == slug
    assert all(list(one) == [
        "stage", "kind", "what", "equal", "comparable", "bytes", "kept_sha256", "again_sha256", "made_with", "failure",
    ] for one in told["steps"])  # fmt: skip
    assert run(["replay", slug, "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == told
    empty = make_competition(review.competition.organiser, slug="kosong")
    assert run(["replay", empty.slug, "--json"]) == 1
    assert json.loads(capsys.readouterr().out) == {"competition": "kosong", "equal": False, "steps": []}
