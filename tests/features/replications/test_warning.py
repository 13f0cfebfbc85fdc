"""Everybody who copies an innovation hears of its faults, and of what happens to the origin; once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.factories.replications import NOW, make_case, people
from tests.people import agency
from tular.features.accounts.models import User
from tular.features.catalogue.choices import State, StopReason, Sustainability
from tular.features.catalogue.models import Innovation, SustainabilityDeclaration
from tular.features.replications.actions.stopping import cancel
from tular.features.replications.actions.warning import settle_warning, tell_takers, warn
from tular.features.replications.choices import CaseState, WorkModel
from tular.features.replications.models import Case
from tular.foundation.access.permissions import Denied
from tular.foundation.actions import Refused
from tular.foundation.notifications.models import Notice

pytestmark = pytest.mark.usefixtures("catalogue")

LATER = NOW + timedelta(days=90)


@pytest.fixture
def cases() -> tuple[Case, Case]:
    """Two takers of one innovation, the second alone."""
    first = make_case(CaseState.RUNNING)
    second = make_case(innovation=first.innovation, taker=agency("pemkab-sumedang"), model=WorkModel.ALONE)
    return first, second


def told(kind: str) -> set[str]:
    return {one.person.name for one in Notice.objects.filter(kind=kind).select_related("person")}


def test_a_fault_found_by_the_owner_reaches_every_taker(cases: tuple[Case, Case]) -> None:
    who, (first, second) = people(), cases
    assert second.contact is not None
    warn(first.innovation, text="Obat salah takar; hentikan langkah 4.", by=who["owner"], now=LATER)
    assert told("replications.warning") == {"Orang taker", second.contact.name}


def test_a_fault_found_by_a_taker_reaches_the_others_and_the_owner(cases: tuple[Case, Case]) -> None:
    who, (first, second) = people(), cases
    assert second.contact is not None
    warning = warn(first, text="Data ganda bila sinyal putus.", by=who["taker"], now=LATER)
    assert told("replications.warning") == {"Orang owner", second.contact.name}
    settle_warning(warning, text="Sudah diperbaiki di versi 2.", by=who["owner"], now=LATER)
    assert told("replications.warning_settled") == {"Orang taker", second.contact.name}
    with pytest.raises(Refused, match="sudah dinyatakan selesai"):
        settle_warning(warning, text="Lagi", by=who["owner"], now=LATER)


def test_a_warning_says_something_and_comes_from_somebody_concerned(cases: tuple[Case, Case], outsider: User) -> None:
    who, (first, _second) = people(), cases
    with pytest.raises(Refused, match="Tulis apa yang salah"):
        warn(first, text=" ", by=who["taker"], now=LATER)
    for subject in (first, first.innovation):
        with pytest.raises(Denied):
            warn(subject, text="Bohong", by=outsider, now=LATER)


def test_a_stop_of_the_origin_is_told_once_to_who_had_begun(cases: tuple[Case, Case]) -> None:
    first, second = cases
    SustainabilityDeclaration.objects.create(
        innovation=first.innovation, status=Sustainability.STOPPED, reason=StopReason.BUDGET, on=LATER.date(), at=LATER
    )
    tell_takers(LATER)
    tell_takers(LATER)
    assert second.contact is not None
    assert told("replications.origin_stopped") == {"Orang taker", second.contact.name}
    assert Notice.objects.filter(kind="replications.origin_stopped").count() == 2


def test_who_gave_up_hears_nothing_more(cases: tuple[Case, Case]) -> None:
    first, second = cases
    cancel(second, by=second.created_by, now=LATER, reason="Ganti prioritas.")
    Innovation.objects.filter(pk=first.innovation_id).update(
        state=State.WITHDRAWN, state_reason="Salah catat.", state_at=LATER
    )
    tell_takers(LATER)
    assert told("replications.origin_withdrawn") == {"Orang taker"}


def test_a_new_text_is_told_and_one_from_before_the_case_is_not(cases: tuple[Case, Case]) -> None:
    first, _second = cases
    Innovation.objects.filter(pk=first.innovation_id).update(published_at=NOW - timedelta(days=30))
    assert tell_takers(LATER) == 0
    Innovation.objects.filter(pk=first.innovation_id).update(published_at=LATER)
    assert tell_takers(LATER) == 2
