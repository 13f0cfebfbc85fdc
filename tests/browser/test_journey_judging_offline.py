"""Judging while the server is really gone: nothing typed is lost, whatever happened there meanwhile."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.db import OperationalError
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.browser.conftest import sign_in
from tests.browser.steps import shot
from tests.browser.wire import Wire
from tests.factories.competitions import full_content, make_competition, make_rulebook
from tests.factories.judging import make_entry, make_evaluator, make_reading, make_review
from tests.factories.selection import arrived
from tests.people import agency, make_member, make_person
from tular.features.accounts.models import User
from tular.features.agencies.choices import Role
from tular.features.competitions.models import Competition, Window
from tular.features.judging.choices import AssignmentState
from tular.features.judging.models import Assignment, ScoreSheet, SheetSave

Opener = Callable[[User], Page]
Check = Callable[[Page], None]

pytestmark = pytest.mark.django_db(transaction=True)

OFFLINE = "Tidak ada sambungan"
SAVED = re.compile(r"^Tersimpan \d\d\.\d\d WIB$")
NOTHING_WAITS = "() => !Object.keys(localStorage).some((key) => key.startsWith('tular:editor:'))"


@pytest.fixture
def organiser(catalogue: None) -> User:
    return make_member(Role.AGENCY, agency("pemprov-jawa-timur"), person=make_person("Admin Jatim")).person


@pytest.fixture
def readings(organiser: User) -> list[Assignment]:
    """Two readings of one evaluator; a second evaluator has none."""
    contest = make_competition(agency("pemprov-jawa-timur"), title="Lomba Contoh", rulebook=make_rulebook())
    review = make_review(contest, organiser, running=True)
    now = timezone.now()
    Window.objects.filter(competition=contest).update(
        opens_at=now - timedelta(days=1), closes_at=now + timedelta(days=9)
    )
    evaluator, _other = [
        make_evaluator(review, person=make_member(Role.EVALUATOR, person=make_person(name)).person)
        for name in ("Penilai Satu", "Penilai Dua")
    ]
    found = []
    for title in ("Antar obat ke pulau", "Loket malam pasar"):
        content = full_content(contest)
        content["_umum"]["title"] = title
        proposal = arrived(contest, agency("pemkab-gresik"), content=content)
        found.append(make_reading(evaluator, make_entry(review, proposal)))
    return found


def sheet(reading: Assignment) -> ScoreSheet:
    return ScoreSheet.objects.get(assignment=reading)


def prepared(opener: Opener, readings: list[Assignment]) -> Page:
    """The evaluator's device, with both readings kept."""
    page = opener(readings[0].evaluator.person)
    page.goto("/penilaian")
    page.get_by_role("button", name="Siapkan untuk luring").click()
    expect(page.get_by_text("2 bacaan siap dibaca dan dinilai tanpa sambungan")).to_be_visible(timeout=30_000)
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    assert not Assignment.objects.filter(opened_at__isnull=False).exists(), "keeping a page is not reading it"
    return page


def fill_mark(page: Page, reading: Assignment, mark: str, comment: str = "", criterion: str = "dampak") -> None:
    """Type a mark on the page of a reading, and wait until the page has noticed whether it arrived."""
    page.goto(f"/penilaian/{reading.pk}?kriteria={criterion}")
    page.get_by_label("Angka").fill(mark)
    if comment:
        page.get_by_label("Komentar untuk pengusul").fill(comment)
    expect(page.locator("[data-saved]")).to_have_text(re.compile(f"{OFFLINE}|^Tersimpan \\d"), timeout=10_000)


