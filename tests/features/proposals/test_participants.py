"""How far each agency is: in counts, for the organiser and for hubs, and never the text of a draft."""

from __future__ import annotations

from typing import Any

import pytest

from tests.factories.competitions import make_competition, make_proposal
from tests.people import agency, make_member, signed_in
from tular.features.accounts.models import User
from tular.features.agencies.choices import Role
from tular.features.agencies.models import Agency
from tular.features.competitions.models import Competition
from tular.features.proposals.choices import ProposalState
from tular.features.proposals.queries.participants import participants


@pytest.fixture
def competition(catalogue: None) -> Competition:
    return make_competition(agency("pemprov-jawa-timur"))


@pytest.fixture
def organiser(competition: Competition) -> User:
    return make_member(Role.AGENCY, competition.organiser).person


@pytest.fixture
def path(competition: Competition) -> str:
    return f"/kompetisi/{competition.slug}/kelola/peserta"


def test_every_agency_is_told_in_numbers(
    competition: Competition, sidoarjo: Agency, admin: User, organiser: User, path: str
) -> None:
    for state in (ProposalState.DRAFT, ProposalState.RETURNED, ProposalState.WITH_ADMIN, ProposalState.SUBMITTED):
        make_proposal(competition, sidoarjo, state=state, state_reason="Contoh.")
    make_proposal(competition, sidoarjo, state=ProposalState.WITHDRAWN, state_reason="Contoh.")
    page = participants(competition, organiser, of_hub=False, words="sidoarjo kabupaten")
    row = next(one for one in page.rows if one.slug == sidoarjo.slug)
    assert (row.admins, row.registered, row.at_unit, row.with_admin, row.submitted) == (1, 4, 2, 1, 1)
    answer = signed_in(organiser).get(path)
    assert answer.status_code == 200
    assert "Posyandu Terapung" not in answer.text, "drafts are the agency's own"


def test_silent_agencies_are_a_part_of_their_own(competition: Competition, sidoarjo: Agency, organiser: User) -> None:
    make_proposal(competition, sidoarjo)
    page = participants(competition, organiser, of_hub=False, part="diam")
    assert page.counts["diam"] == page.counts["semua"] - 1
    assert all(row.is_silent for row in page.rows)
    gresik = participants(competition, organiser, of_hub=False, part="diam", words="gresik")
    assert [row.slug for row in gresik.rows] == ["pemkab-gresik"]


def test_a_hub_sees_its_area_and_others_see_nothing(
    path: str, hub_admin: User, admin: User, upp: User, rival: User, member: User
) -> None:
    assert (
        "wilayah hub Anda" in signed_in(hub_admin).get(path).text or signed_in(hub_admin).get(path).status_code == 200
    )
    for person in (admin, upp, rival, member):
        assert signed_in(person).get(path).status_code == 404
        assert signed_in(person).get(f"{path}/csv").status_code == 404


def test_the_page_asks_as_often_for_many_as_for_few(
    competition: Competition, sidoarjo: Agency, organiser: User, path: str, django_assert_num_queries: Any
) -> None:
    client = signed_in(organiser)
    make_proposal(competition, sidoarjo)
    client.get(path)
    with django_assert_num_queries(11) as few:
        client.get(path)
    for slug in ("pemkab-gresik", "pemkot-surabaya", "pemkab-jombang"):
        make_proposal(competition, agency(slug))
    with django_assert_num_queries(len(few)):
        client.get(f"{path}?halaman=2")


def test_the_table_holds_the_part_that_is_shown(
    competition: Competition, sidoarjo: Agency, organiser: User, path: str
) -> None:
    make_proposal(competition, sidoarjo, state=ProposalState.SUBMITTED)
    lines = signed_in(organiser).get(f"{path}/csv?bagian=sudah").text.strip().splitlines()
    assert len(lines) == 2
    assert "Sidoarjo" in lines[1]
