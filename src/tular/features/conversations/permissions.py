"""Who may ask, answer, decide, keep."""

from __future__ import annotations

from typing import Any

from rules.predicates import always_true, predicate

from tular.features.agencies.models import Agency
from tular.features.agencies.queries.roles import agencies_administered_by, hubs_over, roles_of
from tular.features.catalogue.choices import State
from tular.features.catalogue.models import Innovation
from tular.features.conversations.models import Comment, Question, Report
from tular.features.conversations.queries.addressees import answers_for, owner_of
from tular.foundation.access.permissions import permit


@predicate
def is_public_record(_person: Any, innovation: Innovation) -> bool:
    """A record that everyone sees."""
    return innovation.state == State.PUBLISHED


@predicate
def is_asker(person: Any, question: Question) -> bool:
    """Who asked."""
    return question.asker_id == person.pk


@predicate
def is_asked(person: Any, question: Question) -> bool:
    """Who is responsible for the answer, at any level."""
    return bool(answers_for(person, question))


@predicate
def is_author(person: Any, comment: Comment) -> bool:
    """Who wrote it."""
    return comment.author_id == person.pk


def curates_agency(person: Any, agency: Agency) -> bool:
    """Curator of the records of an agency: a hub over it, or the centre; not the agency itself, which is a party."""
    roles = roles_of(person)
    return roles.is_national or (bool(roles.hubs) and hubs_over(agency).filter(pk__in=roles.hubs).exists())


@predicate
def curates_comment(person: Any, comment: Comment) -> bool:
    """Curator, or admin of the agency: a comment speaks about its innovation."""
    owner = comment.innovation.agency
    return agencies_administered_by(person).filter(pk=owner.pk).exists()


@predicate
def curates_report(person: Any, report: Report) -> bool:
    """Curator of the agency that the reported text is about."""
    if report.comment:
        return curates_agency(person, report.comment.innovation.agency)
    question = report.question or (report.answer.question if report.answer else None)
    return bool(question and curates_agency(person, owner_of(question)))


permit("conversations.ask", is_public_record)
permit("conversations.ask_agency", always_true)
permit("conversations.answer", is_asked)
permit("conversations.follow_up", is_asker)
permit("conversations.publish", is_asked)
permit("conversations.unpublish", is_asked)
permit("conversations.close", is_asker | is_asked)
permit("conversations.escalate", is_asked)
permit("conversations.report_question", is_asker | is_asked)
permit("conversations.report_comment", always_true)
permit("conversations.decide_report", curates_report)
permit("conversations.comment", is_public_record)
permit("conversations.decide_comment", curates_comment)
permit("conversations.withdraw_comment", is_author)
permit("conversations.bookmark", is_public_record)
permit("conversations.follow", always_true)
