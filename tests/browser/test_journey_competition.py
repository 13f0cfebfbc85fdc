"""One proposal through a competition in Chromium: draft, local admin, selection, list, objection, re-issued list."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.browser.steps import shot
from tests.factories.competitions import RULEBOOK, make_competition, make_rulebook
from tests.factories.selection import arrived
from tests.people import agency, make_member, make_person, make_unit
from tular.features.accounts.models import User
from tular.features.agencies.choices import Role
from tular.features.competitions.models import Competition, Window
from tular.features.proposals.models import Proposal

Opener = Callable[[User | None], Page]
Check = Callable[[Page], None]

pytestmark = pytest.mark.django_db(transaction=True)

PDF = {"name": "surat.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4\n1 0 obj\n<< >>\nendobj\n%%EOF\n"}
SAVED = re.compile(r"^Tersimpan \d\d\.\d\d WIB$")
TITLE = "Antrean Apung Puskesmas"


@dataclass(frozen=True)
class World:
    """An open competition of Jawa Timur with a rival's proposal; writer and admin of Sidoarjo, the secretariat."""

    contest: Competition
    other: Proposal
    writer: User
    admin: User
    secretary: User


@pytest.fixture
def world(catalogue: None) -> World:
    now = timezone.now()
    organiser, sidoarjo = agency("pemprov-jawa-timur"), agency("pemkab-sidoarjo")
    contest = make_competition(organiser, rulebook=make_rulebook(RULEBOOK), closes=now + timedelta(days=4))
    Window.objects.filter(competition=contest).update(opens_at=now - timedelta(days=4))
    people = [
        make_member(role, place, person=make_person(name)).person
        for name, role, place in (
            ("Penulis", Role.UNIT, make_unit(sidoarjo, "Puskesmas Contoh Taman")),
            ("Admin Lokal", Role.AGENCY, sidoarjo),
            ("Sekretaris", Role.AGENCY, organiser),
        )
    ]
    other = arrived(contest, agency("pemkab-gresik"), title="Posyandu Terapung")
    return World(contest, other, *people)


def test_from_a_draft_to_the_list_that_an_objection_changed(world: World, opener: Opener, sound: Check) -> None:
    code = _write(opener(world.writer), world, sound)
    _submit(opener(world.admin), code, sound)
    desk = opener(world.secretary)
    _check(desk, world, code, sound)
    _announce(desk, world, 1, sound)
    anyone = opener(None)
    first = _read_first(anyone, world, sound)
    _object(opener(world.admin), code, sound)
    _grant(desk, world, sound)
    _announce(desk, world, 2, sound)
    anyone.goto(f"/kompetisi/{world.contest.slug}/daftar/administrasi/2")
    expect(anyone.get_by_role("row", name=re.compile(f"{TITLE}.*tidak lolos.*Suratnya sah.")).first).to_be_visible()
    sound(anyone)
    shot(anyone, "daftar-2")
    anyone.goto(first)
    expect(anyone.get_by_text("Daftar ini sudah diganti daftar nomor 2.")).to_be_visible()
    expect(anyone.get_by_text(TITLE)).to_have_count(0)
    writer = opener(world.writer)
    writer.goto(f"/proposal/{code}")
    expect(writer.get_by_role("region", name="Hasil seleksi")).to_contain_text("Suratnya sah.")
    sound(writer)
    shot(writer, "hasil-2")


def _write(page: Page, world: World, sound: Check) -> str:
    page.goto(f"/kompetisi/{world.contest.slug}")
    page.get_by_role("link", name="Mulai proposal").first.click()
    sound(page)
    page.locator("#judul-baru").fill(TITLE)
    page.get_by_role("button", name="Mulai dari nol").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Data umum")
    code = page.url.split("/")[4]
    page.get_by_label("Kelompok Umum").check()
    expect(page.locator("[name=dasar]")).to_have_value("2", timeout=15_000)  # the page was read again for the group
    page.get_by_label("Kesehatan", exact=True).check()
    page.get_by_label("Inovasi dalam katalog").select_option("Belum pernah diikutkan dalam kompetisi mana pun")
    page.get_by_label("Hari pertama diterapkan").fill("2024-01-10")
    page.get_by_role("button", name="Simpan dan lanjut").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ringkasan")
    page.get_by_label("Ringkasan", exact=True).fill("Warga mengambil nomor dari perahu.")
    page.get_by_role("button", name="Simpan dan lanjut").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Dampak")
    page.get_by_label("Hasil", exact=True).fill("Antrean turun dari dua jam menjadi dua puluh menit.")
    page.get_by_label("Tidak", exact=True).check()
    page.get_by_role("button", name="Simpan dan lanjut").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Hasil sebelum dan sesudah")
    page.get_by_role("button", name="Simpan dan lanjut").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Lampiran dan tautan")
    page.get_by_label("Surat pernyataan", exact=True).set_input_files(PDF)
    expect(page.locator("[data-saved]")).to_have_text(SAVED, timeout=20_000)
    page.goto(f"/proposal/{code}")
    expect(page.get_by_role("heading", name="Tidak ada yang kurang")).to_be_visible()
    sound(page)
    page.get_by_role("link", name="Serahkan ke admin lokal").click()
    sound(page)
    page.get_by_role("button", name="Serahkan ke admin lokal").click()
    expect(page.get_by_text("Diserahkan. Admin lokal diberi tahu.")).to_be_visible()
    return code


