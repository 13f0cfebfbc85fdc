"""Regions, agencies, successions, hubs and indicators come in from their files."""

from __future__ import annotations

import csv
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from tular.features.agencies.actions import load_agencies, load_hubs, load_indicators, load_regions
from tular.features.agencies.models import Agency, Hub, Indicator, Region
from tular.features.agencies.queries import families, find_agency, predecessors_of, successors_of

HEADER = "region_code,indicator,year,value,unit,source_url,period,note\n"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of the shipped files that a test may spoil."""
    return Path(
        shutil.copytree(settings.DATA_DIR, tmp_path / "data", ignore=shutil.ignore_patterns("thesaurus", "*.npz"))
    )


def named(name: str) -> Agency:
    agency = find_agency(name)
    assert agency is not None
    return agency


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_regions_are_38_provinces_416_regencies_98_cities(catalogue: None) -> None:
    assert Counter(Region.objects.values_list("level", flat=True)) == {"provinsi": 38, "kabupaten": 416, "kota": 98}
    names = dict(Region.objects.filter(level="provinsi").values_list("code", "name"))
    assert (names["11"], names["31"], names["34"]) == ("Aceh", "DKI Jakarta", "DI Yogyakarta")
    not_autonomous = set(Region.objects.filter(autonomous=False).values_list("code", flat=True))
    assert not_autonomous == {"31.01", "31.71", "31.72", "31.73", "31.74", "31.75"}
    alor = Region.objects.get(code="53.05")
    assert (alor.name, alor.parent_id, alor.zone, alor.iana_zone) == ("Kabupaten Alor", "53", "WITA", "Asia/Makassar")
    assert alor.island_group == "Bali-Nusa Tenggara"
    papua = Region.objects.get(code="91")
    assert (papua.short_name, papua.iso_code, papua.tile_column, papua.tile_row) == ("Papua", "ID-PA", 13, 1)
    assert Region.objects.get(code="71.09").name == "Kabupaten Kepulauan Siau Tagulandang Biaro"


def test_agencies_have_kind_parent_validity_and_are_what_the_file_says(catalogue: None) -> None:
    with (settings.DATA_DIR / "agencies.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    stored = {
        agency.slug: (agency.name, agency.kind, agency.region_id or "", agency.parent.slug if agency.parent else "")
        for agency in Agency.objects.select_related("parent")
    }
    assert all(stored[row["slug"]] == (row["name"], row["kind"], row["region_code"], row["parent"]) for row in rows)
    assert Agency.objects.get(slug="kemenkumham").until == "2024-10"


def test_successors_that_no_list_has_are_created_uncounted_and_to_be_checked(catalogue: None) -> None:
    law = Agency.objects.get(slug="kemenkum")
    assert (law.name, law.kind, law.counted) == ("Kementerian Hukum", "kementerian", "no")
    assert "periksa sebelum dipakai resmi" in law.note
    assert Agency.objects.get(slug="bp-bumn").kind == "lembaga"
    former = Agency.objects.get(slug="kemenkumham")
    names = set(Agency.objects.filter(pk__in=successors_of(former)).values_list("abbreviation", flat=True))
    assert names == {"Kemenkum", "KemenHAM", "KemenImipas"}
    assert predecessors_of(law) == {former.pk}
    assert families()[law.pk] == {former.pk}, "siblings are no family"
    assert successors_of(law) == set()


def test_hubs_are_governments_of_provinces(catalogue: None) -> None:
    assert Hub.objects.count() == 24
    assert Hub.objects.get(agency__slug="pemprov-di-yogyakarta").year == 2023


def test_loading_again_changes_nothing(catalogue: None) -> None:
    reports = [load_regions(), load_agencies(), load_hubs()]
    reports.append(load_indicators(settings.DATA_DIR / "region-indicators.csv"))
    assert [(report.created, report.updated) for report in reports] == [(0, 0)] * 4
    assert [report.unchanged > 0 for report in reports] == [True] * 4


def test_a_changed_row_updates_its_agency_and_its_parent(catalogue: None, data: Path) -> None:
    path = data / "agencies.csv"
    text = path.read_text(encoding="utf-8")
    write(path, text.replace("Pemkab Alor,pemprov-nusa-tenggara-timur", "Pemkab Alor Raya,pemprov-bali"))
    report = load_agencies(data)
    assert (report.created, report.updated) == (0, 1)
    alor = Agency.objects.select_related("parent").get(slug="pemkab-alor")
    assert (alor.abbreviation, alor.parent and alor.parent.slug) == ("Pemkab Alor Raya", "pemprov-bali")


def test_rows_that_name_what_nobody_knows_stop_the_whole_load(db: None, data: Path) -> None:
    load_regions(data)
    path = data / "agencies.csv"
    text = path.read_text(encoding="utf-8")
    write(path, text + "x,Instansi X,kerajaan,99,X,pemprov-x,,no,,\n")
    report = load_agencies(data)
    lines = len(text.splitlines()) + 1
    assert [(problem.line, problem.column) for problem in report.problems] == [
        (lines, "kind"),
        (lines, "region_code"),
        (lines, "parent"),
    ]
    assert not Agency.objects.exists()


def test_hubs_of_unknown_provinces_are_refused(catalogue: None, tmp_path: Path) -> None:
    report = load_hubs(write(tmp_path / "hubs.csv", "province,year,source_url\nAtlantis,2024,https://x.example\n"))
    assert [str(problem) for problem in report.problems] == [
        "Baris 2, kolom province: 'Atlantis' bukan nama provinsi yang dikenal."
    ]


def test_indicators_are_added_and_replaced_and_others_stay(catalogue: None, tmp_path: Path) -> None:
    before = Indicator.objects.count()
    first = write(tmp_path / "a.csv", HEADER + "53.05,population,2024,219000,people,https://a.example,2024-12,\n")
    second = write(tmp_path / "b.csv", HEADER + "53.05,population,2024,220000,people,https://b.example,2024-12,baru\n")
    assert load_indicators(first).created == 1
    report = load_indicators(second)
    assert (report.created, report.updated, report.unchanged) == (0, 1, 0)
    figure = Indicator.objects.get(region_id="53.05", indicator="population")
    assert (figure.value, figure.number, figure.source_url, figure.note) == (
        "220000",
        220000.0,
        "https://b.example",
        "baru",
    )
    assert Indicator.objects.count() == before + 1


def test_a_category_is_no_number(catalogue: None) -> None:
    figure = Indicator.objects.get(region_id="11", indicator="fiscal_capacity_category")
    assert (figure.value, figure.number) == ("sedang", None)


@pytest.mark.parametrize(
    ("row", "column", "saying"),
    [
        ("5305,population,2024,1,people,https://a,,", "region_code", "Kode wilayah '5305' tidak dikenal"),
        ("53.05,population,24,1,people,https://a,,", "year", "Tahun '24' tidak sah"),
        ("53.05,population,2024,,people,https://a,,", "value", "wajib diisi"),
        ("53.05,population,2024,1,people,,,", "source_url", "angka tanpa sumber tidak diterima"),
        ("53.05,population,2024,1,people,https://a,," + "x" * 301, "note", "paling banyak 300"),
    ],
)
def test_a_wrong_figure_is_named_and_nothing_is_written(
    catalogue: None, tmp_path: Path, row: str, column: str, saying: str
) -> None:
    before = Indicator.objects.count()
    good = "53.06,population,2024,1,people,https://a,,\n"
    report = load_indicators(write(tmp_path / "a.csv", HEADER + good + row + "\n"))
    assert [(problem.line, problem.column) for problem in report.problems] == [(3, column)]
    assert saying in report.problems[0].message
    assert Indicator.objects.count() == before


def test_the_same_figure_twice_in_a_file_is_refused(catalogue: None, tmp_path: Path) -> None:
    row = "53.05,population,2024,1,people,https://a,,\n"
    report = load_indicators(write(tmp_path / "a.csv", HEADER + row + row))
    assert "sudah ada di baris 2" in report.problems[0].message


def test_loading_agencies_costs_the_same_number_of_queries_however_many_they_are(
    catalogue: None, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(16):
        load_agencies()
