"""NUL, which PostgreSQL refuses to keep, never gets as far as a view."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.test import Client

from tests.people import signed_in
from tular.features.accounts.models import User
from tular.features.agencies.models import Agency, ServiceUnit
from tular.features.catalogue.actions import create_innovation
from tular.features.catalogue.models import Innovation
from tular.features.conversations.models import Bookmark

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "path",
    [
        "/inovasi/a%00b",
        "/catatan/%00",
        "/undangan/%00",
        "/gabung/%00",
        "/surat/berhenti/%00",
        "/api/v1/innovations/%00",
    ],
)
def test_an_address_with_nul_does_not_exist(super_admin: User, catalogue: None, path: str) -> None:
    assert Client().get(path).status_code in (302, 404)
    assert signed_in(super_admin).get(path).status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/jelajah?q=a%00b&tema=%00",
        "/instansi?q=a%00b&cari=a%00b",
        "/catatan?cari=a%00b&keadaan=%00",
        "/kurasi?cari=%00",
        "/pembina/orang?q=%00",
        "/api/v1/innovations?q=a%00b",
        "/api/v1/agencies?q=a%00b",
        "/?%00=1",
    ],
)
def test_a_list_is_searched_without_it(super_admin: User, catalogue: None, path: str) -> None:
    assert signed_in(super_admin).get(path).status_code in (200, 422)


def test_a_posted_text_is_kept_without_it(
    catalogue: None, sidoarjo: Agency, unit: ServiceUnit, upp: User, member: User
) -> None:
    draft = create_innovation(sidoarjo, by=upp, now=NOW, title="Antre Cepat", unit=unit)
    sent = {"problem": "Antre\0 dua\0 jam.", "dasar": "0", "a\0b": "c"}
    assert signed_in(upp).post(f"/catatan/{draft.code}/sunting/masalah", sent).status_code == 302
    assert Innovation.objects.get(pk=draft.pk).draft.content["masalah"]["problem"] == "Antre dua jam."
    innovation = Innovation.objects.filter(state="terbit")[0]
    assert signed_in(member).post(f"/inovasi/{innovation.slug}/simpan", {"note": "nanti\0"}).status_code == 302
    assert Bookmark.objects.get(person=member).note == "nanti"
