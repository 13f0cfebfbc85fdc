"""What the replications of one innovation come to, what is refused, and how sure the words are."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from tests.factories.catalogue import make_innovation
from tests.factories.replications import BEGAN, NOW, make_case, make_indicator, people
from tests.people import agency
from tular.engines.evidence.pooling import Pooled, Unpoolable
from tular.features.catalogue.choices import StopReason
from tular.features.catalogue.models import Innovation
from tular.features.replications.actions.stopping import stop
from tular.features.replications.choices import CaseState, Scale
from tular.features.replications.models import Case, Measurement, Replication
from tular.features.replications.queries.evidence import chosen_measurement, evidence_of
from tular.features.replications.queries.lasting import By, lasting
from tular.features.replications.queries.sureness import said_of

pytestmark = pytest.mark.usefixtures("catalogue")

TAKERS = (
    "pemkab-gresik",
    "pemkab-sumedang",
    "pemkab-klungkung",
    "pemkab-buleleng",
    "pemkot-denpasar",
    "pemkot-surabaya",
)


@pytest.fixture
def innovation() -> Innovation:
    return make_innovation(agency("pemkab-sidoarjo"), title="Antrean Posyandu Pintar")


def closed(innovation: Innovation, taker: str, after: int, of: int = 100, **indicator: Any) -> Case:
    """A closed case whose share went from 40 of 100 to `after` of `of`."""
    case = make_case(CaseState.DONE, innovation=innovation, taker=agency(taker))
    main = case.indicators.get()
    main.measurements.update(value=Decimal(after * 100) / of, events=after, total=of)
    if indicator:
        case.indicators.update(**indicator)
    return case


def test_several_places_are_pooled_with_the_range_to_expect_in_a_new_one(innovation: Innovation) -> None:
    for taker, after in zip(TAKERS, (70, 66, 72, 68, 75, 71), strict=True):
        closed(innovation, taker, after)
    (found,) = evidence_of(innovation.pk)
    assert isinstance(found.pooled, Pooled)
    assert (len(found.places), found.improved) == (6, 6)
    said = said_of(found)
    assert said is not None
    assert "Di 6 tempat “Balita ditimbang” berubah rata-rata +7" in said.mean
    assert said.sure == "Membaik di rata-rata, dan hampir pasti juga di tempat baru yang serupa."
    assert "Tanpa pembanding" in " ".join(said.why)


def test_few_places_are_never_called_sure(innovation: Innovation) -> None:
    for taker in TAKERS[:3]:
        closed(innovation, taker, 70)
    (found,) = evidence_of(innovation.pk)
    said = said_of(found)
    assert said is not None
    assert "terlalu sedikit" in said.sure
    assert "Kurang dari 5 tempat yang terukur." in said.why


def test_places_that_differ_say_so_and_promise_nothing(innovation: Innovation) -> None:
    for taker, after in zip(TAKERS, (90, 45, 88, 42, 85, 50), strict=True):
        closed(innovation, taker, after)
    (found,) = evidence_of(innovation.pk)
    said = said_of(found)
    assert said is not None
    assert "di tempat baru dapat juga tidak berubah atau memburuk" in said.sure
    assert any("berbeda jauh" in one for one in said.why)


def test_one_place_is_told_and_not_pooled(innovation: Innovation, client: Client) -> None:
    closed(innovation, TAKERS[0], 70)
    (found,) = evidence_of(innovation.pk)
    assert isinstance(found.pooled, Unpoolable)
    page = client.get(f"/inovasi/{innovation.slug}/bukti").content.decode()
    assert "Tidak digabungkan." in page and "Baru satu tempat" in page
    assert ">40<" in page and "40,0000" not in page


def test_other_indicators_are_other_questions(innovation: Innovation) -> None:
    closed(innovation, TAKERS[0], 70)
    closed(innovation, TAKERS[1], 70, key="antrean|menit", name="Antrean", unit="menit")
    assert {one.name: len(one.places) for one in evidence_of(innovation.pk)} == {"Balita ditimbang": 1, "Antrean": 1}


def test_without_counts_the_place_is_listed_with_the_reason(innovation: Innovation) -> None:
    closed(innovation, TAKERS[0], 70, baseline_events=None)
    closed(innovation, TAKERS[1], 70, scale=Scale.OTHER)
    found = [one for evidence in evidence_of(innovation.pk) for one in evidence.places]
    assert all(one.effect is None and "ketelitiannya tidak diketahui" in one.why_not for one in found)


def test_what_is_not_confirmed_by_both_sides_is_not_told(innovation: Innovation) -> None:
    make_case(CaseState.CLOSING, innovation=innovation)
    assert evidence_of(innovation.pk) == ()


def test_the_measurement_nearest_to_the_twelfth_month_counts(innovation: Innovation) -> None:
    case = closed(innovation, TAKERS[0], 70)
    main = case.indicators.get()
    for on, value in ((date(2026, 4, 10), 41), (date(2027, 2, 10), 72), (date(2028, 3, 10), 60)):
        Measurement.objects.create(indicator=main, on=on, value=value, method="register", by=case.created_by, at=NOW)
    chosen = chosen_measurement(main)
    assert chosen is not None and chosen.on == date(2027, 2, 10)


def test_demo_cases_are_marked_and_gone_without_the_demo(innovation: Innovation, settings: Any) -> None:
    case = closed(innovation, TAKERS[0], 70)
    Case.objects.filter(pk=case.pk).update(is_demo=True)
    settings.DEMO = True
    assert [one.is_demo for one in evidence_of(innovation.pk)] == [True]
    settings.DEMO = False
    assert evidence_of(innovation.pk) == ()


def test_lasting_counts_who_stopped_and_who_was_last_seen(innovation: Innovation) -> None:
    who = people()
    closed(innovation, TAKERS[1], 70)
    case = make_case(CaseState.RUNNING, innovation=innovation)
    stop(case, code=StopReason.BUDGET, on=BEGAN + timedelta(days=365), by=who["taker"], now=NOW + timedelta(days=400),
         reason="Dana habis.")  # fmt: skip
    Replication.objects.create(
        code="lama", innovation=innovation, origin_title="x", origin_agency_text="x", taker_text="x", state="berjalan"
    )
    found = lasting(By.ALL, innovation.pk)
    assert (found.counted, found.unknown, found.unseen) == (2, 1, 0)
    (curve,) = found.curves
    assert (curve.count, curve.stopped) == (2, 1)
    kinds = lasting(By.KIND, innovation.pk)
    assert [(one.group, one.count) for one in kinds.curves] == [("kabupaten", 2)]


def test_pages_ask_a_fixed_number_of_questions(
    innovation: Innovation, client: Client, django_assert_max_num_queries: Any
) -> None:
    closed(innovation, TAKERS[0], 70)
    counts = []
    for more in ((), TAKERS[1:4]):
        for taker in more:
            closed(innovation, taker, 70)
        with django_assert_max_num_queries(100) as asked:
            client.get(f"/inovasi/{innovation.slug}/bukti")
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_the_indicator_of_a_case_needs_no_counts_to_exist(innovation: Innovation) -> None:
    case = make_case(innovation=innovation)
    assert make_indicator(case, by=case.created_by, baseline_events=None, baseline_total=None).pk
