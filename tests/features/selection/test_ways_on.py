"""From one page of a plenary and its lists to the next: what is missing has a link, what is done says what follows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.test import Client

from tests.factories.competitions import NOW
from tests.factories.judging import make_judged
from tests.factories.plenary import PANEL, make_contest, make_plenary
from tests.factories.visits import make_choice, make_verifier, make_visit
from tests.features.selection.test_plenary import Scene, announced, approved, held, made
from tests.people import make_member, signed_in
from tular.features.accounts.models import User
from tular.features.agencies.choices import Role
from tular.features.agencies.models import Agency
from tular.features.judging.models import CalibratedScore, Review
from tular.features.selection.actions import announcing
from tular.features.selection.models import Announcement
from tular.features.selection.queries.plenary.room import Wished, room_of
from tular.features.selection.queries.waiting import desk_items

ONLY_HERE = "hanya terlihat oleh Anda"


@pytest.fixture
def scene(organiser: Agency, secretary: User) -> Scene:
    return made(organiser, secretary, ["90", "80", "70", "60"])


def shown(person: User | None, path: str) -> str:
    browser = signed_in(person) if person else Client()
    answered: Any = browser.get(path)
    assert answered.status_code == 200, path
    return str(answered.content.decode())


def test_what_keeps_a_plenary_from_opening_has_a_link_to_the_page_that_mends_it(scene: Scene) -> None:
    Review.objects.filter(competition=scene.competition).update(state="berjalan")
    page = shown(scene.secretary, f"/kompetisi/{scene.competition.slug}/pleno/{PANEL}")
    assert "belum ditutup" in page and f'href="/kompetisi/{scene.competition.slug}/penilaian/proposal"' in page


def test_a_stage_that_nobody_marked_leads_to_its_preparation(organiser: Agency, secretary: User) -> None:
    contest = make_contest(organiser)
    page = shown(secretary, f"/kompetisi/{contest.slug}/pleno/{PANEL}")
    assert f'href="/kompetisi/{contest.slug}/penilaian/proposal/siapkan"' in page


def test_lists_without_an_administrative_stage_begin_with_the_plenary(scene: Scene) -> None:
    path = f"/seleksi/{scene.competition.slug}/daftar"
    empty = shown(scene.secretary, path)
    assert "Belum ada hasil untuk didaftar" in empty
    assert f'href="/kompetisi/{scene.competition.slug}/pleno/{PANEL}"' in empty
    held(scene)
    assert "Penetapan finalis: daftar nomor 1" in shown(scene.secretary, path)
    assert signed_in(scene.panel).get(path).status_code == 404


def test_approved_results_wait_on_the_desk_until_their_list_is_out(scene: Scene) -> None:
    approved(scene, held(scene))
    titles = [one.title for one in desk_items(scene.secretary, NOW)]
    assert "Umumkan hasil sidang: Penetapan finalis" in titles
    assert "Umumkan hasil sidang: Penetapan finalis" not in [one.title for one in desk_items(scene.panel, NOW)]
    announced(scene)
    assert not [one for one in desk_items(scene.secretary, NOW) if one.title.startswith("Umumkan hasil")]


def test_a_published_list_tells_its_organiser_alone_what_follows(scene: Scene) -> None:
    approved(scene, held(scene))
    made_list = announced(scene)
    slug = scene.competition.slug
    path = f"/kompetisi/{slug}/daftar/{PANEL}/{made_list.number}"
    page = shown(scene.secretary, path)
    for way in (
        f"/seleksi/{slug}/sertifikat?tahap={PANEL}", f"/seleksi/{slug}/katalog?tahap={PANEL}",
        f"/seleksi/{slug}/daftar?tahap={PANEL}", f"/kompetisi/{slug}/penilaian/wawancara/siapkan",
    ):  # fmt: skip
        assert f'href="{way}"' in page, way
    for other in (None, scene.panel):
        assert ONLY_HERE not in shown(other, path)


def test_a_corrected_decree_says_what_it_was_and_troubles_nobody(scene: Scene) -> None:
    approved(scene, held(scene))
    first = announced(scene)
    typed = announcing.Typed(
        title="Finalis", decree="13/2026", decree_on=date(2026, 3, 26), objection_days=5, note="Nomornya keliru."
    )
    draft = announcing.prepare(scene.competition, stage=PANEL, typed=typed, by=scene.secretary, now=NOW)
    effects = shown(scene.secretary, f"/seleksi/{scene.competition.slug}/daftar/umumkan?tahap={PANEL}")
    assert "Tidak ada hasil yang berubah." in effects
    second = announcing.announce(draft, by=scene.secretary, now=NOW)
    page = shown(None, f"/kompetisi/{scene.competition.slug}/daftar/{PANEL}/{second.number}").replace("\xa0", " ")
    assert "semula 12/2026, 25 Maret 2026; sekarang 13/2026, 26 Maret 2026" in page
    assert "Nomornya keliru." in page and Announcement.objects.get(pk=first.pk).decree == "12/2026"


def test_the_preview_reads_like_the_list(scene: Scene) -> None:
    approved(scene, held(scene))
    typed = announcing.Typed(title="Finalis", decree="12/2026", decree_on=date(2026, 3, 25), objection_days=5)
    announcing.prepare(scene.competition, stage=PANEL, typed=typed, by=scene.secretary, now=NOW)
    page = shown(scene.secretary, f"/seleksi/{scene.competition.slug}/daftar/pratinjau?tahap={PANEL}")
    assert "Yang terpilih" in page and "Top 2 Inovasi" in page and "Yang lolos" not in page


def test_the_winner_reads_the_award_on_the_page_of_the_proposal(scene: Scene) -> None:
    approved(scene, held(scene))
    announced(scene)
    home = scene.proposal(0)
    from_home = shown(make_member(Role.AGENCY, home.agency).person, f"/proposal/{home.code}")
    assert "terpilih" in from_home and "Top 2 Inovasi" in from_home


def test_without_calibration_nobody_is_told_to_be_at_the_line(scene: Scene) -> None:
    CalibratedScore.objects.update(belongs="", p_in=None, calibrated=None)
    plenary = make_plenary(scene.competition, scene.secretary)
    page = room_of(plenary, Wished())
    assert not page.has_chances and page.figures[-1].value is None
    text = shown(scene.secretary, f"/kompetisi/{scene.competition.slug}/pleno/{PANEL}")
    assert "Peluang masuk</th>" not in text and "nilainya tidak dikalibrasi" in text


def test_what_if_says_of_what_something_is_not_known(scene: Scene) -> None:
    plenary = held(scene)
    moved = room_of(plenary, replace(Wished(), counts={0: 1})).moved
    assert moved is not None
    assert "Daerah tertinggal: belum diketahui" in [value for _label, value, _shift in moved.balance]
    assert "bukan bahwa" in shown(scene.secretary, f"/kompetisi/{scene.competition.slug}/pleno/{PANEL}/neraca")


def test_what_verification_found_lies_before_who_decides(scene: Scene) -> None:
    plenary = held(scene)
    home = scene.proposal(0)
    choice = make_choice(home, scene.secretary)
    make_visit(choice, [make_verifier(scene.competition, scene.secretary, "Verifikator Satu")])
    base = f"/kompetisi/{scene.competition.slug}/pleno/{plenary.stage}"
    assert "verifikasi lapangan: diumumkan" in shown(scene.secretary, base)
    assert "Verifikasi lapangan" in shown(scene.secretary, f"{base}/proposal/{home.code}")


def test_reviews_of_others_do_not_count(organiser: Agency, secretary: User, scene: Scene) -> None:
    make_judged(organiser, secretary)
    assert "siap disidangkan" in shown(scene.secretary, f"/kompetisi/{scene.competition.slug}/pleno/{PANEL}")
