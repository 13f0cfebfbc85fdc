"""A visit where there is no line: the server is really gone, findings and photos wait, and nothing is lost."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.browser.conftest import sign_in
from tests.browser.steps import shot
from tests.browser.wire import Wire
from tests.factories.visits import make_choice, make_finalist, make_verified, make_verifier, make_visit, picture
from tests.people import agency, make_member, make_person
from tular.features.accounts.models import User
from tular.features.agencies.choices import Role
from tular.features.visits.choices import VisitState
from tular.features.visits.models import FieldRecord, RecordSave, Visit, VisitPhoto

Opener = Callable[[User], Page]
Check = Callable[[Page], None]

pytestmark = pytest.mark.django_db(transaction=True)

OFFLINE = "Tidak ada sambungan"
NOTHING_WAITS = "() => !Object.keys(localStorage).some((key) => key.startsWith('tular:editor:'))"
WAITING = "Tersimpan di perangkat ini, dikirim begitu tersambung: ruang.jpg"


@pytest.fixture
def visit(catalogue: None) -> Visit:
    """One that began an hour ago, of a team of two."""
    organiser = make_member(Role.AGENCY, agency("pemprov-jawa-timur"), person=make_person("Admin Jatim")).person
    competition = make_verified(agency("pemprov-jawa-timur"), title="Lomba Contoh")
    team = [make_verifier(competition, organiser, name) for name in ("Ketua Panel", "Anggota Panel")]
    choice = make_choice(make_finalist(competition, agency("pemkab-gresik"), "Antar obat ke pulau"), organiser)
    return make_visit(choice, team, starts=timezone.now() - timedelta(hours=1))


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    made = tmp_path / "ruang.jpg"
    made.write_bytes(picture(size=(320, 240)).read())
    return made


def people(visit: Visit) -> list[User]:
    """The lead, then the other."""
    return [one.verifier.person for one in visit.members.order_by("-lead")]


def prepared(opener: Opener, visit: Visit) -> Page:
    """The lead's device, with the visit kept."""
    page = opener(people(visit)[0])
    page.goto(f"/verifikasi/{visit.pk}")
    page.get_by_role("button", name="Siapkan untuk luring").click()
    expect(page.get_by_text("8 bagian siap diisi tanpa sambungan")).to_be_visible(timeout=30_000)
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    return page


def write(page: Page, visit: Visit, note: str) -> None:
    """Fill in the section about users, and wait until the page has noticed whether it arrived."""
    page.goto(f"/verifikasi/{visit.pk}/isi?butir=pengguna")
    page.get_by_label("Catatan").fill(note)
    expect(page.locator("[data-saved]")).to_have_text(re.compile(f"{OFFLINE}|^Tersimpan \\d"), timeout=10_000)


def add(page: Page, photo: Path) -> None:
    page.get_by_label("Ambil atau pilih foto").set_input_files(photo)
    page.get_by_label("Apa yang tampak").fill("Ruang tunggu penuh")
    page.get_by_role("button", name="Tambahkan foto").click()


def test_findings_and_photos_made_while_the_server_is_gone_arrive_when_it_is_back(
    far_opener: Opener, wire: Wire, visit: Visit, photo: Path, sound: Check
) -> None:
    page = prepared(far_opener, visit)
    sound(page)
    shot(page, "verifikasi-tim")
    wire.cut()
    page.goto(f"/verifikasi/{visit.pk}/isi?butir=pengguna")
    page.get_by_text("Terkonfirmasi sebagian").click()
    page.get_by_label("Catatan").fill("Ditulis di kapal.")
    page.get_by_role("button", name="Simpan", exact=True).click()
    expect(page.locator("[data-saved]")).to_contain_text(OFFLINE)  # not posted into a dead line
    add(page, photo)
    expect(page.get_by_text(WAITING)).to_be_visible()
    page.goto(f"/verifikasi/{visit.pk}/isi?butir=mulai")
    expect(page.get_by_role("heading", name="Apakah inovasi berjalan")).to_be_visible()
    page.goto(f"/verifikasi/{visit.pk}")
    expect(page.get_by_text(WAITING)).to_be_visible()
    assert (RecordSave.objects.count(), VisitPhoto.objects.count()) == (0, 0), "nothing arrives early"

    wire.mend()
    page.goto(f"/verifikasi/{visit.pk}")  # any page of the visit sends what waits
    page.wait_for_function(NOTHING_WAITS)
    expect(page.get_by_text(WAITING)).to_have_count(0)
    page.goto(f"/verifikasi/{visit.pk}/isi?butir=pengguna")
    expect(page.get_by_text("Waktu dalam berkas")).to_be_visible(timeout=15_000)
    expect(page.get_by_label("Catatan")).to_have_value("Ditulis di kapal.")
    sound(page)
    shot(page, "verifikasi-isi")
    content = FieldRecord.objects.get(visit=visit).content["pengguna"]
    assert (content["finding"], content["note"]) == ("sebagian", "Ditulis di kapal.")
    assert VisitPhoto.objects.get().device_at is not None


