"""Roles are offered by mail, within one's own area, for a while, once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from tests.features.agencies.roles import kinds_told, letters_to, now, sentence, token_in
from tests.people import agency, make_person, make_unit, signed_in
from tular.features.accounts.models import User
from tular.features.agencies.actions import (
    accept_as_new_person,
    accept_invitation,
    invite,
    invite_super_admin,
    resend_invitation,
    withdraw_invitation,
)
from tular.features.agencies.choices import INVITATION_DAYS, InvitationState, Role
from tular.features.agencies.models import Agency, Hub, Invitation, Membership, ServiceUnit
from tular.features.agencies.queries.roles import roles_of
from tular.foundation.access.permissions import Denied
from tular.foundation.actions import Refused
from tular.foundation.audit.models import AuditEntry

PASSWORD = "kopi-tubruk-panas"


def test_an_admin_invites_and_a_new_person_joins(admin: User, unit: ServiceUnit) -> None:
    invitation = invite(unit, email=" Sari@Contoh.Example ", name="Sari", role=Role.UNIT, by=admin, now=now())
    assert (invitation.email, invitation.agency, invitation.unit) == ("sari@contoh.example", unit.agency, unit)
    [mail] = letters_to("sari@contoh.example")
    token = token_in(mail)
    assert token not in invitation.token_hash and token not in str(list(AuditEntry.objects.values_list("changes")))
    assert "Admin Sidoarjo" in mail.text and "Puskesmas Contoh Taman" in mail.subject

    sari = accept_as_new_person(token, name="Sari", password=PASSWORD, now=now())
    assert roles_of(sari).units == {unit.pk: Role.UNIT}
    membership = Membership.objects.get(person=sari)
    assert (membership.granted_by, membership.until) == (admin, None)
    assert kinds_told(admin) == ["agencies.accepted"]
    assert [one.action for one in AuditEntry.objects.order_by("number")] == [
        "agencies.invite", "accounts.create", "agencies.accept_invitation", "agencies.accept_invitation",
    ]  # fmt: skip


def test_somebody_with_an_account_is_also_told_and_accepts_signed_in(admin: User, sidoarjo: Agency) -> None:
    budi = make_person("Budi")
    invitation = invite(sidoarjo, email=budi.email, role=Role.AGENCY, by=admin, now=now())
    assert kinds_told(budi) == ["agencies.invited"]
    accept_invitation(invitation, by=budi, now=now())
    assert roles_of(budi).agencies == {sidoarjo.pk}


def test_an_invitation_belongs_to_its_address(admin: User, sidoarjo: Agency, member: User) -> None:
    invitation = invite(sidoarjo, email="lain@contoh.example", role=Role.AGENCY, by=admin, now=now())
    with pytest.raises(Denied):
        accept_invitation(invitation, by=member, now=now())


def test_roles_are_given_within_ones_own_area_only(
    admin: User, hub_admin: User, pembina: User, unit_admin: User, upp: User, outsider: User, unit: ServiceUnit
) -> None:
    sidoarjo, sumedang, hub = unit.agency, agency("pemkab-sumedang"), Hub.objects.get(agency__region_id="35")
    other_unit = make_unit(sidoarjo, "Unit lain")
    allowed = [
        (admin, sidoarjo, Role.AGENCY), (admin, unit, Role.UNIT_ADMIN), (unit_admin, unit, Role.UNIT),
        (hub_admin, agency("pemkab-gresik"), Role.AGENCY), (hub_admin, hub, Role.HUB), (pembina, hub, Role.HUB),
        (pembina, sumedang, Role.AGENCY), (pembina, pembina, Role.EVALUATOR),
    ]  # fmt: skip
    for number, (by, place, role) in enumerate(allowed):
        assert invite(place, email=f"a{number}@contoh.example", role=role, by=by, now=now()).role == role
    denied = [
        (admin, sumedang, Role.AGENCY), (admin, hub, Role.HUB), (unit_admin, other_unit, Role.UNIT),
        (unit_admin, sidoarjo, Role.AGENCY), (upp, unit, Role.UNIT), (hub_admin, sumedang, Role.AGENCY),
        (outsider, sidoarjo, Role.AGENCY), (admin, admin, Role.NATIONAL), (pembina, unit, Role.UNIT),
        (admin, pembina, Role.NATIONAL),
    ]  # fmt: skip
    for by, place, role in denied:
        with pytest.raises(Denied):
            invite(place, email="b@contoh.example", role=role, by=by, now=now())
    for by, place, role in [(unit_admin, unit, Role.UNIT_ADMIN), (pembina, pembina, Role.SUPER)]:
        with pytest.raises(Refused) as failure:
            invite(place, email="b@contoh.example", role=role, by=by, now=now())
        assert sentence(failure) == "Peran ini tidak dapat Anda berikan di sini."


def test_what_cannot_be_invited_is_refused_with_a_sentence(admin: User, unit: ServiceUnit, upp: User) -> None:
    with pytest.raises(Refused) as failure:
        invite(unit, email="bukan surel", role=Role.UNIT, by=admin, now=now())
    assert "belum benar" in sentence(failure) and failure.value.reasons[0].field == "email"
    with pytest.raises(Refused) as failure:
        invite(unit, email=upp.email.upper(), role=Role.UNIT, by=admin, now=now())
    assert "sudah memegang peran ini" in sentence(failure)
    invite(unit, email="dua@contoh.example", role=Role.UNIT, by=admin, now=now())
    with pytest.raises(Refused) as failure:
        invite(unit, email="DUA@contoh.example", role=Role.UNIT, by=admin, now=now())
    assert "Kirim ulang" in sentence(failure)
    unit.until = (now() - timedelta(days=2)).date()
    unit.save()
    with pytest.raises(Refused) as failure:
        invite(unit, email="tiga@contoh.example", role=Role.UNIT, by=admin, now=now())
    assert "sudah diakhiri" in sentence(failure)
    assert Invitation.objects.count() == 1


def test_nobody_is_invited_to_an_agency_that_is_gone(pembina: User, sidoarjo: Agency) -> None:
    Agency.objects.filter(pk=sidoarjo.pk).update(until="2024-10")
    with pytest.raises(Refused) as failure:
        invite(sidoarjo, email="a@contoh.example", role=Role.AGENCY, by=pembina, now=now())
    assert "instansi penggantinya" in sentence(failure)


def test_used_expired_and_withdrawn_links_say_what_to_do(admin: User, unit: ServiceUnit) -> None:
    def link(address: str) -> tuple[Invitation, str]:
        made = invite(unit, email=address, role=Role.UNIT, by=admin, now=now())
        return made, token_in(letters_to(address)[-1])

    _used, used = link("pakai@contoh.example")
    accept_as_new_person(used, name="Pakai", password=PASSWORD, now=now())
    withdrawn, pulled = link("tarik@contoh.example")
    withdraw_invitation(withdrawn, by=admin, now=now())
    old, expired = link("lama@contoh.example")
    Invitation.objects.filter(pk=old.pk).update(expires_at=now() - timedelta(seconds=1))
    client = Client()
    for token, words, status in [
        (used, "sudah dipakai", 410), (pulled, "sudah ditarik", 410), (expired, "hanya berlaku sampai", 410),
        ("x" * 43, "tidak dikenal", 404),
    ]:  # fmt: skip
        answer = client.get(f"/undangan/{token}")
        assert answer.status_code == status and words in answer.text, words
        with pytest.raises(Refused):
            accept_as_new_person(token, name="Siapa", password=PASSWORD, now=now())


def test_sending_again_makes_a_new_link_and_ends_the_old_one(admin: User, unit: ServiceUnit) -> None:
    invitation = invite(unit, email="a@contoh.example", role=Role.UNIT, by=admin, now=now())
    Invitation.objects.filter(pk=invitation.pk).update(expires_at=now() - timedelta(days=1))
    again = resend_invitation(invitation, by=admin, now=now())
    assert again.expires_at - now() > timedelta(days=INVITATION_DAYS - 1)
    first, second = (token_in(mail) for mail in letters_to("a@contoh.example"))
    with pytest.raises(Refused):
        accept_as_new_person(first, name="A", password=PASSWORD, now=now())
    assert accept_as_new_person(second, name="A", password=PASSWORD, now=now()).name == "A"
    for verb in (resend_invitation, withdraw_invitation):
        with pytest.raises(Refused) as failure:
            verb(invitation, by=admin, now=now())
        assert "sudah diterima" in sentence(failure)


def test_an_expired_invitation_may_be_made_anew(admin: User, unit: ServiceUnit) -> None:
    old = invite(unit, email="a@contoh.example", role=Role.UNIT, by=admin, now=now())
    Invitation.objects.filter(pk=old.pk).update(expires_at=now())
    invite(unit, email="a@contoh.example", role=Role.UNIT, by=admin, now=now() + timedelta(seconds=1))
    assert sorted(Invitation.objects.values_list("state", flat=True)) == ["waiting", "withdrawn"]


def test_invitations_are_changed_by_who_may_give_the_role(admin: User, unit: ServiceUnit, outsider: User) -> None:
    invitation = invite(unit, email="a@contoh.example", role=Role.UNIT, by=admin, now=now())
    for verb in (resend_invitation, withdraw_invitation):
        with pytest.raises(Denied):
            verb(invitation, by=outsider, now=now())
    withdraw_invitation(invitation, by=admin, now=now())
    for verb in (resend_invitation, withdraw_invitation):
        with pytest.raises(Refused):
            verb(invitation, by=admin, now=now())


def test_the_operator_invites_a_super_admin(db: None) -> None:
    first = invite_super_admin("kepala@contoh.example", "Kepala", now=now())
    second = invite_super_admin("kepala@contoh.example", "Kepala", now=now())
    assert letters_to("kepala@contoh.example") == []
    with pytest.raises(Refused):
        accept_as_new_person(first, name="Kepala", password=PASSWORD, now=now())
    assert roles_of(accept_as_new_person(second, name="Kepala", password=PASSWORD, now=now())).is_super


def test_the_database_holds_what_invitations_must_be(sidoarjo: Agency, admin: User) -> None:
    given = {
        "email": "a@contoh.example",
        "role": Role.AGENCY,
        "created_at": now(),
        "sent_at": now(),
        "expires_at": now(),
    }
    Invitation.objects.create(agency=sidoarjo, token_hash="1", **given)
    for wrong in (
        {"agency": sidoarjo, "token_hash": "2"},
        {"agency": sidoarjo, "token_hash": "3", "email": "A@contoh.example"},
        {"token_hash": "4", "email": "b@contoh.example"},
        {"agency": sidoarjo, "token_hash": "5", "email": "c@contoh.example", "state": InvitationState.ACCEPTED},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Invitation.objects.create(**given | wrong)
    Invitation.objects.create(agency=sidoarjo, token_hash="6", **given | {"state": InvitationState.WITHDRAWN})


def test_a_new_person_comes_in_through_the_page(admin: User, unit: ServiceUnit) -> None:
    browser = signed_in(admin)
    path = f"/instansi/{unit.agency.slug}/orang/undang"
    assert browser.get(path).status_code == 200
    sent = {"email": "sari@contoh.example", "name": "Sari", "role": "upp"}
    refused = browser.post(path, sent)
    assert refused.status_code == 409 and "Pilih unitnya" in refused.text and "sari@contoh.example" in refused.text
    told = browser.post(path, sent | {"unit": unit.pk}, follow=True)
    assert "Undangan untuk sari@contoh.example akan dikirim" in told.text

    stranger, token = Client(), token_in(letters_to("sari@contoh.example")[-1])
    shown = stranger.get(f"/undangan/{token}")
    assert "Undangan sebagai UPP" in shown.text and "Admin Sidoarjo" in shown.text
    weak = stranger.post(f"/undangan/{token}", {"name": "Sari", "password": "12345"})
    assert weak.status_code == 409 and "12345" not in weak.text
    joined = stranger.post(f"/undangan/{token}", {"name": "Sari", "password": PASSWORD})
    assert (joined.status_code, joined.headers["Location"]) == (302, "/kerja")
    assert stranger.session["_auth_user_id"] == str(User.objects.get(name="Sari").pk)


def test_whoever_has_an_account_signs_in_first_and_a_stranger_to_the_address_is_told(
    admin: User, unit: ServiceUnit, member: User, upp: User
) -> None:
    invite(unit, email=member.email, role=Role.UNIT_ADMIN, by=admin, now=now())
    path = f"/undangan/{token_in(letters_to(member.email)[-1])}"
    assert f"/masuk?next={path}" in Client().get(path).text
    assert Client().post(path, {"name": "Saya", "password": PASSWORD}).status_code == 200
    other = signed_in(upp).post(path)
    assert other.status_code == 403 and "alamat surel lain" in other.text and not roles_of(member).units
    assert signed_in(member).post(path).headers["Location"] == "/kerja"
    assert roles_of(member).units == {unit.pk: Role.UNIT_ADMIN}


def test_an_invitation_to_ones_own_account_needs_no_link(
    admin: User, unit: ServiceUnit, member: User, upp: User
) -> None:
    invitation = invite(unit, email=member.email, role=Role.UNIT, by=admin, now=now())
    path = f"/undangan/saya/{invitation.pk}"
    assert signed_in(upp).get(path).status_code == 404
    assert "Terima undangan" in signed_in(member).get(path).text
    signed_in(member).post(path)
    assert roles_of(member).units == {unit.pk: Role.UNIT}
    assert "sudah dipakai" in signed_in(member).get(path).text
