"""Figures of competitions: of earlier editions from their rulebooks, of running ones from the proposals."""

from __future__ import annotations

import csv

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories.competitions import make_competition, make_proposal
from tests.people import agency
from tular.features.competitions.choices import CompetitionLevel
from tular.features.competitions.models import Competition
from tular.features.proposals.choices import ProposalState
from tular.features.selection.queries.funnel import Funnel, editions, feeders_of, funnels_of, sum_of


@pytest.fixture
def national(catalogue: None) -> Competition:
    return make_competition(agency("kemen-panrb"), level=CompetitionLevel.NATIONAL, title="KIPP Uji")


def test_the_editions_of_2022_and_2023_are_those_of_their_sources(catalogue: None, client: Client) -> None:
    found = {row.year: row for row in editions() if row.path.startswith("/aturan/kipp-20")}
    assert found[2022].funnel == Funnel(3478, 2866, 2454, 1917)
    assert found[2023].funnel == Funnel(3110, None, 2269, 2135)
    assert found[2021].funnel.submitted is None and found[2025].funnel.agencies == 349
    assert "menpan.go.id" in found[2022].source_text and found[2022].confidence == "pasti"
    page = client.get("/kompetisi/statistik").text
    assert "3.478" in page and "belum diketahui" in page and "29,4" in page
    rows = list(csv.DictReader(client.get("/kompetisi/statistik.csv").content.decode("utf-8-sig").splitlines()))
    told = next(row for row in rows if row["year"] == "2023" and row["live"] == "no")
    assert (told["registered"], told["reached_local_admin"], told["submitted"]) == ("3110", "", "2269")


def test_a_running_competition_is_counted_from_its_proposals(national: Competition, client: Client) -> None:
    sidoarjo, gresik = agency("pemkab-sidoarjo"), agency("pemkab-gresik")
    for state in (ProposalState.DRAFT, ProposalState.WITH_ADMIN, ProposalState.SUBMITTED):
        make_proposal(national, sidoarjo, state=state)
    make_proposal(national, gresik, state=ProposalState.RETURNED, state_reason="Lampiran")
    make_proposal(national, gresik, state=ProposalState.WITHDRAWN, state_reason="Batal")
    assert funnels_of([national.pk])[national.pk] == Funnel(5, 3, 1, None, withdrawn=1, agencies=2)
    page = client.get(f"/kompetisi/{national.slug}").text
    assert "Sudah sampai mana" in page and "termasuk 1 yang ditarik" in page
    assert any(row.is_live and row.title == "KIPP Uji" for row in editions())


def test_the_national_page_rolls_up_what_feeds_it_with_as_many_queries_for_ten_as_for_one(
    national: Competition, client: Client
) -> None:
    jatim, sidoarjo = agency("pemprov-jawa-timur"), agency("pemkab-sidoarjo")
    counted = []
    for more in (1, 9):
        for _one in range(more):
            make_proposal(make_competition(jatim, feeds=national), sidoarjo, state=ProposalState.SUBMITTED)
        client.get(f"/kompetisi/{national.slug}")
        with CaptureQueriesContext(connection) as queries:
            page = client.get(f"/kompetisi/{national.slug}").text
        counted.append(len(queries))
        assert "Kompetisi yang meneruskan pemenang ke sini" in page
    assert counted[0] == counted[1]
    rows = feeders_of(national)
    assert len(rows) == 10 and sum_of(row.funnel for row in rows) == Funnel(10, 10, 10, None)
    make_competition(jatim, feeds=national, state="disiapkan")
    assert len(feeders_of(national)) == 10
