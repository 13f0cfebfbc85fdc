"""Receipts and what was submitted: readable years later, checked by anybody, secret in what they say."""

from __future__ import annotations

import hashlib
import json
from datetime import timedelta

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories.competitions import NOW, make_competition, make_proposal
from tests.factories.submitting import make_ready
from tests.people import agency, make_member, signed_in
from tular.features.accounts.models import User
from tular.features.agencies.choices import Role
from tular.features.agencies.models import Agency, ServiceUnit
from tular.features.proposals.actions import submitting
from tular.features.proposals.choices import ProposalState
from tular.features.proposals.models import Proposal, ProposalVersion
from tular.features.proposals.queries.canonical import canonical_of, digest_of
from tular.features.proposals.queries.submissions import beside, receipt_of
from tular.foundation.audit.trail import settled


@pytest.fixture
def version(sidoarjo: Agency, unit: ServiceUnit, upp: User, admin: User) -> ProposalVersion:
    competition = make_competition(agency("pemprov-jawa-timur"))
    return submitting.submit(make_ready(competition, sidoarjo, unit=unit, by=upp), by=admin, now=NOW)


def path(version: ProposalVersion, what: str) -> str:
    return f"/proposal/{version.proposal.code}/{what}/{version.number}"


def test_the_receipt_shows_number_moment_with_zone_hash_and_a_code_to_the_public_page(
    version: ProposalVersion, upp: User
) -> None:
    page = signed_in(upp).get(path(version, "tanda-terima")).text
    assert version.receipt in page
    assert "5 Maret 2026 pukul 09.00.00 WIB" in page
    assert version.sha256 in page
    assert f"http://testserver/tanda-terima/{version.receipt}" in page
    assert 'src="data:image/svg+xml' in page


def test_anybody_may_check_a_receipt_and_learns_nothing_of_the_text(version: ProposalVersion) -> None:
    answer = Client().get(f"/tanda-terima/{version.receipt.lower()}")
    assert answer.status_code == 200
    assert version.sha256 in answer.text
    assert "masih sama" in answer.text
    for secret in ("Posyandu", "perahu", "Upp Taman", "Admin Sidoarjo", "Puskesmas"):
        assert secret not in answer.text
    assert Client().get("/tanda-terima/AAAA-BBBB-CCCC").status_code == 404


def test_a_text_that_is_no_longer_the_one_received_is_told(version: ProposalVersion) -> None:
    version.canonical = version.canonical.replace("perahu", "kapal")
    assert receipt_of(version).still_matches is False


@pytest.mark.parametrize("person", ["colleague", "rival", "outsider"])
def test_others_open_neither_receipt_nor_text(
    version: ProposalVersion, person: str, request: pytest.FixtureRequest
) -> None:
    client = signed_in(request.getfixturevalue(person))
    for what in ("tanda-terima", "kiriman"):
        assert client.get(path(version, what)).status_code == 404
    assert client.get(f"{path(version, 'kiriman')}/json").status_code == 404


def test_the_text_is_shown_in_the_words_in_which_it_was_asked_whatever_became_of_it_since(
    version: ProposalVersion, upp: User
) -> None:
    Proposal.objects.update(content={}, title="Judul lain")
    page = signed_in(upp).get(path(version, "kiriman")).text
    assert "Posyandu di atas perahu untuk kampung tepi sungai." in page
    assert "Sudah ditiru" in page
    assert "Judul lain" not in page


def test_who_checks_for_the_organiser_reads_what_was_submitted(version: ProposalVersion) -> None:
    checker = make_member(Role.AGENCY, version.proposal.competition.organiser).person
    assert signed_in(checker).get(path(version, "kiriman")).status_code == 200


def test_the_download_is_the_text_that_the_hash_is_of(version: ProposalVersion, admin: User) -> None:
    answer = signed_in(admin).get(f"{path(version, 'kiriman')}/json")
    assert hashlib.sha256(answer.content).hexdigest() == version.sha256
    assert json.loads(answer.content)["schema"] == "tular-submission-1"


def test_two_submissions_stand_side_by_side_word_by_word(version: ProposalVersion, admin: User, upp: User) -> None:
    row = Proposal.objects.get(pk=version.proposal_id)
    row.content["ringkasan"]["ringkasan"] = "Posyandu di atas kapal untuk kampung tepi sungai."
    row.state, row.state_reason, row.fix_until = ProposalState.FIXING, "Perbaiki.", NOW + timedelta(days=3)
    row.save()
    again = submitting.resubmit(row, by=admin, now=NOW + timedelta(days=1))
    found = beside(version, again)
    assert [title for title, _changes in found.sections] == ["Ringkasan"]
    page = signed_in(upp).get(f"/proposal/{row.code}/kiriman/1/2").text
    assert "<del>perahu" in page
    assert "<ins>kapal" in page


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.characters(), max_size=200))
def test_any_text_is_frozen_in_one_way_and_read_back_as_it_was(sidoarjo: Agency, text: str) -> None:
    row = Proposal.objects.first() or make_proposal(make_competition(sidoarjo), sidoarjo)
    row.content["ringkasan"] = {"ringkasan": text}
    one = canonical_of(row, number=1, by=None, at=NOW)
    row.content = dict(reversed(row.content.items()))
    assert canonical_of(row, number=1, by=None, at=NOW) == one
    assert json.loads(one)["content"]["ringkasan"]["ringkasan"] == settled(text)
    assert len(digest_of(one)) == 64
