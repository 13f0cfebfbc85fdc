"""Switching an account off and on: who may, what is said before, what happens after."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.features.agencies.roles import now
from tests.people import agency, make_member, make_person, make_unit, signed_in
from tular.features.accounts.actions import deactivate, reactivate
from tular.features.accounts.models import User
from tular.features.agencies.actions import invite
from tular.features.agencies.choices import Role
from tular.features.agencies.models import Agency, Membership, ServiceUnit
from tular.features.agencies.queries.below import people_below
from tular.features.agencies.queries.roles import roles_of, today
from tular.foundation.access.permissions import Denied
from tular.foundation.actions import Refused
from tular.foundation.audit.models import AuditEntry

CAST = (
    "super_admin", "pembina", "hub_admin", "admin", "unit_admin", "upp", "colleague", "rival", "outsider", "member",
)  # fmt: skip

BELOW: dict[str, set[str]] = {
    "super_admin": set(CAST) - {"super_admin"},
    "pembina": set(CAST) - {"super_admin", "pembina"},
    "hub_admin": {"admin", "unit_admin", "upp", "colleague", "rival"},
    "admin": {"unit_admin", "upp", "colleague"},
    "unit_admin": {"upp"},
    "upp": set(),
    "member": set(),
}


@pytest.fixture
def cast(request: pytest.FixtureRequest) -> dict[str, User]:
    return {name: request.getfixturevalue(name) for name in CAST}


def test_an_account_is_switched_only_from_above(cast: dict[str, User]) -> None:
    names = {person.pk: name for name, person in cast.items()}
    found = {name: {names[pk] for pk in people_below(cast[name], names)} for name in BELOW}
    assert found == BELOW
    for name, below in BELOW.items():
        for other in set(CAST) - below:
            with pytest.raises(Denied):
                deactivate(cast[other], by=cast[name], now=now(), reason="Coba")


def test_a_role_elsewhere_and_a_role_everywhere_protect_from_the_admin_of_one_place(
    hub_admin: User, admin: User, pembina: User, upp: User, colleague: User
) -> None:
    make_member(Role.UNIT, make_unit(agency("pemkab-sumedang")), person=upp)
    make_member(Role.EVALUATOR, person=colleague)
    people = [upp.pk, colleague.pk]
    assert (people_below(admin, people), people_below(hub_admin, people)) == (frozenset(), frozenset())
    assert people_below(pembina, people) == {upp.pk, colleague.pk}


def test_a_lent_role_of_super_admin_does_not_reach_super_admins(super_admin: User, pembina: User) -> None:
    held = Membership.objects.get(person=super_admin)
    lent = make_member(Role.SUPER, person=make_person("Pengganti"), delegated_from=held, until=today())
    other = make_member(Role.SUPER).person
    assert people_below(lent.person, [super_admin.pk, pembina.pk]) == {pembina.pk}
    assert people_below(super_admin, [other.pk, super_admin.pk]) == {other.pk}


def test_an_admin_switches_a_person_off_and_on_again(admin: User, upp: User, unit: ServiceUnit) -> None:
    theirs, mine, people = signed_in(upp), signed_in(admin), f"/instansi/{unit.agency.slug}/orang"
    off, on = f"/orang/{upp.pk}/nonaktifkan", f"/orang/{upp.pk}/aktifkan"
    assert off in mine.get(people).text
    asked = mine.get(off).text
    assert "Nonaktifkan akun Upp Taman?" in asked
    for sentence in ("keluar dari semua perangkat", f"UPP, {unit.name}, {unit.agency.name}", "Dapat diurungkan"):
        assert sentence in asked
    refused = mine.post(off, {"alasan": ""})
    assert refused.status_code == 200 and "Tulis alasannya" in refused.text
    assert theirs.get("/kerja").status_code == 200
    answer = mine.post(off, {"alasan": "Telepon hilang"}, follow=True)
    assert answer.redirect_chain[-1][0] == f"{people}?bagian=dulu"
    assert "akun nonaktif" in answer.text and on in answer.text and off not in answer.text
    assert theirs.get("/kerja").status_code == 302 and not roles_of(upp).units
    entry = AuditEntry.objects.filter(action="accounts.deactivate").latest("pk")
    assert (entry.person_id, entry.reason, entry.subject_id) == (admin.pk, "Telepon hilang", str(upp.pk))
    assert mine.post(off, {"alasan": "Lagi"}).status_code == 409

    assert f"Peran yang berlaku lagi: UPP, {unit.name}" in mine.get(on).text
    assert "Akun Upp Taman aktif lagi." in mine.post(on, follow=True).text
    assert roles_of(User.objects.get(pk=upp.pk)).units == {unit.pk: Role.UNIT}
    assert signed_in(User.objects.get(pk=upp.pk)).get("/kerja").status_code == 200


def test_pages_refuse_oneself_who_is_above_and_who_is_not_seen(
    admin: User, hub_admin: User, unit_admin: User, upp: User, outsider: User, sidoarjo: Agency
) -> None:
    def status(person: User, other: User) -> tuple[int, int]:
        path = f"/orang/{other.pk}/nonaktifkan"
        browser = signed_in(person)
        return browser.get(path).status_code, browser.post(path, {"alasan": "Coba"}).status_code

    assert status(admin, admin) == (403, 403)
    assert status(unit_admin, admin) == (403, 403)
    assert status(upp, unit_admin) == (403, 403)
    assert status(admin, hub_admin) == (404, 404)
    assert status(admin, outsider) == (404, 404)
    deactivate(admin, by=hub_admin, now=now(), reason="Coba")
    assert signed_in(unit_admin).get(f"/orang/{admin.pk}/aktifkan").status_code == 403
    assert not User.objects.filter(is_active=False).exclude(pk=admin.pk).exists()


def test_leaving_a_place_without_admin_is_said_before(hub_admin: User, admin: User, sidoarjo: Agency) -> None:
    asked = signed_in(hub_admin).get(f"/orang/{admin.pk}/nonaktifkan").text
    assert (
        f"Tidak ada lagi yang memegang peran ini sampai Anda mengundang orang lain: admin instansi, {sidoarjo}" in asked
    )
    make_member(Role.AGENCY, sidoarjo)
    assert "Tidak ada lagi yang memegang" not in signed_in(hub_admin).get(f"/orang/{admin.pk}/nonaktifkan").text


def test_who_stands_in_is_said_before(hub_admin: User, admin: User, upp: User, sidoarjo: Agency) -> None:
    path = f"/orang/{admin.pk}/nonaktifkan"
    assert "Yang menggantikannya" not in signed_in(hub_admin).get(path).text
    held = Membership.objects.get(person=admin)
    make_member(Role.AGENCY, sidoarjo, person=upp, delegated_from=held, until=today() + timedelta(days=3))
    assert "hari terakhirnya: Upp Taman." in signed_in(hub_admin).get(path).text


def test_nobody_is_invited_whose_account_is_off(admin: User, upp: User, unit: ServiceUnit) -> None:
    deactivate(upp, by=admin, now=now(), reason="Pindah")
    with pytest.raises(Refused) as failure:
        invite(unit, email=upp.email.upper(), role=Role.UNIT, by=admin, now=now())
    assert [(reason.field, "nonaktif" in reason.text) for reason in failure.value.reasons] == [("email", True)]
    reactivate(upp, by=admin, now=now())
    with pytest.raises(Refused) as failure:
        invite(unit, email=upp.email, role=Role.UNIT, by=admin, now=now())
    assert "sudah memegang peran ini" in failure.value.reasons[0].text


def test_the_centre_finds_who_is_off_in_its_own_list(pembina: User, hub_admin: User) -> None:
    browser = signed_in(pembina)
    assert f"/orang/{hub_admin.pk}/nonaktifkan" in browser.get("/pembina/orang").text
    assert f"/orang/{hub_admin.pk}/nonaktifkan" in browser.get("/hub/pemprov-jawa-timur/instansi").text
    answer = browser.post(f"/orang/{hub_admin.pk}/nonaktifkan", {"alasan": "Pensiun"}, follow=True)
    assert answer.redirect_chain[-1][0] == "/pembina/orang?q=Hub%20Jatim"
    assert f"/orang/{hub_admin.pk}/aktifkan" in answer.text and "nonaktif" in answer.text
    reactivate(hub_admin, by=pembina, now=now())
    assert f"/orang/{pembina.pk}/nonaktifkan" not in browser.get("/pembina/orang").text


def test_whom_one_stands_above_is_asked_with_a_fixed_number_of_queries(hub_admin: User, unit: ServiceUnit) -> None:
    counted: list[Any] = []
    for more in (2, 20):
        people = [make_member(Role.UNIT, unit).person_id for _ in range(more)]
        with CaptureQueriesContext(connection) as queries:
            assert people_below(hub_admin, people) == set(people)
        counted.append(len(queries))
    assert counted[0] == counted[1] <= 4
