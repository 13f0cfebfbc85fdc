"""An evaluator's day in Chromium: reading and marking, many at once, without a connection, and leaving no trace."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, Route, expect

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


def test_what_is_typed_before_the_script_has_come_is_saved_too(opener: Opener, readings: list[Assignment]) -> None:
    page = opener(readings[0].evaluator.person)
    waiting: list[Route] = []
    page.route("**/ui/editor.js*", lambda route: waiting.append(route))  # noqa: PLW0108 - Playwright marks what it calls
    page.goto("/penilaian")
    page.get_by_role("link", name="0001 Antar obat ke pulau").click(no_wait_after=True)
    page.get_by_label("Angka").fill("80,5")
    page.get_by_label("Komentar untuk pengusul").fill("Data awal dan akhir jelas.")
    [script] = waiting
    script.continue_()
    expect(page.locator("[data-saved]")).to_have_text(SAVED, timeout=20_000)
    assert sheet(readings[0]).content["dampak"] == {"mark": "80.5", "comment": "Data awal dan akhir jelas."}


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
