"""The people of an agency in Chromium: units, invitations, roles, accounts, and an agency that joins with a letter."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.steps import press, shot, tab_to
from tests.factories.catalogue import make_agency, make_innovation, make_province, make_regency
from tests.features.agencies.roles import PDF, letters_to, token_in
from tests.people import make_member, make_person, make_unit
from tular.features.accounts.models import User
from tular.features.agencies.choices import Role
from tular.features.agencies.models import Agency, Hub, Membership, ServiceUnit, Succession
from tular.features.agencies.queries.roles import roles_of
from tular.features.catalogue.models import Innovation

Check = Callable[[Page], None]
Opener = Callable[[User | None], Page]

SITI, LETTER = "siti@gresik.example", "Surat penunjukan bertanda tangan"


@dataclass
class World:
    """A regency with an admin and a unit, one without anybody, the hub over both, and the centre."""

    agency: Agency
    empty: Agency
    unit: ServiceUnit
    admin: User
    upp: User
    hub: User
    centre: User


@pytest.fixture
def world(live_server: LiveServer, settings: Any, tmp_path: Path) -> World:
    settings.UPLOAD_DIR = tmp_path / "unggahan"
    local = {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path / "berkas"}}
    settings.STORAGES = {**settings.STORAGES, "default": local}
    province = make_province("35", "Jawa Timur")
    government = make_agency("Pemerintah Provinsi Jawa Timur", region=province, kind="provinsi")
    agency, empty = (
        make_agency(f"Pemerintah Kabupaten {name}", region=make_regency(code, f"Kabupaten {name}", province))
        for code, name in (("35.15", "Sidoarjo"), ("35.25", "Gresik"))
    )
    hub = Hub.objects.create(agency=government, year=2020, source_url="https://contoh.id")
    unit = make_unit(agency, "Puskesmas Taman")
    people: list[Any] = [
        make_member(role, place, person=make_person(name)).person
        for role, place, name in (
            (Role.AGENCY, agency, "Rina Admin"), (Role.UNIT, unit, "Budi Upp"),
            (Role.HUB, hub, "Hub Jatim"), (Role.NATIONAL, None, "Pembina Pusat"),
        )
    ]  # fmt: skip
    return World(agency, empty, unit, *people)


def said(page: Page, text: str) -> None:
    expect(page.get_by_role("status").filter(has_text=text)).to_be_visible()


def test_an_admin_looks_after_units_people_and_accounts(world: World, opener: Opener, sound: Check) -> None:
    page, here = opener(world.admin), f"/instansi/{world.agency.slug}/orang"
    make_units_and_invite(page, here, sound)
    page.goto(here)
    sound(page)
    shot(page, "people")
    lend_and_end(page, sound)
    switch_off_and_on(page, sound)
    assert roles_of(User.objects.get(pk=world.upp.pk)).units == {world.unit.pk: Role.UNIT}


def make_units_and_invite(page: Page, here: str, sound: Check) -> None:
    """A unit whose name is taken, one that is new, and people for it, of whom one cannot be invited."""
    page.goto(f"{here}?bagian=unit")
    sound(page)
    press(page, "Tambah unit")
    expect(page.get_by_role("heading", level=1)).to_have_text("Tambah unit")
    tab_to(page, "Nama unit")
    page.keyboard.type("puskesmas taman")
    press(page, "Tambah unit")
    expect(page.get_by_role("alert")).to_contain_text("Sudah ada unit bernama")
    sound(page)
    page.get_by_label("Nama unit").fill("Puskesmas Sedati")
    page.get_by_role("button", name="Tambah unit").click()
    expect(page.get_by_role("row", name="Puskesmas Sedati")).to_be_visible()

    page.goto(f"{here}/undang-banyak")
    sound(page)
    page.get_by_label("Satu orang per baris").fill(
        "sari@contoh.example; Sari; UPP; Puskesmas Sedati\nbukan-surel; Tono; UPP; Puskesmas Sedati"
    )
    page.get_by_role("button", name="Kirim undangan").click()
    said(page, "1 diundang, 1 belum.")
    sound(page)
    shot(page, "bulk-invitation")
    page.get_by_role("link", name="Lihat semua undangan").click()
    expect(page.get_by_role("row", name="sari@contoh.example")).to_be_visible()
    sound(page)


def lend_and_end(page: Page, sound: Check) -> None:
    """The admin's role is lent for a week, and taken back."""
    page.get_by_role("link", name="Delegasikan Rina Admin").click()
    sound(page)
    page.get_by_label("Kepada").select_option(label="Budi Upp")
    page.get_by_label("Hari terakhir").fill(str(timezone.localdate() + timedelta(days=7)))
    page.get_by_role("button", name="Delegasikan").click()
    said(page, "Budi Upp menggantikan sampai")
    sound(page)
    page.get_by_role("link", name="Akhiri Budi Upp").first.click()
    sound(page)
    page.get_by_label("Alasan").fill("Sudah kembali dari cuti")
    page.get_by_role("button", name="Akhiri peran").click()
    said(page, "Peran Budi Upp diakhiri.")


