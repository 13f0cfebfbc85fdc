"""Signing in as people do it: keyboard, passkey, second step, a session that ended while somebody typed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.conf import LazySettings
from django.core import mail
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.steps import shot
from tests.people import make_person
from tular.features.accounts.actions import create_person
from tular.features.accounts.models import User

Check = Callable[[Page], None]

PASSWORD = "kuda-nil-terbang-3"
EMAIL = "rina@contoh.example"


@pytest.fixture
def address(live_server: LiveServer) -> str:
    """A server that sees what the test writes."""
    return live_server.url


@pytest.fixture
def rina(address: str) -> Iterator[User]:
    """Somebody with a password and a confirmed address; mail to them is forgotten."""
    yield create_person(EMAIL, "Rina Wulandari", by=None, now=timezone.now(), password=PASSWORD, confirmed=True)
    mail.outbox.clear()


def sign_in(page: Page) -> None:
    page.get_by_label("Surel", exact=True).fill(EMAIL)
    page.get_by_label("Kata sandi", exact=True).fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Masuk", exact=True).click()


def with_fingerprint(page: Page) -> Any:
    """Give the browser a device that always says yes."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return session


@pytest.mark.parametrize("path", ["/masuk", "/daftar", "/lupa-sandi", "/surel/konfirmasi", "/masuk/tidak-aktif"])
def test_pages_for_strangers_are_sound(page: Page, sound: Check, path: str) -> None:
    page.goto(path)
    sound(page)


def test_pages_of_the_account_are_sound(page: Page, sound: Check, rina: User) -> None:
    page.goto("/masuk")
    page.get_by_role("main").get_by_role("button", name="Masuk", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Isi alamat surel")
    sound(page)
    sign_in(page)
    for path in ("/akun", "/akun/surel", "/akun/sandi", "/akun/keamanan", "/akun/keamanan/kunci", "/keluar"):
        page.goto(path)
        sound(page)


def test_a_keyboard_is_enough(page: Page, rina: User) -> None:
    page.goto("/masuk?next=/akun")
    page.get_by_label("Surel", exact=True).focus()
    page.keyboard.type(EMAIL)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.get_by_role("checkbox")).to_be_checked()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="Profil")).to_be_visible()


