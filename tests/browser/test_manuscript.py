"""The manuscript editor in Chromium: tools, keys, tables, choosing, preview, undo, and without JavaScript."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import SIZES

Check = Callable[[Page], None]
SHOTS = os.environ.get("TULAR_TEST_SHOTS", "")
PAGE = "/uji/naskah"
SHEET = "<table><tr><td>Uraian</td><td>Biaya</td></tr><tr><td>Kader | RT</td><td>1.200</td></tr></table>"


@pytest.fixture(autouse=True)
def editor_page(settings: Any) -> None:
    settings.ROOT_URLCONF = "tests.browser.manuscript_page"


@pytest.fixture
def field(page: Page) -> Locator:
    """The open page's text, with the tools over it."""
    page.goto(PAGE)
    expect(page.get_by_role("toolbar", name="Alat tulis")).to_be_visible()
    return page.get_by_role("textbox", name="Isi bab")


def tool(page: Page, name: str) -> Locator:
    return page.get_by_role("toolbar").get_by_role("button", name=name, exact=True)


def select(field: Locator, words: str) -> None:
    field.evaluate(
        "(one, words) => { one.focus(); const at = one.value.indexOf(words);"
        " one.setSelectionRange(at, at + words.length); }",
        words,
    )


def paste(field: Locator, text: str, html: str = "") -> None:
    """What a spreadsheet put into the clipboard; the browser itself pastes what the editor leaves."""
    field.evaluate(
        """(one, [text, html]) => {
          const data = new DataTransfer();
          data.setData("text/plain", text);
          if (html) data.setData("text/html", html);
          one.focus();
          one.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }""",
        [text, html],
    )


def shoot(page: Page, name: str) -> None:
    if SHOTS:
        width = page.viewport_size["width"] if page.viewport_size else 0
        page.screenshot(path=Path(SHOTS) / f"{name}-{width}.png", full_page=True)


def test_tools_mark_what_is_selected_and_take_it_back(page: Page, field: Locator) -> None:
    field.fill("Antrean panjang terjadi tiap pagi.")
    select(field, "panjang")
    tool(page, "Tebal").click()
    expect(field).to_have_value("Antrean **panjang** terjadi tiap pagi.")
    tool(page, "Miring").click()
    expect(field).to_have_value("Antrean ***panjang*** terjadi tiap pagi.")
    tool(page, "Miring").click()
    tool(page, "Tebal").click()
    expect(field).to_have_value("Antrean panjang terjadi tiap pagi.")
    field.press("ControlOrMeta+b")
    expect(field).to_have_value("Antrean **panjang** terjadi tiap pagi.")
    tool(page, "Urungkan").click()
    expect(field).to_have_value("Antrean panjang terjadi tiap pagi.")
    tool(page, "Ulangi").click()
    expect(field).to_have_value("Antrean **panjang** terjadi tiap pagi.")


def test_every_change_is_told_to_autosave_as_if_it_was_typed(page: Page, field: Locator) -> None:
    field.evaluate("one => { window.heard = 0; one.form.addEventListener('input', () => { window.heard += 1; }); }")
    tool(page, "Judul bagian").click()
    tool(page, "Kutipan").click()
    assert page.evaluate("window.heard") >= 2


def test_headings_and_lists_stand_by_themselves(page: Page, field: Locator) -> None:
    field.fill("Pengantar.\nKader\nBidan")
    select(field, "Kader\nBidan")
    tool(page, "Daftar").click()
    expect(field).to_have_value("Pengantar.\n\n- Kader\n- Bidan")
    tool(page, "Daftar bernomor").click()
    expect(field).to_have_value("Pengantar.\n\n1. Kader\n2. Bidan")
    tool(page, "Daftar centang").click()
    expect(field).to_have_value("Pengantar.\n\n- [ ] Kader\n- [ ] Bidan")
    field.press("End")
    field.press("Enter")
    field.press_sequentially("Camat")
    field.press("Enter")
    field.press("Enter")
    expect(field).to_have_value("Pengantar.\n\n- [ ] Kader\n- [ ] Bidan\n- [ ] Camat\n")
    select(field, "Pengantar.")
    for head in ("## ", "### ", "#### ", ""):
        tool(page, "Judul bagian").click()
        expect(field).to_have_value(re.compile(rf"^{head}Pengantar\."))


