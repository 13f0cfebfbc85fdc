"""Pictures and sources of a book: taken in, described, used, replaced and let go."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from tests.features.modelbooks.writing import NOW, author, begun, reference, with_text
from tests.people import make_person, signed_in
from tular.features.modelbooks.actions.figures import add_figure, change_figure, remove_figure
from tular.features.modelbooks.actions.sources import (
    SourceTold,
    Taken,
    add_source,
    change_source,
    import_sources,
    remove_source,
)
from tular.features.modelbooks.choices import AuthorRole, BookState
from tular.features.modelbooks.models import Figure, ModelBook, Source
from tular.features.modelbooks.queries.figure_files import FIGURE
from tular.features.modelbooks.queries.figures_page import figures_page
from tular.features.modelbooks.queries.keys import key_of_source, uses
from tular.features.modelbooks.queries.sources_page import sources_page
from tular.foundation.access.permissions import Denied
from tular.foundation.actions import Refused
from tular.foundation.files.actions.storing import store
from tular.foundation.files.models import StoredFile

pytestmark = pytest.mark.usefixtures("catalogue")
ALT = "Warga mendaftar di balai desa, lalu kader datang ke rumah."


@pytest.fixture(autouse=True)
def folders(tmp_path: Path, settings: Any) -> None:
    local = {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path / "berkas"}}
    settings.STORAGES = {**settings.STORAGES, "default": local}


def png(colour: str = "teal") -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (60, 40), colour).save(made, "PNG")
    return made.getvalue()


def picture(by: Any, colour: str = "teal") -> StoredFile:
    return store(ContentFile(png(colour), name="Alur Pelayanan.png"), FIGURE, by=by, now=NOW)


def with_figure(book: ModelBook, by: Any, name: str = "Alur pelayanan") -> Figure:
    return add_figure(book, file=picture(by), name=name, alt=ALT, source="Foto: Dinas", by=by, now=NOW)


def words(response: Any) -> str:
    return " ".join(response.content.decode().split())


def test_a_picture_gets_a_key_of_its_own_from_its_name() -> None:
    book, lead = begun()
    keys = [with_figure(book, lead, name).key for name in ("Alur pelayanan", "alur  pelayanan!", "…", "Unggah")]
    assert keys == ["alur-pelayanan", "alur-pelayanan-2", "gambar", "unggah-2"]


def test_a_picture_without_words_for_those_who_do_not_see_it_is_refused() -> None:
    book, lead = begun()
    with pytest.raises(Refused, match="satu kalimat"):
        add_figure(book, file=picture(lead), name="alur", alt="  foto ", by=lead, now=NOW)
    figure = with_figure(book, lead)
    with pytest.raises(Refused, match="satu kalimat"):
        change_figure(figure, alt="", by=lead, now=NOW)


def test_another_file_takes_the_key_and_the_one_before_stays_for_editions() -> None:
    book, lead = begun()
    before = with_figure(book, lead)
    after = change_figure(before, alt=ALT, file=picture(lead, "navy"), by=lead, now=NOW)
    assert (after.key, after.pk == before.pk, after.file_id == before.file_id) == (before.key, False, False)
    assert Figure.objects.get(pk=before.pk).removed_at == NOW
    assert [one.pk for one in figures_page(lead, book).figures] == [after.pk]
    with pytest.raises(Refused, match="sudah diganti"):
        change_figure(Figure.objects.get(pk=before.pk), alt=ALT, by=lead, now=NOW)


def test_a_picture_that_a_chapter_shows_is_not_let_go() -> None:
    book, lead = begun()
    figure = with_figure(book, lead)
    section = with_text(book.sections.get(code="masalah"), "![Alur](gambar:alur-pelayanan)\n\n![x](gambar:tiada)", lead)
    page = figures_page(lead, book)
    assert [(one.key, [used.number for used in one.used]) for one in page.figures] == [(figure.key, [section.number])]
    assert [one.key for one in page.missing] == ["tiada"]
    with pytest.raises(Refused, match=f"bab {section.number}"):
        remove_figure(figure, by=lead, now=NOW)
    with_text(section, "Tanpa gambar.", lead)
    assert remove_figure(figure, by=lead, now=NOW).removed_at == NOW


def test_pictures_and_sources_stay_as_they_are_while_approval_is_awaited() -> None:
    book, lead = begun()
    figure, source = with_figure(book, lead), add_source(book, told=SourceTold("data", "Angka"), by=lead, now=NOW)
    ModelBook.objects.filter(pk=book.pk).update(state=BookState.APPROVING)
    held = ModelBook.objects.get(pk=book.pk)
    with pytest.raises(Refused, match="menunggu pengesahan"):
        with_figure(held, lead)
    with pytest.raises(Refused, match="menunggu pengesahan"):
        remove_figure(Figure.objects.get(pk=figure.pk), by=lead, now=NOW)
    with pytest.raises(Refused, match="menunggu pengesahan"):
        remove_source(Source.objects.get(pk=source.pk), by=lead, now=NOW)


@pytest.mark.parametrize(
    ("who", "year", "title", "key"),
    [
        ("Badan Pusat Statistik", "2023", "Angka", "bps2023"),
        ("Sari, Dewi; Putra, A.", "2021", "Inovasi", "sari2021"),
        ("", "", "Pedoman singkat pelayanan bagi semua orang", "Pedoman singkat pelayanan bagi semua"),
    ],
)
def test_a_source_is_cited_by_who_it_is_by_and_when(who: str, year: str, title: str, key: str) -> None:
    assert key_of_source(who, year, title) == key


def test_a_source_shares_no_key_with_another_or_with_a_reference() -> None:
    book, lead = begun()
    held = reference(book, lead)
    told = SourceTold("data", "Angka", who="Badan Pusat Statistik", year="2023")
    assert [add_source(book, told=told, by=lead, now=NOW).key for _n in range(2)] == ["bps2023", "bps2023-2"]
    with pytest.raises(Refused, match="sudah dipakai"):
        add_source(book, told=told, key=held.key, by=lead, now=NOW)
    with pytest.raises(Refused, match="judul"):
        add_source(book, told=SourceTold("data", " "), by=lead, now=NOW)


def test_what_is_cited_in_vain_is_told_and_what_is_cited_is_kept() -> None:
    book, lead = begun()
    held = reference(book, lead)
    source = add_source(book, told=SourceTold("data", "Angka"), key="bps2023", by=lead, now=NOW)
    text = f"[@bps2023, hlm. 4] @{held.key} [@tiada] @tabel:biaya tulis ke admin@contoh.go.id \\@akun"
    section = with_text(book.sections.get(code="masalah"), text, lead)
    page = sources_page(lead, book)
    assert [one.key for one in page.missing] == ["tiada"]
    assert (set(uses(book)[1]), page.unused) == ({"bps2023", held.key, "tiada"}, 0)
    with pytest.raises(Refused, match=f"bab {section.number}"):
        remove_source(source, by=lead, now=NOW)
    assert change_source(source, told=SourceTold("buku", "Angka baru"), by=lead, now=NOW).title == "Angka baru"


def test_entries_of_another_programme_come_in_once() -> None:
    book, lead = begun()
    entries = [("bps_2023", SourceTold("data", "Angka", year="2023")), ("", SourceTold("buku", "Lain"))]
    assert import_sources(book, entries=entries, by=lead, now=NOW) == Taken(2, 0)
    again = [*entries, ("x", SourceTold("buku", "lain!"))]
    assert import_sources(book, entries=again, by=lead, now=NOW) == Taken(0, 3)
    assert set(book.sources.values_list("key", flat=True)) == {"bps_2023", "lain"}


def test_note_takers_and_strangers_change_nothing() -> None:
    book, lead = begun()
    figure = with_figure(book, lead)
    taker = author(book, "Notulis", AuthorRole.NOTE_TAKER)
    with pytest.raises(Denied):
        change_figure(figure, alt=ALT, by=taker, now=NOW)
    with pytest.raises(Denied):
        add_source(book, told=SourceTold("data", "Angka"), by=taker, now=NOW)
    desk = book.desk
    for path in (f"{desk}/gambar", f"{desk}/sumber", f"{desk}/gambar/{figure.key}", f"{desk}/gambar/{figure.pk}/ubah"):
        assert signed_in(make_person(f"Asing {path}")).get(path).status_code == 404
        assert Client().get(path).status_code == 302
    assert signed_in(taker).get(f"{desk}/gambar").status_code == 200
    assert signed_in(taker).get(f"{desk}/gambar/unggah").status_code == 403
    assert "Unggah gambar" not in words(signed_in(taker).get(f"{desk}/gambar"))


def test_an_author_uploads_a_picture_sees_it_and_lets_it_go() -> None:
    book, lead = begun()
    client = signed_in(lead)
    assert "Belum ada gambar" in words(client.get(f"{book.desk}/gambar"))
    sent = {"name": "Alur", "alt": "", "file": SimpleUploadedFile("a.png", png(), "image/png")}
    refused = client.post(f"{book.desk}/gambar/unggah", sent)
    assert (refused.status_code, "Tulis apa yang ditunjukkan gambar ini." in words(refused)) == (409, True)
    assert "a.png" in words(refused)  # kept, so that nobody chooses it again
    sent = {"name": "Alur", "alt": ALT, "file": SimpleUploadedFile("a.png", png(), "image/png")}
    assert client.post(f"{book.desk}/gambar/unggah", sent).status_code == 302
    page = words(client.get(f"{book.desk}/gambar"))
    assert ("gambar:alur" in page, ALT in page, "belum dipakai" in page) == (True, True, True)
    shown = client.get(f"{book.desk}/gambar/alur")
    assert (shown.status_code, shown["Content-Type"], shown["Cache-Control"]) == (200, "image/png", "private, no-cache")
    assert shown.getvalue().startswith(b"\x89PNG")
    figure = book.figures.get()
    changed = client.post(f"{book.desk}/gambar/{figure.pk}/ubah", {"alt": ALT + " Baru.", "source": "Foto: Dinas"})
    assert changed.status_code == 302
    assert "Foto: Dinas" in words(client.get(f"{book.desk}/gambar"))
    assert client.post(f"{book.desk}/gambar/{figure.pk}/lepas").status_code == 302
    assert client.get(f"{book.desk}/gambar/alur").status_code == 404


@pytest.mark.parametrize("content", [b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"%PDF-1.7", b""])
def test_what_is_no_png_or_jpeg_is_refused_with_a_sentence(content: bytes) -> None:
    book, lead = begun()
    sent = {"name": "Alur", "alt": ALT, "file": SimpleUploadedFile("a.png", content, "image/png")}
    answer = signed_in(lead).post(f"{book.desk}/gambar/unggah", sent)
    assert (answer.status_code, "govuk-error-message" in words(answer), book.figures.count()) == (409, True, 0)


def test_an_author_keeps_the_bibliography() -> None:
    book, lead = begun()
    client = signed_in(lead)
    sent = {"kind": "aturan", "title": "Peraturan contoh", "who": "", "year": "", "where": "", "url": "", "key": ""}
    assert client.post(f"{book.desk}/sumber/tambah", sent).status_code == 302
    page = words(client.get(f"{book.desk}/sumber"))
    assert "Penulis belum diketahui (tahun belum diketahui). Peraturan contoh." in page
    assert "[@peraturan-contoh]" in page
    wrong = client.post(f"{book.desk}/sumber/tambah", {**sent, "url": "bukan alamat"})
    assert (wrong.status_code, "diawali https://" in words(wrong)) == (409, True)
    source = book.sources.get()
    assert client.post(f"{book.desk}/sumber/{source.pk}/ubah", {**sent, "year": "2021"}).status_code == 302
    assert "(2021)" in words(client.get(f"{book.desk}/sumber"))
    bib = "@book{bps, title={Angka Kesejahteraan}, author={{Badan Pusat Statistik}}, year={2023}}"
    assert client.post(f"{book.desk}/sumber/impor", {"text": bib}).status_code == 302
    assert "Badan Pusat Statistik (2023). Angka Kesejahteraan." in words(client.get(f"{book.desk}/sumber"))
    unknown = client.post(f"{book.desk}/sumber/impor", {"text": "hanya kata"})
    assert (unknown.status_code, "tidak dikenali" in words(unknown)) == (409, True)
    assert client.post(f"{book.desk}/sumber/{source.pk}/lepas").status_code == 302
    assert book.sources.filter(removed_at__isnull=True).count() == 1


def test_a_chapter_is_told_which_official_terms_it_spells_otherwise() -> None:
    book, lead = begun()
    with_text(book.sections.get(code="masalah"), "Satu.\n\nMenurut Sinovik.", lead)
    page = words(signed_in(lead).get(f"{book.desk}/bab/masalah"))
    assert "“Sinovik” → <strong>SINOVIK</strong>" in page and "baris 3" in page
