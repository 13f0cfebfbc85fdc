"""Asking the owner, answering, publishing, and what happens when nobody answers."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.agencies.models import Agency
from tular.features.catalogue.models import Innovation
from tular.features.conversations import notices, permissions  # noqa: F401 - registered by importing
from tular.features.conversations.choices import Level, QuestionState
from tular.features.conversations.models import LONGEST, Answer, Block, Question
from tular.features.conversations.queries.addressees import CLIMB, answers_for, asked_at, first_level, owner_of
from tular.foundation.actions import Reason, Refused, action
from tular.foundation.notifications.actions import notify

PATIENCE = timedelta(days=7)
"""How long one level has to answer before the question climbs to the next."""

SHORTEST = 10
PER_DAY = 10
"""Questions and comments that one person may write within 24 hours."""


@action("conversations.ask", gettext_lazy("Bertanya kepada pemilik"))
def ask_owner(innovation: Innovation, *, by: Any, now: datetime, text: str, on_behalf_of: str = "") -> Question:
    """Ask the owner of an innovation; the people of its unit are told, or the first level at which somebody is.

    The same words asked twice within a day (a double click) give the same question.
    """
    return _ask(Question(innovation=innovation, agency=innovation.agency), by, now, text, on_behalf_of)


@action("conversations.ask_agency", gettext_lazy("Bertanya kepada instansi"))
def ask_agency(agency: Agency, *, by: Any, now: datetime, text: str, on_behalf_of: str = "") -> Question:
    """Ask an agency about its innovations in general."""
    return _ask(Question(agency=agency), by, now, text, on_behalf_of)


@action("conversations.answer", gettext_lazy("Menjawab pertanyaan"))
def answer_question(question: Question, *, by: Any, now: datetime, text: str) -> Answer:
    """Answer; the asker is told. An answered question may be answered again, with an addition."""
    _still_open(question)
    level = answers_for(by, question)
    said = Answer.objects.create(
        question=question, author=by, by_owner=True, as_role=_as_role(level, question), text=wanted(text), at=now
    )
    question.state, question.answered_at = QuestionState.ANSWERED, question.answered_at or now
    question.save()
    _tell([question.asker], "conversations.answered", question, now, text=said.text)
    return said


@action("conversations.follow_up", gettext_lazy("Bertanya lebih lanjut"))
def follow_up(question: Question, *, by: Any, now: datetime, text: str) -> Answer:
    """The asker goes on; the question waits for an answer again, at the level that answered."""
    _still_open(question)
    said = Answer.objects.create(question=question, author=by, by_owner=False, text=wanted(text), at=now)
    question.state, question.level_since, question.due_at = QuestionState.OPEN, now, now + PATIENCE
    question.save()
    _tell(asked_at(question.level, question), "conversations.followed_up", question, now, text=said.text)
    return said


@action("conversations.publish", gettext_lazy("Menerbitkan tanya jawab"))
def publish_question(question: Question, *, by: Any, now: datetime, public_text: str, answers: list[int]) -> Question:
    """Show question and chosen answers on the innovation's page, without the asker's name; the asker is told.

    `public_text` is the question as everyone will read it: the owner takes out what names the asker.
    """
    _still_open(question)
    if question.innovation_id is None:
        raise Refused(_("Hanya pertanyaan tentang inovasi yang dapat diterbitkan."))
    chosen = question.answers.filter(pk__in=answers, by_owner=True)
    if not chosen.exists():
        raise Refused(Reason(_("Pilih sedikitnya satu jawaban yang ikut terbit."), "answers"))
    question.answers.update(published=False)
    chosen.update(published=True)
    question.public_text = wanted(public_text, "public_text")
    question.published_at = question.published_at or now
    question.save()
    _tell([question.asker], "conversations.published", question, now)
    return question


@action("conversations.unpublish", gettext_lazy("Menarik tanya jawab dari halaman"))
def unpublish_question(question: Question, *, by: Any, now: datetime, reason: str = "") -> Question:
    """Take it off the page; inside it stays."""
    question.published_at = None
    question.save()
    question.answers.update(published=False)
    return question


@action("conversations.close", gettext_lazy("Menutup pertanyaan"))
def close_question(question: Question, *, by: Any, now: datetime, reason: str) -> Question:
    """End without (further) answer; the other side is told why."""
    _still_open(question)
    if not reason.strip():
        raise Refused(Reason(_("Tulis alasan menutup pertanyaan ini; pihak lain akan membacanya."), "reason"))
    question.state, question.close_reason = QuestionState.CLOSED, reason.strip()[:300]
    question.save()
    others = asked_at(question.level, question) if by.pk == question.asker_id else [question.asker]
    _tell(others, "conversations.closed", question, now, reason=question.close_reason)
    return question


@action("conversations.escalate", gettext_lazy("Meneruskan pertanyaan"), by_system=True)
def escalate_question(question: Question, *, by: Any, now: datetime, reason: str = "") -> Question:
    """Ask the next level at which somebody is; whoever was asked before may still answer.

    At the top it stays, and only the clock begins anew, so that the centre is reminded.
    """
    if question.state != QuestionState.OPEN:
        raise Refused(_("Pertanyaan ini tidak menunggu jawaban."))
    place = CLIMB.index(Level(question.level))
    question.level = first_level(question, CLIMB[min(place + 1, len(CLIMB) - 1)])
    question.level_since, question.due_at = now, now + PATIENCE
    question.save()
    _tell(asked_at(question.level, question), "conversations.climbed", question, now, text=question.text)
    return question


def climb_overdue(now: datetime) -> int:
    """Escalate every question whose deadline has passed; each in its own transaction. Returns how many."""
    overdue = Question.objects.filter(state=QuestionState.OPEN, due_at__lte=now)
    for question in overdue:
        escalate_question(question, by=None, now=now, reason=_("tenggat jawaban lewat"))
    return len(overdue)


def wanted(text: str, field: str = "text") -> str:
    """The text as it is kept. Raises `Refused` when it is too short to mean anything, or too long."""
    text = text.replace("\x00", "").strip()
    if len(text) < SHORTEST:
        raise Refused(Reason(_("Tulis sedikitnya %(count)s huruf.") % {"count": SHORTEST}, field))
    if len(text) > LONGEST:
        message = _(
            "Tulisan Anda %(given)s huruf; paling panjang %(most)s. Persingkat, tulisan Anda masih ada di kotak."
        )
        raise Refused(Reason(message % {"given": len(text), "most": LONGEST}, field))
    return text


def refuse_blocked(person: Any, now: datetime) -> None:
    """Raise `Refused` for a person who may not write at the moment."""
    block = Block.objects.filter(person=person, since__lte=now, until__gt=now).order_by("-until").first()
    if block:
        message = _("Anda belum dapat menulis sampai %(day)s: %(reason)s")
        raise Refused(message % {"day": date_format(block.until, "j F Y"), "reason": block.reason})


def _ask(question: Question, by: Any, now: datetime, text: str, on_behalf_of: str) -> Question:
    refuse_blocked(by, now)
    question.text = wanted(text)
    day = Question.objects.filter(asker=by, asked_at__gt=now - timedelta(days=1))
    if twin := day.filter(innovation=question.innovation, agency=question.agency, text=question.text).first():
        return twin
    if day.count() >= PER_DAY:
        raise Refused(_("Anda sudah bertanya %(count)s kali dalam sehari. Coba lagi besok.") % {"count": PER_DAY})
    question.asker, question.on_behalf_of = by, on_behalf_of.strip()[:200]
    question.level = first_level(question)
    question.asked_at = question.level_since = now
    question.due_at = now + PATIENCE
    question.save()
    _tell(asked_at(question.level, question), "conversations.asked", question, now, text=question.text)
    return question


def _still_open(question: Question) -> None:
    if question.state in {QuestionState.CLOSED, QuestionState.BLOCKED}:
        raise Refused(_("Pertanyaan ini sudah %(state)s.") % {"state": question.get_state_display()})


def _as_role(level: str, question: Question) -> str:
    if level == Level.UNIT and question.innovation and question.innovation.service_unit:
        return f"{question.innovation.service_unit}, {owner_of(question)}"
    return str(owner_of(question)) if level in {Level.UNIT, Level.AGENCY} else str(Level(level).label)


def _tell(people: Any, code: str, question: Question, now: datetime, **params: str) -> None:
    subject = str(question.innovation or question.agency)
    notify(people, code, path=f"/pertanyaan/{question.pk}", now=now, subject=subject, **params)
