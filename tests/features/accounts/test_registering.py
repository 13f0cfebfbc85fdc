"""A new account, its confirmation, a lost password, another address."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core.mail import EmailMessage
from django.test import Client
from django.utils import timezone

from tests.features.accounts.conftest import EMAIL, PASSWORD
from tests.features.accounts.steps import is_signed_in, sign_in, trail
from tests.people import make_person
from tular.features.accounts import actions
from tular.features.accounts.models import User
from tular.foundation.access.permissions import Denied
from tular.foundation.actions import Refused

NEW = {"name": "Yusuf Pratama", "email": "yusuf@contoh.example", "password1": "lima-ekor-kuda-laut"}


def link_in(letter: EmailMessage) -> str:
    """The path of the only link of ours in a letter that is to be followed."""
    found = re.search(r"http://testserver(/\S+)", str(letter.body))
    assert found, letter.body
    return found[1]


def test_a_new_account_opens_once_its_address_is_confirmed(
    client: Client, db: None, letters: list[EmailMessage]
) -> None:
    assert client.post("/daftar", NEW).url == "/surel/konfirmasi"
    assert not is_signed_in(client)
    assert [letter.to for letter in letters] == [[NEW["email"]]]
    page = client.get(link_in(letters[0]))
    assert NEW["email"] in page.text
    assert client.post(link_in(letters[0])).status_code == 302
    assert is_signed_in(client)
    person = User.objects.get()
    assert (person.name, person.email, person.language) == (NEW["name"], NEW["email"], "id")
    assert trail() == ["accounts.sign_up", "accounts.confirm_address", "accounts.sign_in"]


def test_an_unconfirmed_account_gets_another_letter_instead_of_being_opened(
    client: Client, db: None, letters: list[EmailMessage]
) -> None:
    client.post("/daftar", NEW)
    other = Client()
    answer = sign_in(other, login=NEW["email"], password=NEW["password1"])
    assert answer.url == "/surel/konfirmasi"
    assert not is_signed_in(other)


def test_an_address_with_an_account_is_answered_like_a_new_one_and_its_owner_is_told(
    client: Client, rina: User, letters: list[EmailMessage]
) -> None:
    assert client.post("/daftar", NEW | {"email": EMAIL.upper()}).url == "/surel/konfirmasi"
    assert User.objects.count() == 1
    assert [(letter.to, letter.subject) for letter in letters] == [([EMAIL], "Anda sudah punya akun Tular")]
    # Asked again within the hour, the answer is the same and the owner's box stays as it is.
    assert Client().post("/daftar", NEW | {"email": EMAIL}).url == "/surel/konfirmasi"
    assert len(letters) == 1


def test_registering_takes_as_long_for_an_address_that_has_an_account(
    client: Client, rina: User, letters: list[EmailMessage], monkeypatch: pytest.MonkeyPatch
) -> None:
    hashed: list[str] = []
    encode = Argon2PasswordHasher.encode

    def counted(self: Argon2PasswordHasher, password: str, salt: str) -> str:
        hashed.append(password)
        return encode(self, password, salt)

    monkeypatch.setattr(Argon2PasswordHasher, "encode", counted)
    client.post("/daftar", NEW | {"email": EMAIL})
    assert hashed == [NEW["password1"]]
    Client().post("/daftar", NEW)
    assert hashed == [NEW["password1"]] * 2


def test_nobody_can_fill_a_box_with_letters_about_a_lost_password(rina: User, letters: list[EmailMessage]) -> None:
    answers = [Client().post("/lupa-sandi", {"email": address}) for address in [EMAIL, EMAIL.upper()] * 3]
    assert [answer.status_code for answer in answers] == [302] * 5 + [429]
    assert len(letters) == 5


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("name", " ", "Isi nama Anda."),
        ("email", "bukan surel", "Isi alamat surel"),
        ("password1", "12345", "terlalu pendek"),
        ("password1", "password123", "terlalu umum"),
        ("password1", "", "Pilih kata sandi."),
    ],
)
def test_what_is_missing_is_said_and_the_rest_stays(
    client: Client, db: None, field: str, value: str, sentence: str
) -> None:
    answer = client.post("/daftar", NEW | {field: value})
    assert answer.status_code == 200
    assert sentence in answer.text
    assert NEW["password1"] not in answer.text
    assert User.objects.count() == 0


def test_pressing_twice_makes_one_account(client: Client, db: None, letters: list[EmailMessage]) -> None:
    client.post("/daftar", NEW), client.post("/daftar", NEW)
    assert User.objects.count() == 1


def test_a_confirmation_counts_only_as_long_as_it_is_ours(client: Client, db: None) -> None:
    assert "tidak berlaku lagi" in client.get("/surel/konfirmasi/abc:def").text


def test_a_lost_password_is_replaced_through_the_mailed_link_once(
    client: Client, rina: User, letters: list[EmailMessage]
) -> None:
    signed = Client()
    sign_in(signed)
    assert client.post("/lupa-sandi", {"email": EMAIL}).url == "/lupa-sandi/terkirim"
    link = link_in(letters[0])
    form = client.get(link)
    assert form.status_code == 302 and "baru" in form.url
    assert client.post(form.url, {"password1": "empat-gajah-menari"}).url == "/lupa-sandi/selesai"
    assert not is_signed_in(signed)
    assert sign_in(client).status_code == 200
    assert sign_in(client, password="empat-gajah-menari").url == "/kerja"
    assert "tidak berlaku lagi" in Client().get(link).text
    assert letters[1].subject == "Kata sandi akun Anda diganti lewat surat “lupa sandi”."
    assert "accounts.reset_password" in trail()


def test_an_unknown_address_is_answered_alike_and_gets_no_mail(
    client: Client, rina: User, letters: list[EmailMessage]
) -> None:
    known, unknown = (client.post("/lupa-sandi", {"email": email}) for email in (EMAIL, "tidak.ada@contoh.example"))
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert [letter.to for letter in letters] == [[EMAIL]]


def test_changing_the_password_asks_for_the_old_one_and_tells_the_owner(
    client: Client, rina: User, letters: list[EmailMessage]
) -> None:
    sign_in(client)
    wrong = client.post("/akun/sandi", {"oldpassword": "salah", "password1": "empat-gajah-menari"})
    assert "Kata sandi sekarang tidak cocok" in wrong.text
    answer = client.post("/akun/sandi", {"oldpassword": PASSWORD, "password1": "empat-gajah-menari"})
    assert answer.url == "/akun/keamanan"
    assert is_signed_in(client)
    assert [letter.subject for letter in letters] == ["Kata sandi akun Anda diganti."]
    assert trail()[-1] == "accounts.change_password"


def test_another_address_counts_once_it_is_confirmed(client: Client, rina: User, letters: list[EmailMessage]) -> None:
    sign_in(client)
    client.post("/akun/surel", {"action_add": "1", "email": "baru@contoh.example"})
    rina.refresh_from_db()
    assert rina.email == EMAIL
    assert "baru@contoh.example" in client.get("/akun/surel").text
    client.post(link_in(letters[0]))
    rina.refresh_from_db()
    assert rina.email == "baru@contoh.example"
    client.post("/keluar")
    assert sign_in(client, login="baru@contoh.example").url == "/kerja"


def test_mail_is_written_in_the_readers_language(client: Client, rina: User, letters: list[EmailMessage]) -> None:
    User.objects.update(language="en")
    client.post("/lupa-sandi", {"email": EMAIL})
    assert letters[0].subject == "Choose a new password for Tular"


def test_an_address_has_one_account(rina: User) -> None:
    with pytest.raises(Refused, match="sudah punya akun"):
        actions.create_person(EMAIL.upper(), "Rina Lain", by=None, now=timezone.now())


def test_the_profile_is_ones_own(client: Client, rina: User) -> None:
    sign_in(client)
    typed = {"name": "Rina W.", "phone": "0812 3456 7890", "language": "id", "zone": "Asia/Jayapura"}
    assert client.post("/akun", typed).url == "/akun"
    rina.refresh_from_db()
    assert [rina.name, rina.phone, rina.language, rina.zone] == list(typed.values())
    with pytest.raises(Denied):
        actions.update_profile(rina, by=make_person("Orang Lain"), now=timezone.now(), **typed)


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [("name", "", "Isi nama Anda."), ("phone", "nol delapan", "Tulis nomor dengan angka"), ("zone", "Mars", "tidak")],
)
def test_a_wrong_profile_is_refused_with_everything_typed(
    client: Client, rina: User, field: str, value: str, sentence: str
) -> None:
    sign_in(client)
    typed = {"name": "Rina W.", "phone": "0812 3456 7890", "language": "id", "zone": "Asia/Jakarta"}
    answer = client.post("/akun", typed | {field: value})
    assert answer.status_code == 200
    assert sentence in answer.text
    assert "Rina Wulandari</span>" in answer.text, "the header keeps the saved name"
    rina.refresh_from_db()
    assert rina.name == "Rina Wulandari"


def test_pages_speak_the_persons_language_until_another_is_asked_for(client: Client, rina: User) -> None:
    User.objects.update(language="en")
    client.get("/?bahasa=id")
    sign_in(client)
    assert client.get("/akun").headers["Content-Language"] == "en"
    assert client.get("/akun?bahasa=id").headers["Content-Language"] == "id"
    assert client.get("/akun").headers["Content-Language"] == "id"
    typed = {"name": "Rina", "phone": "", "language": "en", "zone": "Asia/Jakarta"}
    client.post("/akun", typed)
    assert client.get("/akun").headers["Content-Language"] == "en"
