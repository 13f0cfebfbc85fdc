"""The reading load and further readings in Chromium: readable at both widths, and assigned from the page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.browser.steps import shot
from tests.factories.bands import make_calibrated
from tests.factories.judging import make_entry, make_reading
from tests.people import agency, make_member, make_person
from tular.features.accounts.models import User
from tular.features.agencies.choices import Role
from tular.features.competitions.models import Window

Opener = Callable[[User], Page]
Check = Callable[[Page], None]

pytestmark = pytest.mark.django_db(transaction=True)


def test_loads_and_further_readings(opener: Opener, catalogue: None, sound: Check) -> None:
    by = make_member(Role.AGENCY, agency("pemprov-jawa-timur"), person=make_person("Admin Jatim")).person
    review = make_calibrated(agency("pemprov-jawa-timur"), by)
    now = timezone.now()
    Window.objects.filter(competition=review.competition, stage="proposal").update(
        opens_at=now - timedelta(days=2), closes_at=now + timedelta(days=3)
    )
    base = f"/kompetisi/{review.competition.slug}/penilaian/proposal"
    page = opener(by)
    page.goto(f"{base}/kendali/0/bacaan?banyak=5")
    sound(page)
    shot(page, "bacaan-tambahan")
    page.get_by_role("button", name="Tugaskan yang dipilih").click()
    expect(page.get_by_text("5 bacaan tambahan ditugaskan.")).to_be_visible()
    expect(page.get_by_role("button", name="Urungkan")).to_be_visible()
    one = review.evaluators.all()[0]
    one.per_day = 1
    one.save()
    for _number in range(6):
        make_reading(one, make_entry(review))
    page.goto(base)
    page.get_by_role("link", name="Beban baca").click()
    expect(page.get_by_role("heading", name="Yang perlu dilonggarkan")).to_be_visible()
    sound(page)
    shot(page, "beban-baca")
    page.goto(f"{base}/kendali")
    page.get_by_text("Yang belum dapat diperiksa").click()
    sound(page)
    shot(page, "kendali-lengkap")
    desk = opener(one.person)
    desk.goto("/penilaian")
    expect(desk.get_by_text("Bagian Anda hari ini")).to_be_visible()
    sound(desk)
    shot(desk, "beban-sendiri")
