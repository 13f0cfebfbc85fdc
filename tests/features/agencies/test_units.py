"""Service units begin, change their name and end."""

from __future__ import annotations

import pytest

from tests.features.agencies.roles import kinds_told, now, sentence
from tests.people import signed_in
from tular.features.accounts.models import User
from tular.features.agencies.actions import create_unit, end_unit, invite, rename_unit
from tular.features.agencies.choices import InvitationState, Role
from tular.features.agencies.models import Agency, Invitation, ServiceUnit
from tular.features.agencies.queries.roles import roles_of, today
from tular.foundation.access.permissions import Denied
from tular.foundation.actions import Refused


def test_a_unit_is_created_and_renamed(admin: User, hub_admin: User, sidoarjo: Agency) -> None:
    unit = create_unit(sidoarjo, name="  Puskesmas   Waru ", by=admin, now=now())
    assert unit.name == "Puskesmas Waru"
    assert rename_unit(unit, name="Puskesmas Waru I", by=hub_admin, now=now()).name == "Puskesmas Waru I"
    assert rename_unit(unit, name="PUSKESMAS WARU I", by=admin, now=now()).name == "PUSKESMAS WARU I"


def test_names_are_needed_short_and_not_taken(admin: User, sidoarjo: Agency, unit: ServiceUnit) -> None:
    for name, words in (("", "Tulis nama"), ("x" * 201, "paling panjang 200"), (unit.name.upper(), "Sudah ada unit")):
        with pytest.raises(Refused) as failure:
            create_unit(sidoarjo, name=name, by=admin, now=now())
        assert words in sentence(failure)
    Agency.objects.filter(pk=sidoarjo.pk).update(until="2025")
    with pytest.raises(Refused) as failure:
        create_unit(sidoarjo, name="Baru", by=admin, now=now())
    assert "penggantinya" in sentence(failure)


def test_units_belong_to_the_admins_of_their_agency(
    unit_admin: User, upp: User, outsider: User, sidoarjo: Agency, unit: ServiceUnit
) -> None:
    for person in (unit_admin, upp, outsider):
        with pytest.raises(Denied):
            create_unit(sidoarjo, name="Baru", by=person, now=now())
        with pytest.raises(Denied):
            rename_unit(unit, name="Baru", by=person, now=now())
        with pytest.raises(Denied):
            end_unit(unit, reason="Iseng", by=person, now=now())


def test_ending_a_unit_ends_its_roles_and_invitations(
    admin: User, unit_admin: User, upp: User, unit: ServiceUnit
) -> None:
    invite(unit, email="a@contoh.example", role=Role.UNIT, by=admin, now=now())
    with pytest.raises(Refused):
        end_unit(unit, reason=" ", by=admin, now=now())
    end_unit(unit, reason="Digabung", by=admin, now=now())
    unit.refresh_from_db()
    assert unit.until == today() and not roles_of(upp).units and not roles_of(unit_admin).units
    assert Invitation.objects.get().state == InvitationState.WITHDRAWN
    assert kinds_told(upp) == kinds_told(unit_admin) == ["agencies.ended"]
    with pytest.raises(Refused):
        end_unit(unit, reason="Lagi", by=admin, now=now())


def test_units_are_kept_on_pages(admin: User, unit: ServiceUnit, outsider: User, upp: User) -> None:
    browser, slug = signed_in(admin), unit.agency.slug
    told = browser.post(f"/instansi/{slug}/unit/tambah", {"name": "RSUD Contoh"}, follow=True)
    assert "Unit RSUD Contoh ditambahkan" in told.text
    refused = browser.post(f"/unit/{unit.pk}/ubah", {"name": "RSUD Contoh"})
    assert refused.status_code == 409 and "Sudah ada unit" in refused.text
    assert "diakhiri" in browser.post(f"/unit/{unit.pk}/akhiri", {"reason": "Digabung"}, follow=True).text
    assert signed_in(outsider).get(f"/unit/{unit.pk}/ubah").status_code == 404
    assert signed_in(upp).get(f"/unit/{unit.pk}/ubah").status_code == 404  # the unit is over, and so is the role
