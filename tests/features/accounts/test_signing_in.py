"""Signing in and out by password: successes, refusals, and where it leads."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from tests.features.accounts.conftest import EMAIL, PASSWORD
from tests.features.accounts.steps import is_signed_in, sign_in, trail
from tests.people import make_person
from tular.config.cli import run
from tular.features.accounts import actions
from tular.features.accounts.models import User
from tular.foundation.audit.models import AuditEntry

MISMATCH = "Surel atau kata sandi tidak cocok."


def test_the_right_password_opens_the_page_one_came_for(client: Client, rina: User) -> None:
    asked = client.get("/akun/keamanan")
    assert (asked.status_code, asked.url) == (302, "/masuk?next=/akun/keamanan")
    assert client.get(asked.url).context["redirect_field_value"] == "/akun/keamanan"
    answer = sign_in(client, next="/akun/keamanan")
    assert (answer.status_code, answer.url) == (302, "/akun/keamanan")
    assert is_signed_in(client)
    assert trail() == ["accounts.create", "accounts.sign_in"]


def test_an_address_is_known_whatever_its_case_and_with_blanks_around_it(client: Client, rina: User) -> None:
    assert sign_in(client, login=f"  {EMAIL.upper()} ").status_code == 302


@pytest.mark.parametrize("fields", [{"password": "salah-sekali-1"}, {"login": "tidak.ada@contoh.example"}])
def test_a_wrong_password_and_an_unknown_address_are_answered_alike(
    client: Client, rina: User, fields: dict[str, str]
) -> None:
    answer = sign_in(client, **fields)
    assert answer.status_code == 200
    assert MISMATCH in answer.text
    assert f'value="{fields.get("login", EMAIL)}"' in answer.text
    assert PASSWORD not in answer.text
    assert not is_signed_in(client)


def test_only_attempts_at_an_account_stand_on_the_trail(client: Client, rina: User) -> None:
    sign_in(client, password="salah-sekali-1")
    sign_in(client, login="tidak.ada@contoh.example")
    assert trail() == ["accounts.create", "accounts.sign_in_refused"]
    refused = AuditEntry.objects.get(action="accounts.sign_in_refused")
    assert (refused.person_id, refused.subject_id, refused.changes) == (None, str(rina.pk), {})


def test_after_five_misses_even_the_right_password_has_to_wait_and_is_told_so(client: Client, rina: User) -> None:
    for _ in range(5):
        sign_in(client, password="salah-sekali-1")
    answer = sign_in(client)
    assert "Tunggu lima menit" in answer.text
    assert not is_signed_in(client)


def test_misses_count_for_the_account_whatever_the_server_is_called(client: Client, rina: User) -> None:
    for number in range(5):
        client.post(
            "/masuk", {"login": EMAIL, "password": "salah-sekali-1"}, headers={"Host": f"testserver:{8000 + number}"}
        )
    assert "Tunggu lima menit" in sign_in(client).text


def test_a_flood_from_one_address_is_answered_with_a_page_that_says_so(client: Client, db: None) -> None:
    answers = [client.post("/masuk", {"login": ""}) for _ in range(31)]
    assert answers[-1].status_code == 429
    assert "Terlalu banyak percobaan" in answers[-1].text


@pytest.mark.parametrize(
    "target", ["https://jahat.example/", "//jahat.example/", "/\\jahat.example", "javascript:alert(1)", "http:///x", ""]
)
def test_nobody_is_led_to_another_site(client: Client, rina: User, target: str) -> None:
    assert sign_in(client, next=target).url == "/kerja"


def test_whoever_is_signed_in_needs_no_sign_in_page(client: Client, rina: User) -> None:
    sign_in(client)
    again = client.get("/masuk?next=/akun/sandi")
    assert (again.status_code, again.url) == (302, "/akun/sandi")


def test_pressing_twice_signs_in_once_without_harm(client: Client, rina: User) -> None:
    assert [sign_in(client).status_code, sign_in(client).status_code] == [302, 302]
    assert trail().count("accounts.sign_in") == 1


def test_signing_out_takes_a_button_not_a_link(client: Client, rina: User) -> None:
    sign_in(client)
    assert "Keluar dari Tular?" in client.get("/keluar").text
    assert is_signed_in(client)
    assert client.post("/keluar").url == "/"
    assert not is_signed_in(client)
    assert trail()[-1] == "accounts.sign_out"


def test_a_deactivated_person_is_out_at_once_and_cannot_come_back(client: Client, rina: User) -> None:
    sign_in(client)
    actions.deactivate(rina, by=None, now=timezone.now(), reason="Pindah tugas")
    assert not is_signed_in(client)
    answer = sign_in(client)
    assert answer.url == "/masuk/tidak-aktif"
    assert "Akun ini tidak aktif" in client.get(answer.url).text
    assert "Akun ini tidak aktif" not in sign_in(client, password="salah-sekali-1").text


def test_old_sessions_stay_ended_when_an_account_is_active_again(client: Client, rina: User) -> None:
    sign_in(client)
    actions.deactivate(rina, by=None, now=timezone.now(), reason="Keliru")
    actions.reactivate(rina, by=None, now=timezone.now())
    assert not is_signed_in(client)
    assert sign_in(client).url == "/kerja"


def test_signing_out_everywhere_else_keeps_this_device(rina: User) -> None:
    here, there = Client(), Client()
    sign_in(here), sign_in(there)
    assert here.post("/akun/keamanan/keluar-semua").status_code == 302
    assert (is_signed_in(here), is_signed_in(there)) == (True, False)


def test_a_made_up_person_signs_in_only_in_demo_mode(client: Client, settings: LazySettings, db: None) -> None:
    person = make_person("Sri Contoh", is_demo=True)
    assert client.post("/masuk/contoh", {"person": person.pk}).status_code == 404
    assert "Masuk sebagai" not in client.get("/masuk").text

    settings.DEMO = True
    page = client.get("/masuk").text
    assert "Masuk sebagai Sri Contoh" in page and "t-contoh" in page
    assert client.post("/masuk/contoh", {"person": person.pk, "next": "/akun"}).url == "/akun"
    assert "Sri Contoh" in client.get("/akun").text

    settings.DEMO = False
    assert not is_signed_in(client)


@pytest.mark.parametrize("number", ["", "x", "999999", "-1", "1" * 30])
def test_only_made_up_people_can_be_borrowed(client: Client, settings: LazySettings, rina: User, number: str) -> None:
    settings.DEMO = True
    assert client.post("/masuk/contoh", {"person": number or rina.pk}).status_code == 404


def test_a_made_up_person_with_a_password_stays_out_without_demo_mode(client: Client, rina: User) -> None:
    User.objects.filter(pk=rina.pk).update(is_demo=True)
    assert sign_in(client).url == "/masuk/tidak-aktif"


def test_sessions_that_ended_leave_no_rows_and_the_others_stay(rina: User) -> None:
    lasting, ended = Client(), Client()
    sign_in(lasting, remember="on"), sign_in(ended, remember="on")
    now = timezone.now()
    Session.objects.filter(pk=ended.session.session_key).update(expire_date=now - timedelta(minutes=1))
    assert actions.forget_ended_sessions(now) == 1
    assert (is_signed_in(lasting), is_signed_in(ended)) == (True, False)


def test_the_operator_closes_and_opens_an_account_by_command(rina: User, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["deactivate-person", EMAIL.upper(), "--reason", "Pindah tugas"]) == 0
    assert "tidak dapat masuk lagi" in capsys.readouterr().out
    entry = AuditEntry.objects.latest("number")
    assert (entry.action, entry.person_id, entry.reason) == ("accounts.deactivate", None, "Pindah tugas")
    assert run(["reactivate-person", EMAIL]) == 0
    assert run(["deactivate-person", EMAIL, "--reason", " "]) == 1
    assert run(["reactivate-person", "tidak.ada@contoh.example"]) == 1
    assert "Tidak ada akun dengan alamat tidak.ada@contoh.example." in capsys.readouterr().err