def test_marks_made_while_the_server_is_gone_arrive_when_it_is_back(
    far_opener: Opener, wire: Wire, readings: list[Assignment], sound: Check
) -> None:
    one, two = readings
    page = prepared(far_opener, readings)
    sound(page)
    shot(page, "penilaian-luring")
    wire.cut()
    page.goto("/penilaian")
    page.get_by_role("link", name="0001 Antar obat ke pulau").click()
    expect(page.get_by_text("Kunjungan balita naik dari 40 menjadi 85 persen.")).to_be_visible()
    page.get_by_label("Angka").fill("80")
    page.get_by_label("Komentar untuk pengusul").fill("Ditulis di kapal.")
    expect(page.locator("[data-saved]")).to_contain_text(OFFLINE, timeout=10_000)
    page.get_by_role("button", name="Lanjut: Kebaruan").click()
    expect(page.get_by_text("Nilai untuk Kebaruan")).to_be_visible()
    page.get_by_label("Angka").fill("70")
    page.get_by_role("button", name="Lanjut: periksa dan serahkan").click()
    page.get_by_label("Komentar umum").fill("Layak dicontoh.")
    page.get_by_role("button", name="Serahkan lembar nilai").click()
    expect(page.locator("[data-saved]")).to_contain_text(OFFLINE)  # not posted into a dead line, with what was typed
    page.goto(f"/penilaian/{two.pk}?kriteria=dampak")
    page.get_by_label("Angka").fill("55")
    page.goto(f"/penilaian/{one.pk}?kriteria=dampak")
    expect(page.get_by_label("Angka")).to_have_value("80")
    assert not ScoreSheet.objects.exists(), "nothing arrives early"

    wire.mend()
    page.goto("/penilaian")
    page.wait_for_function(NOTHING_WAITS)
    expect(page.get_by_text("4 isian dari perangkat ini sudah terkirim.")).to_be_visible()
    content = sheet(one).content
    assert content["dampak"] == {"mark": "80", "comment": "Ditulis di kapal."}
    assert (content["kebaruan"]["mark"], content["_umum"]["comment"]) == ("70", "Layak dicontoh.")
    assert sheet(two).content["dampak"]["mark"] == "55"


@pytest.mark.parametrize("marked_first", ["while it was gone", "when it was back"])
def test_what_two_devices_marked_apart_is_shown_together_and_the_choice_is_kept(
    far_opener: Opener, near_opener: Opener, wire: Wire, readings: list[Assignment], organiser: User, sound: Check,
    marked_first: str,
) -> None:  # fmt: skip
    reading = readings[0]
    page, desk = prepared(far_opener, readings), near_opener(reading.evaluator.person)
    wire.cut()
    fill_mark(page, reading, "80", "Dari kapal.")
    page.goto("about:blank")  # the device is put away: the mark waits on it
    if marked_first == "when it was back":
        wire.mend()
    fill_mark(desk, reading, "60", "Dari kantor.")
    expect(desk.locator("[data-saved]")).to_have_text(SAVED)
    if marked_first == "while it was gone":
        wire.mend()
    page.goto("/penilaian")
    expect(page.get_by_text("Perangkat lain sudah menyimpan kriteria ini.")).to_be_visible(timeout=10_000)
    assert sheet(reading).content["dampak"] == {"mark": "60", "comment": "Dari kantor."}
    assert SheetSave.objects.get(kept=False).after == {"mark": "80", "comment": "Dari kapal."}
    page.get_by_role("link", name="Bandingkan keduanya").click()
    for text in ("60", "80", "Dari kantor.", "Dari kapal."):
        expect(page.locator("main")).to_contain_text(text)
    sound(page)
    shot(page, "penilaian-dua-perangkat")
    if marked_first == "when it was back":
        page.get_by_role("button", name="Pakai yang berlaku sekarang").click()
        chosen = {"mark": "60", "comment": "Dari kantor."}
    else:
        page.get_by_role("button", name="Simpan gabungan ini").click()  # begins with what came second
        chosen = {"mark": "80", "comment": "Dari kapal."}
    expect(page.get_by_text(re.compile(r"^Tersimpan \d")).first).to_be_visible()
    assert sheet(reading).content["dampak"] == chosen
    assert [(one.kept, one.after["mark"]) for one in SheetSave.objects.order_by("pk")] == [
        (True, "60"), (False, "80"), (True, chosen["mark"]),
    ]  # fmt: skip
    page.goto(f"/penilaian/{reading.pk}")
    expect(page.get_by_text("belum digabung")).to_have_count(0)
    history = near_opener(organiser)
    review = reading.evaluator.review
    history.goto(f"/kompetisi/{review.competition.slug}/penilaian/{review.stage}/perubahan-nilai?bagian=semua")
    expect(history.get_by_text("di samping, tidak berlaku")).to_be_visible()
    expect(history.get_by_text("dipilih dari dua simpanan")).to_have_count(int(chosen["mark"] == "60"))


