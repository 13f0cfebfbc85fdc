"""A regional competition in Chromium: its rulebook copied and published, then prepared, opened and moved."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.browser.steps import shot
from tests.people import agency, make_member, make_person
from tular.features.accounts.models import User
from tular.features.agencies.choices import Role

Opener = Callable[[User | None], Page]
Check = Callable[[Page], None]

pytestmark = pytest.mark.django_db(transaction=True)

TITLE = "Lomba Inovasi Jawa Timur"


def test_a_province_opens_a_competition_from_a_copied_rulebook_by_clicking(
    catalogue: None, opener: Opener, sound: Check
) -> None:
    organiser = make_member(Role.AGENCY, agency("pemprov-jawa-timur"), person=make_person("Sekretaris")).person
    page = opener(organiser)
    year = timezone.localdate().year
    page.goto("/aturan/kompetisi-daerah")
    page.get_by_role("link", name="Gandakan dan ubah").click()
    page.get_by_label("Judul kompetisi").fill(TITLE)
    page.get_by_label("Kode").fill("lomba-jatim")
    sound(page)
    page.get_by_role("button", name="Mulai rancangan").click()
    page.get_by_role("link", name="Terbitkan versi 1").click()
    page.get_by_role("button", name="Terbitkan versi 1").click()
    sound(page)
    page.get_by_role("link", name="Siapkan kompetisi").click()
    _prepare(page, year)
    sound(page)
    shot(page, "kompetisi-kelola")
    anyone = opener(None)
    path = page.url.split("/kelola")[0].partition("/kompetisi/")[2]
    assert anyone.goto(f"/kompetisi/{path}").status == 404  # type: ignore[union-attr] # there is an answer
    page.get_by_role("link", name="Buka kompetisi").click()
    sound(page)
    page.get_by_role("button", name="Buka kompetisi").click()
    anyone.goto(f"/kompetisi/{path}")
    expect(anyone.get_by_role("heading", level=1)).to_contain_text(TITLE)
    expect(anyone.get_by_text(re.compile(r"hari .*lagi")).first).to_be_visible()
    sound(anyone)
    shot(anyone, "kompetisi-ajakan")
    _move(page, path, sound)
    anyone.reload()
    expect(anyone.get_by_text("Alasan: Libur bersama")).to_be_visible()
    sound(anyone)


def _prepare(page: Page, year: int) -> None:
    page.get_by_label("Nama kompetisi").fill(TITLE)
    page.get_by_label("Alamat halaman").fill(f"lomba-jatim-{year}")
    opens, closes = timezone.localtime() - timedelta(days=1), timezone.localtime() + timedelta(days=20)
    dates = page.get_by_role("group", name="Pengajuan proposal")
    dates.get_by_label("Dibuka").fill(f"{opens:%Y-%m-%dT%H:%M}")
    dates.get_by_label("Ditutup").fill(f"{closes:%Y-%m-%dT%H:%M}")
    page.get_by_role("button", name="Siapkan kompetisi").click()
    expect(page.get_by_role("heading", name="Siap dibuka")).to_be_visible()


def _move(page: Page, path: str, sound: Check) -> None:
    page.goto(f"/kompetisi/{path}/kelola")
    page.get_by_role("link", name="Geser Pengajuan proposal").click()
    sound(page)
    later = timezone.localtime() + timedelta(days=25)
    page.get_by_label("Ditutup").fill(f"{later:%Y-%m-%dT%H:%M}")
    page.get_by_label("Alasan").fill("Libur bersama")
    page.get_by_role("button", name="Geser jadwal").click()
    expect(page.get_by_text("Sekarang ditutup")).to_be_visible()
    page.goto("/kompetisi")
    sound(page)
    page.goto("/kompetisi/statistik")
    sound(page)
