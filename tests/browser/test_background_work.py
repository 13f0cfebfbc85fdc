"""`/proses` in Chromium: progress that moves by itself, cancelling, repeating, with and without JavaScript."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.conftest import SIZES
from tests.foundation.jobs import sample_jobs
from tests.people import make_person, signed_in
from tular.features.accounts.models import User
from tular.foundation.jobs.actions import start
from tular.foundation.jobs.choices import State
from tular.foundation.jobs.executing import work_through
from tular.foundation.jobs.models import JobRun

Check = Callable[[Page], None]
assert sample_jobs  # importing it registers the jobs


@pytest.fixture
def owner(live_server: LiveServer) -> User:
    return make_person("Sri Menunggu")


@pytest.fixture(params=SIZES)
def context(
    request: pytest.FixtureRequest, browser: Browser, live_server: LiveServer, owner: User
) -> Iterator[BrowserContext]:
    """A browser in which the owner is signed in, at both widths."""
    width, height = SIZES[request.param]
    opened = browser.new_context(
        viewport={"width": width, "height": height}, base_url=live_server.url, locale="id-ID",
        reduced_motion="reduce", java_script_enabled="without_javascript" not in request.node.name,
    )  # fmt: skip
    name = settings.SESSION_COOKIE_NAME
    opened.add_cookies([{"name": name, "value": signed_in(owner).cookies[name].value, "url": live_server.url}])
    yield opened
    opened.close()


@pytest.fixture
def opened(context: BrowserContext) -> Iterator[Page]:
    """A page that fails the test on any error in the console."""
    page = context.new_page()
    problems: list[str] = []

    def note(message: Any) -> None:
        if message.type == "error":
            problems.append(message.text)

    page.on("console", note)
    page.on("pageerror", lambda error: problems.append(str(error)))
    yield page
    assert not problems, problems


def started(owner: User, name: str = "sample.table", title: str = "Impor tabel inovasi") -> JobRun:
    arguments = {"names": ["Gerobak Cinta", "Kalita Dua"]} if name == "sample.table" else {}
    return start(name, by=owner, title=title, arguments=arguments, now=timezone.now())


def begin(run: JobRun, percent: int, message: str) -> None:
    """What a worker writes while it is at the run."""
    JobRun.objects.filter(pk=run.pk).update(
        state=State.RUNNING, worker="w", beat_at=timezone.now(), started_at=timezone.now(), percent=percent,
        message=message,
    )  # fmt: skip


def finish(run: JobRun) -> None:
    JobRun.objects.filter(pk=run.pk).update(
        state=State.DONE, worker="", ended_at=timezone.now(), percent=100,
        report={"text": "2 catatan dibaca.", "columns": ["Nama", "Panjang"], "rows": [["Gerobak Cinta", 13]]},
    )  # fmt: skip


def test_an_empty_list_helps(opened: Page, sound: Check) -> None:
    opened.goto("/proses")
    expect(opened.get_by_text("Belum ada pekerjaan")).to_be_visible()
    sound(opened)


def test_progress_moves_by_itself_and_ends_in_the_report(opened: Page, owner: User, sound: Check) -> None:
    run = started(owner)
    opened.goto("/proses")
    sound(opened)
    opened.get_by_role("link", name="Impor tabel inovasi").click()
    expect(opened.get_by_text("Menunggu giliran")).to_be_visible()
    begin(run, 42, "1.260 dari 3.000 baris dibaca")
    expect(opened.get_by_text("42 %")).to_be_visible()
    expect(opened.get_by_text("1.260 dari 3.000 baris dibaca")).to_be_visible()
    sound(opened)
    opened.get_by_role("button", name="Batalkan pekerjaan").focus()
    begin(run, 80, "2.400 dari 3.000 baris dibaca")
    expect(opened.get_by_text("80 %")).to_be_visible()
    expect(opened.get_by_role("button", name="Batalkan pekerjaan")).to_be_focused()
    finish(run)
    expect(opened.get_by_role("heading", name="Laporan")).to_be_visible()
    expect(opened.get_by_role("rowheader", name="Gerobak Cinta")).to_be_visible()
    sound(opened)
    asked: list[str] = []
    opened.on("request", lambda request: asked.append(request.url))
    opened.wait_for_timeout(2500)
    assert asked == [], "nothing is asked once the work is over"


def test_the_list_follows_and_stops_asking(opened: Page, owner: User) -> None:
    run = started(owner)
    opened.goto("/proses")
    begin(run, 10, "langkah pertama")
    expect(opened.get_by_text("langkah pertama")).to_be_visible()
    finish(run)
    expect(opened.get_by_role("heading", name="Sudah berakhir")).to_be_visible()
    expect(opened.get_by_role("heading", name="Menunggu dan berjalan")).to_have_count(0)
    asked: list[str] = []
    opened.on("request", lambda request: asked.append(request.url))
    opened.wait_for_timeout(2500)
    assert asked == []


def test_a_refused_job_is_repeated_by_keyboard(opened: Page, owner: User, sound: Check) -> None:
    run = started(owner, "sample.refused", "Kirim undangan")
    work_through()
    opened.goto(f"/proses/{run.pk}")
    expect(opened.get_by_text("Berkas ini kosong. Pilih berkas lain.")).to_be_visible()
    sound(opened)
    button = opened.get_by_role("button", name="Ulangi pekerjaan")
    for _ in range(40):
        opened.keyboard.press("Tab")
        if button.evaluate("each => each === document.activeElement"):
            break
    opened.keyboard.press("Enter")
    expect(opened.get_by_text("Pekerjaan menunggu giliran lagi.")).to_be_visible()
    sound(opened)


def test_without_javascript_a_link_shows_how_far_it_is(opened: Page, owner: User, fits: Check) -> None:
    run = started(owner)
    opened.goto(f"/proses/{run.pk}")
    begin(run, 42, "setengah jalan")
    opened.get_by_role("link", name="Muat ulang untuk melihat kemajuan").click()
    expect(opened.get_by_text("setengah jalan")).to_be_visible()
    opened.get_by_role("button", name="Batalkan pekerjaan").click()
    expect(opened.get_by_text("Pembatalan dicatat.")).to_be_visible()
    expect(opened.get_by_text("Sedang dibatalkan")).to_be_visible()
