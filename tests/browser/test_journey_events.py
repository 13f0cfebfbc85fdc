"""An event in Chromium: drafted, its guests invited and told, answered by account and by letter, managed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.browser.steps import shot
from tests.people import agency, make_member, make_person
from tular.features.accounts.models import User
from tular.features.agencies.choices import Role
from tular.features.events.models import Event
from tular.features.events.queries.visibility import token_of

Opener = Callable[[User | None], Page]
Check = Callable[[Page], None]

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("catalogue")]


def send(page: Page, button: str) -> None:
    """Press a button and wait for where it leads."""
    with page.expect_navigation():
        page.get_by_role("button", name=button, exact=True).click()


def drafted(page: Page, sound: Check) -> Event:
    """An online event with its agenda."""
    day = (timezone.localtime() + timedelta(days=9)).strftime("%Y-%m-%d")
    page.goto("/acara")
    sound(page)
    page.get_by_role("link", name="Susun acara").click()
    sound(page)
    page.get_by_label("Nama acara", exact=True).fill("Forum berbagi gizi")
    page.get_by_label("Jenis", exact=True).select_option("forum")
    page.get_by_label("Cara", exact=True).select_option("daring")
    page.get_by_label("Mulai", exact=True).fill(f"{day}T09:00")
    page.get_by_label("Selesai", exact=True).fill(f"{day}T08:00")
    page.get_by_label("Tautan rapat daring").fill("https://rapat.contoh.go.id/abc")
    page.get_by_label("Batas yang hadir").fill("1")
    send(page, "Simpan acara")
    expect(page.get_by_text("Waktu selesai harus sesudah waktu mulai.").first).to_be_visible()
    expect(page.get_by_label("Nama acara", exact=True)).to_have_value("Forum berbagi gizi")
    sound(page)
    page.get_by_label("Selesai", exact=True).fill(f"{day}T12:00")
    page.get_by_label("Tampil di daftar acara untuk umum").check()
    send(page, "Simpan acara")
    sound(page)
    page.get_by_role("link", name="Susunan acara").click()
    page.get_by_role("textbox", name="Susunan acara").fill("Pembukaan; 15\nPaparan; 30; Ani; Dosen")
    sound(page)
    send(page, "Simpan susunan")
    return Event.objects.get()


def test_a_forum_from_its_draft_to_the_answers_of_its_guests(opener: Opener, sound: Check) -> None:
    host: User = make_member(Role.AGENCY, agency("pemkab-sidoarjo")).person
    guest = make_person("Peserta Berakun")
    page = opener(host)
    event = drafted(page, sound)
    page.get_by_role("link", name="Undang", exact=True).click()
    sound(page)
    page.get_by_label("Yang diundang", exact=True).fill(
        f"Peserta; {guest.email}\nTamu; tamu@contoh.example; Universitas Contoh"
    )
    send(page, "Undang")
    expect(page.get_by_text("2 orang diundang.")).to_be_visible()
    page.get_by_role("link", name="Umumkan acara").click()
    sound(page)
    send(page, "Umumkan acara")

    own = opener(guest)
    own.goto(event.path)
    sound(own)
    own.get_by_role("link", name="Jawab undangan").click()
    sound(own)
    own.get_by_label("Ya, saya hadir").check()
    send(own, "Kirim jawaban")
    expect(own.get_by_text("Akan hadir")).to_be_visible()
    shot(own, "acara")

    letter = opener(None)
    letter.goto(f"/acara/undangan/{token_of(event.invitations.get(person=None))}")
    sound(letter)
    letter.get_by_role("link", name="Jawab undangan").click()
    letter.get_by_label("Ya, saya hadir").check()
    letter.get_by_label("Pesan kepada tuan rumah").fill("Semoga ada tempat.")
    send(letter, "Kirim jawaban")
    expect(letter.get_by_text("Tempatnya sudah penuh.").first).to_be_visible()
    expect(letter.get_by_label("Pesan kepada tuan rumah")).to_have_value("Semoga ada tempat.")
    sound(letter)
    letter.get_by_label("Tidak, saya berhalangan").check()
    send(letter, "Kirim jawaban")
    expect(letter.get_by_text("Berhalangan", exact=True)).to_be_visible()

    page.goto(f"{event.path}/kelola")
    expect(page.get_by_text("Semoga ada tempat.")).to_be_visible()
    sound(page)
    shot(page, "acara-kelola")
    page.goto("/acara")
    sound(page)
    shot(page, "acara-daftar")
