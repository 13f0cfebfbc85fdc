"""Taker, owner and hub in the same moment: one wins, the others read a sentence, and the trail stays whole."""

from __future__ import annotations

from datetime import date

import pytest

from tests.at_once import at_once, refused
from tests.factories.replications import make_case, people, told
from tests.features.replications.test_measuring import LATER, measured
from tests.people import agency
from tular.features.replications.actions.certifying import certify_all
from tular.features.replications.actions.closing import confirm_closing, return_closing
from tular.features.replications.actions.measuring import measure
from tular.features.replications.actions.requesting import accept, refuse
from tular.features.replications.actions.starting import start
from tular.features.replications.choices import CaseState
from tular.features.replications.models import Case, CaseCertificate, Measurement
from tular.foundation.actions import Refused
from tular.foundation.audit.queries import verify

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("catalogue")]


def test_of_three_who_measure_the_same_day_one_is_kept_and_two_read_its_value() -> None:
    case, taker = make_case(CaseState.RUNNING), people()["taker"]
    main = case.indicators.get()
    ends = at_once([
        lambda value=value: measure(main, told=measured(date(2026, 6, 10), value), by=taker, now=LATER)
        for value in (55, 60, 65)
    ])  # fmt: skip
    kept = Measurement.objects.get()
    said = [str(one) for one in ends if isinstance(one, Refused)]
    assert len(said) == 2
    assert all(f"{kept.value:.0f} persen" in one for one in said)
    assert verify().faults == ()


def test_an_owner_who_accepts_while_a_colleague_refuses_gives_one_answer() -> None:
    case, owner = make_case(CaseState.VERIFIED), people()["owner"]
    ends = at_once([
        lambda: accept(case, by=owner, now=LATER),
        lambda: refuse(case, by=owner, now=LATER, reason="Belum sanggup mendampingi."),
    ])  # fmt: skip
    assert refused(ends) == 1
    assert Case.objects.get().state in (CaseState.AGREEING, CaseState.REFUSED)
    assert verify().faults == ()


def test_a_closing_that_is_confirmed_and_returned_at_once_ends_one_way() -> None:
    case, owner = make_case(CaseState.CLOSING), people()["owner"]
    ends = at_once([
        lambda: confirm_closing(case, by=owner, now=LATER),
        lambda: confirm_closing(case, by=owner, now=LATER),
        lambda: return_closing(case, by=owner, now=LATER, reason="Bukti belum ada."),
    ])  # fmt: skip
    assert refused(ends) == 2
    assert Case.objects.get().state in (CaseState.DONE, CaseState.RUNNING)
    assert verify().faults == ()


def test_two_workers_that_issue_certificates_issue_each_once() -> None:
    make_case(CaseState.DONE)
    at_once([lambda: certify_all(LATER)] * 3)
    issued = list(CaseCertificate.objects.values_list("moment", "side"))
    assert issued
    assert len(issued) == len(set(issued))
    assert verify().faults == ()


def test_two_colleagues_who_begin_the_same_replication_have_one_case() -> None:
    case, taker = make_case(), people()["taker"]
    innovation = case.innovation
    Case.objects.all().delete()
    place = agency("pemkab-gresik")
    ends = at_once([lambda: start(place, innovation=innovation, told=told(), by=taker, now=LATER)] * 3)
    assert (refused(ends), Case.objects.count()) == (2, 1)
