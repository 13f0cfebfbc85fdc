"""The control room: figures, who is sure, what to do next; for the organiser alone, and as fast for many as for few."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.competitions import NOW, RULEBOOK
from tests.factories.judging import make_entry, make_evaluator, make_judged, make_reading, make_sheet
from tests.people import signed_in
from tular.features.accounts.models import User
from tular.features.agencies.models import Agency
from tular.features.judging.actions.calibrating import compute_calibration
from tular.features.judging.models import Review
from tular.foundation.jobs.models import JobRun

SHORTLISTED = RULEBOOK.replace("scale = [0, 100]\n", "scale = [0, 100]\nshortlist = 2\n")


def marked(review: Review, entries: int) -> None:
    """So many proposals more, each read by two of four evaluators in turn."""
    people = list(review.evaluators.all()) or [make_evaluator(review) for _number in range(4)]
    for number in range(entries):
        entry = make_entry(review)
        for place in (number, number + 1 + number % 2):
            total = str(60 + 3 * number + place % 4)
            make_sheet(make_reading(people[place % 4], entry), total=total, dampak=total, kebaruan=total)


@pytest.fixture
def review(sidoarjo: Agency, admin: User) -> Review:
    made = make_judged(sidoarjo, admin, text=SHORTLISTED, running=True)
    marked(made, 8)
    return made


def base(review: Review) -> str:
    return f"/kompetisi/{review.competition.slug}/penilaian/proposal/kendali"


def compute(review: Review) -> None:
    compute_calibration(review, by=None, now=NOW, progress=lambda _share, _text: None)


def test_the_room_is_the_organisers_alone(review: Review, rival: User, upp: User, member: User) -> None:
    compute(review)
    evaluator = review.evaluators.all()[0].person
    for person in (rival, upp, member, evaluator):
        for path in ("", ".csv", "?urut=guna"):
            assert signed_in(person).get(base(review) + path).status_code == 404
        assert signed_in(person).post(base(review) + "/hitung").status_code == 404


def test_before_and_after_it_was_computed(review: Review, admin: User) -> None:
    browser = signed_in(admin)
    before = browser.get(base(review)).text
    assert "Belum pernah dihitung" in before and "Hitung sekarang" in before
    asked = browser.post(base(review) + "/hitung")
    assert asked.headers["Location"].startswith(f"/proses/{JobRun.objects.get(name='judging.calibrate').pk}")
    JobRun.objects.all().delete()
    compute(review)
    page = browser.get(base(review)).text
    for words in ("Seberapa pasti 2 tempat itu", "pasti masuk 2 besar", "Mentah dan terkalibrasi", "ICC(A,1)", "<svg"):
        assert words in page
    for words in ("Angkanya sama", "Urutannya sejalan", "Dibanding kebetulan", " pukul ", 'data-h="Peluang masuk"'):
        assert words in page
    marked(review, 1)
    assert "2 lembar masuk sesudahnya" in browser.get(base(review)).text


def test_a_refused_design_says_why_and_keeps_raw_ranks(sidoarjo: Agency, admin: User) -> None:
    review = make_judged(sidoarjo, admin, text=SHORTLISTED, running=True)
    for _team in range(2):
        people = [make_evaluator(review) for _number in range(2)]
        for number in range(4):
            entry = make_entry(review)
            for one in people:
                make_sheet(make_reading(one, entry), total=str(60 + number))
    compute(review)
    page = signed_in(admin).get(base(review)).text
    assert "Nilai tidak dikalibrasi" in page and "62,00" in page and "Seberapa pasti" not in page


def test_one_reading_alone_is_not_shown_as_readers_who_agree(review: Review, admin: User) -> None:
    entry = make_entry(review)
    make_sheet(make_reading(review.evaluators.all()[0], entry), total="70", dampak="70", kebaruan="70")
    compute(review)
    page = signed_in(admin).get(base(review) + f"?cari={entry.proposal.code}").text
    assert 'data-h="Selisih">–</td>' in page and 'data-h="Selisih">0,0</td>' not in page
    table = signed_in(admin).get(base(review) + ".csv").content.decode("utf-8-sig").splitlines()
    assert next(line for line in table if entry.proposal.code in line).split(",")[4:6] == ["1", ""]


def test_the_list_sorts_filters_and_is_downloaded_whole(review: Review, admin: User) -> None:
    compute(review)
    browser = signed_in(admin)
    best = review.calibrations.get().scores.order_by("rank")[0]
    assert f'/proposal/{best.entry.number}"' in browser.get(base(review) + "?urut=mentah").text
    assert "Tidak ada proposal yang cocok" in browser.get(base(review) + "?cari=tiada").text
    table = browser.get(base(review) + ".csv").content.decode("utf-8-sig").splitlines()
    assert len(table) == 9 and table[0].startswith("proposal,kode,judul")


def test_the_room_asks_as_much_for_many_as_for_few(review: Review, admin: User) -> None:
    browser = signed_in(admin)

    def asked() -> int:
        compute(review)
        with CaptureQueriesContext(connection) as captured:
            assert browser.get(base(review)).status_code == 200
        return len(captured)

    asked()
    before = asked()
    marked(review, 12)
    assert asked() == before
