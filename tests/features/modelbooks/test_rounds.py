"""A draft is frozen, discussed in a round, and the round is closed once everything is answered."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from tests.factories.fgd import (
    AFTER,
    CHAPTER,
    DURING,
    SENTENCE,
    TEXT,
    UNTIL,
    Meeting,
    invite,
    make_event,
    make_meeting,
    say,
    words,
)
from tests.factories.modelbooks import NOW, make_book, make_lead, write_chapter
from tests.people import make_person
from tular.features.events.choices import EventState, GuestState
from tular.features.modelbooks.actions.answering import Reply, answer, change_answer
from tular.features.modelbooks.actions.commenting import Arrived, comment, note
from tular.features.modelbooks.actions.drafting import freeze_draft
from tular.features.modelbooks.actions.grouping import group, ungroup
from tular.features.modelbooks.actions.rounds import close_round, extend_round, open_round
from tular.features.modelbooks.choices import BookState, Decision
from tular.features.modelbooks.models import Answer, FgdComment, ModelBook, Round, Section
from tular.features.modelbooks.queries.manuscript import answers_of
from tular.foundation.access.permissions import Denied
from tular.foundation.actions import Refused
from tular.foundation.audit.models import AuditEntry
from tular.foundation.notifications.models import Mail, Notice

pytestmark = pytest.mark.django_db

DECLINED = Reply(Decision.DECLINED, "Di luar lingkup buku.")


@pytest.fixture
def meeting(catalogue: None) -> Meeting:
    return make_meeting()


def section_of(meeting: Meeting) -> Section:
    return Section.objects.get(book=meeting.round.book, code=CHAPTER)


def changed(meeting: Meeting, text: str = TEXT.replace("90 hari", "tiga bulan")) -> Section:
    """The chapter, written anew after the draft."""
    write_chapter(meeting.book, CHAPTER, text, by=meeting.lead, now=DURING)
    return section_of(meeting)


def test_a_draft_keeps_every_chapter_as_it_was_and_is_not_frozen_twice(catalogue: None) -> None:
    book = make_book()
    lead = book.authors.get().person
    first = freeze_draft(book, by=lead, now=NOW)
    assert (first.number, first.chapters.count()) == (1, book.sections.count())
    with pytest.raises(Refused, match="belum berubah"):
        freeze_draft(book, by=lead, now=NOW)
    write_chapter(book, "masalah", "Ditulis lagi.", by=lead)
    with pytest.raises(Refused, match="apa yang berubah"):
        freeze_draft(book, by=lead, now=NOW)
    second = freeze_draft(book, note="Bab masalah ditulis lagi.", by=lead, now=NOW)
    assert second.number == 2
    assert first.chapters.get(section__code="masalah").text != second.chapters.get(section__code="masalah").text


def test_a_round_wants_an_event_of_its_opener_a_moment_ahead_and_a_draft_of_now(catalogue: None) -> None:
    book = make_book()
    lead = book.authors.get().person
    foreign, own = make_event(), make_event()
    invite(own, lead)
    with pytest.raises(Refused, match="Bekukan dulu"):
        open_round(book, kind="review", event=own, until=UNTIL, by=lead, now=NOW)
    freeze_draft(book, by=lead, now=NOW)
    for event in (None, foreign):
        with pytest.raises(Refused, match="Pilih acara"):
            open_round(book, kind="review", event=event, until=UNTIL, by=lead, now=NOW)
    with pytest.raises(Refused, match="sesudah sekarang"):
        open_round(book, kind="review", event=own, until=NOW, by=lead, now=NOW)
    assert open_round(book, kind="review", event=own, until=UNTIL, by=lead, now=NOW).number == 1
    assert ModelBook.objects.get(pk=book.pk).state == BookState.REVIEWING


def test_everybody_invited_is_told_once_guests_by_letter_without_their_token(meeting: Meeting) -> None:
    told = Notice.objects.filter(kind="modelbooks.round_opened").values_list("person__name", flat=True)
    assert set(told) == {"Peserta Contoh", "Notulis Contoh"}
    letter = Mail.objects.get(address="tamu@contoh.example")
    assert "/model/fgd/undangan/" in letter.text


def test_a_comment_is_tied_to_its_words_and_signed_by_who_said_it(meeting: Meeting) -> None:
    said = say(meeting, quote="makanan  tambahan\nselama 90 ha")
    assert (said.exact, said.speaker, said.speaker_agency) == (
        "makanan tambahan selama 90 hari", "Peserta Contoh", "Pemerintah Kabupaten Gresik",
    )  # fmt: skip
    assert said.prefix.endswith("mengantarkan ")
    assert say(meeting, quote="").exact == SENTENCE
    assert say(meeting, quote="", block=0).exact == ""


def test_the_same_comment_sent_twice_arrives_once(meeting: Meeting) -> None:
    sent = words(meeting)
    first = comment(meeting.round, words=sent, by=meeting.participant, now=DURING)
    with pytest.raises(Arrived) as again:
        comment(meeting.round, words=sent, by=meeting.participant, now=DURING)
    assert again.value.comment == first
    with pytest.raises(Refused, match="orang lain"):
        comment(meeting.round, words=sent, invitation=meeting.guest, by=None, now=DURING)
    assert FgdComment.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"text": "  "}, "Tulis masukannya"),
        ({"text": "a" * 4001}, "paling panjang 4000 huruf"),
        ({"quote": "Kalimat yang tidak pernah ditulis"}, "tidak ada di bab ini"),
        ({"quote": "a" * 2001}, "tidak ada di bab ini"),
        ({"quote": "", "block": 99}, "tidak ada di bab ini"),
        ({"chapter": 99}, "Bab ini tidak ada"),
    ],
)
def test_what_cannot_be_tied_or_read_is_refused(meeting: Meeting, fields: dict[str, object], sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        say(meeting, **{"text": "Sebut biaya.", **fields})  # type: ignore[arg-type]
    assert not FgdComment.objects.exists()


def test_after_the_end_only_what_was_written_before_is_taken_and_only_for_a_day(meeting: Meeting) -> None:
    with pytest.raises(Refused, match="salin"):
        say(meeting, now=AFTER)
    with pytest.raises(Refused, match="salin"):
        say(meeting, now=AFTER, written_at=AFTER - timedelta(minutes=1))
    late = say(meeting, now=AFTER, written_at=UNTIL - timedelta(minutes=1))
    assert (late.written_at, late.at) == (UNTIL - timedelta(minutes=1), AFTER)
    with pytest.raises(Refused, match="salin"):
        say(meeting, now=UNTIL + timedelta(days=1, minutes=1), written_at=UNTIL - timedelta(minutes=1))
    extend_round(meeting.round, until=AFTER + timedelta(days=1), by=meeting.lead, now=AFTER)
    assert say(meeting, "Menyusul.", now=AFTER).at == AFTER


def test_a_clock_that_runs_ahead_writes_nothing_into_the_future(meeting: Meeting) -> None:
    assert say(meeting, written_at=DURING + timedelta(days=9)).written_at == DURING


def test_who_is_not_invited_says_nothing(meeting: Meeting) -> None:
    with pytest.raises(Denied):
        comment(meeting.round, words=words(meeting), by=make_person("Orang Luar"), now=DURING)
    with pytest.raises(Denied):
        note(meeting.round, words=words(meeting), speaker="Siapa", by=meeting.participant, now=DURING)
    with pytest.raises(Refused, match="tautan undangan"):
        comment(meeting.round, words=words(meeting), by=None, now=DURING)
    meeting.guest.state = GuestState.WITHDRAWN
    meeting.guest.save()
    with pytest.raises(Refused, match="dicabut"):
        comment(meeting.round, words=words(meeting), invitation=meeting.guest, by=None, now=DURING)
    other = invite(make_event())
    with pytest.raises(Refused, match="dicabut"):
        comment(meeting.round, words=words(meeting), invitation=other, by=None, now=DURING)


def test_a_note_goes_to_the_guest_of_that_name(meeting: Meeting) -> None:
    noted = note(meeting.round, words=words(meeting), speaker="tamu tanpa akun", by=meeting.taker, now=DURING)
    assert (noted.invitation, noted.person, noted.noted_by) == (meeting.guest, None, meeting.taker)
    assert noted.speaker_agency == "Universitas"
    stranger = note(
        meeting.round, words=words(meeting), speaker="Bu Camat", agency="Kecamatan Contoh", by=meeting.taker, now=DURING
    )
    assert (stranger.invitation, stranger.speaker_agency) == (None, "Kecamatan Contoh")
    with pytest.raises(Refused, match="siapa yang menyampaikan"):
        note(meeting.round, words=words(meeting), speaker=" ", by=meeting.taker, now=DURING)


def test_a_round_is_closed_only_when_it_is_over_and_everything_is_answered(meeting: Meeting) -> None:
    said = say(meeting)
    with pytest.raises(Refused, match="masih diterima"):
        close_round(meeting.round, by=meeting.lead, now=DURING)
    with pytest.raises(Refused, match="belum dijawab"):
        close_round(meeting.round, by=meeting.lead, now=AFTER)
    answer(said, reply=DECLINED, by=meeting.lead, now=AFTER)
    closed = close_round(meeting.round, by=meeting.lead, now=AFTER)
    assert (closed.closed_at, meeting.book.state) == (AFTER, BookState.WRITING)
    with pytest.raises(Refused, match="sudah ditutup"):
        close_round(meeting.round, by=meeting.lead, now=AFTER)
    with pytest.raises(Refused, match="sudah ditutup"):
        extend_round(meeting.round, until=AFTER + timedelta(days=1), by=meeting.lead, now=AFTER)


def test_on_closing_everybody_who_said_something_is_told_once(meeting: Meeting) -> None:
    Mail.objects.all().delete()
    said = [say(meeting), say(meeting, "Siapa yang mengukur?")]
    said += [
        comment(meeting.round, words=words(meeting, text), invitation=meeting.guest, by=None, now=DURING)
        for text in ("Satu.", "Dua.")
    ]
    for one in said:
        answer(one, reply=DECLINED, by=meeting.lead, now=AFTER)
    close_round(meeting.round, by=meeting.lead, now=AFTER)
    told = Notice.objects.get(kind="modelbooks.answered")
    assert (told.person, told.params["count"]) == (meeting.participant, 2)
    letter = Mail.objects.get(address="tamu@contoh.example")
    assert letter.text.endswith("/masukan-saya")


def test_what_arrives_late_after_closing_is_taken_answered_and_told(meeting: Meeting) -> None:
    close_round(meeting.round, by=meeting.lead, now=AFTER)
    late = say(meeting, now=AFTER + timedelta(hours=1), written_at=DURING)
    answer(late, reply=DECLINED, by=meeting.lead, now=AFTER + timedelta(hours=2))
    assert Notice.objects.filter(kind="modelbooks.answered", person=meeting.participant).count() == 1


def test_an_answer_names_a_save_made_since_the_draft(meeting: Meeting) -> None:
    said, before = say(meeting), section_of(meeting)
    for version in (before.version, 99):
        with pytest.raises(Refused, match="sesudah rancangan"):
            answer(said, reply=Reply(Decision.ACCEPTED, "Ya.", before, version), by=meeting.lead, now=DURING)
    section = changed(meeting)
    made = answer(said, reply=Reply(Decision.ACCEPTED, "Ya.", section, section.version), by=meeting.lead, now=DURING)
    (row,) = answers_of(meeting.book)
    assert (row["comment"], row["decision"], row["change"]) == (
        said.text, "diterima", f"{section.title}, simpanan {made.version}",
    )  # fmt: skip


def test_an_answer_needs_a_decision_and_a_reason(meeting: Meeting) -> None:
    said = say(meeting)
    section = changed(meeting)
    for reply, sentence in (
        (Reply("entah", "Ya."), "Pilih diterima"),
        (Reply(Decision.ACCEPTED, " "), "Tulis alasannya"),
        (Reply(Decision.ACCEPTED, "a" * 4001), "paling panjang"),
        (Reply(Decision.DECLINED, "Tidak.", section, section.version), "tidak punya perubahan"),
    ):
        with pytest.raises(Refused, match=sentence):
            answer(said, reply=reply, by=meeting.lead, now=DURING)
    with pytest.raises(Denied):
        answer(said, reply=DECLINED, by=meeting.taker, now=DURING)
    rival = make_book(make_lead("Ketua Lain"), title="Buku lain").authors.get().person
    with pytest.raises(Denied):
        answer(said, reply=DECLINED, by=rival, now=DURING)
    assert not Answer.objects.exists()


def test_a_corrected_answer_keeps_the_former_in_the_trail(meeting: Meeting) -> None:
    made = answer(say(meeting), reply=DECLINED, by=meeting.lead, now=DURING)
    with pytest.raises(Refused, match="masih sama"):
        change_answer(made, reply=DECLINED, by=meeting.lead, now=DURING)
    change_answer(made, reply=Reply(Decision.PARTLY, "Sebagian."), by=meeting.lead, now=DURING)
    event = AuditEntry.objects.filter(action="modelbooks.change_answer").get()
    assert event.changes["decision"] == ["tidak-diterima", "sebagian"]
    assert event.changes["reason"][0] == "Di luar lingkup buku."


def test_grouped_comments_share_an_answer_and_all_count(meeting: Meeting) -> None:
    first, second, third = say(meeting), say(meeting), say(meeting, "Hal lain.")
    group(second, head=first, by=meeting.lead, now=DURING)
    with pytest.raises(Refused, match="dijawab bersama"):
        answer(second, reply=DECLINED, by=meeting.lead, now=DURING)
    with pytest.raises(Refused, match="sudah disatukan dengan yang ini"):
        group(first, head=third, by=meeting.lead, now=DURING)
    group(third, head=second, by=meeting.lead, now=DURING)  # by way of the first of them
    assert FgdComment.objects.get(pk=third.pk).same_as == first
    answer(first, reply=DECLINED, by=meeting.lead, now=DURING)
    assert [one["decision"] for one in answers_of(meeting.book)] == ["tidak-diterima"] * 3
    ungroup(second, by=meeting.lead, now=DURING)
    assert sorted(one["decision"] for one in answers_of(meeting.book)) == ["", "tidak-diterima", "tidak-diterima"]
    with pytest.raises(Refused, match="berdiri sendiri"):
        ungroup(second, by=meeting.lead, now=DURING)
    with pytest.raises(Refused, match="masukan lain"):
        group(second, head=second, by=meeting.lead, now=DURING)


def test_rounds_of_a_called_off_event_stay_readable_but_a_draft_event_invites_nobody(meeting: Meeting) -> None:
    event = meeting.round.event
    assert event is not None
    event.state, event.state_reason = EventState.CANCELLED, "Diganti."
    event.save()
    assert say(meeting).pk
    event.state = EventState.DRAFT
    event.save()
    with pytest.raises(Denied):
        say(meeting)


def test_a_finished_book_takes_neither_answers_nor_late_comments(meeting: Meeting) -> None:
    said = say(meeting)
    ModelBook.objects.filter(pk=meeting.book.pk).update(state=BookState.APPROVING)
    Round.objects.update(closed_at=AFTER)
    with pytest.raises(Refused, match="menunggu pengesahan"):
        answer(FgdComment.objects.get(pk=said.pk), reply=DECLINED, by=meeting.lead, now=AFTER)
    with pytest.raises(Refused, match="salin"):
        say(meeting, now=AFTER, written_at=DURING, client=uuid4())
