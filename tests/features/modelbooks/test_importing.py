"""A manuscript written in Word comes into the chapters of a book, and nothing that stood there is lost."""

from __future__ import annotations

import io
import subprocess
from datetime import timedelta
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pypandoc
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from tests.features.modelbooks.writing import NOW, author, begun, with_text
from tests.people import make_person, signed_in
from tular.features.modelbooks.actions import importing
from tular.features.modelbooks.actions.importing import Imported, Placement, import_docx
from tular.features.modelbooks.choices import AuthorRole, RevisionKind
from tular.features.modelbooks.jobs import take_in
from tular.features.modelbooks.models import ModelBook, Revision, Section
from tular.features.modelbooks.queries.figure_files import MANUSCRIPT
from tular.features.modelbooks.queries.importing import parts_of, plain_title
from tular.foundation.access.permissions import Denied
from tular.foundation.actions import Refused
from tular.foundation.documents.reading import Document, ReadChapter
from tular.foundation.files.models import StoredFile
from tular.foundation.jobs.models import JobRun
from tular.foundation.jobs.run import Run

pytestmark = pytest.mark.usefixtures("catalogue")

TEXT = """\
Kata pengantar.

# BAB II Masalah dan tujuan

Angka tinggi[^1].

[^1]: Menurut dinas.

| a | b |
|---|---|
| 1 | 2 |

: Biaya

![](gambar.png)

# Kisah dari lapangan

Kader bercerita.
"""


@pytest.fixture(autouse=True)
def folders(tmp_path: Path, settings: Any) -> None:
    local = {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path / "berkas"}}
    settings.STORAGES = {**settings.STORAGES, "default": local}
    settings.UPLOAD_DIR = tmp_path / "unggahan"


@pytest.fixture
def docx(tmp_path: Path) -> bytes:
    Image.new("RGB", (30, 20), "teal").save(tmp_path / "gambar.png")
    target = tmp_path / "naskah.docx"
    command = [pypandoc.get_pandoc_path(), "--from=markdown", f"--resource-path={tmp_path}", f"--output={target}"]
    subprocess.run(command, input=TEXT.encode(), check=True)
    return target.read_bytes()


def part(text: str = "Dari dokumen.\n", title: str = "Masalah") -> ReadChapter:
    return ReadChapter(title, text)


def chapter(book: ModelBook, code: str = "masalah") -> Section:
    return book.sections.get(code=code)


def taken(book: ModelBook, by: Any, *placements: Placement, **more: Any) -> Imported:
    return import_docx(book, document=Document(()), placements=placements, files={}, by=by, now=NOW, **more)


def words(response: Any) -> str:
    return " ".join(response.content.decode().split())


def sent(client: Any, book: ModelBook, content: bytes, name: str = "naskah.docx") -> Any:
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    return client.post(f"{book.desk}/impor", {"file": SimpleUploadedFile(name, content, kind)})


@pytest.mark.parametrize(
    ("title", "plain"),
    [
        ("BAB II Masalah dan tujuan", "masalah dan tujuan"), ("2. Masalah", "masalah"), ("IV) Regulasi", "regulasi"),
        ("Masalah", "masalah"), ("Bab 3", "bab 3"), ("A", "a"),
    ],
)  # fmt: skip
def test_titles_are_compared_without_their_numbers(title: str, plain: str) -> None:
    assert plain_title(title) == plain


def test_a_part_belongs_to_the_chapter_whose_title_is_most_like_its_own() -> None:
    book, _lead = begun()
    document = Document(
        (ReadChapter("", "Pengantar."), ReadChapter("BAB 2 MASALAH DAN TUJUAN", "a"), part("b", "Lain"))
    )
    found = parts_of(document, list(book.sections.all()))
    assert [one.likely.code if one.likely else "" for one in found] == ["", "masalah", ""]