def switch_off_and_on(page: Page, sound: Check) -> None:
    """An account is switched off by keyboard, with a reason, and on again."""
    press(page, "Nonaktifkan akun Budi Upp")
    expect(page.get_by_role("heading", level=1)).to_have_text("Nonaktifkan akun Budi Upp?")
    sound(page)
    shot(page, "deactivate")
    press(page, "Nonaktifkan akun")
    expect(page.get_by_role("alert")).to_contain_text("Tulis alasannya")
    sound(page)
    tab_to(page, "Alasan")
    page.keyboard.type("Pindah ke instansi lain")
    press(page, "Nonaktifkan akun")
    said(page, "Akun Budi Upp nonaktif.")
    expect(page.get_by_text("akun nonaktif", exact=True).first).to_be_visible()
    sound(page)
    shot(page, "deactivated")
    assert not User.objects.get(name="Budi Upp").is_active
    press(page, "Aktifkan kembali Budi Upp")
    expect(page.get_by_role("heading", level=1)).to_have_text("Aktifkan kembali akun Budi Upp?")
    sound(page)
    press(page, "Aktifkan kembali")
    said(page, "Akun Budi Upp aktif lagi.")


def test_an_agency_joins_with_a_letter_that_the_hub_checks(
    world: World, opener: Opener, sound: Check, tmp_path: Path
) -> None:
    wrong, right = tmp_path / "surat.pdf", tmp_path / "surat-penunjukan.pdf"
    wrong.write_bytes(b"MZ this is a program" * 40)
    right.write_bytes(PDF)
    stranger, hub = opener(None), opener(world.hub)
    stranger.goto(f"/instansi/{world.empty.slug}")
    stranger.get_by_role("link", name="Ajukan bergabung").click()
    sound(stranger)
    stranger.get_by_label("Nama Anda").fill("Siti Aminah")
    stranger.get_by_label("Alamat surel dinas").fill(SITI)
    stranger.get_by_label("Jabatan").fill("Kepala Bagian Organisasi")
    stranger.get_by_label(LETTER, exact=True).set_input_files(wrong)
    press(stranger, "Kirim permohonan")
    expect(stranger.get_by_role("alert")).to_be_visible()
    expect(stranger.get_by_label("Jabatan")).to_have_value("Kepala Bagian Organisasi")
    sound(stranger)
    shot(stranger, "join")
    stranger.get_by_label(LETTER, exact=True).set_input_files(right)
    stranger.get_by_role("button", name="Kirim permohonan").click()
    said(stranger, "Permohonan terkirim.")

    check_letter(hub, world, sound)

    stranger.goto(f"/gabung/{token_in(letters_to(SITI)[-1])}")
    expect(stranger.get_by_text("Surat belum ditandatangani.")).to_be_visible()
    sound(stranger)
    stranger.get_by_label(LETTER, exact=True).set_input_files(right)
    stranger.get_by_role("button", name="Kirim lagi").click()
    said(stranger, "Permohonan dikirim lagi.")
    sound(stranger)
    hub.goto("/kerja")
    hub.get_by_role("link", name=f"Periksa permohonan {world.empty.name}").first.click()
    hub.get_by_label("Keputusan").select_option("accept")
    hub.get_by_role("button", name="Putuskan").click()
    said(hub, "Permohonan diterima.")
    stranger.goto(f"/undangan/{token_in(letters_to(SITI)[-1])}")
    stranger.get_by_label("Kata sandi baru").fill("kopi-tubruk-panas-7")
    press(stranger, "Buat akun dan terima")
    said(stranger, "Akun Anda sudah jadi.")
    assert roles_of(User.objects.get(email=SITI)).agencies == {world.empty.pk}