def test_a_passkey_is_added_named_used_and_removed(page: Page, sound: Check, rina: User) -> None:
    with_fingerprint(page)
    page.goto("/masuk?next=/akun/keamanan")
    sign_in(page)
    page.get_by_role("link", name="Tambah kunci sandi").click()
    page.get_by_label("Kata sandi", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Lanjutkan").click()
    page.get_by_label("Nama kunci").fill("Laptop kantor")
    page.get_by_role("button", name="Buat kunci sandi").click()
    expect(page.get_by_role("heading", level=1, name="Kode cadangan")).to_be_visible()
    sound(page)
    page.get_by_role("link", name="Selesai").click()
    expect(page.get_by_role("listitem").filter(has_text="Laptop kantor")).to_contain_text("Masuk tanpa kata sandi.")
    sound(page)

    page.goto("/keluar")
    page.get_by_role("main").get_by_role("button", name="Keluar").click()
    page.goto("/masuk?next=/akun/keamanan")
    page.get_by_role("button", name="Masuk dengan kunci sandi").click()
    expect(page.get_by_role("heading", level=1, name="Keamanan")).to_be_visible()

    page.get_by_role("link", name="Hapus Laptop kantor").click()
    page.get_by_label("Kata sandi", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Lanjutkan").click()
    page.get_by_role("button", name="Hapus kunci").click()
    expect(page.get_by_text("Kunci sandi sudah dihapus.")).to_be_visible()
    assert not Authenticator.objects.filter(user=rina).exists()


def test_a_passkey_serves_as_second_step_and_what_was_typed_survives_both(page: Page, sound: Check, rina: User) -> None:
    with_fingerprint(page)
    page.goto("/masuk?next=/akun/keamanan/kunci")
    sign_in(page)
    page.get_by_label("Kata sandi", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Lanjutkan").click()
    page.get_by_role("checkbox").uncheck()
    page.get_by_role("button", name="Buat kunci sandi").click()
    expect(page.get_by_role("heading", level=1, name="Kode cadangan")).to_be_visible()

    page.goto("/akun")
    page.get_by_label("Nomor telepon").fill("0812 3456 7890")
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Simpan profil").click()
    expect(page.get_by_text("Isian Anda masih ada.")).to_be_visible()
    sound(page)
    sign_in(page)
    expect(page.get_by_role("heading", level=1, name="Langkah kedua")).to_be_visible()
    sound(page)
    page.get_by_role("button", name="Pakai kunci sandi").click()
    expect(page.get_by_role("heading", level=1, name="Isian Anda masih ada")).to_be_visible()
    sound(page)
    page.get_by_role("button", name="Kirim lagi").click()
    expect(page.get_by_text("Profil sudah disimpan.")).to_be_visible()
    expect(page.get_by_label("Nomor telepon")).to_have_value("0812 3456 7890")


def test_a_device_that_says_no_is_explained(page: Page, rina: User) -> None:
    page.goto("/masuk")
    no = "navigator.credentials.get = () => Promise.reject(new DOMException('', 'NotAllowedError'))"
    page.evaluate(f"() => {{ {no} }}")
    page.get_by_role("button", name="Masuk dengan kunci sandi").click()
    expect(page.get_by_role("alert")).to_contain_text("tidak jadi dipakai")


def test_an_app_is_set_up_with_a_picture_and_a_key_to_type(page: Page, sound: Check, rina: User) -> None:
    page.goto("/masuk?next=/akun/keamanan/aplikasi")
    sign_in(page)
    page.get_by_label("Kata sandi", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Lanjutkan").click()
    picture = page.get_by_role("img", name="Kode QR")
    expect(picture).to_be_visible()
    assert picture.evaluate("image => image.naturalWidth") > 0
    page.get_by_label("Kode", exact=True).fill("000000")
    page.get_by_role("button", name="Pasang aplikasi").click()
    expect(page.get_by_role("alert")).to_contain_text("Kode ini tidak cocok")
    sound(page)


def test_in_a_demo_every_made_up_person_has_a_button_and_a_mark(
    page: Page, sound: Check, rina: User, settings: LazySettings
) -> None:
    settings.DEMO = True
    make_person("Sri Pembina", is_demo=True)
    page.goto("/masuk?next=/akun")
    sound(page)
    page.get_by_role("button", name="Masuk sebagai Sri Pembina").click()
    expect(page.get_by_text("Anda mencoba Tular sebagai Sri Pembina")).to_be_visible()
    sound(page)
    page.get_by_role("button", name="Ganti orang").click()
    expect(page.get_by_role("heading", level=1, name="Masuk")).to_be_visible()


def test_without_javascript_password_and_codes_work_and_passkeys_say_what_they_need(
    plain_page: Page, plainly_sound: Check, rina: User
) -> None:
    plain_page.goto("/masuk?next=/akun")
    expect(plain_page.get_by_text("Kunci sandi memerlukan JavaScript")).to_be_visible()
    plainly_sound(plain_page)
    sign_in(plain_page)
    expect(plain_page.get_by_role("heading", level=1, name="Profil")).to_be_visible()


def test_an_address_in_numbers_leads_to_the_name_under_which_passkeys_work(
    page: Page, sound: Check, address: str, rina: User
) -> None:
    page.goto(address.replace("localhost", "127.0.0.1") + "/masuk?next=/akun/keamanan/kunci")
    expect(page.get_by_text("lewat alamat angka 127.0.0.1")).to_be_visible()
    sound(page)
    shot(page, "numbered")
    page.get_by_role("link", name="Buka lewat nama localhost").click()
    expect(page).to_have_url(f"{address}/masuk?next=/akun/keamanan/kunci")
    expect(page.get_by_role("button", name="Masuk dengan kunci sandi")).to_be_visible()
