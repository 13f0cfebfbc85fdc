"""The pages on which records are written, decided and kept up to date."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.people import signed_in
from tular.features.accounts.models import User
from tular.features.agencies.models import Agency, ServiceUnit
from tular.features.catalogue.actions import approve, create_innovation, publish, save_section, submit
from tular.features.catalogue.models import BulkChange, Innovation, SectionRevision

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)


def fresh(innovation: Innovation) -> Innovation:
    return Innovation.objects.get(pk=innovation.pk)


@pytest.fixture
def draft(sidoarjo: Agency, unit: ServiceUnit, upp: User) -> Innovation:
    made = create_innovation(sidoarjo, by=upp, now=NOW, title="Antre Cepat", unit=unit)
    for section, content in (
        ("masalah", {"summary": "", "problem": "Antre dua jam.", "aim": ""}),
        ("cara-kerja", {"solution": "Nomor lewat telepon.", "novelty": ""}),
    ):
        save_section(made, by=upp, now=NOW, section=section, content=content, base=0)
    return fresh(made)


@pytest.fixture
def published(draft: Innovation, upp: User, admin: User, hub_admin: User) -> Innovation:
    submit(draft, by=upp, now=NOW)
    approve(draft, by=admin, now=NOW)
    publish(draft, by=hub_admin, now=NOW)
    return fresh(draft)


def sent(client: Client, innovation: Innovation, problem: str, base: int, **more: Any) -> Any:
    fields = {"dasar": base, "summary": "", "problem": problem, "aim": ""} | more
    return client.post(f"/catatan/{innovation.code}/sunting/masalah", fields)


def test_a_record_is_begun_written_and_submitted_without_javascript(
    sidoarjo: Agency, unit: ServiceUnit, upp: User
) -> None:
    client = signed_in(upp)
    answer = client.post("/catatan/baru", {"title": "Antre Cepat", "place": f"unit-{unit.pk}"})
    made = Innovation.objects.get(title="Antre Cepat")
    assert answer.headers["Location"] == f"/catatan/{made.code}/sunting/masalah"
    answer = sent(client, made, "Antre dua jam.", 0, lanjut="1")
    assert answer.headers["Location"] == f"/catatan/{made.code}/sunting/cara-kerja"
    client.post(answer.headers["Location"], {"dasar": 0, "solution": "Nomor lewat telepon.", "novelty": ""})
    page = client.get(f"/catatan/{made.code}")
    assert "Draf" in page.text
    assert f'href="/catatan/{made.code}/langkah/ajukan"' in page.text
    answer = client.post(f"/catatan/{made.code}/langkah/ajukan", follow=True)
    assert "Diajukan. Anda diberi tahu begitu ada keputusan." in answer.text
    assert fresh(made).state == "diajukan"


def test_a_double_click_begins_one_record(unit: ServiceUnit, upp: User) -> None:
    client = signed_in(upp)
    key = re.search(r'name="(sekali)" value="([^"]+)"', client.get("/catatan/baru").text)
    assert key
    form = {"title": "Antre Cepat", "place": f"unit-{unit.pk}", key[1]: key[2]}
    first, second = (client.post("/catatan/baru", form) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    assert Innovation.objects.filter(title="Antre Cepat").count() == 1


def test_every_page_of_a_record_opens(published: Innovation, upp: User, admin: User, hub_admin: User) -> None:
    save_section(published, by=upp, now=NOW, section="masalah",
                 content={"summary": "", "problem": "Antre tiga jam.", "aim": ""}, base=0)  # fmt: skip
    revision = SectionRevision.objects.latest("pk").pk
    base = f"/catatan/{published.code}"
    paths = [
        "/catatan", "/catatan?cari=antre&keadaan=perubahan&kesegaran=mutakhir&keberlanjutan=tidak-diketahui",
        "/catatan?kesegaran=perlu", "/catatan/baru", base, f"{base}/riwayat", f"{base}/riwayat/{revision}",
        f"{base}/pratinjau", f"{base}/versi/1/2", f"{base}/versi/2/kini", f"{base}/nyatakan", f"{base}/langkah/ajukan",
        *(f"{base}/sunting/{one}" for one in ("identitas", "orang", "hasil", "keperluan")),
    ]  # fmt: skip
    client = signed_in(upp)
    answers = {path: client.get(path).status_code for path in paths}
    assert {path for path, status in answers.items() if status != 200} <= {f"{base}/sunting/keperluan"}
    submit(published, by=upp, now=NOW)
    for person in (admin, hub_admin):
        client = signed_in(person)
        for path in ("/kurasi", f"/kurasi/{published.code}", "/catatan"):
            assert client.get(path).status_code == 200, path
    review = signed_in(admin).get(f"/kurasi/{published.code}").text
    assert "<del>dua </del>" in review
    assert "<ins>tiga </ins>" in review


def test_autosave_answers_with_time_and_number(draft: Innovation, upp: User) -> None:
    answer = sent(signed_in(upp), draft, "Antre tiga jam.", 1, otomatis="1")
    assert answer.status_code == 200
    assert answer.json()["version"] == 2
    assert answer.json()["text"].startswith("Tersimpan ")
    assert answer.json()["text"].endswith(" WIB")


def test_texts_of_two_at_once_stand_side_by_side(draft: Innovation, upp: User, unit_admin: User) -> None:
    sent(signed_in(upp), draft, "Versi pertama.", 1)
    quiet = sent(signed_in(unit_admin), draft, "Versi kedua.", 1, otomatis="1")
    assert quiet.status_code == 409
    assert quiet.json()["address"].endswith("?banding=1")
    client = signed_in(unit_admin)
    page = client.get(quiet.json()["address"])
    assert "Dua orang menulis bagian ini bersamaan" in page.text
    assert "<del>pertama.</del>" in page.text
    assert "<ins>kedua.</ins>" in page.text
    loud = sent(client, draft, "Versi kedua.", 1)
    assert loud.status_code == 409
    assert 'name="dasar" value="2"' in loud.text
    assert sent(client, draft, "Versi pertama dan kedua.", 2).status_code == 302
    assert fresh(draft).draft.content["masalah"]["problem"] == "Versi pertama dan kedua."
    assert "belum digabung" not in client.get(f"/catatan/{draft.code}/sunting/masalah").text


def test_what_was_typed_while_it_is_decided_stays_on_the_page(draft: Innovation, upp: User) -> None:
    submit(draft, by=upp, now=NOW)
    answer = sent(signed_in(upp), draft, "Kalimat yang baru.", 1)
    assert answer.status_code == 409
    assert "Kalimat yang baru." in answer.text
    assert "sedang diperiksa" in answer.text


def test_a_hub_does_not_edit_and_is_told_so(draft: Innovation, hub_admin: User) -> None:
    assert signed_in(hub_admin).get(f"/catatan/{draft.code}").status_code == 200
    assert signed_in(hub_admin).get(f"/catatan/{draft.code}/sunting/masalah").status_code == 403


def test_a_reviewer_goes_from_one_text_to_the_next(
    draft: Innovation, sidoarjo: Agency, unit: ServiceUnit, upp: User, admin: User
) -> None:
    other = create_innovation(sidoarjo, by=upp, now=NOW, title="Lain", unit=unit)
    for section, name in (("masalah", "problem"), ("cara-kerja", "solution")):
        save_section(other, by=upp, now=NOW, section=section, content={name: "Ada."}, base=0)
    submit(draft, by=upp, now=NOW)
    submit(other, by=upp, now=NOW)
    client = signed_in(admin)
    number = draft.versions.get().number
    answer = client.post(f"/catatan/{draft.code}/langkah/setujui", {"versi": number, "lanjut": "kurasi"})
    assert client.get(answer.headers["Location"]).headers["Location"] == f"/kurasi/{other.code}"
    answer = client.post(f"/catatan/{other.code}/langkah/kembalikan", {"versi": 1, "lanjut": "kurasi", "reason": ""})
    assert answer.status_code == 409
    assert "Tulis alasannya" in answer.text
    answer = client.post(f"/catatan/{other.code}/langkah/kembalikan", {"versi": 1, "reason": "Sebut angkanya."})
    assert answer.status_code == 302
    assert fresh(other).state == "dikembalikan"


def test_many_are_withdrawn_and_it_is_undone(published: Innovation, admin: User) -> None:
    client = signed_in(admin)
    answer = client.post(
        "/catatan/massal",
        {"pilih": [published.code], "lakukan": "tarik", "alasan": "Diperiksa.", "kembali": "cari=antre"},
    )
    change = BulkChange.objects.get()
    assert answer.headers["Location"] == f"/catatan?cari=antre&massal={change.pk}"
    assert "Urungkan" in client.get(answer.headers["Location"]).text
    client.post(f"/catatan/massal/{change.pk}/urungkan")
    assert fresh(published).state == "terbit"
    assert signed_in(admin).post("/catatan/massal", {"lakukan": "tarik"}).status_code == 302


def test_a_declaration_that_lacks_something_keeps_what_was_typed(published: Innovation, upp: User) -> None:
    client = signed_in(upp)
    fields = {"status": "berhenti", "on": "2026-11-20", "code": "", "reason": "Kepala baru.", "evidence": ""}
    answer = client.post(f"/catatan/{published.code}/nyatakan", fields)
    assert answer.status_code == 409
    assert "Kepala baru." in answer.text
    assert "Sebutkan buktinya" in answer.text
    answer = client.post(
        f"/catatan/{published.code}/nyatakan", fields | {"code": "pimpinan", "evidence": "Surat 12/2026"}
    )
    assert answer.status_code == 302
    assert (fresh(published).sustainability, fresh(published).confirmed_on) == ("berhenti", date(2026, 11, 20))


def test_the_list_asks_the_same_number_of_queries_however_long_it_is(
    admin: User, sidoarjo: Agency, pembina: User
) -> None:
    counts = []
    for person in (admin, pembina):
        client = signed_in(person)
        client.get("/catatan")
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get("/catatan").status_code == 200
        counts.append(len(queries))
    assert abs(counts[0] - counts[1]) <= 2
    assert max(counts) <= 22


def test_what_keeps_a_text_from_being_submitted_is_told_with_its_place_in_words(draft: Innovation, upp: User) -> None:
    save_section(draft, by=upp, now=NOW, section="identitas", base=0,
                 content={"title": "Antre Cepat", "latitude": "-7.4", "longitude": None})  # fmt: skip
    save_section(draft, by=upp, now=NOW, section="hasil", base=0, content={
        "results": "", "indicators": [{"name": "Lama antre", "unit": "", "before": "dua jam"}]})  # fmt: skip
    client = signed_in(upp)
    told = [
        "Identitas, Garis bujur: Isi garis lintang dan garis bujur, atau kosongkan keduanya.",
        "Hasil, Angka hasil 1: Satuan wajib diisi.",
        "Hasil, Angka hasil 1, Sebelum: Tulis angka saja, misalnya 1.250.000 atau 12,5.",
    ]
    page = client.get(f"/catatan/{draft.code}").text
    for text in told:
        assert f">{text}</a>" in page
    assert f'href="/catatan/{draft.code}/sunting/hasil">' in page
    assert f'href="/catatan/{draft.code}/langkah/ajukan"' not in page
    answer = client.post(f"/catatan/{draft.code}/langkah/ajukan")
    assert answer.status_code == 409
    for text in told:
        assert f"<li>{text}</li>" in answer.text


def test_a_record_that_was_written_here_says_so_where_others_name_their_source(
    published: Innovation, client: Client
) -> None:
    page = client.get(f"/inovasi/{published.slug}").text.replace("\xa0", " ")
    assert "Terbit di sini 22 November 2026" in page
    assert f"Tular, catatan {published.code}, terbit 22 November 2026." in page
    assert "Ditulis dan diterbitkan Pemerintah Kabupaten Sidoarjo di Tular, 22 November 2026." in page
    assert "Waktu muat belum diketahui" not in page


def test_who_asked_for_an_update_may_take_that_back(published: Innovation, hub_admin: User, admin: User) -> None:
    client, base = signed_in(hub_admin), f"/catatan/{published.code}"
    client.post(f"{base}/langkah/minta", {"reason": "Masih jalan?"})
    link = f'href="{base}/langkah/batal-minta"'
    assert link in client.get(base).text
    assert link not in signed_in(admin).get(base).text
    client.post(f"{base}/langkah/batal-minta", {"reason": ""})
    page = client.get(base).text
    assert link not in page and f'href="{base}/langkah/minta"' in page
