"""A replication in Chromium, from the need to the certificate, by both sides and the hub."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.browser.steps import shot
from tests.factories.catalogue import make_innovation
from tests.factories.replications import people
from tests.people import agency
from tular.features.accounts.models import User
from tular.features.catalogue.models import Innovation
from tular.features.replications.actions.certifying import certify_all
from tular.features.replications.models import Case, Replication

Opener = Callable[[User], Page]
Check = Callable[[Page], None]

pytestmark = pytest.mark.django_db(transaction=True)

TODAY = timezone.localdate
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


@pytest.fixture
def innovation(catalogue: None) -> Innovation:
    """Owned by Sidoarjo; Gresik takes it over."""
    return make_innovation(
        agency("pemkab-sidoarjo"),
        title="Antrean Posyandu Pintar",
        problem="Antrean panjang.",
        solution="Pesan singkat.",
    )


def ago(days: int) -> str:
    return (TODAY() - timedelta(days=days)).isoformat()


def send(page: Page, button: str) -> None:
    """Press a button and wait for where it leads."""
    with page.expect_navigation():
        page.get_by_role("button", name=button).click()


def begun(page: Page, innovation: Innovation) -> Case:
    page.goto(f"/inovasi/{innovation.slug}")
    page.get_by_role("link", name="Replikasi inovasi ini").click()
    page.get_by_label("Masalah yang ingin diselesaikan").fill("Antrean posyandu 120 menit di 14 desa (2026).")
    page.get_by_label("Yang diukur").fill("Balita ditimbang")
    page.get_by_label("Satuan").fill("persen")
    page.get_by_label("Jenis ukuran").select_option("bagian")
    page.get_by_label("Arah yang lebih baik").select_option("naik")
    page.get_by_label("Nilainya sekarang di tempat Anda").fill("40,5")
    page.get_by_label("Diukur pada").fill(ago(300))
    page.get_by_label("Sumber angkanya").fill("Register posyandu")
    page.get_by_role("radio", name="Kerja sama. Pemilik").check()
    page.get_by_role("radio", name="adaptasi").check()
    send(page, "Simpan dan lanjutkan")
    expect(page.get_by_role("heading", name="Giliran Anda: kirim minat kepada pemilik")).to_be_visible()
    return Case.objects.get(innovation=innovation)


def asked_and_accepted(opener: Opener, case: Case, taker: Page, sound: Check) -> Page:
    """Decided, sent, checked by the hub, accepted by the owner, whose page it returns."""
    who = people()
    taker.goto(f"{case.path}/keputusan")
    taker.get_by_role("radio", name="Lanjut", exact=True).check()
    taker.get_by_label("Alasannya").fill("Kebutuhan nyata dan pemilik dekat.")
    taker.get_by_label("Jabatan yang memutuskan").fill("Kepala Dinas Kesehatan")
    taker.get_by_label("Diputuskan pada").fill(ago(260))
    send(taker, "Catat keputusan")
    taker.goto(f"{case.path}/minat")
    sound(taker)
    shot(taker, "replikasi-minat")
    taker.get_by_role("link", name="Kirim minat").click()
    send(taker, "Kirim minat")
    expect(taker.get_by_text("Giliran hub")).to_be_visible()
    hub = opener(who["hub"])
    hub.goto("/kerja")
    expect(hub.get_by_text("Antrean Posyandu Pintar").first).to_be_visible()
    hub.goto(f"{case.path}/minat")
    hub.get_by_role("link", name="Teruskan kepada pemilik").click()
    send(hub, "Teruskan kepada pemilik")
    owner = opener(who["owner"])
    owner.goto(f"{case.path}/minat")
    sound(owner)
    owner.get_by_role("link", name="Terima", exact=True).click()
    send(owner, "Terima permintaan")
    owner.goto(case.path)
    expect(owner.get_by_role("heading", name="Giliran Anda berdua: susun kesepakatan")).to_be_visible()
    return owner


def agreed_and_begun(taker: Page, case: Case, scan: Path, sound: Check) -> None:
    """Drafted, signed, and serving people since 220 days."""
    taker.goto(f"{case.path}/kesepakatan")
    sound(taker)
    taker.get_by_role("link", name="Susun rancangan").last.click()
    send(taker, "Susun rancangan")
    sound(taker)
    shot(taker, "replikasi-kesepakatan")
    taker.get_by_role("link", name="Unggah salinan bertanda tangan").click()
    scan.write_bytes(PDF)
    taker.locator("input[type=file]").set_input_files(scan)
    taker.get_by_label("Ditandatangani pada").fill(ago(240))
    taker.get_by_label("Berlaku sampai").fill((TODAY() + timedelta(days=400)).isoformat())
    send(taker, "Simpan")
    taker.goto(f"{case.path}/mulai")
    taker.get_by_role("textbox").fill(ago(220))
    send(taker, "Catat")
    assert Replication.objects.get(case=case).state == "berjalan"


def measured_and_reported(taker: Page, case: Case, sound: Check) -> None:
    """Measured after six months, with the lessons written down."""
    taker.goto(f"{case.path}/ukuran")
    sound(taker)
    taker.get_by_role("link", name="Isi ukuran").first.click()
    taker.locator("[name=value]").fill("72,5")
    taker.locator("[name=on]").fill(ago(30))
    taker.get_by_label("Cara mengukur").fill("register posyandu")
    taker.locator("[name=source]").fill("Laporan Dinas Kesehatan")
    send(taker, "Simpan")
    taker.goto(f"{case.path}/ukuran")
    sound(taker)
    shot(taker, "replikasi-ukuran")
    taker.goto(f"{case.path}/penutupan/pelajaran")
    taker.get_by_role("textbox").fill("Kader perlu dilatih dua kali; pulsa sempat habis.")
    send(taker, "Simpan pelajaran")
    taker.goto(f"{case.path}/penutupan")
    sound(taker)
    taker.get_by_role("link", name="Ajukan penutupan").click()
    send(taker, "Ajukan penutupan")


def test_from_the_need_to_the_certificate(opener: Opener, innovation: Innovation, sound: Check, tmp_path: Path) -> None:
    taker = opener(people()["taker"])
    case = begun(taker, innovation)
    sound(taker)
    shot(taker, "replikasi-mulai")
    owner = asked_and_accepted(opener, case, taker, sound)
    agreed_and_begun(taker, case, tmp_path / "pks.pdf", sound)
    measured_and_reported(taker, case, sound)
    owner.goto(f"{case.path}/penutupan")
    sound(owner)
    owner.get_by_role("link", name="Konfirmasi penutupan").click()
    send(owner, "Konfirmasi penutupan")
    row = Replication.objects.get(case=case)
    assert (row.state, row.proven_months) == ("terbukti", 6)
    certify_all(timezone.now())
    taker.goto(f"{case.path}/penutupan")
    sound(taker)
    shot(taker, "replikasi-penutupan")
    taker.get_by_role("link", name="RPL/").first.click()
    expect(taker.get_by_text("Posyandu").first).to_be_visible()
    taker.goto(case.path)
    sound(taker)
    shot(taker, "replikasi-selesai")


def test_everybody_sees_the_lineage_and_what_it_came_to(opener: Opener, innovation: Innovation, sound: Check) -> None:
    page = opener(people()["taker"])
    for path in (f"/inovasi/{innovation.slug}/silsilah", f"/inovasi/{innovation.slug}/bukti", "/replikasi/angka",
                 "/replikasi/daya-tahan", "/replikasi"):  # fmt: skip
        page.goto(path)
        sound(page)
