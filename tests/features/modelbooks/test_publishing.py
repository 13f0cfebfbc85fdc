"""From a written manuscript to an edition: what is refused, who approves, what is frozen, what is built."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.db import DatabaseError, transaction

from tests.factories.modelbooks import (
    NOW,
    approved,
    make_book,
    make_edition,
    make_lead,
    make_signers,
    write_chapter,
)
from tests.people import agency, make_member, make_person
from tular.features.agencies.choices import Role
from tular.features.modelbooks.actions.approving import finalise, send_back, sign_off
from tular.features.modelbooks.actions.publishing import build, build_all, publish, renew
from tular.features.modelbooks.choices import AuthorRole, BookState, Form
from tular.features.modelbooks.models import Author, Edition, EditionFile, ModelBook
from tular.features.modelbooks.queries.approving import text_to_approve
from tular.features.modelbooks.queries.manuscript import digest_of
from tular.features.modelbooks.queries.printing import built
from tular.features.modelbooks.queries.standing import sign_offs_of
from tular.foundation.access.permissions import Denied
from tular.foundation.actions import Refused
from tular.foundation.jobs.models import JobRun
from tular.foundation.notifications.models import Notice

pytestmark = pytest.mark.usefixtures("catalogue")
LATER = NOW + timedelta(days=1)


def again(book: ModelBook) -> ModelBook:
    return ModelBook.objects.get(pk=book.pk)


def reasons(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [one.text for one in refused.value.reasons]


def test_a_book_that_lacks_much_is_told_everything_at_once() -> None:
    book = make_book()
    book.licence, book.kinds = "", []
    book.save()
    book.sections.filter(code__in=["masalah", "regulasi"]).update(text="")
    with pytest.raises(Refused) as refused:
        finalise(book, by=book.authors.get().person, now=LATER)
    assert reasons(refused) == [
        "Lisensi buku belum dipilih.",
        "Belum dinyatakan untuk instansi jenis apa buku ini.",
        "Bab “Masalah dan tujuan” masih kosong. Tulis isinya, atau alasan mengapa belum ada.",
        "Bab “Dasar hukum” masih kosong. Tulis isinya, atau alasan mengapa belum ada.",
    ]
    assert again(book).state == BookState.WRITING


def test_a_whole_book_waits_for_approval_and_the_approvers_hear_of_it() -> None:
    book, (first, second) = make_book(), make_signers()
    finalise(book, by=book.authors.get().person, now=LATER)
    assert again(book).state == BookState.APPROVING
    told = Notice.objects.filter(kind="modelbooks.to_approve").values_list("person_id", flat=True)
    assert {first.pk, second.pk} <= set(told)


def test_two_people_who_did_not_write_it_approve_exactly_the_text_they_read() -> None:
    book, signers = make_book(), make_signers()
    book = approved(book, signers)
    digest = text_to_approve(book).sha256
    assert [(one.person, one.sha256, one.as_role) for one in sign_offs_of(book)] == [
        (signers[0], digest, "admin pembina"), (signers[1], digest, "admin pembina"),
    ]  # fmt: skip


def test_the_admin_of_the_agency_that_answers_for_the_book_may_be_one_of_them() -> None:
    book = make_book()
    admin = make_member(Role.AGENCY, agency("pemkab-sidoarjo"), person=make_person("Admin Sidoarjo")).person
    book = finalise(book, by=book.authors.get().person, now=LATER)
    made = sign_off(book, sha256=text_to_approve(book).sha256, by=admin, now=LATER)
    assert made.as_role == "admin Pemerintah Kabupaten Sidoarjo"


def test_the_same_person_does_not_count_twice() -> None:
    book, (first, _second) = make_book(), make_signers()
    book = finalise(book, by=book.authors.get().person, now=LATER)
    digest = text_to_approve(book).sha256
    sign_off(book, sha256=digest, by=first, now=LATER)
    with pytest.raises(Refused, match="Pengesahan kedua harus dari orang lain"):
        sign_off(book, sha256=digest, by=first, now=LATER)
    with pytest.raises(Refused, match="Baru 1 dari 2 orang"):
        publish(again(book), by=first, now=LATER)


def test_whoever_writes_the_book_may_not_approve_it() -> None:
    book, (first, _second) = make_book(), make_signers()
    Author.objects.create(book=book, person=first, role=AuthorRole.AUTHOR, since=NOW)
    book = finalise(book, by=book.authors.get(role="ketua").person, now=LATER)
    with pytest.raises(Denied):
        sign_off(book, sha256=text_to_approve(book).sha256, by=first, now=LATER)


def test_nor_may_somebody_of_the_centre_who_once_saved_a_chapter_or_left_the_authors() -> None:
    book, (first, second) = make_book(), make_signers()
    write_chapter(book, "masalah", "Ditulis pusat.", by=first)
    Author.objects.create(book=book, person=second, role=AuthorRole.AUTHOR, since=NOW, until=NOW)
    book = finalise(book, by=book.authors.get(role="ketua").person, now=LATER)
    for person in (first, second):
        with pytest.raises(Refused, match="Anda ikut menulis buku ini"):
            sign_off(book, sha256=text_to_approve(book).sha256, by=person, now=LATER)


def test_a_changed_word_voids_what_was_approved_and_an_old_page_approves_nothing() -> None:
    book, signers = make_book(), make_signers()
    book = approved(book, signers)
    former = text_to_approve(book).sha256
    book.sections.filter(code="masalah").update(text="Kalimat lain.")
    assert sign_offs_of(book) == []
    with pytest.raises(Refused, match="Baru 0 dari 2 orang"):
        publish(book, by=signers[0], now=LATER)
    with pytest.raises(Refused, match="Naskah berubah sejak Anda membuka halaman ini"):
        sign_off(book, sha256=former, by=signers[0], now=LATER)


def test_sent_back_with_a_reason_its_authors_read_it_and_write_on() -> None:
    book, (first, _second) = make_book(), make_signers()
    lead = book.authors.get().person
    book = finalise(book, by=lead, now=LATER)
    with pytest.raises(Refused, match="Tulis apa yang harus diperbaiki"):
        send_back(book, by=first, now=LATER)
    send_back(book, by=first, now=LATER, reason="Bab 9 tanpa biaya.")
    assert (again(book).state, again(book).state_reason) == (BookState.WRITING, "Bab 9 tanpa biaya.")
    assert Notice.objects.filter(kind="modelbooks.sent_back", person=lead).count() == 1


def test_only_the_centre_publishes() -> None:
    book, signers = make_book(), make_signers()
    admin = make_member(Role.AGENCY, agency("pemkab-sidoarjo"), person=make_person("Admin Sidoarjo")).person
    book = approved(book, signers)
    with pytest.raises(Denied):
        publish(book, by=admin, now=LATER)


def test_an_edition_freezes_the_approved_text_and_never_changes() -> None:
    edition = make_edition()
    told = json.loads(edition.canonical)
    assert digest_of(told) == edition.sha256
    assert edition.sha256 == edition.book.sign_offs.first().sha256  # type: ignore[union-attr] # two of them
    assert (edition.number, edition.identifier) == (1, f"tular-model/{edition.book.slug}/1")
    assert again(edition.book).state == BookState.PUBLISHED
    assert JobRun.objects.filter(name="modelbooks.build", arguments={"edition": edition.pk}).count() == 1
    with pytest.raises(DatabaseError), transaction.atomic():
        Edition.objects.filter(pk=edition.pk).update(title="Lain")


def test_building_twice_gives_the_same_bytes_and_keeps_one_file_of_each_form() -> None:
    edition = make_edition()
    said: list[tuple[int, int]] = []
    files = build_all(edition, now=LATER, progress=lambda done, total, text: said.append((done, total)))
    assert said == [(0, 4), (1, 4), (2, 4), (3, 4)]
    assert sorted(one.form for one in files) == sorted(Form.values)
    for one in files:
        with default_storage.open(one.file.stored_as) as stream:
            assert stream.read() == built(edition, Form(one.form))
    assert build_all(edition, now=LATER, progress=lambda done, total, text: None) == files
    assert EditionFile.objects.count() == 4


def test_nothing_is_built_again_while_all_forms_are_there() -> None:
    edition = make_edition()
    lead = edition.book.authors.get().person
    build(edition, by=lead, now=LATER)
    build_all(edition, now=LATER, progress=lambda done, total, text: None)
    with pytest.raises(Refused, match="Keempat berkas edisi ini sudah ada"):
        build(edition, by=lead, now=LATER)


def test_the_next_edition_needs_a_list_of_changes_and_new_approvals() -> None:
    edition = make_edition()
    book, lead = edition.book, edition.book.authors.get().person
    book = renew(book, by=lead, now=LATER)
    assert (book.state, book.changes) == (BookState.WRITING, "")
    with pytest.raises(Refused, match="Tulis apa yang berubah sejak edisi sebelumnya"):
        finalise(book, by=lead, now=LATER)
    book.changes = "Biaya ditambahkan."
    book.save()
    second = make_edition(again(book), now=LATER)
    assert (second.number, second.changes) == (2, "Biaya ditambahkan.")
    assert list(book.editions.values_list("number", flat=True)) == [1, 2]


def test_somebody_who_does_not_lead_neither_asks_for_approval_nor_begins_an_edition() -> None:
    edition = make_edition()
    with pytest.raises(Denied):
        renew(edition.book, by=make_lead("Penulis Lain"), now=LATER)


def test_faults_of_the_text_are_told_with_chapter_and_line_and_keep_it_from_being_approved() -> None:
    book = make_book()
    lead = book.authors.get().person
    book.sections.filter(code="masalah").update(text="Baris satu.\n\nMenurut [@tiada].\n", gap_reason="Belum lengkap.")
    with pytest.raises(Refused) as refused:
        finalise(book, by=lead, now=LATER)
    (said,) = reasons(refused)
    assert said.startswith("Bab “Masalah dan tujuan”, baris 3: ")
    assert "tiada" in said
