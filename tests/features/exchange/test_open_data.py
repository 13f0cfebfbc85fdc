"""The page of open data and its downloads."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from django.test import Client

from tests.factories.catalogue import make_agency, make_innovation, make_recognition, make_source, make_theme
from tular.features.agencies.models import Agency, Indicator
from tular.features.catalogue.models import Innovation
from tular.features.exchange.queries import DATASETS, open_data_page
from tular.features.replications.models import Replication


def rows_of_csv(client: Client, name: str) -> list[dict[str, str]]:
    response = client.get(f"/data/{name}.csv")
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    text = b"".join(response.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    return list(csv.DictReader(io.StringIO(text)))


def table_of_json(client: Client, name: str) -> dict[str, Any]:
    response = client.get(f"/data/{name}.json")
    table: dict[str, Any] = json.loads(b"".join(response.streaming_content))  # type: ignore[attr-defined]
    return table


TOLD_BY_OWNERS = {"klasifikasi", "kebutuhan-orang", "biaya", "aturan", "sarana", "angka-hasil", "bagian", "video"}
"""Tables of which the shipped catalogue, made of published sources, has no row."""


@pytest.mark.parametrize("name", DATASETS)
def test_every_table_comes_in_both_forms_with_as_many_rows_as_the_page_says(
    catalogue: None, client: Client, name: str
) -> None:
    line = next(line for line in open_data_page().lines if line.slug == name)
    sheet, table = rows_of_csv(client, name), table_of_json(client, name)
    assert line.rows == len(sheet) == len(table["rows"])
    assert (line.rows > 0) is (name not in TOLD_BY_OWNERS)
    if not line.rows:
        return
    columns = [column.name for column in line.columns]
    assert list(sheet[0]) == list(table["rows"][0]) == columns
    assert (table["table"], table["about"]) == (name, "http://testserver/data")


def test_rows_are_exactly_what_the_catalogue_holds(db: None, client: Client) -> None:
    innovation = make_innovation(
        make_agency(), "=Judul", code="uji-1", year=2020, themes=(make_theme("b"), make_theme("a")), sdgs=[3, 6],
        solution="Baris satu\nbaris dua; \"kutip\"",
    )  # fmt: skip
    make_source(innovation, "https://satu.id", source_id="1")
    make_source(innovation, "https://dua.id", source_id="2")
    make_recognition(innovation, "Juara Harapan", level="tidak-dikenal", year=None)
    known = {
        "id": "uji-1", "title": "=Judul", "agency_slug": "pemerintah-kabupaten-sumedang",
        "agency": "Pemerintah Kabupaten Sumedang", "agency_type": "kabupaten", "year": 2020, "themes": ["a", "b"],
        "sdgs": [3, 6], "solution": "Baris satu\nbaris dua; \"kutip\"", "sustainability": "tidak-diketahui",
        "source_url": "https://satu.id ; https://dua.id",
    }  # fmt: skip
    (row,) = table_of_json(client, "inovasi")["rows"]
    assert {name: value for name, value in row.items() if value is not None} == known
    (cells,) = rows_of_csv(client, "inovasi")
    assert cells["title"] == "'=Judul"  # would run as a formula
    assert (cells["themes"], cells["sdgs"], cells["unit"]) == ("a;b", "3;6", "")
    assert cells["solution"] == known["solution"]
    (award,) = rows_of_csv(client, "pengakuan")
    assert (award["as_written"], award["level"], award["year"]) == ("Juara Harapan", "tidak-dikenal", "")


def test_figures_and_replications_of_the_shipped_catalogue_carry_their_sources(catalogue: None, client: Client) -> None:
    figures = rows_of_csv(client, "indikator-wilayah")
    assert len(figures) == Indicator.objects.count()
    assert all(row["source_url"] for row in figures)
    replications = rows_of_csv(client, "replikasi")
    assert len(replications) == Replication.objects.count()
    assert all(row["source_url"] for row in replications)
    assert rows_of_csv(client, "wilayah")[0]["code"] == "11"


def test_the_page_tells_rows_dates_licence_and_what_is_not_known(catalogue: None, client: Client) -> None:
    response = client.get("/data")
    page = response.context["page"]
    rows = {line.slug: line.rows for line in page.lines}
    assert (rows["inovasi"], rows["instansi"]) == (Innovation.objects.count(), Agency.objects.count())
    assert all((line.changed_at is None) == line.is_shipped for line in page.lines)
    for text in ("/data/inovasi.csv", "/data/inovasi.json", "/data/kamus.csv", "/api/v1/docs", "Apache 2.0",
                 "izin pakai ulang dari tiap sumber"):  # fmt: skip
        assert text in response.text


def test_the_dictionary_explains_every_column_on_the_page_and_as_a_file(catalogue: None, client: Client) -> None:
    text = client.get("/data/kamus.csv").content.decode("utf-8-sig")
    explained = [(row["table"], row["column"]) for row in csv.DictReader(io.StringIO(text)) if row["meaning"]]
    assert explained == [(one.slug, column.name) for one in DATASETS.values() for column in one.columns]
    page = client.get("/data").text
    assert all(f"<code>{column}</code>" in page for _table, column in explained)


def test_an_empty_installation_says_what_belongs_here_and_what_to_do(db: None, client: Client) -> None:
    text = client.get("/data").text
    assert "Katalog masih kosong" in text
    assert "tular load-catalogue" in text
    assert "/data/inovasi.csv" not in text
    assert rows_of_csv(client, "inovasi") == []
    assert table_of_json(client, "inovasi")["rows"] == []


def test_downloads_are_files_that_scripts_on_other_sites_may_read(db: None, client: Client) -> None:
    response = client.get("/data/tema.json")
    assert response.headers["Content-Disposition"].startswith('attachment; filename="tular-tema-20')
    assert response.headers["Access-Control-Allow-Origin"] == "*"


def test_a_table_that_does_not_exist_is_not_found(client: Client, db: None) -> None:
    assert client.get("/data/rahasia.csv").status_code == 404
    assert client.get("/data/inovasi.xlsx").status_code == 404
    assert client.post("/data/inovasi.csv").status_code == 405


@pytest.mark.parametrize("number", [1, 3])
def test_page_and_downloads_ask_the_database_as_often_for_three_rows_as_for_one(
    db: None, client: Client, django_assert_num_queries: Any, number: int
) -> None:
    owner = make_agency()
    for place in range(number):
        make_source(make_innovation(owner, f"Inovasi {place}", themes=(make_theme(f"tema-{place}"),)))
    with django_assert_num_queries(3):  # rows with owner and province, themes, sources
        assert len(rows_of_csv(client, "inovasi")) == number
    with django_assert_num_queries(20):  # runs, and the rows of nineteen tables
        client.get("/data")


def test_what_owners_tell_in_lists_comes_as_tables_of_exact_figures(db: None, client: Client) -> None:
    innovation = make_innovation(make_agency(), code="uji-1", first_cost_year=2020, novelty="Baru.")
    hidden = make_innovation(innovation.agency, code="uji-2", state="draf")
    for one in (innovation, hidden):
        one.costs.create(source="apbd", year_1="150000000", year_2="0.5")
    (cost,) = table_of_json(client, "biaya")["rows"]
    assert cost == {
        "innovation_id": "uji-1", "source": "apbd", "use": None, "first_year": 2020, "year_1": 150000000,
        "year_2": 0.5, "year_3": None,
    }  # fmt: skip
    (row,) = table_of_json(client, "inovasi")["rows"]
    assert (row["novelty"], row["kind"], row["latitude"]) == ("Baru.", None, None)
