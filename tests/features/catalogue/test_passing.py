"""Records of a body that was split, merged or renamed go to the one that carries its work on, and come back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories.catalogue import make_innovation
from tests.people import agency, make_unit, signed_in
from tular.features.accounts.models import User
from tular.features.agencies.actions import Passing
from tular.features.agencies.actions import pass_on as pass_agency_on
from tular.features.agencies.models import Agency, ServiceUnit, Succession
from tular.features.catalogue.actions import give_back, give_back_many, pass_on, pass_on_many
from tular.features.catalogue.choices import State
from tular.features.catalogue.models import FormerOwner, IndexOutbox, Innovation
from tular.features.catalogue.permissions import writes
from tular.features.catalogue.queries import innovation_page
from tular.features.catalogue.queries.passing import left_behind, passing_page
from tular.foundation.access.permissions import Denied
from tular.foundation.actions import Refused
from tular.foundation.audit.models import AuditEntry
from tular.foundation.notifications.models import Notice


def now() -> datetime:
    return timezone.now()


@pytest.fixture
def gresik(sidoarjo: Agency) -> Agency:
    """Carries Sidoarjo's work on, in the world of this file."""
    gresik = agency("pemkab-gresik")
    Innovation.objects.filter(agency=sidoarjo).update(agency=agency("pemkab-sumedang"))
    Succession.objects.create(predecessor=sidoarjo, successor=gresik, change="merged", since=timezone.localdate())
    return gresik


@pytest.fixture
def records(sidoarjo: Agency, unit: ServiceUnit, gresik: Agency) -> list[Innovation]:
    """One of the unit, one of the agency, one that is still a draft."""
    return [
        make_innovation(sidoarjo, "Antre Cepat", service_unit=unit),
        make_innovation(sidoarjo, "Akta Jemput"),
        make_innovation(sidoarjo, "Naskah", state=State.DRAFT),
    ]


def state(innovation: Innovation) -> tuple[Any, ...]:
    row = Innovation.objects.get(pk=innovation.pk)
    return row.agency, row.service_unit, row.slug, row.state, row.title


def test_a_record_goes_to_the_successor_and_keeps_its_address(
    pembina: User, upp: User, records: list[Innovation], gresik: Agency, sidoarjo: Agency, unit: ServiceUnit
) -> None:
    moved = make_unit(gresik, unit.name)
    record = records[0]
    IndexOutbox.objects.all().delete()
    pass_on(record, successor=gresik, by=pembina, now=now(), reason="UU 1/2026")
    assert state(record) == (gresik, moved, record.slug, State.PUBLISHED, "Antre Cepat")
    assert list(IndexOutbox.objects.values_list("innovation_id", flat=True)) == [record.pk]
    entry = AuditEntry.objects.get(action="catalogue.pass_on")
    assert (entry.person_id, entry.reason, entry.changes["agency_id"]) == (
        pembina.pk, "UU 1/2026", [sidoarjo.pk, gresik.pk],
    )  # fmt: skip
    assert not writes.test(upp, Innovation.objects.get(pk=record.pk))
    page = innovation_page(record.slug)
    assert page and (page.agency.slug, [one.slug for one in page.former_owners]) == (gresik.slug, [sidoarjo.slug])
    shown = Client().get(f"/inovasi/{record.slug}").text
    assert "Semula milik" in shown and sidoarjo.name in shown and gresik.name in shown

    give_back(Innovation.objects.get(pk=record.pk), by=pembina, now=now(), reason="Keliru")
    assert state(record) == (sidoarjo, unit, record.slug, State.PUBLISHED, "Antre Cepat")
    assert not FormerOwner.objects.exists() and "Semula milik" not in Client().get(f"/inovasi/{record.slug}").text
    with pytest.raises(Refused):
        give_back(Innovation.objects.get(pk=record.pk), by=pembina, now=now())


def test_without_a_unit_of_that_name_the_agency_itself_has_it(
    pembina: User, records: list[Innovation], gresik: Agency
) -> None:
    pass_on(records[0], successor=gresik, by=pembina, now=now())
    assert state(records[0])[:2] == (gresik, None)


def test_only_a_living_successor_is_given_records(
    pembina: User, records: list[Innovation], sidoarjo: Agency, gresik: Agency
) -> None:
    for wrong in (agency("pemkab-sumedang"), sidoarjo):
        with pytest.raises(Refused):
            pass_on(records[0], successor=wrong, by=pembina, now=now())
    Agency.objects.filter(pk=gresik.pk).update(until="2026-11")
    with pytest.raises(Refused):
        pass_on(records[0], successor=Agency.objects.get(pk=gresik.pk), by=pembina, now=now())
    assert state(records[0])[0] == sidoarjo


def test_only_the_centre_moves_records(
    admin: User, hub_admin: User, pembina: User, records: list[Innovation], gresik: Agency, sidoarjo: Agency
) -> None:
    for person in (admin, hub_admin):
        with pytest.raises(Denied):
            pass_on(records[0], successor=gresik, by=person, now=now())
        with pytest.raises(Denied):
            pass_on_many(sidoarjo, successor=gresik, codes=None, by=person, now=now(), reason="UU")
        assert signed_in(person).get(f"/catatan/penerus/{sidoarjo.slug}").status_code == 404
        assert signed_in(person).post(f"/catatan/penerus/{sidoarjo.slug}/kembalikan").status_code == 404
    pass_on(records[0], successor=gresik, by=pembina, now=now())
    with pytest.raises(Denied):
        give_back(records[0], by=hub_admin, now=now())


