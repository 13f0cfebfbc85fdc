"""Rules are read, and one edition is compared with the next, by people who never saw a TOML file."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

type Check = Callable[[Page], None]


def test_what_changed_from_one_edition_to_the_next_is_found_from_the_list(page: Page, sound: Check) -> None:
    page.goto("/aturan")
    sound(page)
    page.get_by_role("link", name="Bandingkan dua buku aturan").click()
    sound(page)
    page.get_by_label("Dari").select_option("kipp-2022")
    page.get_by_label("Ke", exact=True).select_option("kipp-2023")
    page.get_by_role("button", name="Bandingkan", exact=True).click()
    expect(page.get_by_text("6 Mei 2023 pukul 23.59 (WIB)").first).to_be_visible()
    sound(page)
    page.goto("/aturan/kipp-2023")
    expect(page.get_by_role("heading", level=1)).to_have_text("Kompetisi Inovasi Pelayanan Publik 2023")
    sound(page)


def test_the_comparison_speaks_english(page: Page, sound: Check) -> None:
    page.goto("/aturan/banding?dari=kipp-2022&ke=kipp-2023&bahasa=en")
    expect(page.get_by_role("heading", level=1)).to_have_text("Compare rulebooks")
    expect(page.get_by_text("no longer stated").first).to_be_visible()
    sound(page)
