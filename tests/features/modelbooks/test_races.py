"""Many at the same moment: nothing that was said is lost, one answer stands, one edition is published."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from tests.at_once import at_once, refused
from tests.factories.fgd import DURING, make_meeting, words
from tests.factories.modelbooks import NOW, make_book, make_signers
from tular.features.modelbooks.actions.answering import Reply, answer
from tular.features.modelbooks.actions.approving import finalise, sign_off
from tular.features.modelbooks.actions.commenting import comment, note
from tular.features.modelbooks.actions.publishing import publish
from tular.features.modelbooks.actions.writing import Conflict, Saved, save_chapter
from tular.features.modelbooks.choices import Decision
from tular.features.modelbooks.models import Answer, Edition, FgdComment, ModelBook, Section
from tular.features.modelbooks.queries.approving import text_to_approve
from tular.foundation.actions import Refused
from tular.foundation.audit.queries import verify

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("catalogue")]


def test_of_forty_who_comment_at_once_nobody_is_lost() -> None:
    meeting = make_meeting()
    ends = at_once([
        lambda n=n: (
            note(meeting.round, words=words(meeting, f"Kata {n}."), speaker=f"Orang {n}", by=meeting.taker, now=DURING)
            if n % 2
            else comment(meeting.round, words=words(meeting, f"Kata {n}."), by=meeting.participant, now=DURING)
        )
        for n in range(40)
    ])  # fmt: skip
    assert [one for one in ends if isinstance(one, Exception)] == []
    assert {one.text for one in FgdComment.objects.all()} == {f"Kata {n}." for n in range(40)}
    assert verify().faults == ()


def test_a_comment_that_a_device_sends_twice_at_once_is_kept_once() -> None:
    meeting = make_meeting()
    sent = words(meeting, client=uuid4())
    at_once([lambda: comment(meeting.round, words=sent, by=meeting.participant, now=DURING)] * 4)
    assert FgdComment.objects.count() == 1


def test_two_who_answer_one_comment_at_once_leave_one_answer() -> None:
    meeting = make_meeting()
    said = comment(meeting.round, words=words(meeting), by=meeting.participant, now=DURING)
    reply = Reply(Decision.DECLINED, "Di luar tema buku.")
    ends = at_once([lambda: answer(said, reply=reply, by=meeting.lead, now=DURING)] * 3)
    assert refused(ends) == 2
    assert Answer.objects.count() == 1


def test_of_three_tabs_that_save_a_chapter_at_once_every_text_is_kept() -> None:
    book = make_book()
    lead = book.authors.get().person
    held = book.sections.get(code="masalah")
    later, base = NOW + timedelta(days=1), held.version
    ends = at_once([
        lambda text=text: save_chapter(
            Section.objects.get(pk=held.pk), by=lead, now=later, text=text, base=base, page=text
        )
        for text in ("Satu.", "Dua.", "Tiga.")
    ])  # fmt: skip
    assert sorted(type(one).__name__ for one in ends) == ["Conflict", "Conflict", "Saved"]
    assert {Saved, Conflict} == {type(one) for one in ends}
    texts = {one.after["text"] for one in held.revisions.filter(at__gt=NOW)}
    assert texts == {"Satu.", "Dua.", "Tiga."}


def test_a_book_that_two_publish_at_once_has_one_edition() -> None:
    book, signers = make_book(), make_signers()
    finalise(book, by=book.authors.get().person, now=NOW)
    for person in signers:
        fresh = ModelBook.objects.get(pk=book.pk)
        sign_off(fresh, sha256=text_to_approve(fresh).sha256, by=person, now=NOW)
    fresh = ModelBook.objects.get(pk=book.pk)
    ends = at_once([lambda person=person: publish(fresh, by=person, now=NOW) for person in signers])
    assert sum(isinstance(one, Refused) for one in ends) == 1
    assert Edition.objects.count() == 1
    assert verify().faults == ()
