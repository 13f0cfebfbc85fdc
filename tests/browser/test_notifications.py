"""Notices, choices, ending mail and outgoing mail in a real browser, at both widths, with axe, by keyboard, plain."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.conftest import SIZES
from tests.foundation.notifications.conftest import known_kinds
from tests.people import make_person, signed_in
from tular.features.accounts.models import User
from tular.foundation.notifications import operators
from tular.foundation.notifications.actions import notify
from tular.foundation.notifications.choices import MailState, Via
from tular.foundation.notifications.models import Mail, Notice, RefusedAddress, Relay
from tular.foundation.notifications.tokens import stop_path

__all__ = ["known_kinds"]

SHOTS = os.environ.get("TULAR_TEST_SHOTS", "")
"""A folder for pictures of the pages, for looking at them."""


@pytest.fixture
def reader(live_server: LiveServer, monkeypatch: pytest.MonkeyPatch) -> User:
    """Somebody with notices of two groups, some read, one urgent; mail does not reach them; they are an operator."""
    person = make_person("Sri Wahyuningsih", email="sri.wahyuningsih@dinkes.kabupaten-contoh.example")
    monkeypatch.setattr(operators, "_tests", [lambda who: who.pk == person.pk])
    now = timezone.now()
    for number in range(24):
        title = f"“Gerobak Cinta nomor {number}” dimutakhirkan"
        notify([person], "kabar.baru", path="/jelajah", now=now - timedelta(hours=30 - number), title=title)
    Notice.objects.update(read_at=now)
    notify(
        [person], "tanya.masuk", path="/jelajah", now=now - timedelta(minutes=50), innovation="Gerobak Cinta",
        question="Berapa jam sepekan beban kader, dan siapa yang membayar sorgumnya pada tahun kedua?",
    )  # fmt: skip
    notify([person], "tanya.hangus", path="/jelajah", now=now, until=now + timedelta(days=3))
    sentence = "Server surat menjawab: 550 5.1.1 <sri.wahyuningsih@dinkes.kabupaten-contoh.example>: no such user"
    RefusedAddress.objects.create(address=person.email, at=now, error=sentence)
    first, second = Mail.objects.order_by("id")
    Mail.objects.filter(pk=first.pk).update(state=MailState.FAILED, error=sentence, attempts=1)
    Mail.objects.filter(pk=second.pk).update(state=MailState.SENT, sent_at=now, via=Via.SERVER, attempts=1)
    return person


@pytest.fixture(params=SIZES)
def context(
    request: pytest.FixtureRequest, browser: Browser, live_server: LiveServer, reader: User
) -> Iterator[BrowserContext]:
    """A browser in which the reader is signed in, at both widths."""
    width, height = SIZES[request.param]
    plain: dict[str, Any] = {"java_script_enabled": "without_javascript" not in request.node.name}
    opened = browser.new_context(
        viewport={"width": width, "height": height}, base_url=live_server.url, locale="id-ID",
        reduced_motion="reduce", **plain,
    )  # fmt: skip
    name = django_settings.SESSION_COOKIE_NAME
    value = signed_in(reader).cookies[name].value
    opened.add_cookies([{"name": name, "value": value, "url": live_server.url}])
    yield opened
    opened.close()


def shot(page: Page, name: str) -> None:
    if SHOTS:
        page.screenshot(path=f"{SHOTS}/{name}-{(page.viewport_size or {}).get('width')}.png", full_page=True)


def test_notices_are_read_and_marked(context: BrowserContext, sound: Callable[[Page], None]) -> None:
    page = context.new_page()
    page.goto("/pemberitahuan")
    shot(page, "pemberitahuan")
    sound(page)
    expect(page.get_by_role("link", name="Pemberitahuan: 2 belum dibaca")).to_be_visible()
    page.get_by_role("link", name="Berikutnya").click()
    expect(page.get_by_text("Halaman 2 dari 2")).to_be_visible()
    page.get_by_role("link", name=re.compile("^Tanya jawab")).click()
    sound(page)
    page.get_by_role("link", name="Gerobak Cinta").click()
    expect(page).to_have_url(re.compile("/jelajah$"))
    page.goto("/pemberitahuan")
    expect(page.get_by_role("link", name="Pemberitahuan: 1 belum dibaca")).to_be_visible()
    page.get_by_role("button", name="Tandai semua terbaca").click()
    expect(page.get_by_text("Semua sudah dibaca.")).to_be_visible()
    sound(page)


def test_an_address_that_is_refused_is_tried_again(context: BrowserContext, sound: Callable[[Page], None]) -> None:
    page = context.new_page()
    page.goto("/pemberitahuan")
    trouble = page.get_by_role("region", name="Surel dari Tular tidak sampai kepada Anda")
    expect(trouble).to_contain_text("no such user")
    trouble.get_by_role("button", name="Kirim lagi ke alamat ini").click()
    expect(trouble).to_be_hidden()
    expect(page.get_by_text("Alamat Anda dipakai lagi.")).to_be_visible()


def test_choices_are_made_by_keyboard(context: BrowserContext, sound: Callable[[Page], None]) -> None:
    page = context.new_page()
    page.goto("/akun/pemberitahuan")
    shot(page, "pilihan")
    sound(page)
    group = page.get_by_role("group", name="Kabar ikutan")
    group.get_by_role("radio", name="Ringkasan mingguan").focus()
    page.keyboard.press("ArrowRight")
    expect(group.get_by_role("radio", name="Tidak dikirim")).to_be_checked()
    page.keyboard.press("Tab")
    while page.evaluate("document.activeElement.textContent.trim()") != "Simpan pilihan":
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Pilihan pemberitahuan Anda disimpan.")).to_be_visible()
    expect(group.get_by_role("radio", name="Tidak dikirim")).to_be_checked()
    sound(page)


def test_everything_works_without_javascript(context: BrowserContext) -> None:
    page = context.new_page()
    page.goto("/pemberitahuan")
    page.get_by_role("button", name="Tandai terbaca").first.click()
    expect(page.get_by_role("link", name="Pemberitahuan: 1 belum dibaca")).to_be_visible()
    page.goto("/akun/pemberitahuan")
    page.get_by_role("group", name="Tanya jawab").get_by_label("Ringkasan harian").check()
    page.get_by_role("button", name="Simpan pilihan").click()
    expect(page.get_by_text("Pilihan pemberitahuan Anda disimpan.")).to_be_visible()


def test_mail_is_ended_from_the_mail(context: BrowserContext, reader: User, sound: Callable[[Page], None]) -> None:
    context.clear_cookies()
    page = context.new_page()
    page.goto(stop_path(reader, "tanya"))
    shot(page, "berhenti")
    sound(page)
    page.get_by_role("button", name="Ya, hentikan").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Surelnya dihentikan")
    sound(page)


def test_operators_see_mail_and_try_it_again(
    context: BrowserContext, settings: Any, sound: Callable[[Page], None]
) -> None:
    page = context.new_page()
    page.goto("/surat")
    shot(page, "surat")
    sound(page)
    settings.MAIL_SERVER = {"host": "surat.instansi.example"}
    now = timezone.now()
    Relay.objects.create(pk=1, down_since=now, next_try_at=now, error="Server surat tidak dapat dihubungi: timed out")
    page.goto("/surat?keadaan=failed")
    shot(page, "surat-mati")
    sound(page)
    page.get_by_role("button", name=re.compile("^Coba sekarang")).click()
    expect(page.get_by_text("Surel dicoba lagi dalam satu menit.")).to_be_visible()
    expect(page.get_by_text("Tidak ada surel di sini")).to_be_visible()
    sound(page)


def test_a_first_visit_finds_an_empty_list_that_helps(
    context: BrowserContext, reader: User, sound: Callable[[Page], None]
) -> None:
    Notice.objects.all().delete()
    page = context.new_page()
    page.goto("/pemberitahuan")
    shot(page, "pemberitahuan-kosong")
    sound(page)
