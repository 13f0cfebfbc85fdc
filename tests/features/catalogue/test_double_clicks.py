"""A button of a record pressed twice does its thing once, and the second press gets the answer of the first."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from tests.double_clicks import twice
from tests.foundation.files import specimens
from tests.people import signed_in
from tular.features.accounts.models import User
from tular.features.agencies.models import Agency, ServiceUnit
from tular.features.catalogue.actions import approve, create_innovation, publish, save_section, submit
from tular.features.catalogue.models import BulkChange, Innovation, SectionRevision, SustainabilityDeclaration
from tular.foundation.audit.models import AuditEntry
from tular.foundation.notifications.models import Notice

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)


@pytest.fixture
def draft(sidoarjo: Agency, unit: ServiceUnit, upp: User) -> Innovation:
    made = create_innovation(sidoarjo, by=upp, now=NOW, title="Antre Cepat", unit=unit)
    for section, content in (("masalah", {"problem": "Antre."}), ("cara-kerja", {"solution": "Nomor."})):
        save_section(made, by=upp, now=NOW, section=section, content=content, base=0)
    return Innovation.objects.get(pk=made.pk)


@pytest.fixture
def published(draft: Innovation, upp: User, admin: User, hub_admin: User) -> Innovation:
    submit(draft, by=upp, now=NOW)
    approve(draft, by=admin, now=NOW)
    publish(draft, by=hub_admin, now=NOW)
    return Innovation.objects.get(pk=draft.pk)


def entries(action: str) -> int:
    return AuditEntry.objects.filter(action=action).count()


def same(answers: tuple[Any, Any]) -> str:
    """Where both answers lead."""
    first, second = answers
    assert (first.status_code, second.status_code) == (302, 302), second.text
    assert first.headers["Location"] == second.headers["Location"]
    return str(first.headers["Location"])


def test_a_text_is_submitted_approved_and_published_once(
    draft: Innovation, upp: User, admin: User, hub_admin: User
) -> None:
    base = f"/catatan/{draft.code}"
    same(twice(signed_in(upp), f"{base}/langkah/ajukan", f"{base}/langkah/ajukan", {"reason": ""}))
    assert (entries("catalogue.submit"), Notice.objects.filter(kind="catalogue.submitted").count()) == (1, 1)
    review = f"/kurasi/{draft.code}"
    decided = {"versi": "1", "lanjut": "kurasi"}
    assert same(twice(signed_in(admin), review, f"{base}/langkah/setujui", decided)) == "/kurasi?lanjut=1"
    assert entries("catalogue.approve") == 1
    same(twice(signed_in(hub_admin), review, f"{base}/langkah/terbitkan", decided))
    assert (entries("catalogue.publish"), draft.versions.count()) == (1, 2)


def test_a_text_is_sent_back_once(draft: Innovation, upp: User, admin: User) -> None:
    submit(draft, by=upp, now=NOW)
    path = f"/catatan/{draft.code}/langkah/kembalikan"
    same(twice(signed_in(admin), f"/kurasi/{draft.code}", path, {"versi": "1", "reason": "Sebut angkanya."}))
    assert (entries("catalogue.return"), Notice.objects.filter(kind="catalogue.returned").count()) == (1, 1)


def test_a_declaration_is_made_once(published: Innovation, upp: User) -> None:
    path = f"/catatan/{published.code}/nyatakan"
    fields = {"status": "berlanjut", "on": "2026-11-20", "evidence": "Surat 12/2026"}
    same(twice(signed_in(upp), path, path, fields))
    assert SustainabilityDeclaration.objects.count() == 1


def test_many_are_changed_once_and_taken_back_once(published: Innovation, admin: User) -> None:
    client = signed_in(admin)
    fields = {"pilih": [published.code], "lakukan": "tarik", "alasan": "Diperiksa."}
    location = same(twice(client, "/catatan", "/catatan/massal", fields))
    change = BulkChange.objects.get()
    assert entries("catalogue.withdraw") == 1
    path = f"/catatan/massal/{change.pk}/urungkan"
    same(twice(client, location, path, {}))
    assert entries("catalogue.restore") == 1
    assert "sudah diurungkan" not in client.get("/catatan").text


def test_a_section_with_a_file_is_saved_once_and_meets_no_text_of_its_own_author(draft: Innovation, upp: User) -> None:
    path = f"/catatan/{draft.code}/sunting/media"
    fields = {
        "dasar": "0", "photos-TOTAL_FORMS": "1", "photos-INITIAL_FORMS": "0", "photos-0-alt": "Loket",
        "photos-0-consent": "tanpa-orang", "videos-TOTAL_FORMS": "0", "videos-INITIAL_FORMS": "0",
        "documents-TOTAL_FORMS": "0", "documents-INITIAL_FORMS": "0",
        "photos-0-file": specimens.upload("loket.jpg", specimens.jpeg_with_place()),
    }  # fmt: skip
    first, second = twice(signed_in(upp), path, path, fields)
    assert (first.status_code, second.status_code) == (302, 302), second.text
    assert SectionRevision.objects.filter(section="media").count() == 1
    assert len(Innovation.objects.get(pk=draft.pk).draft.content["media"]["photos"]) == 1
