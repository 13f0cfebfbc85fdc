"""With the keyboard alone: from the first page to an opened score, and one always sees where one is."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.steps import NEED, REGENCY, number, results

PATIENCE = 150
"""Presses of Tab after which a thing counts as out of reach."""

MARK = """() => {
  const seen = document.activeElement, style = getComputedStyle(seen), box = seen.getBoundingClientRect();
  const line = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2
    && !/rgba\\(.*, 0\\)|transparent/.test(style.outlineColor);
  return {
    what: seen.tagName + ' ' + (seen.innerText || seen.name || seen.id || '').slice(0, 40),
    page: seen === document.body,
    marked: line || style.boxShadow !== 'none',
    inView: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth && box.width > 0,
  };
}"""


def tab(page: Page) -> str:
    """Press Tab, check that the place that has the focus now is marked and in view, and say what it is."""
    page.keyboard.press("Tab")
    mark = page.evaluate(MARK)
    if not mark["page"]:
        assert mark["marked"], f"no visible focus on {mark['what']}"
        assert mark["inView"], f"focus out of view on {mark['what']}"
    return str(mark["what"])


def tab_to(page: Page, what: str) -> None:
    """Press Tab until something whose tag and text match has the focus."""
    passed = []
    for _ in range(PATIENCE):
        passed.append(tab(page))
        if re.search(what, passed[-1]):
            return
    raise AssertionError(f"{what} not reached: {passed}")


def test_from_the_first_page_to_an_opened_score(page: Page) -> None:
    page.goto("/")
    tab_to(page, "^TEXTAREA")
    page.keyboard.type(NEED)
    page.keyboard.press("Escape")
    tab_to(page, "^INPUT untuk")
    page.keyboard.type("kabupaten belu")
    expect(page.get_by_role("option", name=REGENCY)).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    tab_to(page, "^BUTTON Cari inovasi")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(f"“{NEED}”")

    tab_to(page, r"^SUMMARY [\s\S]*Rincian skor")
    page.keyboard.press("Enter")
    table = page.get_by_role("table", name=re.compile("^Rincian skor"))
    expect(table).to_be_visible()
    expect(table.get_by_role("row", name=re.compile("^Jumlah"))).to_contain_text(
        page.locator("summary:focus b").inner_text()
    )
    page.keyboard.press("Enter")
    expect(table).to_be_hidden()


def test_the_first_tab_skips_to_the_content(page: Page) -> None:
    for path in ("/", "/temukan?q=stunting", "/jelajah"):
        page.goto(path)
        assert tab(page) == "A Langsung ke isi"
        page.keyboard.press("Enter")
        expect(page.get_by_role("main")).to_be_focused()
        tab(page)
        assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_the_filters_can_be_skipped(page: Page) -> None:
    page.goto("/temukan?q=stunting")
    tab_to(page, "^A Langsung ke daftar hasil")
    page.keyboard.press("Enter")
    tab(page)
    expect(results(page).first.get_by_role("link").first).to_be_focused()


def test_a_filter_is_set_and_two_innovations_are_compared(page: Page) -> None:
    page.goto("/temukan?q=stunting")
    if not page.get_by_role("form", name="Saring hasil").is_visible():
        tab_to(page, "^SUMMARY Saring hasil")
        page.keyboard.press("Enter")
    tab_to(page, "^INPUT hasil")
    box = page.get_by_role("checkbox", name="menyebut hasil dengan angka")
    promised = number(box.locator("xpath=..").inner_text().splitlines()[-1])
    page.keyboard.press("Space")
    expect(page.get_by_role("heading", level=2, name=f"{promised} inovasi")).to_be_visible()
    expect(box).to_be_focused()
    for _ in range(2):
        tab_to(page, "^INPUT pilih")
        page.keyboard.press("Space")
    tab_to(page, "^BUTTON Bandingkan")
    page.keyboard.press("Enter")
    expect(page.get_by_role("table", name="Perbandingan inovasi").get_by_role("columnheader")).to_have_count(2)
    tab_to(page, "^DIV")  # the frame of the table can be reached, so that arrows scroll it
    expect(page.get_by_role("region", name="Tabel perbandingan")).to_be_focused()
