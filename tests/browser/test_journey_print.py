"""Officials staple: what the result page and the comparison look like on paper."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.steps import open_results, results, titles
from tular.features.finder.queries.search import PAGE_SIZE


def test_the_result_page_prints_its_scores_and_none_of_its_controls(page: Page) -> None:
    open_results(page)
    first = titles(page)[0]
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(results(page).get_by_role("table")).to_have_count(PAGE_SIZE)
    for table in results(page).get_by_role("table").all():
        expect(table.get_by_role("row", name=re.compile("^Jumlah"))).to_be_visible()
    expect(page.get_by_role("heading", level=3, name=first)).to_be_visible()
    expect(page.get_by_role("checkbox")).to_have_count(0)
    expect(page.get_by_role("textbox")).to_have_count(0)
    expect(page.get_by_role("button")).to_have_count(0)
    expect(page.get_by_role("form")).to_have_count(0)
    for hidden in ("Unduh", "Ubah kebutuhan", "English", "Menu"):
        expect(page.get_by_text(hidden, exact=True).filter(visible=True)).to_have_count(0)


def test_the_result_page_becomes_a_pdf_of_a_few_pages(page: Page) -> None:
    open_results(page)
    content = page.pdf(format="A4", tagged=True)
    assert content.startswith(b"%PDF-")
    assert 3 <= len(re.findall(rb"/Type\s*/Page\b", content)) <= 14
    assert 30_000 < len(content) < 3_000_000


@pytest.mark.parametrize("count", [2, 4])
def test_the_comparison_prints_all_columns_on_the_width_of_the_paper(page: Page, count: int) -> None:
    open_results(page)
    slugs = [
        (link.get_attribute("href") or "").rsplit("/", 1)[1]
        for link in results(page).get_by_role("heading", level=3).get_by_role("link").all()[:count]
    ]
    page.goto("/bandingkan?" + "&".join(f"pilih={slug}" for slug in slugs))
    page.set_viewport_size({"width": 673, "height": 952})  # A4 less the margins, at 96 dots per inch
    page.emulate_media(media="print")
    table = page.get_by_role("table", name="Perbandingan inovasi")
    expect(table.get_by_role("columnheader")).to_have_count(count)
    right = table.evaluate("table => table.getBoundingClientRect().right")
    assert right <= 674, f"{count} columns end at {right} of 673"
    expect(page.get_by_role("button")).to_have_count(0)
    expect(page.get_by_text("belum diketahui").first).to_be_visible()


def test_an_innovation_prints_its_sources_and_takers(page: Page) -> None:
    page.goto("/inovasi/kipp-2019-023-laboratorium-inovasi-labinov")
    page.emulate_media(media="print")
    expect(page.get_by_role("img", name=re.compile("^Silsilah replikasi"))).to_be_visible()
    expect(page.get_by_role("region", name="Sumber")).to_be_visible()
    expect(page.get_by_role("button")).to_have_count(0)
    expect(page.get_by_role("link", name="Bandingkan", exact=True)).to_have_count(0)
    assert page.pdf().startswith(b"%PDF-")
