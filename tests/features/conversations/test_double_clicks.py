"""A button of a conversation pressed twice does its thing once, and the second press gets the answer of the first."""

from __future__ import annotations

from typing import Any

from tests.double_clicks import twice
from tests.features.conversations.worlds import NOW, TEXT
from tests.people import signed_in
from tular.features.accounts.models import User
from tular.features.catalogue.models import Innovation
from tular.features.conversations.actions import answer_question, decide_comment, post_comment, report_question
from tular.features.conversations.models import Answer, Bookmark, Comment, Follow, Question, Report
from tular.foundation.audit.models import AuditEntry
from tular.foundation.notifications.models import Notice


def entries(action: str) -> int:
    return AuditEntry.objects.filter(action=action).count()


def same(answers: tuple[Any, Any]) -> str:
    """Where both answers lead."""
    first, second = answers
    assert (first.status_code, second.status_code) == (302, 302), second.text
    assert first.headers["Location"] == second.headers["Location"]
    return str(first.headers["Location"])


def test_a_question_goes_its_way_once(innovation: Innovation, upp: User, outsider: User) -> None:
    asker, owner = signed_in(outsider), signed_in(upp)
    ask = f"/inovasi/{innovation.slug}/tanya"
    path = same(twice(asker, ask, ask, {"text": TEXT}))
    assert (Question.objects.count(), Notice.objects.filter(kind="conversations.asked").count()) == (1, 1)
    same(twice(owner, path, f"{path}/jawab", {"text": "Dua jam sepekan."}))
    same(twice(asker, path, f"{path}/lanjut", {"text": "Siapa yang membayar?"}))
    assert Answer.objects.count() == 2
    same(twice(owner, path, f"{path}/jawab", {"text": "Anggaran puskesmas."}))
    chosen = {"public_text": "Berapa jam beban kader?", "answers": [Answer.objects.earliest("pk").pk]}
    same(twice(owner, path, f"{path}/terbit", chosen))
    assert (entries("conversations.publish"), Notice.objects.filter(kind="conversations.published").count()) == (1, 1)
    same(twice(owner, path, f"{path}/tarik", {}))
    same(twice(owner, path, f"{path}/tutup", {"reason": "Sudah jelas."}))
    assert (entries("conversations.unpublish"), entries("conversations.close")) == (1, 1)


def test_a_comment_is_written_decided_and_taken_back_once(
    innovation: Innovation, hub_admin: User, outsider: User
) -> None:
    author, page = signed_in(outsider), f"/inovasi/{innovation.slug}"
    same(twice(author, f"{page}/komentar", f"{page}/komentar", {"text": "Kami memakainya juga."}))
    comment = Comment.objects.get()
    decided = {"putusan": "tampil", "reason": ""}
    same(twice(signed_in(hub_admin), "/komentar", f"/komentar/{comment.pk}/putuskan", decided))
    assert (entries("conversations.decide_comment"), entries("conversations.comment")) == (1, 1)
    same(twice(author, page, f"/komentar/{comment.pk}/tarik", {}))
    assert entries("conversations.withdraw_comment") == 1


def test_a_report_is_sent_and_decided_once(
    question: Question, innovation: Innovation, upp: User, hub_admin: User, outsider: User, rival: User
) -> None:
    path = f"/pertanyaan/{question.pk}/lapor"
    same(twice(signed_in(upp), path, path, {"why": "kasar", "text": ""}))
    comment = post_comment(innovation, by=outsider, now=NOW, text="Kata yang tidak patut.")
    decide_comment(comment, by=hub_admin, now=NOW, show=True)
    path = f"/komentar/{comment.pk}/lapor"
    same(twice(signed_in(rival), path, path, {"why": "kasar", "text": ""}))
    assert Report.objects.count() == 2
    first = Report.objects.earliest("pk")
    fields = {"putusan": "tidak", "decision": "Tidak ada yang kasar.", "block_days": "0"}
    same(twice(signed_in(hub_admin), "/laporan", f"/laporan/{first.pk}/putuskan", fields))
    assert entries("conversations.decide_report") == 1
    assert Notice.objects.filter(kind="conversations.report_decided").count() == 1


def test_a_refused_form_may_be_put_right_and_sent_again(question: Question, upp: User) -> None:
    path = f"/pertanyaan/{question.pk}"
    first, second = twice(signed_in(upp), path, f"{path}/jawab", {"text": "Ya."})
    assert (first.status_code, second.status_code) == (422, 422)
    assert "Ya." in second.text
    same(twice(signed_in(upp), path, f"{path}/jawab", {"text": "Ya, dua jam sepekan."}))
    assert Answer.objects.count() == 1


def test_keeping_and_following_twice_is_as_good_as_once(innovation: Innovation, outsider: User) -> None:
    client = signed_in(outsider)
    for _ in range(2):
        client.post(f"/inovasi/{innovation.slug}/simpan", {})
        client.post(f"/ikuti/inovasi/{innovation.slug}", {})
    assert (Bookmark.objects.count(), Follow.objects.count()) == (1, 1)


def test_a_report_that_another_has_decided_does_not_wait_any_more(
    question: Question, upp: User, hub_admin: User
) -> None:
    answer_question(question, by=upp, now=NOW, text="Dua jam sepekan.")
    report = report_question(question, by=upp, now=NOW, why="kasar")
    client = signed_in(hub_admin)
    fields = {"putusan": "tidak", "decision": "Tidak kasar.", "block_days": "0"}
    assert client.post(f"/laporan/{report.pk}/putuskan", fields).status_code == 302
    assert client.post(f"/laporan/{report.pk}/putuskan", fields).status_code == 404
