"""Steps that several journeys take, and how they read what is shown."""

from __future__ import annotations

import os
import re
from decimal import Decimal

from playwright.sync_api import Locator, Page, expect

from tular.features.finder.queries.search import PAGE_SIZE

NEED = "banyak balita pendek di desa kami, kader posyandu sedikit, anggaran terbatas"
REGENCY = "Pemerintah Kabupaten Belu"
"""A regency in Nusa Tenggara Timur."""

NEXT_PAGE = f"Berikutnya: Hasil {PAGE_SIZE + 1}–{2 * PAGE_SIZE}"
FIRST_PAGE = f"Sebelumnya: Hasil 1–{PAGE_SIZE}"

SHOTS = os.environ.get("TULAR_SHOTS", "")
"""A folder for pictures of the pages, for looking at them."""

NUMBER = re.compile(r"\d[\d.]*(?:,\d+)?")


def open_results(page: Page, need: str = NEED, asker: str = REGENCY, **more: str) -> None:
    """Ask on the first page, as somebody who already knows it, then add parameters to the address if there are any."""
    page.goto("/")
    need_box(page).fill(need)
    asker_box(page).fill(asker)
    asker_box(page).blur()  # closes the suggestions, which may lie over the button
    page.get_by_role("button", name="Cari inovasi").click()
    if more:
        page.goto(page.url + "".join(f"&{name}={value}" for name, value in more.items()))
    expect(result_count(page)).to_be_visible()


def need_box(page: Page) -> Locator:
    """The box for the need, also where it is folded away."""
    return page.get_by_role("textbox", name="Tulis dengan kata sehari-hari", include_hidden=True)


def asker_box(page: Page) -> Locator:
    """The field that says who asks; a combobox where suggestions work."""
    plain = page.get_by_role("textbox", name="Untuk siapa?", include_hidden=True)
    return page.get_by_role("combobox", name="Untuk siapa?", include_hidden=True).or_(plain)


def result_count(page: Page) -> Locator:
    """The heading that says how many there are: "124 inovasi"."""
    return page.get_by_role("heading", level=2, name=re.compile(r"^[\d.]+ (inovasi|innovations?)$"))


def shown_count(page: Page) -> int:
    """How many results the page says there are."""
    return int(number(result_count(page).inner_text()))


def results(page: Page) -> Locator:
    """The results, each an article named by its title."""
    return page.get_by_role("article")


def titles(page: Page) -> list[str]:
    """Titles of the results in their order."""
    return results(page).get_by_role("heading", level=3).all_inner_texts()


def scores(page: Page) -> list[Decimal]:
    """Scores of the results in their order."""
    return [number(text) for text in results(page).locator("summary").all_inner_texts()]


def number(text: str) -> Decimal:
    """The first number in an Indonesian text: "61,4 Rincian skor" is 61.4."""
    found = NUMBER.search(text)
    assert found, f"no number in {text!r}"
    return Decimal(found[0].replace(".", "").replace(",", "."))


def open_filters(page: Page) -> Locator:
    """The form of filters: unfolded on a phone, always there on a desk."""
    form = page.get_by_role("form", name="Saring hasil")
    if not form.is_visible():
        page.get_by_text("Saring hasil", exact=False).first.click()
    expect(form).to_be_visible()
    return form


def option(page: Page, group: str, label: str) -> Locator:
    """A box of a group of filters."""
    return open_filters(page).get_by_role("group", name=group).get_by_role("checkbox", name=label)


def count_of(box: Locator) -> int:
    """The count that stands beside a filter's word."""
    return int(number(box.locator("xpath=..").inner_text().splitlines()[-1]))


def shot(page: Page, name: str) -> None:
    """Take a picture where somebody wants to look at them."""
    if SHOTS:
        width = (page.viewport_size or {}).get("width")
        page.screenshot(path=f"{SHOTS}/{name}-{width}.png", full_page=True)


def tab_to(page: Page, name: str, most: int = 120) -> None:
    """Press Tab until the control with this name has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        text = page.evaluate("(document.activeElement.labels?.[0] ?? document.activeElement).textContent.trim()")
        if text.startswith(name):
            return
    raise AssertionError(f"{name} cannot be reached by keyboard on {page.url}")


def press(page: Page, name: str) -> None:
    """Go to the control with this name by keyboard and press Enter."""
    tab_to(page, name)
    page.keyboard.press("Enter")
