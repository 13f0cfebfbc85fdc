"""The cast: one person for each place from which somebody may look at the product. All of them are made up.

Sidoarjo lies in Jawa Timur, whose government is a hub; Gresik too; Sumedang lies in Jawa Barat.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from tular.features.accounts.models import User
from tular.features.agencies.choices import Role
from tular.features.agencies.models import Agency, Hub, Membership, ServiceUnit

SINCE = date(2026, 1, 5)
"""First day of every membership of the cast."""


def make_person(name: str = "Orang Contoh", **fields: Any) -> User:
    """A person without any role; without `password` they sign in only through `signed_in`."""
    email = fields.pop("email", "") or f"{name.lower().replace(' ', '.')}@contoh.example"
    return User.objects.create_user(email, name, **fields)


def make_unit(agency: Agency, name: str = "Puskesmas Contoh") -> ServiceUnit:
    """A service unit, found again by its name."""
    return ServiceUnit.objects.get_or_create(agency=agency, name=name)[0]


def make_member(
    role: Role | str, place: Hub | Agency | ServiceUnit | None = None, *, person: User | None = None, **fields: Any
) -> Membership:
    """A membership of a new person (or of `person`), from `SINCE` without an end unless told."""
    where: dict[str, Any] = {}
    if isinstance(place, Hub):
        where = {"hub": place}
    elif isinstance(place, Agency):
        where = {"agency": place}
    elif isinstance(place, ServiceUnit):
        where = {"unit": place, "agency": place.agency}
    if person is None:
        person = make_person(f"{Role(role).value} {User.objects.count() + 1}")
    return Membership.objects.create(person=person, role=role, **where, **{"since": SINCE} | fields)


def signed_in(person: User) -> Client:
    """A browser in which the person is signed in."""
    client = Client()
    client.force_login(person)
    return client


def agency(slug: str) -> Agency:
    """An agency of the shipped catalogue."""
    return Agency.objects.get(slug=slug)


def _of(name: str, role: Role, place: Hub | Agency | ServiceUnit | None = None) -> User:
    return make_member(role, place, person=make_person(name)).person  # type: ignore[return-value] # the one user model


@pytest.fixture
def sidoarjo(catalogue: None) -> Agency:
    """The agency most of the cast belongs to."""
    return agency("pemkab-sidoarjo")


@pytest.fixture
def super_admin(db: None) -> User:
    """May do everything."""
    return _of("Super Admin", Role.SUPER)


@pytest.fixture
def pembina(db: None) -> User:
    """Admin of the centre: the whole country."""
    return _of("Pembina Pusat", Role.NATIONAL)


@pytest.fixture
def hub_admin(catalogue: None) -> User:
    """Admin of the hub of Jawa Timur, in whose area Sidoarjo and Gresik lie."""
    return _of("Hub Jatim", Role.HUB, Hub.objects.get(agency__region_id="35"))


@pytest.fixture
def admin(sidoarjo: Agency) -> User:
    """Admin of Pemerintah Kabupaten Sidoarjo."""
    return _of("Admin Sidoarjo", Role.AGENCY, sidoarjo)


@pytest.fixture
def unit(sidoarjo: Agency) -> ServiceUnit:
    """The unit of `unit_admin` and `upp`."""
    return make_unit(sidoarjo, "Puskesmas Contoh Taman")


@pytest.fixture
def unit_admin(unit: ServiceUnit) -> User:
    """Admin of the unit."""
    return _of("Admin Unit", Role.UNIT_ADMIN, unit)


@pytest.fixture
def upp(unit: ServiceUnit) -> User:
    """Innovator of the unit."""
    return _of("Upp Taman", Role.UNIT, unit)


@pytest.fixture
def colleague(sidoarjo: Agency) -> User:
    """Innovator of another unit of the same agency."""
    return _of("Kolega Sedati", Role.UNIT, make_unit(sidoarjo, "Puskesmas Contoh Sedati"))


@pytest.fixture
def rival(catalogue: None) -> User:
    """Innovator of another agency of the same province."""
    return _of("Rival Gresik", Role.UNIT, make_unit(agency("pemkab-gresik"), "Puskesmas Contoh Manyar"))


@pytest.fixture
def outsider(catalogue: None) -> User:
    """Innovator of an agency of another province."""
    return _of("Orang Sumedang", Role.UNIT, make_unit(agency("pemkab-sumedang"), "Puskesmas Contoh Tanjungsari"))


@pytest.fixture
def member(db: None) -> User:
    """Signed in, without any role."""
    return make_person("Anggota Biasa")
