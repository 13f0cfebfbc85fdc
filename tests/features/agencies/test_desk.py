"""What waits for each person about roles, and no more."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.features.agencies.roles import asked_to_join, now
from tests.people import agency, make_person, make_unit
from tular.features.accounts.models import User
from tular.features.agencies.actions import accept_request, invite
from tular.features.agencies.choices import Role
from tular.features.agencies.models import Agency, Invitation, Membership, ServiceUnit
from tular.features.agencies.queries.desk import desk_items
from tular.features.agencies.queries.roles import today


def titles(person: User) -> list[str]:
    return [item.title for item in desk_items(person, now())]


def test_requests_wait_for_the_hub_else_for_the_centre(
    hub_admin: User, pembina: User, admin: User, sidoarjo: Agency
) -> None:
    mine, elsewhere = asked_to_join(sidoarjo), asked_to_join(agency("pemkab-sumedang"))
    assert titles(hub_admin) == ["Periksa permohonan Pemerintah Kabupaten Sidoarjo"]
    assert titles(pembina) == ["Periksa permohonan Pemerintah Kabupaten Sumedang"]
    assert titles(admin) == []
    [item] = desk_items(hub_admin, now())
    assert (item.href, item.role, item.due) == (f"/permohonan/{mine.pk}", "admin hub", mine.sent_at + timedelta(days=5))
    accept_request(elsewhere, by=pembina, now=now())
    assert titles(pembina) == ["1 undangan menunggu jawaban"]


def test_invitations_wait_for_the_invited_and_their_senders(admin: User, unit: ServiceUnit) -> None:
    budi = make_person("Budi")
    for email in (budi.email, "a@contoh.example", "b@contoh.example"):
        invite(unit, email=email, role=Role.UNIT, by=admin, now=now())
    assert titles(budi) == ["Terima undangan sebagai UPP, Puskesmas Contoh Taman"]
    Invitation.objects.filter(email="b@contoh.example").update(expires_at=now())
    late, waiting = desk_items(admin, now())
    assert (late.title, late.waits_for, waiting.title, waiting.waits_for) == (
        "1 undangan tidak dijawab", "", "2 undangan menunggu jawaban", "orang yang diundang",
    )  # fmt: skip


def test_roles_that_end_within_thirty_days_are_told(admin: User, upp: User, colleague: User, rival: User) -> None:
    Membership.objects.filter(person__in=[upp, rival]).update(until=today() + timedelta(days=30))
    Membership.objects.filter(person=colleague).update(until=today() + timedelta(days=31))
    assert titles(upp) == ["Peran Anda berakhir: UPP, Puskesmas Contoh Taman"]
    assert titles(admin) == ["Peran Upp Taman berakhir: UPP, Puskesmas Contoh Taman"]
    assert titles(colleague) == []


def test_the_desk_asks_a_fixed_number_of_queries(
    hub_admin: User, admin: User, sidoarjo: Agency, django_assert_max_num_queries: Any
) -> None:
    for number in range(12):
        asked_to_join(agency("pemkab-gresik"), email=f"g{number}@contoh.example") if number < 5 else None
        unit = make_unit(sidoarjo, f"Unit {number}")
        invite(unit, email=f"u{number}@contoh.example", role=Role.UNIT, by=admin, now=now())
    for person in (hub_admin, admin):
        with django_assert_max_num_queries(7):
            assert desk_items(person, now())
