"""Comments and reports: shown after somebody looked, hidden by a decision with a reason, never deleted."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.features.conversations.worlds import NOW
from tular.features.accounts.models import User
from tular.features.catalogue.models import Innovation
from tular.features.conversations.actions import (
    answer_question,
    decide_comment,
    decide_report,
    post_comment,
    publish_question,
    report_comment,
    report_question,
    withdraw_comment,
)
from tular.features.conversations.choices import CommentState, QuestionState, ReportState
from tular.features.conversations.models import Comment, Question
from tular.features.conversations.queries.moderating import comments_to_decide, report_lines
from tular.features.conversations.queries.threads import comments_on, published_questions
from tular.foundation.access.permissions import Denied
from tular.foundation.actions import Refused
from tular.foundation.notifications.models import Notice

TEXT = "Kami menirunya tahun lalu dan berjalan baik."


@pytest.fixture
def comment(innovation: Innovation, outsider: User) -> Comment:
    return post_comment(innovation, by=outsider, now=NOW, text=TEXT)


def texts(innovation: Innovation, person: User) -> list[str]:
    return [line.text for line in comments_on(innovation.pk, person)]


def test_a_comment_is_its_authors_alone_until_somebody_has_looked(
    innovation: Innovation, comment: Comment, outsider: User, member: User, hub_admin: User
) -> None:
    assert texts(innovation, outsider) == [TEXT]
    assert texts(innovation, member) == []
    decide_comment(comment, by=hub_admin, now=NOW, show=True)
    assert texts(innovation, member) == [TEXT]


def test_a_comment_that_is_not_shown_has_a_reason_that_its_author_reads(
    comment: Comment, outsider: User, hub_admin: User, innovation: Innovation
) -> None:
    with pytest.raises(Refused, match="Tulis alasannya"):
        decide_comment(comment, by=hub_admin, now=NOW, show=False)
    decide_comment(comment, by=hub_admin, now=NOW, show=False, reason="Memuat nomor telepon.")
    notice = Notice.objects.get(person=outsider)
    assert (notice.kind, notice.params["reason"]) == ("conversations.comment_decided", "Memuat nomor telepon.")
    assert texts(innovation, outsider) == []


def test_those_who_answer_for_the_agency_decide_and_no_others(
    comment: Comment, admin: User, hub_admin: User, pembina: User, upp: User, rival: User, outsider: User
) -> None:
    for person in (upp, rival, outsider):
        assert not comments_to_decide(person).exists()
        with pytest.raises(Denied):
            decide_comment(comment, by=person, now=NOW, show=True)
    for person in (admin, hub_admin, pembina):
        assert list(comments_to_decide(person)) == [comment]


def test_an_author_takes_back_and_others_cannot(comment: Comment, outsider: User, rival: User) -> None:
    with pytest.raises(Denied):
        withdraw_comment(comment, by=rival, now=NOW)
    withdraw_comment(comment, by=outsider, now=NOW)
    comment.refresh_from_db()
    assert comment.state == CommentState.WITHDRAWN


def test_an_upheld_report_hides_the_comment_and_holds_its_writer_back(
    comment: Comment, hub_admin: User, rival: User, outsider: User, innovation: Innovation
) -> None:
    decide_comment(comment, by=hub_admin, now=NOW, show=True)
    report = report_comment(comment, by=rival, now=NOW, why="iklan", text="Berulang.")
    assert report == report_comment(comment, by=rival, now=NOW, why="kasar"), "reported once"
    (line,) = report_lines(hub_admin)
    assert (line.reported, line.reason, line.text) == (TEXT, "iklan atau berulang", "Berulang.")
    decide_report(report, by=hub_admin, now=NOW, upheld=True, decision="Iklan.", block_days=7)
    comment.refresh_from_db()
    assert comment.state == CommentState.REFUSED
    with pytest.raises(Refused, match=r"Iklan\."):
        post_comment(innovation, by=outsider, now=NOW + timedelta(days=1), text="Sekali lagi saya tulis.")
    assert Notice.objects.filter(person=rival, kind="conversations.report_decided").exists()


def test_a_dismissed_report_changes_nothing_but_is_answered(
    comment: Comment, hub_admin: User, rival: User, innovation: Innovation, member: User
) -> None:
    decide_comment(comment, by=hub_admin, now=NOW, show=True)
    report = report_comment(comment, by=rival, now=NOW, why="menyesatkan")
    with pytest.raises(Refused, match="pertimbangan"):
        decide_report(report, by=hub_admin, now=NOW, upheld=False, decision="")
    decide_report(report, by=hub_admin, now=NOW, upheld=False, decision="Pendapat yang wajar.")
    report.refresh_from_db()
    assert report.state == ReportState.DISMISSED
    assert texts(innovation, member) == [TEXT]
    with pytest.raises(Refused, match="sudah diputuskan"):
        decide_report(report, by=hub_admin, now=NOW, upheld=True, decision="Ternyata tidak.")


def test_the_agency_is_a_party_and_does_not_decide_on_reports(
    question: Question, upp: User, admin: User, hub_admin: User
) -> None:
    report = report_question(question, by=upp, now=NOW, why="kasar")
    with pytest.raises(Denied):
        decide_report(report, by=admin, now=NOW, upheld=True, decision="Kasar.")
    decide_report(report, by=hub_admin, now=NOW, upheld=True, decision="Kasar.")
    question.refresh_from_db()
    assert question.state == QuestionState.BLOCKED


def test_a_reported_answer_leaves_the_page(
    question: Question, upp: User, outsider: User, hub_admin: User, innovation: Innovation
) -> None:
    answer = answer_question(question, by=upp, now=NOW, text="Dua jam sepekan untuk tiap kader.")
    publish_question(question, by=upp, now=NOW, public_text="Berapa beban kader?", answers=[answer.pk])
    report = report_question(question, by=outsider, now=NOW, why="menyesatkan", answer=answer)
    decide_report(report, by=hub_admin, now=NOW, upheld=True, decision="Angkanya keliru.")
    assert published_questions(innovation.pk) == [], "a question without an answer is not shown either"


def test_strangers_to_a_question_cannot_report_it(question: Question, rival: User) -> None:
    with pytest.raises(Denied):
        report_question(question, by=rival, now=NOW, why="kasar")
