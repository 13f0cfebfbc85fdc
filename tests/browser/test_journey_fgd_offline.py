"""Discussing a draft where there is no line: the server is really gone, comments wait, and each arrives once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.browser.steps import shot
from tests.browser.wire import Wire
from tests.factories.fgd import Meeting, make_meeting
from tular.features.accounts.models import User
from tular.features.modelbooks.models import FgdComment

Opener = Callable[[User | None], Page]
Check = Callable[[Page], None]

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("catalogue")]

NOTHING_WAITS = "() => !Object.keys(localStorage).some((key) => key.startsWith('tular:') && key.includes('fgd:'))"


@pytest.fixture
def meeting(catalogue: None) -> Meeting:
    """A round that is open today."""
    now = timezone.now()
    return make_meeting(now=now - timedelta(days=1), until=now + timedelta(days=3))


def prepared(page: Page, path: str) -> None:
    """A device with the chapters of the round kept."""
    page.goto(path)
    page.get_by_role("button", name="Siapkan untuk luring").click()
    expect(page.get_by_text("bab siap dibaca dan diberi masukan tanpa sambungan")).to_be_visible(timeout=60_000)
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")


def test_comments_written_while_the_server_is_gone_arrive_once_when_it_is_back(
    far_opener: Opener, wire: Wire, meeting: Meeting, axe: Check, fits: Check
) -> None:
    page = far_opener(meeting.participant)
    prepared(page, meeting.path)
    axe(page)
    wire.cut()
    page.goto(f"{meeting.path}/bab/{meeting.number}")
    for text in ("Sebut biaya per anak.", "Sebut siapa yang mengantar."):
        page.get_by_label("Masukan Anda").fill(text)
        page.get_by_role("button", name="Kirim masukan").click()
        expect(page.get_by_text(text).first).to_be_visible()
    expect(page.get_by_text("menunggu dikirim").first).to_be_visible()
    fits(page)
    shot(page, "fgd-luring")
    assert FgdComment.objects.count() == 0
    page.reload()
    expect(page.get_by_text("Sebut siapa yang mengantar.").first).to_be_visible()
    wire.mend()
    page.evaluate("dispatchEvent(new Event('online'))")
    page.wait_for_function(NOTHING_WAITS, timeout=30_000)
    assert sorted(FgdComment.objects.values_list("text", flat=True)) == [
        "Sebut biaya per anak.", "Sebut siapa yang mengantar.",
    ]  # fmt: skip


def test_a_note_taker_writes_down_who_said_it_without_a_line(
    far_opener: Opener, near_opener: Opener, wire: Wire, meeting: Meeting
) -> None:
    page = far_opener(meeting.taker)
    prepared(page, meeting.path)
    wire.cut()
    page.goto(f"{meeting.path}/bab/{meeting.number}")
    page.get_by_label("Disampaikan oleh").fill("Ibu Kader")
    page.get_by_label("Instansi").fill("Posyandu Contoh")
    page.get_by_label("Masukan Anda").fill("Timbangan sering rusak.")
    page.get_by_role("button", name="Kirim masukan").click()
    expect(page.get_by_text("menunggu dikirim").first).to_be_visible()
    other = near_opener(meeting.participant)
    other.goto(f"{meeting.path}/bab/{meeting.number}")
    other.get_by_label("Masukan Anda").fill("Kalimat ini sudah baik.")
    other.get_by_role("button", name="Kirim masukan").click()
    expect(other.get_by_text("Kalimat ini sudah baik.").first).to_be_visible()
    wire.mend()
    page.evaluate("dispatchEvent(new Event('online'))")
    page.wait_for_function(NOTHING_WAITS, timeout=30_000)
    noted = FgdComment.objects.get(text="Timbangan sering rusak.")
    assert (noted.speaker, noted.speaker_agency, noted.noted_by) == ("Ibu Kader", "Posyandu Contoh", meeting.taker)
    assert FgdComment.objects.count() == 2
