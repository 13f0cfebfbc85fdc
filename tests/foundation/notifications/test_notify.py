"""Telling people something: rows, first of all."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy

from tests.foundation.notifications.conftest import NOW
from tests.people import make_person
from tular.features.accounts.models import User
from tular.foundation.notifications.actions import notify
from tular.foundation.notifications.choices import MailContent, MailState, Rhythm
from tular.foundation.notifications.kinds import NoticeKind, define, define_group, wording
from tular.foundation.notifications.models import Mail, Notice, NoticeChoice

pytestmark = pytest.mark.django_db


def ask(*people: User, **params: Any) -> list[Notice]:
    values = {"innovation": "Gerobak Cinta", "question": "Berapa kadernya?"} | params
    return notify(people, "tanya.masuk", path="/inovasi/1", now=NOW, **values)


def test_a_notice_is_a_row_with_a_mail_for_who_wants_it_at_once(reader: User) -> None:
    ask(reader)
    notice = Notice.objects.get()
    assert (notice.person, notice.kind, notice.group, notice.path) == (reader, "tanya.masuk", "tanya", "/inovasi/1")
    assert notice.params == {"innovation": "Gerobak Cinta", "question": "Berapa kadernya?"}
    assert (notice.at, notice.read_at, notice.rhythm, notice.urgent) == (NOW, None, Rhythm.AT_ONCE, False)
    mail = Mail.objects.get()
    assert notice.mail == mail
    assert (mail.person, mail.content, mail.state, mail.attempts) == (reader, MailContent.NOTICE, MailState.WAITING, 0)
    assert (mail.next_try_at, mail.created_at) == (NOW, NOW)


def test_the_rows_go_with_the_transaction_of_the_caller(reader: User) -> None:
    with transaction.atomic():
        ask(reader)
        transaction.set_rollback(True)
    assert (Notice.objects.count(), Mail.objects.count()) == (0, 0)


@pytest.mark.parametrize("rhythm", [Rhythm.DAILY, Rhythm.WEEKLY, Rhythm.NEVER])
def test_who_chose_another_rhythm_gets_the_notice_without_a_mail(reader: User, rhythm: Rhythm) -> None:
    NoticeChoice.objects.create(person=reader, group="tanya", rhythm=rhythm)
    ask(reader)
    assert list(Notice.objects.values_list("rhythm", "mail")) == [(rhythm, None)]
    assert not Mail.objects.exists()


def test_the_rhythm_of_the_group_holds_until_a_person_chooses(reader: User) -> None:
    notify([reader], "kabar.baru", path="/", now=NOW, title="Baru")
    assert Notice.objects.get().rhythm == Rhythm.WEEKLY


def test_an_urgent_notice_is_mailed_at_once_whatever_was_chosen(reader: User) -> None:
    NoticeChoice.objects.create(person=reader, group="tanya", rhythm=Rhythm.NEVER)
    notify([reader], "tanya.hangus", path="/", now=NOW, until=NOW)
    notice = Notice.objects.select_related("mail").get()
    assert (notice.rhythm, notice.urgent) == (Rhythm.AT_ONCE, True)
    assert notice.mail is not None
    assert notice.mail.urgent


def test_everybody_is_told_once_and_who_has_left_is_not_told(reader: User) -> None:
    gone = make_person("Sudah Pergi", is_active=False)
    ask(reader, gone, reader)
    assert [notice.person for notice in Notice.objects.all()] == [reader]
    assert ask() == []


def test_telling_many_takes_as_many_queries_as_telling_one(reader: User, django_assert_max_num_queries: Any) -> None:
    many = [make_person(f"Orang {number}") for number in range(40)]
    with django_assert_max_num_queries(5):  # savepoint, choices, mails, notices, release
        ask(*many)
    assert Notice.objects.count() == 40
    assert Notice.objects.filter(mail__person=None).count() == 0


def test_a_notice_leads_to_a_page_of_the_product_only(reader: User) -> None:
    for path in ("https://contoh.example/", "//contoh.example/", "inovasi/1", ""):
        with pytest.raises(ValueError, match="not a path"):
            notify([reader], "kabar.baru", path=path, now=NOW, title="Baru")
    notice = Notice(person=reader, kind="x", group="x", path="//contoh.example", rhythm=Rhythm.NEVER, at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        notice.save()


def test_a_kind_that_nobody_defined_is_a_mistake_of_the_caller(reader: User) -> None:
    with pytest.raises(KeyError):
        notify([reader], "tak.ada", path="/", now=NOW)


def test_dates_and_moments_come_back_as_such(reader: User) -> None:
    ask(reader, until=NOW, day=date(2026, 12, 1), rows=[{"at": NOW}], none=None, many=3)
    params = Notice.objects.get().params
    assert params["until"] == NOW
    assert params["rows"] == [{"at": NOW}]
    assert (params["day"], params["none"], params["many"]) == (date(2026, 12, 1), None, 3)


@pytest.mark.parametrize("value", [gettext_lazy("Inovasi"), object(), Mail()])
def test_what_cannot_be_shown_to_each_reader_in_their_language_is_not_taken(reader: User, value: object) -> None:
    with pytest.raises(TypeError):
        ask(reader, value=value)
    assert not Notice.objects.exists()


def test_the_words_are_those_of_the_language_and_zone_that_are_active() -> None:
    asked = {"innovation": "Gerobak", "question": "Apa?"}
    until = {"until": datetime(2026, 12, 1, 16, 0, tzinfo=UTC)}
    with translation.override("id"), timezone.override("Asia/Jakarta"):
        assert wording("tanya.masuk", asked) == ("Inovasi: Gerobak", "Apa?")
        assert wording("tanya.hangus", until)[0] == "1 Desember 2026 23.00"
    with translation.override("en"), timezone.override("Asia/Jayapura"):
        assert wording("tanya.masuk", asked)[0] == "Innovations: Gerobak"
        assert wording("tanya.hangus", until)[0] == "2 December 2026 01.00"


def test_a_notice_whose_kind_is_gone_or_lacks_a_value_is_still_told() -> None:
    assert wording("sudah.hilang", {}) == wording("tanya.masuk", {})
    assert wording("tanya.masuk", {})[0] == "Ada kabar untuk Anda"


def test_two_kinds_or_groups_of_one_name_are_a_mistake() -> None:
    with pytest.raises(ValueError, match="two kinds"):
        define(NoticeKind("tanya.masuk", "tanya", title=str, text=str))
    with pytest.raises(ValueError, match="two groups"):
        define_group("tanya", "Lain")


def test_the_database_keeps_the_state_of_a_mail_together(reader: User) -> None:
    """Sent without a time, claimed without being sent, a letter to nobody: none can be stored."""
    plain = {"content": MailContent.NOTICE, "person": reader, "next_try_at": NOW, "created_at": NOW}
    for wrong in (
        {"state": MailState.SENT},
        {"state": MailState.SENT, "sent_at": NOW},
        {"sent_at": NOW},
        {"state": MailState.SENDING},
        {"claimed_at": NOW},
        {"content": MailContent.LETTER},
        {"person": None},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Mail.objects.create(**plain | wrong)
