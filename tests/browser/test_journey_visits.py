"""A field verification in Chromium: planned, filled in on the spot without a connection, signed and read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.browser.steps import shot
from tests.factories.visits import (
    STAGE,
    fill,
    make_choice,
    make_finalist,
    make_verified,
    make_verifier,
    make_visit,
)
from tests.people import agency, make_member, make_person
from tular.features.accounts.models import User
from tular.features.agencies.choices import Role
from tular.features.competitions.models import Competition
from tular.features.visits.choices import VisitState
from tular.features.visits.models import Visit

Opener = Callable[[User], Page]
Check = Callable[[Page], None]

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def organiser(catalogue: None) -> User:
    """Runs the competition of the province."""
    return make_member(Role.AGENCY, agency("pemprov-jawa-timur"), person=make_person("Admin Jatim")).person


@pytest.fixture
def owner(catalogue: None) -> User:
    """Answers for the agency that is visited."""
    return make_member(Role.AGENCY, agency("pemkab-gresik"), person=make_person("Admin Gresik")).person


@pytest.fixture
def competition(organiser: User) -> Competition:
    """With a stage of verification."""
    return make_verified(agency("pemprov-jawa-timur"), title="Lomba Contoh")


@pytest.fixture
def visit(competition: Competition, organiser: User, owner: User) -> Visit:
    """One that began an hour ago, of a team of two."""
    team = [make_verifier(competition, organiser, name) for name in ("Ketua Panel", "Anggota Panel")]
    choice = make_choice(make_finalist(competition, agency("pemkab-gresik"), "Antar obat ke pulau"), organiser)
    return make_visit(choice, team, starts=timezone.now() - timedelta(hours=1))


def test_the_organiser_chooses_plans_and_announces(
    opener: Opener, competition: Competition, organiser: User, sound: Check
) -> None:
    make_finalist(competition, agency("pemkab-gresik"), "Antar obat ke pulau")
    make_verifier(competition, organiser, "Ketua Panel")
    page = opener(organiser)
    base = f"/kompetisi/{competition.slug}/verifikasi/{STAGE}"
    page.goto(base)
    expect(page.get_by_text("Belum ada yang dipilih")).to_be_visible()
    sound(page)
    page.goto(f"{base}/pilih")
    page.get_by_role("checkbox", name="Pilih Antar obat ke pulau").check()
    page.get_by_label("Mengapa dikunjungi?").fill("Angkanya besar; perlu dilihat sumbernya.")
    sound(page)
    shot(page, "verifikasi-pilih")
    page.get_by_role("button", name="Pilih yang dicentang").click()
    page.get_by_role("link", name="Antar obat ke pulau").click()
    day = (timezone.now() + timedelta(days=3)).date().isoformat()
    page.get_by_label("Tanggal").fill(day)
    page.get_by_label("Mulai pukul").fill("09:00")
    page.get_by_label("Selesai pukul").fill("11:30")
    page.get_by_label("Koordinat tempat").fill("-7.1566, 112.6555")
    page.get_by_role("checkbox", name="Ketua Panel").check()
    page.get_by_label("Ketua tim").select_option(label="Ketua Panel")
    page.get_by_role("button", name="Simpan rencana").click()
    expect(page.get_by_role("link", name="Tulis tempatnya: nama gedung dan alamat.")).to_be_visible()
    sound(page)
    shot(page, "verifikasi-rencana")
    page.get_by_role("textbox", name="Tempat (boleh kosong)", exact=True).fill("Puskesmas Contoh, Jalan Contoh 1")
    page.get_by_role("button", name="Simpan rencana").click()
    sound(page)
    page.get_by_role("link", name="Umumkan kunjungan").click()
    page.get_by_role("button", name="Umumkan kunjungan").click()
    expect(page.get_by_text("Giliran tim: mengunjungi dan mencatat")).to_be_visible()
    sound(page)
    shot(page, "verifikasi-kunjungan")
    page.goto(base)
    sound(page)
    shot(page, "verifikasi-daftar")
    assert Visit.objects.get().state == VisitState.ANNOUNCED


def test_from_answers_to_signed_minutes_that_the_agency_has_read(
    opener: Opener, visit: Visit, owner: User, sound: Check
) -> None:
    fill(visit.record)
    lead = opener(visit.members.get(lead=True).verifier.person)
    lead.goto(f"/verifikasi/{visit.pk}")
    lead.get_by_role("link", name="Susun berita acara").click()
    lead.get_by_role("button", name="Susun berita acara").click()
    sound(lead)
    shot(lead, "verifikasi-berita-acara")
    for member in visit.members.select_related("verifier__person"):
        page = opener(member.verifier.person)
        page.goto(f"/verifikasi/{visit.pk}/berita-acara/tandatangani")
        page.get_by_label("Nama Anda").fill(member.verifier.person.name)
        sound(page)
        page.get_by_role("button", name="Tandatangani").click()
        expect(page.get_by_text("Tanda tangan Anda tersimpan.")).to_be_visible()
    reader = opener(owner)
    reader.goto(f"/proposal/{visit.choice.proposal.code}/verifikasi")
    expect(reader.get_by_text("Layanannya berjalan.")).to_be_visible()
    expect(reader.get_by_text("Layak dipertimbangkan.")).to_have_count(0)
    sound(reader)
    shot(reader, "verifikasi-instansi")
    reader.get_by_role("link", name="Nyatakan sudah membaca").click()
    reader.get_by_label("Nama Anda").fill("Siti Contoh")
    reader.get_by_label("Jabatan Anda di instansi ini").fill("Kepala Bagian Organisasi")
    reader.get_by_role("button", name="Saya sudah membacanya").click()
    expect(reader.get_by_text("Pernyataan Anda tersimpan.")).to_be_visible()
    assert Visit.objects.get(pk=visit.pk).state == VisitState.DONE
