"""The local admin's desk: what is lost if nobody acts, whose turn it is, the quota, and many at once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests.factories.competitions import CLOSES, NOW, make_competition, make_proposal
from tests.factories.submitting import make_ready
from tests.people import agency, signed_in
from tular.features.accounts.models import User
from tular.features.agencies.models import Agency, ServiceUnit
from tular.features.competitions.models import Competition
from tular.features.proposals.actions import reminding, submitting
from tular.features.proposals.choices import ProposalState
from tular.features.proposals.models import Proposal
from tular.features.proposals.queries.local_desk import LocalFilters, local_desk
from tular.features.proposals.queries.local_items import local_items
from tular.foundation.access.permissions import Denied
from tular.foundation.actions import Refused
from tular.foundation.notifications.models import Notice


@pytest.fixture
def competition(catalogue: None) -> Competition:
    return make_competition(agency("pemprov-jawa-timur"))


@pytest.fixture
def path(competition: Competition, sidoarjo: Agency) -> str:
    return f"/kompetisi/{competition.slug}/instansi/{sidoarjo.slug}"


def fill(competition: Competition, sidoarjo: Agency, unit: ServiceUnit) -> list[Proposal]:
    """Eight: five at the unit, of which one is complete, one with the admin, one submitted, one withdrawn."""
    states: list[tuple[ProposalState, int | None]] = [
        (ProposalState.DRAFT, None), (ProposalState.DRAFT, 3), (ProposalState.DRAFT, 0), (ProposalState.DRAFT, 5),
        (ProposalState.RETURNED, 1), (ProposalState.WITH_ADMIN, 0), (ProposalState.SUBMITTED, 0),
        (ProposalState.WITHDRAWN, 2),
    ]  # fmt: skip
    return [
        make_proposal(competition, sidoarjo, unit=unit, state=state, obstacles=missing, state_reason="Contoh.")
        for state, missing in states
    ]


def of(competition: Competition, sidoarjo: Agency, now: Any = NOW, **asked: Any) -> Any:
    return local_desk(competition, sidoarjo, LocalFilters(**asked), "", now)


def test_what_is_lost_if_nobody_acts_stands_on_top_in_counts(
    competition: Competition, sidoarjo: Agency, unit: ServiceUnit
) -> None:
    assert of(competition, sidoarjo).loss == "Belum ada proposal dari unit Anda."
    fill(competition, sidoarjo, unit)
    page = of(competition, sidoarjo)
    assert page.loss == (
        "Bila tidak ada yang bertindak sampai 15 Maret 2026 pukul 09.00 WIB, 6 dari 7 proposal tidak ikut."
    )
    assert page.details == (
        "5 masih di unit dan belum diserahkan", "1 menunggu Anda", "2 sudah lengkap dan tinggal diajukan",
    )  # fmt: skip
    assert page.days_left == 10
    assert of(competition, sidoarjo, CLOSES).loss.startswith("6 dari 7 proposal tidak diajukan sampai penutupan.")
    Proposal.objects.exclude(state=ProposalState.WITHDRAWN).update(state=ProposalState.SUBMITTED, submitted_at=NOW)
    assert of(competition, sidoarjo).loss == "7 proposal, semua sudah diajukan. Tidak ada yang akan hilang."


def test_the_quota_of_each_group_says_what_is_left(
    competition: Competition, sidoarjo: Agency, unit: ServiceUnit
) -> None:
    fill(competition, sidoarjo, unit)
    general, copies = of(competition, sidoarjo).quotas
    assert (general.quota, general.used, general.left, general.in_hand) == (2, 1, 1, 6)
    assert (copies.quota, copies.used, copies.left, copies.in_hand) == (None, 0, None, 0)


def test_what_waits_for_the_admin_comes_first_and_filters_and_sorting_hold(
    competition: Competition, sidoarjo: Agency, unit: ServiceUnit
) -> None:
    rows = fill(competition, sidoarjo, unit)
    found = of(competition, sidoarjo).rows
    assert [found[0].code, found[-1].code] == [rows[5].code, rows[7].code]
    assert (found[0].turn, found[0].is_here) == ("Anda, admin lokal", True)
    assert [one.code for one in of(competition, sidoarjo, complete=True).rows] == [rows[5].code, rows[2].code]
    assert len(of(competition, sidoarjo, state="draf").rows) == 4
    assert of(competition, sidoarjo, sort="kurang").rows[0].code == rows[3].code
    assert of(competition, sidoarjo, unit="9" * 30, state="lain", sort="x").pages.count == 8
    assert of(competition, sidoarjo, words="tidak-ada").rows == ()


def test_the_desk_asks_as_often_for_many_as_for_few(
    competition: Competition, sidoarjo: Agency, unit: ServiceUnit, admin: User, path: str,
    django_assert_num_queries: Any,
) -> None:  # fmt: skip
    fill(competition, sidoarjo, unit)
    client = signed_in(admin)
    client.get(path)
    with django_assert_num_queries(13) as few:
        assert client.get(path).status_code == 200
    for _ in range(3):
        fill(competition, sidoarjo, unit)
    with django_assert_num_queries(len(few)):
        assert "Posyandu Terapung" in client.get(path).text


@pytest.mark.parametrize("person", ["upp", "colleague", "rival", "outsider", "hub_admin", "pembina"])
def test_only_the_agencys_admin_opens_its_desk(path: str, person: str, request: pytest.FixtureRequest) -> None:
    client = signed_in(request.getfixturevalue(person))
    assert client.get(path).status_code == 404
    assert client.get(f"{path}/csv").status_code == 404
    assert client.post(f"{path}/ajukan", {"pilih": "x"}).status_code == 404
    assert client.post(f"{path}/ingatkan", {"pilih": "x"}).status_code == 404


def test_the_table_holds_what_the_filters_leave_and_no_formulas(
    competition: Competition, sidoarjo: Agency, unit: ServiceUnit, admin: User, path: str
) -> None:
    rows = fill(competition, sidoarjo, unit)
    Proposal.objects.filter(pk=rows[0].pk).update(title="=1+1")
    answer = signed_in(admin).get(f"{path}/csv?keadaan=draf")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert len(answer.text.strip().splitlines()) == 5
    assert ",'=1+1," in answer.text


def test_the_chosen_are_shown_first_and_then_submitted_each_by_itself(
    competition: Competition, sidoarjo: Agency, admin: User, path: str
) -> None:
    competition.windows.update(closes_at=timezone.now() + timedelta(days=9))
    good, bad = make_ready(competition, sidoarjo), make_proposal(competition, sidoarjo)
    client = signed_in(admin)
    assert (
        "Setiap proposal diajukan sendiri-sendiri"
        in client.post(f"{path}/ajukan", {"pilih": [good.code, bad.code]}).text
    )
    assert not Proposal.objects.filter(state=ProposalState.SUBMITTED).exists()
    answer = client.post(f"{path}/ajukan", {"pilih": [good.code, bad.code], "setuju": "1"}, follow=True)
    assert "1 proposal diajukan" in answer.text
    assert "Surat pernyataan belum dilampirkan" in answer.text
    assert Proposal.objects.get(pk=good.pk).state == ProposalState.SUBMITTED
    assert Proposal.objects.get(pk=bad.pk).state == ProposalState.DRAFT


def test_writers_are_reminded_by_hand_but_not_twice_a_day_nor_of_what_is_not_theirs(
    competition: Competition, sidoarjo: Agency, unit: ServiceUnit, upp: User, unit_admin: User, admin: User, rival: User
) -> None:
    draft = make_proposal(competition, sidoarjo, unit=unit)
    with pytest.raises(Denied):
        reminding.remind(draft, by=upp, now=NOW)
    reminding.remind(draft, by=admin, now=NOW, reason="Tinggal surat pernyataannya.")
    told = Notice.objects.filter(kind="proposals.remind_one")
    assert {one.person for one in told} == {upp, unit_admin}
    with pytest.raises(Refused, match="kurang dari 12 jam"):
        reminding.remind(draft, by=admin, now=NOW + timedelta(hours=11))
    done = reminding.remind_many([draft], by=admin, now=NOW + timedelta(hours=13))
    assert (done.done, done.refused) == (1, ())
    ready = make_ready(competition, sidoarjo, unit=unit)
    submitting.submit(ready, by=admin, now=NOW)
    with pytest.raises(Refused, match="tidak sedang menunggu unitnya"):
        reminding.remind(ready, by=admin, now=NOW)


def test_the_desk_of_all_work_tells_a_local_admin_what_waits_until_when(
    competition: Competition, sidoarjo: Agency, unit: ServiceUnit, admin: User, upp: User
) -> None:
    fill(competition, sidoarjo, unit)
    item = local_items(admin, NOW)[0]
    assert item.href == f"/kompetisi/{competition.slug}/instansi/{sidoarjo.slug}"
    assert (item.due, item.count, item.waits_for) == (CLOSES, 6, "")
    assert "1 menunggu Anda" in item.text
    assert local_items(upp, NOW) == []
    assert local_items(admin, CLOSES) == []
