"""The pages of the steps: what is offered to whom, what stands in the way, and nobody acts on what has changed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests.factories.competitions import make_competition, make_proposal
from tests.factories.submitting import make_ready
from tests.people import agency, signed_in
from tular.features.accounts.models import User
from tular.features.agencies.models import Agency, ServiceUnit
from tular.features.competitions.models import Competition
from tular.features.proposals.choices import ProposalState
from tular.features.proposals.models import Proposal, SectionComment
from tular.features.proposals.views.steps import STEPS, steps_of


@pytest.fixture
def competition(catalogue: None) -> Competition:
    return make_competition(agency("pemprov-jawa-timur"), closes=timezone.now() + timedelta(days=400))


@pytest.fixture
def draft(competition: Competition, sidoarjo: Agency, unit: ServiceUnit, upp: User) -> Proposal:
    return make_proposal(competition, sidoarjo, unit=unit, by=upp)


def offered(person: User, proposal: Proposal) -> dict[str, bool]:
    return {one.name: one.is_open for one in steps_of(person, proposal, timezone.now())}


def test_each_is_offered_what_they_may_do_from_where_it_stands(
    draft: Proposal, competition: Competition, sidoarjo: Agency, upp: User, admin: User, rival: User
) -> None:
    assert offered(upp, draft) == {"serahkan": True, "tarik": True}
    assert offered(admin, draft) == {"ajukan": False, "serahkan": True, "tarik": True}
    assert offered(rival, draft) == {}
    done = make_proposal(competition, sidoarjo, state=ProposalState.SUBMITTED)
    assert offered(upp, done) == {}
    assert offered(admin, done) == {"tarik": True}
    gone = make_proposal(competition, sidoarjo, state=ProposalState.WITHDRAWN, state_reason="Contoh.")
    assert offered(admin, gone) == {"pulihkan": True}


def test_a_closed_step_says_everything_that_stands_in_the_way(draft: Proposal, admin: User) -> None:
    page = signed_in(admin).get(f"/proposal/{draft.code}/ajukan").text
    assert "Belum dapat dilakukan" in page
    assert "Surat pernyataan belum dilampirkan" in page
    assert "<form" not in page.split("<main")[1].split("</main")[0]


def test_a_step_that_no_longer_applies_leads_to_the_receipt(
    competition: Competition, sidoarjo: Agency, admin: User
) -> None:
    row = make_ready(competition, sidoarjo)
    client, path = signed_in(admin), f"/proposal/{row.code}/ajukan"
    assert client.post(path, {}).headers["Location"] == f"/proposal/{row.code}/tanda-terima/1"
    again = client.post(path, {})
    assert again.status_code == 409
    assert f"/proposal/{row.code}/tanda-terima/1" in again.text


def test_a_reason_is_asked_and_what_was_typed_stays(draft: Proposal, admin: User) -> None:
    Proposal.objects.filter(pk=draft.pk).update(state=ProposalState.WITH_ADMIN)
    SectionComment.objects.create(proposal=draft, section="dampak", text="Angka?", by=admin, at=timezone.now())
    client, path = signed_in(admin), f"/proposal/{draft.code}/kembalikan"
    refused = client.post(path, {"alasan": " "})
    assert refused.status_code == 409
    assert "Tulis apa yang harus diperbaiki" in refused.text
    assert client.post(path, {"alasan": "Lengkapi angkanya."}).headers["Location"] == f"/proposal/{draft.code}"
    assert "Lengkapi angkanya." in client.get(f"/proposal/{draft.code}").text


def test_who_decides_on_what_has_changed_since_is_told_so(draft: Proposal, admin: User) -> None:
    client, path = signed_in(admin), f"/proposal/{draft.code}/tarik"
    page: Any = client.get(path)
    seen = page.text.split('name="versi" value="')[1].split('"')[0]
    Proposal.objects.filter(pk=draft.pk).update(title="Judul baru")
    answer = client.post(path, {"alasan": "Diganti.", "versi": seen})
    assert answer.status_code == 409
    assert "Diganti." in answer.text
    assert Proposal.objects.get(pk=draft.pk).state == ProposalState.DRAFT


@pytest.mark.parametrize("name", STEPS)
def test_strangers_find_no_step(draft: Proposal, rival: User, hub_admin: User, name: str) -> None:
    for person in (rival, hub_admin):
        assert signed_in(person).get(f"/proposal/{draft.code}/{name}").status_code == 404


def test_a_local_admin_is_offered_to_return_and_not_to_take_back(draft: Proposal, upp: User, admin: User) -> None:
    draft.state = ProposalState.WITH_ADMIN
    draft.save()
    assert "ambil-kembali" in offered(upp, draft)
    assert {"ambil-kembali", "kembalikan"} & set(offered(admin, draft)) == {"kembalikan"}
