"""The figure of replications: what is drawn, what is not and why, stories and table."""

from __future__ import annotations

import datetime

import pytest

from tests.features.portal.records import a_province, a_regency, a_replication, an_agency, an_innovation
from tular.features.portal.queries.names import label_name, map_name, place_name
from tular.features.portal.queries.spread import OriginRow, StateCount, spread

TODAY = datetime.date(2026, 11, 22)

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> dict:
    province = a_province()
    belu = an_agency("Pemerintah Kabupaten Belu", a_regency("53.04", "Kabupaten Belu", province))
    alor = an_agency("Pemerintah Kabupaten Alor", a_regency("53.05", "Kabupaten Alor", province))
    ntt = an_agency("Pemerintah Provinsi Nusa Tenggara Timur", province, "provinsi")
    lan = an_agency("Lembaga Administrasi Negara", kind="lembaga", abbreviation="LAN")
    return {"belu": belu, "alor": alor, "ntt": ntt, "lan": lan}


def test_every_record_is_counted_by_its_state_and_proof_keeps_its_row(world: dict) -> None:
    a_replication("A", world["belu"], world["alor"], "rencana")
    a_replication("A", world["belu"], world["ntt"], "berjalan")
    a_replication("B", world["belu"], None, "belum jelas")
    page = spread(TODAY)
    assert [(state.state, state.count) for state in page.states] == [
        ("rencana", 1), ("berjalan", 1), ("terbukti", 0), ("belum jelas", 1),
    ]  # fmt: skip
    assert (page.total, page.proven, page.lines) == (3, 0, 2)


def test_records_that_cannot_be_drawn_are_counted_by_reason(world: dict) -> None:
    a_replication("A", world["belu"], None)
    a_replication("A", world["belu"], None)
    a_replication("A", None, world["alor"])
    a_replication("A", world["belu"], world["belu"])
    a_replication("A", world["belu"], world["alor"], "berhenti")
    a_replication("A", world["belu"], None, "berhenti")
    page = spread(TODAY)
    assert page.lines == 0
    assert page.not_drawn == (
        "3 tidak menyebut instansi penerima yang dikenal",
        "1 tidak menyebut instansi asal yang dikenal",
        "1 terjadi di dalam satu instansi",
        "1 belum jelas atau sudah berhenti",
    )


def test_two_innovations_between_the_same_agencies_in_one_state_are_one_line(world: dict) -> None:
    a_replication("A", world["belu"], world["alor"])
    a_replication("B", world["belu"], world["alor"])
    a_replication("C", world["belu"], world["alor"], "berjalan")
    assert spread(TODAY).lines == 2


def test_bodies_without_a_region_share_a_tile_that_is_not_a_province(world: dict) -> None:
    a_replication("Labinov", world["belu"], world["alor"])
    assert not spread(TODAY).centre_drawn
    a_replication("Labinov", world["lan"], world["alor"])
    page = spread(TODAY)
    assert page.centre_drawn
    assert "f-tile--apart" in page.svg
    assert "Lembaga Administrasi Negara: asal 1 replikasi" in page.svg


def test_stories_go_from_running_to_planned_and_from_new_to_old_with_unknown_years_last(world: dict) -> None:
    a_replication("Rencana", world["belu"], world["alor"], "rencana", 2026)
    a_replication("Tanpa tahun", world["belu"], world["alor"], "berjalan", None)
    a_replication("Baru", world["belu"], world["ntt"], "berjalan", 2025)
    a_replication("Lama", world["belu"], world["alor"], "kesepakatan", 2011)
    a_replication("Tanpa nama", world["belu"], None, "berjalan", 2026)
    stories = spread(TODAY).stories
    assert [(story.text, story.years, story.source) for story in stories] == [
        ("Provinsi Nusa Tenggara Timur memakai Baru dari Kabupaten Belu", "2025", "contoh.go.id"),
        ("Kabupaten Alor memakai Tanpa tahun dari Kabupaten Belu", "tahun belum diketahui", "contoh.go.id"),
        ("Kabupaten Alor sepakat meniru Lama dari Kabupaten Belu", "2011", "contoh.go.id"),
    ]


def test_takers_of_one_innovation_share_a_story_that_links_to_its_page(world: dict) -> None:
    innovation = an_innovation("Dukcapil <Ceria>", world["belu"], year=2019)
    for taker, year in (("alor", 2019), ("ntt", 2022), ("lan", 2021)):
        a_replication("Dukcapil <Ceria>", world["belu"], world[taker], "berjalan", year, innovation)
    (story,) = spread(TODAY).stories
    assert story.text == (
        "Provinsi Nusa Tenggara Timur, Lembaga Administrasi Negara dan Kabupaten Alor memakai "
        f'<a href="/inovasi/{innovation.slug}">Dukcapil &lt;Ceria&gt;</a> dari Kabupaten Belu'
    )
    assert story.years == "2019–2022"


def test_the_table_counts_all_records_of_an_origin_also_those_not_drawn(world: dict) -> None:
    a_replication("A", world["belu"], world["alor"], "kesepakatan")
    a_replication("A", world["belu"], None, "kesepakatan")
    a_replication("A", world["lan"], world["alor"], "rencana")
    page = spread(TODAY)
    assert page.origins[0] == OriginRow(
        "Kab. Belu",
        "pemerintah-kabupaten-belu",
        (
            StateCount("rencana", "rencana atau kunjungan", 0),
            StateCount("kesepakatan", "kesepakatan ditandatangani", 2),
            StateCount("terbukti", "terbukti dengan pengukuran", 0),
        ),
        2,
    )
    assert [row.name for row in page.origins] == ["Kab. Belu", "Lembaga Administrasi Negara"]


def test_without_records_there_is_an_empty_figure(world: dict) -> None:
    page = spread(TODAY)
    assert (page.total, page.lines, page.stories, page.origins) == (0, 0, (), ())


@pytest.mark.parametrize(
    ("name", "place", "label", "on_map"),
    [
        ("Pemerintah Kabupaten Poso", "Kabupaten Poso", "Kab. Poso", "Poso"),
        ("Pemerintah Kota Tangerang", "Kota Tangerang", "Kota Tangerang", "Kota Tangerang"),
        ("Pemerintah Provinsi Jawa Barat", "Provinsi Jawa Barat", "Prov. Jawa Barat", "Jawa Barat"),
        ("Pemerintah Aceh", "Aceh", "Aceh", "Aceh"),
        ("Lembaga Administrasi Negara", "Lembaga Administrasi Negara", "Lembaga Administrasi Negara", "LAN"),
    ],
)
def test_names_are_shortened_by_rule(name: str, place: str, label: str, on_map: str) -> None:
    assert (place_name(name), label_name(name), map_name(name, "LAN")) == (place, label, on_map)


def test_the_number_of_queries_does_not_depend_on_the_number_of_records(world: dict, django_assert_num_queries) -> None:
    for number in range(12):
        a_replication(f"Inovasi {number}", world["belu"], world["alor"], "berjalan")
    with django_assert_num_queries(3):
        spread(TODAY)
