"""Who copied what from whom: counts, both sides of an agency, the network and the lineage."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from tests.factories.catalogue import make_agency, make_innovation, make_province, make_regency, make_replication
from tular.features.agencies.models import Agency
from tular.features.replications.choices import ReplicationState as State
from tular.features.replications.queries import (
    Edge,
    GivenAndTaken,
    Network,
    Node,
    NotDrawn,
    Passed,
    Taker,
    counts_by_innovation,
    given_and_taken,
    lineage,
    network,
    takers_of,
)
from tular.features.replications.queries.lineage import MOST_DRAWN, shortened

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 5)


def two_governments() -> tuple[Agency, Agency]:
    province = make_province()
    sumedang = make_agency(
        "Pemerintah Kabupaten Sumedang", region=make_regency("32.11", "Kabupaten Sumedang", province)
    )
    return sumedang, make_agency("Pemerintah Provinsi Jawa Barat", kind="provinsi", region=province)


def test_counts_keep_the_states_apart() -> None:
    sumedang, taker = two_governments()
    one, two, none = (make_innovation(sumedang, title) for title in ("Satu", "Dua", "Tiga"))
    for state in ("rencana", "kesepakatan", "kesepakatan"):
        make_replication(one, taker, state)
    make_replication(two, None, "berjalan")
    make_replication(None, taker)
    assert counts_by_innovation([one.pk, none.pk]) == {one.pk: {State.PLANNED: 1, State.SIGNED: 2}}
    assert counts_by_innovation() == {one.pk: {State.PLANNED: 1, State.SIGNED: 2}, two.pk: {State.RUNNING: 1}}
    assert counts_by_innovation([]) == {}


def test_takers_are_named_as_linked_or_as_written() -> None:
    sumedang, taker = two_governments()
    one, two = make_innovation(sumedang, "Satu"), make_innovation(sumedang, "Dua")
    make_replication(one, None, "rencana", year=None, note="belum pasti")
    make_replication(one, taker, "berjalan", year=2024, replica_name="SATU JABAR")
    source = "https://www.contoh.id/replikasi"
    unnamed = "Delapan kabupaten/kota (nama tidak disebut sumber)"
    assert takers_of([one.pk, two.pk]) == {
        one.pk: (
            Taker(taker.name, taker.slug, State.RUNNING, 2024, "SATU JABAR", "", source),
            Taker(unnamed, "", State.PLANNED, None, "", "belum pasti", source),
        )
    }


def test_an_agency_has_given_and_taken() -> None:
    sumedang, taker = two_governments()
    one = make_innovation(sumedang, "Satu", slug="satu")
    make_replication(one, taker, "kesepakatan", year=2022)
    make_replication(None, None, "rencana", origin_agency=sumedang, year=2024)
    source = "https://www.contoh.id/replikasi"
    assert given_and_taken(sumedang.pk) == GivenAndTaken(
        given=(
            Passed(
                "Inovasi tidak dikenal",
                "",
                "Delapan kabupaten/kota (nama tidak disebut sumber)",
                "",
                State.PLANNED,
                2024,
                "",
                source,
            ),
            Passed("Satu", "satu", taker.name, taker.slug, State.SIGNED, 2022, "", source),
        ),
        taken=(),
    )
    assert given_and_taken(taker.pk) == GivenAndTaken(
        given=(), taken=(Passed("Satu", "satu", sumedang.name, sumedang.slug, State.SIGNED, 2022, "", source),)
    )


def test_the_network_joins_known_agencies_and_counts_the_rest_by_reason() -> None:
    sumedang, west_java = two_governments()
    ministry = make_agency("Kementerian Contoh", kind="kementerian", abbreviation="Kemencontoh")
    one = make_innovation(sumedang, "Satu", slug="satu")
    make_replication(one, west_java, "berjalan", year=2022)
    make_replication(None, sumedang, "rencana", origin_agency=west_java, year=None)
    make_replication(None, west_java, "rencana")  # origin unknown
    make_replication(one, None, "kesepakatan")
    make_replication(one, ministry, "kesepakatan")
    make_replication(one, sumedang, "belum jelas")
    assert network(TODAY) == Network(
        counted_on=TODAY,
        nodes=(
            Node(ministry.slug, ministry.name, "Kemencontoh", "", "", None, None, given=0, taken=1),
            Node(sumedang.slug, sumedang.name, "", "32.11", "32", 4, 5, given=2, taken=1),
            Node(west_java.slug, west_java.name, "", "32", "32", 4, 5, given=1, taken=1),
        ),
        edges=(
            Edge(sumedang.slug, west_java.slug, State.RUNNING, "Satu", "satu", 2022),
            Edge(west_java.slug, sumedang.slug, State.PLANNED, "Inovasi tidak dikenal", "", None),
            Edge(sumedang.slug, ministry.slug, State.SIGNED, "Satu", "satu", 2023),
        ),
        by_state={
            State.PLANNED: 2, State.SIGNED: 2, State.RUNNING: 1, State.PROVEN: 0, State.STOPPED: 0, State.UNCLEAR: 1,
        },
        not_drawn={
            NotDrawn.ORIGIN_UNKNOWN: 1, NotDrawn.TAKER_UNNAMED: 1, NotDrawn.SAME_AGENCY: 1,
        },
    )  # fmt: skip
    assert network(TODAY).total == 6


def test_a_network_without_records_is_empty_not_absent() -> None:
    found = network(TODAY)
    assert (found.nodes, found.edges, found.total) == ((), (), 0)


def test_the_number_of_queries_does_not_grow(django_assert_num_queries: Any) -> None:
    sumedang, taker = two_governments()
    one = make_innovation(sumedang, "Satu")

    def ask() -> None:
        with django_assert_num_queries(1):
            counts_by_innovation()
        with django_assert_num_queries(1):
            takers_of([one.pk])
        with django_assert_num_queries(2):
            given_and_taken(sumedang.pk)
        with django_assert_num_queries(1):
            network(TODAY)
        with django_assert_num_queries(1):
            lineage(one.pk, sumedang.name)

    make_replication(one, taker)
    ask()
    for number in range(3):
        make_replication(one, make_agency(f"Pemerintah Kota {number}", region=taker.region))
    ask()


def test_the_lineage_draws_each_taker_on_a_line_of_its_state() -> None:
    sumedang, taker = two_governments()
    one = make_innovation(sumedang, "Satu")
    for state in ("rencana", "kesepakatan", "berjalan"):
        make_replication(one, taker, state)
    found = lineage(one.pk, sumedang.name)
    assert {branch.taker.state: branch.style for branch in found.branches} == {
        State.PLANNED: "rencana",
        State.SIGNED: "key",
        State.RUNNING: "jalan",
    }
    assert found.origin_lines == ("Kab. Sumedang",)
    assert found.by_state == ((State.PLANNED, 1), (State.SIGNED, 1), (State.RUNNING, 1))
    assert (found.proven, found.not_drawn) == (0, 0)
    heights = [branch.y for branch in found.branches]
    assert heights == sorted(heights) and heights[-1] < found.height
    assert found.origin_y == heights[1]


def test_more_takers_than_fit_the_drawing_stand_in_the_table() -> None:
    sumedang, _taker = two_governments()
    one = make_innovation(sumedang, "Satu")
    for _number in range(MOST_DRAWN + 2):
        make_replication(one)
    found = lineage(one.pk, sumedang.name)
    assert (len(found.branches), len(found.takers), found.not_drawn) == (MOST_DRAWN, MOST_DRAWN + 2, 2)


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Pemerintah Kabupaten Tojo Una-Una", "Kab. Tojo Una-Una"),
        ("Pemerintah Provinsi Jawa Barat", "Prov. Jawa Barat"),
        ("Pemerintah Kota Ambon", "Kota Ambon"),
        ("Pemerintah Aceh", "Aceh"),
        ("50 kabupaten/kota di 12 provinsi prioritas", "50 kabupaten/kota di 12…"),
        ("Otorita Ibu Kota Nusantara", "Otorita Ibu Kota Nusantara"),
    ],
)
def test_names_are_shortened_at_a_word(name: str, short: str) -> None:
    assert shortened(name, 27) == short


def test_the_page_of_an_innovation_shows_its_takers(client: Client) -> None:
    sumedang, taker = two_governments()
    one = make_innovation(sumedang, "Satu", slug="satu")
    make_replication(one, taker, "berjalan", linked_by="similar", origin_title="e-Satu", replica_name="SATU JABAR")
    make_replication(one, None, "rencana", year=None)
    text = " ".join(client.get("/inovasi/satu").content.decode().split())
    for part in (
        "2 replikasi tercatat menurut sumber: 1 rencana atau kunjungan, 1 berjalan menurut sumber.",
        "Belum ada yang tercatat terbukti.",
        '<path class="f-line f-line--jalan"',
        "SATU JABAR",
        f'<a href="/instansi/{taker.slug}">{taker.name}</a>',
        "Delapan kabupaten/kota (nama tidak disebut sumber)",
        "Sumber replikasi menulis “e-Satu”. Tular menganggapnya inovasi yang sama; pemilik belum membenarkan.",
    ):
        assert part in text


def test_a_title_linked_exactly_needs_no_doubt(client: Client) -> None:
    sumedang, taker = two_governments()
    make_replication(make_innovation(sumedang, "Satu", slug="satu"), taker)
    assert "pemilik belum membenarkan" not in client.get("/inovasi/satu").content.decode()
