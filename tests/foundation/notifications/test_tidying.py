"""What people were told long ago is forgotten; what still matters stays."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings

from tests.foundation.notifications.conftest import NOW
from tular.features.accounts.models import User
from tular.foundation.jobs.registry import JOBS
from tular.foundation.notifications.actions import forget_told, notify, post, write_digests
from tular.foundation.notifications.actions.tidying import Tidied
from tular.foundation.notifications.choices import MailState, Via
from tular.foundation.notifications.models import Mail, Notice

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def folder(settings: LazySettings, tmp_path: Path) -> Path:
    settings.MAIL_FOLDER = tmp_path / "surat"
    settings.MAIL_FOLDER.mkdir()
    return settings.MAIL_FOLDER


def tell(reader: User, kind: str = "tanya.masuk") -> Notice:
    return notify([reader], kind, path="/", now=NOW, innovation="Gerobak", question="Apa?", title="Baru")[0]


def let_leave(mail: Mail) -> None:
    Mail.objects.filter(pk=mail.pk).update(state=MailState.SENT, sent_at=NOW, via=Via.SERVER, text="")


def test_a_notice_goes_a_year_after_it_was_read_and_an_unread_one_stays(reader: User) -> None:
    read, unread = tell(reader), tell(reader)
    Notice.objects.filter(pk=read.pk).update(read_at=NOW)
    assert forget_told(NOW + 365 * DAY) == Tidied(0, 0, 0)
    assert forget_told(NOW + 365 * DAY + HOUR) == Tidied(1, 0, 0)
    assert list(Notice.objects.all()) == [unread]
    assert forget_told(NOW + 3650 * DAY) == Tidied(0, 0, 0)


def test_a_mail_goes_ninety_days_after_it_left_and_its_notice_stays(reader: User) -> None:
    notice = tell(reader)
    assert notice.mail is not None
    let_leave(notice.mail)
    let_leave(post("baru@contoh.example", subject="Undangan", text="…", language="id", now=NOW))
    assert forget_told(NOW + 90 * DAY) == Tidied(0, 0, 0)
    assert forget_told(NOW + 90 * DAY + HOUR) == Tidied(0, 2, 0)
    notice.refresh_from_db()
    assert notice.mail is None
    assert write_digests(NOW + 91 * DAY) == 0


@pytest.mark.parametrize("state", [MailState.WAITING, MailState.FAILED, MailState.HELD])
def test_a_mail_that_did_not_leave_stays(reader: User, state: MailState) -> None:
    tell(reader)
    Mail.objects.update(state=state)
    assert forget_told(NOW + 3650 * DAY) == Tidied(0, 0, 0)
    assert Mail.objects.count() == 1


def test_what_came_with_a_digest_does_not_come_again(reader: User) -> None:
    notice = tell(reader, "kabar.baru")
    assert write_digests(NOW + 8 * DAY) == 1
    digest = Mail.objects.get()
    let_leave(digest)
    forget_told(NOW + 100 * DAY)
    assert write_digests(NOW + 101 * DAY) == 0
    Notice.objects.filter(pk=notice.pk).update(read_at=NOW + 101 * DAY)
    assert forget_told(NOW + 102 * DAY) == Tidied(0, 1, 0)
    assert write_digests(NOW + 110 * DAY) == 0


def test_old_files_of_mails_go_and_other_files_stay(db: None, folder: Path) -> None:
    names = {"lama.eml": NOW, "baru.eml": NOW + 80 * DAY, "catatan.txt": NOW}
    for name, moment in names.items():
        (folder / name).write_text("…")
        os.utime(folder / name, (moment.timestamp(), moment.timestamp()))
    assert forget_told(NOW + 91 * DAY) == Tidied(0, 0, 1)
    assert sorted(path.name for path in folder.iterdir()) == ["baru.eml", "catatan.txt"]


def test_an_installation_that_never_wrote_a_mail_has_nothing_to_forget(db: None, folder: Path) -> None:
    folder.rmdir()
    assert forget_told(NOW) == Tidied(0, 0, 0)


def test_it_is_done_every_night() -> None:
    rhythm = JOBS["notifications.tidy"].rhythm
    assert rhythm is not None
    assert rhythm.daily_at is not None
