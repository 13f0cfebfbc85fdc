"""Mail through a real SMTP server that works, is slow, refuses for now, refuses for good, is down, and comes back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.foundation.notifications.conftest import NOW
from tests.foundation.notifications.post_office import PostOffice
from tests.people import make_person
from tular.features.accounts.models import User
from tular.foundation.notifications import sending
from tular.foundation.notifications.actions import deliver_due, notify, post
from tular.foundation.notifications.actions.delivery import ATTEMPTS, DELAYS, RESTS, Delivery
from tular.foundation.notifications.choices import MailState, Via
from tular.foundation.notifications.models import Mail, Notice, RefusedAddress, Relay

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)


@pytest.fixture
def office(settings: Any, tmp_path: Path) -> Iterator[PostOffice]:
    """The mail server of the installation."""
    office = PostOffice()
    office.open()
    settings.MAIL_SERVER = office.options
    settings.MAIL_FROM = "Tular <tular@instansi.example>"
    settings.ADDRESS = "https://tular.example"
    settings.MAIL_FOLDER = tmp_path / "surat"
    yield office
    office.close()


def tell(*people: User, question: str = "Berapa kadernya?") -> None:
    values = {"innovation": "Gerobak Cinta", "question": question}
    notify(people, "tanya.masuk", path="/inovasi/1", now=NOW, **values)


def told(**fields: Any) -> Mail:
    """The only mail there is."""
    return Mail.objects.get(**fields)


def test_a_mail_is_sent_once(office: PostOffice, reader: User) -> None:
    tell(reader)
    assert deliver_due(NOW) == Delivery(sent=1)
    assert deliver_due(NOW + timedelta(days=3)) == Delivery()
    [(recipients, _message)] = office.arrived
    assert recipients == ["ani@contoh.example"]
    mail = told()
    assert (mail.state, mail.via, mail.attempts, mail.error) == (MailState.SENT, Via.SERVER, 1, "")
    assert (mail.address, mail.claimed_at) == ("ani@contoh.example", None)
    assert mail.sent_at is not None
    assert mail.sent_at >= NOW


def test_many_mails_share_one_connection_and_urgent_ones_leave_first(office: PostOffice) -> None:
    people = [make_person(f"Orang {number}") for number in range(7)]
    tell(*people[:6])
    notify(people[6:], "tanya.hangus", path="/", now=NOW, until=NOW)
    assert deliver_due(NOW) == Delivery(sent=7)
    assert office.connections == 1
    assert office.arrived[0][0] == [people[6].email]


def test_a_new_connection_is_made_when_the_server_has_closed_the_old_one(
    office: PostOffice, reader: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "PER_CONNECTION", 2)
    tell(*[make_person(f"Orang {number}") for number in range(5)])
    assert deliver_due(NOW) == Delivery(sent=5)
    assert office.connections == 3


def test_who_is_refused_for_now_is_tried_again_at_growing_pauses_and_then_kept(
    office: PostOffice, reader: User
) -> None:
    office.to_recipient[reader.email] = "450 4.2.0 greylisted"
    tell(reader)
    moment, pauses = NOW, []
    for _attempt in range(ATTEMPTS - 1):
        assert deliver_due(moment) == Delivery(later=1)
        mail = told()
        assert (mail.state, mail.error) == (MailState.WAITING, "Server surat menjawab: 450 4.2.0 greylisted")
        pauses.append(round((mail.next_try_at - moment) / MINUTE))
        assert deliver_due(mail.next_try_at - MINUTE / 2) == Delivery()
        moment = mail.next_try_at
    assert pauses == [1, 5, 15, 60, 180, 360, 720]
    assert deliver_due(moment) == Delivery(failed=1)
    mail = told()
    assert (mail.state, mail.attempts) == (MailState.FAILED, ATTEMPTS)
    assert ATTEMPTS == len(DELAYS) + 1 == 8
    assert not RefusedAddress.objects.exists()
    assert deliver_due(moment + timedelta(days=9)) == Delivery()


def test_who_is_accepted_at_a_later_try_has_mail_once(office: PostOffice, reader: User) -> None:
    office.to_recipient[reader.email] = "450 later"
    tell(reader)
    assert deliver_due(NOW) == Delivery(later=1)
    office.to_recipient.clear()
    assert deliver_due(NOW + 2 * MINUTE) == Delivery(sent=1)
    assert (len(office.arrived), told().error, told().attempts) == (1, "", 2)


def test_an_address_refused_for_good_is_kept_with_the_sentence_and_tried_no_more(
    office: PostOffice, reader: User
) -> None:
    other = make_person("Budi")
    office.to_recipient[reader.email] = "550 5.1.1 no such user"
    tell(reader, other)
    assert deliver_due(NOW) == Delivery(sent=1, failed=1)
    mail = told(person=reader)
    sentence = "Server surat menjawab: 550 5.1.1 no such user"
    assert (mail.state, mail.attempts, mail.error) == (MailState.FAILED, 1, sentence)
    assert list(RefusedAddress.objects.values_list("address", "error")) == [("ani@contoh.example", sentence)]
    office.to_recipient.clear()
    tell(reader)
    assert deliver_due(NOW) == Delivery(failed=1)
    assert [recipients for recipients, _message in office.arrived] == [[other.email]]


@pytest.mark.parametrize(
    ("answer", "blocked"),
    [("550 unknown", True), ("552 5.2.2 mailbox full", True), ("550 5.7.1 policy", False), ("554 no", False)],
)
def test_only_a_refusal_about_the_address_blocks_it(
    office: PostOffice, reader: User, answer: str, blocked: bool
) -> None:
    office.to_recipient[reader.email] = answer
    tell(reader)
    assert deliver_due(NOW) == Delivery(failed=1)
    assert RefusedAddress.objects.exists() is blocked


def test_a_refused_content_fails_for_itself_only(office: PostOffice, reader: User) -> None:
    office.to_content = "554 5.6.0 looks like spam"
    tell(reader)
    assert deliver_due(NOW) == Delivery(failed=1)
    assert told().error == "Server surat menjawab: 554 5.6.0 looks like spam"
    office.to_content = "250 OK"
    tell(reader)
    assert deliver_due(NOW) == Delivery(sent=1)


def test_while_the_server_is_down_everything_waits_and_nothing_is_lost(office: PostOffice) -> None:
    people = [make_person(f"Orang {number}") for number in range(4)]
    tell(*people)
    office.close()
    moment, pauses = NOW, []
    for _attempt in range(12):
        delivery = deliver_due(moment)
        assert (delivery.sent, delivery.later, delivery.failed) == (0, 1, 0)
        assert delivery.down.startswith("Server surat tidak dapat dihubungi")
        relay = Relay.objects.get()
        assert relay.next_try_at is not None
        pauses.append(round((relay.next_try_at - moment) / MINUTE))
        assert deliver_due(relay.next_try_at - MINUTE / 2) == Delivery()
        moment = relay.next_try_at
    assert pauses == [rest / MINUTE for rest in RESTS] + [15] * 7
    assert {mail.state for mail in Mail.objects.all()} == {MailState.WAITING}
    assert {mail.attempts for mail in Mail.objects.all()} == {0}
    office.open()
    assert deliver_due(moment) == Delivery(sent=4)
    assert sorted(recipients[0] for recipients, _ in office.arrived) == sorted(person.email for person in people)
    assert not Relay.objects.exists()


@pytest.mark.parametrize("answer", ["421 4.3.2 shutting down", "530 5.7.0 authentication required"])
def test_a_server_that_wants_no_mail_from_us_counts_as_down(office: PostOffice, reader: User, answer: str) -> None:
    office.to_recipient[reader.email] = answer
    tell(reader)
    assert deliver_due(NOW).down == f"Server surat menjawab: {answer}"
    assert told().state == MailState.WAITING


def test_a_sender_that_the_server_does_not_want_costs_no_mail_its_tries(office: PostOffice, reader: User) -> None:
    office.to_sender = "553 5.1.8 unknown sender"
    tell(reader)
    assert deliver_due(NOW).down == "Server surat menolak alamat pengirim: 553 5.1.8 unknown sender"
    assert (told().state, told().attempts) == (MailState.WAITING, 0)


def test_a_server_that_does_not_answer_counts_as_down(
    office: PostOffice, reader: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "TIMEOUT", 0.2)
    office.slow_greeting = 1
    tell(reader)
    assert deliver_due(NOW).down.startswith("Server surat tidak")
    assert (told().state, told().attempts, office.arrived) == (MailState.WAITING, 0, [])


def test_a_server_that_thinks_long_about_the_content_is_given_time(
    office: PostOffice, reader: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """To give up there is how duplicates are made."""
    monkeypatch.setattr(sending, "TIMEOUT", 0.2)
    office.slow_content = 0.6
    tell(reader)
    assert deliver_due(NOW) == Delivery(sent=1)
    assert len(office.arrived) == 1


def test_a_server_that_asks_for_tls_or_a_name_we_do_not_have_counts_as_down(
    office: PostOffice, reader: User, settings: Any
) -> None:
    tell(reader)
    settings.MAIL_SERVER = office.options | {"use_tls": True}
    assert deliver_due(NOW).down.startswith("Server surat tidak dapat dihubungi: ")
    settings.MAIL_SERVER = office.options | {"username": "tular", "password": "salah"}
    assert deliver_due(NOW + timedelta(hours=1)).down.startswith("Server surat tidak dapat dihubungi: ")
    assert office.arrived == []


def test_mail_that_another_process_took_is_left_to_it_until_that_process_must_be_dead(
    office: PostOffice, reader: User
) -> None:
    tell(reader)
    Mail.objects.update(state=MailState.SENDING, claimed_at=NOW, attempts=1)
    assert deliver_due(NOW + timedelta(minutes=19)) == Delivery()
    assert deliver_due(NOW + timedelta(minutes=21)) == Delivery(sent=1)
    assert told().attempts == 2


def test_a_mail_that_kills_every_process_is_given_up(office: PostOffice, reader: User) -> None:
    tell(reader)
    Mail.objects.update(state=MailState.SENDING, claimed_at=NOW, attempts=ATTEMPTS)
    assert deliver_due(NOW + timedelta(hours=1)) == Delivery(failed=1)
    assert told().error == "Proses pengirim berhenti setiap kali mencoba surel ini."
    assert office.arrived == []


def test_a_second_try_carries_the_same_message_id(office: PostOffice, reader: User) -> None:
    """The process died between the server's yes and our note of it: the only way to a second copy."""
    tell(reader)

    def die(done: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        deliver_due(NOW, tell=die)
    Mail.objects.update(state=MailState.SENDING, claimed_at=NOW, sent_at=None, via="")
    deliver_due(NOW + timedelta(hours=1))
    first, second = (message for _recipients, message in office.arrived)
    assert first["Message-ID"] == second["Message-ID"] == f"<{told().token}@instansi.example>"
    assert first["Date"] == second["Date"]


def test_a_title_of_several_lines_is_one_line_in_the_mail(office: PostOffice, reader: User) -> None:
    notify([reader], "tanya.masuk", path="/", now=NOW, innovation="Gerobak\r\nBcc: x@y.example", question="?")
    assert deliver_due(NOW) == Delivery(sent=1)
    [(recipients, message)] = office.arrived
    assert recipients == [reader.email] and message["Bcc"] is None
    assert "Gerobak Bcc: x@y.example" in message["Subject"]


def test_who_has_left_gets_no_mail(office: PostOffice, reader: User) -> None:
    tell(reader)
    reader.is_active = False
    reader.save()
    assert deliver_due(NOW) == Delivery(failed=1)
    assert (office.arrived, told().error) == ([], "Akun penerima tidak aktif lagi.")


def test_a_changed_address_is_used_at_once(office: PostOffice, reader: User) -> None:
    tell(reader)
    reader.email = "baru@contoh.example"
    reader.save()
    deliver_due(NOW)
    assert office.arrived[0][0] == ["baru@contoh.example"]


def test_an_address_that_cannot_be_one_is_kept_with_a_sentence(office: PostOffice) -> None:
    post("añi@contoh.example", subject="Undangan", text="…", language="id", now=NOW)
    assert deliver_due(NOW) == Delivery(failed=1)
    assert told().error.startswith("Alamat surel ini tidak dapat dipakai")


def test_a_letter_is_tried_where_notices_are_refused_and_clears_the_address(office: PostOffice, reader: User) -> None:
    RefusedAddress.objects.create(address=reader.email, at=NOW, error="550")
    post("Ani@contoh.example", subject="Kata sandi baru", text="https://tular.example/x", language="id", now=NOW)
    assert deliver_due(NOW) == Delivery(sent=1)
    assert not RefusedAddress.objects.exists()
    assert told().text == ""


def test_people_of_the_demo_never_get_real_mail(office: PostOffice, settings: Any) -> None:
    made_up = make_person("Tokoh Contoh", is_demo=True)
    tell(made_up)
    office.close()
    assert deliver_due(NOW) == Delivery(sent=1)
    assert told().via == Via.FILE
    assert [path.suffix for path in settings.MAIL_FOLDER.iterdir()] == [".eml"]


def test_their_mail_is_written_also_while_the_server_is_down(office: PostOffice, reader: User) -> None:
    tell(reader)
    office.close()
    deliver_due(NOW)
    made_up = make_person("Tokoh Contoh", is_demo=True)
    tell(made_up)
    assert deliver_due(NOW + MINUTE / 2) == Delivery(sent=1)
    assert told(person=made_up).via == Via.FILE


def test_without_a_server_mail_is_written_to_files(reader: User, settings: Any, tmp_path: Path) -> None:
    settings.MAIL_SERVER, settings.MAIL_FOLDER = None, tmp_path / "surat"
    tell(reader)
    assert deliver_due(NOW) == Delivery(sent=1)
    [path] = settings.MAIL_FOLDER.iterdir()
    assert path.name == f"20261123-{told().pk:06}-{told().token.hex[:8]}.eml"
    assert b"Subject: " in path.read_bytes()
    assert path.stat().st_mode & 0o077 == 0
    assert told().via == Via.FILE


def test_a_folder_that_cannot_be_written_delays(reader: User, settings: Any, tmp_path: Path) -> None:
    (tmp_path / "surat").write_text("a file where the folder should be")
    settings.MAIL_SERVER, settings.MAIL_FOLDER = None, tmp_path / "surat"
    tell(reader)
    assert deliver_due(NOW) == Delivery(later=1)
    assert told().error.startswith("Berkas surat tidak dapat ditulis")


def test_a_delivery_ends_after_its_limit_and_the_rest_follows(office: PostOffice) -> None:
    tell(*[make_person(f"Orang {number}") for number in range(5)])
    assert deliver_due(NOW, limit=2) == Delivery(sent=2)
    assert deliver_due(NOW, seconds=0) == Delivery(sent=1)
    assert deliver_due(NOW) == Delivery(sent=2)


def test_a_notice_that_is_gone_is_not_mailed(office: PostOffice, reader: User) -> None:
    tell(reader)
    Notice.objects.all().delete()
    assert deliver_due(NOW) == Delivery(failed=1)
    assert office.arrived == []


def test_each_step_is_committed_on_its_own(office: PostOffice, reader: User, monkeypatch: pytest.MonkeyPatch) -> None:
    """While the mail is handed over its row says so, for every other process to see."""
    seen: list[tuple[str, datetime | None]] = []
    office.on_content = lambda: seen.append(("arrived", None))
    original = sending.Server.send

    def look(self: sending.Server, message: Any, name: str) -> sending.Outcome:
        seen.append((told().state, told().claimed_at))
        return original(self, message, name)

    monkeypatch.setattr(sending.Server, "send", look)
    tell(reader)
    deliver_due(NOW)
    assert [what for what, _at in seen] == [MailState.SENDING, "arrived"]
    assert seen[0][1] is not None


def letter(**fields: Any) -> Mail:
    """A letter of which nothing is to stay."""
    told = {"subject": "Konfirmasi", "text": "https://tular.example/rahasia", "language": "id", "now": NOW}
    return post("siti@contoh.example", forget=True, **told | fields)


def test_nothing_stays_of_a_letter_that_is_to_be_forgotten(office: PostOffice) -> None:
    letter()
    assert deliver_due(NOW) == Delivery(sent=1)
    assert [recipients for recipients, _message in office.arrived] == [["siti@contoh.example"]]
    assert not Mail.objects.exists()


def test_a_refused_letter_that_is_to_be_forgotten_leaves_no_address(office: PostOffice) -> None:
    office.to_recipient["siti@contoh.example"] = "550 5.1.1 no such user"
    letter()
    assert deliver_due(NOW) == Delivery(failed=1)
    assert not Mail.objects.exists() and not RefusedAddress.objects.exists()


def test_a_letter_to_be_forgotten_waits_for_a_server_that_is_busy(office: PostOffice) -> None:
    office.to_recipient["siti@contoh.example"] = "451 later"
    letter()
    assert deliver_due(NOW) == Delivery(later=1)
    office.to_recipient.clear()
    assert deliver_due(NOW + MINUTE * 2) == Delivery(sent=1)
    assert not Mail.objects.exists()