def test_an_import_is_a_revision_of_its_own_and_the_text_before_stays_in_the_history() -> None:
    book, lead = begun()
    held = with_text(chapter(book), "Tulisan lama.", lead)
    answer = taken(book, lead, Placement(part(), "masalah", below=False, base=held.version))
    assert answer == Imported(written=1, aside=0, figures=0)
    assert chapter(book).text == "Dari dokumen.\n"
    row = Revision.objects.get(kind=RevisionKind.IMPORTED)
    assert (row.before["text"], row.after["text"], row.kept) == ("Tulisan lama.", "Dari dokumen.\n", True)


def test_parts_may_stand_below_what_is_there_and_one_after_the_other() -> None:
    book, lead = begun()
    held = with_text(chapter(book), "Lama.\n", lead)
    first, second = (Placement(part(text), "masalah", below=True, base=held.version) for text in ("Satu.", "Dua."))
    assert taken(book, lead, first, second).written == 1
    assert chapter(book).text == "Lama.\n\nSatu.\n\nDua.\n"


def test_a_chapter_that_somebody_else_wrote_meanwhile_stays_and_the_import_lies_beside_it() -> None:
    book, lead = begun()
    other = author(book)
    with_text(chapter(book), "Punya orang lain.", other)
    answer = taken(book, lead, Placement(part(), "masalah", base=0))
    assert answer == Imported(written=0, aside=1, figures=0)
    assert chapter(book).text == "Punya orang lain."
    row = Revision.objects.get(kind=RevisionKind.IMPORTED)
    assert (row.kept, row.after["text"], row.by_id) == (False, "Dari dokumen.\n", lead.pk)


def test_keys_of_tables_are_those_of_no_other_table() -> None:
    book, lead = begun()
    with_text(chapter(book, "regulasi"), ": Lama {#tabel:tabel-1}", lead)
    new = Placement(part(": Baru {#tabel:tabel-1}\n\n: Lain {#tabel:tabel-2}\n"), "masalah")
    taken(book, lead, new)
    assert chapter(book).text == ": Baru {#tabel:impor-1}\n\n: Lain {#tabel:tabel-2}\n"


def test_nothing_chosen_and_a_chapter_that_is_gone_are_refused() -> None:
    book, lead = begun()
    with pytest.raises(Refused, match="paling sedikit satu"):
        taken(book, lead)
    with pytest.raises(Refused, match="sudah tidak ada"):
        taken(book, lead, Placement(part(), "tiada"))
    with pytest.raises(Denied):
        taken(book, author(book, "Notulis", AuthorRole.NOTE_TAKER), Placement(part(), "masalah"))


def test_only_the_lead_makes_new_chapters_of_a_document() -> None:
    book, lead = begun()
    assert taken(book, lead, Placement(part(title="BAB XXI. Kisah lapangan"))).written == 1
    assert book.sections.order_by("number").last().title == "Kisah lapangan"  # type: ignore[union-attr] # there are many
    with pytest.raises(Denied):
        taken(book, author(book), Placement(part(title="Lain")))


def test_a_document_is_sent_placed_and_told_of(docx: bytes) -> None:
    book, lead = begun()
    client = signed_in(lead)
    place = sent(client, book, docx)["Location"]
    page = words(client.get(place))
    assert "Sebelum judul pertama" in page and "BAB II Masalah dan tujuan" in page and "Bab baru di akhir buku" in page
    assert 'value="isi:masalah" selected' in page and 'value="-" selected' in page
    assert "1 gambar belum punya keterangan" in page
    answer = client.post(place, {"bagian-0": "", "bagian-1": "isi:masalah", "bagian-2": "-", "dasar-masalah": "0"})
    assert (answer.status_code, answer["Location"]) == (302, f"{place}/hasil")
    result = words(client.get(f"{place}/hasil"))
    assert "Masalah dan tujuan" in result and "Kisah dari lapangan" in result and "1 belum punya keterangan" in result
    figure = book.figures.get()
    assert (figure.alt, f"gambar:{figure.key})" in chapter(book).text) == ("", True)
    assert "[^1]: Menurut dinas." in chapter(book).text and ": Biaya {#tabel:tabel-1}" in chapter(book).text
    assert "keterangan belum ditulis" in words(client.get(f"{book.desk}/gambar"))


