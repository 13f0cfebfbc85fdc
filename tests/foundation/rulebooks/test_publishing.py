"""Publishing a rulebook: by command and by clicking, once per text, and never changed afterwards."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from tests.foundation.rulebooks.test_rulebook_commands import CONTEST, book, said  # noqa: F401 - fixtures
from tests.people import signed_in
from tular.features.accounts.models import User
from tular.foundation.rulebooks.models import RulebookVersion

pytestmark = pytest.mark.django_db

LATER = CONTEST.replace("min_age_months = 12", "min_age_months = 24")


@pytest.fixture
def folder(tmp_path: Path, settings: Any) -> Path:
    """An installation with one competition as a file."""
    settings.RULEBOOKS_DIR = tmp_path / "aturan"
    (tmp_path / "aturan" / "competitions").mkdir(parents=True)
    path = tmp_path / "aturan" / "competitions" / "lomba.toml"
    path.write_text(CONTEST, encoding="utf-8")
    return path


def test_the_command_publishes_and_then_corrects_with_a_note(book: Path, said: Any) -> None:  # noqa: F811
    code, out, err = said("publish", book)
    assert (code, err) == (0, "")
    assert out.startswith("Terbit: Lomba buatan untuk pengujian versi 1, SHA-256 ")
    book.write_text(LATER, encoding="utf-8")
    code, _, err = said("publish", book)
    assert (code, "Versi 1 sudah terbit. Tulis apa yang Anda perbaiki" in err) == (1, True)
    assert said("publish", book, "--note", "Umur menurut pedoman.")[0] == 0
    told = [(row.number, row.note, row.text, row.published_by) for row in RulebookVersion.objects.order_by("number")]
    assert told == [(1, "", CONTEST, None), (2, "Umur menurut pedoman.", LATER, None)]


def test_the_same_text_is_not_published_twice(book: Path, said: Any) -> None:  # noqa: F811
    said("publish", book)
    code, out, _ = said("publish", book, "--note", "lagi")
    assert (code, "versi 1" in out, "tidak ada yang baru" in out) == (0, True, True)
    assert RulebookVersion.objects.count() == 1


def test_a_broken_file_is_refused_with_file_key_and_what_would_be_right(book: Path, said: Any) -> None:  # noqa: F811
    book.write_text(CONTEST.replace("weight = 60", 'weight = "60"'), encoding="utf-8")
    code, _, err = said("publish", book)
    assert (code, err.strip()) == (
        1, 'lomba.toml: criteria.umum.items[2].weight: harus angka, bukan teks "60"; hapus tanda kutipnya',
    )  # fmt: skip
    assert not RulebookVersion.objects.exists()


def test_a_published_version_cannot_be_changed(book: Path, said: Any) -> None:  # noqa: F811
    said("publish", book)
    with pytest.raises(DatabaseError), transaction.atomic():
        RulebookVersion.objects.update(text=LATER)


def test_the_centre_publishes_a_file_by_clicking(folder: Path, pembina: User) -> None:
    browser = signed_in(pembina)
    assert "Terbitkan sebagai versi" in browser.get("/aturan/lomba-2026").content.decode()
    asked = browser.get("/aturan/lomba-2026/terbitkan").content.decode()
    assert "sebagai versi 1?" in asked
    done = browser.post("/aturan/lomba-2026/terbitkan", {}, follow=True).content.decode()
    assert "Versi 1 terbit." in done
    assert "Terbitkan sebagai versi" not in done
    assert "Halaman ini menunjukkan versi 1" in done
    folder.write_text(LATER, encoding="utf-8")
    changed = browser.get("/aturan/lomba-2026").content.decode()
    assert "Halaman ini menunjukkan berkas yang belum diterbitkan." in changed
    refused = browser.post("/aturan/lomba-2026/terbitkan", {"alasan": ""})
    assert "Tulis alasannya" in refused.content.decode()
    browser.post("/aturan/lomba-2026/terbitkan", {"alasan": "Umur diperbaiki."})
    assert [row.note for row in RulebookVersion.objects.order_by("number")] == ["", "Umur diperbaiki."]
    assert RulebookVersion.objects.get(number=2).published_by == pembina


def test_nobody_else_publishes_files(folder: Path, member: User) -> None:
    assert "Terbitkan" not in signed_in(member).get("/aturan/lomba-2026").content.decode()
    assert signed_in(member).post("/aturan/lomba-2026/terbitkan", {}).status_code == 403
    assert Client().post("/aturan/lomba-2026/terbitkan", {}).status_code == 401
    assert not RulebookVersion.objects.exists()


def test_each_version_has_its_page_its_file_and_its_comparison(folder: Path, said: Any, client: Client) -> None:  # noqa: F811
    said("publish", folder)
    folder.write_text(LATER, encoding="utf-8")
    said("publish", folder, "--note", "Umur menurut <pedoman>.")
    listed = client.get("/aturan/lomba-2026").content.decode()
    assert "Umur menurut &lt;pedoman&gt;." in listed
    assert "/aturan/banding?dari=lomba-2026%401&amp;ke=lomba-2026%402" in listed
    first = client.get("/aturan/lomba-2026/v/1").content.decode()
    assert "Halaman ini menunjukkan versi 1" in first
    assert client.get("/aturan/lomba-2026/v/1.toml").content == CONTEST.encode()
    assert client.get("/aturan/lomba-2026/v/2.toml").content == LATER.encode()
    for number in ("3", "9" * 25):
        assert client.get(f"/aturan/lomba-2026/v/{number}").status_code == 404
    between = client.get("/aturan/banding?dari=lomba-2026@1&ke=lomba-2026@2").content.decode()
    assert "Yang berubah dari Lomba buatan untuk pengujian, versi 1" in between
    assert "/aturan/lomba-2026/v/2" in between
    with_file = client.get("/aturan/banding?dari=lomba-2026@1&ke=lomba-2026").content.decode()
    assert "umur paling sedikit" in with_file.lower()
    assert "tidak ada lagi" in client.get("/aturan/banding?dari=lomba-2026@x&ke=lomba-2026").content.decode()


def test_a_rulebook_without_a_file_is_listed_shown_and_downloaded(folder: Path, said: Any, client: Client) -> None:  # noqa: F811
    said("publish", folder)
    folder.unlink()
    listed = client.get("/aturan").content.decode()
    assert ("Lomba buatan untuk pengujian" in listed, "versi 1 terbit" in listed) == (True, True)
    assert "Halaman ini menunjukkan versi 1" in client.get("/aturan/lomba-2026").content.decode()
    assert client.get("/aturan/lomba-2026.toml").content == CONTEST.encode()
    assert client.get("/aturan/tidak-ada").status_code == 404
