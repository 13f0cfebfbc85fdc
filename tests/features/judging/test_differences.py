"""Where readers differ, the rulebook asks for work: a third reader, or a discussion with both marks kept."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.factories.competitions import NOW, RULEBOOK
from tests.factories.judging import make_entry, make_evaluator, make_judged, make_reading, make_sheet
from tests.people import signed_in
from tular.features.accounts.models import User
from tular.features.agencies.models import Agency
from tular.features.judging.actions.assigning import assign
from tular.features.judging.actions.differences import close_case, hold_discussion, look_at
from tular.features.judging.actions.marking import hand_in, open_reading
from tular.features.judging.choices import AssignmentKind, AssignmentState, CasePurpose
from tular.features.judging.models import Entry, ScoreSheet
from tular.foundation.access.permissions import Denied
from tular.foundation.actions import Refused

Made = Callable[[str], Entry]


def ruled(rule: str) -> str:
    told = (
        f'scale = [0, 100]\nevaluators_per_entry = 2\ndisagreement = {{ rule = "{rule}", gap = 15, threshold = 75 }}\n'
    )
    return RULEBOOK.replace("scale = [0, 100]\n", told)


@pytest.fixture
def marked(sidoarjo: Agency, admin: User) -> Made:
    """A proposal read by two, who gave 90 and 60, under a rule."""

    def make(rule: str) -> Entry:
        review = make_judged(sidoarjo, admin, text=ruled(rule), running=True)
        entry = make_entry(review)
        for total in ("90", "60"):
            make_sheet(make_reading(make_evaluator(review), entry), total=total, dampak=total, kebaruan=total)
        look_at(entry, NOW)
        return entry

    return make


def test_a_mean_asks_for_nothing(marked: Made) -> None:
    assert not marked("mean").cases.exists()


@pytest.mark.parametrize("rule", ["third_reader", "third_reader_across"])
def test_a_third_reader_is_asked_for_given_and_ends_it(marked: Made, admin: User, rule: str) -> None:
    entry = marked(rule)
    case = entry.cases.get()
    assert (case.purpose, case.closed_at) == (CasePurpose.THIRD_READER, None)
    assert "berselisih 30" in case.said
    third = make_evaluator(entry.review)
    reading = assign(entry.review, entry=entry, evaluator=third, kind=AssignmentKind.THIRD, by=admin, now=NOW)
    look_at(entry, NOW)
    assert entry.cases.get().closed_at is None, "still waiting for the third"
    make_sheet(reading, total="80")
    look_at(entry, NOW)
    assert entry.cases.get().closed_at == NOW


def test_nothing_is_opened_twice_nor_while_a_reading_is_out(marked: Made, sidoarjo: Agency, admin: User) -> None:
    entry = marked("third_reader")
    look_at(entry, NOW)
    assert entry.cases.count() == 1
    review = make_judged(sidoarjo, admin, text=ruled("third_reader"), running=True)
    waiting = make_entry(review)
    make_sheet(make_reading(make_evaluator(review), waiting), total="90")
    make_reading(make_evaluator(review), waiting)
    look_at(waiting, NOW)
    assert not waiting.cases.exists()


def test_a_discussion_keeps_both_marks(marked: Made, admin: User) -> None:
    entry = marked("discussion")
    case = entry.cases.get(purpose=CasePurpose.DISCUSSION)
    hold_discussion(case, by=admin, now=NOW)
    for reading in entry.assignments.all():
        assert reading.state == AssignmentState.ASSIGNED
        sheet = open_reading(reading, by=reading.evaluator.person, now=NOW)
        assert (sheet.round, sheet.handed_in_at) == (2, None)
        sheet.content = {"dampak": {"mark": "75", "comment": ""}, "kebaruan": {"mark": "75", "comment": ""}}
        sheet.save()
        hand_in(reading, by=reading.evaluator.person, now=NOW)
    assert entry.cases.get().closed_at == NOW
    totals = list(ScoreSheet.objects.order_by("round", "pk").values_list("round", "total"))
    assert totals == [(1, "90"), (1, "60"), (2, "75.00"), (2, "75.00")]


def test_only_the_organiser_handles_a_difference(marked: Made, rival: User, upp: User, admin: User) -> None:
    case = marked("discussion").cases.get()
    reader = case.entry.assignments.all()[0].evaluator.person
    base = f"/kompetisi/{case.entry.review.competition.slug}/penilaian/proposal/perbedaan/{case.pk}"
    for stranger in (rival, upp, reader):
        with pytest.raises(Denied):
            hold_discussion(case, by=stranger, now=NOW)
        with pytest.raises(Denied):
            close_case(case, by=stranger, now=NOW, reason="Coba.")
        assert signed_in(stranger).get(base).status_code == 404
    with pytest.raises(Refused, match="Tulis mengapa"):
        close_case(case, by=admin, now=NOW)
    assert close_case(case, by=admin, now=NOW, reason="Rapat memutuskan rata-rata.").closed_by == admin


def test_the_page_of_a_case_shows_the_marks_and_gives_a_third_reader(marked: Made, admin: User) -> None:
    entry = marked("third_reader")
    third = make_evaluator(entry.review)
    base = f"/kompetisi/{entry.review.competition.slug}/penilaian/proposal"
    browser = signed_in(admin)
    page = browser.get(f"{base}/perbedaan/{entry.cases.get().pk}").text
    assert "berselisih 30" in page and "Tugaskan" in page and str(third.person) in page
    done = browser.post(f"{base}/perbedaan/{entry.cases.get().pk}", {"penilai": str(third.number)}, follow=True)
    assert f"Penilai {third.number:02d} menjadi pembaca ketiga." in done.text
    assert entry.assignments.get(evaluator=third).kind == AssignmentKind.THIRD