@pytest.mark.parametrize("html", ["", SHEET])
def test_a_table_of_a_spreadsheet_becomes_a_table_of_the_book(page: Page, field: Locator, html: str) -> None:
    field.fill("Rincian biaya.")
    field.press("End")
    paste(field, "Uraian\tBiaya\nKader | RT\t1.200\n", html)
    expect(field).to_have_value(
        "Rincian biaya.\n\n| Uraian | Biaya |\n| --- | ---: |\n| Kader \\| RT | 1.200 |\n\n"
        ": Judul tabel {#tabel:tabel-1}\n"
    )
    page.keyboard.type("Biaya awal")
    expect(field).to_have_value(re.compile(r"\n: Biaya awal \{#tabel:tabel-1\}\n$"))
    paste(field, "hanya kata biasa")
    assert "hanya kata" not in field.input_value()  # left to the browser, which takes no made-up paste


def test_a_pasted_table_and_a_chosen_source_are_taken_back_as_if_they_were_typed(page: Page, field: Locator) -> None:
    field.press_sequentially("Rincian biaya.")
    paste(field, "Uraian\tBiaya\nKader\t1.200\n")
    expect(field).to_have_value(re.compile(r"\| Kader \| 1\.200 \|"))
    field.press("ControlOrMeta+z")
    expect(field).to_have_value("Rincian biaya.")
    field.press("ControlOrMeta+Shift+z")
    expect(field).to_have_value(re.compile(r"\| Kader \| 1\.200 \|"))
    field.press("ControlOrMeta+z")
    tool(page, "Sitasi").click()
    page.get_by_role("button", name="Badan Pusat Statistik").click()
    expect(field).to_have_value("Rincian biaya. [@bps2023]")
    field.press("ControlOrMeta+z")
    expect(field).to_have_value("Rincian biaya.")


def test_a_heading_may_stand_at_the_very_beginning(page: Page, field: Locator) -> None:
    field.fill("\nIsi.")
    field.evaluate("one => one.setSelectionRange(0, 0)")
    tool(page, "Judul bagian").click()
    expect(field).to_have_value("## Judul bagian\nIsi.")


def test_tab_walks_through_a_table_and_adds_a_row_and_escape_leaves_it(page: Page, field: Locator) -> None:
    tool(page, "Tabel").click()
    page.get_by_label("Jumlah kolom").fill("2")
    page.get_by_label("Jumlah baris").fill("1")
    shoot(page, "tabel")
    page.get_by_role("button", name="Sisipkan tabel").click()
    expect(field).to_have_value("| Kolom 1 | Kolom 2 |\n| --- | --- |\n|  |  |\n\n: Judul tabel {#tabel:tabel-1}\n")
    select(field, "Kolom 1")
    field.press("Tab")
    page.keyboard.type("Biaya")
    field.press("Tab")
    page.keyboard.type("a")
    field.press("Tab")
    page.keyboard.type("b")
    field.press("Tab")
    page.keyboard.type("c")
    field.press("Shift+Tab")
    page.keyboard.type("B")
    expect(field).to_have_value(re.compile(r"^\| Kolom 1 \| Biaya \|\n\| --- \| --- \|\n\| a \| B \|\n\| c \|  \|\n"))
    field.press("Escape")
    field.press("Tab")
    expect(field).not_to_be_focused()


def test_a_source_a_reference_a_picture_and_a_callout_are_chosen_from_lists(
    page: Page, field: Locator, sound: Check
) -> None:
    field.fill("Menurut BPS")
    field.press("End")
    tool(page, "Sitasi").click()
    page.get_by_role("searchbox", name="Cari").fill("kesejahteraan")
    expect(page.get_by_role("dialog").get_by_role("listitem")).to_have_count(1)
    page.get_by_label("Halaman").fill("4")
    shoot(page, "sitasi")
    sound(page)
    page.get_by_role("button", name="Badan Pusat Statistik").click()
    expect(field).to_have_value("Menurut BPS [@bps2023, hlm. 4]")
    tool(page, "Rujuk").click()
    page.get_by_role("button", name="Biaya awal").click()
    expect(field).to_have_value("Menurut BPS [@bps2023, hlm. 4] @tabel:biaya")
    field.press("ControlOrMeta+Alt+g")
    page.get_by_role("button", name="Alur pelayanan").click()
    expect(field).to_have_value(re.compile(r"biaya\n\n!\[Alur pelayanan\]\(gambar:alur\)\n$"))
    field.press("ControlOrMeta+End")
    tool(page, "Kotak").click()
    page.get_by_role("button", name="Celah bukti").click()
    expect(field).to_have_value(re.compile(r"\n\n::: celah\nYang belum diketahui.*\n:::\n$"))
    tool(page, "Catatan kaki").click()
    expect(field).to_have_value(re.compile(r"\[\^1\].*\n\[\^1\]: Isi catatan kaki\.\n$", re.DOTALL))


