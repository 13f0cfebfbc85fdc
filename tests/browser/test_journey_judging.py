"""An evaluator's day in Chromium: reading and marking, many at once, without a connection, and leaving no trace."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.browser.steps import shot
from tests.factories.competitions import full_content, make_competition, make_rulebook
from tests.factories.judging import make_entry, make_evaluator, make_reading, make_review
from tests.factories.selection import arrived
from tests.people import agency, make_member, make_person
from tular.features.accounts.models import User
from tular.features.agencies.choices import Role
from tular.features.competitions.models import Window
from tular.features.judging.choices import AssignmentState
from tular.features.judging.models import Assignment, ScoreSheet

Opener = Callable[[User], Page]
Check = Callable[[Page], None]

pytestmark = pytest.mark.django_db(transaction=True)

SAVED = re.compile(r"^Tersimpan \d\d\.\d\d WIB$")


@pytest.fixture
def readings(catalogue: None) -> list[Assignment]:
    """Two readings of one evaluator, from Gresik."""
    organiser = agency("pemprov-jawa-timur")
    by = make_member(Role.AGENCY, organiser, person=make_person("Admin Jatim")).person
    contest = make_competition(organiser, title="Lomba Contoh", rulebook=make_rulebook())
    review = make_review(contest, by, running=True)
    now = timezone.now()
    Window.objects.filter(competition=contest).update(
        opens_at=now - timedelta(days=1), closes_at=now + timedelta(days=9)
    )
    evaluator = make_evaluator(review, person=make_member(Role.EVALUATOR, person=make_person("Penilai Satu")).person)
    found = []
    for title in ("Antar obat ke pulau", "Loket malam pasar"):
        content = full_content(contest)
        content["_umum"]["title"] = title
        content["_hasil"] = {
            "baris": [{"indicator": "Pasien rutin berobat", "before": "48", "after": "79", "unit": "%"}]
        }
        found.append(
            make_reading(evaluator, make_entry(review, arrived(contest, agency("pemkab-gresik"), content=content)))
        )
    return found


def sheet(reading: Assignment) -> ScoreSheet:
    return ScoreSheet.objects.get(assignment=reading)


def test_from_the_desk_to_a_sheet_that_is_handed_in(opener: Opener, readings: list[Assignment], sound: Check) -> None:
    page = opener(readings[0].evaluator.person)
    page.goto("/penilaian")
    expect(page.get_by_text("0 dari 2 selesai")).to_be_visible()
    sound(page)
    shot(page, "penilaian-meja")
    page.get_by_role("link", name="0001 Antar obat ke pulau").click()
    expect(page.get_by_text("Kunjungan balita naik dari 40 menjadi 85 persen.")).to_be_visible()
    page.get_by_label("Angka").fill("80,5")
    page.get_by_label("Komentar untuk pengusul").fill("Data awal dan akhir jelas.")
    expect(page.locator("[data-saved]")).to_have_text(SAVED, timeout=10_000)
    expect(page.locator("[data-sum]")).to_have_text("Jumlah sementara 48,3 dari 60")
    sound(page)
    shot(page, "penilaian-bacaan")
    page.get_by_label("Angka").fill("800")
    expect(page.locator("[data-saved]")).to_contain_text("di luar skala", timeout=10_000)
    page.get_by_label("Angka").fill("81")
    page.get_by_role("button", name="Lanjut: Kebaruan").click()
    expect(
        page.get_by_role("heading", name="Nilai untuk Kebaruan").or_(page.get_by_text("Nilai untuk Kebaruan"))
    ).to_be_visible()
    page.get_by_label("Angka").fill("70")
    page.get_by_label("Angka").press("Control+Enter")
    expect(page.get_by_role("heading", name="Periksa lembar nilai")).to_be_visible()
    sound(page)
    page.get_by_role("button", name="Serahkan lembar nilai").click()
    expect(page.get_by_text("Lembar nilai diserahkan.")).to_be_visible()
    expect(page.get_by_text("Jumlahnya 76,60.")).to_be_visible()
    sound(page)
    shot(page, "penilaian-diserahkan")
    found = Assignment.objects.get(pk=readings[0].pk)
    assert (found.state, sheet(found).total) == (AssignmentState.DONE, "76.60")
    assert sheet(found).content["dampak"] == {"mark": "81", "comment": "Data awal dan akhir jelas."}


def test_many_marks_in_a_table_by_keys_alone(opener: Opener, readings: list[Assignment], sound: Check) -> None:
    page = opener(readings[0].evaluator.person)
    page.goto("/penilaian")
    page.get_by_role("link", name="Nilai dalam tabel").click()
    sound(page)
    page.get_by_label("0001, Dampak, 0–100").click()
    page.keyboard.type("80")
    page.keyboard.press("Enter")
    expect(page.get_by_label("0002, Dampak, 0–100")).to_be_focused()
    page.keyboard.type("60")
    page.keyboard.press("Tab")
    expect(page.get_by_label("0002, Kebaruan, 0–100")).to_be_focused()
    page.keyboard.type("700")
    page.keyboard.press("Tab")
    expect(page.locator(".t-marks__said")).to_contain_text("700 di luar skala.")
    expect(page.locator(f'[data-sum="{readings[0].pk}"]')).to_have_text("48")
    sound(page)
    shot(page, "penilaian-tabel")
    assert [sheet(one).content["dampak"]["mark"] for one in readings] == ["80", "60"]


def prepare(page: Page) -> None:
    page.goto("/penilaian")
    page.get_by_role("button", name="Siapkan untuk luring").click()
    expect(page.get_by_text("2 bacaan siap dibaca dan dinilai tanpa sambungan")).to_be_visible(timeout=20_000)
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")


def test_marks_without_a_connection_arrive_later_and_neither_side_is_lost(
    opener: Opener, readings: list[Assignment], sound: Check
) -> None:
    one, two = readings
    page = opener(one.evaluator.person)
    prepare(page)
    sound(page)
    shot(page, "penilaian-luring")
    assert Assignment.objects.filter(opened_at__isnull=False).count() == 0
    page.context.set_offline(True)
    page.goto("/penilaian")
    page.get_by_role("link", name="0001 Antar obat ke pulau").click()
    expect(page.get_by_text("Kunjungan balita naik dari 40 menjadi 85 persen.")).to_be_visible()
    page.get_by_label("Angka").fill("80")
    page.get_by_label("Komentar untuk pengusul").fill("Ditulis di kapal.")
    expect(page.locator("[data-saved]")).to_contain_text("Tidak ada sambungan", timeout=10_000)
    page.get_by_role("button", name="Lanjut: Kebaruan").click()
    expect(page.get_by_text("Nilai untuk Kebaruan")).to_be_visible()
    page.get_by_label("Angka").fill("70")
    page.get_by_role("button", name="Lanjut: periksa dan serahkan").click()
    expect(page.get_by_role("heading", name="Periksa lembar nilai")).to_be_visible()
    page.goto(f"/penilaian/{two.pk}?kriteria=dampak")
    page.get_by_label("Angka").fill("55")
    page.goto(f"/penilaian/{one.pk}?kriteria=dampak")
    expect(page.get_by_label("Angka")).to_have_value("80")  # what was typed is still there

    page.goto("/penilaian")
    page.context.set_offline(False)
    # Chromium's switch may let some through before: what matters is that all of it arrives, and nothing stays behind.
    page.wait_for_function("() => !Object.keys(localStorage).some((key) => key.startsWith('tular:editor:'))")
    assert sheet(one).content["dampak"] == {"mark": "80", "comment": "Ditulis di kapal."}
    assert sheet(one).content["kebaruan"]["mark"] == "70"
    assert sheet(two).content["dampak"]["mark"] == "55"


KEPT = """async () => {
  const names = await caches.keys();
  const all = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
  const urls = all.flat().map((one) => new URL(one.url)).filter((url) => !url.pathname.startsWith("/static/"));
  return urls.map((url) => url.pathname + url.search);
}"""


def test_what_was_kept_goes_when_it_is_taken_back_and_at_sign_out(opener: Opener, readings: list[Assignment]) -> None:
    one, two = readings
    page = opener(one.evaluator.person)
    prepare(page)
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
    page.wait_for_load_state()
    page.wait_for_timeout(500)
    assert page.evaluate(KEPT) == []
    page.context.set_offline(True)
    with pytest.raises(Exception, match=r"ERR_INTERNET_DISCONNECTED|ERR_FAILED"):
        page.goto(f"/penilaian/{one.pk}?kriteria=dampak")
