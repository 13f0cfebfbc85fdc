"""A question to the owner of an innovation, until its answer stands on the page; by mouse and by keyboard alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.features.conversations.worlds import TEXT, make_innovation
from tests.people import signed_in
from tular.features.accounts.models import User
from tular.features.agencies.models import ServiceUnit
from tular.features.catalogue.models import Innovation
from tular.features.conversations.models import Question

Check = Callable[[Page], None]


@pytest.fixture
def address(live_server: LiveServer) -> str:
    """A server that sees what the test writes."""
    return live_server.url


@pytest.fixture
def innovation(address: str, unit: ServiceUnit) -> Innovation:
    """A published record of the unit of `upp`."""
    return make_innovation(unit)


def become(page: Page, person: User, address: str) -> None:
    """Sign the person in in this browser."""
    cookie = signed_in(person).cookies["sessionid"].value
    page.context.clear_cookies()
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": address}])


def test_from_a_question_to_its_published_answer(
    page: Page, axe: Check, fits: Check, address: str, innovation: Innovation, upp: User, outsider: User
) -> None:
    become(page, outsider, address)
    page.goto(f"/inovasi/{innovation.slug}")
    page.get_by_role("link", name="Tanya pemilik").first.click()
    axe(page)
    fits(page)
    page.get_by_role("button", name="Kirim pertanyaan").click()
    expect(page.get_by_role("alert")).to_contain_text("Ada yang perlu diperbaiki")
    axe(page)
    page.get_by_label("Pertanyaan Anda").fill(TEXT)
    page.get_by_role("button", name="Kirim pertanyaan").click()
    expect(page.get_by_role("status").filter(has_text="Pertanyaan Anda terkirim.")).to_be_visible()
    axe(page)
    fits(page)

    become(page, upp, address)
    page.goto("/kerja")
    axe(page)
    fits(page)
    page.get_by_role("link", name=f"Jawab: “{TEXT}”").first.click()
    page.get_by_label("Jawaban Anda").fill("Dua jam sepekan untuk tiap kader.")
    page.get_by_role("button", name="Kirim jawaban").click()
    page.get_by_text("Terbitkan tanya jawab ini").click()
    page.get_by_label("Pertanyaan seperti akan tampil").fill("Berapa beban kader?")
    axe(page)
    page.get_by_role("button", name="Terbitkan", exact=True).click()
    expect(page.get_by_role("status").filter(has_text="tampil di halaman inovasi")).to_be_visible()

    page.context.clear_cookies()
    page.goto(f"/inovasi/{innovation.slug}")
    asked = page.get_by_role("region", name="Tanya jawab")
    expect(asked).to_contain_text("Berapa beban kader?")
    expect(asked).to_contain_text("Dua jam sepekan untuk tiap kader.")
    expect(asked).not_to_contain_text(outsider.name)
    axe(page)
    fits(page)


def test_the_keyboard_alone_asks_and_answers(
    page: Page, address: str, innovation: Innovation, upp: User, outsider: User
) -> None:
    become(page, outsider, address)
    page.goto(f"/inovasi/{innovation.slug}/tanya")
    page.get_by_label("Pertanyaan Anda").focus()
    page.keyboard.type(TEXT)
    for _ in range(2):
        page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Kirim pertanyaan")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/pertanyaan/*")
    become(page, upp, address)
    page.goto(f"/pertanyaan/{Question.objects.get().pk}")
    page.get_by_label("Jawaban Anda").focus()
    page.keyboard.type("Dua jam sepekan.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Jawaban dikirim.")).to_be_visible()


def test_what_a_person_keeps_is_sound_empty_and_full(
    page: Page, axe: Check, fits: Check, address: str, innovation: Innovation, outsider: User
) -> None:
    become(page, outsider, address)
    for path in ("/disimpan", "/pertanyaan", "/komentar", "/laporan"):
        page.goto(path)
        axe(page)
        fits(page)
    page.goto(f"/inovasi/{innovation.slug}")
    page.get_by_role("button", name="Simpan", exact=True).click()
    page.get_by_role("button", name="Ikuti", exact=True).click()
    expect(page.get_by_role("button", name="Diikuti, berhenti")).to_be_visible()
    page.goto("/disimpan")
    expect(page.get_by_role("link", name=innovation.title).first).to_be_visible()
    axe(page)
    fits(page)