def test_all_go_together_and_come_back_together_but_for_what_went_on(
    pembina: User, rival: User, records: list[Innovation], gresik: Agency, sidoarjo: Agency
) -> None:
    make_admin = agency("pemkab-gresik")
    from_here = {"successor": gresik, "by": pembina, "now": now(), "reason": "UU"}
    for wrong in ({"reason": " "}, {"codes": []}, {"codes": ["tiada"]}):
        with pytest.raises(Refused):
            pass_on_many(sidoarjo, **({"codes": None} | from_here | wrong))
    assert pass_on_many(sidoarjo, codes=None, **from_here).count == 3
    assert {state(one)[0] for one in records} == {make_admin}
    page = passing_page(sidoarjo, "")
    assert page and (page.total, [(one.successor, one.count) for one in page.passed]) == (0, [(gresik.name, 3)])
    Innovation.objects.filter(pk=records[1].pk).update(agency=agency("pemkab-sumedang"))
    undone = give_back_many(sidoarjo, number=page.passed[0].number, by=pembina, now=now())
    assert (undone.count, [title for title, _why in undone.refused]) == (2, ["Akta Jemput"])
    assert give_back_many(sidoarjo, number=10**6, by=pembina, now=now()).count == 0


def test_where_a_body_was_split_the_records_of_units_that_moved_are_ticked(
    pembina: User, records: list[Innovation], unit: ServiceUnit, sidoarjo: Agency, gresik: Agency
) -> None:
    page = passing_page(sidoarjo, "")
    assert page and page.chosen.whole and {row.chosen for row in page.records} == {True}
    pass_agency_on(
        sidoarjo, successor=gresik, change="split", what=Passing(units=[unit]), by=pembina, now=now(), reason="UU"
    )
    page = passing_page(sidoarjo, gresik.slug)
    assert page and not page.chosen.whole
    assert {row.title: row.chosen for row in page.records} == {
        "Akta Jemput": False, "Antre Cepat": True, "Naskah": False,
    }  # fmt: skip
    assert passing_page(agency("pemkab-sumedang"), "") is None


def test_moving_by_page_from_the_people_of_the_successor(
    pembina: User, admin: User, rival: User, records: list[Innovation], gresik: Agency, sidoarjo: Agency
) -> None:
    browser, path = signed_in(pembina), f"/catatan/penerus/{sidoarjo.slug}"
    for slug in (gresik.slug, sidoarjo.slug):
        assert path in browser.get(f"/instansi/{slug}/orang").text
    assert path not in signed_in(admin).get(f"/instansi/{sidoarjo.slug}/orang").text
    shown = browser.get(path).text
    assert "Antre Cepat" in shown and "Semua, 3 catatan" in shown
    refused = browser.post(path, {"ke": gresik.slug, "which": "pilihan", "reason": "UU 1"})
    assert refused.status_code == 409 and "Pilih dulu catatannya" in refused.text
    refused = browser.post(path, {"ke": gresik.slug, "which": "semua", "reason": ""})
    assert refused.status_code == 409 and "Tulis dasarnya" in refused.text
    sent = {"ke": gresik.slug, "which": "pilihan", "records": [records[1].code], "reason": "UU 1/2026"}
    done = browser.post(path, sent, follow=True).text
    assert f"1 catatan kini milik {gresik.name}" in done and "Antre Cepat" in done
    assert (state(records[0])[0], state(records[1])[0]) == (sidoarjo, gresik)
    number = FormerOwner.objects.get().pk
    assert "1 catatan kembali milik" in browser.post(f"{path}/kembalikan", {"nomor": number}, follow=True).text
    assert state(records[1])[0] == sidoarjo
    assert [(one.slug, one.count) for one in left_behind(gresik.slug)] == [(sidoarjo.slug, 3)]


def test_the_successors_admins_are_told_once(
    pembina: User, admin: User, records: list[Innovation], gresik: Agency, sidoarjo: Agency
) -> None:
    Succession.objects.create(predecessor=gresik, successor=sidoarjo, change="merged")
    Innovation.objects.filter(pk__in=[one.pk for one in records]).update(agency=gresik, service_unit=None)
    pass_on_many(gresik, successor=sidoarjo, codes=[one.code for one in records], by=pembina, now=now(), reason="UU")
    notice = Notice.objects.get(kind="catalogue.passed_on")
    assert (notice.person, notice.params["count"]) == (admin, 3)
    assert "catatan dari Pemerintah Kabupaten Gresik" in signed_in(admin).get("/pemberitahuan").text


def test_the_page_asks_a_fixed_number_of_queries(pembina: User, records: list[Innovation], sidoarjo: Agency) -> None:
    counted = []
    for more in (0, 15):
        for number in range(more):
            make_innovation(sidoarjo, f"Lagi {number}")
        with CaptureQueriesContext(connection) as queries:
            passing_page(sidoarjo, "")
        counted.append(len(queries))
    assert counted[0] == counted[1] <= 5
