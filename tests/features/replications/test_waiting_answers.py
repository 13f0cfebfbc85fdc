"""What of requests and agreements waits on whose desk."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.factories.replications import make_case, people
from tests.people import make_member
from tular.features.agencies.choices import Role
from tular.features.replications.actions.requesting import refuse
from tular.features.replications.actions.stopping import pause
from tular.features.replications.choices import CaseState
from tular.features.replications.models import Case
from tular.features.replications.queries.waiting_answers import answer_items, ending_items, waiting_items

pytestmark = pytest.mark.usefixtures("catalogue")


def actions_for(case: Case) -> dict[str, list[str]]:
    return {name: [item.action for item in answer_items(person, case.state_at)] for name, person in people().items()}


@pytest.mark.parametrize(
    ("state", "wanted"),
    [
        (CaseState.ASKED, {"taker": [], "owner": [], "hub": ["Periksa"]}),
        (CaseState.VERIFIED, {"taker": [], "owner": ["Jawab"], "hub": []}),
        (CaseState.AGREEING, {"taker": ["Susun"], "owner": ["Susun"], "hub": []}),
        (CaseState.RUNNING, {"taker": [], "owner": [], "hub": []}),
    ],
)
def test_each_desk_has_what_that_side_does_next(state: CaseState, wanted: dict[str, list[str]]) -> None:
    assert actions_for(make_case(state)) == wanted


def test_who_asked_sees_for_whom_they_wait() -> None:
    who = people()
    for state, whom in (
        (CaseState.ASKED, "hub atau pusat"), (CaseState.VERIFIED, "pemilik"), (CaseState.CLOSING, "pemilik"),
    ):  # fmt: skip
        case = make_case(state)
        found = [one for one in waiting_items(who["taker"], case.state_at) if one.href == case.path]
        assert [(one.waits_for, one.due) for one in found] == [(whom, case.due_at)]
        assert waiting_items(who["owner"], case.state_at) == []


def test_a_refusal_comes_back_to_the_taker_with_its_reason() -> None:
    case = make_case(CaseState.VERIFIED)
    refuse(case, by=people()["owner"], now=case.state_at, reason="Tim kami penuh.")
    (item,) = answer_items(people()["taker"], case.state_at)
    assert (item.action, item.text) == ("Pilih cara lain", "Tim kami penuh.")


def test_what_is_paused_waits_for_nobody() -> None:
    case = make_case(CaseState.VERIFIED)
    pause(case, by=people()["taker"], now=case.state_at, reason="Anggaran.")
    assert answer_items(people()["owner"], case.state_at) == []


def test_the_centre_is_asked_only_once_a_hub_is_late() -> None:
    case, centre = make_case(CaseState.ASKED), make_member(Role.NATIONAL).person
    assert answer_items(centre, case.state_at) == []
    Case.objects.filter(pk=case.pk).update(escalated_at=case.state_at)
    assert [item.action for item in answer_items(centre, case.state_at)] == ["Periksa"]


def test_both_sides_have_an_agreement_that_ends_soon_on_their_desk() -> None:
    case = make_case(CaseState.AGREED)
    soon = case.state_at + timedelta(days=730 - 60)
    assert ending_items(people()["taker"], case.state_at) == []
    for side in ("taker", "owner"):
        assert [item.action for item in ending_items(people()[side], soon)] == ["Perpanjang"]
    assert ending_items(people()["hub"], soon) == []
