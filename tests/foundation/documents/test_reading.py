"""Word documents taken apart: chapters, notes, tables, pictures, and all that cannot be kept told as sentences."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pypandoc
import pytest
from PIL import Image

from tular.foundation.documents.book import Book, BookFigure, Chapter, docx_of, faults_of
from tular.foundation.documents.reading import Document, Unreadable, package, read_docx, read_sources

TEXT = """\
Pengantar.

# BAB I Masalah 😀

Teks[^1] **tebal** dari @surel, lihat [laman](https://contoh.go.id).

[^1]: Isi *catatan*.

### Sebab

| Uraian | Biaya |
|---|---|
| a\\|b | 1.200 |

: Biaya awal

![Alur pelayanan](gambar.png)

- [ ] Kader

# Regulasi

Nilai $x$.
"""


@pytest.fixture
def made(tmp_path: Path) -> Callable[..., bytes]:
    """A real document, written by Pandoc."""

    def make(text: str = TEXT) -> bytes:
        Image.new("RGB", (30, 20), "teal").save(tmp_path / "gambar.png")
        target = tmp_path / "naskah.docx"
        command = [pypandoc.get_pandoc_path(), "--from=markdown", f"--resource-path={tmp_path}", f"--output={target}"]
        subprocess.run(command, input=text.encode(), check=True)
        return target.read_bytes()

    return make


def rewritten(content: bytes, change: Callable[[bytes], bytes] = bytes, **more: bytes) -> bytes:
    """The same document with another text of its body, and with more parts."""
    result = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as old, ZipFile(result, "w", ZIP_DEFLATED) as new:
        for name in set(old.namelist()) - set(more):
            part = old.read(name)
            new.writestr(name, change(part) if name == "word/document.xml" else part)
        for name, part in more.items():
            new.writestr(name, part)
    return result.getvalue()


def body(inside: str) -> Callable[[bytes], bytes]:
    """Put something in front of what the document says."""
    return lambda part: part.replace(b"<w:body>", b"<w:body>" + inside.encode(), 1)


def chapter(document: Document, title: str) -> str:
    return next(one.text for one in document.chapters if one.title == title)


def test_headings_begin_chapters_and_everything_in_them_is_kept(made: Callable[..., bytes]) -> None:
    found = read_docx(made())
    assert [one.title for one in found.chapters] == ["", "BAB I Masalah 😀", "Regulasi"]
    assert chapter(found, "BAB I Masalah 😀") == (
        "Teks[^1] **tebal** dari \\@surel, lihat [laman](https://contoh.go.id).\n\n## Sebab\n\n"
        "| Uraian | Biaya |\n|--------|-------|\n| a\\|b   | 1.200 |\n\n: Biaya awal {#tabel:tabel-1}\n\n"
        "![Alur pelayanan](gambar:gambar-1)\n\n- [ ] Kader\n\n[^1]: Isi *catatan*.\n"
    )
    assert [(one.key, one.alt) for one in found.figures.values()] == [("gambar-1", "Alur pelayanan")]
    assert found.figures["gambar-1"].data.startswith(b"\x89PNG")
    assert chapter(found, "Regulasi") == "Nilai `x`.\n"
    assert found.lost == (
        "1 judul melompati satu tingkat; tingkatnya disesuaikan.",
        "1 rumus menjadi teks biasa; periksa, atau unggah sebagai gambar.",
    )
    assert [(one.words > 0, one.tables, one.notes) for one in found.chapters][1] == (True, 1, 1)


def test_what_was_read_is_a_manuscript_without_faults(made: Callable[..., bytes]) -> None:
    found = read_docx(made())
    figures = {key: BookFigure(one.data, "image/png", one.alt) for key, one in found.figures.items()}
    chapters = tuple(Chapter(f"c{n}", str(n), one.title, one.text) for n, one in enumerate(found.chapters, start=1))
    assert faults_of(Book("Judul", chapters, figures=figures)) == []


def test_a_document_without_first_level_headings_is_cut_at_its_highest(made: Callable[..., bytes]) -> None:
    found = read_docx(made("## Satu\n\nA\n\n#### Dalam\n\nB\n\n## Dua\n\nC\n"))
    assert [(one.title, one.text) for one in found.chapters] == [("Satu", "A\n\n## Dalam\n\nB\n"), ("Dua", "C\n")]


def test_tracked_changes_count_as_accepted_and_comments_are_told(made: Callable[..., bytes]) -> None:
    who = 'w:author="A" w:date="2026-01-01T00:00:00Z"'
    changes = (
        f'<w:p><w:ins w:id="1" {who}><w:r><w:t>masuk</w:t></w:r></w:ins>'
        f'<w:del w:id="2" {who}><w:r><w:delText>keluar</w:delText></w:r></w:del></w:p>'
    )
    comments = b'<w:comments xmlns:w="x"><w:comment w:id="0"/><w:comment w:id="1"/></w:comments>'
    found = read_docx(rewritten(made("Isi."), body(changes), **{"word/comments.xml": comments}))
    assert found.chapters[0].text == "masuk\n\nIsi.\n"
    assert found.lost == (
        "Perubahan yang masih terlacak dianggap diterima; yang dicoret tidak dibawa.",
        "2 komentar di tepi dokumen tidak dibawa.",
    )


def test_embedded_objects_charts_and_text_boxes_are_told(made: Callable[..., bytes]) -> None:
    more = {"word/embeddings/a.xlsx": b"PK", "word/charts/chart1.xml": b"<c/>"}
    box = "<w:p><w:r><w:t>x<!--<w:txbxContent>--></w:t></w:r></w:p>"
    lost = read_docx(rewritten(made("Isi."), body(box), **more)).lost
    assert [one.split(";")[0] for one in lost] == [
        "1 objek tersemat (misalnya lembar Excel) tidak dibawa", "1 grafik Word tidak dibawa",
        "Isi kotak teks mungkin pindah tempat atau tidak terbawa",
    ]  # fmt: skip


def test_marks_that_turn_the_direction_of_reading_are_dropped(made: Callable[..., bytes]) -> None:
    assert read_docx(made("# Jud\u202eul\n\nIs\u200fi.")).chapters[0].title == "Judul"
    assert read_docx(made("# Judul\n\nIs\u200fi.")).chapters[0].text == "Isi.\n"


def test_a_picture_from_elsewhere_is_never_fetched(made: Callable[..., bytes]) -> None:
    picture = made("![Alur](gambar.png)")
    with ZipFile(io.BytesIO(picture)) as archive:
        rels = archive.read("word/_rels/document.xml.rels").decode()
    target = next(part for part in rels.split('"') if part.startswith("media/"))
    away = rels.replace(f'Target="{target}"', 'Target="https://contoh.go.id/a.png" TargetMode="External"')
    result = io.BytesIO()
    with ZipFile(io.BytesIO(picture)) as old, ZipFile(result, "w") as new:
        for name in old.namelist():
            new.writestr(name, away.encode() if name.endswith("document.xml.rels") else old.read(name))
    found = read_docx(result.getvalue())
    assert (found.figures, "https://contoh" in found.chapters[0].text) == ({}, False)


def test_a_picture_that_no_page_can_show_is_told_in_its_place(made: Callable[..., bytes]) -> None:
    content = made("![Alur](gambar.png)")
    result = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as old, ZipFile(result, "w") as new:
        for name in old.namelist():
            new.writestr(name, b"\x01\x00\x00\x00 EMF" if name.endswith(".png") else old.read(name))
    found = read_docx(result.getvalue())
    assert (found.figures, found.chapters[0].text) == ({}, "\\[gambar tidak dibawa: Alur\\]\n")
    assert found.lost[0].startswith("1 gambar tidak dapat dibawa")


NESTED = """\
<w:tbl><w:tr><w:tc><w:p><w:r><w:t>luar</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>dalam</w:t></w:r></w:p></w:tc>
</w:tr></w:tbl><w:p/></w:tc><w:tc><w:p><w:r><w:t>b</w:t></w:r></w:p></w:tc></w:tr>
<w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p><w:r><w:t>lebar</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"""


def test_tables_in_tables_and_joined_cells_become_plain_rows(made: Callable[..., bytes]) -> None:
    found = read_docx(rewritten(made("Isi."), body(NESTED)))
    rows = [line for line in found.chapters[0].text.splitlines() if line.startswith("|")]
    assert [[cell.strip() for cell in row.split("|")[1:-1]] for row in rows if "--" not in row] == [
        ["luar dalam", "b"], ["lebar", ""],
    ]  # fmt: skip
    assert found.lost == (
        "1 tabel di dalam tabel dijadikan teks di selnya.",
        "1 sel gabungan dipecah; periksa tabelnya.",
    )


def test_of_a_table_of_ten_thousand_rows_the_first_are_kept(made: Callable[..., bytes]) -> None:
    rows = "".join(f"<w:tr><w:tc><w:p><w:r><w:t>r{n}</w:t></w:r></w:p></w:tc></w:tr>" for n in range(10_000))
    found = read_docx(rewritten(made("Isi."), body(f"<w:tbl>{rows}</w:tbl>")))
    assert found.chapters[0].text.count("\n| r") == 300
    assert found.lost == ("9699 baris tabel tidak dibawa, karena satu tabel buku memuat paling banyak 300 baris.",)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"PK\x03\x04 bukan arsip", "rusak"),
        (b"\xd0\xcf\x11\xe0 terkunci", "kata sandi"),
        (b"", "rusak"),
    ],
)
def test_what_is_no_document_is_refused_with_a_way_out(content: bytes, said: str) -> None:
    with pytest.raises(Unreadable, match=said):
        read_docx(content)


def test_macros_entities_and_other_archives_are_refused(made: Callable[..., bytes]) -> None:
    with pytest.raises(Unreadable, match="makro"):
        read_docx(rewritten(made("Isi."), **{"word/vbaProject.bin": b"x"}))
    with pytest.raises(Unreadable, match="tidak wajar"):
        read_docx(rewritten(made("Isi."), lambda part: b'<!DOCTYPE x [<!ENTITY a "b">]>' + part))
    other = io.BytesIO()
    with ZipFile(other, "w") as archive:
        archive.writestr("a.txt", "x")
    with pytest.raises(Unreadable, match="bukan dokumen Word"):
        read_docx(other.getvalue())
    with pytest.raises(Unreadable, match="Tidak ada tulisan"):
        read_docx(made(""))


def test_what_unpacks_to_far_too_much_is_refused_unread(
    made: Callable[..., bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    content = rewritten(made("Isi."), **{"word/besar.xml": b" " * 3_000_000})
    assert len(content) < 50_000
    monkeypatch.setattr(package, "LARGEST_TEXT", 2_000_000)
    with pytest.raises(Unreadable, match="terlalu besar"):
        read_docx(content)
    monkeypatch.setattr(package, "LARGEST", 1_000)
    with pytest.raises(Unreadable, match="terlalu besar"):
        read_docx(made("Isi."))


CONTENTS = """\
<w:p><w:hyperlink w:anchor="_Toc1"><w:r><w:t>1 Masalah</w:t></w:r><w:r><w:tab/></w:r><w:r><w:t>3</w:t></w:r>
</w:hyperlink></w:p>"""


def test_the_table_of_contents_of_word_is_left_out(made: Callable[..., bytes]) -> None:
    assert read_docx(rewritten(made("Isi."), body(CONTENTS))).chapters[0].text == "Isi.\n"


@pytest.mark.parametrize(
    ("caption", "kept"),
    [("Tabel 3.1. Biaya awal", "Biaya awal"), ("**Tabel 2** Biaya", "Biaya"), ("Tabel biaya", "Tabel biaya")],
)
def test_captions_lose_the_numbers_that_the_book_gives_anew(
    made: Callable[..., bytes], caption: str, kept: str
) -> None:
    found = read_docx(made(f"| **a** | b |\n|---|---|\n| 1 | 2 |\n\n: {caption}\n"))
    assert f": {kept} {{#tabel:tabel-1}}" in found.chapters[0].text
    assert "| a " in found.chapters[0].text


def test_numbered_lines_beside_tables_and_pictures_become_their_captions(made: Callable[..., bytes]) -> None:
    table = "Tabel 2. Biaya awal\n\n| a | b |\n|---|---|\n| 1 | 2 |"
    text = f"{table}\n\n![](gambar.png)\n\nGambar 1: Alur warga\n\nTabel ini penting."
    found = read_docx(made(text)).chapters[0].text
    assert ": Biaya awal {#tabel:tabel-2}" in found
    assert "![Alur warga](gambar:gambar-1)\n\nTabel ini penting.\n" in found
    assert "Tabel 2" not in found and "Gambar 1" not in found


def test_what_a_book_gave_out_as_docx_can_be_taken_in_again() -> None:
    figure = io.BytesIO()
    Image.new("RGB", (30, 20), "teal").save(figure, "PNG")
    text = "Isi[^1].\n\n[^1]: Catatan.\n\n![Alur](gambar:alur)\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n: Biaya\n"
    pictures = {"alur": BookFigure(figure.getvalue(), "image/png", "Warga mendaftar")}
    book = Book("Judul", (Chapter("satu", "1", "Masalah", text),), figures=pictures)
    found = read_docx(docx_of(book, datetime(2026, 1, 1, tzinfo=UTC)))
    again = chapter(found, "1 Masalah")
    assert all(one in again for one in ("Isi[^1].", "[^1]: Catatan.", "![Alur](gambar:gambar-1)", ": Biaya {#tabel:"))
    assert (found.figures["gambar-1"].alt, found.lost) == ("Warga mendaftar", ())


BIBTEX = (
    "@book{bps, title={Statistik Kesejahteraan Rakyat}, author={{Badan Pusat Statistik}}, year={2023}, publisher={BPS}}"
)
RIS = "TY  - JOUR\nTI  - Inovasi Layanan\nAU  - Sari, Dewi\nPY  - 2021\nJO  - Jurnal Publik\nER  - \n"
CSL = (
    '[{"id":"x","type":"webpage","title":"Laman <i>Resmi</i>","URL":"https://a.go.id",'
    '"accessed":{"date-parts":[[2024,5,1]]}}]'
)


def test_entries_of_other_programmes_are_read_alike() -> None:
    [bib], [ris], [csl] = read_sources(BIBTEX), read_sources(RIS), read_sources(CSL)
    assert (bib.key, bib.kind, bib.title, bib.who, bib.year, bib.where) == (
        "bps", "book", "Statistik Kesejahteraan Rakyat", "Badan Pusat Statistik", "2023", "BPS",
    )  # fmt: skip
    assert (ris.kind, ris.title, ris.who, ris.where) == (
        "article-journal", "Inovasi Layanan", "Sari, Dewi", "Jurnal Publik",
    )  # fmt: skip
    assert (csl.title, csl.who, csl.url, str(csl.accessed_on)) == ("Laman Resmi", "", "https://a.go.id", "2024-05-01")


@pytest.mark.parametrize(
    ("text", "said"), [("hanya kata", "tidak dikenali"), ("[{]", "tidak dapat dibaca"), ("[]", "Tidak ada entri")]
)
def test_entries_that_cannot_be_read_are_told(text: str, said: str) -> None:
    with pytest.raises(Unreadable, match=said):
        read_sources(text)
