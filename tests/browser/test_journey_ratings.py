"""Somebody without an account rates a service, the organiser looks after it, and everybody reads the result."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.steps import shot
from tests.factories.ratings import STAGE, make_rated_competition, make_rating, make_service_rating
from tests.factories.selection import arrived
from tests.foundation.notifications.post_office import PostOffice
from tests.people import agency, make_member, make_person
from tular.features.accounts.models import User
from tular.features.agencies.choices import Role
from tular.features.ratings.models import PublicRating, RatedEntry, ServiceRating
from tular.features.selection.models import Announcement, StageOutcome
from tular.foundation.notifications.actions import deliver_due
from tular.foundation.notifications.models import Mail

Opener = Callable[[User | None], Page]
Check = Callable[[Page], None]

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def office(settings: Any, live_server: LiveServer) -> Iterator[PostOffice]:
    """The mail server of the installation."""
    office = PostOffice()
    office.open()
    settings.MAIL_SERVER, settings.MAIL_FROM = office.options, "Tular <tular@instansi.example>"
    settings.ADDRESS = live_server.url
    yield office
    office.close()


@pytest.fixture
def organiser(catalogue: None) -> User:
    """Admin of Jawa Timur."""
    place = agency("pemprov-jawa-timur")
    return make_member(Role.AGENCY, place, person=make_person("Admin Contoh Jatim")).person


@pytest.fixture
def rating(organiser: User) -> PublicRating:
    """Open for three more days, with one service, forty users and an office that gives it thirty times the highest."""
    now = timezone.now()
    competition = make_rated_competition(agency("pemprov-jawa-timur"))
    window = competition.windows.filter(stage=STAGE)
    window.update(opens_at=now - timedelta(days=5), closes_at=now + timedelta(days=3))
    rating = make_rating(competition, organiser)
    proposal = arrived(competition, agency("pemkab-gresik"))
    Announcement.objects.create(
        competition=competition, stage="administrasi", number=1, title="Hasil", decree="1", decree_on=now.date(),
        sha256="0" * 64, by=organiser, at=now,
    )  # fmt: skip
    StageOutcome.objects.create(proposal=proposal, stage="administrasi", outcome="lolos", at=now)
    entry = RatedEntry.objects.create(rating=rating, proposal=proposal, admitted_at=now)
    for number in range(40):
        at = now - timedelta(hours=2.5 * number)
        make_service_rating(entry, *[3 + (number + place) % 3 for place in range(3)], at=at)
    for number in range(30):
        make_service_rating(entry, 5, 5, 5, address="36.1.1.1", at=now - timedelta(hours=20, minutes=number))
    return rating


def fill_in(page: Page, rating: PublicRating, sound: Check) -> None:
    """From the call of the competition to the form, sent with gaps first."""
    page.goto(f"/kompetisi/{rating.competition.slug}")
    page.get_by_role("link", name="Nilai layanannya").click()
    sound(page)
    shot(page, "kebermanfaatan-daftar")
    page.get_by_label("Nama inovasi, layanan, atau instansi").fill("gresik")
    page.get_by_role("button", name="Cari").click()
    page.get_by_role("link", name="Posyandu Terapung").click()
    page.get_by_label("Pernah", exact=True).check()
    page.get_by_label("Alamat surel Anda").fill("siti.aminah@gmail.com")
    page.get_by_role("button", name="Kirim penilaian").click()
    expect(page.get_by_text("Pilih kapan Anda terakhir memakainya.").first).to_be_visible()
    sound(page)
    shot(page, "kebermanfaatan-salah")
    expect(page.get_by_label("Alamat surel Anda")).to_have_value("siti.aminah@gmail.com")
    for label in ("dalam sebulan terakhir", "Saya pengguna layanan ini", "5 – sangat bermanfaat", "4 – mudah"):
        page.get_by_label(label, exact=True).check()
    page.get_by_label("5 – pasti", exact=True).check()
    page.get_by_label("Provinsi tempat Anda memakai layanannya").select_option(label="Jawa Timur")
    page.get_by_role("button", name="Kirim penilaian").click()
    expect(page.get_by_role("heading", name="Satu langkah lagi: buka surel Anda")).to_be_visible()
    sound(page)


def follow_the_mail(page: Page, office: PostOffice, sound: Check) -> None:
    """Open the link that arrived, and confirm."""
    assert deliver_due(timezone.now()).sent == 1
    [(recipients, message)] = office.arrived
    assert recipients == ["siti.aminah@gmail.com"]
    assert not Mail.objects.exists()  # the address left with the mail
    body = message.get_body(("plain",))
    assert body is not None
    link = next(word for word in body.get_content().split() if "/konfirmasi/" in word)
    page.goto(link)
    sound(page)
    shot(page, "kebermanfaatan-konfirmasi")
    page.get_by_role("button", name="Ya, hitung penilaian ini").click()
    expect(page.get_by_role("heading", name="Penilaian Anda sudah dikonfirmasi")).to_be_visible()
    assert ServiceRating.objects.filter(answers=[5, 4, 5], confirmed_at__isnull=False, region="35").exists()
    page.get_by_role("link", name="Penilaian kebermanfaatan oleh masyarakat").click()
    page.get_by_role("link", name="Apa yang kami simpan tentang Anda").click()
    sound(page)


def look_after(desk: Page, rating: PublicRating, here: str, sound: Check) -> None:
    """Look for groups, restore one, close, compute, announce."""
    desk.goto(f"{here}/kelola")
    sound(desk)
    desk.get_by_role("link", name="Periksa sekarang").click()
    desk.get_by_role("button", name="Periksa").click()
    desk.get_by_role("link", name="Posyandu Terapung").click()
    sound(desk)
    shot(desk, "kebermanfaatan-kelompok")
    desk.get_by_role("link", name="Hitung lagi satu jaringan internet").click()
    desk.get_by_label("Alasan").fill("Ruang tunggu puskesmas.")
    desk.get_by_role("button", name="Hitung lagi").click()
    expect(desk.get_by_text("Kelompok dihitung lagi.")).to_be_visible()
    rating.competition.windows.filter(stage=STAGE).update(closes_at=timezone.now())
    desk.goto(f"{here}/kelola")
    for name in ("Tutup penilaian", "Hitung hasil", "Umumkan hasil"):
        desk.get_by_role("link", name=name).click()
        desk.get_by_role("button", name=name).click()
    expect(desk.get_by_text("Hasil diumumkan.", exact=True)).to_be_visible()
    sound(desk)


def test_a_rating_from_the_form_to_the_announced_result(
    opener: Opener, rating: PublicRating, organiser: User, office: PostOffice, sound: Check
) -> None:
    here = f"/kompetisi/{rating.competition.slug}/kebermanfaatan"
    page = opener(None)
    fill_in(page, rating, sound)
    follow_the_mail(page, office, sound)
    look_after(opener(organiser), rating, here, sound)
    page.goto(f"{here}/hasil")
    expect(page.get_by_role("heading", name="Hasil Penilaian kebermanfaatan oleh masyarakat")).to_be_visible()
    expect(page.get_by_text("Ruang tunggu puskesmas.")).to_be_visible()
    sound(page)
    shot(page, "kebermanfaatan-hasil")
