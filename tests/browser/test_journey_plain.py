"""The same search without JavaScript: everything can be read, searched, filtered and compared."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.steps import (
    NEED,
    NEXT_PAGE,
    asker_box,
    count_of,
    need_box,
    open_filters,
    open_results,
    option,
    result_count,
    results,
    shown_count,
    titles,
)

Check = Callable[[Page], None]


def test_a_search_a_filter_and_a_way_back(plain_page: Page, plainly_sound: Check) -> None:
    open_results(plain_page)
    expect(plain_page.get_by_role("heading", level=1)).to_have_text(f"“{NEED}”")
    everything = shown_count(plain_page)
    box = option(plain_page, "Hasil", "menyebut hasil dengan angka")
    promised = count_of(box)
    box.check()
    option(plain_page, "Abaikan alasan", "Kemiripan wilayah").check()
    open_filters(plain_page).get_by_role("button", name="Terapkan").click()
    expect(result_count(plain_page)).to_have_text(f"{promised} inovasi")
    expect(plain_page.get_by_text("diabaikan Kemiripan wilayah")).to_be_visible()
    expect(plain_page.get_by_text("seperti Anda")).to_have_count(0)
    plainly_sound(plain_page)
    plain_page.get_by_role("link", name="lepas saringan").click()
    expect(result_count(plain_page)).to_have_text(f"{everything} inovasi")
    plain_page.get_by_role("link", name=NEXT_PAGE).click()
    expect(plain_page.get_by_role("navigation", name=re.compile("^Halaman 2 dari"))).to_be_visible()


def test_a_score_opens_and_innovations_are_compared_by_their_boxes(plain_page: Page, plainly_sound: Check) -> None:
    open_results(plain_page)
    results(plain_page).first.locator("summary").click()
    expect(results(plain_page).first.get_by_role("row", name=re.compile("^Jumlah"))).to_be_visible()
    chosen = titles(plain_page)[1:3]
    for title in chosen:
        plain_page.get_by_role("checkbox", name=f"Bandingkan {title}").check()
    tray = plain_page.get_by_role("region", name="Bandingkan", exact=True)
    expect(tray).to_contain_text("Pilih sampai 4 inovasi")
    tray.get_by_role("button", name="Bandingkan", exact=True).click()
    table = plain_page.get_by_role("table", name="Perbandingan inovasi")
    expect(table.get_by_role("columnheader")).to_have_text(chosen)
    plainly_sound(plain_page)


def test_suggestions_are_absent_and_the_fields_are_plain(plain_page: Page) -> None:
    plain_page.goto("/")
    need_box(plain_page).press_sequentially("antrean ob")
    asker_box(plain_page).press_sequentially("Belu")
    expect(plain_page.get_by_role("combobox")).to_have_count(0)
    expect(plain_page.get_by_role("listbox", include_hidden=True)).to_have_count(0)
    asker_box(plain_page).press("Enter")
    expect(plain_page.get_by_role("list", name="Yang kami tangkap")).to_contain_text("Pemerintah Kabupaten Belu")


def test_every_place_of_the_journey_is_reached_by_links(plain_page: Page, plainly_sound: Check) -> None:
    plain_page.goto("/")
    visited = [
        ("Mencari", "Jelajah tema, provinsi, tahun", "Jelajah katalog"),
        ("Mencari", "Instansi", "Instansi"),
        ("Mencari", "Bandingkan inovasi", "Bandingkan inovasi"),
        ("Memeriksa", "Aturan peringkat", "Buku aturan"),
        ("Memeriksa", "Tesaurus", "Tesaurus pelayanan publik"),
    ]
    for place, link, heading in visited:
        plain_page.get_by_role("navigation", name=place).get_by_role("link", name=link, exact=True).click()
        expect(plain_page.get_by_role("heading", level=1)).to_have_text(heading)
    plainly_sound(plain_page)
    open_results(plain_page)
    first = titles(plain_page)[0]
    plain_page.get_by_role("link", name=first).click()
    expect(plain_page.get_by_role("heading", level=1)).to_have_text(first)
    expect(plain_page.get_by_role("button", name="Cetak")).to_have_count(0)  # it needs JavaScript, so it is not there
    plainly_sound(plain_page)
    plain_page.get_by_role("navigation", name="Jejak halaman").get_by_role("link").nth(1).click()
    expect(result_count(plain_page)).to_be_visible()
