"""The registry of rulebooks and the public pages that show them in words."""

from __future__ import annotations

import os
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import translation
from django.utils.html import strip_tags

from tular.engines.rulebook import RulebookError, load
from tular.engines.rulebook.eligibility import RULES
from tular.foundation.rulebooks import registry
from tular.foundation.rulebooks.pages import page
from tular.foundation.rulebooks.values import Piece
from tular.foundation.rulebooks.wording import word_of

pytestmark = pytest.mark.django_db

HEAD = """schema = "tular-ranking-1"
id = "{id}"
title = "Urutan contoh"
title_en = "Example order"
scope = "product"
organiser = "Tular"
unknown = ["bobot resmi"]
unknown_en = ["official weights"]
"""

PARTS = """
[[parts]]
id = "text"
name_id = "Kecocokan isi"
name_en = "Fit of content"
weight = 60
why = "Yang pertama dicari adalah inovasi untuk masalahnya sendiri."
source = "ukuran sendiri; https://www.contoh.id/kajian"
confidence = "likely"
[[parts.reasons]]
id = "words"
name_id = "Kata yang sama"
weight = 60

[[parts]]
id = "proof"
name_id = "Bukti"
weight = 40
why = "Yang pernah diakui lebih layak ditelepon lebih dulu, walaupun pengakuan bukan bukti hasil."

[words]
share = 0.25
source = "ditetapkan Tular"
confidence = "inferred"

[[years]]
year = 2023
name_id = "Edisi pertama"

[[years]]
year = 2024
name_id = "Edisi kedua <script>"
needs = ["text", "proof"]
"""


@pytest.fixture
def folder(tmp_path: Path, settings: Any) -> Path:
    """An installation with one rulebook; its cases lie beside it."""
    settings.RULEBOOKS_DIR = tmp_path
    (tmp_path / "ranking").mkdir()
    (tmp_path / "ranking" / "contoh.toml").write_text(HEAD.format(id="contoh-1") + PARTS)
    (tmp_path / "ranking" / "contoh.cases.toml").write_text("[[cases]]")
    return tmp_path


