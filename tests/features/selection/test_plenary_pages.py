"""Pages of a plenary: who sees them, what they say, and that nothing leaks before it is announced."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.factories.competitions import NOW
from tests.factories.plenary import PANEL, make_contest, make_plenary, make_scored
from tests.features.selection.test_plenary import SITS, Scene, made
from tests.people import make_member, make_person, signed_in
from tular.features.accounts.models import User
from tular.features.agencies.choices import Role
from tular.features.agencies.models import Agency
from tular.features.judging.models import Evaluator
from tular.features.proposals.models import Proposal
from tular.features.selection.actions.plenary import approve, ask, close_vote, decide, describe_plenary, propose, vote
from tular.features.selection.actions.plenary.voting import Asked
from tular.features.selection.choices import DecisionKind, QuestionKind, VoteChoice
from tular.features.selection.models import Plenary

SECRET = "Alasan rahasia sidang."

PAGES = (
    "", "/neraca", "/riwayat", "/berita-acara.pdf", "/peringkat.csv", "/peringkat.xlsx", "/pengaturan", "/keterangan",
    "/anggota", "/suara", "/suara/1", "/ajukan", "/setujui", "/kembalikan", "/gugur", "/nilai", "/ulang",
)  # fmt: skip


@pytest.fixture
def scene(organiser: Agency, secretary: User) -> Scene:
    return made(organiser, secretary, ["90", "80", "70", "60"])


@pytest.fixture
def plenary(scene: Scene) -> Plenary:
    found = make_plenary(scene.competition, scene.secretary, members=[scene.panel])
    ask(found, asked=Asked(QuestionKind.OUT, SECRET, scene.codes[0]), by=scene.secretary, now=NOW)
    decide(found, kind=DecisionKind.IN, codes=[scene.codes[3]], by=scene.secretary, now=NOW, reason=SECRET)
    return found


def base(scene: Scene) -> str:
    return f"/kompetisi/{scene.competition.slug}/pleno/{PANEL}"


def text_of(response: Any) -> str:
    return response.content.decode("utf-8", "replace")


def test_the_organiser_reads_every_page(scene: Scene, plenary: Plenary) -> None:
    browser = signed_in(scene.secretary)
    for page in PAGES:
        if page not in ("/setujui", "/kembalikan"):
            assert browser.get(base(scene) + page).status_code == 200, page
    assert browser.get(f"{base(scene)}/proposal/{scene.codes[0]}").status_code == 200
    shown = text_of(browser.get(base(scene)))
    assert SECRET in shown and "Inovasi Contoh 4" in shown


def test_everybody_else_meets_nothing_there(scene: Scene, plenary: Plenary, rival: User, member: User) -> None:
    local = make_member(Role.AGENCY, scene.proposal(0).agency).person
    evaluator = Evaluator.objects.filter(review__competition=scene.competition)[0].person
    for person in (local, rival, member, evaluator):
        browser = signed_in(person)
        for page in (*PAGES, f"/proposal/{scene.codes[0]}", "/riwayat/batal", "/putuskan", "/seri/0", "/anggota/hadir"):
            found = browser.post(base(scene) + page) if page in ("/putuskan", "/riwayat/batal", "/anggota/hadir") else (
                browser.get(base(scene) + page)
            )  # fmt: skip
            assert found.status_code == 404, (person, page)
    assert Client().get(base(scene)).status_code == 302


def test_a_member_sees_the_ranking_and_votes_but_decides_nothing(scene: Scene, plenary: Plenary) -> None:
    browser = signed_in(scene.panel)
    shown = text_of(browser.get(base(scene)))
    assert "Inovasi Contoh 4" in shown and "Untuk yang dicentang" not in shown
    assert browser.get(f"{base(scene)}/suara/1").status_code == 200
    for page in ("/pengaturan", "/anggota", "/riwayat", "/ajukan", "/peringkat.csv", "/berita-acara.pdf"):
        assert browser.get(base(scene) + page).status_code == 404, page
    assert browser.post(f"{base(scene)}/suara/1", {"choice": "tidak"}).status_code == 302
    question = plenary.questions.get()
    assert question.votes.get().choice == VoteChoice.NO


def test_what_a_member_has_a_conflict_with_is_hidden_from_them(scene: Scene, plenary: Plenary) -> None:
    scene.proposal(1).team.create(person=scene.panel, by=scene.secretary, since=NOW)
    shown = text_of(signed_in(scene.panel).get(base(scene)))
    assert "benturan kepentingan" in shown and "80,00" not in shown and "90,00" in shown


def test_votes_are_told_to_nobody_before_they_are_closed(scene: Scene, plenary: Plenary) -> None:
    question = plenary.questions.get()
    vote(question, choice=VoteChoice.NO, by=scene.panel, now=NOW)
    for person in (scene.secretary, scene.second):
        shown = text_of(signed_in(person).get(f"{base(scene)}/suara/1"))
        assert "1 dari 1 anggota" in shown and scene.panel.name not in shown
    close_vote(question, by=scene.secretary, now=NOW)
    shown = text_of(signed_in(scene.secretary).get(f"{base(scene)}/suara/1"))
    assert scene.panel.name in shown and "1 tidak" in shown


def test_a_secret_vote_stays_numbers(scene: Scene) -> None:
    plenary = make_plenary(scene.competition, scene.secretary, members=[scene.panel])
    asked = Asked(QuestionKind.WHOLE, "Sepakati.", secret=True)
    question = ask(plenary, asked=asked, by=scene.secretary, now=NOW)
    vote(question, choice=VoteChoice.YES, by=scene.panel, now=NOW)
    assert "names" not in close_vote(question, by=scene.secretary, now=NOW).result
    assert scene.panel.name not in text_of(signed_in(scene.secretary).get(f"{base(scene)}/suara/1"))


def test_another_line_is_looked_at_without_keeping_it(scene: Scene, plenary: Plenary) -> None:
    before = plenary.decisions.count()
    shown = text_of(signed_in(scene.secretary).get(f"{base(scene)}?tempat-0=3"))
    assert "Masuk (1)" in shown and plenary.decisions.count() == before


def test_a_departure_without_a_reason_keeps_what_was_ticked(scene: Scene, plenary: Plenary) -> None:
    browser = signed_in(scene.secretary)
    answer = browser.post(f"{base(scene)}/putuskan", {"kode": [scene.codes[2]], "putusan": "masuk", "alasan": ""})
    assert answer.status_code == 409 and f'value="{scene.codes[2]}"' in text_of(answer)


def test_places_that_the_rulebook_does_not_know_are_typed_with_a_reason(scene: Scene, plenary: Plenary) -> None:
    browser = signed_in(scene.secretary)
    typed = {"decides": "proposal", "score": "raw", "passing_grade": "", "places-0": "3", "award-0": "finalis"}
    assert browser.post(f"{base(scene)}/pengaturan", typed).status_code == 409
    assert browser.post(f"{base(scene)}/pengaturan", {**typed, "alasan": "SK 5"}).status_code == 302
    assert "Tempat untuk Kesehatan" in text_of(browser.get(f"{base(scene)}/pengaturan?bagi=category"))


def test_filters_and_files_answer_whatever_is_typed(scene: Scene, plenary: Plenary) -> None:
    browser = signed_in(scene.secretary)
    for query in ("?cari=contoh+4", "?tampil=beda", "?tampil=x", "?urut=judul", "?pool=9", "?halaman=99",
                  "?tempat-0=99999999", "?tempat-77=1", "?menurut=kind&nilai=kabupaten", "?sidang=9x"):  # fmt: skip
        assert browser.get(base(scene) + query).status_code == 200, query
    assert browser.get(f"{base(scene)}?sidang=9").status_code == 404
    assert scene.codes[0] in text_of(browser.get(f"{base(scene)}/peringkat.csv"))


def test_queries_do_not_grow_with_proposals(
    organiser: Agency, secretary: User, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    counts = []
    for n in (3, 12):
        competition = make_contest(organiser)
        make_scored(competition, secretary, [organiser] * n, [str(90 - place) for place in range(n)])
        make_plenary(competition, secretary)
        browser = signed_in(secretary)
        path = f"/kompetisi/{competition.slug}/pleno/{PANEL}?tempat-0=1"
        browser.get(path)
        with django_assert_max_num_queries(45) as told:
            browser.get(path)
        counts.append(len(told))
    assert counts[0] == counts[1]


def test_an_approved_plenary_is_known_to_nobody_before_its_list(
    scene: Scene, plenary: Plenary, rival: User, member: User
) -> None:
    close_vote(plenary.questions.get(), by=scene.secretary, now=NOW)
    describe_plenary(plenary, sitting=SITS, by=scene.secretary, now=NOW)
    propose(plenary, by=scene.secretary, now=NOW)
    approve(plenary, by=scene.second, now=NOW)
    local = make_member(Role.AGENCY, scene.proposal(0).agency).person
    slug, code = scene.competition.slug, scene.codes[0]
    evaluator = Evaluator.objects.filter(review__competition=scene.competition)[0].person
    pages = (
        f"/kompetisi/{slug}", "/kompetisi", "/kompetisi/statistik", "/kompetisi/statistik.csv", "/kerja", "/sanggah",
        f"/proposal/{code}", f"/proposal/{code}/sanggah", f"/kompetisi/{slug}/daftar/{PANEL}/1", "/pemberitahuan",
        f"/api/v1/kompetisi/{slug}", f"/seleksi/{slug}/daftar?tahap={PANEL}", f"/kompetisi/{slug}/pleno/{PANEL}",
    )  # fmt: skip
    for person in (local, rival, member, evaluator, None):
        browser = signed_in(person) if person else Client()
        for page in pages:
            shown = text_of(browser.get(page))
            assert SECRET not in shown and "pleno" not in shown.lower(), (person, page)
            assert "terpilih" not in shown, (person, page)


def test_votes_and_approvals_wait_on_the_desk_of_whom_they_concern(scene: Scene, plenary: Plenary) -> None:
    assert "Suara Anda diminta" in text_of(signed_in(scene.panel).get("/kerja"))
    close_vote(plenary.questions.get(), by=scene.secretary, now=NOW)
    describe_plenary(plenary, sitting=SITS, by=scene.secretary, now=NOW)
    propose(plenary, by=scene.secretary, now=NOW)
    assert "menunggu persetujuan Anda" in text_of(signed_in(scene.second).get("/kerja"))
    assert "menunggu persetujuan Anda" not in text_of(signed_in(scene.secretary).get("/kerja"))
    assert signed_in(scene.secretary).get(f"{base(scene)}/setujui").status_code == 403


def test_before_it_is_opened_the_page_says_what_is_missing(organiser: Agency, secretary: User) -> None:
    competition = make_contest(organiser)
    browser = signed_in(secretary)
    path = f"/kompetisi/{competition.slug}/pleno/{PANEL}"
    assert "belum dinilai" in text_of(browser.get(path))
    assert browser.post(path).status_code == 409
    assert not Plenary.objects.exists() and not Proposal.objects.filter(competition=competition).exists()
    assert signed_in(make_person("Orang")).get(path).status_code == 404
