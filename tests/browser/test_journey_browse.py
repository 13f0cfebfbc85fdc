"""Browsing instead of searching: themes, provinces, awards, years, agencies and those that came after them."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.steps import number, option, result_count, results, shown_count

Check = Callable[[Page], None]


@pytest.mark.parametrize(
    ("region", "name", "parameter"),
    [
        ("Tema", "Stunting", "tema=stunting"),
        ("Bidang layanan", "Perikanan", "bidang=perikanan"),
        ("Pengakuan", "Top 45", "pengakuan="),
        ("Tahun", "2019", "tahun=2019"),
        ("Jenis instansi", "kabupaten", "jenis=kabupaten"),
    ],
)
def test_a_count_leads_to_as_many_innovations(page: Page, sound: Check, region: str, name: str, parameter: str) -> None:
    page.goto("/jelajah")
    row = (
        page.get_by_role("region", name=region, exact=True)
        .get_by_role("listitem")
        .filter(has=page.get_by_role("link", name=re.compile(rf"^{name}\b")))
    )
    promised = number(row.inner_text().removeprefix(name))
    row.get_by_role("link").click()
    expect(result_count(page)).to_have_text(re.compile(f"^{promised} inovasi$"))
    assert parameter in page.url
    expect(page.get_by_role("link", name=re.compile(f"{name}.*lepas saringan"))).to_be_visible()


@pytest.mark.parametrize("province", ["Nusa Tenggara Timur", "Jawa Timur"])
def test_a_tile_of_the_map_leads_to_its_provinces_innovations(page: Page, sound: Check, province: str) -> None:
    page.goto("/jelajah")
    tile = page.get_by_role("link", name=re.compile(f"^{province}: "))
    promised = int(number((tile.text_content() or "").split(": ")[1]))
    tile.click()
    assert shown_count(page) == promised
    expect(page.get_by_role("link", name=re.compile(f"{province}.*lepas saringan"))).to_be_visible()
    for result in results(page).all():
        expect(result).to_contain_text(province)
    expect(option(page, "Provinsi pemilik", province)).to_be_checked()
    sound(page)


def test_the_table_under_the_map_says_the_same(page: Page, sound: Check) -> None:
    page.goto("/jelajah")
    tile = page.get_by_role("link", name=re.compile("^Maluku: "))
    promised = number((tile.text_content() or "").split(": ")[1])
    page.get_by_role("group").filter(has_text="Lihat sebagai tabel").locator("summary").click()
    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name="Maluku", exact=True))
    assert number(row.get_by_role("cell").inner_text()) == promised
    sound(page)


def test_an_agency_is_found_by_a_word_and_shows_its_innovations(page: Page, sound: Check) -> None:
    page.goto("/instansi")
    page.get_by_label("Nama instansi atau daerah").fill("banyuwangi")
    page.get_by_role("button", name="Cari instansi").click()
    page.get_by_role("link", name="Pemerintah Kabupaten Banyuwangi").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Pemerintah Kabupaten Banyuwangi")
    sound(page)
    everything = page.get_by_role("link", name=re.compile(r"^Lihat semua \d+ inovasi$"))
    table = page.get_by_role("table", name="Inovasi instansi ini")
    own = int(number(everything.inner_text())) if everything.count() else table.get_by_role("row").count() - 1
    page.get_by_label("Cari masalah di dalam inovasi instansi ini").fill("gangguan jiwa")
    page.get_by_role("button", name="Cari inovasi").click()
    expect(results(page).first).to_contain_text("Teropong Jiwa")
    assert shown_count(page) <= own
    for result in results(page).all():
        expect(result).to_contain_text("Banyuwangi")
    page.get_by_role("link", name="Teropong Jiwa").first.click()
    page.get_by_role("main").get_by_role("link", name="Pemerintah Kabupaten Banyuwangi").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Pemerintah Kabupaten Banyuwangi")


def test_an_agency_nobody_knows_gets_help(page: Page, sound: Check) -> None:
    page.goto("/instansi")
    page.get_by_label("Nama instansi atau daerah").fill("kerajaan antah berantah")
    page.get_by_role("button", name="Cari instansi").click()
    expect(page.get_by_text("Tidak ada instansi dengan kata itu")).to_be_visible()
    expect(page.get_by_label("Nama instansi atau daerah")).to_have_value("kerajaan antah berantah")
    sound(page)


def test_an_agency_that_was_split_leads_to_its_successors_and_back(page: Page, sound: Check) -> None:
    page.goto("/instansi")
    page.get_by_label("Nama instansi atau daerah").fill("hukum dan hak asasi")
    page.get_by_role("button", name="Cari instansi").click()
    page.get_by_role("link", name="Kementerian Hukum dan Hak Asasi Manusia", exact=True).click()
    expect(page.get_by_text("Instansi ini ada sampai Oktober 2024.")).to_be_visible()
    sound(page)
    page.get_by_role("link", name="Kementerian Hukum", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kementerian Hukum")
    page.get_by_role("region", name="Tentang instansi").get_by_role(
        "link", name="Kementerian Hukum dan Hak Asasi Manusia"
    ).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kementerian Hukum dan Hak Asasi Manusia")


def test_a_search_in_a_successor_finds_what_its_predecessor_made(page: Page) -> None:
    page.goto("/instansi/kemenkumham")
    made = number(page.get_by_text(re.compile(r"^\d+ catatan dalam katalog\.$")).inner_text())
    assert made > 0
    page.goto("/temukan?instansi=kemenkum")
    expect(page.get_by_role("link", name=re.compile("Kementerian Hukum.*lepas saringan"))).to_be_visible()
    assert shown_count(page) >= made
    expect(results(page).first).to_contain_text("Kementerian Hukum dan Hak Asasi Manusia")
