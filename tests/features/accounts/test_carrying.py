"""A form sent after the session had ended: what was typed goes on to be sent again."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.features.accounts.conftest import EMAIL, PASSWORD
from tests.features.accounts.steps import add_app, code_of, sign_in
from tular.features.accounts.models import User
from tular.foundation.access import carrying

TYPED = {"name": "Rina Wulandari & <b>Putri</b>", "phone": "0812 3456 7890", "language": "id", "zone": "Asia/Jayapura"}


def token_of(page: str) -> str:
    found = re.search(r'name="titipan" value="([^"]+)"', page)
    return found[1] if found else ""


def test_what_was_typed_is_shown_after_signing_in_and_sent_with_one_button(client: Client, rina: User) -> None:
    asked = client.post("/akun", TYPED | {"password": "rahasia sekali"})
    assert asked.status_code == 401
    assert "Isian Anda masih ada" in asked.text
    token = token_of(asked.text)
    assert sign_in(client, titipan=token, next="/akun").url == "/masuk/lanjutkan"

    page = client.get("/masuk/lanjutkan").text
    assert "Rina Wulandari &amp; &lt;b&gt;Putri&lt;/b&gt;" in page
    assert 'action="/akun"' in page
    assert "rahasia sekali" not in page + asked.text
    again = dict(re.findall(r'<input type="hidden" name="(?!csrf)([^"]+)" value="([^"]*)">', page))
    assert list(again) == list(TYPED)
    client.post("/akun", TYPED)
    rina.refresh_from_db()
    assert (rina.name, rina.zone) == (TYPED["name"], TYPED["zone"])


def test_a_wrong_password_in_between_loses_nothing(client: Client, rina: User) -> None:
    token = token_of(client.post("/akun", TYPED).text)
    missed = sign_in(client, password="salah-sekali-1", titipan=token)
    assert token_of(missed.text) == token
    assert "Isian Anda masih ada" in missed.text


def test_a_second_step_in_between_loses_nothing(rina: User, letters: list[object]) -> None:
    owner, client = Client(), Client()
    sign_in(owner)
    secret = add_app(owner)
    token = token_of(client.post("/akun", TYPED).text)
    sign_in(client, titipan=token)
    answer = client.post("/masuk/langkah-kedua", {"code": code_of(secret)})
    assert answer.url == "/masuk/lanjutkan"
    assert TYPED["phone"] in client.get(answer.url).text


def test_files_are_not_carried_but_named(client: Client, rina: User) -> None:
    photo = SimpleUploadedFile("foto <posyandu>.jpg", b"\xff\xd8" * 50)
    asked = client.post("/akun", TYPED | {"photo": photo})
    assert "foto &lt;posyandu&gt;.jpg" in asked.text
    sign_in(client, titipan=token_of(asked.text))
    assert "foto &lt;posyandu&gt;.jpg" in client.get("/masuk/lanjutkan").text


def test_too_much_to_carry_is_said_with_what_to_do(client: Client, rina: User) -> None:
    asked = client.post("/akun", {"name": "x" * (carrying.LIMIT + 1)})
    assert asked.status_code == 401
    assert "terlalu panjang untuk dibawa" in asked.text
    assert token_of(asked.text) == ""


@pytest.mark.parametrize("token", ["", "x", "a:b:c", "…"])
def test_what_this_site_did_not_sign_is_not_taken(client: Client, rina: User, token: str) -> None:
    assert sign_in(client, titipan=token).url == "/kerja"
    assert client.get("/masuk/lanjutkan").url == "/kerja"


def test_what_is_not_wanted_is_thrown_away(client: Client, rina: User) -> None:
    sign_in(client, titipan=token_of(client.post("/akun", TYPED).text))
    assert client.post("/masuk/lanjutkan").url == "/"
    assert client.get("/masuk/lanjutkan").url == "/kerja"


def test_a_fragment_is_told_that_it_was_not_saved_and_where_to_go(client: Client, db: None) -> None:
    answer = client.post(
        "/akun", TYPED, headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/akun/keamanan"}
    )
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (401, "/masuk?next=/akun/keamanan")


def test_a_page_from_before_signing_in_is_shown_again_with_what_was_typed(rina: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(rina)
    stale = client.post("/akun", TYPED, headers={"Origin": "http://testserver"})
    assert stale.status_code == 403
    assert TYPED["phone"] in stale.text and "Kirim lagi" in stale.text


def test_a_form_of_another_site_is_refused_and_nothing_of_it_is_shown(rina: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(rina)
    for headers in ({"Origin": "https://jahat.example"}, {"Referer": "https://jahat.example/"}, {}):
        foreign = client.post("/akun", TYPED, headers=headers)
        assert foreign.status_code == 403
        assert TYPED["phone"] not in foreign.text


def test_an_old_sign_in_page_says_to_open_it_again(db: None) -> None:
    client = Client(enforce_csrf_checks=True)
    old = client.post("/masuk", {"login": EMAIL, "password": PASSWORD}, headers={"Origin": "http://testserver"})
    assert old.status_code == 403
    assert "Buka lagi" in old.text and PASSWORD not in old.text


def test_a_private_address_that_is_not_marked_is_missing_for_strangers(client: Client, db: None) -> None:
    assert client.post("/akun/tidak-ada", TYPED).status_code == 404
