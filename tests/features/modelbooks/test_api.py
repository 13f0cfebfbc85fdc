"""`/api/v1/books` and `tular book build`: what machines read of published books."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client

from tests.factories.modelbooks import GAP, NOW, make_book, make_edition
from tular.config import cli
from tular.features.modelbooks.actions.publishing import build_all
from tular.features.modelbooks.models import EditionFile

pytestmark = pytest.mark.usefixtures("catalogue")
LATER = NOW + timedelta(days=1)


def test_books_are_listed_and_told_with_their_chapters(client: Client) -> None:
    edition = make_edition()
    make_book(edition.book.authors.get().person, title="Masih ditulis")
    listed = client.get("/api/v1/books").json()
    assert [one["identifier"] for one in listed["items"]] == [edition.identifier]
    told = client.get(f"/api/v1/books/{edition.book.slug}").json()
    assert (told["edition"], told["editions"], told["licence"]) == (1, [1], "cc-by-4.0")
    assert told["authors"] == ["Ketua Penulis"]
    assert told["files"] == []
    gaps = {one["code"]: one["gap"] for one in told["chapters"] if one["gap"]}
    assert gaps == {"kapasitas": GAP}
    chapter = client.get(f"/api/v1/books/{edition.book.slug}/chapters/masalah").json()
    assert chapter["markdown"].startswith("Stunting membuat anak kurang gizi")


def test_what_is_not_published_does_not_exist_for_the_api(client: Client) -> None:
    book = make_book()
    for address in (f"books/{book.slug}", f"books/{book.slug}/chapters/masalah", "books/tiada"):
        assert client.get(f"/api/v1/{address}").status_code == 404
    edition = make_edition(book)
    assert client.get(f"/api/v1/books/{edition.book.slug}?edition=2").status_code == 404
    assert client.get(f"/api/v1/books/{edition.book.slug}/chapters/tiada").status_code == 404


def test_building_again_writes_the_published_bytes_and_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edition = make_edition()
    build_all(edition, now=LATER, progress=lambda done, total, text: None)
    assert cli.run(["book", "build", edition.book.slug, "--out", str(tmp_path)]) == 0
    said = capsys.readouterr().out
    assert said.count("sama dengan yang terbit") == 4
    for kept in EditionFile.objects.select_related("file"):
        digest = hashlib.sha256((tmp_path / f"book.{kept.form}").read_bytes()).hexdigest()
        assert digest == kept.file.sha256
        assert f"{digest}  book.{kept.form}" in said


def test_building_what_was_never_published_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = make_book()
    assert cli.run(["book", "build", book.slug, "--out", str(tmp_path)]) == 1
    assert "Tidak ada edisi terbit" in capsys.readouterr().err
