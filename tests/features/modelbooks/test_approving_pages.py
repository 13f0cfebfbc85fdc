"""The page on which a manuscript is approved, in the hands of its lead, its approvers and others."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests.factories.modelbooks import GAP, NOW, make_book, make_signers
from tests.people import signed_in
from tular.features.modelbooks.choices import BookState
from tular.features.modelbooks.models import Edition, ModelBook
from tular.features.modelbooks.queries.approving import text_to_approve
from tular.foundation.ui import desk

pytestmark = pytest.mark.usefixtures("catalogue")
LATER = NOW + timedelta(days=1)


def words(response: Any) -> str:
    return " ".join(response.content.decode().split())


def test_a_book_goes_from_its_lead_through_two_approvals_to_its_readers() -> None:
    book, signers = make_book(), make_signers()
    lead = signed_in(book.authors.get().person)
    shelf = f"{book.desk}/pengesahan"
    page = words(lead.get(shelf))
    assert "Menunggu ketua tim penulis mengajukan naskah." in page
    assert GAP in page
    assert lead.post(f"{shelf}/ajukan").status_code == 302
    assert "0 dari 2 orang" in words(lead.get(shelf))
    for person in signers:
        approver = signed_in(person)
        assert any(one.href == shelf for one in desk.items(person, timezone.now()))
        page = words(approver.get(shelf))
        digest = text_to_approve(ModelBook.objects.get(pk=book.pk)).sha256
        assert digest in page
        assert f"{shelf}/sahkan" in page
        assert approver.post(f"{shelf}/sahkan", {"sha256": digest, "read": "on"}).status_code == 302
    assert f"{shelf}/terbitkan" in words(approver.get(shelf))
    assert approver.post(f"{shelf}/terbitkan").status_code == 302
    assert Edition.objects.get().number == 1
    assert lead.post(f"{shelf}/edisi-baru").status_code == 302
    assert ModelBook.objects.get(pk=book.pk).state == BookState.WRITING


def test_an_approval_without_having_ticked_that_one_read_it_keeps_what_was_typed() -> None:
    book, (first, _second) = make_book(), make_signers()
    signed_in(book.authors.get().person).post(f"{book.desk}/pengesahan/ajukan")
    answer = signed_in(first).post(f"{book.desk}/pengesahan/sahkan", {"sha256": "x", "note": "Setuju."})
    assert answer.status_code == 409
    assert "Centang bila Anda sudah membaca naskahnya." in words(answer)
    assert "Setuju." in words(answer)


def test_the_lead_sees_all_that_lacks_and_may_not_approve() -> None:
    book = make_book()
    ModelBook.objects.filter(pk=book.pk).update(licence="")
    lead = signed_in(book.authors.get().person)
    assert "Lisensi buku belum dipilih." in words(lead.get(f"{book.desk}/pengesahan"))
    answer = lead.post(f"{book.desk}/pengesahan/ajukan")
    assert (answer.status_code, "Lisensi buku belum dipilih." in words(answer)) == (409, True)
    assert lead.get(f"{book.desk}/pengesahan/sahkan").status_code == 403


def test_sending_back_asks_why() -> None:
    book, (first, _second) = make_book(), make_signers()
    signed_in(book.authors.get().person).post(f"{book.desk}/pengesahan/ajukan")
    approver = signed_in(first)
    assert approver.post(f"{book.desk}/pengesahan/kembalikan", {"alasan": ""}).status_code == 200
    assert approver.post(f"{book.desk}/pengesahan/kembalikan", {"alasan": "Biaya kurang."}).status_code == 302
    assert "Biaya kurang." in words(approver.get(f"{book.desk}/pengesahan"))


@pytest.mark.parametrize(("form", "begins"), [("pdf", b"%PDF"), ("docx", b"PK"), ("epub", b"PK"), ("html", b"<!")])
def test_every_form_can_be_looked_at_before_it_is_approved(form: str, begins: bytes) -> None:
    book = make_book()
    answer = signed_in(book.authors.get().person).get(f"{book.desk}/pengesahan/pratinjau.{form}")
    assert answer.content.lower().startswith(begins.lower())
    assert answer["Cache-Control"] == "private, no-store"
    if form == "html":
        assert b"RANCANGAN" in answer.content
        assert "sandbox" in answer["Content-Security-Policy"]
