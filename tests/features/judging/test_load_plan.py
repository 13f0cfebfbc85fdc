"""What the reading load asks of each evaluator a day, who cannot finish, and each one's own share."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories.competitions import NOW, make_competition
from tests.factories.judging import make_entry, make_evaluator, make_reading, make_review, make_sheet
from tests.people import signed_in
from tular.features.accounts.models import User
from tular.features.agencies.models import Agency
from tular.features.competitions.models import Window
from tular.features.judging.choices import ReviewState
from tular.features.judging.models import Review
from tular.features.judging.queries.load_plan import load_plan, own_plan


@pytest.fixture
def review(sidoarjo: Agency, admin: User) -> Review:
    """Prepared; three evaluators, six proposals read by two; the window opens tomorrow for three days."""
    made = make_review(make_competition(sidoarjo), admin, minutes=45)
    Window.objects.filter(competition=made.competition).update(
        opens_at=NOW + timedelta(days=1), closes_at=NOW + timedelta(days=4) - timedelta(hours=12)
    )
    people = [make_evaluator(made, per_day=limit) for limit in (2, 1, None)]
    for number in range(6):
        entry = make_entry(made)
        for place in (number, number + 1):
            make_reading(people[place % 3], entry)
    return made


def base(review: Review) -> str:
    return f"/kompetisi/{review.competition.slug}/penilaian/proposal"


def test_readings_are_laid_on_the_days_of_the_window_before_it_starts(review: Review) -> None:
    plan = load_plan(review, NOW)
    days = len(plan.lines[0].days)
    assert plan.readings == 12 and plan.hours == 9 and plan.untold == 1
    assert [sum(one.readings for one in line.days) for line in plan.lines] == [4, 4, 4]
    assert sum(one.readings for one in plan.days) == 12 and {one.minutes % 45 for one in plan.days} == {0}
    short = [line.load.number for line in plan.short]
    assert short == [2], (days, [line.says for line in plan.lines])
    assert plan.lines[1].says[0].startswith("Penilai 02 harus membaca sampai")


def test_holidays_and_days_off_are_left_out(review: Review) -> None:
    days = [one.date for one in load_plan(review, NOW).days]
    review.days_off = [days[0].isoformat()]
    review.save()
    one = review.evaluators.get(number=1)
    one.days_off = [day.isoformat() for day in days]
    one.save()
    plan = load_plan(review, NOW)
    assert days[0] not in {day.date for day in plan.days}
    assert plan.lines[0].days == () and "belum mempunyai hari baca" in plan.lines[0].says[0]


def test_the_page_says_who_cannot_finish_also_where_one_starts(review: Review, admin: User) -> None:
    browser = signed_in(admin)
    # Pages look at the clock, so that the window has to be of now.
    now = timezone.now()
    Window.objects.filter(competition=review.competition).update(
        opens_at=now + timedelta(days=1), closes_at=now + timedelta(days=3)
    )
    assert f"{base(review)}/beban" in browser.get(base(review)).text
    page = browser.get(f"{base(review)}/beban").text
    for words in ("Yang perlu dilonggarkan", "Penilai 02 harus membaca sampai", "Per hari, semua penilai", "45 menit"):
        assert words in page
    asked = browser.get(f"{base(review)}/mulai").text
    assert "menurut beban baca 1 penilai tidak selesai" in asked and "9 jam seluruhnya" in asked
    rows = browser.get(f"{base(review)}/beban.csv").content.decode("utf-8-sig").splitlines()
    assert rows[0] == "penilai,nama,tanggal,bacaan,menit" and len(rows) > 6


def test_holidays_are_typed_on_the_plan_of_the_review(review: Review, admin: User) -> None:
    browser = signed_in(admin)
    told = {"readings": "2", "minimum": "0", "maximum": "50", "bridges": "0", "minutes": "30"}
    wrong = browser.post(f"{base(review)}/rencana", told | {"days_off": "25 Desember"})
    assert wrong.status_code == 409 and "bukan tanggal" in wrong.text
    browser.post(f"{base(review)}/rencana", told | {"days_off": "2026-12-26\n2026-12-25"})
    review.refresh_from_db()
    assert review.days_off == ["2026-12-25", "2026-12-26"]
    assert "2026-12-25" in browser.get(f"{base(review)}/rencana").text


def test_each_evaluator_sees_todays_share_and_how_they_stand(review: Review) -> None:
    Review.objects.update(state=ReviewState.RUNNING)
    evaluator = review.evaluators.get(number=1)
    opens = review.competition.windows.get(stage="proposal").opens_at
    first = own_plan(evaluator, review, 4, 0, opens)
    assert first is not None and (first.today, first.minutes, first.behind) == (2, 90, 0)
    late = own_plan(evaluator, review, 4, 0, opens + timedelta(days=2))
    assert late is not None and late.today == 4 and late.behind == 3
    early = own_plan(evaluator, review, 4, 3, opens + timedelta(days=1))
    assert early is not None and early.ahead == 1
    assert own_plan(evaluator, review, 4, 4, opens) is None
    slow = own_plan(review.evaluators.get(number=2), review, 4, 0, opens + timedelta(days=2))
    assert slow is not None and slow.is_over
    evaluator.days_off = [(date(2026, 1, 1) + timedelta(days=n)).isoformat() for n in range(365)]
    never = own_plan(evaluator, review, 4, 0, opens)
    assert never is not None and never.days == 0


def test_the_desk_tells_it(review: Review) -> None:
    Review.objects.update(state=ReviewState.RUNNING)
    now = timezone.now()
    Window.objects.update(opens_at=now - timedelta(hours=1), closes_at=now + timedelta(days=30))
    evaluator = review.evaluators.get(number=1)
    make_sheet(evaluator.assignments.all()[0], total="80", dampak="80", kebaruan="80")
    page = signed_in(evaluator.person).get("/penilaian").text
    assert "Bagian Anda hari ini: 1 usulan, sekitar 45 menit." in page


def test_only_the_organiser_sees_the_loads_of_all(review: Review, rival: User, upp: User) -> None:
    for person in (rival, upp, review.evaluators.all()[0].person):
        for path in ("/beban", "/beban.csv"):
            assert signed_in(person).get(base(review) + path).status_code == 404


def test_the_page_asks_as_much_for_many_as_for_few(review: Review, admin: User) -> None:
    browser = signed_in(admin)

    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert browser.get(f"{base(review)}/beban").status_code == 200
        return len(captured)

    asked()
    before = asked()
    more = [make_evaluator(review) for _number in range(3)]
    for one in more:
        make_reading(one, make_entry(review))
    assert asked() == before
