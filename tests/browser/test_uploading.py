"""Sending files in Chromium: progress, a lost connection, another visit, refusals, and without JavaScript."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.conftest import SIZES
from tests.foundation.files import specimens
from tests.people import make_person, signed_in
from tular.features.accounts.models import User
from tular.foundation.files import purposes
from tular.foundation.files.kinds import LETTERS, PHOTOS
from tular.foundation.files.models import State, StoredFile
from tular.foundation.files.purposes import Purpose

Check = Callable[[Page], None]
PATIENCE = 20_000
"""Milliseconds: pauses between tries are part of what is tested."""

PAGE = "/uji/kirim"
CONTENT = specimens.PDF + os.urandom(3_000_000)


@pytest.fixture(autouse=True)
def page_and_folders(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The product with one more page, purposes for it, and folders of its own."""
    settings.ROOT_URLCONF = "tests.browser.upload_page"
    settings.UPLOAD_DIR = tmp_path / "unggahan"
    local = {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path / "berkas"}}
    settings.STORAGES = {**settings.STORAGES, "default": local}
    monkeypatch.setattr(purposes, "_purposes", {})
    purposes.define(Purpose("uji.letter", "Surat", LETTERS, 10_000_000, lambda person, file: False))
    purposes.define(Purpose("uji.photo", "Foto", PHOTOS, 10_000_000, lambda person, file: True, images=(96,)))


@pytest.fixture
def person(live_server: LiveServer) -> User:
    return make_person("Sri Pengirim")


@pytest.fixture(params=SIZES)
def context(
    request: pytest.FixtureRequest, browser: Browser, live_server: LiveServer, person: User
) -> Iterator[BrowserContext]:
    """A browser in which somebody is signed in, at both widths."""
    width, height = SIZES[request.param]
    options: dict[str, Any] = {"java_script_enabled": "without_javascript" not in request.node.name}
    opened = browser.new_context(
        viewport={"width": width, "height": height}, base_url=live_server.url, locale="id-ID",
        reduced_motion="reduce", **options,
    )  # fmt: skip
    name = django_settings.SESSION_COOKIE_NAME
    value = signed_in(person).cookies[name].value
    opened.add_cookies([{"name": name, "value": value, "url": live_server.url}])
    yield opened
    opened.close()


@pytest.fixture
def sending(context: BrowserContext) -> Page:
    """The page with the form."""
    page = context.new_page()
    page.goto(PAGE)
    return page


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    """Three megabytes that begin like a PDF."""
    path = tmp_path / "surat bergabung.pdf"
    path.write_bytes(CONTENT)
    return path


def cut_after(page: Page, pieces: int) -> Callable[[], None]:
    """Let so many pieces through, then none; the answer restores the connection."""
    passed = 0

    def each(route: Route) -> None:
        nonlocal passed
        if route.request.method == "PATCH":
            passed += 1
        if passed > pieces:
            route.abort("connectionfailed")
        else:
            route.continue_()

    page.route("**/berkas/unggah**", each)
    return lambda: page.unroute("**/berkas/unggah**")


def kept_letter(page: Page) -> None:
    expect(page.locator("[data-upload-kept]").first).to_contain_text("surat bergabung.pdf", timeout=PATIENCE)
    file = StoredFile.objects.get()
    assert (file.state, file.sha256) == (State.READY, hashlib.sha256(CONTENT).hexdigest())


def test_a_file_is_sent_while_the_form_is_filled_in(sending: Page, letter: Path, sound: Check) -> None:
    sound(sending)
    sending.get_by_label("Surat", exact=True).set_input_files(letter)
    sending.get_by_label("Kata").fill("halo")
    kept_letter(sending)
    sound(sending)
    with sending.expect_request(lambda request: request.method == "POST") as posted:
        sending.get_by_role("button", name="Kirim").click()
    assert len(posted.value.post_data_buffer or b"") < 5000, "the file itself does not travel twice"
    expect(sending.locator("#hasil")).to_have_text(
        re.compile(rf"Terkirim: surat bergabung\.pdf {len(CONTENT)} [0-9a-f]{{64}}; halo")
    )


def test_after_a_lost_connection_it_goes_on_where_it_stopped(sending: Page, letter: Path, sound: Check) -> None:
    restore = cut_after(sending, 2)
    sending.get_by_label("Surat", exact=True).set_input_files(letter)
    status = sending.locator("[data-status]").first
    expect(status).to_have_text(
        re.compile(r"^Sambungan terputus di \d+ %\. Yang sudah terunggah aman"), timeout=PATIENCE
    )
    sound(sending)
    assert StoredFile.objects.get().state == State.UPLOADING
    restore()
    offsets: list[int] = []
    sending.on("request", lambda asked: asked.method == "PATCH" and offsets.append(int(asked.headers["upload-offset"])))
    sending.get_by_role("button", name="Coba sekarang").click()
    kept_letter(sending)
    assert offsets[0] > 500_000, "what was sent before is not sent again"