def _submit(page: Page, code: str, sound: Check) -> None:
    page.goto("/kerja")
    page.get_by_role("link", name="Lomba Uji").first.click()
    expect(page.get_by_text(TITLE).first).to_be_visible()
    sound(page)
    page.goto(f"/proposal/{code}")
    page.get_by_role("link", name="Ajukan", exact=True).click()
    sound(page)
    page.get_by_role("button", name="Ajukan", exact=True).click()
    expect(page.get_by_text("Diajukan. Ini tanda terimanya")).to_be_visible()
    sound(page)
    shot(page, "tanda-terima")


def _check(page: Page, world: World, code: str, sound: Check) -> None:
    page.goto(f"/seleksi/{world.contest.slug}")
    sound(page)
    page.goto(f"/seleksi/{world.contest.slug}/{world.other.code}")
    page.get_by_role("button", name="Lolos", exact=True).click()
    page.goto(f"/seleksi/{world.contest.slug}/{code}")
    sound(page)
    page.get_by_label("isian atau lampiran tidak lengkap").check()
    page.get_by_label("Penjelasan").fill("Surat pernyataan tidak dapat dibuka.")
    page.get_by_role("button", name="Tidak lolos", exact=True).click()
    expect(page.get_by_text(f"{code}: tidak lolos.")).to_be_visible()


def _announce(page: Page, world: World, number: int, sound: Check) -> None:
    page.goto(f"/seleksi/{world.contest.slug}/daftar")
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Seleksi administrasi: daftar nomor {number}")
    sound(page)
    shot(page, f"siapkan-{number}")
    page.get_by_label("Nomor keputusan atau pengumuman").fill(f"100.3/{number}/2026")
    page.get_by_label("Tanggalnya").fill("2026-03-16")
    if number > 1:
        page.get_by_label("Mengapa daftar ini diterbitkan lagi").fill("Satu sanggah diterima.")
    page.get_by_role("button", name="Simpan dan lihat pratinjau").click()
    expect(page.get_by_text("Begini semua orang akan membacanya.")).to_be_visible()
    sound(page)
    shot(page, f"pratinjau-{number}")
    page.get_by_role("link", name="Umumkan…").click()
    expect(page.get_by_text("Daftar yang sudah terbit tidak dapat diubah atau ditarik.")).to_be_visible()
    sound(page)
    page.get_by_role("button", name=f"Umumkan daftar nomor {number}").click()
    expect(page.get_by_text(f"Daftar nomor {number} terbit.")).to_be_visible()


def _read_first(page: Page, world: World, sound: Check) -> str:
    """Anybody finds the list from the call page; who failed is only counted. The address of the list."""
    page.goto(f"/kompetisi/{world.contest.slug}")
    page.get_by_role("link", name="Hasil seleksi administrasi").click()
    expect(page.get_by_text("Posyandu Terapung")).to_be_visible()
    expect(page.get_by_text(TITLE)).to_have_count(0)
    sound(page)
    shot(page, "daftar-1")
    return page.url


def _object(page: Page, code: str, sound: Check) -> None:
    page.goto("/kerja")
    page.get_by_role("link", name=re.compile("Tidak lolos: ")).first.click()
    expect(page.get_by_text("Surat pernyataan tidak dapat dibuka.")).to_be_visible()
    sound(page)
    page.get_by_label("Apa yang Anda sanggah, dan mengapa").fill("Suratnya terbuka; kami lampirkan lagi.")
    page.get_by_role("button", name="Bukti").set_input_files(PDF)
    expect(page.get_by_role("link", name="surat.pdf")).to_be_visible(timeout=20_000)
    shot(page, "sanggah")
    page.get_by_role("button", name="Kirim sanggah").click()
    expect(page.get_by_text("Sanggah terkirim.")).to_be_visible()
    sound(page)
    page.goto("/sanggah")
    sound(page)


def _grant(page: Page, world: World, sound: Check) -> None:
    page.goto(f"/seleksi/{world.contest.slug}/sanggah")
    sound(page)
    page.get_by_role("link", name=TITLE, exact=True).click()
    expect(page.get_by_role("link", name="surat.pdf")).to_be_visible()
    sound(page)
    shot(page, "jawab")
    page.get_by_label("Terima: proposal lolos dalam daftar berikutnya").check()
    page.get_by_label("Alasan, untuk dibaca instansi").fill("Suratnya sah.")
    page.get_by_role("button", name="Kirim jawaban").click()
    expect(page.get_by_text("Jawaban terkirim ke instansi")).to_be_visible()
    sound(page)
