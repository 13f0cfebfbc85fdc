"""Records that came from a source are given to the unit that looks after them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests.factories.catalogue import make_innovation
from tests.people import make_unit, signed_in
from tular.features.accounts.models import User
from tular.features.agencies.models import Agency, ServiceUnit
from tular.features.catalogue.actions import assign_unit, assign_units
from tular.features.catalogue.models import Innovation
from tular.foundation.access.permissions import Denied
from tular.foundation.actions import Refused
from tular.foundation.audit.models import AuditEntry
from tular.foundation.notifications.models import Notice


@pytest.fixture
def record(sidoarjo: Agency) -> Innovation:
    return make_innovation(sidoarjo, "Antre Cepat", unit="Puskesmas Contoh Taman")


def unit_of(innovation: Innovation) -> ServiceUnit | None:
    return Innovation.objects.get(pk=innovation.pk).service_unit


def test_an_admin_gives_a_record_to_a_unit_by_page(
    admin: User, upp: User, unit_admin: User, unit: ServiceUnit, record: Innovation
) -> None:
    browser, path = signed_in(admin), f"/catatan/{record.code}/unit"
    assert signed_in(upp).get(f"/catatan/{record.code}").status_code == 404
    assert path in browser.get(f"/catatan/{record.code}").text
    shown = browser.get(path).text
    assert "Unit menurut sumber" in shown and f'value="{unit.pk}" selected' in shown  # the one of that name
    done = browser.post(path, {"unit": unit.pk, "reason": "Milik puskesmas"}, follow=True)
    assert f"1 catatan diserahkan kepada {unit.name}." in done.text and unit_of(record) == unit
    entry = AuditEntry.objects.get(action="catalogue.assign_unit")
    assert (entry.person_id, entry.reason, entry.changes["service_unit_id"]) == (
        admin.pk, "Milik puskesmas", [None, unit.pk],
    )  # fmt: skip
    assert signed_in(upp).get(f"/catatan/{record.code}").status_code == 200
    told = Notice.objects.filter(kind="catalogue.assigned")
    assert {(one.person, one.path) for one in told} == {
        (person, f"/catatan?unit={unit.pk}") for person in (upp, unit_admin)
    }
    assert f"1 catatan untuk {unit.name}" in signed_in(upp).get("/pemberitahuan").text

    done = browser.post(path, {"unit": ""}, follow=True)
    assert "hanya ditulis admin instansi" in done.text and unit_of(record) is None


def test_all_that_name_the_same_unit_go_and_come_back_with_it(
    admin: User, sidoarjo: Agency, unit: ServiceUnit, record: Innovation
) -> None:
    alike = make_innovation(sidoarjo, "Akta Jemput", unit="puskesmas contoh taman")
    elsewhere = make_innovation(sidoarjo, "Kelas Ibu", unit=record.unit, service_unit=make_unit(sidoarjo, "Lain"))
    other = make_innovation(sidoarjo, "Kartu", unit="Dinas Contoh")
    browser, path = signed_in(admin), f"/catatan/{record.code}/unit"
    assert "Juga 1 catatan lain yang menyebut unit yang sama" in browser.get(path).text
    browser.post(path, {"unit": unit.pk, "alike": "on"})
    assert [unit_of(one) for one in (record, alike, other)] == [unit, unit, None]
    assert str(unit_of(elsewhere)) == "Lain"
    browser.post(path, {"unit": "", "alike": "on"})
    assert [unit_of(one) for one in (record, alike, other)] == [None, None, None]
    assert str(unit_of(elsewhere)) == "Lain"


@pytest.mark.parametrize(
    ("name", "status"),
    [("hub_admin", 200), ("pembina", 200), ("unit_admin", 404), ("rival", 404), ("outsider", 404), ("member", 404)],
)
def test_the_page_is_for_admins_above_the_record(name: str, status: int, request: Any, record: Innovation) -> None:
    assert signed_in(request.getfixturevalue(name)).get(f"/catatan/{record.code}/unit").status_code == status


def test_who_writes_the_record_does_not_choose_its_unit(upp: User, unit: ServiceUnit, record: Innovation) -> None:
    Innovation.objects.filter(pk=record.pk).update(service_unit=unit)
    browser = signed_in(upp)
    assert f"/catatan/{record.code}/unit" not in browser.get(f"/catatan/{record.code}").text
    assert browser.get(f"/catatan/{record.code}/unit").status_code == 403
    with pytest.raises(Denied):
        assign_units(record, unit=None, alike=False, by=upp, now=timezone.now())


def test_only_a_living_unit_of_the_owner_is_taken(
    admin: User, rival: User, unit: ServiceUnit, sidoarjo: Agency, record: Innovation
) -> None:
    ended = ServiceUnit.objects.create(
        agency=sidoarjo, name="Sudah tutup", until=timezone.localdate() - timedelta(days=1)
    )
    foreign = ServiceUnit.objects.get(agency__slug="pemkab-gresik")
    for wrong in (ended, foreign):
        with pytest.raises(Refused):
            assign_unit(record, by=admin, now=timezone.now(), unit=wrong)
        answer = signed_in(admin).post(f"/catatan/{record.code}/unit", {"unit": wrong.pk})
        assert answer.status_code == 409 and "bukan unit instansi pemilik" in answer.text
    assert unit_of(record) is None


def test_an_agency_without_units_is_led_to_make_one(hub_admin: User, record: Innovation, sidoarjo: Agency) -> None:
    shown = signed_in(hub_admin).get(f"/catatan/{record.code}/unit").text
    assert f"/instansi/{sidoarjo.slug}/unit/tambah" in shown
