"""Records in Chromium: a draft that becomes public, and a stale record that is confirmed through the hub."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.steps import press, shot, tab_to
from tests.factories.catalogue import make_agency, make_innovation, make_province, make_regency
from tests.people import make_member, make_unit
from tular.features.accounts.models import User
from tular.features.agencies.choices import Role
from tular.features.agencies.models import Hub
from tular.features.catalogue.actions import remind
from tular.features.catalogue.models import Innovation

Check = Callable[[Page], None]
Opener = Callable[[User], Page]


@dataclass
class World:
    """A regency with a unit, its admin, and the hub over it."""

    upp: User
    colleague: User
    admin: User
    hub: User
    stale: Innovation


@pytest.fixture
def world(live_server: LiveServer) -> World:
    province = make_province("35", "Jawa Timur")
    regency = make_regency("35.15", "Kabupaten Sidoarjo", province)
    government = make_agency("Pemerintah Provinsi Jawa Timur", region=province, kind="provinsi")
    agency = make_agency("Pemerintah Kabupaten Sidoarjo", region=regency)
    hub = Hub.objects.create(agency=government, year=2020, source_url="https://contoh.id")
    unit = make_unit(agency)
    old = timezone.localdate() - timedelta(days=500)
    stale = make_innovation(
        agency, "Jemput Bola Akta", service_unit=unit, province=province, fresh_on=old, code="oth-x-001",
        problem="Akta lambat.", solution="Petugas datang ke rumah.",
    )  # fmt: skip
    people: list[Any] = [
        make_member(role, place).person
        for role, place in ((Role.UNIT, unit), (Role.UNIT_ADMIN, unit), (Role.AGENCY, agency), (Role.HUB, hub))
    ]
    return World(*people, stale)


def test_a_draft_becomes_public_by_keyboard(world: World, opener: Opener, sound: Check) -> None:
    page = opener(world.upp)
    page.goto("/catatan/baru")
    sound(page)
    tab_to(page, "Judul inovasi")
    page.keyboard.type("Antre Cepat Puskesmas")
    press(page, "Buat draf")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ringkasan dan masalah")
    tab_to(page, "Masalah")
    page.keyboard.type("Warga antre dua jam setiap pagi.")
    expect(page.locator("[data-saved]")).to_have_text(re.compile(r"^Tersimpan \d\d\.\d\d WIB$"), timeout=15_000)
    sound(page)
    shot(page, "editor")
    press(page, "Simpan dan lanjut")
    expect(page.get_by_role("heading", level=1)).to_have_text("Cara kerja")
    tab_to(page, "Cara kerja")
    page.keyboard.type("Warga mengambil nomor lewat telepon.")
    press(page, "Simpan dan lanjut")
    expect(page.get_by_role("heading", level=1)).to_have_text("Hasil")
    code = page.url.split("/")[4]
    page.goto(f"/catatan/{code}")
    sound(page)
    shot(page, "record")
    press(page, "Ajukan")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ajukan")
    sound(page)
    press(page, "Ajukan")
    expect(page.get_by_text("Menunggu persetujuan admin instansi.")).to_be_visible()

    for person, verb in ((world.admin, "Setujui"), (world.hub, "Terbitkan")):
        page = opener(person)
        page.goto("/kurasi")
        sound(page)
        press(page, "Periksa")
        expect(page.get_by_role("heading", level=1)).to_have_text("Antre Cepat Puskesmas")
        sound(page)
        shot(page, f"review-{verb}")
        press(page, verb)
        expect(page.get_by_text("Tidak ada yang menunggu")).to_be_visible()
    record = Innovation.objects.get(code=code)
    assert record.state == "terbit"
    page.goto(f"/catatan/{code}/riwayat")
    sound(page)
    shot(page, "history")
    page.goto(f"/inovasi/{record.slug}")
    expect(page.get_by_text("Warga mengambil nomor lewat telepon.").first).to_be_visible()


def test_a_stale_record_is_confirmed_through_the_hub(world: World, opener: Opener, sound: Check) -> None:
    for days in (0, 15, 30):
        remind(now=timezone.now() + timedelta(days=days))
    page = opener(world.hub)
    page.goto("/catatan?kesegaran=perlu")
    expect(page.get_by_text("Lewat waktu").last).to_be_visible()
    sound(page)
    shot(page, "records")
    page.get_by_role("link", name="Jemput Bola Akta").click()
    sound(page)
    shot(page, "stale")
    press(page, "Pastikan masih benar")
    expect(page.get_by_role("heading", level=1)).to_have_text("Pastikan masih benar")
    press(page, "Pastikan masih benar")
    expect(page.get_by_role("link", name="dari siapa Anda tahu")).to_be_visible()
    sound(page)
    tab_to(page, "Alasan")
    page.keyboard.type("Telepon dengan kepala dinas.")
    press(page, "Pastikan masih benar")
    expect(page.get_by_text("Catatan ini mutakhir mulai hari ini.")).to_be_visible()
    sound(page)
    assert Innovation.objects.get(pk=world.stale.pk).fresh_on == timezone.localdate()


def test_two_people_at_once_see_both_texts(world: World, opener: Opener, sound: Check) -> None:
    first, second = opener(world.upp), opener(world.colleague)
    address = f"/catatan/{world.stale.code}/sunting/masalah"
    for page in (first, second):
        page.goto(address)
    first.get_by_label("Masalah", exact=True).fill("Akta baru jadi setelah dua pekan.")
    first.get_by_role("button", name="Simpan", exact=True).click()
    expect(first.get_by_role("heading", level=1)).to_have_text("Jemput Bola Akta")
    second.get_by_label("Masalah", exact=True).fill("Akta terlambat karena kantor jauh.")
    link = second.get_by_role("link", name="Bandingkan keduanya")
    expect(link).to_be_visible(timeout=15_000)
    sound(second)
    link.click()
    expect(second.get_by_role("heading", level=1)).to_have_text("Dua orang menulis bagian ini bersamaan")
    sound(second)
    shot(second, "beside")
    second.get_by_label("Masalah", exact=True).fill("Akta baru jadi setelah dua pekan karena kantor jauh.")
    second.get_by_role("button", name="Simpan gabungan ini").click()
    expect(second.get_by_role("heading", level=1)).to_have_text("Jemput Bola Akta")
    content = Innovation.objects.get(pk=world.stale.pk).draft.content
    assert content["masalah"]["problem"] == "Akta baru jadi setelah dua pekan karena kantor jauh."
    second.goto(f"/catatan/{world.stale.code}/versi/1/kini")
    sound(second)
    shot(second, "versions")


def test_a_lost_connection_loses_nothing(world: World, opener: Opener) -> None:
    page = opener(world.upp)
    page.goto(f"/catatan/{world.stale.code}/sunting/masalah")
    page.context.set_offline(True)
    page.get_by_label("Masalah", exact=True).fill("Ditulis di desa tanpa sinyal.")
    expect(page.locator("[data-saved]")).to_contain_text("Sambungan terputus", timeout=15_000)
    page.context.set_offline(False)
    page.goto(f"/catatan/{world.stale.code}/sunting/masalah")
    expect(page.get_by_label("Masalah", exact=True)).to_have_value("Ditulis di desa tanpa sinyal.", timeout=15_000)
    content = Innovation.objects.get(pk=world.stale.pk).draft.content
    assert content["masalah"]["problem"] == "Ditulis di desa tanpa sinyal."
