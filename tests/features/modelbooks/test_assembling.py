"""The first draft of a book: what records tell, with its citation, and what they do not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.features.modelbooks.writing import NOW, begun, reference, with_text
from tular.features.catalogue.choices import MoneySource, PartKind
from tular.features.conversations.models import Question
from tular.features.modelbooks.actions import referring
from tular.features.modelbooks.actions.assembling import assemble
from tular.features.modelbooks.choices import RevisionKind
from tular.features.modelbooks.queries.assembling import assembled, line, prose, told_of
from tular.features.modelbooks.queries.references import coverage_of
from tular.foundation.actions import Refused
from tular.foundation.documents.book import Book, BookSource, Chapter, faults_of, html_of

pytestmark = pytest.mark.usefixtures("catalogue")

FROZEN = {
    "title": "Antrean Pintar (ANTAR)", "agency": "Pemkab Contoh", "unit": "Puskesmas", "province": "", "year": 2024,
    "sustainability": "tidak-diketahui",
    "sections": {
        "masalah": {"problem": "Antre 120 menit.\n\nDi 14 desa.", "aim": ""},
        "kebutuhan": {
            "costs": [{"source": MoneySource.APBD, "use": "aplikasi", "year_1": "12500000"}],
            "people_needs": [],
        },
        "bagian": {"parts": [{"kind": PartKind.CORE, "name": "Kunjungan | rumah", "reason": ""}]},
    },
}  # fmt: skip


def test_a_text_is_told_by_its_name_and_cited() -> None:
    text = assembled("masalah", [told_of("antar", FROZEN)], [])
    assert text == "**Antrean Pintar.** Antre 120 menit.\n\nDi 14 desa. [@antar]"


def test_rows_become_tables_with_unknown_cells_said_to_be() -> None:
    text = assembled("sumber_daya", [told_of("antar", FROZEN)], [])
    assert "| APBD kabupaten/kota | aplikasi | 12.500.000 | belum diketahui | belum diketahui | [@antar] |" in text
    assert "{#tabel:biaya}" in text
    assert "{#tabel:orang}" not in text


def test_signs_of_a_table_within_a_cell_stay_in_the_cell() -> None:
    text = assembled("komponen_inti", [told_of("antar", FROZEN)], [])
    assert "Kunjungan \\| rumah" in text


def test_what_no_record_tells_is_a_gap_with_its_questions() -> None:
    assert assembled("kerangka", [told_of("antar", FROZEN)], []) == ""
    text = assembled("kerangka", [told_of("antar", FROZEN)], ["Anggapan apa?"])
    assert text.startswith("::: celah\n")
    assert "- Anggapan apa?" in text


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=200))
def test_whatever_a_record_says_the_chapter_can_be_printed_and_says_it(told: str) -> None:
    text = f"**Nama.** {prose(told)} [@a]\n\n| Hal |\n|---|\n| {line(told) or 'kosong'} |\n\n: Judul {{#tabel:x}}"
    book = Book("Judul", (Chapter("a", "1", "A", text),), sources=(BookSource("a", "Sumber."),))
    assert [one for one in faults_of(book) if one.must_mend] == []
    assert b"<script" not in html_of(book, NOW)


def test_empty_chapters_are_written_and_others_left_alone() -> None:
    book, lead = begun()
    reference(book, lead)
    with_text(book.sections.get(code="masalah"), "Sudah ditulis.", lead)
    count = assemble(book, by=lead, now=NOW)
    assert count >= 5
    assert book.sections.get(code="masalah").text == "Sudah ditulis."
    made = book.sections.get(code="proses_layanan")
    assert "[@" in made.text
    assert made.revisions.get().kind == RevisionKind.ASSEMBLED
    with pytest.raises(Refused, match="tidak diubah"):
        assemble(book, by=lead, now=NOW)


def test_without_references_there_is_nothing_to_assemble() -> None:
    book, lead = begun()
    with pytest.raises(Refused, match="Belum ada inovasi rujukan"):
        assemble(book, by=lead, now=NOW)


def test_an_owner_who_is_asked_for_much_gets_all_of_it_in_several_questions(monkeypatch: pytest.MonkeyPatch) -> None:
    book, lead = begun()
    held = reference(book, lead)
    whole = {text for row in coverage_of(book) for cell in row.cells for text in (q.text for q in cell.questions)}
    monkeypatch.setattr(referring, "LONGEST", 600)
    assert referring.ask_owners(book, by=lead, now=NOW) == 1
    questions = Question.objects.filter(innovation=held.innovation)
    assert questions.count() > 1
    told = "\n".join(one.text for one in questions)
    assert all(text in told for text in whole)
    assert held.gap_questions.count() == sum(1 for row in coverage_of(book) for cell in row.cells if cell.asked)
