"""A model book in Chromium: begun, assembled, written by two, discussed, answered, approved, published and read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.browser.steps import shot
from tests.factories.modelbooks import make_signers
from tests.people import make_member, make_person
from tular.features.accounts.models import User
from tular.features.agencies.choices import Role
from tular.features.catalogue.models import Innovation
from tular.features.modelbooks.actions.beginning import add_author
from tular.features.modelbooks.models import Edition, FgdComment, ModelBook, Round

Opener = Callable[[User | None], Page]
Check = Callable[[Page], None]

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("catalogue")]

SENTENCE = "Kader mengantar makanan tambahan setiap hari."


def send(page: Page, button: str) -> None:
    """Press a button and wait for where it leads."""
    with page.expect_navigation():
        page.get_by_role("button", name=button, exact=True).click()


def saved(page: Page) -> None:
    expect(page.locator("[data-saved]")).to_contain_text("Tersimpan", timeout=15_000)


def begun(page: Page, sound: Check) -> ModelBook:
    """A book with its reference, first draft, kinds of agency and licence."""
    page.goto("/model/naskah")
    page.get_by_role("link", name="Mulai buku model").click()
    page.get_by_label("Judul buku").fill("Gizi dari pangan setempat")
    page.get_by_label("Tema").select_option("stunting")
    page.get_by_label("Instansi penanggung jawab").select_option(index=1)
    sound(page)
    send(page, "Mulai buku")
    page.get_by_role("link", name="Pilih inovasi rujukan").click()
    page.get_by_role("link", name="Pilih inovasi", exact=True).click()
    page.get_by_role("textbox", name="Masalah yang dijawab, atau nama inovasi").fill("Gerobak Cinta")
    send(page, "Cari")
    sound(page)
    page.get_by_role("link", name="Gerobak Cinta").first.click()
    page.get_by_label("Mengapa inovasi ini dipilih").fill("Pangan setempat, dan hasilnya terukur.")
    page.get_by_label("Kata kunci kutipan").fill("gerobak")
    send(page, "Jadikan rujukan")
    sound(page)
    shot(page, "buku-rujukan")
    page.get_by_role("link", name="Rakit 20 bab kosong").click()
    send(page, "Rakit naskah awal")
    sound(page)
    shot(page, "buku-naskah")
    page.get_by_role("link", name="Keterangan buku").click()
    page.get_by_role("checkbox", name="kabupaten", exact=False).first.check()
    page.get_by_label("Lisensi").select_option("cc-by-4.0")
    send(page, "Simpan")
    return ModelBook.objects.get()


def written(opener: Opener, book: ModelBook, lead: Page, colleague: User, sound: Check) -> None:
    """The lead writes; a colleague meets the lead's text, asks for the chapter and gets it."""
    lead.goto(f"{book.desk}/bab/masalah")
    lead.locator("#naskah-bab").fill(f"Anak kurang gizi sejak kandungan. {SENTENCE}")
    saved(lead)
    sound(lead)
    shot(lead, "buku-bab")
    other = opener(colleague)
    other.goto(f"{book.desk}/bab/masalah")
    expect(other.get_by_text("sedang menulis bab ini")).to_be_visible()
    other.locator("#naskah-bab").fill("Tulisan rekan.")
    expect(other.get_by_role("link", name="Bandingkan keduanya")).to_be_visible(timeout=15_000)
    other.get_by_role("link", name="Bandingkan keduanya").click()
    sound(other)
    other.goto(f"{book.desk}/bab/masalah")
    other.get_by_role("button", name="Minta bab ini").click()
    expect(other.get_by_text("Anda sudah memintanya")).to_be_visible()
    lead.goto(f"{book.desk}/bab/masalah")
    sound(lead)
    lead.get_by_role("button", name="Serahkan kepada").click()
    other.goto(f"{book.desk}/bab/masalah")
    expect(other.get_by_text("Bab ini Anda pegang")).to_be_visible()
    other.get_by_role("button", name="Lepas sekarang").click()
    lead.goto(f"{book.desk}/riwayat/masalah?dari=1&ke=2")
    expect(lead.get_by_role("heading", name="Simpanan 1 dan 2")).to_be_visible()
    sound(lead)


