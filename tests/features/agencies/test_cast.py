"""The cast of the tests reaches exactly what its roles say."""

from __future__ import annotations

from tests.people import agency
from tular.features.accounts.models import User
from tular.features.agencies.models import Agency
from tular.features.agencies.queries.roles import agencies_administered_by, roles_of


def test_each_admin_answers_for_their_own_area(hub_admin: User, admin: User, pembina: User) -> None:
    sidoarjo, gresik, sumedang = (agency(f"pemkab-{name}") for name in ("sidoarjo", "gresik", "sumedang"))
    three = Agency.objects.filter(pk__in=[sidoarjo.pk, gresik.pk, sumedang.pk])

    def reached(person: User) -> set[str]:
        return {one.slug for one in agencies_administered_by(person) if one in three}

    assert reached(hub_admin) == {"pemkab-sidoarjo", "pemkab-gresik"}
    assert reached(admin) == {"pemkab-sidoarjo"}
    assert reached(pembina) == {"pemkab-sidoarjo", "pemkab-gresik", "pemkab-sumedang"}


def test_people_of_units_administer_no_agency(
    upp: User, unit_admin: User, colleague: User, rival: User, outsider: User, member: User, super_admin: User
) -> None:
    for person in (upp, unit_admin, colleague, rival, outsider, member):
        assert not agencies_administered_by(person).exists(), person
    assert roles_of(super_admin).is_super
    assert roles_of(member) == roles_of(None)
    assert roles_of(upp).unit_agencies == roles_of(colleague).unit_agencies != roles_of(rival).unit_agencies