def test_what_two_of_the_team_wrote_apart_is_shown_together_and_the_choice_is_kept(
    far_opener: Opener, near_opener: Opener, wire: Wire, visit: Visit, sound: Check
) -> None:
    lead, other = people(visit)
    page, desk = prepared(far_opener, visit), near_opener(other)
    wire.cut()
    write(page, visit, "Dari kapal.")
    page.goto("about:blank")
    write(desk, visit, "Dari kantor.")
    wire.mend()
    page.goto(f"/verifikasi/{visit.pk}")
    expect(page.get_by_text("Anggota tim lain sudah menyimpan bagian ini.")).to_be_visible(timeout=10_000)
    page.get_by_role("link", name="Bandingkan keduanya").click()
    for text in ("Dari kapal.", "Dari kantor."):
        expect(page.locator("main")).to_contain_text(text)
    sound(page)
    shot(page, "verifikasi-dua-isian")
    page.get_by_role("button", name="Pakai yang berlaku sekarang").click()
    expect(page.get_by_text(re.compile(r"^Tersimpan \d")).first).to_be_visible()
    rows = [(one.kept, one.after["note"], one.by) for one in RecordSave.objects.order_by("pk")]
    assert rows == [(True, "Dari kantor.", other), (False, "Dari kapal.", lead), (True, "Dari kantor.", lead)]


def test_what_comes_after_the_minutes_are_drawn_up_stays_readable(
    far_opener: Opener, wire: Wire, visit: Visit, photo: Path, sound: Check
) -> None:
    page = prepared(far_opener, visit)
    wire.cut()
    write(page, visit, "Dari kapal.")
    add(page, photo)
    expect(page.get_by_text(WAITING)).to_be_visible()
    Visit.objects.filter(pk=visit.pk).update(state=VisitState.CANCELLED, state_reason="Banjir.")
    wire.mend()
    page.goto(f"/verifikasi/{visit.pk}")
    expect(page.locator("[data-drafts] > div")).to_contain_text(
        "Yang Anda ketik disimpan di sampingnya", timeout=10_000
    )
    expect(page.locator("[data-photos-waiting]")).to_contain_text("Tidak diterima: ruang.jpg", timeout=10_000)
    sound(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Simpan berkasnya").click()
    assert Path(download.value.path()).read_bytes() == photo.read_bytes()
    assert RecordSave.objects.get().after["note"] == "Dari kapal."
    page.get_by_role("button", name="Hapus dari perangkat ini").click()
    expect(page.locator("[data-photos-waiting]")).to_be_hidden()


def test_another_of_the_team_on_the_same_device_sends_nothing_of_the_first(
    far_opener: Opener, wire: Wire, visit: Visit, photo: Path
) -> None:
    lead, other = people(visit)
    page = prepared(far_opener, visit)
    wire.cut()
    write(page, visit, "Dari kapal.")
    add(page, photo)
    expect(page.get_by_text(WAITING)).to_be_visible()
    Session.objects.all().delete()
    wire.mend()
    page.goto("/masuk")
    sign_in(page.context, other, wire.url)
    page.goto(f"/verifikasi/{visit.pk}/isi?butir=pengguna")
    expect(page.get_by_label("Catatan")).to_have_value("")
    page.wait_for_timeout(1000)
    expect(page.get_by_text(WAITING)).to_have_count(0)
    assert (RecordSave.objects.count(), VisitPhoto.objects.count()) == (0, 0)
    sign_in(page.context, lead, wire.url)
    page.goto(f"/verifikasi/{visit.pk}")
    page.wait_for_function(NOTHING_WAITS)
    expect(page.get_by_text(WAITING)).to_have_count(0)
    assert (RecordSave.objects.get().by, VisitPhoto.objects.get().by) == (lead, lead)


def test_a_photo_for_a_full_disk_waits_and_is_sent_again(
    far_opener: Opener, visit: Visit, photo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    page = far_opener(people(visit)[0])
    page.goto(f"/verifikasi/{visit.pk}/isi?butir=pengguna")
    with monkeypatch.context() as patched:
        patched.setattr("tular.foundation.files.storage.os.fsync", full)
        add(page, photo)
        expect(page.locator("[data-photos-waiting]")).to_contain_text("sedang penuh", timeout=10_000)
        assert not VisitPhoto.objects.exists()
    expect(page.get_by_text("Waktu dalam berkas")).to_be_visible(timeout=20_000)
    assert VisitPhoto.objects.count() == 1
