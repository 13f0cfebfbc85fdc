"""Those who look after mail: their page, trying again and holding, the command, the regular work, the environment."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.foundation.notifications.conftest import NOW
from tests.people import make_person, signed_in
from tular.config import cli, env
from tular.features.accounts.models import User
from tular.foundation.access.permissions import Denied
from tular.foundation.actions import ACTIONS, Refused
from tular.foundation.audit.models import AuditEntry
from tular.foundation.jobs.registry import JOBS
from tular.foundation.jobs.run import Run
from tular.foundation.notifications import operators
from tular.foundation.notifications.actions import hold_mail, notify, retry_all, retry_mail
from tular.foundation.notifications.choices import MailContent, MailState, Rhythm, Via
from tular.foundation.notifications.jobs import digest_is_due, mail_is_due
from tular.foundation.notifications.models import Mail, Notice, RefusedAddress, Relay

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator(db: None, monkeypatch: pytest.MonkeyPatch) -> User:
    """Somebody whom an upper layer lets look after mail."""
    person = make_person("Operator Contoh")
    monkeypatch.setattr(operators, "_tests", [lambda who: who.pk == person.pk])
    return person


@pytest.fixture(autouse=True)
def to_files(settings: Any, tmp_path: Path) -> Iterator[None]:
    settings.MAIL_SERVER, settings.MAIL_FOLDER = None, tmp_path / "surat"
    return


def make_mail(person: User, state: str = MailState.WAITING, **fields: Any) -> Mail:
    if state == MailState.SENT:
        fields = {"sent_at": NOW, "via": Via.SERVER} | fields
    if state == MailState.SENDING:
        fields = {"claimed_at": NOW} | fields
    plain = {"content": MailContent.NOTICE, "person": person, "next_try_at": NOW, "created_at": NOW}
    mail = Mail.objects.create(state=state, **plain | fields)
    Notice.objects.create(
        person=person, kind="tanya.masuk", group="tanya", path="/", rhythm=Rhythm.AT_ONCE, at=NOW, mail=mail
    )
    return mail


def test_nobody_but_operators_sees_the_mail(operator: User, reader: User, client: Client) -> None:
    assert client.get("/surat").status_code == 302
    assert signed_in(reader).get("/surat").status_code == 404
    assert signed_in(reader).post("/surat/ulang").status_code == 404
    assert signed_in(reader).post("/surat/1/tahan").status_code == 404
    assert signed_in(operator).get("/surat").status_code == 200


def test_super_admins_are_operators(catalogue: None, super_admin: User, pembina: User) -> None:
    assert signed_in(super_admin).get("/surat").status_code == 200
    assert signed_in(pembina).get("/surat").status_code == 404


def test_the_page_tells_to_whom_how_it_stands_and_why_but_no_words(operator: User, reader: User) -> None:
    make_mail(reader, MailState.FAILED, error="Server surat menjawab: 550 5.1.1 no such user", attempts=1)
    make_mail(reader, MailState.SENT, via=Via.FILE)
    Mail.objects.create(
        content=MailContent.LETTER, address="calon@contoh.example", subject="Rahasia", text="kata-rahasia",
        next_try_at=NOW, created_at=NOW,
    )  # fmt: skip
    page = signed_in(operator).get("/surat").text
    for word in ("Ani Pembaca", "ani@contoh.example", "550 5.1.1 no such user", "1 percobaan", "ditulis ke berkas"):
        assert word in page
    assert "calon@contoh.example" in page
    assert "ahasia" not in page
    failed = signed_in(operator).get("/surat?keadaan=failed").text
    assert "calon@contoh.example" not in failed
    assert "Tidak ada surel di sini" in signed_in(operator).get("/surat?keadaan=held").text


def test_the_page_says_when_mail_goes_to_files_or_the_server_is_down(operator: User, settings: Any) -> None:
    client = signed_in(operator)
    page = client.get("/surat").text
    assert "Server surat belum diatur, jadi tidak ada surel yang keluar" in page
    assert str(settings.MAIL_FOLDER) in page
    settings.MAIL_SERVER = {"host": "surat.instansi.example"}
    assert "Server surat belum diatur" not in client.get("/surat").text
    Relay.objects.create(pk=1, down_since=NOW, failures=3, next_try_at=NOW, error="Server surat tidak menjawab.")
    page = client.get("/surat").text
    assert "Server surat surat.instansi.example tidak dapat dipakai sejak 23 Nov 2026, 10.00 WIB" in page
    assert "Tidak ada surel yang hilang" in page


def test_the_number_of_queries_of_the_page_does_not_grow(
    operator: User, reader: User, django_assert_num_queries: Any
) -> None:
    client = signed_in(operator)
    make_mail(reader)
    client.get("/surat")
    with django_assert_num_queries(7):  # session, person, counts, mails, notices, server, bell
        client.get("/surat")
    for _number in range(20):
        make_mail(reader, MailState.FAILED)
    with django_assert_num_queries(7):
        client.get("/surat")


def test_mail_that_failed_is_tried_again_with_all_its_tries(operator: User, reader: User) -> None:
    mail = make_mail(reader, MailState.FAILED, attempts=8, error="450")
    RefusedAddress.objects.create(address=reader.email, at=NOW, error="550")
    Relay.objects.create(pk=1, down_since=NOW)
    answer = signed_in(operator).post(f"/surat/{mail.pk}/ulang", {"keadaan": "failed"}, follow=True)
    assert "Surel dicoba lagi dalam satu menit." in answer.text
    assert answer.redirect_chain[0][0] == "/surat?keadaan=failed"
    mail.refresh_from_db()
    assert (mail.state, mail.attempts, mail.error) == (MailState.WAITING, 0, "")
    assert not RefusedAddress.objects.exists()
    assert not Relay.objects.exists()
    entry = AuditEntry.objects.get(action="notifications.retry")
    assert (entry.person_id, entry.subject_id) == (operator.pk, str(mail.pk))


@pytest.mark.parametrize("state", [MailState.SENT, MailState.SENDING])
def test_mail_that_left_or_leaves_is_neither_sent_again_nor_held(operator: User, reader: User, state: str) -> None:
    mail = make_mail(reader, state)
    client = signed_in(operator)
    assert "tidak dikirim lagi" in client.post(f"/surat/{mail.pk}/ulang", follow=True).text
    assert "Tidak ada yang berubah" in client.post(f"/surat/{mail.pk}/tahan", follow=True).text
    mail.refresh_from_db()
    assert mail.state == state
    assert client.post("/surat/999999/ulang").status_code == 404


def test_held_mail_waits_until_it_is_tried_by_hand(operator: User, reader: User) -> None:
    mail = make_mail(reader)
    hold_mail(mail, by=operator, now=NOW)
    assert Mail.objects.get().state == MailState.HELD
    assert JOBS["notifications.deliver"].function(Run(id=1)) == "0 terkirim, 0 ditunda, 0 tidak terkirim."
    retry_mail(mail, by=operator, now=timezone.now())
    assert JOBS["notifications.deliver"].function(Run(id=1)) == "1 terkirim, 0 ditunda, 0 tidak terkirim."


def test_all_that_failed_is_tried_again_at_one_press(operator: User, reader: User) -> None:
    for state in (MailState.FAILED, MailState.FAILED, MailState.HELD, MailState.SENT):
        make_mail(reader, state)
    answer = signed_in(operator).post("/surat/ulang", follow=True)
    assert "2 surel dicoba lagi." in answer.text
    assert Mail.objects.filter(state=MailState.WAITING).count() == 2


@pytest.mark.parametrize("act", [retry_mail, hold_mail])
def test_nobody_else_tries_again_or_holds(operator: User, reader: User, act: Callable[..., Mail]) -> None:
    mail = make_mail(reader, MailState.FAILED)
    for person in (None, reader):
        if person is not None:
            with pytest.raises(Denied):
                act(mail, by=person, now=NOW)
    with pytest.raises(Denied):
        retry_all(by=reader, now=NOW)
    assert Mail.objects.get().state == MailState.FAILED
    assert {"notifications.retry", "notifications.hold"} <= set(ACTIONS)


def test_refusals_are_sentences(operator: User, reader: User) -> None:
    with pytest.raises(Refused, match="Tidak ada yang berubah"):
        hold_mail(make_mail(reader, MailState.SENT), by=operator, now=NOW)


def test_the_command_lists_and_tries_again(reader: User, capsys: pytest.CaptureFixture[str], settings: Any) -> None:
    failed = make_mail(reader, MailState.FAILED, error="550 no such user")
    sent = make_mail(reader, MailState.SENT)
    assert cli.run(["mail", "list"]) == 0
    out = capsys.readouterr().out
    assert "Server surat belum diatur (TULAR_SMTP_URL)" in out
    assert "Menunggu 0, Sedang dikirim 0, Terkirim 1, Tidak terkirim 1, Ditahan 0" in out
    line = f"{failed.pk}  2026-11-23 10:00 WIB  Tidak terkirim  ani@contoh.example  tanya.masuk  550 no such user"
    assert line in out
    assert cli.run(["mail", "list", "--state", "sent"]) == 0
    assert f"{sent.pk}  " in capsys.readouterr().out
    assert cli.run(["mail", "retry"]) == 2
    assert cli.run(["mail", "retry", str(sent.pk), "999999"]) == 1
    assert "Surel ini tidak ada." in capsys.readouterr().err
    assert cli.run(["mail", "retry", "--failed"]) == 0
    assert "1 surel dicoba lagi." in capsys.readouterr().out
    assert cli.run(["mail", "send"]) == 0
    assert "1 terkirim, 0 ditunda, 0 tidak terkirim." in capsys.readouterr().out
    assert len(list(settings.MAIL_FOLDER.iterdir())) == 1


def test_work_is_due_only_when_there_is_some(reader: User) -> None:
    assert not mail_is_due()
    assert not digest_is_due()
    notify([reader], "kabar.baru", path="/", now=timezone.now() - timedelta(days=8), title="Kabar")
    assert not mail_is_due()
    assert digest_is_due()
    assert JOBS["notifications.digests"].function(Run(id=1)) == "1 ringkasan ditulis."
    assert not digest_is_due()
    assert mail_is_due()


@pytest.mark.parametrize(
    ("url", "options"),
    [
        ("", None),
        ("smtp://localhost", ("localhost", 25, "", "", False, False)),
        ("smtp://a%40b:s%3Ad@surat.example", ("surat.example", 587, "a@b", "s:d", False, True)),
        ("smtp://surat.example:25?starttls=no", ("surat.example", 25, "", "", False, False)),
        ("smtps://u:p@surat.example", ("surat.example", 465, "u", "p", True, False)),
    ],
)
def test_the_mail_server_is_read_from_its_url(
    monkeypatch: pytest.MonkeyPatch, url: str, options: tuple[object, ...] | None
) -> None:
    monkeypatch.setenv("TULAR_SMTP_URL", url)
    found = env.mail_server()
    assert (None if found is None else tuple(found.values())) == options


@pytest.mark.parametrize("url", ["surat.example:25", "http://surat.example", "smtp://", "smtp://surat.example:x"])
def test_a_url_that_is_none_is_told_at_the_start(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("TULAR_SMTP_URL", url)
    with pytest.raises(SystemExit, match="TULAR_SMTP_URL"):
        env.mail_server()


def test_sender_and_address_are_checked_at_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TULAR_SMTP_URL", raising=False)
    monkeypatch.delenv("TULAR_MAIL_FROM", raising=False)
    monkeypatch.delenv("TULAR_ADDRESS", raising=False)
    assert env.mail_from() == "Tular <tular@localhost>"
    assert env.address() == "http://127.0.0.1:8000"
    monkeypatch.setenv("TULAR_SMTP_URL", "smtp://localhost")
    with pytest.raises(SystemExit, match="TULAR_MAIL_FROM belum diisi"):
        env.mail_from()
    monkeypatch.setenv("TULAR_MAIL_FROM", "Tular")
    with pytest.raises(SystemExit, match="bukan alamat surel"):
        env.mail_from()
    monkeypatch.setenv("TULAR_ADDRESS", "https://tular.example/")
    assert env.address() == "https://tular.example"
    monkeypatch.setenv("TULAR_ADDRESS", "tular.example")
    with pytest.raises(SystemExit, match="TULAR_ADDRESS"):
        env.address()
