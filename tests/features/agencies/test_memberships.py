"""Roles end, are lent and handed over; nothing of it is forgotten, and no place loses its last admin."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests.features.agencies.roles import kinds_told, now, sentence
from tests.people import make_member, make_person, signed_in
from tular.features.accounts.models import User
from tular.features.agencies.actions import (
    delegate_membership,
    end_membership,
    hand_over_membership,
    invite,
    tell_endings,
)
from tular.features.agencies.choices import Role
from tular.features.agencies.models import Agency, Hub, Membership, ServiceUnit
from tular.features.agencies.queries.people import own_roles
from tular.features.agencies.queries.roles import roles_of, today
from tular.foundation.access.permissions import Denied
from tular.foundation.actions import Refused


def held(person: User) -> Membership:
    return Membership.objects.get(person=person)


def test_a_role_ends_at_once_and_stays_as_history(admin: User, upp: User) -> None:
    end_membership(held(upp), by=admin, now=now(), reason="Pindah tugas")
    assert roles_of(upp).units == {}
    row = held(upp)
    assert (row.until, row.end_reason) == (today(), "Pindah tugas")
    assert kinds_told(upp) == ["agencies.ended"]
    [own] = own_roles(upp)
    assert (own.running, own.end_reason) == (False, "Pindah tugas")
    with pytest.raises(Refused) as failure:
        end_membership(row, by=admin, now=now(), reason="Lagi")
    assert "sudah berakhir" in sentence(failure)


def test_a_role_may_end_later(admin: User, upp: User) -> None:
    last = today() + timedelta(days=3)
    end_membership(held(upp), by=admin, now=now(), reason="Pensiun", last_day=last)
    assert roles_of(upp).units and roles_of(upp, last).units and not roles_of(upp, last + timedelta(days=1)).units
    with pytest.raises(Refused) as failure:
        end_membership(held(upp), by=admin, now=now(), reason="Pensiun", last_day=today() - timedelta(days=1))
    assert "sebelum hari ini" in sentence(failure)


def test_ending_needs_a_reason_and_the_right(admin: User, upp: User, colleague: User, outsider: User) -> None:
    with pytest.raises(Refused) as failure:
        end_membership(held(upp), by=admin, now=now(), reason=" ")
    assert failure.value.reasons[0].field == "reason"
    for stranger in (colleague, outsider):
        with pytest.raises(Denied):
            end_membership(held(upp), by=stranger, now=now(), reason="Iseng")
    end_membership(held(upp), by=upp, now=now(), reason="Mundur")
    assert not roles_of(upp).units and kinds_told(upp) == []


def test_an_admin_does_not_remove_themselves_but_hands_over(admin: User, sidoarjo: Agency, upp: User) -> None:
    second = make_member(Role.AGENCY, sidoarjo)
    with pytest.raises(Refused) as failure:
        end_membership(held(admin), by=admin, now=now(), reason="Pindah")
    assert "Serahkan dulu" in sentence(failure)
    assert roles_of(admin).agencies
    end_membership(second, by=admin, now=now(), reason="Pindah")
    hand_over_membership(held(admin), to=upp, by=admin, now=now())
    assert roles_of(upp).agencies == {sidoarjo.pk} and not roles_of(admin).agencies
    assert held(admin).end_reason == "Diserahkan kepada Upp Taman."
    assert kinds_told(upp) == ["agencies.given"]


def test_the_last_admin_is_not_removed_from_above_either(admin: User, hub_admin: User, pembina: User) -> None:
    for above in (hub_admin, pembina):
        with pytest.raises(Refused) as failure:
            end_membership(held(admin), by=above, now=now(), reason="Diganti")
        assert "admin terakhir di sini" in sentence(failure)
    with pytest.raises(Refused):
        end_membership(held(hub_admin), by=pembina, now=now(), reason="Diganti")
    Agency.objects.filter(slug="pemkab-sidoarjo").update(until="2026-10")
    end_membership(held(admin), by=pembina, now=now(), reason="Instansinya berakhir")
    assert not roles_of(admin).agencies


def test_an_admin_with_a_known_end_or_a_stand_in_does_not_count_as_another(
    admin: User, hub_admin: User, upp: User, sidoarjo: Agency
) -> None:
    delegate_membership(held(admin), to=upp, until=today() + timedelta(days=5), by=admin, now=now())
    make_member(Role.AGENCY, sidoarjo, until=today() + timedelta(days=5))
    with pytest.raises(Refused):
        end_membership(held(admin), by=hub_admin, now=now(), reason="Diganti")


def test_the_last_super_admin_stays(super_admin: User) -> None:
    with pytest.raises(Refused):
        end_membership(held(super_admin), by=super_admin, now=now(), reason="Cukup")


def test_a_delegation_holds_the_same_role_and_ends_by_itself(admin: User, upp: User, sidoarjo: Agency) -> None:
    until = today() + timedelta(days=7)
    lent = delegate_membership(held(admin), to=upp, until=until, by=admin, now=now(), reason="Cuti")
    assert (lent.delegated_from, lent.until, lent.granted_by) == (held(admin), until, admin)
    assert roles_of(upp).agencies == {sidoarjo.pk} == roles_of(admin).agencies
    assert not roles_of(upp, until + timedelta(days=1)).agencies
    assert kinds_told(upp) == ["agencies.given"]


def test_a_delegation_ends_with_its_origin(admin: User, upp: User, colleague: User) -> None:
    delegate_membership(held(admin), to=upp, until=today() + timedelta(days=7), by=admin, now=now())
    hand_over_membership(held(admin), to=colleague, by=admin, now=now())
    assert not roles_of(upp).agencies and roles_of(colleague).agencies


def test_who_stands_in_cannot_make_it_last_nor_turn_against_who_lent_it(
    admin: User, upp: User, sidoarjo: Agency, unit: ServiceUnit
) -> None:
    day = today()
    delegate_membership(held(admin), to=upp, until=day, by=admin, now=now())
    second = make_member(Role.AGENCY, sidoarjo)
    given: dict[str, Any] = {"by": upp, "now": now()}
    with pytest.raises(Denied):
        hand_over_membership(held(admin), to=upp, **given)
    for membership in (held(admin), second):
        with pytest.raises(Denied):
            end_membership(membership, reason="Ganti", **given)
    with pytest.raises(Denied):
        delegate_membership(second, to=upp, until=day + timedelta(days=300), **given)
    with pytest.raises(Denied):
        invite(sidoarjo, email="upp.kedua@contoh.example", role=Role.AGENCY, **given)
    page = signed_in(upp).get("/instansi/pemkab-sidoarjo/orang").text
    assert f"/peran/{held(admin).pk}/" not in page
    # What lies below is theirs for these days, as it is the admin's.
    invite(unit, email="baru@contoh.example", role=Role.UNIT, **given)


def test_what_cannot_be_lent_is_refused(admin: User, upp: User, colleague: User, outsider: User, rival: User) -> None:
    day = today()

    def lend(to: User, until: date, **more: date) -> str:
        with pytest.raises(Refused) as failure:
            delegate_membership(held(admin), to=to, until=until, by=admin, now=now(), **more)
        return sentence(failure)

    assert "belum punya peran di sini" in lend(rival, day)
    assert "orang lain" in lend(admin, day)
    assert "sesudah hari pertama" in lend(upp, day, since=day + timedelta(days=1))
    assert "sebelum hari ini" in lend(upp, day, since=day - timedelta(days=1))
    assert "paling lama 366 hari" in lend(upp, day + timedelta(days=400))
    with pytest.raises(Denied):
        delegate_membership(held(upp), to=colleague, until=day, by=admin, now=now())  # an UPP is no admin role
    with pytest.raises(Denied):
        delegate_membership(held(admin), to=upp, until=day, by=outsider, now=now())
    lent = delegate_membership(held(admin), to=upp, until=day + timedelta(days=9), by=admin, now=now())
    assert "sudah memegang peran ini" in lend(upp, day + timedelta(days=1))
    with pytest.raises(Denied):
        delegate_membership(lent, to=colleague, until=day, by=upp, now=now())
    Membership.objects.filter(pk=held(admin).pk).update(until=day + timedelta(days=2))
    assert "Peran asalnya sendiri berakhir" in lend(colleague, day + timedelta(days=3))


def test_handing_over_to_another_admin_keeps_their_row(admin: User, sidoarjo: Agency, outsider: User) -> None:
    second = make_member(Role.AGENCY, sidoarjo)
    assert hand_over_membership(held(admin), to=second.person, by=admin, now=now()) == second
    with pytest.raises(Denied):
        hand_over_membership(second, to=admin, by=outsider, now=now())
    with pytest.raises(Refused):
        hand_over_membership(second, to=admin, by=second.person, now=now())


def test_people_are_told_once_that_a_role_ends_soon(upp: User, colleague: User) -> None:
    Membership.objects.filter(person=upp).update(until=today() + timedelta(days=20))
    Membership.objects.filter(person=colleague).update(until=today() + timedelta(days=40))
    assert (tell_endings(now()), tell_endings(now())) == (1, 0)
    assert kinds_told(upp) == ["agencies.ends_soon"] and kinds_told(colleague) == []


def test_the_database_holds_what_memberships_must_be(sidoarjo: Agency, unit: ServiceUnit, admin: User) -> None:
    person, hub = make_person("Siapa"), Hub.objects.get(agency__region_id="35")
    given = {"person": person, "since": date(2026, 1, 1)}
    Membership.objects.create(role=Role.AGENCY, agency=sidoarjo, **given)
    for wrong in (
        {"role": Role.AGENCY, "agency": sidoarjo},
        {"role": Role.AGENCY},
        {"role": Role.HUB, "hub": hub, "agency": sidoarjo},
        {"role": Role.UNIT, "agency": sidoarjo},
        {"role": Role.AUTHOR, "agency": sidoarjo},
        {"role": Role.UNIT, "agency": sidoarjo, "unit": unit, "until": date(2025, 12, 31)},
        {"role": Role.HUB, "hub": hub, "delegated_from": held(admin)},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Membership.objects.create(**given, **wrong)
    Membership.objects.create(role=Role.AGENCY, agency=sidoarjo, until=date(2026, 2, 1), **given)


def test_roles_are_ended_lent_and_handed_over_on_pages(admin: User, upp: User, colleague: User, outsider: User) -> None:
    browser, mine, theirs = signed_in(admin), held(admin), held(upp)
    assert signed_in(outsider).get(f"/peran/{theirs.pk}/akhiri").status_code == 404
    assert signed_in(colleague).get(f"/peran/{theirs.pk}/akhiri").status_code == 403
    assert "Serahkan" in browser.post(f"/peran/{mine.pk}/akhiri", {"reason": "Pindah"}).text
    soon = (today() + timedelta(days=3)).isoformat()
    lent = browser.post(
        f"/peran/{mine.pk}/delegasikan", {"to": upp.pk, "since": today().isoformat(), "until": soon}, follow=True
    )
    assert "Upp Taman menggantikan sampai" in lent.text
    ended = browser.post(f"/peran/{theirs.pk}/akhiri", {"reason": "Pindah"}, follow=True)
    assert "Peran Upp Taman diakhiri" in ended.text
    handed = browser.post(f"/peran/{mine.pk}/serahkan", {"to": colleague.pk})
    assert handed.headers["Location"] == "/kerja" and roles_of(colleague).agencies and not roles_of(upp).agencies
