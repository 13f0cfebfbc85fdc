"""Where one more reading makes the list surest: suggested within bounds, several given at once, taken back at once."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.bands import make_calibrated
from tests.people import signed_in
from tular.features.accounts.models import User
from tular.features.agencies.models import Agency
from tular.features.judging.choices import AssignmentKind, ReviewState
from tular.features.judging.models import Assignment, Calibration, Review
from tular.features.judging.queries.rereading import MorePage, more_readings


@pytest.fixture
def review(sidoarjo: Agency, admin: User) -> Review:
    return make_calibrated(sidoarjo, admin)


def found(review: Review, count: int = 50) -> MorePage:
    return more_readings(review, Calibration.objects.get(review=review), 0, count)


def test_each_borderline_proposal_is_named_once_with_somebody_who_may(review: Review) -> None:
    page = found(review)
    assert len({one.entry for one in page.lines}) == len(page.lines) == page.borderline
    read = set(Assignment.objects.values_list("entry__number", "evaluator__number"))
    assert not read & {(one.entry, one.evaluator) for one in page.lines}
    assert [one.gain for one in page.lines] == sorted((one.gain for one in page.lines), reverse=True)
    assert 0 < page.gain < page.wrong


def test_full_loads_conflicts_and_the_organisers_own_people_are_left_out(review: Review, admin: User) -> None:
    one, two, three, four = review.evaluators.order_by("number")
    one.maximum = one.assignments.count()
    one.save()
    for entry in review.entries.all():
        two.conflicts.create(entry=entry, kind="instansi", source="sistem", at=review.created_at)
    review.competition.staff.create(person=three.person, role="pemeriksa", by=admin, since=review.created_at)
    assert {line.evaluator for line in found(review).lines} == {four.number}


def test_several_are_given_at_once_and_taken_back_at_once(review: Review, admin: User) -> None:
    browser = signed_in(admin)
    base = f"/kompetisi/{review.competition.slug}/penilaian/proposal"
    here = f"{base}/kendali/0/bacaan"
    assert here in browser.get(f"{base}/kendali").text
    page = browser.get(f"{here}?banyak=5").text
    assert page.count('name="bacaan"') == 5 and "sisi garis yang salah" in page
    nothing = browser.post(here, {})
    assert nothing.status_code == 409 and "Pilih dulu bacaan" in nothing.text
    before = Assignment.objects.count()
    values = [one.value for one in found(review).lines[:3]]
    done = browser.post(here, {"bacaan": values}, follow=True).text
    assert "3 bacaan tambahan ditugaskan." in done and "Urungkan" in done
    assert Assignment.objects.filter(kind=AssignmentKind.EXTRA).count() == 3
    again = browser.post(here, {"bacaan": values})
    assert again.status_code == 302, "what is so already is no mistake"
    bulk = review.bulk_assignments.earliest("pk")
    assert "Diurungkan" in browser.post(f"{base}/penugasan/massal/{bulk.pk}/urungkan", follow=True).text
    assert Assignment.objects.count() == before + 3 and set(
        Assignment.objects.filter(kind=AssignmentKind.EXTRA).values_list("state", flat=True)
    ) == {"ditarik"}


def test_what_became_impossible_meanwhile_is_told_with_its_pair(review: Review, admin: User) -> None:
    line = found(review).lines[0]
    entry, who = review.entries.get(number=line.entry), review.evaluators.get(number=line.evaluator)
    who.conflicts.create(entry=entry, kind="instansi", source="sistem", at=review.created_at)
    here = f"/kompetisi/{review.competition.slug}/penilaian/proposal/kendali/0/bacaan"
    refused = signed_in(admin).post(here, {"bacaan": [line.value]})
    assert refused.status_code == 409
    assert f"Proposal {line.entry:04d}, penilai {line.evaluator:02d}: Ada benturan kepentingan" in refused.text


def test_closed_reviews_get_no_more_and_nobody_else_sees_it(
    review: Review, admin: User, rival: User, upp: User
) -> None:
    here = f"/kompetisi/{review.competition.slug}/penilaian/proposal/kendali/0/bacaan"
    for person in (rival, upp, review.evaluators.all()[0].person):
        assert signed_in(person).get(here).status_code == 404
    assert signed_in(admin).get(here.replace("/0/", "/7/")).status_code == 404
    value = found(review).lines[0].value
    Review.objects.update(state=ReviewState.CLOSED)
    assert "Tugaskan yang dipilih" not in signed_in(admin).get(here).text
    assert signed_in(admin).post(here, {"bacaan": [value]}).status_code == 409


def test_the_page_asks_as_much_for_many_as_for_few(review: Review, admin: User) -> None:
    browser = signed_in(admin)
    here = f"/kompetisi/{review.competition.slug}/penilaian/proposal/kendali/0/bacaan"

    def asked(count: int) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert browser.get(f"{here}?banyak={count}").status_code == 200
        return len(captured)

    asked(1)
    assert asked(1) == asked(50)
