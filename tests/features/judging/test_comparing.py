"""A borderline band settled by comparing two at a time: who compares what, what is kept, and what comes of it."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from tests.factories.bands import make_calibrated
from tests.factories.competitions import NOW
from tests.factories.judging import make_entry, make_reading, make_sheet
from tular.features.accounts.models import User
from tular.features.agencies.models import Agency
from tular.features.judging.actions.calibrating import compute_calibration
from tular.features.judging.actions.comparing import (
    ask_pair,
    close_band,
    compare,
    decline_pair,
    extend_band,
    open_band,
    undo_comparison,
)
from tular.features.judging.choices import Belongs
from tular.features.judging.models import (
    BorderBand,
    BorderJudgement,
    BorderPair,
    BorderResult,
    CalibratedScore,
    Evaluator,
    Review,
)
from tular.features.judging.queries.borders.choosing import chosen_band
from tular.features.judging.queries.borders.computing import figures_of, solved
from tular.features.judging.queries.borders.settled import settled_band
from tular.features.judging.queries.made_with import taken
from tular.features.judging.queries.replaying import steps
from tular.foundation.access.permissions import Denied
from tular.foundation.actions import Refused


@pytest.fixture
def review(sidoarjo: Agency, admin: User) -> Review:
    return make_calibrated(sidoarjo, admin)


@pytest.fixture
def band(review: Review, admin: User) -> BorderBand:
    return open_band(review, pool=0, by=admin, now=NOW)


def answer(band: BorderBand, evaluator: Evaluator, minute: int = 0) -> BorderPair:
    """They see the next pair and prefer the proposal with the higher number."""
    now = NOW + timedelta(minutes=minute)
    pair = ask_pair(band, by=evaluator.person, now=now)
    compare(pair, said="kiri" if pair.turned else "kanan", by=evaluator.person, now=now, reason="Buktinya kuat.")
    return pair


def test_the_band_is_the_borderline_around_the_line_and_the_rest_keeps_its_place(review: Review) -> None:
    calibration = review.calibrations.get()
    rows = list(CalibratedScore.objects.filter(calibration=calibration).order_by("rank"))
    near = [one.entry.number for one in rows if one.belongs == Belongs.BORDERLINE]
    found = chosen_band(calibration, 0, 60)
    assert list(found.entries) == sorted(near)
    assert found.places == 5 - sum(one.belongs != Belongs.BORDERLINE for one in rows[:5])
    few = chosen_band(calibration, 0, 4)
    assert len(few.entries) == 4 and 0 < few.places < 4 and set(few.priors) == {str(one) for one in few.entries}


def _compare_on(band: BorderBand, people: list[Evaluator]) -> None:
    for number in range(100):
        answer(band, people[number % len(people)], number)


def test_a_band_is_opened_once_and_only_on_figures_of_now(review: Review, admin: User) -> None:
    make_sheet(make_reading(review.evaluators.all()[0], make_entry(review)), total="80")
    with pytest.raises(Refused, match="berubah sejak kalibrasi"):
        open_band(review, pool=0, by=admin, now=NOW)
    compute_calibration(review, by=None, now=NOW, progress=lambda _share, _text: None)
    with pytest.raises(Refused, match="Hitung dulu"):
        open_band(review, pool=3, by=admin, now=NOW)
    with pytest.raises(Refused, match="2 sampai 60"):
        open_band(review, pool=0, size=61, by=admin, now=NOW)
    open_band(review, pool=0, by=admin, now=NOW)
    with pytest.raises(Refused, match="sudah berjalan"):
        open_band(review, pool=0, by=admin, now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        BorderBand.objects.create(
            review=review, calibration=review.calibrations.get(number=2), pool=0, places=1, entries=[1, 2], budget=1,
            by=admin, at=NOW,
        )  # fmt: skip


def test_nobody_gets_a_pair_of_theirs_twice_nor_one_they_are_in_conflict_with(band: BorderBand) -> None:
    evaluator = band.review.evaluators.all()[0]
    barred = band.review.entries.get(number=band.entries[0])
    evaluator.conflicts.create(entry=barred, kind="instansi", source="sistem", at=NOW)
    seen = [answer(band, evaluator) for _number in range(12)]
    assert len({(one.first_id, one.second_id) for one in seen}) == 12
    assert barred.pk not in {pk for one in seen for pk in (one.first_id, one.second_id)}


def test_two_who_ask_at_once_get_different_pairs_and_asking_again_gives_the_same(band: BorderBand) -> None:
    one, two = band.review.evaluators.all()[:2]
    first, second = ask_pair(band, by=one.person, now=NOW), ask_pair(band, by=two.person, now=NOW)
    assert {first.first_id, first.second_id} & {second.first_id, second.second_id} == set()
    assert ask_pair(band, by=one.person, now=NOW) == first


def test_an_answer_needs_a_choice_and_a_reason_and_is_given_once(band: BorderBand) -> None:
    evaluator = band.review.evaluators.all()[0]
    pair = ask_pair(band, by=evaluator.person, now=NOW)
    for said, why in (("", "Bukti."), ("ditarik", "Bukti."), ("kiri", " "), ("kiri", "a" * 501)):
        with pytest.raises(Refused):
            compare(pair, said=said, by=evaluator.person, now=NOW, reason=why)
    compare(pair, said="setara", by=evaluator.person, now=NOW, reason="Sama kuat.")
    with pytest.raises(Refused, match="sudah Anda jawab"):
        compare(pair, said="kiri", by=evaluator.person, now=NOW, reason="Bukti.")


def test_the_last_answer_is_taken_back_by_a_further_row(band: BorderBand) -> None:
    evaluator = band.review.evaluators.all()[0]
    first, last = answer(band, evaluator, 0), answer(band, evaluator, 1)
    with pytest.raises(Refused, match="terakhir"):
        undo_comparison(first, by=evaluator.person, now=NOW)
    undo_comparison(last, by=evaluator.person, now=NOW + timedelta(minutes=2))
    assert [one.said for one in last.judgements.order_by("number")][1:] == ["ditarik"]
    assert ask_pair(band, by=evaluator.person, now=NOW + timedelta(minutes=2)) == last
    compare(last, said="setara", by=evaluator.person, now=NOW + timedelta(minutes=3), reason="Ternyata sama.")
    assert last.judgements.count() == 3


@pytest.mark.django_db(transaction=True)
def test_pairs_answers_and_results_never_change_in_the_database(band: BorderBand, admin: User) -> None:
    answer(band, band.review.evaluators.all()[0])
    close_band(band, by=admin, now=NOW, reason="Cukup.")
    for model, change in (
        (BorderPair, {"turned": True}), (BorderJudgement, {"said": "kiri"}), (BorderResult, {"sha256": ""}),
    ):  # fmt: skip
        with pytest.raises(DatabaseError):
            model.objects.update(**change)


def test_a_conflict_stated_while_comparing_takes_both_the_pair_and_earlier_answers_out(band: BorderBand) -> None:
    evaluator = band.review.evaluators.all()[0]
    pair = answer(band, evaluator)
    entry = pair.second if pair.turned else pair.first
    again = ask_pair(band, by=evaluator.person, now=NOW)
    with pytest.raises(Refused, match="yang mana"):
        decline_pair(again, side="", kind="keluarga", by=evaluator.person, now=NOW)
    decline_pair(pair, side="kiri", kind="keluarga", by=evaluator.person, now=NOW)
    assert evaluator.conflicts.get().entry == entry
    result = close_band(band, by=band.by, now=NOW, reason="Cukup.")
    assert json.loads(result.canonical)["comparisons"] == []


def test_the_result_is_kept_computed_again_and_offered_to_the_plenary(band: BorderBand, admin: User) -> None:
    people = list(band.review.evaluators.all())
    before = list(CalibratedScore.objects.values_list("pk", "raw", "calibrated"))
    assert settled_band(band.review, 0) is None
    with pytest.raises(Refused, match="sudah cukup pasti"):
        _compare_on(band, people)
    result = close_band(band, by=admin, now=NOW)
    told = json.loads(result.canonical)
    assert (
        figures_of(solved(told)) == taken(result.figures)[0] and len(told["comparisons"]) == BorderPair.objects.count()
    )
    assert result.figures["state"] == "settled"
    again = [one for one in steps(band.review.competition) if one.kind == "comparison"]
    assert len(again) == 1 and again[0].kept == again[0].again()
    found = settled_band(band.review, 0)
    assert found is not None and found.sha256 == result.sha256 and found.places == band.places
    assert [one.number for one in found.order] == [one["entry"] for one in result.figures["order"]]
    best = {one.number for one in found.order[: found.places]}
    assert sum(best) > sum(sorted(band.entries)[: found.places]), "who won more is above"
    assert settled_band(band.review, 1) is None
    assert list(CalibratedScore.objects.values_list("pk", "raw", "calibrated")) == before
    with pytest.raises(Refused, match="sudah ditutup"):
        ask_pair(band, by=people[0].person, now=NOW)


def test_before_it_is_settled_it_closes_with_a_reason_only_and_takes_more_when_spent(
    review: Review, admin: User
) -> None:
    band = open_band(review, pool=0, budget=1, by=admin, now=NOW)
    one, two = review.evaluators.all()[:2]
    answer(band, one)
    with pytest.raises(Refused, match="Jatah perbandingan sudah habis"):
        ask_pair(band, by=two.person, now=NOW)
    with pytest.raises(Refused, match="belum cukup pasti"):
        close_band(band, by=admin, now=NOW)
    with pytest.raises(Refused, match="lebih dari 1"):
        extend_band(band, budget=1, by=admin, now=NOW)
    extend_band(band, budget=20, by=admin, now=NOW)
    answer(band, two)


def test_only_the_organiser_opens_and_closes_and_only_its_evaluators_compare(
    review: Review, band: BorderBand, admin: User, rival: User, upp: User
) -> None:
    evaluator, other = review.evaluators.all()[:2]
    pair = ask_pair(band, by=evaluator.person, now=NOW)
    for stranger in (rival, upp, evaluator.person):
        for act in (lambda by: open_band(review, pool=0, by=by, now=NOW),
                    lambda by: close_band(band, by=by, now=NOW, reason="Ya."),
                    lambda by: extend_band(band, budget=900, by=by, now=NOW)):  # fmt: skip
            with pytest.raises(Denied):
                act(stranger)
    for stranger in (rival, upp, admin):
        with pytest.raises(Denied):
            ask_pair(band, by=stranger, now=NOW)
    with pytest.raises(Denied):
        compare(pair, said="kiri", by=other.person, now=NOW, reason="Bukan pasanganku.")
    with pytest.raises(Denied):
        undo_comparison(pair, by=other.person, now=NOW)