def text_of(client: Client, path: str, status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status
    return " ".join(response.content.decode().split())


def test_every_shipped_rulebook_can_be_read() -> None:
    assert [str(entry.error) for entry in registry.entries() if entry.error] == []
    assert "innovation-model-1" in {entry.book.id for entry in registry.entries() if entry.book}


def test_the_registry_knows_rulebooks_and_not_their_cases(folder: Path) -> None:
    (entry,) = registry.entries()
    assert (entry.folder, entry.error) == ("ranking", None)
    assert registry.rulebook("contoh-1") == load(folder / "ranking" / "contoh.toml", "ranking/contoh.toml")


def test_an_unknown_rulebook_is_refused(folder: Path) -> None:
    with pytest.raises(registry.UnknownRulebook):
        registry.rulebook("lain-1")


def test_an_edited_file_is_read_again(folder: Path) -> None:
    before = registry.rulebook("contoh-1")
    path = folder / "ranking" / "contoh.toml"
    path.write_text(path.read_text().replace("weight = 60", "weight = 55"))
    os.utime(path, ns=(1, 1))
    assert registry.rulebook("contoh-1").digest != before.digest


def test_a_broken_file_does_not_hide_the_others(folder: Path) -> None:
    (folder / "rusak.toml").write_text("schema = 1")
    good, broken = registry.entries()
    assert good.book is not None and good.book.id == "contoh-1"
    assert isinstance(broken.error, RulebookError) and broken.error.file == "rusak.toml"


def test_the_second_file_with_the_same_id_is_refused(folder: Path) -> None:
    (folder / "salinan.toml").write_text(HEAD.format(id="contoh-1"))
    first, second = registry.entries()
    assert first.book is not None and second.book is None
    assert str(second.error) == 'salinan.toml: id: "contoh-1" sudah dipakai oleh ranking/contoh.toml; pakai id lain'


def test_the_list_names_each_rulebook_with_version_and_gaps(folder: Path, client: Client) -> None:
    (folder / "rusak.toml").write_text("schema = 1")
    text = text_of(client, "/aturan")
    assert '<a href="/aturan/contoh-1">Urutan contoh</a>' in text
    assert f"<code>{registry.rulebook('contoh-1').short_digest}</code>" in text
    assert "1 hal" in text and "Tular sendiri" in text
    assert "Tidak dapat dibaca" in text and "rusak.toml: schema: harus salah satu dari" in text


def test_an_installation_without_rulebooks_says_so(tmp_path: Path, settings: Any, client: Client) -> None:
    settings.RULEBOOKS_DIR = tmp_path
    assert "Belum ada buku aturan" in text_of(client, "/aturan")


def test_the_page_says_first_what_is_not_known(folder: Path, client: Client) -> None:
    text = text_of(client, "/aturan/contoh-1")
    assert text.index("bobot resmi") < text.index('<h2 class="t-h2" id="parts">')


def test_the_page_shows_weights_that_add_up_and_the_source_of_each_rule(folder: Path, client: Client) -> None:
    text = text_of(client, "/aturan/contoh-1")
    for part in (
        '<tfoot><tr><th scope="row">Jumlah</th><td class="is-num">100</td></tr></tfoot>',
        'Kecocokan isi <span class="t-quiet t-normal t-small">bobot 60</span>',
        "Yang pertama dicari adalah inovasi untuk masalahnya sendiri.",
        '<a href="https://www.contoh.id/kajian">contoh.id</a>',
        "cukup pasti",
        "Cara membaca: Kata yang sama",
        "0,25",
        "Edisi kedua &lt;script&gt;",
    ):
        assert part in text
    assert "<script>" not in text.split("<main", 1)[1]


def test_a_rule_that_names_another_links_to_it(folder: Path) -> None:
    shown = page(registry.rulebook("contoh-1"))
    years = next(section for section in shown.sections if section.anchor == "years")
    assert years.table is not None
    assert years.table.columns == ("Tahun", "Nama", "Needs")
    first, second = years.table.rows
    assert [cell and cell.text for _column, cell in first.cells] == [(Piece("2023"),), (Piece("Edisi pertama"),), None]
    _column, needs = second.cells[2]
    assert needs is not None
    assert needs.items == ((Piece("Kecocokan isi", "#parts-text"),), (Piece("Bukti", "#parts-proof"),))


def test_the_page_speaks_english_where_the_rulebook_does(folder: Path) -> None:
    with translation.override("en"):
        shown = page(registry.rulebook("contoh-1"))
    assert (shown.title, shown.unknown) == ("Example order", ("official weights",))
    assert [item.heading for item in shown.sections[0].items] == ["Fit of content", "Bukti"]


def test_every_shipped_rulebook_has_a_page_in_both_languages(client: Client) -> None:
    for entry in registry.entries():
        assert entry.book is not None
        assert entry.book.title in text_of(client, f"/aturan/{entry.book.id}?bahasa=id")
        assert entry.book.title_en in text_of(client, f"/aturan/{entry.book.id}?bahasa=en")


def test_the_download_is_the_file_byte_for_byte(folder: Path, client: Client) -> None:
    response = client.get("/aturan/contoh-1.toml")
    assert response.content == (folder / "ranking" / "contoh.toml").read_bytes()
    assert response["Content-Type"] == "application/toml; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="contoh.toml"'


@pytest.mark.parametrize("path", ["/aturan/lain-1", "/aturan/lain-1.toml", "/aturan/..%2Fmanage"])
def test_what_is_no_rulebook_is_not_found(folder: Path, client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


OTHER = PARTS.replace("weight = 40", "weight = 45").replace("[words]\nshare = 0.25", "[words]\nlimit = 3")


@pytest.fixture
def two_books(tmp_path: Path, settings: Any) -> None:
    settings.RULEBOOKS_DIR = tmp_path
    (tmp_path / "a.toml").write_text(HEAD.format(id="contoh-1") + PARTS)
    (tmp_path / "b.toml").write_text(HEAD.format(id="contoh-2") + OTHER)


def test_two_rulebooks_are_compared_rule_by_rule(two_books: None, client: Client) -> None:
    page = client.get("/aturan/banding", {"dari": "contoh-1", "ke": "contoh-2"})
    text = " ".join(unescape(strip_tags(page.text)).split())
    assert page.status_code == 200
    assert "Bukti · Bobot berubah 40 45" in text
    assert "Limit baru tidak disebut 3" in text
    assert "tidak disebut lagi 0,25 tidak disebut" in text
    assert "ukuran sendiri" not in text
    same = client.get("/aturan/banding", {"dari": "contoh-1", "ke": "contoh-1"})
    assert "Tidak ada yang berubah" in same.text


@pytest.mark.parametrize("query", [{"dari": "contoh-1"}, {"dari": "contoh-1", "ke": "tidak-ada"}, {"ke": "../x"}])
def test_a_comparison_without_two_rulebooks_offers_them(two_books: None, client: Client, query: dict[str, str]) -> None:
    page = client.get("/aturan/banding", query)
    assert page.status_code == 200
    assert "Pilih dua buku aturan." in page.text
    assert 'value="contoh-2"' in page.text


def test_the_page_to_compare_asks_first_and_complains_not(two_books: None, client: Client) -> None:
    assert "Pilih dua buku aturan." not in client.get("/aturan/banding").text


def test_every_rule_about_entering_has_a_name_in_words() -> None:
    assert [kind for kind in sorted(RULES) if word_of(kind) == kind] == []
