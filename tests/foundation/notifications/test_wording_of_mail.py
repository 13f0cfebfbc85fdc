"""What a mail looks like to the person who opens it: text and HTML, in their language, with ways out."""

from __future__ import annotations

import email
import email.policy
import re
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from django.core.mail import EmailMessage as DjangoMessage
from django.core.mail import EmailMultiAlternatives
from django.utils import timezone

from tests.foundation.notifications.conftest import NOW
from tests.people import make_person
from tular.features.accounts.models import User
from tular.foundation.notifications.actions import choose, deliver_due, mark_all_read, notify, post, write_digests
from tular.foundation.notifications.actions.delivery import Delivery, _claimed, _noted
from tular.foundation.notifications.choices import MailContent, MailState, Rhythm, Via
from tular.foundation.notifications.models import Mail, Notice
from tular.foundation.notifications.outbox import Outbox
from tular.foundation.notifications.rendering import LOOK
from tular.foundation.notifications.sending import Outcome, Result

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def to_files(settings: Any, tmp_path: Path) -> Path:
    """No server: what would be sent is read from the files."""
    settings.MAIL_SERVER, settings.MAIL_FOLDER = None, tmp_path / "surat"
    settings.MAIL_FROM, settings.ADDRESS = "Tular <tular@instansi.example>", "https://tular.example"
    return tmp_path / "surat"


def delivered(folder: Path, now: datetime = NOW) -> list[EmailMessage]:
    """The mails that leave now, the oldest first."""
    before = set(folder.iterdir()) if folder.exists() else set()
    deliver_due(now)
    new = sorted(set(folder.iterdir()) - before) if folder.exists() else []
    messages = [email.message_from_bytes(path.read_bytes(), policy=email.policy.default) for path in new]
    assert all(isinstance(message, EmailMessage) for message in messages)
    return messages  # type: ignore[return-value]


def words(message: EmailMessage) -> tuple[str, str]:
    """(text, HTML) of a mail."""
    text, html = message.get_body(("plain",)), message.get_body(("html",))
    assert text is not None
    assert html is not None
    return text.get_content().replace("\r\n", "\n"), html.get_content()


def ask(person: User, question: str = "Berapa kadernya?\nDi berapa desa?") -> None:
    notify([person], "tanya.masuk", path="/inovasi/1?a=1&b=2", now=NOW, innovation="Gerobak <Cinta>", question=question)


def test_a_notice_is_told_in_text_and_html_with_its_link(reader: User, to_files: Path) -> None:
    ask(reader)
    [message] = delivered(to_files)
    assert message["Subject"] == "Inovasi: Gerobak <Cinta>"
    assert (message["From"], message["To"]) == ("Tular <tular@instansi.example>", "ani@contoh.example")
    assert message["Reply-To"] is None
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Content-Language"] == "id"
    text, html = words(message)
    assert "Halo Ani Pembaca," in text
    assert "Inovasi: Gerobak <Cinta>\nBerapa kadernya?\nDi berapa desa?\n" in text
    assert "Buka: https://tular.example/inovasi/1?a=1&b=2" in text
    assert "memilih “segera” untuk kelompok Tanya jawab" in text
    assert "Gerobak &lt;Cinta&gt;" in html
    assert "Berapa kadernya?<br>Di berapa desa?" in html
    assert 'href="https://tular.example/inovasi/1?a=1&amp;b=2"' in html
    assert "https://tular.example/akun/pemberitahuan" in html


def test_html_carries_its_look_on_each_element_and_loads_nothing(reader: User, to_files: Path) -> None:
    ask(reader)
    _text, html = words(delivered(to_files)[0])
    assert "class=" not in html
    assert LOOK["button"].split(";")[0] in html
    assert re.findall(r"<(?:img|link|script|style)\b", html) == []


def test_an_english_reader_is_told_in_english_and_in_their_zone(to_files: Path) -> None:
    reader = make_person("Reader", language="en", zone="Asia/Jayapura")
    notify([reader], "tanya.hangus", path="/", now=NOW, until=datetime(2026, 12, 1, 16, 0, tzinfo=UTC))
    [message] = delivered(to_files)
    assert message["Subject"] == "2 December 2026 01.00"
    assert message["Content-Language"] == "en"
    text, html = words(message)
    assert text.startswith("Hello Reader,\n")
    assert "Urgent news is always sent" in text
    assert "Open in Tular" in html
    assert '<html lang="en">' in html


