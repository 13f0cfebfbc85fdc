"""A field verification in Chromium: planned, filled in on the spot without a connection, signed and read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, Route, expect

from tests.browser.steps import shot
from tests.factories.visits import (
    STAGE,
    fill,
    make_choice,
    make_finalist,
    make_verified,
    make_verifier,
    make_visit,
    picture,
)
from tests.people import agency, make_member, make_person
from tular.features.accounts.models import User
from tular.features.agencies.choices import Role
from tular.features.competitions.models import Competition
from tular.features.visits.choices import VisitState
from tular.features.visits.models import FieldRecord, Visit, VisitPhoto

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


def test_findings_and_photos_made_without_a_connection_arrive_later(
    opener: Opener, visit: Visit, sound: Check, tmp_path: Path
) -> None:
    """The worker is tried with Chromium's switch, the sending with requests that fail: the switch lets some through."""
    page = opener(visit.members.get(lead=True).verifier.person)
    page.goto(f"/verifikasi/{visit.pk}")
    page.get_by_role("button", name="Siapkan untuk luring").click()
    expect(page.get_by_text("8 bagian siap diisi tanpa sambungan")).to_be_visible(timeout=20_000)
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    sound(page)
    shot(page, "verifikasi-tim")

    def fail(route: Route) -> None:
        route.abort() if route.request.method == "POST" else route.continue_()

    page.context.route("**/verifikasi/**", fail)
    page.context.set_offline(True)
    page.goto(f"/verifikasi/{visit.pk}/isi?butir=pengguna")
    page.get_by_text("Terkonfirmasi sebagian").click()
    page.get_by_label("Catatan").fill("Ditulis di kapal.")
    expect(page.locator("[data-saved]")).to_contain_text("Tidak ada sambungan", timeout=10_000)
    photo = tmp_path / "ruang.jpg"
    photo.write_bytes(picture(size=(320, 240)).read())
    page.get_by_label("Ambil atau pilih foto").set_input_files(photo)
    page.get_by_label("Apa yang tampak").fill("Ruang tunggu penuh")
    page.get_by_role("button", name="Tambahkan foto").click()
    expect(page.get_by_text("Tersimpan di perangkat ini, dikirim begitu tersambung: ruang.jpg")).to_be_visible()
    page.goto(f"/verifikasi/{visit.pk}/isi?butir=mulai")
    expect(page.get_by_role("heading", name="Apakah inovasi berjalan")).to_be_visible()
    # Of what was typed the switch may have let a save of the page that was left through; photos wait for their turn.
    assert VisitPhoto.objects.count() == 0

    page.context.set_offline(False)
    page.context.unroute("**/verifikasi/**")
    page.goto(f"/verifikasi/{visit.pk}/isi?butir=pengguna")
    expect(page.get_by_text("Waktu dalam berkas")).to_be_visible(timeout=15_000)
    expect(page.get_by_label("Catatan")).to_have_value("Ditulis di kapal.")
    sound(page)
    shot(page, "verifikasi-isi")
    content = FieldRecord.objects.get(visit=visit).content["pengguna"]
    assert (content["finding"], content["note"]) == ("sebagian", "Ditulis di kapal.")
    assert VisitPhoto.objects.get().device_at is not None


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
