"""People made up for the demo: one for each role, at real agencies, each marked as made up."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from tular.features.accounts.models import User
from tular.features.agencies.choices import Role
from tular.features.agencies.models import Agency, Hub, Membership, ServiceUnit
from tular.features.agencies.queries.giving import Place, place_fields

HUB, AGENCY, UNIT = "pemprov-jawa-timur", "pemkab-sidoarjo", "Puskesmas Contoh"
"""Real places; the unit is made up and says so."""

# Names are data in Indonesian, like all names; the addresses belong to nobody (RFC 2606).
PEOPLE: tuple[tuple[Role, str, str], ...] = (
    (Role.SUPER, "Contoh Super Admin", ""),
    (Role.NATIONAL, "Contoh Admin Pembina", ""),
    (Role.HUB, "Contoh Admin Hub", "hub"),
    (Role.AGENCY, "Contoh Admin Instansi", "agency"),
    (Role.UNIT_ADMIN, "Contoh Admin UPP", "unit"),
    (Role.UNIT, "Contoh Inovator UPP", "unit"),
    (Role.EVALUATOR, "Contoh Penilai", ""),
    (Role.AUTHOR, "Contoh Penulis", ""),
    (Role.MEMBER, "Contoh Anggota", ""),
)


@transaction.atomic
def create_demo_people(*, now: datetime) -> int:
    """Make the demo's people and their memberships; what is there already stays. Returns how many people were made.

    They have no password: only the demo's own sign-in lets anybody be one of them. Places that the catalogue does not
    have are left out together with their people.
    """
    places = _places()
    made = 0
    for role, name, where in PEOPLE:
        if where not in places:
            continue
        person, new = User.objects.get_or_create(
            email=f"{name.lower().replace(' ', '.')}@tular.example", defaults={"name": name, "is_demo": True}
        )
        if new:
            person.set_unusable_password()
            person.save()
        place = places[where]
        wanted: dict[str, Any] = {"person": person, "role": role, **place_fields(place)}
        if not Membership.objects.filter(**wanted, until__isnull=True).exists():
            since = timezone.localdate(now, timezone.get_default_timezone())
            Membership.objects.create(**wanted, since=since)
        made += new
    return made


def _places() -> dict[str, Place]:
    places: dict[str, Place] = {"": None}
    hub = Hub.objects.filter(agency__slug=HUB).first()
    agency = Agency.objects.filter(slug=AGENCY).first()
    if hub is not None:
        places["hub"] = hub
    if agency is not None:
        places["agency"] = agency
        places["unit"] = ServiceUnit.objects.get_or_create(agency=agency, name=UNIT)[0]
    return places
