"""Remarks of readers, reports that a book was used, and mistakes in editions: who writes, who decides, who reads."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories.modelbooks import NOW, make_edition, make_lead
from tests.people import agency, make_member, make_person, signed_in
from tular.features.accounts.models import User
from tular.features.agencies.choices import Role
from tular.features.modelbooks.actions.correcting import correct
from tular.features.modelbooks.actions.reading import (
    refuse_remark,
    refuse_usage,
    remark,
    report_usage,
    show_remark,
    show_usage,
)
from tular.features.modelbooks.choices import ReaderState
from tular.features.modelbooks.models import Edition, ReaderComment, Usage
from tular.foundation.access.permissions import Denied
from tular.foundation.actions import Refused
from tular.foundation.notifications.models import Notice
from tular.foundation.ui import desk

pytestmark = pytest.mark.usefixtures("catalogue")
LATER = NOW + timedelta(days=1)


def words(response: Any) -> str:
    return " ".join(response.content.decode().split())


@pytest.fixture
def edition() -> Edition:
    return make_edition()


@pytest.fixture
def lead(edition: Edition) -> User:
    return edition.book.authors.get().person  # type: ignore[return-value] # the one user model


@pytest.fixture
def taker() -> User:
    """Admin of an agency that uses the book."""
    return make_member(Role.AGENCY, agency("pemkab-gresik"), person=make_person("Admin Gresik")).person  # type: ignore[return-value]


def test_a_remark_is_shown_only_once_an_author_has_looked_at_it(edition: Edition, lead: User, member: User) -> None:
    path = f"{edition.book.path}/masalah"
    answer = signed_in(member).post(f"{edition.book.path}/edisi/1/bab/masalah/tanggapi", {"text": "Sangat membantu."})
    assert answer.status_code == 302
    row = ReaderComment.objects.get()
    assert (row.person, row.state, row.chapter) == (member, ReaderState.WAITING, "masalah")
    assert "Sangat membantu." not in words(Client().get(path))
    assert Notice.objects.filter(kind="modelbooks.to_check", person=lead).count() == 1
    show_remark(row, by=lead, now=LATER)
    assert "Sangat membantu." in words(Client().get(path))
    assert Notice.objects.filter(kind="modelbooks.shown", person=member).count() == 1


def test_a_refused_remark_tells_its_writer_why_and_never_shows(edition: Edition, lead: User, member: User) -> None:
    row = remark(edition, chapter="masalah", text="Telepon saya 0812.", by=member, now=LATER)
    with pytest.raises(Refused, match="Tulis alasannya"):
        refuse_remark(row, by=lead, now=LATER)
    refuse_remark(row, by=lead, now=LATER, reason="Memuat nomor telepon.")
    assert "0812" not in words(Client().get(f"{edition.book.path}/masalah"))
    assert Notice.objects.get(kind="modelbooks.refused", person=member).params["reason"] == "Memuat nomor telepon."


@pytest.mark.parametrize(
    ("chapter", "text", "said"),
    [
        ("masalah", "  ", "Tulis tanggapan Anda."),
        ("tiada", "Baik.", "Bab ini tidak ada dalam edisi yang Anda baca"),
        ("masalah", "a" * 4_001, "Paling panjang 4000 huruf"),
    ],
)
def test_a_remark_that_says_nothing_or_too_much_or_nowhere_is_refused(
    edition: Edition, member: User, chapter: str, text: str, said: str
) -> None:
    with pytest.raises(Refused, match=said):
        remark(edition, chapter=chapter, text=text, by=member, now=LATER)


def test_the_same_remark_is_not_taken_twice_while_it_waits(edition: Edition, member: User) -> None:
    remark(edition, chapter="masalah", text="Baik.", by=member, now=LATER)
    with pytest.raises(Refused, match="Tanggapan yang sama sudah Anda kirim"):
        remark(edition, chapter="masalah", text="Baik.", by=member, now=LATER)


def test_only_authors_and_the_centre_decide(edition: Edition, member: User) -> None:
    row = remark(edition, chapter="masalah", text="Baik.", by=member, now=LATER)
    for person in (member, make_lead("Penulis Buku Lain")):
        with pytest.raises(Denied):
            show_remark(row, by=person, now=LATER)
        shelf = f"{edition.book.desk}/pembaca"
        assert signed_in(person).get(shelf).status_code == 404
        assert signed_in(person).get(f"{shelf}/tanggapan/{row.pk}/tampilkan").status_code == 404


def test_what_waits_stands_on_the_desk_of_the_authors(edition: Edition, lead: User, member: User) -> None:
    remark(edition, chapter="masalah", text="Baik.", by=member, now=LATER)
    remark(edition, chapter="regulasi", text="Kurang.", by=member, now=LATER)
    (item,) = [one for one in desk.items(lead, timezone.now()) if one.href.endswith("/pembaca")]
    assert (item.title, item.count) == ("Periksa 2 tulisan pembaca", 2)
    assert [one for one in desk.items(member, timezone.now()) if one.href.endswith("/pembaca")] == []
    page = words(signed_in(lead).get(item.href))
    assert "Baik." in page and "Kurang." in page


def test_an_agency_tells_that_it_used_the_book(edition: Edition, lead: User, taker: User) -> None:
    answer = signed_in(taker).post(
        f"{edition.book.path}/edisi/1/pakai",
        {"agency": agency("pemkab-gresik").pk, "on": "2026-05-01", "text": "Dasar rencana aksi."},
    )
    assert answer.status_code == 302
    row = Usage.objects.get()
    assert (row.agency.slug, row.on, row.state) == ("pemkab-gresik", date(2026, 5, 1), ReaderState.WAITING)
    assert "Dasar rencana aksi." not in words(Client().get(edition.book.path))
    show_usage(row, by=lead, now=LATER)
    page = words(Client().get(edition.book.path))
    assert "Dasar rencana aksi." in page and "sejak 1 Mei 2026" in page
    refuse_usage(row, by=lead, now=LATER, reason="Ternyata keliru.")
    assert "Dasar rencana aksi." not in words(Client().get(edition.book.path))


def test_a_report_is_only_for_ones_own_agency_and_not_of_the_future(
    edition: Edition, taker: User, member: User
) -> None:
    with pytest.raises(Denied):
        report_usage(edition, agency=agency("pemkab-gresik"), text="Dipakai.", by=member, now=LATER)
    with pytest.raises(Refused, match="Pilih instansi Anda sendiri"):
        report_usage(edition, agency=agency("pemkab-sumedang"), text="Dipakai.", by=taker, now=LATER)
    with pytest.raises(Refused, match="tidak boleh di masa depan"):
        report_usage(edition, agency=agency("pemkab-gresik"), text="Dipakai.", on=date(2030, 1, 1), by=taker, now=LATER)


def test_a_stranger_is_asked_to_sign_in_before_writing(edition: Edition) -> None:
    for place in ("bab/masalah/tanggapi", "pakai", "ralat"):
        answer = Client().get(f"{edition.book.path}/edisi/1/{place}")
        assert answer.status_code == 302
        assert answer.url.startswith("/masuk?next=")  # type: ignore[attr-defined] # a redirect


def test_only_the_lead_tells_of_a_mistake_and_it_names_both_sides(edition: Edition, lead: User, member: User) -> None:
    with pytest.raises(Denied):
        correct(edition, chapter="masalah", wrong="a", right="b", by=member, now=LATER)
    with pytest.raises(Refused) as refused:
        correct(edition, chapter="tiada", wrong="", right=" ", by=lead, now=LATER)
    assert [one.field for one in refused.value.reasons] == ["chapter", "wrong", "right"]
    page = signed_in(lead).get(f"{edition.book.path}/edisi/1/ralat?bab=masalah")
    assert page.status_code == 200
    assert "Catat ralat" in words(signed_in(lead).get(edition.book.path))
    assert "Catat ralat" not in words(signed_in(member).get(edition.book.path))