def test_a_list_that_cannot_be_had_says_so(page: Page, field: Locator) -> None:
    page.route("**/uji/naskah/kunci", lambda route: route.fulfill(json={}))
    tool(page, "Sitasi").click()
    expect(page.get_by_text("Buku ini belum punya sumber.")).to_be_visible()
    page.keyboard.press("Escape")
    tool(page, "Gambar").click()
    expect(page.get_by_text("Buku ini belum punya gambar.")).to_be_visible()
    expect(page.get_by_role("link", name="Unggah gambar baru")).to_have_attribute("href", "/uji/naskah/gambar")


LONG = "\n\n".join(f"## Bagian {n}\n\n" + "Kader mencatat kunjungan tiap rumah. " * 30 for n in range(1, 9))


def test_the_preview_shows_what_readers_will_see_and_follows(page: Page, field: Locator, sound: Check) -> None:
    field.fill("## Sebab\n\nAntrean **panjang** [@bps2023].\n\n::: penting\nPeriksa ulang.\n:::")
    shown = page.get_by_role("region", name="Pratinjau")
    if page.viewport_size == {"width": SIZES["phone"][0], "height": SIZES["phone"][1]}:
        expect(shown).not_to_be_visible()
        shoot(page, "tulis")
        sound(page)
        page.get_by_role("button", name="Pratinjau").click()
        expect(field).not_to_be_visible()
    expect(shown.get_by_role("heading", name="Sebab")).to_be_visible()
    expect(shown.locator("strong", has_text="panjang")).to_be_visible()
    shoot(page, "pratinjau")
    sound(page)
    if field.is_visible():
        field.fill(LONG)
        expect(shown.get_by_role("heading", name="Bagian 8")).to_be_attached()
        field.evaluate("one => { one.scrollTop = one.scrollHeight; }")
        expect(shown.get_by_role("heading", name="Bagian 8")).to_be_in_viewport()
        field.evaluate("one => { one.scrollTop = 0; }")
        expect(shown.get_by_role("heading", name="Bagian 1")).to_be_in_viewport()


def test_a_preview_that_fails_leaves_the_text_alone(page: Page, field: Locator) -> None:
    page.evaluate("() => { window.fetch = () => Promise.reject(new TypeError()); }")
    field.fill("Tulisan")
    if page.get_by_role("button", name="Pratinjau").is_visible():
        return  # asked for only when it is looked at
    expect(page.get_by_text("Pratinjau tidak dapat diperbarui.")).to_be_visible()
    expect(field).to_have_value("Tulisan")


def test_words_are_counted_without_marks(page: Page, field: Locator) -> None:
    field.fill("## Sebab utama\n\n| a | b |\n| --- | --- |\n| c | d |\n\n: Judul {#tabel:x}\n\n[@bps2023] ok")
    expect(page.get_by_text("9 kata")).to_be_visible()


def test_the_toolbar_is_one_stop_for_the_keyboard_and_large_enough(page: Page, field: Locator) -> None:
    bar = page.get_by_role("toolbar")
    tool(page, "Judul bagian").focus()
    page.keyboard.press("ArrowRight")
    expect(tool(page, "Tebal")).to_be_focused()
    page.keyboard.press("End")
    expect(tool(page, "Bantuan menulis")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(tool(page, "Judul bagian")).to_be_focused()
    assert [one.get_attribute("tabindex") for one in bar.get_by_role("button").all()].count("0") == 1
    boxes = [one.bounding_box() for one in bar.get_by_role("button").all()]
    assert all(box and box["width"] >= 24 and box["height"] >= 24 for box in boxes)
    page.keyboard.press("Home")
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="Bantuan menulis")).to_be_visible()
    shoot(page, "bantuan")


def test_without_javascript_it_is_a_text_field(plain_page: Page) -> None:
    plain_page.goto(PAGE)
    field = plain_page.get_by_role("textbox", name="Isi bab")
    field.fill("Tulisan")
    expect(field).to_have_value("Tulisan")
    expect(plain_page.get_by_role("toolbar")).to_have_count(0)
