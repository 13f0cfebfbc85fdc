"""The pages of a borderline band: the organiser watches and closes, evaluators see two side by side and no more."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.bands import BLIND, make_calibrated
from tests.people import signed_in
from tular.features.accounts.models import User
from tular.features.agencies.models import Agency
from tular.features.judging.models import BorderBand, BorderJudgement, Review


@pytest.fixture
def review(sidoarjo: Agency, admin: User) -> Review:
    return make_calibrated(sidoarjo, admin)


def base(review: Review) -> str:
    return f"/kompetisi/{review.competition.slug}/penilaian/proposal"


def opened(review: Review, admin: User, **told: str) -> BorderBand:
    answer = signed_in(admin).post(f"{base(review)}/kendali/0/bandingkan", {"size": "8", "budget": ""} | told)
    assert answer.status_code == 302, answer.text
    return BorderBand.objects.get()


def test_from_the_control_room_to_the_result_beside_the_scores(review: Review, admin: User) -> None:
    organiser = signed_in(admin)
    assert "Bandingkan proposal di ambang dua-dua" in organiser.get(f"{base(review)}/kendali").text
    asked = organiser.get(f"{base(review)}/kendali/0/bandingkan").text
    assert "Nilai tidak berubah" in asked
    wrong = organiser.post(f"{base(review)}/kendali/0/bandingkan", {"size": "", "budget": "9000"})
    assert wrong.status_code == 409 and "Pilih 2 sampai 60 proposal." in wrong.text
    band = opened(review, admin)
    page = organiser.get(f"{base(review)}/perbandingan/{band.pk}").text
    assert "Belum ada jawaban" in page and "0 dari 64 perbandingan" in page
    evaluator = review.evaluators.all()[0].person
    mine = signed_in(evaluator)
    path = f"/penilaian/perbandingan/{band.pk}"
    assert path in mine.get("/penilaian").text and path in mine.get("/kerja").text
    assert "Mulai membandingkan" in mine.get(path).text
    assert "Mana yang lebih baik?" in mine.post(path, follow=True).text
    pair = band.pairs.get()
    refused = mine.post(path, {"pasangan": str(pair.pk), "jawaban": "", "alasan": "Buktinya kuat."})
    assert refused.status_code == 409 and "Pilih yang lebih baik" in refused.text and "Buktinya kuat." in refused.text
    said = {"pasangan": str(pair.pk), "jawaban": "kiri", "alasan": "Buktinya kuat."}
    after = mine.post(path, said, follow=True).text
    assert "Jawaban tersimpan." in after and "1 pasangan sudah Anda bandingkan." in after
    again = mine.post(path, said)
    assert again.status_code == 409 and "di tempat lain" in again.text
    assert "Jawaban ditarik." in mine.post(f"{path}/urungkan", follow=True).text
    assert "Hanya jawaban Anda yang terakhir" in mine.post(f"{path}/urungkan", follow=True).text
    mine.post(path, said)
    assert BorderJudgement.objects.count() == 3
    page = organiser.get(f"{base(review)}/perbandingan/{band.pk}").text
    assert "Buktinya kuat." in page and "1 dari 64 perbandingan" in page
    assert "Tulis alasannya" in organiser.post(f"{base(review)}/perbandingan/{band.pk}/tutup").text
    done = organiser.post(f"{base(review)}/perbandingan/{band.pk}/tutup", {"alasan": "Waktunya habis."}, follow=True)
    assert "hasilnya tersimpan" in done.text and "Waktunya habis." in done.text
    room = organiser.get(f"{base(review)}/kendali").text
    assert "dibandingkan: tempat" in room and "Hasil perbandingan berpasangan" in room
    assert "Perbandingan ini sudah ditutup" in mine.get(path).text
    table = organiser.get(f"{base(review)}/perbandingan/{band.pk}.csv").content.decode("utf-8-sig").splitlines()
    assert len(table) == 9


def test_a_conflict_is_stated_on_the_way(review: Review, admin: User) -> None:
    band = opened(review, admin)
    evaluator = review.evaluators.all()[0]
    mine, path = signed_in(evaluator.person), f"/penilaian/perbandingan/{band.pk}"
    mine.post(path)
    pair = band.pairs.get()
    assert mine.post(f"{path}/benturan", {"kind": "keluarga"}).status_code == 409
    told = {"side": "kanan", "kind": "keluarga", "note": ""}
    assert "Benturan dinyatakan." in mine.post(f"{path}/benturan", told, follow=True).text
    assert evaluator.conflicts.get().entry == (pair.first if pair.turned else pair.second)
    assert "Mulai membandingkan" in mine.get(path).text
    assert mine.get(f"{path}/benturan").status_code == 404


def test_a_blind_stage_hides_whose_the_two_are(sidoarjo: Agency, admin: User) -> None:
    review = make_calibrated(sidoarjo, admin, text=BLIND)
    band = opened(review, admin)
    evaluator = review.evaluators.all()[0].person
    page = signed_in(evaluator).post(f"/penilaian/perbandingan/{band.pk}", follow=True).text
    assert "instansi disamarkan" in page and "Sidoarjo" not in page.split("<main")[1]
    for entry in review.entries.all():
        assert entry.proposal.code not in page


def test_nobody_else_sees_any_of_it(review: Review, admin: User, rival: User, upp: User, member: User) -> None:
    band = opened(review, admin)
    evaluator = review.evaluators.all()[0].person
    organisers = [f"{base(review)}/perbandingan/{band.pk}{rest}" for rest in ("", ".csv", "/tambah", "/tutup")]
    organisers.append(f"{base(review)}/kendali/0/bandingkan")
    for person in (rival, upp, member, evaluator):
        assert {signed_in(person).get(path).status_code for path in organisers} == {404}
    own = f"/penilaian/perbandingan/{band.pk}"
    for person in (rival, upp, member, admin):
        browser = signed_in(person)
        assert (browser.get(own).status_code, browser.post(own).status_code) == (404, 404)
        assert browser.post(f"{own}/urungkan").status_code == 404
    page = signed_in(evaluator).post(own, follow=True).text
    for one in review.evaluators.exclude(person=evaluator):
        assert str(one.person) not in page
    for score in review.calibrations.get().scores.all():
        assert f"{score.calibrated:.1f}".replace(".", ",") not in page, "nothing of where they stand"


def test_pages_ask_as_much_for_many_answers_as_for_few(review: Review, admin: User) -> None:
    band = opened(review, admin)
    people = [signed_in(one.person) for one in review.evaluators.all()]
    path = f"/penilaian/perbandingan/{band.pk}"

    def asked() -> list[int]:
        found = []
        for browser, address in ((signed_in(admin), f"{base(review)}/perbandingan/{band.pk}"), (people[0], path)):
            with CaptureQueriesContext(connection) as captured:
                assert browser.get(address).status_code == 200
            found.append(len(captured))
        return found

    def compare_once() -> None:
        for browser in people:
            browser.post(path)
            pair = band.pairs.filter(judgements=None).latest("pk")
            browser.post(path, {"pasangan": str(pair.pk), "jawaban": "setara", "alasan": "Sama."})

    compare_once()
    before = asked()
    compare_once()
    assert asked() == before