def test_a_form_without_any_part_chosen_is_shown_again_as_it_was(docx: bytes) -> None:
    book, lead = begun()
    client = signed_in(lead)
    place = sent(client, book, docx)["Location"]
    answer = client.post(place, {"bagian-0": "", "bagian-1": "", "bagian-2": ""})
    assert (answer.status_code, "Pilih paling sedikit satu bagian" in words(answer)) == (409, True)
    assert client.post(place, {"bagian-1": "isi:tiada"}).status_code == 409


def test_documents_with_macros_and_broken_ones_are_refused_on_the_form(docx: bytes) -> None:
    book, lead = begun()
    client = signed_in(lead)
    changed = io.BytesIO(docx)
    with ZipFile(changed, "a") as archive:
        archive.writestr("word/vbaProject.bin", b"x")
    macro = sent(client, book, changed.getvalue())
    assert (macro.status_code, "tanpa makro" in words(macro)) == (409, True)
    empty = io.BytesIO()
    with ZipFile(io.BytesIO(docx)) as old, ZipFile(empty, "w") as new:
        for name in old.namelist():
            new.writestr(name, b"<w:document/>" if name == "word/document.xml" else old.read(name))
    broken = sent(client, book, empty.getvalue())
    assert (broken.status_code, "simpan ulang sebagai .docx" in words(broken)) == (409, True)
    assert sent(client, book, b"bukan dokumen").status_code == 409


def test_a_document_is_seen_by_nobody_but_who_sent_it(docx: bytes) -> None:
    book, lead = begun()
    other, taker = author(book), author(book, "Notulis", AuthorRole.NOTE_TAKER)
    place = sent(signed_in(lead), book, docx)["Location"]
    assert signed_in(other).get(place).status_code == 404
    assert signed_in(taker).get(f"{book.desk}/impor").status_code == 403
    assert signed_in(make_person("Asing")).get(f"{book.desk}/impor").status_code == 404
    assert "Bab baru di akhir buku" not in words(signed_in(other).get(sent(signed_in(other), book, docx)["Location"]))


def test_while_somebody_holds_a_chapter_the_page_says_that_the_import_lies_beside(docx: bytes) -> None:
    book, lead = begun()
    other = author(book)
    client = signed_in(lead)
    place = sent(client, book, docx)["Location"]
    Section.objects.filter(book=book, code="masalah").update(
        held_by=other, held_at=timezone.now() + timedelta(minutes=1)
    )
    assert client.post(place, {"bagian-1": "isi:masalah", "dasar-masalah": "0"}).status_code == 302
    assert "disimpan di samping" in words(client.get(f"{place}/hasil"))
    assert chapter(book).text == ""


def test_a_document_with_many_pictures_is_taken_in_by_a_worker(docx: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    book, lead = begun()
    client = signed_in(lead)
    place = sent(client, book, docx)["Location"]
    monkeypatch.setattr(importing, "MOST_AT_ONCE", 0)
    answer = client.post(place, {"bagian-1": "isi:masalah", "dasar-masalah": "0"})
    started = JobRun.objects.get(name="modelbooks.import_docx")
    assert answer["Location"] == f"/proses/{started.pk}"
    assert chapter(book).text == ""
    report = take_in(Run(started.pk, owner=lead), **started.arguments)
    assert [tuple(row) for row in report.rows] == [(2, "Masalah dan tujuan", "tersimpan")]
    assert report.text.startswith("1 gambar masuk ke buku.")
    assert book.figures.get().key in chapter(book).text
    StoredFile.objects.filter(purpose=MANUSCRIPT).update(purpose="lain")
    with pytest.raises(Refused, match="sudah dihapus"):
        take_in(Run(started.pk, owner=lead), **started.arguments)
