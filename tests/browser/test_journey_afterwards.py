"""After a list was announced, in Chromium: certificates and their proof, feedback, winners in the catalogue."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.cache import cache
from playwright.sync_api import Page, expect

from tests.browser.steps import shot
from tests.factories.competitions import NOW, full_content, make_competition
from tests.factories.judging import make_entry, make_evaluator, make_reading, make_review, make_sheet
from tests.factories.selection import arrived
from tests.features.selection.test_certificates import SIGNER, make_list
from tests.people import agency, make_member, make_person, make_unit
from tular.features.accounts.models import User
from tular.features.agencies.choices import Role
from tular.features.catalogue.models import Innovation
from tular.features.judging.choices import ReviewState
from tular.features.selection.actions.certifying import issue_all
from tular.features.selection.models import Announcement
from tular.foundation.documents.models import Certificate
from tular.foundation.documents.printing import pdf_of

Opener = Callable[[User | None], Page]
Check = Callable[[Page], None]

pytestmark = pytest.mark.django_db(transaction=True)

TITLE = "Perahu Sehat Kampung Muara: posyandu di atas perahu untuk keluarga di tepi sungai"


@pytest.fixture
def organiser(catalogue: None) -> User:
    return make_member(Role.AGENCY, agency("pemprov-jawa-timur"), person=make_person("Admin Jatim")).person


@pytest.fixture
def writer(catalogue: None) -> User:
    home = make_unit(agency("pemkab-sidoarjo"), "Puskesmas Contoh Taman")
    return make_member(Role.UNIT, home, person=make_person("Bidan Sri Contoh")).person


@pytest.fixture
def announced(organiser: User, writer: User) -> Announcement:
    """A made-up competition that was judged and whose winner was announced."""
    cache.clear()
    contest = make_competition(agency("pemprov-jawa-timur"), title="Lomba Inovasi Contoh 2026")
    content = full_content(contest)
    content["_umum"]["title"] = TITLE
    home = agency("pemkab-sidoarjo")
    winner = arrived(contest, home, unit=make_unit(home, "Puskesmas Contoh Taman"), content=content, created_by=writer)
    loser = arrived(contest, agency("pemkab-gresik"))
    review = make_review(contest, organiser, state=ReviewState.CLOSED)
    for number, said in enumerate(("Data awal dan akhir jelas.", "Rencana biaya belum terlihat."), start=1):
        reader = make_evaluator(
            review, person=make_member(Role.EVALUATOR, person=make_person(f"Guru Besar {number}")).person
        )
        for proposal in (winner, loser):
            entry = review.entries.filter(proposal=proposal).first() or make_entry(review, proposal)
            sheet = make_sheet(make_reading(reader, entry), dampak=str(60 + 10 * number), kebaruan="75")
            sheet.content["dampak"]["comment"] = said
            sheet.save()
    return make_list(
        contest,
        organiser,
        [(winner, "terpuji", "lolos"), (loser, "", "tidak-lolos")],
        title="Pemenang Lomba Contoh",
        stage="proposal",
    )


def issue_certificates(page: Page, announced: Announcement, organiser: User, sound: Check) -> None:
    slug = announced.competition.slug
    page.goto(f"/seleksi/{slug}/sertifikat")
    expect(page.get_by_text("0 dari 4 sudah terbit.")).to_be_visible()
    sound(page)
    shot(page, "sertifikat-terbitkan")
    page.get_by_label("Nama penanda tangan").fill(SIGNER.name)
    page.get_by_role("button", name="Terbitkan sertifikat").click()
    expect(page.get_by_text("Isi jabatan penanda tangan.").first).to_be_visible()
    expect(page.get_by_label("Nama penanda tangan")).to_have_value(SIGNER.name)
    sound(page)
    page.get_by_label("Jabatan").fill(SIGNER.office)
    page.get_by_label("Tempat").fill(SIGNER.place)
    page.get_by_role("button", name="Terbitkan sertifikat").click()
    page.wait_for_url("**/proses/*")
    issue_all(announced, SIGNER, evaluators=False, by=organiser, now=NOW, progress=lambda _done, _all: None)
    page.goto(f"/seleksi/{slug}/sertifikat")
    expect(page.get_by_text("2 dari 4 sudah terbit.")).to_be_visible()
    sound(page)
    shot(page, "sertifikat-terbit")


def prove_one(public: Page, sound: Check, folder: Path) -> None:
    paper = Certificate.objects.get(holder="Bidan Sri Contoh")
    (folder / "kertas.pdf").write_bytes(pdf_of(paper))
    public.goto("/sertifikat")
    sound(public)
    shot(public, "sertifikat-periksa")
    public.get_by_label("Kode atau nomor sertifikat").fill(paper.facts["code"].lower())
    public.get_by_role("button", name="Periksa").click()
    public.wait_for_url(f"**{paper.address.partition('/sertifikat/')[1]}{paper.code}")
    expect(public.get_by_text("Sertifikat ini asli dan berlaku")).to_be_visible()
    public.locator("#id_file").set_input_files(folder / "kertas.pdf")
    public.get_by_role("button", name="Bandingkan").click()
    expect(public.get_by_text("Sama persis dengan yang diterbitkan")).to_be_visible()
    sound(public)
    shot(public, "sertifikat-bukti")


def release_and_read(page: Page, theirs: Page, announced: Announcement, sound: Check) -> None:
    slug = announced.competition.slug
    number = Certificate.objects.get(holder="Bidan Sri Contoh").number
    page.goto(f"/seleksi/{slug}/umpan-balik")
    expect(page.get_by_text("4 komentar untuk 2 proposal; 0 ditahan.")).to_be_visible()
    sound(page)
    shot(page, "umpan-balik-komentar")
    page.get_by_role("link", name="Lepas umpan balik…").click()
    sound(page)
    shot(page, "umpan-balik-lepas")
    page.get_by_role("button", name="Lepas umpan balik").click()
    expect(page.get_by_text("Umpan balik dilepas.")).to_be_visible()

    theirs.goto(f"/proposal/{announced.lines.get(order=1).code}")
    sound(theirs)
    theirs.get_by_role("link", name="Baca umpan balik").click()
    expect(theirs.get_by_text("Rencana biaya belum terlihat.")).to_be_visible()
    expect(theirs.get_by_text("Guru Besar")).to_have_count(0)
    sound(theirs)
    shot(theirs, "umpan-balik-pengusul")
    theirs.goto("/umpan-balik?semua=ya")
    sound(theirs)
    theirs.goto("/sertifikat-saya")
    expect(theirs.get_by_role("link", name=number, exact=True)).to_be_visible()
    sound(theirs)
    shot(theirs, "sertifikat-saya")


def into_the_catalogue(page: Page, public: Page, announced: Announcement, sound: Check) -> None:
    slug = announced.competition.slug
    page.goto(f"/seleksi/{slug}/katalog")
    sound(page)
    shot(page, "katalog-pemenang")
    page.get_by_role("button", name="Masukkan ke katalog").click()
    expect(page.get_by_text("1 catatan baru")).to_be_visible()
    sound(page)
    made = Innovation.published.get(title=TITLE)
    public.goto(f"/inovasi/{made.slug}")
    expect(public.get_by_text("Top Inovasi Terpuji (Top 45), Lomba Inovasi Contoh 2026").first).to_be_visible()
    sound(public)
    shot(public, "katalog-inovasi")


def test_from_the_announced_list_to_certificates_feedback_and_the_catalogue(
    opener: Opener, announced: Announcement, organiser: User, writer: User, sound: Check, tmp_path: Path
) -> None:
    page, public, theirs = opener(organiser), opener(None), opener(writer)
    issue_certificates(page, announced, organiser, sound)
    prove_one(public, sound, tmp_path)
    release_and_read(page, theirs, announced, sound)
    into_the_catalogue(page, public, announced, sound)