def close(competition: Competition) -> None:
    Window.objects.filter(competition=competition).update(closes_at=timezone.now() - timedelta(minutes=1))


def test_marks_that_come_after_the_close_are_shown_with_the_reason_and_can_be_downloaded(
    far_opener: Opener, wire: Wire, readings: list[Assignment], sound: Check
) -> None:
    page = prepared(far_opener, readings)
    wire.cut()
    fill_mark(page, readings[0], "80", "Dari kapal.")
    close(readings[0].evaluator.review.competition)
    wire.mend()
    page.goto("/penilaian")
    refused = page.locator("[data-drafts] > div")
    expect(refused).to_contain_text("Masa penilaian berakhir", timeout=10_000)
    expect(refused).to_contain_text("Dari kapal.")
    sound(page)
    shot(page, "penilaian-luring-terlambat")
    assert not SheetSave.objects.filter(kept=True).exists()
    page.goto(f"/penilaian/{readings[0].pk}?kriteria=dampak")
    expect(refused).to_contain_text("Dari kapal.", timeout=10_000)
    with page.expect_download() as download:
        page.get_by_role("button", name="Unduh yang saya ketik").click()
    text = Path(download.value.path()).read_text(encoding="utf-8")
    assert "Angka: 80" in text and "Komentar untuk pengusul: Dari kapal." in text
    page.get_by_role("button", name="Hapus dari perangkat ini").click()
    expect(refused).to_have_count(0)
    page.goto("/penilaian")
    page.wait_for_function(NOTHING_WAITS)


def test_marks_for_a_reading_that_was_taken_back_meanwhile_stay_readable(
    far_opener: Opener, wire: Wire, readings: list[Assignment]
) -> None:
    page = prepared(far_opener, readings)
    wire.cut()
    fill_mark(page, readings[0], "80", "Dari kapal.")
    Assignment.objects.filter(pk=readings[0].pk).update(
        state=AssignmentState.TAKEN_BACK, state_reason="Dialihkan.", state_at=timezone.now()
    )
    wire.mend()
    page.goto("/penilaian")
    refused = page.locator("[data-drafts] > div")
    expect(refused).to_contain_text("Ini sudah tidak pada Anda.", timeout=10_000)
    expect(refused).to_contain_text("Dari kapal.")
    expect(page.get_by_text("1 bacaan siap dibaca")).to_be_visible()
    assert not ScoreSheet.objects.exists()


def test_a_session_that_ended_meanwhile_loses_nothing_and_is_told(
    far_opener: Opener, wire: Wire, readings: list[Assignment]
) -> None:
    page, evaluator = prepared(far_opener, readings), readings[0].evaluator.person
    wire.cut()
    fill_mark(page, readings[0], "80")
    Session.objects.all().delete()
    wire.mend()
    page.get_by_label("Komentar untuk pengusul").fill("Dari kapal.")
    expect(page.locator("[data-saved]")).to_contain_text("Sesi Anda berakhir", timeout=10_000)
    expect(page.get_by_role("link", name="Masuk lagi")).to_have_attribute(
        "href", re.compile("/masuk.next=%2Fpenilaian")
    )
    sign_in(page.context, evaluator, wire.url)
    page.goto("/penilaian")
    page.wait_for_function(NOTHING_WAITS)
    assert sheet(readings[0]).content["dampak"] == {"mark": "80", "comment": "Dari kapal."}


KEPT = """async () => {
  const names = await caches.keys();
  const all = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
  const urls = all.flat().map((one) => new URL(one.url)).filter((url) => !url.pathname.startsWith("/static/"));
  return urls.map((url) => url.pathname + url.search);
}"""


