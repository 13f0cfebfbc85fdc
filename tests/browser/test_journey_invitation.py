"""From an invitation by mail to the first record that everybody can read, the invited person by keyboard alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.steps import press, shot, tab_to
from tests.factories.catalogue import make_agency, make_province, make_regency
from tests.features.agencies.roles import letters_to, token_in
from tests.people import make_member, make_unit
from tular.features.accounts.models import User
from tular.features.agencies.choices import Role
from tular.features.agencies.models import Agency, Hub
from tular.features.agencies.queries.roles import roles_of
from tular.features.catalogue.models import Innovation

Check = Callable[[Page], None]
Opener = Callable[[User | None], Page]

SARI, PASSWORD, TITLE = "sari@sidoarjo.example", "kopi-tubruk-panas-7", "Antre Cepat Puskesmas"


@dataclass
class World:
    """A regency with an empty unit, its admin, and the hub over it."""

    agency: Agency
    admin: User
    hub: User


@pytest.fixture
def world(live_server: LiveServer) -> World:
    province = make_province("35", "Jawa Timur")
    government = make_agency("Pemerintah Provinsi Jawa Timur", region=province, kind="provinsi")
    agency = make_agency("Pemerintah Kabupaten Sidoarjo", region=make_regency("35.15", "Kabupaten Sidoarjo", province))
    hub = Hub.objects.create(agency=government, year=2020, source_url="https://contoh.id")
    make_unit(agency)
    people: list[Any] = [make_member(role, place).person for role, place in ((Role.AGENCY, agency), (Role.HUB, hub))]
    return World(agency, *people)


def invite(page: Page, world: World, sound: Check) -> None:
    """The admin invites Sari to the unit."""
    page.goto(f"/instansi/{world.agency.slug}/orang")
    sound(page)
    page.get_by_role("link", name="Undang orang").click()
    sound(page)
    page.get_by_label("Alamat surel").fill(SARI)
    page.get_by_label("Nama").fill("Sari Dewi")
    page.get_by_label("Peran").select_option("upp")
    page.get_by_label("Unit").select_option(label="Puskesmas Contoh")
    page.get_by_role("button", name="Kirim undangan").click()
    expect(page.get_by_text(f"Undangan untuk {SARI} akan dikirim.")).to_be_visible()
    sound(page)
    shot(page, "invited")


def accept(page: Page, sound: Check) -> None:
    """Sari opens the link of her mail, makes an account and is at her desk."""
    page.goto(f"/undangan/{token_in(letters_to(SARI)[-1])}")
    expect(page.get_by_role("heading", level=1)).to_have_text("Undangan sebagai UPP")
    sound(page)
    shot(page, "invitation")
    press(page, "Buat akun dan terima")
    expect(page.get_by_role("alert")).to_contain_text("Buat kata sandi")
    sound(page)
    tab_to(page, "Kata sandi baru")
    page.keyboard.type(PASSWORD)
    press(page, "Buat akun dan terima")
    expect(page.get_by_text("Akun Anda sudah jadi. Selamat bergabung.")).to_be_visible()
    sound(page)
    shot(page, "first-desk")


def write(page: Page, sound: Check) -> None:
    """Sari makes a record, fills what it needs, and submits it."""
    press(page, "Catatan inovasi")
    expect(page.get_by_role("heading", level=1)).to_have_text("Catatan saya")
    sound(page)
    press(page, "Buat catatan baru")
    expect(page.get_by_role("heading", level=1)).to_have_text("Catatan baru")
    sound(page)
    tab_to(page, "Judul inovasi")
    page.keyboard.type(TITLE)
    press(page, "Buat draf")
    for heading, label, text in (
        ("Ringkasan dan masalah", "Masalah", "Warga antre dua jam setiap pagi."),
        ("Cara kerja", "Cara kerja", "Warga mengambil nomor lewat telepon."),
    ):
        expect(page.get_by_role("heading", level=1)).to_have_text(heading)
        sound(page)
        tab_to(page, label)
        page.keyboard.type(text)
        press(page, "Simpan dan lanjut")
    expect(page.get_by_role("heading", level=1)).to_have_text("Hasil")
    sound(page)
    press(page, TITLE)  # in the crumbs
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    sound(page)
    shot(page, "first-record")
    press(page, "Ajukan")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ajukan")
    sound(page)
    press(page, "Ajukan")
    expect(page.get_by_text("Menunggu persetujuan admin instansi.")).to_be_visible()
    sound(page)


def decide(page: Page, verb: str, sound: Check) -> None:
    """Whoever is next in line finds the record on their desk and decides."""
    page.goto("/kerja")
    sound(page)
    page.goto("/kurasi")
    sound(page)
    page.get_by_role("main").get_by_role("link", name="Periksa").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    sound(page)
    page.get_by_role("button", name=verb, exact=True).click()
    expect(page.get_by_text("Tidak ada yang menunggu")).to_be_visible()
    sound(page)


def test_from_an_invitation_to_the_first_approved_record(world: World, opener: Opener, sound: Check) -> None:
    invite(opener(world.admin), world, sound)
    sari = opener(None)
    accept(sari, sound)
    person = User.objects.get(email=SARI)
    assert (person.name, roles_of(person).has(Role.UNIT)) == ("Sari Dewi", True)
    write(sari, sound)
    decide(opener(world.admin), "Setujui", sound)
    decide(opener(world.hub), "Terbitkan", sound)

    record = Innovation.objects.get(title=TITLE)
    assert (record.state, record.agency) == ("terbit", world.agency)
    public = opener(None)
    public.goto(f"/inovasi/{record.slug}")
    expect(public.get_by_role("heading", level=1)).to_have_text(TITLE)
    expect(public.get_by_text("Warga mengambil nomor lewat telepon.").first).to_be_visible()
    sound(public)
    shot(public, "first-published")
    sari.goto("/pemberitahuan")
    expect(sari.get_by_role("link", name=f"Terbit: {TITLE}")).to_be_visible()
    sound(sari)
