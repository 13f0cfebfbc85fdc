"""Codes of an app and recovery codes: set up, asked at sign-in, used once."""

from __future__ import annotations

import re
import time

import pytest
from django.core.mail import EmailMessage
from django.test import Client

from tests.features.accounts.conftest import PASSWORD
from tests.features.accounts.steps import add_app, code_of, is_signed_in, sign_in, trail
from tular.features.accounts.models import User

STEP = "/masuk/langkah-kedua"


@pytest.fixture(autouse=True)
def within_one_step(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock stands still, for codes change every 30 seconds and a test must not reach over that."""
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now)


@pytest.fixture
def secret(rina: User, letters: list[EmailMessage]) -> str:
    """What the person's app knows."""
    client = Client()
    sign_in(client)
    return add_app(client)


def test_setting_up_an_app_asks_for_the_password_again(client: Client, rina: User) -> None:
    sign_in(client)
    asked = client.get("/akun/keamanan/aplikasi")
    assert (asked.status_code, asked.url) == (302, "/masuk/lagi?next=%2Fakun%2Fkeamanan%2Faplikasi")
    assert "Kata sandi tidak cocok" in client.post(asked.url, {"password": "salah"}).text
    assert client.post(asked.url, {"password": PASSWORD}).url == "/akun/keamanan/aplikasi"
    assert "data:image/svg+xml;base64," in client.get("/akun/keamanan/aplikasi").text


def test_an_app_gives_recovery_codes_and_its_owner_is_told_by_mail(
    client: Client, rina: User, letters: list[EmailMessage], django_capture_on_commit_callbacks: object
) -> None:
    sign_in(client)
    add_app(client)
    codes = re.findall(r'<li class="t-mono">(\d+)</li>', client.get("/akun/keamanan/kode-cadangan").text)
    assert len(set(codes)) == 10
    saved = client.get("/akun/keamanan/kode-cadangan/unduh")
    assert saved.headers["Content-Disposition"] == 'attachment; filename="kode-cadangan-tular.txt"'
    assert all(code in saved.text for code in codes)


def test_the_password_alone_no_longer_opens_the_account(client: Client, secret: str) -> None:
    assert sign_in(client, next="/akun/sandi").url == STEP
    assert not is_signed_in(client)
    answer = client.post(STEP, {"code": code_of(secret)})
    assert answer.url == "/akun/sandi"
    assert is_signed_in(client)


@pytest.mark.parametrize("code", ["000000", "12", "abcdef", "", "1" * 500])
def test_a_wrong_code_is_refused_with_a_sentence(client: Client, secret: str, code: str) -> None:
    sign_in(client)
    if code == code_of(secret):
        pytest.skip("this code is right at the moment")
    answer = client.post(STEP, {"code": code})
    assert answer.status_code == 200
    assert "Kode ini tidak cocok" in answer.text or "Isi kode." in answer.text
    assert not is_signed_in(client)
    assert "accounts.code_refused" in trail() or not code


def test_a_code_counts_once(secret: str) -> None:
    code = code_of(secret)
    first, second = Client(), Client()
    sign_in(first)
    assert first.post(STEP, {"code": code}).status_code == 302
    sign_in(second)
    assert "Kode ini tidak cocok" in second.post(STEP, {"code": f"{code[:3]} {code[3:]}"}).text
    assert not is_signed_in(second)


def test_the_code_that_set_up_the_app_does_not_sign_in(client: Client, secret: str) -> None:
    sign_in(client)
    assert "Kode ini tidak cocok" in client.post(STEP, {"code": code_of(secret, -1)}).text


def test_a_recovery_code_opens_the_account_once(rina: User, letters: list[EmailMessage]) -> None:
    owner = Client()
    sign_in(owner)
    add_app(owner)
    codes = re.findall(r'<li class="t-mono">(\d+)</li>', owner.get("/akun/keamanan/kode-cadangan").text)
    for client, ends in ((Client(), 302), (Client(), 200)):
        sign_in(client)
        assert client.post(STEP, {"code": codes[0]}).status_code == ends
    assert "Tersisa 9 kode" in owner.get("/akun/keamanan").text


def test_guessing_codes_ends_after_five_misses(client: Client, secret: str) -> None:
    sign_in(client)
    for number in range(5):
        client.post(STEP, {"code": f"00000{number}"})
    assert "Tunggu lima menit" in client.post(STEP, {"code": code_of(secret)}).text


def test_the_second_step_without_the_first_leads_to_the_sign_in_page(client: Client, db: None) -> None:
    assert client.get(STEP).url == "/masuk"


def test_an_app_is_taken_off_after_the_password_was_given_again(client: Client, rina: User, secret: str) -> None:
    sign_in(client)
    client.post(STEP, {"code": code_of(secret)})
    assert client.post("/akun/keamanan/aplikasi/lepas").url.startswith("/masuk/lagi")
    client.post("/masuk/lagi", {"password": PASSWORD})
    assert client.post("/akun/keamanan/aplikasi/lepas").url == "/akun/keamanan"
    client.post("/keluar")
    assert sign_in(client).url == "/kerja"


def test_one_persons_keys_are_not_anothers(client: Client, rina: User, secret: str) -> None:
    assert client.get("/akun/keamanan/kunci/1/hapus").url.startswith("/masuk")
