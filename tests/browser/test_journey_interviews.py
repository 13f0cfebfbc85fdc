"""An interview in Chromium: planned and published by the organiser, prepared by the team, held with one clock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.browser.steps import shot
from tests.factories.interviews import STAGE, make_interview_review
from tests.factories.judging import make_entry
from tests.factories.selection import arrived
from tests.people import agency, make_member, make_person
from tular.features.accounts.models import User
from tular.features.agencies.choices import Role
from tular.features.interviews.models import Slot
from tular.features.judging.models import Review

Opener = Callable[[User], Page]
Check = Callable[[Page], None]

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def review(catalogue: None) -> Review:
    """Two entries, of Gresik and of Sumedang."""
    organiser = agency("pemprov-jawa-timur")
    by = make_member(Role.AGENCY, organiser, person=make_person("Admin Jatim")).person
    review = make_interview_review(organiser, by, title="Lomba Contoh")
    for title, owner in (("Antar obat ke pulau", "pemkab-gresik"), ("Loket malam pasar", "pemkab-sumedang")):
        make_entry(review, arrived(review.competition, agency(owner), title=title))
    return review


def plan(page: Page, review: Review, sound: Check) -> None:
    page.goto(f"/kompetisi/{review.competition.slug}/wawancara/{STAGE}")
    page.get_by_role("link", name="Tetapkan aturan waktu").click()
    expect(page.get_by_label("Presentasi (menit)")).to_have_value("7")
    expect(page.get_by_label("Tanya jawab (menit)")).to_have_value("13")
    sound(page)
    page.get_by_role("button", name="Simpan").click()
    page.get_by_role("link", name="Tambah sesi").click()
    page.get_by_label("Tanggal").fill((timezone.now() + timedelta(days=3)).date().isoformat())
    page.get_by_label("Tautan video").fill("https://video.contoh.example/ruang")
    sound(page)
    page.get_by_role("button", name="Tambah sesi").click()
    expect(page.get_by_text("slot dibuat.")).to_be_visible()
    page.get_by_role("button", name="Tempatkan semua").click()
    expect(page.get_by_text("Semua proposal punya slot.")).to_be_visible()
    sound(page)
    shot(page, "wawancara-jadwal")
    page.get_by_role("link", name="Terbitkan jadwal").click()
    page.get_by_role("button", name="Terbitkan jadwal").click()
    expect(page.get_by_text("Jadwal terbit.")).to_be_visible()


def prepare(page: Page, code: str, sound: Check) -> None:
    page.goto(f"/proposal/{code}/wawancara")
    sound(page)
    page.get_by_role("link", name="Sebut penyaji").click()
    page.get_by_label("Penyaji").fill("Ani Contoh, bidan")
    page.get_by_label("Pimpinan instansi").select_option("ya")
    page.get_by_role("button", name="Simpan penyaji").click()
    expect(page.get_by_text("Ani Contoh, bidan")).to_be_visible()
    sound(page)
    shot(page, "wawancara-tim")


def test_a_presentation_from_the_plan_to_the_clock(opener: Opener, review: Review, sound: Check) -> None:
    organiser = opener(review.created_by)
    plan(organiser, review, sound)
    slot = Slot.objects.select_related("entry__proposal").get(entry__proposal__title="Antar obat ke pulau")
    assert slot.entry is not None
    writer = make_member(Role.AGENCY, agency("pemkab-gresik"), person=make_person("Admin Gresik")).person
    prepare(opener(writer), slot.entry.proposal.code, sound)

    page = opener(review.evaluators.order_by("number")[0].person)
    page.goto("/wawancara")
    sound(page)
    shot(page, "wawancara-hari")
    page.goto(f"/wawancara/{slot.pk}")
    expect(page.get_by_text("Ani Contoh, bidan")).to_be_visible()
    sound(page)
    shot(page, "wawancara-slot")
    page.get_by_role("link", name="Jam wawancara").click()
    expect(page.get_by_role("timer")).to_have_text("07:00")
    sound(page)
    watching = opener(review.evaluators.order_by("number")[1].person)
    watching.goto(f"/wawancara/{slot.pk}/jam")
    page.get_by_role("button", name="Mulai presentasi").press("Enter")
    expect(watching.locator("[data-clock]")).to_contain_text("Presentasi", timeout=8_000)
    clock = slot.clock  # type: ignore[attr-defined]
    clock.since -= timedelta(minutes=6, seconds=20)
    clock.save()
    expect(watching.get_by_text("Tinggal satu menit.")).to_be_visible(timeout=8_000)
    sound(watching)
    shot(watching, "wawancara-jam")
    clock.since -= timedelta(minutes=1)
    clock.save()
    expect(page.get_by_text("Waktu habis.")).to_be_visible(timeout=8_000)
    sound(page)
    shot(page, "wawancara-jam-habis")
    page.get_by_role("button", name="Mulai tanya jawab").click()
    expect(page.get_by_role("timer")).to_have_text("13:00")
