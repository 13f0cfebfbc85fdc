"""The book of the demo: made once by the real actions, honest about what it does not know, and published."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.test import Client, override_settings

from tular.features.agencies.actions import create_demo_people
from tular.features.modelbooks.actions.demo import create_demo_book
from tular.features.modelbooks.actions.demo_figure import results_in
from tular.features.modelbooks.choices import BookState, Form, RevisionKind
from tular.features.modelbooks.models import Edition, FgdComment, ModelBook, Revision
from tular.features.modelbooks.queries.editions import told_by
from tular.features.modelbooks.queries.faults import all_faults
from tular.features.modelbooks.queries.printing import built

pytestmark = pytest.mark.usefixtures("catalogue")
NOW = datetime(2026, 11, 2, 3, 0, tzinfo=UTC)


@pytest.fixture
def book() -> ModelBook:
    create_demo_people(now=NOW)
    with override_settings(DEMO=True):
        assert create_demo_book(now=NOW)
        assert not create_demo_book(now=NOW), "it is made once"
    return ModelBook.objects.get(slug="penanganan-stunting")


def test_it_is_written_from_real_records_discussed_answered_approved_and_published(book: ModelBook) -> None:
    assert book.is_demo
    assert book.state == BookState.PUBLISHED
    edition = Edition.objects.get(book=book)
    told = told_by(edition)
    assert len(told["references"]) == 10
    assert len(told["chapters"]) == 20
    assert all(one["text"].strip() for one in told["chapters"])
    assert book.sign_offs.count() == 2
    assert Revision.objects.filter(section__book=book, kind=RevisionKind.ASSEMBLED).exists()
    comments = FgdComment.objects.filter(round__book=book)
    assert comments.count() == len(told["answers"]) == 7
    assert comments.filter(same_as__isnull=False).count() == 1
    assert not comments.filter(answer__isnull=True, same_as__isnull=True).exists()


def test_every_change_that_was_promised_stands_in_its_chapter(book: ModelBook) -> None:
    for comment in FgdComment.objects.filter(round__book=book, answer__section__isnull=False):
        saved = comment.answer.section.revisions.get(version=comment.answer.version)
        assert saved.before["text"] != saved.after["text"]
        assert comment.answer.section.text == saved.after["text"]


def test_nothing_in_its_text_has_to_be_mended(book: ModelBook) -> None:
    assert [one.sentence for one in all_faults(book) if one.must] == []


def test_it_is_public_while_the_demo_runs_and_marked_as_made_up(book: ModelBook) -> None:
    with override_settings(DEMO=True):
        page = Client().get(book.path)
        assert page.status_code == 200
        assert 't-contoh">contoh' in page.text
    with override_settings(DEMO=False):
        assert Client().get(book.path).status_code == 404


def test_the_figure_takes_only_rows_that_tell_both_numbers() -> None:
    table = (
        "| Inovasi | Lingkup | Sebelum | Sesudah |\n|---|---|---:|---:|\n"
        "| A [@a] | X | 32,2 (2018) | sekitar 8,3 (2022) |\n"
        "| B [@b] | Y | belum diketahui | di bawah 15 (2023) |\n"
    )
    assert results_in(table) == [("A", 32.2, 8.3)]


@pytest.mark.one_database
def test_it_becomes_a_pdf_a_docx_an_epub_and_a_page(book: ModelBook) -> None:
    edition = Edition.objects.get(book=book)
    for form, begins in ((Form.PDF, b"%PDF-"), (Form.DOCX, b"PK"), (Form.EPUB, b"PK"), (Form.HTML, b"<!DOCTYPE html>")):
        content = built(edition, form)
        assert content.startswith(begins)
        assert content == built(edition, form), "the same bytes again"