def test_mail_can_be_ended_with_one_press_unless_it_is_urgent(reader: User, to_files: Path) -> None:
    ask(reader)
    notify([reader], "tanya.hangus", path="/", now=NOW, until=NOW)
    plain, urgent = sorted(delivered(to_files), key=lambda message: "List-Unsubscribe" not in message)
    address = str(plain["List-Unsubscribe"])
    assert re.fullmatch(r"<https://tular\.example/surat/berhenti/\S+>", address)
    assert plain["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert address.strip("<>") in words(plain)[0]
    assert urgent["List-Unsubscribe"] is None
    assert "Kabar mendesak selalu dikirim" in words(urgent)[0]
    assert "berhenti" not in words(urgent)[1].lower()


def test_a_title_with_line_breaks_does_not_write_headers(reader: User, to_files: Path) -> None:
    notify([reader], "kabar.baru", path="/", now=NOW, title="Baru\r\nBcc: semua@contoh.example")
    Notice.objects.update(rhythm=Rhythm.AT_ONCE)
    Notice.objects.update(
        mail=Mail.objects.create(content=MailContent.NOTICE, person=reader, next_try_at=NOW, created_at=NOW)
    )
    [message] = delivered(to_files)
    assert message["Bcc"] is None
    assert message["Subject"] == "Baru Bcc: semua@contoh.example"


def test_a_letter_has_its_own_words_and_no_way_to_end_it(to_files: Path) -> None:
    post(
        "calon@contoh.example", subject="Undangan\nTular", language="en", now=NOW,
        text="Anda diundang.\n\nBuka https://tular.example/undangan/abc?d=1",
    )  # fmt: skip
    [message] = delivered(to_files)
    assert (message["Subject"], message["To"]) == ("Undangan Tular", "calon@contoh.example")
    assert message["List-Unsubscribe"] is None
    text, html = words(message)
    assert text.startswith("Anda diundang.\n\nBuka https://tular.example/undangan/abc?d=1\n")
    assert '<a href="https://tular.example/undangan/abc?d=1"' in html
    assert "/akun/pemberitahuan" not in html
    assert Mail.objects.get().text == "", "what may hold a secret is erased once it has left"


def test_mail_of_libraries_becomes_a_letter(reader: User, to_files: Path) -> None:
    message = EmailMultiAlternatives(
        "Kata sandi", "Buka https://tular.example/x", to=["a@contoh.example", "b@contoh.example"]
    )
    message.attach_alternative("<p>lain</p>", "text/html")
    plain = DjangoMessage("Dua", "Isi", to=["c@contoh.example"])
    assert Outbox(alias="default").send_messages([message, plain]) == 2
    mails = Mail.objects.order_by("id")
    assert [(mail.address, mail.subject, mail.content) for mail in mails] == [
        ("a@contoh.example", "Kata sandi", MailContent.LETTER),
        ("b@contoh.example", "Kata sandi", MailContent.LETTER),
        ("c@contoh.example", "Dua", MailContent.LETTER),
    ]
    assert {mail.state for mail in mails} == {MailState.WAITING}


def test_letters_to_people_of_the_demo_stay_here_too(to_files: Path, settings: Any) -> None:
    """Also where the library that wrote the letter does not know whom it goes to."""
    settings.MAIL_SERVER = {"host": "127.0.0.1", "port": 9}
    made_up = make_person("Tokoh Contoh", email="tokoh@contoh.example", is_demo=True, language="en")
    message = DjangoMessage("Kata sandi", "Halo, buka https://tular.example/x", to=["Tokoh@contoh.example"])
    Outbox(alias="default").send_messages([message])
    assert Mail.objects.get().person == made_up
    [message_] = delivered(to_files, timezone.now())
    text, _html = words(message_)
    assert text.startswith("Halo, buka"), "a letter brings its own greeting"
    assert message_["Content-Language"] == "id", "and its own language"


def test_two_processes_do_not_take_the_same_mail(reader: User) -> None:
    ask(reader)
    pk = Mail.objects.get().pk
    first = _claimed(pk, NOW)
    assert first is not None
    assert _claimed(pk, NOW) is None
    assert Mail.objects.get().attempts == 1
    stale = Outcome(Result.REFUSED, "kata proses yang sudah dianggap mati")
    later = NOW + timedelta(minutes=21)
    second = _claimed(pk, later)
    assert second is not None
    _noted(first, stale, Via.SERVER, later, Delivery())
    assert Mail.objects.get().state == MailState.SENDING, "what a process says after its lease does not count"
    _noted(second, Outcome(Result.SENT), Via.SERVER, later, Delivery())
    assert Mail.objects.get().state == MailState.SENT


# Digests. NOW is Monday 10.00 in Jakarta, noon in Jayapura.


def tell_news(*people: User, at: datetime = NOW, **params: Any) -> None:
    notify(people, "kabar.baru", path="/inovasi/2", now=at, **{"title": "Kabar"} | params)


def test_a_daily_digest_comes_at_seven_by_the_readers_clock(to_files: Path) -> None:
    west, east = make_person("Barat", zone="Asia/Jakarta"), make_person("Timur", zone="Asia/Jayapura")
    for person in (west, east):
        choose(person, {"kabar": Rhythm.DAILY})
    tell_news(west, east)
    evening = datetime(2026, 11, 23, 21, 59, tzinfo=UTC)  # 6.59 in Jayapura
    assert write_digests(evening) == 0
    assert write_digests(evening + timedelta(minutes=1)) == 1
    assert Mail.objects.get().person == east
    assert write_digests(evening + timedelta(hours=1, minutes=59)) == 0
    assert write_digests(evening + timedelta(hours=2, minutes=1)) == 1
    assert {mail.person for mail in Mail.objects.all()} == {west, east}
    assert write_digests(evening + timedelta(days=5)) == 0


def test_a_weekly_digest_comes_on_monday(reader: User) -> None:
    tell_news(reader)  # the group is weekly until somebody chooses otherwise
    sunday = datetime(2026, 11, 29, 23, 59, tzinfo=UTC)  # Monday, 6.59 in Jakarta
    assert write_digests(sunday) == 0
    assert write_digests(sunday + timedelta(minutes=1)) == 1


def test_a_digest_that_was_missed_is_made_up_for_once(reader: User) -> None:
    tell_news(reader)
    later = datetime(2026, 12, 2, 9, 0, tzinfo=UTC)
    assert write_digests(later) == 1
    assert write_digests(later) == 0


def test_what_was_read_or_told_after_the_hour_is_not_in_the_digest(reader: User, to_files: Path) -> None:
    choose(reader, {"kabar": Rhythm.DAILY})
    tell_news(reader, title="Sudah dibaca")
    mark_all_read(reader, NOW)
    tell_news(reader, title="Belum dibaca")
    next_day = datetime(2026, 11, 24, 0, 30, tzinfo=UTC)
    tell_news(reader, title="Sesudah pukul tujuh", at=next_day)
    assert write_digests(next_day + timedelta(minutes=5)) == 1
    [message] = delivered(to_files, next_day + timedelta(minutes=6))
    text, _html = words(message)
    assert "Belum dibaca" in text
    assert "Sudah dibaca" not in text
    assert "Sesudah" not in text
    assert message["Subject"] == "1 kabar untuk Anda hari ini"


def test_a_digest_tells_by_group_and_counts_what_it_leaves_out(reader: User, to_files: Path) -> None:
    choose(reader, {"kabar": Rhythm.WEEKLY, "tanya": Rhythm.WEEKLY})
    ask(reader, "Apa?")
    for number in range(52):
        tell_news(reader, title=f"Kabar {number}")
    assert write_digests(NOW + timedelta(days=7)) == 1
    [message] = delivered(to_files, NOW + timedelta(days=7))
    text, html = words(message)
    assert message["Subject"] == "53 kabar untuk Anda pekan ini"
    assert text.count("== ") == 1
    assert text.index("== Kabar ikutan ==") < text.index("Kabar 0") < text.index("Kabar 49")
    assert "Kabar 50" not in text
    assert "Dan 3 kabar lain: https://tular.example/pemberitahuan" in text
    assert html.count("Buka di Tular") == 50
    assert "List-Unsubscribe" in message


def test_who_changes_their_mind_takes_what_waits_along(reader: User) -> None:
    tell_news(reader)
    choose(reader, {"kabar": Rhythm.NEVER})
    assert write_digests(NOW + timedelta(days=30)) == 0
    assert Notice.objects.get().rhythm == Rhythm.NEVER


def test_who_has_left_gets_no_digest(reader: User) -> None:
    tell_news(reader)
    User.objects.update(is_active=False)
    assert write_digests(NOW + timedelta(days=30)) == 0