def test_another_person_on_the_device_meets_nothing_of_the_first(
    far_opener: Opener, wire: Wire, readings: list[Assignment]
) -> None:
    page, review = prepared(far_opener, readings), readings[0].evaluator.review
    first, second = [one.person for one in review.evaluators.order_by("number")]
    wire.cut()
    fill_mark(page, readings[0], "80", "Dari kapal.")
    Session.objects.all().delete()
    wire.mend()
    page.goto("/masuk")
    page.wait_for_function("async () => !(await caches.keys()).length")
    sign_in(page.context, second, wire.url)
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    page.goto("/penilaian")
    expect(page.get_by_text("Belum ada bacaan untuk Anda")).to_be_visible()
    page.wait_for_timeout(1000)
    assert sent == []
    expect(page.locator("[data-drafts]")).to_be_empty()
    assert page.evaluate(KEPT) == []
    sign_in(page.context, first, wire.url)
    page.goto("/penilaian")
    page.wait_for_function(NOTHING_WAITS)
    assert sheet(readings[0]).content["dampak"]["comment"] == "Dari kapal."
    expect(page.get_by_text("Belum ada bacaan yang disiapkan di perangkat ini.")).to_be_visible()


def test_only_own_readings_are_kept_and_go_when_taken_back_and_at_sign_out(
    far_opener: Opener, wire: Wire, readings: list[Assignment]
) -> None:
    one, two = readings
    page = prepared(far_opener, readings)
    assert sorted(page.evaluate(KEPT)) == sorted(
        [
            "/penilaian", "/penilaian/luring", f"/penilaian?tahap={one.entry.review_id}",
            *(f"/penilaian/{reading.pk}{rest}" for reading in readings
              for rest in ("", "?kriteria=dampak", "?kriteria=kebaruan", "?kriteria=_umum")),
        ]
    )  # fmt: skip
    Assignment.objects.filter(pk=two.pk).update(state=AssignmentState.TAKEN_BACK, state_reason="Dialihkan.")
    page.goto("/penilaian")
    expect(page.get_by_text("1 bacaan siap dibaca")).to_be_visible()
    assert not [path for path in page.evaluate(KEPT) if path.startswith(f"/penilaian/{two.pk}")]
    page.goto("/kerja")
    assert len(page.evaluate(KEPT)) == 7
    page.locator('form[action="/keluar"]').first.evaluate("form => form.requestSubmit()")
    page.wait_for_function("async () => !(await caches.keys()).length && !document.body.dataset.person")
    wire.cut()
    with pytest.raises(Exception, match=r"ERR_CONNECTION_REFUSED|ERR_FAILED"):
        page.goto(f"/penilaian/{one.pk}?kriteria=dampak")


def test_marks_for_a_full_server_wait_on_the_device(
    far_opener: Opener, wire: Wire, readings: list[Assignment], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_saves: object, **_fields: object) -> None:
        raise OperationalError("database or disk is full")

    page = prepared(far_opener, readings)
    wire.cut()
    fill_mark(page, readings[0], "80", "Dari kapal.")
    wire.mend()
    with monkeypatch.context() as patched:
        patched.setattr("tular.features.judging.actions.marking.keep_save", full)
        page.goto("/penilaian")
        expect(page.get_by_text("1 isian dari perangkat ini belum sampai di server.")).to_be_visible(timeout=10_000)
        assert not SheetSave.objects.exists()
    page.wait_for_function(NOTHING_WAITS)
    assert sheet(readings[0]).content["dampak"] == {"mark": "80", "comment": "Dari kapal."}


FULL = """() => {
  const full = () => { throw new DOMException("full", "QuotaExceededError"); };
  Storage.prototype.setItem = full;
  Cache.prototype.put = async () => full();
}"""


def test_a_device_that_keeps_nothing_says_so(far_opener: Opener, wire: Wire, readings: list[Assignment]) -> None:
    page = far_opener(readings[0].evaluator.person)
    page.add_init_script(f"({FULL})()")
    page.goto("/penilaian")
    page.get_by_role("button", name="Siapkan untuk luring").click()
    expect(page.get_by_text("Perangkat ini penuh: 0 dari")).to_be_visible(timeout=10_000)
    page.goto(f"/penilaian/{readings[0].pk}?kriteria=dampak")
    wire.cut()
    page.get_by_label("Angka").fill("80")
    expect(page.locator("[data-saved]")).to_contain_text("Jangan tutup halaman ini", timeout=10_000)
    wire.mend()
    page.get_by_label("Komentar untuk pengusul").fill("Masih di sini.")
    expect(page.locator("[data-saved]")).to_have_text(SAVED, timeout=10_000)
    assert sheet(readings[0]).content["dampak"] == {"mark": "80", "comment": "Masih di sini."}