def check_letter(hub: Page, world: World, sound: Check) -> None:
    """The hub finds the request on its desk, reads the letter, and returns it with a reason."""
    hub.goto("/kerja")
    sound(hub)
    hub.get_by_role("link", name=f"Periksa permohonan {world.empty.name}").first.click()
    sound(hub)
    shot(hub, "request")
    with hub.expect_download() as letter:
        hub.get_by_role("link", name="surat-penunjukan.pdf").click()
    assert letter.value.path().read_bytes() == PDF
    hub.get_by_label("Keputusan").select_option("return")
    hub.get_by_role("button", name="Putuskan").click()
    expect(hub.get_by_role("alert")).to_contain_text("Tulis alasannya")
    sound(hub)
    hub.get_by_label("Alasan").fill("Surat belum ditandatangani.")
    hub.get_by_role("button", name="Putuskan").click()
    said(hub, "Permohonan dikembalikan")


def test_the_centre_moves_records_to_a_successor_and_an_admin_gives_them_to_a_unit(
    world: World, opener: Opener, sound: Check
) -> None:
    record = make_innovation(world.agency, "Antre Cepat", unit="Puskesmas Taman")
    for title in ("Akta Jemput Bola", "Kelas Ibu Hamil"):
        make_innovation(world.agency, title)
    page = opener(world.admin)
    page.goto(f"/catatan/{record.code}")
    press(page, "Serahkan kepada unit")
    expect(page.get_by_role("heading", level=1)).to_have_text("Serahkan kepada unit")
    sound(page)
    shot(page, "unit-of-a-record")
    press(page, "Serahkan kepada unit")
    said(page, "1 catatan diserahkan kepada Puskesmas Taman.")
    assert Innovation.objects.get(pk=record.pk).service_unit == world.unit

    Succession.objects.create(predecessor=world.agency, successor=world.empty, change="split")
    make_unit(world.empty, "Puskesmas Taman")
    page = opener(world.centre)
    page.goto(f"/instansi/{world.empty.slug}/orang")
    sound(page)
    shot(page, "left-behind")
    press(page, "Pindahkan ke penerus")
    expect(page.get_by_role("heading", level=1)).to_have_text("Pindahkan catatan ke penerus")
    expect(page.get_by_role("checkbox", name="Antre Cepat")).to_be_checked()
    expect(page.get_by_role("checkbox", name="Kelas Ibu Hamil")).not_to_be_checked()
    sound(page)
    shot(page, "passing-on")
    tab_to(page, "Dasar pemindahan")
    page.keyboard.type("Undang-Undang 1/2026")
    press(page, "Pindahkan catatan")
    said(page, f"1 catatan kini milik {world.empty.name}.")
    sound(page)
    shot(page, "passed-on")
    page.goto(f"/inovasi/{record.slug}")
    expect(page.get_by_text("Semula milik")).to_be_visible()
    sound(page)
    page.goto(f"/instansi/{world.agency.slug}")
    expect(page.get_by_text("kini milik penerusnya")).to_be_visible()
    sound(page)
    shot(page, "agency")
    page.goto(f"/catatan/penerus/{world.agency.slug}")
    press(page, "Kembalikan")
    said(page, f"1 catatan kembali milik {world.agency.name}.")
    assert Innovation.objects.get(pk=record.pk).service_unit == world.unit
    assert Membership.objects.filter(agency=world.empty).count() == 0
