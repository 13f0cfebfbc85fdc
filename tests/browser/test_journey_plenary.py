"""A plenary in Chromium: opened, decided, approved by a second person, announced, objected to, and issued again."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.browser.steps import shot
from tests.factories.plenary import PANEL, make_contest, make_scored
from tests.people import agency, make_member, make_person
from tular.features.accounts.models import User
from tular.features.agencies.choices import Role
from tular.features.competitions.models import Competition, Window

Opener = Callable[[User], Page]
Check = Callable[[Page], None]

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def contest(catalogue: None) -> Competition:
    organiser = agency("pemprov-jawa-timur")
    by = make_member(Role.AGENCY, organiser, person=make_person("Admin Jatim")).person
    made = make_contest(organiser, title="Lomba Contoh", created_by=by)
    owners = [agency(slug) for slug in ("pemkab-sidoarjo", "pemkab-gresik", "pemkab-sumedang", "pemkab-sidoarjo")]
    make_scored(made, by, owners, ["90", "80", "70", "60"])
    now = timezone.now()
    Window.objects.filter(competition=made).update(opens_at=now - timedelta(days=9), closes_at=now - timedelta(days=1))
    return made


def confirm(page: Page, name: str) -> None:
    """Press the button of a page that asks once more."""
    page.get_by_role("button", name=name, exact=True).click()


def test_from_the_ranking_to_a_list_that_is_issued_again(opener: Opener, contest: Competition, sound: Check) -> None:
    base = f"/kompetisi/{contest.slug}/pleno/{PANEL}"
    assert contest.created_by is not None
    page = opener(contest.created_by)
    page.goto(base)
    sound(page)
    confirm(page, "Buka sidang")
    expect(page.get_by_role("heading", name="Sidang pleno: Penetapan finalis")).to_be_visible()
    shot(page, "pleno-ruang")
    page.get_by_label("Andaikan tempat untuk Kelompok Umum").fill("3")
    confirm(page, "Lihat akibatnya")
    expect(page.get_by_role("heading", name="Masuk (1)")).to_be_visible()
    shot(page, "pleno-andaikan")
    page.get_by_label("Pilih Inovasi Contoh 4").check()
    confirm(page, "Masukkan")
    expect(page.get_by_text("Tulis alasannya.").first).to_be_visible()
    page.get_by_label("Alasan").fill("Keseimbangan wilayah.")
    confirm(page, "Masukkan")
    expect(page.get_by_text("Keseimbangan wilayah.").first).to_be_visible()
    sound(page)
    shot(page, "pleno-menyimpang")
    for name in ("neraca", "riwayat", "pengaturan", "anggota", "suara"):
        page.goto(f"{base}/{name}")
        sound(page)
        shot(page, f"pleno-{name}")
    page.goto(f"{base}/keterangan")
    page.get_by_label("Hari sidang").fill("2026-03-20")
    confirm(page, "Simpan keterangan")
    page.get_by_role("link", name="Ajukan untuk disetujui…").click()
    confirm(page, "Ajukan hasil sidang")
    expect(page.get_by_role("heading", name="Menunggu persetujuan orang kedua")).to_be_visible()
    expect(page.get_by_role("link", name="Setujui…")).to_have_count(0)

    second = opener(make_member(Role.AGENCY, contest.organiser, person=make_person("Atasan Jatim")).person)
    second.goto(base)
    second.get_by_role("link", name="Setujui…").click()
    confirm(second, "Setujui")
    expect(second.get_by_role("heading", name=re.compile("Disetujui Atasan Jatim"))).to_be_visible()
    sound(second)
    announce(second, contest, "12/2026")
    expect(second.get_by_role("heading", name="Yang terpilih")).to_be_visible()
    expect(second.get_by_text("Inovasi Contoh 2")).to_have_count(0)
    shot(second, "pleno-daftar")
    sound(second)

    heard(opener, contest, second, base)


def heard(opener: Opener, contest: Competition, second: Page, base: str) -> None:
    """Who was not chosen objects; granted, the plenary is held again."""
    loser = opener(make_member(Role.AGENCY, agency("pemkab-gresik"), person=make_person("Admin Gresik")).person)
    loser.goto("/sanggah")
    loser.get_by_role("link", name="Inovasi Contoh 2").click()
    expect(loser.get_by_text("belum terpilih: tempatnya terbatas").first).to_be_visible()
    loser.get_by_label("Apa yang Anda sanggah, dan mengapa").fill("Nilai kami lebih tinggi.")
    loser.get_by_role("button", name=re.compile("Kirim sanggah")).click()
    expect(loser.get_by_text("Sanggah terkirim.")).to_be_visible()

    second.goto(f"/seleksi/{contest.slug}/sanggah")
    second.get_by_role("link", name=re.compile("Inovasi Contoh 2|Jawab")).first.click()
    second.get_by_label(re.compile("Terima: ")).check()
    second.get_by_label("Alasan, untuk dibaca instansi").fill("Benar, tempatnya ditambah.")
    second.get_by_role("button", name=re.compile("Kirim jawaban|Jawab|Simpan")).first.click()
    second.goto(base)
    expect(second.get_by_role("heading", name="Sidang pleno: Penetapan finalis (2)")).to_be_visible()
    expect(second.get_by_text("Inovasi Contoh 2").first).to_be_visible()


def announce(page: Page, contest: Competition, decree: str) -> None:
    """From the approved plenary to its published list."""
    page.get_by_role("link", name="Siapkan daftar untuk diumumkan").click()
    page.get_by_label("Nomor keputusan atau pengumuman").fill(decree)
    page.get_by_label("Tanggalnya").fill("2026-03-25")
    page.get_by_label("Masa sanggah, dalam hari").fill("5")
    page.locator("main form button[type=submit], main form button:not([type])").last.click()
    page.get_by_role("link", name="Umumkan…").click()
    page.get_by_role("button", name=re.compile("Umumkan daftar nomor")).click()


def test_the_room_fits_the_screen(opener: Opener, contest: Competition, sound: Check) -> None:
    assert contest.created_by is not None
    page = opener(contest.created_by)
    page.goto(f"/kompetisi/{contest.slug}/pleno/{PANEL}")
    confirm(page, "Buka sidang")
    sound(page)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
