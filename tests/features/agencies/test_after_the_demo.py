"""Once the demo is over, its people hold nothing; while it is on, real people are counted for a warning."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from tests.people import signed_in
from tular.config.commands import _prepare_demo
from tular.features.accounts.models import User
from tular.features.agencies.actions import create_demo_people
from tular.features.agencies.models import Agency, Membership
from tular.features.agencies.queries.giving import admins_above
from tular.features.agencies.queries.roles import real_people_with_roles, roles_of
from tular.foundation.notifications.models import Notice


def test_made_up_people_hold_their_roles_while_the_demo_lasts(sidoarjo: Agency, settings: Any) -> None:
    settings.DEMO = True
    create_demo_people(now=timezone.now())
    hub = User.objects.get(name="Contoh Admin Hub")
    assert roles_of(hub).hubs and list(admins_above(sidoarjo)) == [hub]
    settings.DEMO = False
    assert not roles_of(hub).hubs and list(admins_above(sidoarjo)) == []
    assert Membership.objects.filter(person=hub, until=None).exists()  # it is on again with the demo


def test_real_people_in_a_demo_are_warned_of(
    sidoarjo: Agency, settings: Any, capsys: pytest.CaptureFixture[str], admin: User, upp: User, member: User
) -> None:
    settings.DEMO = True
    _prepare_demo()
    assert real_people_with_roles() == 2
    assert "2 orang sungguhan punya peran di sini" in capsys.readouterr().err
    Membership.objects.filter(person__is_demo=False).delete()
    _prepare_demo()
    assert capsys.readouterr().err == ""


def test_a_notice_with_a_number_that_is_none_marks_no_other(upp: User) -> None:
    Notice.objects.create(person=upp, kind="x", group="x", path="/", rhythm="tidak", at=timezone.now())
    signed_in(upp).post("/pemberitahuan/baca", {"id": "abc"})
    assert Notice.objects.filter(person=upp, read_at=None).count() == 1
