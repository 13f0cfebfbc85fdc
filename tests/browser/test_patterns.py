"""The pattern page in Chromium: every component is accessible, fits, and does what it promises."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, Response, expect

Check = Callable[[Page], None]


def test_every_component_is_accessible_and_fits_the_screen(page: Page, axe: Check, fits: Check) -> None:
    page.goto("/pola")
    axe(page)
    fits(page)


def test_every_component_is_accessible_with_suggestions_open_and_scores_open(page: Page, axe: Check) -> None:
    page.goto("/pola")
    page.get_by_role("combobox", name="Instansi (dengan saran)").press_sequentially("kota")
    expect(page.locator("[role=option]")).to_have_count(2)
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    axe(page)


def test_the_first_view_is_small(page: Page) -> None:
    answers: list[Response] = []

    def note(answer: Response) -> None:  # a method of a list will not do: Playwright marks what it is given
        answers.append(answer)

    page.on("response", note)
    page.goto("/pola", wait_until="networkidle")
    assert len(answers) <= 10, [answer.url for answer in answers]
    assert {answer.status for answer in answers} == {200}


def test_a_suggestion_is_chosen_with_the_keyboard(page: Page) -> None:
    page.goto("/pola")
    field = page.get_by_role("combobox", name="Instansi (dengan saran)")
    field.press_sequentially("kota")
    expect(page.locator("[role=option]")).to_have_text(["Kota Ambon contoh", "Kota Tangerang contoh"])
    expect(page.locator("#kabar")).to_have_text("2 saran")
    field.press("ArrowDown")
    field.press("ArrowDown")
    expect(page.locator("[role=option][aria-selected=true]")).to_have_text("Kota Tangerang contoh")
    field.press("Enter")
    expect(field).to_have_value("Kota Tangerang")
    expect(field).to_have_attribute("aria-expanded", "false")


def test_escape_closes_the_suggestions_and_keeps_the_words(page: Page) -> None:
    page.goto("/pola")
    field = page.get_by_role("combobox", name="Instansi (dengan saran)")
    field.press_sequentially("kota")
    expect(page.get_by_role("listbox")).to_be_visible()
    field.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(field).to_have_value("kota")


def test_the_compare_tray_follows_the_reader_and_lets_go(page: Page) -> None:
    page.goto("/pola")
    page.get_by_label("Bandingkan Gerobak Cinta").check()
    expect(page.locator(".t-tray__count")).to_have_text("2 dari 4 dipilih")
    page.reload()
    expect(page.get_by_label("Bandingkan Gerobak Cinta")).to_be_checked()
    page.get_by_label("Bandingkan Gerobak Cinta").uncheck()
    phone = page.viewport_size and page.viewport_size["width"] < 641
    page.get_by_role("button", name="Kosongkan" if phone else "Keluarkan InZting Sulsel").click()
    expect(page.locator(".t-tray")).to_be_hidden()


def test_the_compare_tray_takes_four_at_most_and_says_so(page: Page) -> None:
    page.goto("/pola")
    page.evaluate(
        "sessionStorage.setItem('compare', JSON.stringify("
        "[1, 2, 3, 4].map(n => ({slug: `s${n}`, title: `Inovasi ${n}`}))))"
    )
    page.reload()
    page.get_by_label("Bandingkan Gerobak Cinta").click()
    expect(page.get_by_label("Bandingkan Gerobak Cinta")).not_to_be_checked()
    expect(page.locator("#kabar")).to_have_text("Paling banyak 4. Keluarkan satu dulu.")
    chosen = page.evaluate("new FormData(document.getElementById('bandingkan')).getAll('pilih')")
    assert chosen == ["s1", "s2", "s3", "s4"]


def test_without_javascript_boxes_and_tray_are_one_form(plain_page: Page) -> None:
    plain_page.goto("/pola")
    plain_page.get_by_label("Bandingkan Gerobak Cinta").check()
    plain_page.get_by_role("button", name="Bandingkan").click()
    assert plain_page.url.split("?")[1].split("&") == ["pilih=gerobak-cinta", "pilih=inzting-sulsel"]


def test_scores_are_open_on_paper_and_closed_again(page: Page) -> None:
    page.goto("/pola")
    closed = page.locator("details.t-score:not([open])")
    expect(closed).to_have_count(1)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(closed).to_have_count(0)
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(closed).to_have_count(1)


def test_the_page_for_a_wrong_address_is_accessible(page: Page, axe: Check, fits: Check) -> None:
    page.goto("/tidak-ada")
    expect(page.get_by_role("heading", level=1)).to_have_text("Halaman ini tidak ada")
    axe(page)
    fits(page)


def test_a_filter_applies_at_once_and_keeps_focus_address_and_choice(page: Page) -> None:
    page.goto("/pola")
    page.get_by_label("Bandingkan Kalita Dua").check()
    page.locator("#saring-provinsi summary").click()
    page.get_by_label("belum menyebut hasil").check()
    expect(page.locator(".t-result")).to_have_count(1)
    expect(page.locator("#kabar")).to_have_text("1 contoh")
    expect(page.get_by_label("belum menyebut hasil")).to_be_focused()
    expect(page.get_by_label("Bandingkan Kalita Dua")).to_be_checked()
    expect(page.get_by_label("Jawa Timur")).to_be_visible()
    assert page.url.endswith("/pola?hasil=belum")
    page.go_back()
    expect(page.locator(".t-result")).to_have_count(2)


def test_without_javascript_a_filter_has_its_button(plain_page: Page) -> None:
    plain_page.goto("/pola")
    plain_page.get_by_label("belum menyebut hasil").check()
    plain_page.get_by_role("button", name="Terapkan").last.click()
    expect(plain_page.locator(".t-result")).to_have_count(1)


def test_a_typed_need_survives_an_error(page: Page) -> None:
    page.goto("/pola")
    field = page.get_by_label("Tulis dengan kata sehari-hari").first
    field.fill("air bersih")
    page.goto("/tidak-ada")
    page.goto("/pola")
    expect(field).to_have_value("air bersih")
