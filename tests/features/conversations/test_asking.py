"""Asking the owner: who is asked, who may answer and read, what climbs, what becomes public."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.features.conversations.worlds import NOW, TEXT, asked, make_innovation
from tests.people import make_person
from tular.features.accounts.models import User
from tular.features.agencies.models import ServiceUnit
from tular.features.catalogue.choices import State
from tular.features.catalogue.models import Innovation
from tular.features.conversations.actions import (
    answer_question,
    ask_agency,
    ask_owner,
    climb_overdue,
    close_question,
    escalate_question,
    follow_up,
    publish_question,
    unpublish_question,
)
from tular.features.conversations.actions.questions import PATIENCE, PER_DAY
from tular.features.conversations.choices import Level, QuestionState
from tular.features.conversations.models import Block, Question
from tular.features.conversations.queries.addressees import questions_visible_to
from tular.features.conversations.queries.threads import published_questions
from tular.foundation.access.permissions import Denied
from tular.foundation.actions import Refused
from tular.foundation.notifications.models import Notice

LATER = NOW + timedelta(hours=5)


def told(person: User) -> list[str]:
    return list(Notice.objects.filter(person=person).order_by("id").values_list("kind", flat=True))


def test_a_question_reaches_the_people_of_the_unit(question: Question, upp: User, admin: User, colleague: User) -> None:
    assert (question.level, question.state, question.due_at) == (Level.UNIT, QuestionState.OPEN, NOW + PATIENCE)
    assert told(upp) == ["conversations.asked"]
    assert told(admin) == told(colleague) == []


def test_without_people_in_the_unit_the_agency_is_asked(innovation: Innovation, admin: User, outsider: User) -> None:
    assert asked(innovation, outsider).level == Level.AGENCY
    assert told(admin) == ["conversations.asked"]


def test_without_anybody_in_the_agency_the_hub_is_asked(
    innovation: Innovation, hub_admin: User, pembina: User, outsider: User
) -> None:
    assert asked(innovation, outsider).level == Level.HUB
    assert told(hub_admin) == ["conversations.asked"]
    assert told(pembina) == []


def test_with_nobody_anywhere_the_question_is_kept_for_the_centre(innovation: Innovation, outsider: User) -> None:
    assert asked(innovation, outsider).level == Level.CENTRE


@pytest.mark.parametrize("who", ["upp", "unit_admin", "admin", "hub_admin", "pembina", "outsider"])
def test_the_asker_and_the_side_that_was_asked_see_a_question(
    question: Question, who: str, request: pytest.FixtureRequest
) -> None:
    assert _sees(request.getfixturevalue(who), question)


@pytest.mark.parametrize("who", ["colleague", "rival", "member"])
def test_nobody_else_sees_a_question(question: Question, who: str, request: pytest.FixtureRequest) -> None:
    assert not _sees(request.getfixturevalue(who), question)


def test_the_asker_is_told_the_answer_and_by_whom_but_not_where_to_reach_them(
    question: Question, upp: User, outsider: User
) -> None:
    answer = answer_question(question, by=upp, now=LATER, text="Dua jam sepekan untuk tiap kader.")
    question.refresh_from_db()
    assert (question.state, question.answered_at) == (QuestionState.ANSWERED, LATER)
    assert answer.as_role == "Puskesmas Contoh Taman, Pemerintah Kabupaten Sidoarjo"
    assert told(outsider) == ["conversations.answered"]
    notice = Notice.objects.get(person=outsider)
    assert upp.email not in str(notice.params) and upp.name not in str(notice.params)


@pytest.mark.parametrize("who", ["colleague", "rival", "outsider", "member"])
def test_others_may_not_answer(question: Question, who: str, request: pytest.FixtureRequest) -> None:
    with pytest.raises(Denied):
        answer_question(question, by=request.getfixturevalue(who), now=LATER, text="Jawaban dari orang lain.")
    assert not question.answers.exists()


def test_a_follow_up_waits_for_an_answer_again(question: Question, upp: User, outsider: User, rival: User) -> None:
    answer_question(question, by=upp, now=LATER, text="Dua jam sepekan untuk tiap kader.")
    follow_up(question, by=outsider, now=LATER + timedelta(days=1), text="Apakah kader dibayar?")
    question.refresh_from_db()
    assert (question.state, question.due_at) == (QuestionState.OPEN, LATER + timedelta(days=1) + PATIENCE)
    assert told(upp) == ["conversations.asked", "conversations.followed_up"]
    with pytest.raises(Denied):
        follow_up(question, by=rival, now=LATER, text="Saya juga mau tahu.")


def test_an_unanswered_question_climbs_level_by_level_and_rests_with_the_centre(
    question: Question, admin: User, hub_admin: User, pembina: User
) -> None:
    levels = []
    for week in range(1, 5):
        climb_overdue(NOW + week * PATIENCE)
        question.refresh_from_db()
        levels.append(question.level)
    assert levels == [Level.AGENCY, Level.HUB, Level.CENTRE, Level.CENTRE]
    assert told(admin) == told(hub_admin) == ["conversations.climbed"]
    assert told(pembina) == ["conversations.climbed", "conversations.climbed"]


def test_what_is_not_due_or_answered_does_not_climb(question: Question, upp: User) -> None:
    assert climb_overdue(NOW + PATIENCE - timedelta(seconds=1)) == 0
    answer_question(question, by=upp, now=LATER, text="Dua jam sepekan untuk tiap kader.")
    assert climb_overdue(NOW + 2 * PATIENCE) == 0
    with pytest.raises(Refused):
        escalate_question(question, by=upp, now=LATER)


def test_the_unit_may_still_answer_after_the_question_has_climbed(question: Question, admin: User, upp: User) -> None:
    climb_overdue(NOW + PATIENCE)
    assert answer_question(question, by=upp, now=LATER, text="Maaf terlambat: dua jam sepekan.").by_owner


def test_published_is_what_the_owner_chose_without_the_askers_name(
    question: Question, upp: User, outsider: User, innovation: Innovation
) -> None:
    shown = answer_question(question, by=upp, now=LATER, text="Dua jam sepekan untuk tiap kader.")
    answer_question(question, by=upp, now=LATER, text="Hubungi saya bila perlu rinciannya.")
    publish_question(question, by=upp, now=LATER, public_text="Berapa beban kader?", answers=[shown.pk])
    (published,) = published_questions(innovation.pk)
    assert published.text == "Berapa beban kader?"
    assert [(said.who, said.text) for said in published.answers] == [
        ("Puskesmas Contoh Taman, Pemerintah Kabupaten Sidoarjo", "Dua jam sepekan untuk tiap kader.")
    ]
    assert outsider.name not in str(published)
    unpublish_question(question, by=upp, now=LATER)
    assert published_questions(innovation.pk) == []


def test_nothing_is_published_without_an_answer(question: Question, upp: User) -> None:
    with pytest.raises(Refused, match="sedikitnya satu jawaban"):
        publish_question(question, by=upp, now=LATER, public_text="Berapa beban kader?", answers=[])
    question.refresh_from_db()
    assert question.published_at is None


def test_the_asker_may_not_publish(question: Question, upp: User, outsider: User) -> None:
    answer = answer_question(question, by=upp, now=LATER, text="Dua jam sepekan untuk tiap kader.")
    with pytest.raises(Denied):
        publish_question(question, by=outsider, now=LATER, public_text="Berapa beban kader?", answers=[answer.pk])


def test_a_closed_question_says_why_and_takes_no_more_answers(question: Question, upp: User, outsider: User) -> None:
    with pytest.raises(Refused, match="alasan"):
        close_question(question, by=upp, now=LATER, reason=" ")
    close_question(question, by=upp, now=LATER, reason="Sudah dijawab lewat halaman inovasi.")
    assert told(outsider) == ["conversations.closed"]
    with pytest.raises(Refused, match="ditutup"):
        answer_question(question, by=upp, now=LATER, text="Dua jam sepekan untuk tiap kader.")


def test_a_double_click_asks_once(innovation: Innovation, upp: User, outsider: User) -> None:
    assert asked(innovation, outsider) == asked(innovation, outsider)
    assert told(upp) == ["conversations.asked"]


def test_too_short_too_long_too_often_and_blocked_people_get_a_sentence(
    innovation: Innovation, outsider: User, pembina: User
) -> None:
    with pytest.raises(Refused, match="sedikitnya 10 huruf"):
        asked(innovation, outsider, "Halo?")
    with pytest.raises(Refused, match="paling panjang 4000"):
        asked(innovation, outsider, "a" * 5000)
    for number in range(PER_DAY):
        asked(innovation, outsider, f"{TEXT} {number}")
    with pytest.raises(Refused, match="Coba lagi besok"):
        asked(innovation, outsider)
    Block.objects.create(person=outsider, since=NOW, until=NOW + timedelta(days=7), reason="Iklan.", by=pembina)
    with pytest.raises(Refused, match=r"sampai 29 November 2026: Iklan\."):
        asked(innovation, outsider)
    assert ask_owner(innovation, by=outsider, now=NOW + timedelta(days=8), text=TEXT).state == QuestionState.OPEN


def test_a_record_that_is_not_public_cannot_be_asked_about(unit: ServiceUnit, outsider: User) -> None:
    draft = make_innovation(unit, state=State.DRAFT)
    with pytest.raises(Denied):
        asked(draft, outsider)


def test_a_stranger_without_sign_in_may_not_ask(innovation: Innovation) -> None:
    person = make_person("Tidak Aktif", is_active=False)
    with pytest.raises(Denied):
        asked(innovation, person)


def test_an_agency_can_be_asked_without_an_innovation(sidoarjo: object, admin: User, outsider: User) -> None:
    question = ask_agency(admin.memberships.get().agency, by=outsider, now=NOW, text=TEXT)
    assert (question.level, question.innovation) == (Level.AGENCY, None)
    answer = answer_question(question, by=admin, now=LATER, text="Silakan baca halaman inovasinya.")
    with pytest.raises(Refused, match="Hanya pertanyaan tentang inovasi"):
        publish_question(question, by=admin, now=LATER, public_text=TEXT, answers=[answer.pk])


def _sees(person: User, question: Question) -> bool:
    return questions_visible_to(person).filter(pk=question.pk).exists()
