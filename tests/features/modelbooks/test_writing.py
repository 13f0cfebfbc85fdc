"""Writing chapters together: saves, holding, handing over, two at once, restoring."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.features.modelbooks.writing import NOW, author, begun, with_text
from tests.people import make_person
from tular.features.modelbooks.actions.holding import ask_hold, hand_over, hold, release
from tular.features.modelbooks.actions.outlining import (
    add_section,
    assign_section,
    drop_section,
    explain_gap,
    move_section,
)
from tular.features.modelbooks.actions.writing import LONGEST, Conflict, Saved, restore, save_chapter
from tular.features.modelbooks.choices import AuthorRole, BookState, RevisionKind
from tular.features.modelbooks.models import ModelBook, Section
from tular.foundation.access.permissions import Denied
from tular.foundation.actions import Refused

pytestmark = pytest.mark.usefixtures("catalogue")


def chapter(book: ModelBook, code: str = "masalah") -> Section:
    return book.sections.get(code=code)


def test_a_save_is_kept_and_holds_the_chapter() -> None:
    book, lead = begun()
    answer = save_chapter(chapter(book), by=lead, now=NOW, text="Satu.", base=0)
    assert answer == Saved(1, NOW)
    held = chapter(book)
    assert (held.text, held.version, held.held_by) == ("Satu.", 1, lead)
    assert held.revisions.get().after == {"text": "Satu."}


def test_the_same_text_again_changes_nothing() -> None:
    book, lead = begun()
    with_text(chapter(book), "Satu.", lead)
    assert save_chapter(chapter(book), by=lead, now=NOW, text="Satu.", base=1) == Saved(1, NOW)
    assert chapter(book).revisions.count() == 1


def test_who_saves_on_an_older_text_meets_the_other_and_loses_nothing() -> None:
    book, lead = begun()
    other = author(book)
    with_text(chapter(book), "Satu.", lead)
    with_text(chapter(book), "Dua.", lead)
    later = NOW + timedelta(minutes=20)
    answer = save_chapter(chapter(book), by=other, now=later, text="Tiga.", base=1)
    assert isinstance(answer, Conflict)
    assert (answer.theirs, answer.mine, answer.by) == ("Dua.", "Tiga.", lead)
    assert chapter(book).text == "Dua."
    assert chapter(book).revisions.get(kept=False).after == {"text": "Tiga."}


def test_while_somebody_holds_a_chapter_the_text_of_others_is_kept_beside_it() -> None:
    book, lead = begun()
    other = author(book)
    hold(chapter(book), by=lead, now=NOW)
    answer = save_chapter(chapter(book), by=other, now=NOW, text="Punya saya.", base=0)
    assert isinstance(answer, Conflict)
    with pytest.raises(Refused, match="sedang ditulis"):
        hold(chapter(book), by=other, now=NOW)
    assert isinstance(
        save_chapter(chapter(book), by=other, now=NOW + timedelta(minutes=16), text="Kini saya.", base=0), Saved
    )


def test_a_page_whose_answers_were_lost_goes_on() -> None:
    book, lead = begun()
    for text in ("a", "ab", "abc"):
        assert isinstance(save_chapter(chapter(book), by=lead, now=NOW, text=text, base=0, page="p1"), Saved)
    assert chapter(book).text == "abc"


def test_a_chapter_is_asked_for_and_handed_over(mailoutbox: list[object]) -> None:
    book, lead = begun()
    other = author(book)
    hold(chapter(book), by=lead, now=NOW)
    ask_hold(chapter(book), by=other, now=NOW)
    with pytest.raises(Refused, match="sudah meminta"):
        ask_hold(chapter(book), by=other, now=NOW)
    hand_over(chapter(book), by=lead, now=NOW)
    held = chapter(book)
    assert (held.held_by, held.wanted_by) == (other, None)
    with pytest.raises(Refused, match="tidak sedang memegang"):
        hand_over(held, by=lead, now=NOW)


def test_who_leaves_gives_a_wanted_chapter_to_who_waits() -> None:
    book, lead = begun()
    other = author(book)
    hold(chapter(book), by=lead, now=NOW)
    ask_hold(chapter(book), by=other, now=NOW)
    release(chapter(book), by=lead, now=NOW)
    assert chapter(book).held_by == other
    release(chapter(book), by=other, now=NOW)
    assert chapter(book).held_by is None


def test_an_older_text_is_restored_and_the_newer_stays_in_history() -> None:
    book, lead = begun()
    with_text(chapter(book), "Satu.", lead)
    with_text(chapter(book), "Dua.", lead)
    restore(chapter(book), version=1, by=lead, now=NOW)
    held = chapter(book)
    assert held.text == "Satu."
    assert held.revisions.last().kind == RevisionKind.RESTORED
    assert {row.after["text"] for row in held.revisions.all()} == {"Satu.", "Dua."}
    with pytest.raises(Refused, match="sudah sama"):
        restore(held, version=1, by=lead, now=NOW)


def test_only_authors_write_and_only_while_it_is_written() -> None:
    book, lead = begun()
    stranger, notes = make_person("Orang Luar"), author(book, "Notulis", AuthorRole.NOTE_TAKER)
    for person in (stranger, notes):
        with pytest.raises(Denied):
            save_chapter(chapter(book), by=person, now=NOW, text="x", base=0)
    with pytest.raises(Refused, match="terlalu panjang"):
        save_chapter(chapter(book), by=lead, now=NOW, text="x" * (LONGEST + 1), base=0)
    ModelBook.objects.filter(pk=book.pk).update(state=BookState.APPROVING)
    with pytest.raises(Refused, match="menunggu pengesahan"):
        save_chapter(chapter(book), by=lead, now=NOW, text="x", base=0)


def test_chapters_are_added_moved_given_and_dropped() -> None:
    book, lead = begun()
    extra = add_section(book, title="Naskah", by=lead, now=NOW)
    assert (extra.code, extra.number) == ("naskah-2", 21)
    move_section(extra, number=3, by=lead, now=NOW)
    order = list(book.sections.values_list("code", flat=True))
    assert order[:4] == ["identitas", "masalah", "naskah-2", "inovasi_rujukan"]
    assert list(book.sections.values_list("number", flat=True)) == list(range(1, 22))
    with pytest.raises(Refused, match="kerangka"):
        drop_section(chapter(book), by=lead, now=NOW)
    drop_section(Section.objects.get(pk=extra.pk), by=lead, now=NOW)
    assert book.sections.count() == 20
    other = author(book)
    assign_section(chapter(book), author=book.authors.get(person=other), by=lead, now=NOW)
    assert chapter(book).author.person == other
    explain_gap(chapter(book), text="Belum ada data.", by=lead, now=NOW)
    assert chapter(book).gap_reason == "Belum ada data."
    with pytest.raises(Denied):
        move_section(chapter(book), number=1, by=other, now=NOW)