def test_after_loading_the_page_again_it_goes_on_by_itself(sending: Page, letter: Path) -> None:
    restore = cut_after(sending, 2)
    sending.get_by_label("Surat", exact=True).set_input_files(letter)
    expect(sending.locator("[data-status]").first).to_contain_text("Sambungan terputus", timeout=PATIENCE)
    restore()
    sending.reload()
    kept_letter(sending)
    sending.reload()
    kept_letter(sending)


def test_a_proxy_that_takes_only_small_requests_gets_small_pieces(sending: Page, letter: Path) -> None:
    lengths: list[int] = []

    def stingy(route: Route) -> None:
        lengths.append(len(route.request.post_data_buffer or b"") if route.request.method == "PATCH" else 0)
        if lengths[-1] > 300_000:
            route.fulfill(status=413, content_type="text/html", body="<h1>413 Request Entity Too Large</h1>")
        else:
            route.continue_()

    sending.route("**/berkas/unggah/*", stingy)
    sending.get_by_label("Surat", exact=True).set_input_files(letter)
    kept_letter(sending)
    assert max(lengths) > 300_000


def test_a_form_sent_too_early_waits_for_its_file(sending: Page, letter: Path) -> None:
    restore = cut_after(sending, 2)
    sending.get_by_label("Surat", exact=True).set_input_files(letter)
    expect(sending.locator("[data-status]").first).to_contain_text("Sambungan terputus", timeout=PATIENCE)
    sending.get_by_label("Kata").fill("halo")
    sending.get_by_role("button", name="Kirim").click()
    expect(sending.locator("#kabar")).to_have_text("Formulir dikirim begitu unggahan selesai.")
    restore()
    expect(sending.locator("#hasil")).to_contain_text("halo", timeout=PATIENCE)


def test_an_upload_is_cancelled_with_the_keyboard(sending: Page, letter: Path) -> None:
    restore = cut_after(sending, 2)
    sending.get_by_label("Surat", exact=True).set_input_files(letter)
    expect(sending.locator("[data-status]").first).to_contain_text("Sambungan terputus", timeout=PATIENCE)
    restore()
    sending.get_by_role("button", name="Batalkan unggahan").press("Enter")
    expect(sending.locator("#kabar")).to_have_text("Unggahan dibatalkan.")
    expect(sending.get_by_label("Surat", exact=True)).to_be_focused()
    sending.reload()
    expect(sending.locator("[data-upload-way]").first).to_be_hidden()
    sending.wait_for_load_state("networkidle")
    assert not StoredFile.objects.exists()


def test_what_is_not_taken_is_told_at_once(sending: Page, tmp_path: Path, sound: Check) -> None:
    photo = tmp_path / "foto.jpg"
    photo.write_bytes(specimens.HTML + bytes(400_000))
    sending.get_by_label("Foto (boleh kosong)", exact=True).set_input_files(photo)
    error = sending.locator("[data-upload-error]").nth(1)
    expect(error).to_contain_text("“foto.jpg” sebenarnya halaman web", timeout=PATIENCE)
    expect(sending.get_by_label("Foto (boleh kosong)", exact=True)).to_have_attribute("aria-invalid", "")
    sound(sending)
    photo.write_bytes(bytes(10_000_001))
    sending.get_by_label("Foto (boleh kosong)", exact=True).set_input_files(photo)
    expect(error).to_contain_text("“foto.jpg” terlalu besar; paling besar 10,0\u00a0MB.")
    photo.write_bytes(specimens.jpeg_with_place())
    sending.get_by_label("Foto (boleh kosong)", exact=True).set_input_files(photo)
    expect(sending.locator("[data-upload-kept]").nth(1)).to_contain_text("foto.jpg", timeout=PATIENCE)
    expect(error).to_be_hidden()


def test_whoever_is_signed_out_meanwhile_signs_in_and_goes_on(
    sending: Page, letter: Path, person: User, context: BrowserContext, live_server: LiveServer
) -> None:
    context.clear_cookies(name=django_settings.SESSION_COOKIE_NAME)
    sending.get_by_label("Surat", exact=True).set_input_files(letter)
    expect(sending.locator("[data-status]").first).to_contain_text("Anda perlu masuk lagi", timeout=PATIENCE)
    name = django_settings.SESSION_COOKIE_NAME
    value = signed_in(person).cookies[name].value
    context.add_cookies([{"name": name, "value": value, "url": live_server.url}])
    sending.get_by_role("button", name="Coba sekarang").click()
    kept_letter(sending)


def test_without_javascript_the_file_goes_with_the_form(sending: Page, letter: Path, fits: Check) -> None:
    sending.get_by_label("Surat", exact=True).set_input_files(letter)
    sending.get_by_role("button", name="Kirim").click()
    expect(sending.get_by_role("link", name="surat bergabung.pdf")).to_be_visible()
    fits(sending)
    sending.get_by_label("Kata").fill("halo")
    sending.get_by_role("button", name="Kirim").click()
    expect(sending.locator("#hasil")).to_contain_text(hashlib.sha256(CONTENT).hexdigest())
    assert StoredFile.objects.count() == 1
