"""The pages of notices and choices, the bell, and ending mail without signing in."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import signing
from django.test import Client

from tests.foundation.notifications.conftest import NOW
from tests.people import make_person, signed_in
from tular.features.accounts.models import User
from tular.foundation.notifications.actions import notify
from tular.foundation.notifications.choices import MailContent, MailState, Rhythm
from tular.foundation.notifications.models import Mail, Notice, NoticeChoice, RefusedAddress
from tular.foundation.notifications.tokens import SALT, stop_path

pytestmark = pytest.mark.django_db


def ask(person: User, question: str = "Berapa kadernya?") -> Notice:
    values = {"innovation": "Gerobak Cinta", "question": question}
    return notify([person], "tanya.masuk", path="/inovasi/1", now=NOW, **values)[0]


def news(person: User, title: str = "Kabar") -> Notice:
    return notify([person], "kabar.baru", path="/jelajah", now=NOW, title=title)[0]


@pytest.mark.parametrize("path", ["/pemberitahuan", "/akun/pemberitahuan", "/pemberitahuan/1"])
def test_a_stranger_is_asked_to_sign_in(client: Client, path: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/masuk?next={path}")


def test_the_list_shows_unread_notices_first_and_only_ones_own(reader: User) -> None:
    other = make_person("Orang Lain")
    ask(other, "Punya orang lain")
    first, second = ask(reader, "Yang pertama"), ask(reader, "Yang kedua")
    Notice.objects.filter(pk=second.pk).update(read_at=NOW)
    page = signed_in(reader).get("/pemberitahuan").text
    assert page.index("Yang pertama") < page.index("Yang kedua")
    assert "Punya orang lain" not in page
    assert "1 belum dibaca." in page
    assert f'href="/pemberitahuan/{first.pk}"' in page


def test_an_empty_list_says_what_belongs_there(reader: User) -> None:
    page = signed_in(reader).get("/pemberitahuan").text
    assert "Belum ada pemberitahuan" in page
    assert "Tandai" not in page


def test_the_list_is_narrowed_by_group_and_paged(reader: User) -> None:
    for number in range(25):
        news(reader, f"Kabar {number:02}")
    ask(reader, "Pertanyaan tunggal")
    client = signed_in(reader)
    page = client.get("/pemberitahuan?kelompok=kabar").text
    assert "Pertanyaan tunggal" not in page
    assert page.count("Lihat kabarnya.") == 20
    second = client.get("/pemberitahuan?kelompok=kabar&halaman=2").text
    assert second.count("Lihat kabarnya.") == 5
    assert "Kabar 00" in second
    assert "Pertanyaan tunggal" in client.get("/pemberitahuan?kelompok=tak-ada").text


def test_the_number_of_queries_does_not_grow(reader: User, django_assert_num_queries: Any) -> None:
    client = signed_in(reader)
    ask(reader)
    client.get("/pemberitahuan")
    with django_assert_num_queries(7):  # session, person, groups, list, address, failed mail, bell
        client.get("/pemberitahuan")
    for number in range(30):
        news(reader, f"Kabar {number}")
        ask(reader)
    with django_assert_num_queries(7):
        client.get("/pemberitahuan")
    with django_assert_num_queries(4):  # session, person, choices, bell
        client.get("/akun/pemberitahuan")


def test_opening_a_notice_marks_it_read_and_leads_to_its_page(reader: User) -> None:
    notice = ask(reader)
    answer = signed_in(reader).get(f"/pemberitahuan/{notice.pk}")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/inovasi/1")
    notice.refresh_from_db()
    assert notice.read_at is not None


def test_nobody_opens_or_marks_the_notice_of_another(reader: User) -> None:
    notice = ask(reader)
    rival = signed_in(make_person("Orang Lain"))
    assert rival.get(f"/pemberitahuan/{notice.pk}").status_code == 404
    assert rival.post("/pemberitahuan/baca", {"id": notice.pk}).status_code == 302
    assert rival.post("/pemberitahuan/baca").status_code == 302
    notice.refresh_from_db()
    assert notice.read_at is None


def test_one_all_of_a_group_or_all_are_marked_read(reader: User) -> None:
    first, _second, _third = ask(reader), ask(reader), news(reader)
    client = signed_in(reader)
    answer = client.post("/pemberitahuan/baca", {"id": first.pk, "kelompok": "tanya", "halaman": "2"})
    assert answer.headers["Location"] == "/pemberitahuan?kelompok=tanya&halaman=2"
    assert Notice.objects.filter(read_at=None).count() == 2
    client.post("/pemberitahuan/baca", {"kelompok": "tanya"})
    assert [notice.group for notice in Notice.objects.filter(read_at=None)] == ["kabar"]
    answer = client.post("/pemberitahuan/baca", follow=True)
    assert "1 pemberitahuan ditandai terbaca." in answer.text
    assert "Semua sudah dibaca." in answer.text


def test_the_bell_counts_what_is_unread_up_to_a_hundred(reader: User) -> None:
    client = signed_in(reader)
    assert "Pemberitahuan: tidak ada yang baru" in client.get("/pola").text
    for _number in range(3):
        ask(reader)
    assert "Pemberitahuan: 3 belum dibaca" in client.get("/pola").text
    notify([reader], "kabar.baru", path="/", now=NOW, title="x")
    Notice.objects.bulk_create(
        [Notice(person=reader, kind="x", group="x", path="/", rhythm=Rhythm.NEVER, at=NOW) for _number in range(200)]
    )
    page = client.get("/pola").text
    assert "99+" in page
    assert "Pemberitahuan: 100 atau lebih belum dibaca" in page
    assert "Pemberitahuan" not in Client().get("/pola").text


def test_choices_are_kept_and_shown(reader: User) -> None:
    client = signed_in(reader)
    page = client.get("/akun/pemberitahuan").text
    assert 'name="tanya" value="segera" checked' in page
    assert 'name="kabar" value="mingguan" checked' in page
    assert "Yang mendesak selalu dikirim segera dan tidak dapat dimatikan." in page
    answer = client.post("/akun/pemberitahuan", {"tanya": "harian", "kabar": "tidak", "lain": "tidak"}, follow=True)
    assert "Pilihan pemberitahuan Anda disimpan." in answer.text
    assert 'name="tanya" value="harian" checked' in answer.text
    assert dict(NoticeChoice.objects.values_list("group", "rhythm")) == {"tanya": "harian", "kabar": "tidak"}
    client.post("/akun/pemberitahuan", {"tanya": "segera", "kabar": "setiap-jam"})
    assert dict(NoticeChoice.objects.values_list("group", "rhythm")) == {"kabar": "tidak"}


def test_mail_that_does_not_arrive_is_told_with_what_to_do(reader: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)  # only what failed lately is tried again
    client = signed_in(reader)
    assert "tidak sampai" not in client.get("/pemberitahuan").text
    RefusedAddress.objects.create(address=reader.email, at=NOW, error="Server surat menjawab: 550 5.1.1 no such user")
    ask(reader)
    Mail.objects.update(state=MailState.FAILED, attempts=3, error="550", created_at=NOW)
    page = client.get("/pemberitahuan").text
    assert "Surel dari Tular tidak sampai kepada Anda" in page
    assert "550 5.1.1 no such user" in page
    assert 'href="/akun/surel"' in page
    client.post("/pemberitahuan/coba-lagi")
    mail = Mail.objects.get()
    assert (mail.state, mail.attempts, mail.error) == (MailState.WAITING, 0, "")
    assert not RefusedAddress.objects.exists()
    assert "tidak sampai" not in client.get("/pemberitahuan").text


def test_ending_mail_needs_no_account_but_a_press(reader: User) -> None:
    path = stop_path(reader, "tanya")
    stranger = Client(enforce_csrf_checks=True)
    page = stranger.get(path)
    assert "surel tentang Tanya jawab" in page.text
    assert not NoticeChoice.objects.exists(), "scanners of mail look at every link"
    answer = stranger.post(path, {"List-Unsubscribe": "One-Click"})
    assert "Surelnya dihentikan" in answer.text
    assert NoticeChoice.objects.get().rhythm == Rhythm.NEVER
    ask(reader)
    assert not Mail.objects.exists()
    assert Notice.objects.count() == 1


def test_ending_a_digest_ends_all_groups_of_its_rhythm(reader: User) -> None:
    NoticeChoice.objects.create(person=reader, group="tanya", rhythm=Rhythm.DAILY)
    Client().post(stop_path(reader, Rhythm.WEEKLY))
    assert dict(NoticeChoice.objects.values_list("group", "rhythm")) == {"tanya": "harian", "kabar": "tidak"}


def test_a_link_that_is_not_ours_ends_nothing(reader: User) -> None:
    for token in ("abc", signing.dumps([reader.pk, "tanya"], salt="lain"), signing.dumps([0, "tanya"], salt=SALT)):
        answer = Client().post(f"/surat/berhenti/{token}")
        assert answer.status_code == 404
        assert "Tautan ini tidak lengkap" in answer.text
    assert not NoticeChoice.objects.exists()


def test_a_letter_that_failed_is_not_the_readers_trouble(reader: User) -> None:
    Mail.objects.create(
        content=MailContent.LETTER, person=reader, address=reader.email, subject="x", state=MailState.FAILED,
        next_try_at=NOW, created_at=NOW,
    )  # fmt: skip
    assert "tidak sampai" not in signed_in(reader).get("/pemberitahuan").text
