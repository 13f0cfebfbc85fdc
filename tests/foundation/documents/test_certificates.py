"""Certificates: frozen, numbered, checked by anybody who holds the code, downloaded by whom features name."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.db.models import Q
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from tests.people import make_person, signed_in
from tular.foundation.actions import Refused
from tular.foundation.audit.models import AuditEntry
from tular.foundation.documents import codes, guessing, queries
from tular.foundation.documents.actions import Order, issue, replace, revoke
from tular.foundation.documents.choices import CertificateKind
from tular.foundation.documents.models import Certificate, CertificateEnd
from tular.foundation.documents.printing import pdf_of, set_from, sha256_of

NOW = datetime(2026, 8, 17, 3, 0, tzinfo=UTC)
FACTS = {
    "heading": "Sertifikat Penghargaan",
    "given": "diberikan kepada",
    "about": "Puskesmas Contoh Taman",
    "for_what": "sebagai",
    "distinction": "Top 45",
    "before_work": "atas inovasi",
    "work": "Posyandu Terapung",
    "event": "dalam Lomba Uji 2026",
    "basis": "Dasar: Keputusan Nomor 1 tanggal 12 Agustus 2026.",
    "dated": "Jakarta, 17 Agustus 2026",
    "signer": {"name": "Dra. Contoh", "office": "Deputi", "number": ""},
    "proof": [["Penghargaan", "Top 45"]],
}


def order(occasion: str = "uji/1", **fields: Any) -> Order:
    told: dict[str, Any] = {
        "occasion": occasion, "series": "UJI-2026", "kind": CertificateKind.AWARD, "title": "Top 45",
        "holder": "Pemerintah Kabupaten Contoh", "issuer": "Kementerian Contoh", "facts": FACTS,
    }  # fmt: skip
    return Order(**told | fields)


@pytest.fixture
def made(db: None) -> Certificate:
    cache.clear()
    return issue(order(), by=None, now=NOW)[0]


def test_the_pdf_set_anew_is_the_one_that_was_issued_byte_for_byte(made: Certificate) -> None:
    again = pdf_of(Certificate.objects.get(pk=made.pk))
    assert again.startswith(b"%PDF-")
    assert sha256_of(again) == made.sha256 == hashlib.sha256(again).hexdigest()


def test_numbers_of_a_series_follow_each_other_and_the_same_occasion_is_never_issued_twice(made: Certificate) -> None:
    second, new = issue(order("uji/2"), by=None, now=NOW)
    assert (made.number, second.number, new) == ("UJI-2026/0001", "UJI-2026/0002", True)
    assert issue(order(), by=None, now=NOW) == (made, False)
    assert AuditEntry.objects.filter(action="documents.issue").count() == 2


def test_the_longest_names_stay_on_one_page(db: None) -> None:
    word = "Penyelenggaraan "
    facts = {
        **FACTS, "number": "UJI-2026/0001", "code": "A", "address": "https://contoh.test/sertifikat/A", "made_up": True,
        "holder": (word * 20)[:300], "work": (word * 20)[:300], "about": (word * 12)[:180], "issuer": (word * 8)[:120],
        "distinction": (word * 6)[:90], "basis": (word * 14)[:220],
        "event": (word * 14)[:200],
        "signer": {"name": (word * 6)[:90], "office": (word * 6)[:90], "number": "NIP 1"},
    }  # fmt: skip
    assert b"/Type/Pages/Count 1/" in set_from(facts, at=NOW)


def test_neither_a_certificate_nor_its_end_can_be_changed(made: Certificate) -> None:
    revoke(made, by=None, now=NOW, reason="Keliru.")
    for rows in (Certificate.objects.filter(pk=made.pk), CertificateEnd.objects.all()):
        field = "holder" if rows.model is Certificate else "reason"
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(**{field: "Orang lain"})


def test_a_wrong_name_is_replaced_and_the_old_paper_leads_to_the_new_one(made: Certificate, client: Client) -> None:
    new = replace(made, holder="Pemerintah Kota Contoh", facts={}, by=None, now=NOW, reason="Salah tulis nama.")
    assert (new.number, new.edition, new.occasion) == ("UJI-2026/0002", 2, made.occasion)
    page = client.get(f"/sertifikat/{made.code}").content.decode()
    assert "sudah diganti" in page and "Salah tulis nama." in page and f"/sertifikat/{new.code}" in page
    assert "asli dan berlaku" in client.get(f"/sertifikat/{new.code}").content.decode()
    assert issue(order(), by=None, now=NOW) == (new, False)
    with pytest.raises(Refused, match="sudah tidak berlaku"):
        revoke(made, by=None, now=NOW, reason="Lagi.")


def test_a_revoked_one_says_why_and_an_end_without_reason_is_refused(made: Certificate, client: Client) -> None:
    with pytest.raises(Refused, match="alasannya"):
        revoke(made, by=None, now=NOW, reason="  ")
    revoke(made, by=None, now=NOW, reason="Penghargaan ditarik.")
    page = client.get(f"/sertifikat/{made.code}").content.decode()
    assert "sudah dicabut" in page and "Penghargaan ditarik." in page and "asli dan berlaku" not in page


def test_the_page_says_what_whom_and_when_and_search_engines_keep_out(made: Certificate, client: Client) -> None:
    answer = client.get(f"/sertifikat/{made.code}")
    page = answer.content.decode()
    assert "Pemerintah Kabupaten Contoh" in page and codes.spaced(made.code) in page and "Kementerian Contoh" in page
    assert answer["X-Robots-Tag"] == "noindex, nofollow" and "no-store" in answer["Cache-Control"]


def test_a_code_is_read_as_people_type_it(made: Certificate, client: Client) -> None:
    typed = codes.spaced(made.code).lower().replace("-", " – ")
    answer = client.get("/sertifikat", {"kode": typed})
    assert answer.status_code == 302 and answer["Location"] == f"/sertifikat/{made.code}"
    assert client.get(f"/sertifikat/{codes.spaced(made.code).lower()}")["Location"] == f"/sertifikat/{made.code}"


def test_a_number_alone_tells_that_it_exists_and_never_whose_it_is(made: Certificate, client: Client) -> None:
    page = client.get("/sertifikat", {"kode": " uji-2026/0001 "}).content.decode()
    assert "UJI-2026/0001" in page and "Keadaannya sekarang: berlaku" in page
    assert "Pemerintah Kabupaten Contoh" not in page and made.code not in page


def test_a_misspelt_code_is_told_from_an_unknown_one(made: Certificate, client: Client) -> None:
    wrong = ("3" if made.code[0] != "3" else "4") + made.code[1:]
    misspelt = client.get("/sertifikat", {"kode": wrong})
    assert misspelt.status_code == 404 and "salah ketik" in misspelt.content.decode()
    unknown = client.get(f"/sertifikat/{codes.draw()}")
    assert unknown.status_code == 404 and "Tidak ada sertifikat dengan kode ini" in unknown.content.decode()
    assert client.get("/sertifikat", {"kode": "halo"}).status_code == 404


def test_guessing_ends_after_a_while_but_only_for_those_who_guess(made: Certificate, client: Client) -> None:
    for _ in range(guessing.MOST_MISSES):
        client.get("/sertifikat", {"kode": codes.draw()})
    assert client.get("/sertifikat", {"kode": codes.draw()}).status_code == 429
    assert client.get(f"/sertifikat/{made.code}").status_code == 429
    assert client.get(f"/sertifikat/{made.code}", REMOTE_ADDR="203.0.113.9").status_code == 200
    cache.clear()


def test_a_dropped_file_is_compared_and_not_kept(made: Certificate, client: Client, tmp_path: Any) -> None:
    def drop(content: bytes) -> str:
        file = SimpleUploadedFile("kertas.pdf", content, "application/pdf")
        return client.post(f"/sertifikat/{made.code}", {"file": file}).content.decode()

    pdf = pdf_of(made)
    assert "Sama persis dengan yang diterbitkan" in drop(pdf)
    assert "Tidak sama dengan yang diterbitkan" in drop(pdf + b" ")
    assert "Pilih dulu berkas PDF" in client.post(f"/sertifikat/{made.code}").content.decode()


def test_only_those_whom_a_feature_names_download_the_pdf(
    made: Certificate, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader, other = make_person("Pembaca Contoh"), make_person("Orang Lain")
    monkeypatch.setattr(queries, "_readers", [lambda person: Q(occasion="uji/1") if person == reader else Q(pk__in=[])])
    answer = signed_in(reader).get(f"/sertifikat/{made.code}/pdf")
    assert answer.content == pdf_of(made) and answer["Content-Type"] == "application/pdf"
    assert signed_in(other).get(f"/sertifikat/{made.code}/pdf").status_code == 404
    assert client.get(f"/sertifikat/{made.code}/pdf").status_code == 302


@given(st.integers(0, 15), st.sampled_from(codes.ALPHABET), st.integers(0, 14))
def test_the_check_sign_finds_every_wrong_sign_and_every_swap(place: int, sign: str, swap: int) -> None:
    code = codes.draw()
    assert codes.is_whole(code)
    changed = code[:place] + sign + code[place + 1 :]
    assert codes.is_whole(changed) == (changed == code)
    swapped = code[:swap] + code[swap + 1] + code[swap] + code[swap + 2 :]
    assert codes.is_whole(swapped) == (swapped == code)
