"""Records grow old: computed by the agreed period, and the owner is asked, then the agency, then the hub."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.factories.catalogue import make_agency, make_innovation
from tular.features.accounts.models import User
from tular.features.agencies.models import Agency, ServiceUnit
from tular.features.catalogue.actions import confirm_fresh, remind
from tular.features.catalogue.choices import Freshness, RemindStep
from tular.features.catalogue.models import Innovation, UpdateRequest
from tular.features.catalogue.queries.freshness import Limits, freshness_of, is_fresh
from tular.features.catalogue.queries.waiting import desk_items
from tular.foundation.notifications.models import Notice

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("fresh_on", "expected"),
    [
        (None, Freshness.NEVER),
        (date(2025, 11, 22), Freshness.OVERDUE),
        (date(2025, 11, 23), Freshness.DUE),
        (date(2025, 12, 22), Freshness.DUE),
        (date(2025, 12, 23), Freshness.FRESH),
        (TODAY, Freshness.FRESH),
    ],
)
def test_freshness_follows_from_the_day_and_the_period(fresh_on: date | None, expected: Freshness) -> None:
    assert freshness_of(fresh_on, TODAY) == expected


@pytest.mark.django_db
def test_the_list_and_the_page_agree_on_freshness_on_every_day() -> None:
    record = make_innovation(make_agency())

    @settings(deadline=None, max_examples=60)
    @given(st.dates(date(2023, 1, 1), date(2029, 12, 31)), st.integers(-5, 800))
    def check(today: date, age: int) -> None:
        fresh_on = today - timedelta(days=age)
        Innovation.objects.filter(pk=record.pk).update(fresh_on=fresh_on)
        found = [one for one in Freshness if Innovation.objects.filter(is_fresh(one, today), pk=record.pk).exists()]
        assert found == [freshness_of(fresh_on, today)] == [Limits.on(today).freshness(fresh_on)]

    check()


@pytest.fixture
def stale(sidoarjo: Agency, unit: ServiceUnit) -> Innovation:
    """One overdue record of the unit; everything else is fresh."""
    Innovation.objects.update(fresh_on=TODAY)
    record = Innovation.objects.filter(agency=sidoarjo).first()
    assert record is not None
    record.service_unit, record.fresh_on = unit, date(2025, 6, 1)
    record.save()
    return record


def names(kind: str = "catalogue.update_wanted") -> list[str]:
    return [row.person.name for row in Notice.objects.filter(kind=kind).select_related("person").order_by("pk")]


def test_the_chain_goes_from_unit_to_agency_to_hub(stale: Innovation, upp: User, admin: User, hub_admin: User) -> None:
    assert remind(now=NOW) == {RemindStep.UNIT: 1}
    assert remind(now=NOW + timedelta(days=1)) == {}
    assert names() == [upp.name]
    assert [item.action for item in desk_items(upp, NOW)] == ["Pastikan"]
    assert remind(now=NOW + timedelta(days=14)) == {RemindStep.AGENCY: 1}
    assert remind(now=NOW + timedelta(days=28)) == {RemindStep.HUB: 1}
    assert remind(now=NOW + timedelta(days=300)) == {}
    assert names() == [upp.name, admin.name, hub_admin.name]
    confirm_fresh(stale, by=hub_admin, now=NOW + timedelta(days=29), reason="Ditelepon kepala puskesmas.")
    assert not UpdateRequest.objects.filter(closed_at=None).exists()
    assert remind(now=NOW + timedelta(days=200)) == {}


def test_a_step_without_people_is_passed_over(stale: Innovation, hub_admin: User) -> None:
    assert remind(now=NOW) == {RemindStep.HUB: 1}
    assert names() == [hub_admin.name]


def test_many_records_of_one_person_are_one_notice(stale: Innovation, admin: User) -> None:
    Innovation.objects.filter(agency=stale.agency).update(fresh_on=None, service_unit=None)
    count = Innovation.objects.filter(agency=stale.agency).count()
    assert count > 1
    assert remind(now=NOW) == {RemindStep.AGENCY: count}
    assert names() == [admin.name]


def test_a_reminder_with_nobody_to_ask_is_not_lost(stale: Innovation, request: pytest.FixtureRequest) -> None:
    assert remind(now=NOW) == {}
    request.getfixturevalue("pembina")
    assert remind(now=NOW) == {RemindStep.HUB: 1}
