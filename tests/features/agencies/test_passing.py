"""A body that is split, renamed or merged hands units and people on; history stays where it was."""

from __future__ import annotations

import pytest

from tests.features.agencies.roles import now, sentence
from tests.people import agency, signed_in
from tular.features.accounts.models import User
from tular.features.agencies.actions import Passing, invite, load_agencies, pass_on
from tular.features.agencies.choices import InvitationState, Role, SuccessionChange
from tular.features.agencies.models import Agency, Invitation, Membership, ServiceUnit, Succession
from tular.features.agencies.queries.roles import roles_of, today
from tular.foundation.access.permissions import Denied
from tular.foundation.actions import Refused


def test_units_and_admins_move_with_dates(
    pembina: User, admin: User, upp: User, colleague: User, unit: ServiceUnit, sidoarjo: Agency
) -> None:
    gresik = agency("pemkab-gresik")
    invite(unit, email="a@contoh.example", role=Role.UNIT, by=admin, now=now())
    mine = Membership.objects.get(person=admin)
    pass_on(
        sidoarjo, successor=gresik, change=SuccessionChange.SPLIT, what=Passing(units=[unit], people=[mine]),
        by=pembina, now=now(), reason="Perpres 1/2026",
    )  # fmt: skip
    moved = ServiceUnit.objects.get(agency=gresik, name=unit.name)
    assert roles_of(upp).units == {moved.pk: Role.UNIT} and roles_of(admin).agencies == {gresik.pk}
    assert roles_of(colleague).unit_agencies == {sidoarjo.pk}
    former = Membership.objects.get(person=upp, unit=unit)
    assert (former.until, former.ended_at is not None) == (today(), True)
    assert former.end_reason == "Dipindahkan ke Pemerintah Kabupaten Gresik. Perpres 1/2026"
    assert Invitation.objects.get().state == InvitationState.WITHDRAWN
    link = Succession.objects.get(predecessor=sidoarjo)
    assert (link.successor, link.change, link.since) == (gresik, "split", today())
    unit.refresh_from_db()
    with pytest.raises(Refused):
        pass_on(
            sidoarjo, successor=gresik, change="split", what=Passing(units=[unit]), by=pembina, now=now(), reason="Lagi"
        )


def test_a_body_ends_only_when_all_was_passed_on(
    pembina: User, admin: User, upp: User, unit: ServiceUnit, sidoarjo: Agency
) -> None:
    gresik = agency("pemkab-gresik")
    left = {"successor": gresik, "change": "merged", "by": pembina, "now": now(), "reason": "UU"}
    with pytest.raises(Refused) as failure:
        pass_on(sidoarjo, what=Passing(units=[unit], ends=True), **left)
    assert "Masih ada 1 peran dan 0 unit" in sentence(failure)
    assert roles_of(upp).units == {unit.pk: Role.UNIT}  # nothing of the refused one stays
    people = Membership.objects.filter(person=admin)
    pass_on(sidoarjo, what=Passing(units=[unit], people=people, ends=True), **left)
    assert Agency.objects.get(pk=sidoarjo.pk).until == f"{today():%Y-%m}"
    assert load_agencies().ok and Agency.objects.get(pk=sidoarjo.pk).until == f"{today():%Y-%m}"


def test_only_the_centre_passes_on_and_wrong_wishes_are_refused(
    pembina: User, admin: User, hub_admin: User, upp: User, rival: User, sidoarjo: Agency
) -> None:
    gresik = agency("pemkab-gresik")
    given = {"successor": gresik, "change": "split", "what": Passing(), "by": pembina, "now": now(), "reason": "UU"}
    for person in (admin, hub_admin, upp):
        with pytest.raises(Denied):
            pass_on(sidoarjo, **given | {"by": person})
    for wrong, words in (
        ({"successor": sidoarjo}, "instansi lain"),
        ({"change": "bubar"}, "Pilih jenis perubahan"),
        ({"reason": " "}, "Tulis dasarnya"),
        ({"what": Passing(people=Membership.objects.filter(person=rival))}, "bukan admin instansi ini"),
    ):
        with pytest.raises(Refused) as failure:
            pass_on(sidoarjo, **given | wrong)
        assert words in sentence(failure)


def test_passing_on_by_page(pembina: User, admin: User, unit: ServiceUnit, sidoarjo: Agency) -> None:
    path = f"/pembina/instansi/{sidoarjo.slug}/pindahkan"
    assert signed_in(admin).get(path).status_code == 404
    browser = signed_in(pembina)
    assert unit.name in browser.get(path).text
    refused = browser.post(path, {"change": "split", "reason": "UU"})
    assert refused.status_code == 409 and "Pilih instansi penerusnya" in refused.text
    gresik = agency("pemkab-gresik")
    for forged in ("9" * 23, "²", "abc", "\0"):
        assert browser.post(path, {"successor": forged, "units": [forged], "people": [forged]}).status_code == 409
    sent = {"successor": gresik.pk, "change": "split", "units": [unit.pk], "reason": "UU 1/2026"}
    assert "Dipindahkan ke Pemerintah Kabupaten Gresik" in browser.post(path, sent, follow=True).text
