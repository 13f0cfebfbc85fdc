"""`/api/v1/agencies` and `/api/v1/regions`."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.factories.catalogue import make_agency, make_province, make_regency
from tular.features.agencies.models import AgencyAlias, Hub, Indicator, Succession

AGENCIES, REGIONS = "/api/v1/agencies", "/api/v1/regions"


@pytest.fixture
def ntt(db: None) -> None:
    """A province with two regencies, their governments, and a ministry that became two."""
    province = make_province("53", "Nusa Tenggara Timur", iso_code="ID-NT", zone="WITA", iana_zone="Asia/Makassar")
    alor, belu = (
        make_regency(code, f"Kabupaten {name}", province) for code, name in (("53.05", "Alor"), ("53.04", "Belu"))
    )
    government = make_agency("Pemerintah Provinsi Nusa Tenggara Timur", kind="provinsi", region=province)
    make_agency("Pemerintah Kabupaten Alor", region=alor, abbreviation="Pemkab Alor")
    make_agency("Pemerintah Kabupaten Belu", region=belu)
    Hub.objects.create(agency=government, year=2021, source_url="https://contoh.id/hub")
    before = make_agency("Kementerian Lama", kind="kementerian", until="2024-10", counted="no")
    for name in ("Kementerian Baru A", "Kementerian Baru B"):
        Succession.objects.create(predecessor=before, successor=make_agency(name, kind="kementerian"), change="split")
    AgencyAlias.objects.create(agency=before, name="Departemen Lama")
    Indicator.objects.create(
        region=province, indicator="stunting_prevalence", year=2022, value="35.3", number=35.3,
        unit="percent of under-fives", period="SSGI 2022", source_url="https://contoh.id/ssgi",
    )  # fmt: skip
    Indicator.objects.create(
        region=province, indicator="stunting_prevalence", year=2023, value="37.9", number=37.9,
        unit="percent of under-fives", source_url="https://contoh.id/ski",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"kind": "provinsi"}, ["Pemerintah Provinsi Nusa Tenggara Timur"]),
        ({"kind": "kabupaten", "province": "53"}, ["Pemerintah Kabupaten Alor", "Pemerintah Kabupaten Belu"]),
        ({"q": "pemkab alor"}, ["Pemerintah Kabupaten Alor"]),
        ({"q": "departemen"}, ["Kementerian Lama"]),
        ({"q": "tenggara belu"}, ["Pemerintah Kabupaten Belu"]),
        ({"province": "11"}, []),
        ({"kind": "kementerian", "page_size": 1, "page": 3}, ["Kementerian Lama"]),
    ],
)
def test_agencies_are_found_by_kind_province_and_words(
    ntt: None, client: Client, asked: dict[str, Any], found: list[str]
) -> None:
    assert [item["name"] for item in client.get(AGENCIES, asked).json()["items"]] == found


def test_an_agency_tells_its_region_and_hub(ntt: None, client: Client) -> None:
    body = client.get(f"{AGENCIES}/pemerintah-provinsi-nusa-tenggara-timur").json()
    province = {"code": "53", "name": "Nusa Tenggara Timur"}
    assert body == {
        "slug": "pemerintah-provinsi-nusa-tenggara-timur",
        "name": "Pemerintah Provinsi Nusa Tenggara Timur",
        "kind": "provinsi",
        "abbreviation": None,
        "region": province,
        "province": province,
        "until": None,
        "hub_year": 2021,
        "subkind": None,
        "parent": None,
        "counted": "yes",
        "aliases": [],
        "successors": [],
        "predecessors": [],
        "hub": {"year": 2021, "source_url": "https://contoh.id/hub"},
        "note": None,
    }


def test_an_ended_agency_tells_other_names_and_successors_and_they_tell_it(ntt: None, client: Client) -> None:
    body = client.get(f"{AGENCIES}/kementerian-lama").json()
    assert (body["until"], body["aliases"], body["hub"]) == ("2024-10", ["Departemen Lama"], None)
    assert body["successors"] == [
        {"slug": "kementerian-baru-a", "name": "Kementerian Baru A", "change": "split"},
        {"slug": "kementerian-baru-b", "name": "Kementerian Baru B", "change": "split"},
    ]
    after = client.get(f"{AGENCIES}/kementerian-baru-a").json()
    assert after["predecessors"] == [{"slug": "kementerian-lama", "name": "Kementerian Lama", "change": "split"}]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["53", "53.04", "53.05"]),
        ({"level": "provinsi"}, ["53"]),
        ({"parent": "53"}, ["53.04", "53.05"]),
        ({"parent": "53", "level": "kota"}, []),
    ],
)
def test_regions_are_found_by_level_and_parent(
    ntt: None, client: Client, asked: dict[str, Any], found: list[str]
) -> None:
    assert [item["code"] for item in client.get(REGIONS, asked).json()["items"]] == found


def test_a_region_tells_every_year_with_its_source_and_lists_what_is_missing(ntt: None, client: Client) -> None:
    figures = client.get(f"{REGIONS}/53").json()["indicators"]
    assert [(row["indicator"], row["year"], row["value"], row["source_url"]) for row in figures] == [
        ("stunting_prevalence", 2023, "37.9", "https://contoh.id/ski"),
        ("stunting_prevalence", 2022, "35.3", "https://contoh.id/ssgi"),
        ("population", None, None, None),
        ("poverty_rate", None, None, None),
        ("hdi", None, None, None),
        ("fiscal_capacity_category", None, None, None),
    ]


def test_a_regencys_gap_is_not_filled_with_its_provinces_figure(ntt: None, client: Client) -> None:
    body = client.get(f"{REGIONS}/53.05").json()
    assert body["parent"] == {"code": "53", "name": "Nusa Tenggara Timur"}
    assert {row["value"] for row in body["indicators"]} == {None}


@pytest.mark.parametrize(
    ("address", "one", "many", "queries"),
    [
        (AGENCIES, {"q": "alor"}, {}, 2),  # count, rows with region, province and hub
        (REGIONS, {"level": "provinsi"}, {}, 2),  # count, rows with province
    ],
)
def test_a_list_asks_the_database_as_often_for_many_rows_as_for_one(
    ntt: None, client: Client, django_assert_num_queries: Any, address: str, one: dict[str, str],
    many: dict[str, str], queries: int,
) -> None:  # fmt: skip
    for asked in (one, many):
        with django_assert_num_queries(queries):
            assert client.get(address, asked).status_code == 200


def test_records_ask_the_database_a_fixed_number_of_times(
    ntt: None, client: Client, django_assert_num_queries: Any
) -> None:
    for address, queries in (
        (f"{AGENCIES}/kementerian-lama", 4),  # agency, aliases, successions, predecessions
        (f"{AGENCIES}/pemerintah-kabupaten-alor", 4),
        (f"{REGIONS}/53", 2),  # region, indicators
        (f"{REGIONS}/53.05", 2),
    ):
        with django_assert_num_queries(queries):
            assert client.get(address).status_code == 200
