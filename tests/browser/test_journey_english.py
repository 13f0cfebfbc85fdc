"""The same result in English: the need, the asker and the choices stay, the reasons speak English."""

from __future__ import annotations

import os
import re
from collections.abc import Callable

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from tests.browser.steps import NEED, REGENCY, open_results, results, shown_count, titles

Check = Callable[[Page], None]

COMPILED = (settings.LOCALE_PATHS[0] / "en" / "LC_MESSAGES" / "django.mo").exists()

pytestmark = pytest.mark.skipif(
    not COMPILED and os.environ.get("CI") != "true", reason="no English yet: python scripts/messages.py compile"
)


def test_the_result_page_changes_its_language_and_keeps_everything_else(page: Page, sound: Check) -> None:
    open_results(page, jenis="kabupaten")
    count, order = shown_count(page), titles(page)
    page.get_by_role("banner").get_by_role("link", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("heading", level=1)).to_have_text(f"“{NEED}”")
    expect(page.get_by_role("heading", level=2, name=f"{count} innovations")).to_be_visible()
    assert titles(page) == order
    for result in results(page).all():
        expect(result.get_by_role("heading", name="Why")).to_be_visible()
    expect(results(page).first).to_contain_text(re.compile("Theme: "))
    expect(page.get_by_text("Mengapa", exact=True)).to_have_count(0)
    expect(page.get_by_role("listitem").filter(has_text=REGENCY).first).to_be_visible()
    sound(page)

    page.get_by_role("link", name=order[0]).click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("heading", level=1)).to_have_attribute("lang", "id")
    sound(page)
    page.get_by_role("banner").get_by_role("link", name="Bahasa Indonesia").click()
    expect(page.get_by_role("heading", name="Siapa meniru")).to_be_visible()


def test_numbers_follow_the_language(page: Page) -> None:
    open_results(page)
    summary = results(page).first.locator("summary")
    expect(summary).to_contain_text(re.compile(r"^\d\d,\d"))
    page.get_by_role("banner").get_by_role("link", name="English").click()
    expect(summary).to_contain_text(re.compile(r"^\d\d\.\d"))


def test_the_comparison_and_the_rules_speak_english(page: Page, sound: Check) -> None:
    page.goto("/temukan?q=stunting&bahasa=en")
    first = titles(page)[0]
    page.get_by_role("checkbox", name=f"Compare {first}").check()
    page.get_by_role("region", name="Compare").get_by_role("button", name="Compare", exact=True).click()
    expect(page.get_by_role("columnheader", name=first)).to_be_visible()
    expect(page.get_by_text("not known yet").or_(page.get_by_text("unknown")).first).to_be_visible()
    sound(page)
    page.goto("/aturan/finder-1")
    expect(page.get_by_role("heading", level=1)).to_have_text("Order of innovations for a stated need")
    sound(page)
