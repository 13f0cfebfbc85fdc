"""Passkeys belong to a name: whoever came by an address in numbers is shown the way to the name."""

from __future__ import annotations

import pytest
from django.conf import LazySettings
from django.test import Client

from tests.features.accounts.conftest import PASSWORD
from tests.features.accounts.steps import sign_in
from tular.features.accounts.models import User

BUTTON, SENTENCE = "data-passkey-button", "lewat alamat angka"


@pytest.fixture(autouse=True)
def any_host(settings: LazySettings) -> None:
    settings.ALLOWED_HOSTS = ["*"]


@pytest.mark.parametrize(
    ("host", "link"),
    [
        ("127.0.0.1:8000", "http://localhost:8000/masuk?next=/akun"),
        ("[::1]:8000", "http://localhost:8000/masuk?next=/akun"),
        ("127.0.0.1", "http://localhost/masuk?next=/akun"),
        ("192.168.1.20:8000", ""),
    ],
)
def test_the_sign_in_page_leads_from_numbers_to_the_name(db: None, host: str, link: str) -> None:
    shown = Client().get("/masuk?next=/akun", headers={"host": host}).text
    assert SENTENCE in shown and BUTTON not in shown
    assert (f'href="{link}"' in shown) if link else "localhost" not in shown and "lewat nama situsnya" in shown
    assert "Dengan surel dan kata sandi" in shown


@pytest.mark.parametrize("host", ["localhost:8000", "tular.example.go.id"])
def test_under_a_name_the_button_is_there(db: None, host: str) -> None:
    shown = Client().get("/masuk", headers={"host": host}).text
    assert BUTTON in shown and SENTENCE not in shown


def test_no_link_to_a_name_that_the_installation_does_not_answer_to(db: None, settings: LazySettings) -> None:
    settings.ALLOWED_HOSTS = ["127.0.0.1"]
    shown = Client().get("/masuk", headers={"host": "127.0.0.1:8000"}).text
    assert SENTENCE in shown and "http://localhost" not in shown


def test_the_page_that_adds_a_passkey_leads_to_itself(client: Client, rina: User) -> None:
    sign_in(client)
    path = "/akun/keamanan/kunci"
    client.post(f"/masuk/lagi?next={path}", {"password": PASSWORD})
    shown = client.get(path, headers={"host": "127.0.0.1:8000"}).text
    assert f'href="http://localhost:8000{path}"' in shown and BUTTON not in shown
    assert BUTTON in client.get(path, headers={"host": "localhost:8000"}).text
