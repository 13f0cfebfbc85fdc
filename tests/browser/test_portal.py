"""The first page, browsing and agencies in a real browser, at both widths and without JavaScript."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

PAGES = ["/", "/jelajah", "/instansi", "/instansi?q=kabupaten", "/instansi/pemkot-surabaya", "/instansi/kemenkumham"]


@pytest.mark.parametrize("path", PAGES)
def test_pages_are_accessible_and_fit(
    page: Page, axe: Callable[[Page], None], fits: Callable[[Page], None], path: str
) -> None:
    page.goto(path)
    for summary in page.locator("details.t-more > summary").all():
        summary.click()
    axe(page)
    fits(page)


def test_a_problem_can_be_asked_and_an_agency_opened_without_javascript(plain_page: Page) -> None:
    plain_page.goto("/")
    assert plain_page.get_by_label("Tulis dengan kata sehari-hari").is_editable()
    plain_page.goto("/jelajah")
    plain_page.get_by_label("Nama instansi atau daerah").fill("Belu")
    plain_page.get_by_role("button", name="Cari instansi").click()
    plain_page.get_by_role("link", name="Pemerintah Kabupaten Belu").click()
    assert plain_page.get_by_role("heading", level=1).inner_text() == "Pemerintah Kabupaten Belu"


def test_the_table_says_in_numbers_what_the_network_shows(page: Page) -> None:
    page.goto("/")
    page.get_by_text("Lihat sebagai tabel").click()
    table = page.get_by_role("table", name="instansi asal")
    assert table.get_by_role("row").count() > 5
    assert page.get_by_role("img", name="Jaringan replikasi antarinstansi").is_visible()


def test_each_province_of_the_tile_map_is_a_link_with_its_full_name_and_count(page: Page) -> None:
    page.goto("/jelajah")
    link = page.get_by_role("link", name="Jawa Timur:")
    assert link.get_attribute("href") == "/temukan?provinsi=35"
