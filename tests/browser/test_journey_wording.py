"""What is typed: bad input gets a clear sentence and stays in the box; suggestions and spelling help."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.steps import NEXT_PAGE, asker_box, need_box, open_results, result_count, results
from tular.features.finder.queries.search import PAGE_SIZE

Check = Callable[[Page], None]

UNREADABLE = "Kebutuhan Anda belum dapat dibaca"
MARKUP = "<script>document.title = 'diambil alih'</script><b onclick=\"x\">antrean obat</b> & 'petik'"


def ask(page: Page, need: str, asker: str = "") -> None:
    page.goto("/")
    need_box(page).fill(need)
    asker_box(page).fill(asker)
    asker_box(page).blur()
    page.get_by_role("button", name="Cari inovasi").click()
    expect(page).to_have_url(re.compile("/temukan"))


@pytest.mark.parametrize(
    ("need", "sentence"),
    [
        ("", "Belum ada kebutuhan yang ditulis"),
        ("a", UNREADABLE),
        ("😀 🤷‍♀️ 🚑", UNREADABLE),
        ("yang dan di untuk", UNREADABLE),
        ("our little children do not grow", "coba tulis dalam bahasa Indonesia sehari-hari"),
    ],
    ids=["empty", "letter", "emoji", "stopwords", "english"],
)
def test_a_need_that_says_nothing_gets_a_sentence_and_stays_in_the_box(
    page: Page, sound: Check, need: str, sentence: str
) -> None:
    ask(page, need)
    expect(page.get_by_text(sentence).first).to_be_visible()
    expect(need_box(page)).to_be_visible()
    expect(need_box(page)).to_have_value(need)
    sound(page)


def test_ten_thousand_pasted_words_are_read_as_far_as_the_page_says_and_all_stay(page: Page, sound: Check) -> None:
    need = "antrean obat di rumah sakit panjang sekali " * 1430
    assert len(need.split()) > 10_000
    ask(page, need)
    expect(page.get_by_text("Seluruh teks tetap ada di kotak.")).to_contain_text("10.010 kata")
    expect(results(page)).to_have_count(PAGE_SIZE)
    assert need_box(page).input_value().strip() == need.strip()
    sound(page)
    page.get_by_role("link", name=NEXT_PAGE).click()
    expect(page.get_by_role("navigation", name=re.compile("^Halaman 2 dari"))).to_be_visible()


def test_markup_is_text_and_its_words_are_searched(page: Page, sound: Check) -> None:
    ask(page, MARKUP)
    expect(result_count(page)).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_contain_text("antrean obat</b>")
    expect(need_box(page)).to_have_value(MARKUP)
    assert "diambil alih" not in page.evaluate("document.title").split("<script>")[0]
    sound(page)


def test_a_need_in_english_finds_what_its_borrowed_words_say(page: Page) -> None:
    ask(page, "long queues at the hospital pharmacy")
    expect(results(page)).to_have_count(PAGE_SIZE)
    expect(need_box(page)).to_have_value("long queues at the hospital pharmacy")


def test_an_unknown_agency_is_named_and_stays_in_its_box(page: Page, sound: Check) -> None:
    ask(page, "stunting", "Kerajaan Antah Berantah")
    notice = page.get_by_text("“Kerajaan Antah Berantah” belum dikenal sebagai instansi atau wilayah")
    expect(notice).to_be_visible()
    expect(asker_box(page)).to_be_visible()
    expect(asker_box(page)).to_have_value("Kerajaan Antah Berantah")
    expect(need_box(page)).to_have_value("stunting")
    expect(results(page)).to_have_count(PAGE_SIZE)
    sound(page)


def test_an_address_with_unknown_filters_and_pages_is_answered(page: Page, sound: Check) -> None:
    page.goto("/temukan?q=stunting&provinsi=atlantis&halaman=99999&tanpa=apa&urut=x")
    expect(page.get_by_text("Tidak ada inovasi yang lolos semua saringan")).to_be_visible()
    sound(page)
    page.get_by_role("link", name="Lepas semua saringan").click()
    expect(results(page)).to_have_count(PAGE_SIZE)


def test_the_need_is_completed_while_it_is_typed(page: Page, sound: Check) -> None:
    page.goto("/")
    need = need_box(page)
    need.press_sequentially("anak putus sek")
    listed = page.get_by_role("listbox", name="Tulis dengan kata sehari-hari").get_by_role("option")
    wanted = listed.filter(has_text=re.compile("^anak putus sekolah( istilah)?$"))
    expect(wanted).to_be_visible()
    expect(page.locator("#kabar")).to_have_text(re.compile(r"^\d saran$"))
    sound(page)
    need.press("ArrowDown")
    expect(listed.first).to_have_attribute("aria-selected", "true")
    wanted.click()
    expect(need).to_have_value("anak putus sekolah")
    expect(listed).to_have_count(0)
    page.get_by_role("button", name="Cari inovasi").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("“anak putus sekolah”")


def test_escape_and_a_new_line_leave_the_need_as_typed(page: Page) -> None:
    page.goto("/")
    need = need_box(page)
    need.press_sequentially("anak putus sek")
    expect(page.get_by_role("option").first).to_be_visible()
    need.press("Escape")
    expect(page.get_by_role("option")).to_have_count(0)
    need.press("Enter")
    expect(need).to_have_value("anak putus sek\n")


def test_a_misspelt_word_is_offered_corrected(page: Page, sound: Check) -> None:
    ask(page, "antrean obta")
    expect(page.get_by_text("Maksud Anda:")).to_be_visible()
    sound(page)
    page.get_by_role("link", name="antrean obat", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("“antrean obat”")
    expect(page.get_by_text("Maksud Anda:")).to_have_count(0)
    expect(results(page).first).to_contain_text("obat")


def test_a_need_well_spelt_is_not_doubted(page: Page) -> None:
    open_results(page)
    expect(page.get_by_text("Maksud Anda:")).to_have_count(0)
