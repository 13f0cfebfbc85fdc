"""The pages of questions, comments and what people keep, as each person finds them."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.features.conversations.worlds import NOW, TEXT, asked, make_innovation
from tests.people import signed_in
from tular.features.accounts.models import User
from tular.features.agencies.models import ServiceUnit
from tular.features.catalogue.choices import State
from tular.features.catalogue.models import Innovation, Theme
from tular.features.conversations.actions import answer_question, decide_comment, post_comment, publish_question
from tular.features.conversations.models import Bookmark, Comment, Follow, Question


def test_an_officer_asks_and_the_owner_answers_and_publishes(
    innovation: Innovation, upp: User, outsider: User, client: Client
) -> None:
    page = signed_in(outsider).post(f"/inovasi/{innovation.slug}/tanya", {"text": TEXT}, follow=True)
    question = Question.objects.get()
    assert page.redirect_chain == [(f"/pertanyaan/{question.pk}", 302)]
    assert "Pertanyaan Anda terkirim." in page.text
    owner = signed_in(upp)
    assert TEXT in owner.get("/pertanyaan").text
    owner.post(f"/pertanyaan/{question.pk}/jawab", {"text": "Dua jam sepekan."})
    assert "Dua jam sepekan." in signed_in(outsider).get(f"/pertanyaan/{question.pk}").text
    answer = question.answers.get()
    owner.post(f"/pertanyaan/{question.pk}/terbit", {"public_text": "Berapa beban kader?", "answers": [answer.pk]})
    public = client.get(f"/inovasi/{innovation.slug}").text
    assert "Berapa beban kader?" in public and "Dua jam sepekan." in public
    assert TEXT not in public and outsider.name not in public


def test_no_page_shows_where_to_reach_the_other_side(question: Question, upp: User, outsider: User) -> None:
    upp.phone = "0812000111"
    upp.save()
    answer_question(question, by=upp, now=NOW, text="Dua jam sepekan.")
    asker = signed_in(outsider).get(f"/pertanyaan/{question.pk}").text
    assert upp.email not in asker and upp.phone not in asker and upp.name not in asker
    owner = signed_in(upp).get(f"/pertanyaan/{question.pk}").text
    assert outsider.email not in owner and outsider.name in owner


def test_a_stranger_is_sent_to_the_sign_in_page(innovation: Innovation, client: Client) -> None:
    for path in (f"/inovasi/{innovation.slug}/tanya", "/pertanyaan", "/disimpan", "/komentar", "/laporan", "/kerja"):
        response = client.get(path)
        assert (response.status_code, response.headers["Location"]) == (302, f"/masuk?next={path}")


@pytest.mark.parametrize("who", ["colleague", "rival", "member"])
def test_a_question_of_others_does_not_exist(question: Question, who: str, request: pytest.FixtureRequest) -> None:
    browser = signed_in(request.getfixturevalue(who))
    assert browser.get(f"/pertanyaan/{question.pk}").status_code == 404
    assert browser.post(f"/pertanyaan/{question.pk}/jawab", {"text": "Jawaban orang lain."}).status_code == 404
    assert TEXT not in browser.get("/pertanyaan").text


def test_what_was_typed_stays_when_it_is_refused(innovation: Innovation, outsider: User) -> None:
    page = signed_in(outsider).post(f"/inovasi/{innovation.slug}/tanya", {"text": "Halo?", "on_behalf_of": "Dinas X"})
    assert page.status_code == 422
    assert "Tulis sedikitnya 10 huruf." in page.text
    assert "Halo?" in page.text and 'value="Dinas X"' in page.text


def test_a_record_that_is_not_public_cannot_be_asked_about(unit: ServiceUnit, outsider: User) -> None:
    draft = make_innovation(unit, state=State.DRAFT)
    assert signed_in(outsider).get(f"/inovasi/{draft.slug}/tanya").status_code == 404


def test_markup_in_a_question_is_shown_as_text(innovation: Innovation, outsider: User, upp: User) -> None:
    question = asked(innovation, outsider, "<script>alert(1)</script> berapa biayanya?")
    page = signed_in(upp).get(f"/pertanyaan/{question.pk}").text
    assert "<script>alert" not in page and "&lt;script&gt;alert" in page


@pytest.mark.parametrize("count", [1, 4])
def test_a_list_costs_the_same_however_long(
    innovation: Innovation, upp: User, outsider: User, count: int, django_assert_max_num_queries: Any
) -> None:
    for number in range(count):
        asked(innovation, outsider, f"{TEXT} {number}")
    browser = signed_in(upp)
    browser.get("/pertanyaan")
    with django_assert_max_num_queries(13):
        assert f"{TEXT} {count - 1}" in browser.get("/pertanyaan").text


def test_a_curator_decides_on_comments(innovation: Innovation, outsider: User, hub_admin: User, client: Client) -> None:
    text = "Kami menirunya dan berjalan baik."
    signed_in(outsider).post(f"/inovasi/{innovation.slug}/komentar", {"text": text})
    assert text not in client.get(f"/inovasi/{innovation.slug}").text
    curator = signed_in(hub_admin)
    assert text in curator.get("/komentar").text
    refused = curator.post(f"/komentar/{Comment.objects.get().pk}/putuskan", {"putusan": "tolak"})
    assert refused.status_code == 422 and "Tulis alasannya" in refused.text
    curator.post(f"/komentar/{Comment.objects.get().pk}/putuskan", {"putusan": "tampil"})
    assert text in client.get(f"/inovasi/{innovation.slug}").text


def test_a_comment_is_reported_and_the_report_decided(
    innovation: Innovation, outsider: User, rival: User, hub_admin: User, client: Client
) -> None:
    comment = post_comment(innovation, by=outsider, now=NOW, text="Beli obat murah di sini.")
    decide_comment(comment, by=hub_admin, now=NOW, show=True)
    signed_in(rival).post(f"/komentar/{comment.pk}/lapor", {"why": "iklan"})
    curator = signed_in(hub_admin)
    assert "Beli obat murah di sini." in curator.get("/laporan").text
    report = comment.reports.get()
    done = curator.post(
        f"/laporan/{report.pk}/putuskan", {"putusan": "benar", "decision": "Iklan.", "block_days": "7"}, follow=True
    )
    assert "Laporan diputuskan." in done.text
    assert "Beli obat murah" not in client.get(f"/inovasi/{innovation.slug}").text


def test_a_person_keeps_and_follows_and_lets_go(innovation: Innovation, outsider: User) -> None:
    browser = signed_in(outsider)
    for _click in range(2):
        browser.post(f"/inovasi/{innovation.slug}/simpan")
        browser.post(f"/ikuti/inovasi/{innovation.slug}")
        browser.post(f"/ikuti/instansi/{innovation.agency.slug}")
    theme = Theme.objects.all()[0]
    browser.post(f"/ikuti/tema/{theme.slug}")
    page = browser.get("/disimpan").text
    assert innovation.title in page and innovation.agency.name in page and theme.name in page
    assert (Bookmark.objects.count(), Follow.objects.count()) == (1, 3)
    browser.post(f"/inovasi/{innovation.slug}/simpan", {"simpan": "0"})
    browser.post(f"/ikuti/inovasi/{innovation.slug}", {"ikuti": "0"})
    assert (Bookmark.objects.count(), Follow.objects.count()) == (0, 2)
    assert browser.post("/ikuti/raja/siapa").status_code == 404


def test_the_way_back_stays_on_this_site(innovation: Innovation, outsider: User) -> None:
    answer = signed_in(outsider).post(f"/inovasi/{innovation.slug}/simpan", {"kembali": "https://jahat.example/"})
    assert answer.headers["Location"] == f"/inovasi/{innovation.slug}"


def test_the_desk_tells_each_side_what_waits(question: Question, upp: User, outsider: User, member: User) -> None:
    assert f'href="/pertanyaan/{question.pk}"' in signed_in(upp).get("/kerja").text
    waiting = signed_in(outsider).get("/kerja").text
    assert "Menunggu orang lain" in waiting and f'href="/pertanyaan/{question.pk}"' in waiting
    assert "Meja Anda kosong" in signed_in(member).get("/kerja").text


def test_a_published_question_can_be_taken_back(question: Question, upp: User, client: Client) -> None:
    answer = answer_question(question, by=upp, now=NOW, text="Dua jam sepekan.")
    publish_question(question, by=upp, now=NOW, public_text="Berapa beban kader?", answers=[answer.pk])
    signed_in(upp).post(f"/pertanyaan/{question.pk}/tarik")
    assert question.innovation is not None
    assert "Berapa beban kader?" not in client.get(f"/inovasi/{question.innovation.slug}").text
