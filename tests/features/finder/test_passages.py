"""What published model books say about a need, beside the innovations."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.factories.modelbooks import make_book, make_edition, make_lead, write_chapter
from tests.features.finder.conftest import Asking
from tular.features.finder.queries import passages
from tular.features.modelbooks.models import ModelBook

pytestmark = pytest.mark.usefixtures("index")

TEXT = """Kader datang setiap bulan.

## Menimbang anak

Kader posyandu menimbang anak berisiko stunting di rumah dan mencatat <berat> badannya.

## Rapat

Rapat desa membahas anggaran.
"""


@pytest.fixture
def asking(client: Client) -> Asking:
    return Asking(client)


@pytest.fixture
def book() -> ModelBook:
    lead = make_lead()
    book = make_book(lead, title="Gizi anak")
    write_chapter(book, "proses_layanan", TEXT, by=lead)
    return make_edition(book).book


def test_a_passage_is_shown_with_book_chapter_and_the_words_marked(book: ModelBook, asking: Asking) -> None:
    (first, *others) = asking.page(q="menimbang anak stunting di posyandu").passages
    assert (first.book, first.edition, first.chapter, first.heading) == (
        "Gizi anak", 1, "6 Proses layanan", "Menimbang anak",
    )  # fmt: skip
    assert first.path.startswith(f"{book.path}/proses_layanan?cari=")
    assert first.path.endswith("#bab-proses_layanan-menimbang-anak")
    assert {"menimbang", "stunting", "posyandu"} <= {piece.text.lower() for piece in first.excerpt if piece.is_hit}
    assert len(others) < passages.MOST_SHOWN
    page = asking.response(q="menimbang anak stunting di posyandu").content.decode()
    assert "Dalam buku model" in page
    assert "<mark>menimbang</mark>" in page
    assert "&lt;berat&gt;" in page
    assert Client().get(first.path).status_code == 200


def test_nothing_is_shown_where_no_book_says_enough(book: ModelBook, asking: Asking) -> None:
    for need in ("antrean obat di rumah sakit panjang", "anak putus sekolah", "", "zzz qqq", "sampah plastik di laut"):
        assert asking.page(q=need).passages == ()
        assert "Dalam buku model" not in asking.response(q=need).content.decode()


def test_manuscripts_and_books_no_longer_shown_are_not_found(asking: Asking) -> None:
    lead = make_lead()
    draft = make_book(lead)
    write_chapter(draft, "proses_layanan", TEXT, by=lead)
    assert asking.page(q="menimbang anak stunting di posyandu").passages == ()


def test_a_new_edition_is_found_and_the_shelf_is_made_once(
    book: ModelBook, asking: Asking, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    make = passages._made
    monkeypatch.setattr(passages, "_made", lambda digest: made.append(digest) or make(digest))
    passages._kept().clear()
    for _time in range(3):
        assert asking.page(q="menimbang anak stunting").passages
    assert len(made) == 1


def test_following_pages_repeat_nothing(book: ModelBook, asking: Asking) -> None:
    assert asking.page(q="menimbang anak stunting", halaman=2).passages == ()


def test_the_api_lists_them(book: ModelBook, client: Client, index: Path) -> None:
    (first, *_others) = _ask(client, need="menimbang anak stunting di posyandu")["passages"]
    assert first["book"] == "Gizi anak"
    assert "menimbang anak berisiko stunting" in first["text"]
    assert first["made_up"] is False
    assert _ask(client, need="antrean obat di rumah sakit")["passages"] == []


def _ask(client: Client, **parameters: Any) -> Any:
    response = client.get("/api/v1/finder", parameters)
    assert response.status_code == 200
    return response.json()
