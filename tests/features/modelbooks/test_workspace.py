"""The workspace of a book as pages: who sees it, what it says, and writing a chapter with others."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories.fgd import DURING, make_meeting, say
from tests.features.modelbooks.writing import author, begun, reference, with_text
from tests.people import agency, make_person, signed_in
from tular.features.modelbooks.actions.holding import ask_hold, hold
from tular.features.modelbooks.actions.outlining import assign_section
from tular.features.modelbooks.choices import AuthorRole
from tular.features.modelbooks.models import ModelBook, Section
from tular.foundation.ui import desk

pytestmark = pytest.mark.usefixtures("catalogue")


def words(response: Any) -> str:
    return " ".join(response.content.decode().split())


def chapter(book: ModelBook, code: str = "masalah") -> Section:
    return book.sections.get(code=code)


def pages_of(book: ModelBook) -> list[str]:
    desk = book.desk
    return [
        desk, f"{desk}/jejak", f"{desk}/penulis", f"{desk}/rujukan", f"{desk}/bab/masalah", f"{desk}/riwayat/masalah",
        f"{desk}/acuan.json",
    ]  # fmt: skip


def test_whoever_works_on_a_book_opens_its_workspace_and_strangers_find_none() -> None:
    book, lead = begun()
    taker = author(book, "Notulis", AuthorRole.NOTE_TAKER)
    stranger, public = signed_in(make_person("Orang lain")), Client()
    for path in pages_of(book):
        assert signed_in(lead).get(path).status_code == 200, path
        assert signed_in(taker).get(path).status_code == 200, path
        assert stranger.get(path).status_code == 404, path
        assert public.get(path).status_code == 302, path


def test_only_the_lead_is_offered_to_manage_and_only_authors_to_write() -> None:
    book, lead = begun()
    writer, taker = author(book), author(book, "Notulis", AuthorRole.NOTE_TAKER)
    manage = [f"{book.desk}/keterangan", f"{book.desk}/pembagian", f"{book.desk}/bab-baru", f"{book.desk}/penulis/ajak",
              f"{book.desk}/rujukan/pilih", f"{book.desk}/rujukan/rakit", f"{book.desk}/bab/masalah/judul"]  # fmt: skip
    for path in manage:
        assert signed_in(lead).get(path).status_code == 200, path
        assert signed_in(writer).get(path).status_code == 403, path
    assert '<textarea class="t-input t-naskah"' in words(signed_in(writer).get(f"{book.desk}/bab/masalah"))
    assert '<textarea class="t-input t-naskah"' not in words(signed_in(taker).get(f"{book.desk}/bab/masalah"))
    assert signed_in(taker).post(f"{book.desk}/bab/masalah", {"text": "x", "dasar": "0"}).status_code == 403


def test_a_book_begins_with_its_outline_and_says_what_comes_next() -> None:
    book, lead = begun()
    client = signed_in(lead)
    path = "/model/baru"
    asked = {"title": "Buku kedua", "theme": "stunting", "agency": str(agency("kemen-panrb").pk)}
    made = client.post(path, asked)
    assert made.status_code == 302
    page = words(client.get(made["Location"]))
    assert "0 dari 20" in page
    assert "Pilih inovasi rujukan" in page
    assert "Buku kedua" in words(client.get("/model/naskah"))
    assert signed_in(make_person("Tanpa peran")).get(path).status_code == 403
    kept = client.post(path, {"title": "", "theme": "stunting", "agency": str(book.agency_id)})
    assert kept.status_code == 409
    assert "Tulis judul buku." in words(kept)


def test_the_workspace_takes_as_many_queries_for_a_full_book(django_assert_max_num_queries: Any) -> None:
    book, lead = begun()
    client = signed_in(lead)
    for section in book.sections.all():
        with_text(section, "Isi bab ini.", lead)
    with django_assert_max_num_queries(30):
        client.get(book.desk)
    with django_assert_max_num_queries(40):
        client.get(f"{book.desk}/bab/masalah")


def test_a_chapter_saves_by_itself_and_by_its_button() -> None:
    book, lead = begun()
    client, path = signed_in(lead), f"{book.desk}/bab/masalah"
    answer = client.post(path, {"text": "Satu.", "dasar": "0", "otomatis": "1"})
    assert json.loads(answer.content)["version"] == 1
    assert client.post(path, {"text": "Dua.", "dasar": "1"}).status_code == 302
    assert chapter(book).text == "Dua."
    page = words(client.get(path))
    assert "Dua." in page
    assert "Terakhir disimpan" in page
    assert "Bab ini Anda pegang" in page


def test_two_who_write_at_once_see_both_texts_and_merge_them() -> None:
    book, lead = begun()
    other = author(book)
    path = f"{book.desk}/bab/masalah"
    assert signed_in(lead).post(path, {"text": "Tulisan ketua.", "dasar": "0"}).status_code == 302
    met = signed_in(other).post(path, {"text": "Tulisan penulis.", "dasar": "0", "otomatis": "1"})
    assert met.status_code == 409
    assert json.loads(met.content)["address"] == f"{path}?banding=1"
    beside = words(signed_in(other).get(f"{path}?banding=1"))
    assert "Tulisan ketua." in beside.replace("<del>", "").replace("</del>", "")
    assert "penulis." in beside
    later = signed_in(other).post(path, {"text": "Keduanya.", "dasar": "1"})
    assert later.status_code == 409, "the lead still holds the chapter"
    Section.objects.filter(book=book, code="masalah").update(held_at=timezone.now() - timedelta(minutes=20))
    assert signed_in(other).post(path, {"text": "Keduanya.", "dasar": "1"}).status_code == 302
    assert chapter(book).text == "Keduanya."


def test_a_chapter_is_asked_for_and_handed_over_on_its_page() -> None:
    book, lead = begun()
    other = author(book)
    path = f"{book.desk}/bab/masalah"
    hold(chapter(book), by=lead, now=timezone.now())
    page = words(signed_in(other).get(path))
    assert "sedang menulis bab ini" in page
    assert signed_in(other).post(f"{path}/minta").status_code == 302
    assert "Anda sudah memintanya" in words(signed_in(other).get(path))
    assert "Serahkan kepada" in words(signed_in(lead).get(path))
    assert signed_in(lead).post(f"{path}/serahkan").status_code == 302
    assert chapter(book).held_by == other
    assert signed_in(other).post(f"{path}/lepas").status_code == 302
    assert chapter(book).held_by is None


def test_asking_twice_is_told_and_changes_nothing() -> None:
    book, lead = begun()
    other = author(book)
    now = timezone.now()
    hold(chapter(book), by=lead, now=now)
    ask_hold(chapter(book), by=other, now=now)
    answer = signed_in(other).post(f"{book.desk}/bab/masalah/minta", follow=True)
    assert "sudah meminta" in words(answer)


def test_the_preview_shows_the_text_and_neither_keeps_nor_runs_it() -> None:
    book, lead = begun()
    path = f"{book.desk}/bab/masalah/pratinjau"
    html = words(signed_in(lead).post(path, {"text": "## Judul\n\n<script>alert(1)</script> **tebal** @bab:regulasi"}))
    assert "<strong>tebal</strong>" in html
    assert "<script" not in html
    assert "Bab 8" in html
    assert chapter(book).text == ""
    assert signed_in(make_person("Orang lain")).post(path, {"text": "x"}).status_code == 404


def test_what_can_be_cited_is_told_to_the_editor() -> None:
    book, lead = begun()
    held = reference(book, lead)
    with_text(chapter(book), "| a |\n|---|\n| b |\n\n: Biaya awal {#tabel:biaya}", lead)
    told = json.loads(signed_in(lead).get(f"{book.desk}/acuan.json").content)
    assert {"key": held.key, "title": held.frozen["title"]} in told["sources"]
    assert told["tables"] == [{"key": "biaya", "title": "Biaya awal (2)"}]
    assert {"key": "regulasi", "title": "8 Dasar hukum"} in told["chapters"]


def test_any_two_texts_of_a_chapter_stand_beside_each_other_and_one_comes_back() -> None:
    book, lead = begun()
    first = with_text(chapter(book), "Anak kurang gizi.", lead)
    with_text(first, "Anak kurang gizi sejak kandungan.", lead)
    client, path = signed_in(lead), f"{book.desk}/riwayat/masalah"
    listed = words(client.get(path))
    assert "Simpanan 2" in listed
    compared = words(client.get(f"{path}?dari=1&ke=2"))
    assert "<ins>" in compared
    assert "sejak kandungan." in compared
    back = words(client.get(f"{path}?dari=2&ke=1"))
    assert "Pulihkan simpanan 1" in back
    assert client.post(f"{path}/1/pulihkan").status_code == 302
    assert chapter(book).text == "Anak kurang gizi."
    assert client.get(f"{path}/99/pulihkan").status_code == 404


def test_chapters_are_added_named_moved_shared_and_dropped() -> None:
    book, lead = begun()
    writer = author(book)
    client = signed_in(lead)
    made = client.post(f"{book.desk}/bab-baru", {"title": "Kisah kader"})
    assert made["Location"] == f"{book.desk}/bab/kisah-kader"
    assert client.post(f"{book.desk}/bab/kisah-kader/judul", {"title": "Kisah para kader"}).status_code == 302
    assert client.post(f"{book.desk}/bab/kisah-kader/pindah", {"number": "3"}).status_code == 302
    moved = chapter(book, "kisah-kader")
    assert (moved.number, moved.title) == (3, "Kisah para kader")
    held = book.authors.get(person=writer)
    assert client.post(f"{book.desk}/pembagian", {f"bab-{moved.pk}": str(held.pk)}).status_code == 302
    assert chapter(book, "kisah-kader").author == held
    assert "bab Anda" in words(signed_in(writer).get(book.desk))
    assert client.post(f"{book.desk}/bab/kisah-kader/celah", {"text": "Belum ada cerita."}).status_code == 302
    assert "Belum ada cerita." in words(client.get(f"{book.desk}/bab/kisah-kader"))
    assert client.post(f"{book.desk}/bab/kisah-kader/hapus").status_code == 302
    assert not book.sections.filter(code="kisah-kader").exists()
    assert client.post(f"{book.desk}/bab/masalah/hapus").status_code == 409


def test_people_are_asked_to_write_change_their_role_and_leave(mailoutbox: list[Any]) -> None:
    book, lead = begun()
    guest = make_person("Dosen tamu")
    client, path = signed_in(lead), f"{book.desk}/penulis"
    wrong = client.post(f"{path}/ajak", {"email": "tak.ada@contoh.go.id", "role": "penulis"})
    assert wrong.status_code == 409
    assert "Belum ada akun dengan surel ini" in words(wrong)
    assert "tak.ada@contoh.go.id" in words(wrong)
    asked = {"email": guest.email.upper(), "role": "penulis", "kind": "akademisi", "affiliation": "Universitas Contoh"}
    assert client.post(f"{path}/ajak", asked).status_code == 302
    held = book.authors.get(person=guest)
    assert "Universitas Contoh" in words(client.get(path))
    changed = {"role": "notulis", "kind": "", "affiliation": "Universitas Contoh", "order": "5"}
    assert client.post(f"{path}/{held.pk}", changed).status_code == 302
    assert client.post(f"{path}/{held.pk}/keluarkan").status_code == 302
    assert "Pernah ikut menulis" in words(client.get(path))
    assert signed_in(guest).get(book.desk).status_code == 404
    assert client.get(f"{path}/{held.pk}").status_code == 404


def test_references_are_found_chosen_with_a_reason_and_show_where_evidence_lacks() -> None:
    book, lead = begun()
    client, path = signed_in(lead), f"{book.desk}/rujukan"
    found = words(client.get(f"{path}/pilih?cari=Gerobak+Cinta"))
    assert "Bernama begitu" in found
    slug = "gerobak-cinta"
    link = next(part for part in found.split('"') if part.startswith(f"{path}/pilih/") and slug in part)
    nothing = client.post(link, {"why": ""})
    assert nothing.status_code == 409
    assert client.post(link, {"why": "Menurunkan stunting dengan pangan setempat."}).status_code == 302
    page = words(client.get(path))
    assert "Menurunkan stunting dengan pangan setempat." in page
    assert "Bukti untuk setiap bab" in page
    assert "celah" in page
    assert client.post(f"{path}/tanya").status_code == 302
    assert "ditanyakan" in words(client.get(path))
    assert client.post(f"{path}/rakit").status_code == 302
    assert "dirakit dari katalog" in words(client.get(book.desk))
    held = book.references.get()
    assert client.post(f"{path}/{held.pk}/lepas").status_code == 302
    assert "Belum ada inovasi rujukan" in words(client.get(path))
    assert client.get(f"{path}/pilih/tidak-ada").status_code == 404


def test_while_a_book_waits_for_approval_its_text_stands_still_and_what_was_typed_is_kept() -> None:
    book, lead = begun()
    ModelBook.objects.filter(pk=book.pk).update(state="pengesahan")
    client, path = signed_in(lead), f"{book.desk}/bab/masalah"
    assert "<textarea" not in words(client.get(path))
    refused = client.post(path, {"text": "Kalimat baru.", "dasar": "0"})
    assert refused.status_code == 409
    assert "Kalimat baru." in words(refused)
    assert "menunggu pengesahan" in words(refused)
    assert client.post(path, {"text": "x", "dasar": "0", "otomatis": "1"}).status_code == 422


def test_what_waits_for_somebody_stands_on_their_desk() -> None:
    book, lead = begun()
    writer = author(book)
    now = timezone.now()
    assign_section(chapter(book), author=book.authors.get(person=writer), by=lead, now=now)
    mine = [one for one in desk.items(writer, now) if one.href == book.desk]
    assert [one.title for one in mine] == ["Tulis 1 bab"]
    hold(chapter(book, "regulasi"), by=lead, now=now)
    ask_hold(chapter(book, "regulasi"), by=writer, now=now)
    assert any("meminta bab" in one.title for one in desk.items(lead, now))
    with_text(chapter(book), "Sudah ditulis.", writer)
    assert not [one for one in desk.items(writer, timezone.now()) if one.href == book.desk]


def test_comments_without_an_answer_stand_on_the_desk_of_the_lead() -> None:
    meeting = make_meeting()
    assert not [one for one in desk.items(meeting.lead, DURING) if "masukan FGD" in one.title]
    say(meeting)
    waiting = [one for one in desk.items(meeting.lead, DURING) if "masukan FGD" in one.title]
    assert [(one.title, one.href) for one in waiting] == [("Jawab 1 masukan FGD", f"{meeting.path}/jawaban")]
    assert not [one for one in desk.items(meeting.participant, DURING) if "masukan FGD" in one.title]
