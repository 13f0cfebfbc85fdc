"""What everybody reads: library, title page, chapters, words, tables, checklist, downloads; and never a draft."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests.factories.catalogue import make_innovation
from tests.factories.modelbooks import GAP, NOW, add_reference, make_book, make_edition, make_lead
from tests.people import agency, signed_in
from tular.features.catalogue.models import Theme
from tular.features.modelbooks.actions.correcting import correct
from tular.features.modelbooks.actions.publishing import build_all, renew
from tular.features.modelbooks.models import EditionCount, ModelBook
from tular.features.modelbooks.queries.chapter_page import books_with
from tular.features.modelbooks.queries.passages import passages_of_published

pytestmark = pytest.mark.usefixtures("catalogue")
LATER = NOW + timedelta(days=1)
READER = {"HTTP_USER_AGENT": "Mozilla/5.0 (Android 14)"}


def words(response: Any) -> str:
    return " ".join(response.content.decode().split())


def build(edition: Any) -> None:
    build_all(edition, now=LATER, progress=lambda done, total, text: None)


def test_the_library_tells_the_six_known_themes_with_year_and_source_and_that_they_are_not_here() -> None:
    page = words(Client().get("/model"))
    for name in ("Pengentasan kemiskinan", "Peningkatan investasi", "Penanganan stunting", "Pengendalian inflasi"):
        assert name in page
    assert page.count("belum ada; tanyakan kepada Kementerian PANRB") == 6
    assert "Belum ada buku yang terbit di Tular" in page
    assert page.count('href="https://fisip.undip.ac.id/?p=250270"') == 6


def test_every_known_theme_leads_to_a_theme_of_the_catalogue_and_its_innovations() -> None:
    for slug in ("kemiskinan", "investasi", "digitalisasi", "stunting", "inflasi", "p3dn"):
        assert Client().get(f"/model/tema/{slug}").status_code == 200
    page = words(Client().get("/model/tema/stunting"))
    assert "isinya belum diketahui" in page
    assert 'href="/inovasi/' in page
    assert Client().get("/model/tema/tiada").status_code == 404


def test_a_manuscript_is_nowhere_to_be_read_until_it_is_published() -> None:
    book = make_book(title="Rahasia rancangan")
    for path in ("", "/masalah", "/edisi/1", "/cari?cari=gizi", "/edisi/1/unduh/pdf", "/edisi/1/periksa"):
        assert Client().get(f"/model/{book.slug}{path}").status_code == 404
    stranger = signed_in(make_lead("Penulis Lain"))
    for path in ("/naskah/pengesahan", "/naskah/pembaca", "/naskah/pengesahan/pratinjau.pdf"):
        assert Client().get(f"/model/{book.slug}{path}").status_code in (302, 404)
        assert stranger.get(f"/model/{book.slug}{path}").status_code == 404
    assert "Rahasia" not in words(Client().get("/model"))
    assert "Rahasia" not in words(Client().get("/unduhan"))


def test_what_is_written_for_the_next_edition_does_not_show() -> None:
    edition = make_edition()
    book = renew(edition.book, by=edition.book.authors.get().person, now=LATER)
    book.sections.filter(code="masalah").update(text="Kalimat yang belum terbit.")
    assert "belum terbit" not in words(Client().get(f"{book.path}/masalah"))
    assert words(Client().get(book.path)).count("Edisi 1") >= 1
    assert Client().get(f"{book.path}/edisi/2").status_code == 404


def test_the_title_page_tells_who_what_how_to_cite_and_what_can_be_downloaded() -> None:
    edition = make_edition()
    page = words(Client().get(edition.book.path))
    assert "Berkasnya sedang dibangun" in page
    build(edition)
    page = words(Client().get(edition.book.path))
    citation = "Ketua Penulis (2026). Penanganan stunting contoh. Edisi 1. Pemerintah Kabupaten Sidoarjo."
    assert f"{citation} {edition.identifier}. http://testserver{edition.book.path}" in page
    for form in ("pdf", "docx", "epub", "html"):
        assert f"{edition.book.path}/edisi/1/unduh/{form}" in page
        assert edition.files.get(form=form).file.sha256 in page


def test_a_chapter_has_its_contents_beside_it_and_its_neighbours_below() -> None:
    edition = make_edition()
    page = words(Client().get(f"{edition.book.path}/masalah"))
    assert "kurang gizi sejak kandungan" in page
    assert f'rel="prev" href="{edition.book.path}/identitas"' in page
    assert f'href="{edition.book.path}/inovasi_rujukan"' in page
    assert Client().get(f"{edition.book.path}/tiada").status_code == 404


def test_a_chapter_without_text_says_why() -> None:
    edition = make_edition()
    page = words(Client().get(f"{edition.book.path}/kapasitas"))
    assert GAP.rstrip(".") in page
    assert "belum ada isi" in page


def test_words_are_found_in_their_passages_and_marked_in_the_chapter() -> None:
    edition = make_edition()
    page = words(Client().get(f"{edition.book.path}/cari?cari=tumbuh desa"))
    assert "1 bagian memuat “tumbuh desa”." in page
    assert "<mark>tumbuh</mark>" in page
    page = words(Client().get(f"{edition.book.path}/masalah?cari=gizi"))
    assert '<mark id="temuan">gizi</mark>' in page
    assert "ditemukan 1 kali di bab ini" in page
    nothing = words(Client().get(f"{edition.book.path}/cari?cari=kapal"))
    assert "Tidak ada bagian yang memuat semua kata “kapal”" in nothing


def test_what_is_looked_for_is_never_run_as_html() -> None:
    edition = make_edition()
    page = Client().get(f"{edition.book.path}/masalah?cari=<script>alert(1)</script>").content.decode()
    assert "<script>alert" not in page


def test_a_table_is_taken_along_as_csv_and_as_the_same_workbook_every_time() -> None:
    edition = make_edition()
    shelf = f"{edition.book.path}/edisi/1/tabel/inovasi_rujukan/1"
    told = Client().get(f"{shelf}.csv").content.decode("utf-8-sig").splitlines()
    assert told == ["Inovasi,Sebelum,Sesudah", "Gerobak Cinta,44,26", 'Centil,"12,3","9,2"']
    first = Client().get(f"{shelf}.xlsx").content
    assert first.startswith(b"PK")
    assert first == Client().get(f"{shelf}.xlsx").content
    for other in ("0.csv", "2.csv", "1.pdf"):
        assert Client().get(f"{edition.book.path}/edisi/1/tabel/inovasi_rujukan/{other}").status_code == 404


def test_the_checklist_is_ticked_counted_and_taken_along_without_an_account() -> None:
    edition = make_edition()
    shelf = f"{edition.book.path}/edisi/1/periksa"
    assert "Daftar anak sasaran" in words(Client().get(shelf))
    page = words(Client().get(f"{shelf}?hitung=1&ada=1&ada=3"))
    assert "2 dari 3 sudah ada." in page
    told = Client().get(f"{shelf}.csv?ada=1").content.decode("utf-8-sig").splitlines()
    assert told == [
        "Bagian,Yang harus ada,Sudah ada?", "Harus ada sebelum mulai,Daftar anak sasaran,ya",
        "Harus ada sebelum mulai,Kader di setiap desa,belum", "Boleh menyusul,Aplikasi pencatatan,belum",
    ]  # fmt: skip
    assert Client().get(f"{shelf}.xlsx").content.startswith(b"PK")


def test_an_erratum_shows_on_its_chapter_and_on_the_title_page_while_the_edition_stays() -> None:
    edition = make_edition()
    lead = edition.book.authors.get().person
    correct(edition, chapter="masalah", wrong="kurang gizi", right="kekurangan gizi", by=lead, now=LATER)
    for path in ("", "/masalah"):
        page = words(Client().get(f"{edition.book.path}{path}"))
        assert "<del>kurang gizi</del>" in page
        assert "<ins>kekurangan gizi</ins>" in page
    assert "kekurangan" not in words(Client().get(f"{edition.book.path}/regulasi"))


def test_an_old_edition_can_still_be_read_and_is_compared_with_the_new_one() -> None:
    edition = make_edition()
    book = renew(edition.book, by=edition.book.authors.get().person, now=LATER)
    book.sections.filter(code="masalah").update(
        text="Kalimat baru.\n\n## Tujuan\n\nAnak tumbuh sehat di setiap desa.\n"
    )
    ModelBook.objects.filter(pk=book.pk).update(changes="Masalah ditulis ulang.")
    make_edition(ModelBook.objects.get(pk=book.pk), now=LATER)
    old = words(Client().get(f"{book.path}/edisi/1/bab/masalah"))
    assert "kurang gizi" in old
    assert "edisi lama" in old
    assert "Kalimat baru" in words(Client().get(f"{book.path}/masalah"))
    page = words(Client().get(f"{book.path}/edisi/2/banding"))
    assert "1 bab berubah, 19 bab tetap." in page
    assert "Kalimat baru." in page
    assert "Masalah ditulis ulang." in page
    assert Client().get(f"{book.path}/edisi/1/banding").status_code == 404


def test_reading_is_counted_by_day_and_robots_and_heads_are_not() -> None:
    edition = make_edition()
    path = edition.book.path
    for _time in range(2):
        Client().get(f"{path}/masalah", **READER)
    Client().head(path, **READER)
    Client().get(path, HTTP_USER_AGENT="Googlebot/2.1")
    Client().get(path)
    assert [(one.what, one.times) for one in EditionCount.objects.all()] == [("baca", 2)]
    build(edition)
    file = Client().get(f"{path}/edisi/1/unduh/pdf", **READER)
    assert b"".join(file).startswith(b"%PDF")
    told = Client().get("/unduhan/hitungan.csv").content.decode("utf-8-sig").splitlines()
    assert told[0] == "tanggal,buku,judul,edisi,pengenal,apa,kali"
    assert sorted(line.split(",", 1)[1] for line in told[1:]) == [
        f"{edition.book.slug},{edition.title},1,{edition.identifier},baca,2",
        f"{edition.book.slug},{edition.title},1,{edition.identifier},pdf,1",
    ]


def test_downloads_are_filtered_by_theme_form_and_age() -> None:
    edition = make_edition()
    build(edition)
    page = words(Client().get("/unduhan?tema=stunting&bentuk=epub"))
    assert f"{edition.book.path}/edisi/1/unduh/epub" in page
    assert f"{edition.book.path}/edisi/1/unduh/pdf" not in page
    assert "Tidak ada yang cocok" not in words(Client().get("/unduhan?tema=tiada&bentuk=tiada&lama=1"))


def test_an_innovation_says_in_which_published_book_it_is_used() -> None:
    innovation = make_innovation(
        agency("pemkab-gresik"), "Posyandu Contoh", themes=(Theme.objects.get(slug="stunting"),)
    )
    book = make_book()
    add_reference(book, innovation)
    page = f"/inovasi/{innovation.slug}"
    assert "Dipakai dalam buku model" not in words(Client().get(page))
    edition = make_edition(book)
    assert f'href="{book.path}"' in words(Client().get(page))
    assert [(one.path, one.reason) for one in books_with(innovation)] == [(book.path, "Hasilnya terukur.")]
    assert "Posyandu Contoh" in words(Client().get(edition.book.path))


def test_passages_tell_the_search_where_each_stands() -> None:
    edition = make_edition()
    found = [one for one in passages_of_published() if one.chapter == "masalah"]
    assert [(one.heading, one.text) for one in found] == [
        ("", "Stunting membuat anak kurang gizi sejak kandungan."),
        ("Tujuan", "Anak tumbuh sehat di setiap desa."),
    ]
    assert found[1].path.startswith(f"{edition.book.path}/masalah#")


def test_pages_of_a_book_ask_the_same_number_of_queries_however_much_hangs_on_it(
    django_assert_max_num_queries: Any,
) -> None:
    edition = make_edition()
    build(edition)
    path = edition.book.path
    Client().get(f"{path}/masalah")
    lead = edition.book.authors.get().person
    for number in range(5):
        correct(edition, chapter="masalah", wrong=f"salah {number}", right="benar", by=lead, now=LATER)
    for address, most in ((path, 9), (f"{path}/masalah", 4), (f"{path}/cari?cari=gizi", 2), ("/model", 2)):
        with django_assert_max_num_queries(most):
            assert Client().get(address).status_code == 200
