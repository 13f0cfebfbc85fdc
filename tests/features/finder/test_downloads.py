"""The list as a file: the same list, the same order, nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from typing import Any

import pytest
from django.utils import timezone

from tests.features.finder.conftest import Asking
from tular.features.catalogue.models import Innovation
from tular.features.finder.queries.opened import forget

NEED = {"q": "balita stunting di desa", "untuk": "Kabupaten Alor", "hasil": "angka"}
HEADING = [
    "Urutan", "Skor", "Judul", "Pemilik", "Provinsi", "Tahun", "Mulai", "Kecocokan isi", "Tema", "Kemiripan wilayah",
    "Bukti dan pengakuan", "Kelengkapan uraian", "Mengapa", "Perhatikan", "Ringkasan", "Catatan", "Id", "Alamat",
]  # fmt: skip


def rows_of(response: Any) -> list[dict[str, str]]:
    assert response.content.startswith(b"\xef\xbb\xbf"), "spreadsheets know UTF-8 by its mark"
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


def whole_list(ask: Asking, **parameters: str) -> list[str]:
    codes: list[str] = []
    for number in range(1, ask.page(**parameters).pages.total + 1):
        codes += ask.codes(**parameters, halaman=number)
    return codes


def test_csv_json_and_pages_hold_the_same_list_in_the_same_order(ask: Asking) -> None:
    shown = whole_list(ask, **NEED)
    rows = rows_of(ask.client.get("/temukan.csv", NEED | {"halaman": "2"}))
    document = json.loads(ask.client.get("/temukan.json", NEED).content)
    assert [row["Id"] for row in rows] == shown
    assert [result["id"] for result in document["results"]] == shown
    assert [int(row["Urutan"]) for row in rows] == list(range(1, len(shown) + 1))
    assert document["total"] == len(shown) > 10


def test_the_csv_says_what_the_page_says(ask: Asking) -> None:
    rows = rows_of(ask.client.get("/temukan.csv", NEED))
    assert list(rows[0]) == HEADING
    for row, line in zip(rows, ask.page(**NEED).lines, strict=False):
        assert (row["Judul"], row["Pemilik"], float(row["Skor"])) == (line.hit.title, line.hit.agency, line.hit.score)
        assert round(sum(float(row[part]) for part in HEADING[7:12]), 1) == float(row["Skor"])
        assert row["Perhatikan"] == "; ".join(line.care)
        assert row["Alamat"] == f"/inovasi/{line.hit.slug}"
    assert {row["Mulai"] for row in rows} >= {"belum diketahui"}, "unknown stays unknown"


def test_the_json_says_who_asked_for_what_and_when(ask: Asking) -> None:
    document = json.loads(ask.client.get("/temukan.json", NEED | {"halaman": "3"}).content)
    assert {key: document[key] for key in ("need", "asker", "date", "address")} == {
        "need": NEED["q"],
        "asker": "Pemerintah Kabupaten Alor",
        "date": timezone.localdate().isoformat(),
        "address": "http://testserver/temukan?q=balita+stunting+di+desa&untuk=Kabupaten+Alor&hasil=angka",
    }
    first = document["results"][0]
    assert round(sum(first["parts"].values()), 1) == first["score"]
    assert all(set(reason) == {"code", "points", "text"} for reason in first["reasons"])
    assert all(set(caution) == {"code", "text"} for caution in first["cautions"])


@pytest.mark.parametrize("title", ["=HYPERLINK(0)", "+1", "-1+1", "@SUM(A1)", "\t=1"])
def test_nothing_in_the_csv_is_run_as_a_formula(ask: Asking, title: str) -> None:
    code = ask.codes(**NEED)[0]
    Innovation.objects.filter(code=code).update(title=title)
    row = rows_of(ask.client.get("/temukan.csv", NEED))[0]
    assert (row["Id"], row["Judul"]) == (code, f"'{title}")


def test_the_spreadsheet_opens_and_holds_no_formula(ask: Asking) -> None:
    code = ask.codes(**NEED)[0]
    Innovation.objects.filter(code=code).update(title="=HYPERLINK(0)")
    response = ask.client.get("/temukan.xlsx", NEED | {"q": f"=1+1 {NEED['q']}"})
    assert response.headers["Content-Type"].endswith("spreadsheetml.sheet")
    book = zipfile.ZipFile(io.BytesIO(response.content))
    assert book.testzip() is None
    texts = book.read("xl/sharedStrings.xml").decode()
    assert all(f">{name}</t>" in texts for name in HEADING)
    assert ">=HYPERLINK(0)</t>" in texts
    assert ">=1+1 balita stunting di desa</t>" in texts
    sheets = [book.read(f"xl/worksheets/sheet{number}.xml").decode() for number in (1, 2)]
    assert not any("<f>" in sheet or "<hyperlink" in sheet for sheet in sheets)


@pytest.mark.parametrize("kind", ["csv", "xlsx", "json"])
def test_a_list_without_entries_and_the_whole_catalogue_can_be_downloaded(ask: Asking, kind: str) -> None:
    today = timezone.localdate().isoformat()
    for parameters in (NEED | {"tema": "xx"}, {}):
        response = ask.client.get(f"/temukan.{kind}", parameters)
        assert response.status_code == 200
        assert response.headers["Content-Disposition"] == f'attachment; filename="tular-{today}.{kind}"'
        if kind == "csv":
            assert len(rows_of(response)) == (0 if parameters else 500)


def test_there_is_no_other_format(ask: Asking) -> None:
    assert ask.client.get("/temukan.pdf", NEED).status_code == 404


def test_without_an_index_the_download_says_so(catalogue: None, client: Any, settings: Any, tmp_path: Any) -> None:
    settings.INDEX_DIR = tmp_path / "nothing"
    forget()
    response = client.get("/temukan.csv", NEED)
    assert response.status_code == 503
    assert response.content.decode() == "Indeks pencarian sedang disusun. Coba lagi sebentar."
