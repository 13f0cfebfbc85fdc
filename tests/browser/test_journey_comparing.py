"""A borderline band in Chromium: the organiser opens it, an evaluator chooses between two, the organiser closes it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.steps import shot
from tests.factories.bands import make_calibrated
from tests.people import agency, make_member, make_person
from tular.features.accounts.models import User
from tular.features.agencies.choices import Role
from tular.features.judging.models import BorderBand

Opener = Callable[[User], Page]
Check = Callable[[Page], None]

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_band_is_opened_compared_and_closed(opener: Opener, catalogue: None, sound: Check) -> None:
    organiser = agency("pemprov-jawa-timur")
    by = make_member(Role.AGENCY, organiser, person=make_person("Admin Jatim")).person
    review = make_calibrated(organiser, by)
    room = opener(by)
    room.goto(f"/kompetisi/{review.competition.slug}/penilaian/proposal/kendali")
    room.get_by_role("link", name="Bandingkan proposal di ambang dua-dua").click()
    sound(room)
    shot(room, "perbandingan-buka")
    room.get_by_role("button", name="Mulai perbandingan").click()
    expect(room.get_by_text("Perbandingan dimulai.")).to_be_visible()

    page = opener(review.evaluators.all()[0].person)
    page.goto("/penilaian")
    page.get_by_role("link", name="Bandingkan", exact=True).click()
    page.get_by_role("button", name="Mulai membandingkan").click()
    expect(page.get_by_role("heading", name="Mana yang lebih baik?")).to_be_visible()
    sound(page)
    shot(page, "perbandingan-pasangan")
    page.get_by_role("button", name="Simpan dan lanjut").click()
    expect(page.get_by_text("Tulis alasannya dalam satu kalimat.")).to_be_visible()
    sound(page)
    for why in ("Hasilnya terbukti.", "Lebih baru."):
        page.get_by_label("A lebih baik").check()
        page.get_by_label("Mengapa, dalam satu kalimat").fill(why)
        page.get_by_role("button", name="Simpan dan lanjut").click()
        expect(page.get_by_text("Jawaban tersimpan.")).to_be_visible()
    page.get_by_role("button", name="Tarik jawaban ini").click()
    expect(page.get_by_text("Jawaban ditarik.")).to_be_visible()
    shot(page, "perbandingan-ditarik")

    room.goto(f"/kompetisi/{review.competition.slug}/penilaian/proposal/perbandingan/{BorderBand.objects.get().pk}")
    expect(room.get_by_text("Hasilnya terbukti.")).to_be_visible()
    sound(room)
    shot(room, "perbandingan-jalan")
    room.get_by_role("link", name="Tutup perbandingan").click()
    room.get_by_label("Alasan").fill("Waktunya habis.")
    room.get_by_role("button", name="Tutup perbandingan").click()
    expect(room.get_by_text("hasilnya tersimpan")).to_be_visible()
    room.get_by_role("link", name="Ruang kendali").first.click()
    expect(room.get_by_text("dibandingkan: tempat").first).to_be_visible()
    sound(room)
    shot(room, "perbandingan-kendali")
