"""`/api/v1/innovations`, over a small made-up catalogue."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from tests.factories.catalogue import (
    make_agency,
    make_innovation,
    make_province,
    make_recognition,
    make_regency,
    make_replication,
    make_source,
    make_theme,
)
from tular.features.agencies.models import Agency, Succession
from tular.features.catalogue.models import Innovation

LIST = "/api/v1/innovations"


@pytest.fixture
def sumedang(db: None) -> Agency:
    return make_agency(region=make_regency("32.11", "Kabupaten Sumedang", make_province()))


def codes(client: Client, **asked: Any) -> list[str]:
    response = client.get(LIST, asked)
    assert response.status_code == 200, response.json()
    return [item["code"] for item in response.json()["items"]]


@pytest.fixture
def three(sumedang: Agency) -> None:
    """Three innovations that every filter can tell apart."""
    stunting, health = make_theme(), make_theme("kesehatan", "Kesehatan", "sector")
    west_java = sumedang.region.parent if sumedang.region else None
    other = make_agency("Kementerian Contoh", kind="kementerian")
    first = make_innovation(sumedang, "Antre Cepat", code="a", year=2021, province=west_java, themes=(stunting, health))
    make_innovation(sumedang, "Bidan Desa", code="b", year=2022, province=west_java, themes=(stunting,))
    make_innovation(other, "Cek 100%", code="c")
    make_recognition(first, "Top 45 KIPP", level="top45", year=2021)
    make_recognition(first, "top99", level="top99", year=2020)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["a", "b", "c"]),
        ({"theme": "stunting"}, ["a", "b"]),
        ({"sector": "kesehatan"}, ["a"]),
        ({"theme": "stunting", "sector": "kesehatan"}, ["a"]),
        ({"agency": "kementerian-contoh"}, ["c"]),
        ({"province": "32"}, ["a", "b"]),
        ({"year": 2022}, ["b"]),
        ({"award": "top99"}, ["a"]),
        ({"award": "top9"}, []),
        ({"q": "desa"}, ["b"]),
        ({"q": "100%"}, ["c"]),
        ({"theme": "stunting", "year": 2021, "award": "top45", "q": "antre"}, ["a"]),
        ({"page_size": 2}, ["a", "b"]),
        ({"page_size": 2, "page": 2}, ["c"]),
        ({"page_size": 2, "page": 3}, []),
    ],
)
def test_each_filter_narrows_the_list(three: None, client: Client, asked: dict[str, Any], found: list[str]) -> None:
    assert codes(client, **asked) == found


def test_a_page_tells_where_it_stands(three: None, client: Client) -> None:
    body = client.get(LIST, {"page_size": 2, "page": 2}).json()
    assert {name: body[name] for name in ("total", "page", "page_size", "pages")} == {
        "total": 3, "page": 2, "page_size": 2, "pages": 2,
    }  # fmt: skip


def test_a_theme_is_not_found_as_a_sector_and_an_unknown_one_is_refused(three: None, client: Client) -> None:
    for asked in ({"sector": "stunting"}, {"theme": "stuntin"}, {"agency": "pemkab-mana"}):
        response = client.get(LIST, asked)
        (name, value), *_ = asked.items()
        assert response.status_code == 422
        assert response.json()["error"]["fields"] == {name: f"Tidak dikenal: {value}."}


def test_records_of_predecessors_are_found_under_the_successor(three: None, client: Client, sumedang: Agency) -> None:
    after = make_agency("Pemerintah Kabupaten Baru")
    Succession.objects.create(predecessor=sumedang, successor=after, change="renamed")
    assert codes(client, agency=after.slug) == ["a", "b"]


def test_an_item_tells_unknown_as_null_and_awards_as_written(three: None, client: Client) -> None:
    first, _second, third = client.get(LIST).json()["items"]
    winner = {"slug": "pemerintah-kabupaten-sumedang", "name": "Pemerintah Kabupaten Sumedang"}
    assert first["recognitions"] == [
        {"as_written": "Top 45 KIPP", "level": "top45", "year": 2021, "winner": winner, "source_url": None},
        {"as_written": "top99", "level": "top99", "year": 2020, "winner": winner, "source_url": None},
    ]
    assert third == {
        "code": "c",
        "nri": None,
        "title": "Cek 100%",
        "path": f"/inovasi/{Innovation.objects.get(code='c').slug}",
        "agency": {"slug": "kementerian-contoh", "name": "Kementerian Contoh"},
        "unit": None,
        "province": None,
        "year": None,
        "start_year": None,
        "themes": [],
        "sustainability": "tidak-diketahui",
        "recognitions": [],
    }


def test_a_list_asks_the_database_as_often_for_three_rows_as_for_one(
    three: None, client: Client, django_assert_num_queries: Any
) -> None:
    for asked in ({"q": "antre"}, {}):
        with django_assert_num_queries(4):  # count, rows, recognitions with winners, themes
            client.get(LIST, asked)


def full_record(sumedang: Agency) -> Innovation:
    innovation = make_innovation(
        sumedang,
        "Bidan Desa",
        code="uji-1",
        unit="Dinas Kesehatan",
        year=2022,
        start_year=2019,
        themes=(make_theme(),),
        sdgs=[3],
        problem="Balita pendek 30 persen.",
        solution="Bidan datang.\nKader mencatat.",
        results="Turun menjadi 20 persen.",
        sustainability="berlanjut",
        confirmed_on=date(2026, 1, 2),
        note="tahun disimpulkan",
    )
    make_source(innovation, "https://a.id ; https://b.id", source="uji", source_id="x-1")
    return innovation


def test_a_record_tells_everything_and_keeps_texts_as_they_are(sumedang: Agency, client: Client) -> None:
    innovation = full_record(sumedang)
    taker = make_agency("Pemerintah Kabupaten Alor")
    make_replication(innovation, taker, "kesepakatan", code="rep-1", year=2023)
    make_replication(innovation, None, "rencana", code="rep-2", year=None)
    body = client.get(f"{LIST}/uji-1").json()
    assert body["solution"] == "Bidan datang.\nKader mencatat."
    assert body["sdgs"] == [3]
    assert body["note"] == "tahun disimpulkan"
    assert body["statuses"] == {"sustainability": "berlanjut", "confirmed_on": "2026-01-02", "description": "sebagian"}
    assert body["sources"] == [
        {
            "source": "uji",
            "source_id": "x-1",
            "source_url": "https://a.id ; https://b.id",
            "imported_at": "2026-03-05T02:00:00Z",
        }
    ]
    assert [(row["code"], row["state"], row["year"], row["taker"]) for row in body["replications"]] == [
        ("rep-1", "kesepakatan", 2023, {"slug": taker.slug, "name": taker.name}),
        ("rep-2", "rencana", None, None),
    ]
    assert body["neighbours"] is None  # there is no index in this test


def test_completeness_is_told_by_component_and_adds_up(sumedang: Agency, client: Client) -> None:
    full_record(sumedang)
    completeness = client.get(f"{LIST}/uji-1").json()["completeness"]
    states = [component["status"] for component in completeness["components"]]
    assert completeness["rulebook"] == "innovation-model-2"
    assert [states.count(state) for state in ("terisi", "sebagian", "belum")] == [
        completeness["full"], completeness["part"], completeness["none"],
    ]  # fmt: skip
    assert len(states) == completeness["total"]
    identity = completeness["components"][0]
    assert (identity["id"], identity["status"], identity["lacking"]) == ("identitas", "terisi", [])


def test_a_bare_record_is_all_null_and_its_status_is_explicitly_unknown(sumedang: Agency, client: Client) -> None:
    make_innovation(sumedang, "Hanya Judul", code="uji-2")
    body = client.get(f"{LIST}/uji-2").json()
    empty = [name for name, value in body.items() if value is None]
    assert empty == [
        "nri",
        "unit",
        "province",
        "year",
        "start_year",
        "problem",
        "solution",
        "results",
        "note",
        "neighbours",
    ]
    assert body["statuses"]["sustainability"] == "tidak-diketahui"


def test_names_follow_the_language_and_texts_do_not(sumedang: Agency, client: Client) -> None:
    full_record(sumedang)
    body = client.get(f"{LIST}/uji-1", {"bahasa": "en"}).json()
    assert body["themes"] == [{"slug": "stunting", "name": "Stunting (en)", "kind": "theme"}]
    assert body["problem"] == "Balita pendek 30 persen."


def test_a_record_asks_the_database_as_often_with_much_hanging_on_it(
    sumedang: Agency, client: Client, django_assert_num_queries: Any
) -> None:
    innovation = full_record(sumedang)
    queries = 16  # record with owner and province, recognitions, themes, sources, eleven lists, replications
    with django_assert_num_queries(queries):
        client.get(f"{LIST}/uji-1")
    for number in range(3):
        make_replication(innovation, make_agency(f"Instansi {number}"))
        make_source(innovation)
        make_recognition(innovation, f"Juara {number}")
        innovation.themes.add(make_theme(f"tema-{number}"))
    with django_assert_num_queries(queries):
        client.get(f"{LIST}/uji-1")