def discussed(opener: Opener, book: ModelBook, lead: Page, guest: User, sound: Check) -> None:
    """A draft, an event, a comment on a sentence, its answer with the change, and the round closed."""
    lead.goto("/acara/baru")
    lead.get_by_label("Nama acara").fill("FGD gizi dari pangan setempat")
    lead.get_by_label("Cara", exact=True).select_option("daring")
    starts = (timezone.localtime() + timedelta(days=3)).strftime("%Y-%m-%dT")
    lead.get_by_label("Mulai", exact=True).fill(f"{starts}09:00")
    lead.get_by_label("Selesai", exact=True).fill(f"{starts}12:00")
    lead.get_by_label("Tautan rapat daring").fill("https://rapat.contoh.go.id/gizi")
    sound(lead)
    send(lead, "Simpan acara")
    lead.get_by_role("link", name="Undang", exact=True).click()
    lead.get_by_label("Yang diundang").fill(f"Peserta Kader;{guest.email};Posyandu Contoh;peserta")
    send(lead, "Undang")
    sound(lead)
    shot(lead, "acara-kelola")
    lead.get_by_role("link", name="Umumkan acara").click()
    send(lead, "Umumkan acara")
    lead.goto(f"{book.path}/fgd")
    lead.get_by_role("link", name="Bekukan rancangan").click()
    send(lead, "Bekukan")
    lead.goto(f"{book.path}/fgd/buka")
    lead.get_by_role("combobox", name="Acara").select_option(index=1)
    lead.get_by_label("Masukan diterima sampai").fill(f"{starts}23:00")
    send(lead, "Buka putaran")
    sound(lead)
    commented(opener(guest), book, sound)
    lead.goto(f"{book.desk}/bab/masalah")
    lead.locator("#naskah-bab").fill(f"Anak kurang gizi sejak kandungan. {SENTENCE} Bahannya dari desa sendiri.")
    saved(lead)
    now = timezone.now()
    Round.objects.update(opened_at=now - timedelta(days=2), until=now - timedelta(minutes=1))
    lead.goto(f"{book.path}/fgd/1")
    expect(lead.get_by_role("link", name="Tutup putaran")).to_have_count(0)
    lead.get_by_role("link", name="Jawab masukan").click()
    sound(lead)
    shot(lead, "fgd-jawaban")
    lead.goto(f"{book.path}/fgd/1/jawaban/{FgdComment.objects.get().pk}")
    lead.get_by_role("radio", name="Diterima", exact=True).check()
    lead.get_by_label("Alasan").fill("Asal bahannya ditambahkan.")
    lead.get_by_label("Perubahannya").select_option(index=1)
    sound(lead)
    send(lead, "Kirim jawaban")
    lead.goto(f"{book.path}/fgd/1/tabel")
    expect(lead.get_by_text("Asal bahannya ditambahkan.")).to_be_visible()
    sound(lead)
    lead.goto(f"{book.path}/fgd/1/tutup")
    send(lead, "Tutup putaran")


def commented(page: Page, book: ModelBook, sound: Check) -> None:
    """A participant marks a sentence and says what is missing."""
    page.goto("/kerja")
    expect(page.get_by_text("Jawab undangan: FGD gizi dari pangan setempat").first).to_be_visible()
    page.goto(f"{book.path}/fgd/1/bab/2")
    sound(page)
    page.evaluate(
        """(words) => {
          const all = [...document.querySelectorAll('[data-passage] p')];
          const holder = all.find((one) => one.textContent.includes(words));
          const node = holder.firstChild, from = node.data.indexOf(words), range = document.createRange();
          range.setStart(node, from); range.setEnd(node, from + words.length);
          getSelection().removeAllRanges(); getSelection().addRange(range);
        }""",
        SENTENCE,
    )
    page.get_by_role("button", name="Beri masukan tentang yang ditandai").click()
    expect(page.locator("[data-quote]")).to_have_text(SENTENCE)
    page.get_by_label("Masukan Anda").fill("Sebut dari mana bahannya.")
    shot(page, "fgd-masukan")
    sound(page)
    send(page, "Kirim masukan")
    expect(page.get_by_text("Sebut dari mana bahannya.").first).to_be_visible()
    assert FgdComment.objects.get().exact == SENTENCE
    page.goto(f"{book.path}/fgd/1/masukan-saya")
    sound(page)


def approved_and_published(opener: Opener, book: ModelBook, lead: Page, sound: Check) -> None:
    """Handed in, approved by two who did not write it, published by one of them."""
    lead.goto(f"{book.desk}/pengesahan")
    sound(lead)
    lead.get_by_role("link", name="Ajukan untuk disahkan").click()
    send(lead, "Ajukan naskah")
    for person in make_signers():
        signer = opener(person)
        signer.goto(f"{book.desk}/pengesahan")
        signer.get_by_role("link", name="Sahkan naskah").click()
        signer.get_by_role("checkbox").check()
        sound(signer)
        send(signer, "Sahkan naskah")
    signer.get_by_role("link", name="Terbitkan edisi").click()
    send(signer, "Terbitkan edisi")
    assert Edition.objects.get().number == 1


def test_a_book_from_its_beginning_to_its_readers(opener: Opener, axe: Check, fits: Check) -> None:
    assert Innovation.objects.filter(code="oth-a-047").exists()
    lead_person: User = make_member(Role.AUTHOR, person=make_person("Ketua Penulis")).person  # type: ignore[assignment]
    colleague, guest = make_person("Rekan Penulis"), make_person("Peserta Kader")

    def sound(page: Page) -> None:
        axe(page)
        fits(page)

    lead = opener(lead_person)
    book = begun(lead, sound)
    add_author(book, person=colleague, role="penulis", by=lead_person, now=timezone.now())
    written(opener, book, lead, colleague, sound)
    discussed(opener, book, lead, guest, sound)
    approved_and_published(opener, book, lead, sound)
    reader = opener(None)
    reader.goto("/model")
    reader.get_by_role("link", name="Gizi dari pangan setempat").first.click()
    sound(reader)
    reader.goto(f"{book.path}/masalah")
    expect(reader.get_by_text("Bahannya dari desa sendiri.")).to_be_visible()
    sound(reader)
    shot(reader, "buku-terbit")
    participant = opener(guest)
    participant.goto(f"{book.path}/fgd/1/masukan-saya")
    expect(participant.get_by_text("Asal bahannya ditambahkan.")).to_be_visible()
