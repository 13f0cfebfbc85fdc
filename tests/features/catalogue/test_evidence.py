"""The evidence of a declaration: its workers open it, nobody else; the public reads why and that there is evidence."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.foundation.files import specimens
from tests.people import signed_in
from tular.features.accounts.models import User
from tular.features.agencies.models import ServiceUnit
from tular.features.catalogue.actions import Declared, declare_sustainability
from tular.features.catalogue.models import Innovation, SustainabilityDeclaration
from tular.foundation.files.models import StoredFile

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, settings: Any) -> None:
    """Files of each test lie in a place of their own."""
    settings.UPLOAD_DIR = tmp_path / "unggahan"
    local = {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path / "berkas"}}
    settings.STORAGES = {**settings.STORAGES, "default": local}


@pytest.fixture
def record(unit: ServiceUnit) -> Innovation:
    return Innovation.objects.create(code="c1", slug="c1", title="Antre", agency=unit.agency, service_unit=unit)


@pytest.fixture
def declared(record: Innovation, upp: User) -> StoredFile:
    """The unit declared with a letter that the innovation stopped; the file came a week ago."""
    fields = {
        "status": "berhenti", "on": "2026-11-20", "code": "anggaran", "reason": "Tidak ada anggaran lagi.",
        "evidence": "Surat rahasia 12/2026", "evidence_file": specimens.upload("surat pak kadis.pdf", specimens.PDF),
    }  # fmt: skip
    answer = signed_in(upp).post("/catatan/c1/nyatakan", fields)
    assert answer.status_code == 302, answer.text
    StoredFile.objects.update(created_at=NOW - timedelta(days=7))
    return StoredFile.objects.get()


def got(client: Client, path: str) -> bytes:
    """The content of a file."""
    response = client.get(path)
    assert response.status_code == 200
    return b"".join(response.streaming_content)  # type: ignore[arg-type]


def test_the_workers_of_the_record_see_the_evidence_and_open_it(
    declared: StoredFile, request: pytest.FixtureRequest
) -> None:
    for who in ("upp", "unit_admin", "admin", "hub_admin", "pembina"):
        client = signed_in(request.getfixturevalue(who))
        for path in ("/catatan/c1", "/catatan/c1/riwayat"):
            page = client.get(path).text
            assert f'<a href="{declared.path}">surat pak kadis.pdf</a>' in page, (who, path)
            assert "Surat rahasia 12/2026" in page
        assert got(client, declared.path) == specimens.PDF, who


def test_nobody_else_opens_it(declared: StoredFile, client: Client, request: pytest.FixtureRequest) -> None:
    assert client.get(declared.path).status_code in (302, 404)
    for who in ("colleague", "rival", "outsider", "member"):
        browser = signed_in(request.getfixturevalue(who))
        assert browser.get(declared.path).status_code == 404, who
        assert browser.get("/catatan/c1").status_code == 404, who


def test_the_public_page_tells_why_and_keeps_the_evidence_back(declared: StoredFile, client: Client) -> None:
    page = client.get("/inovasi/c1").text
    assert "Berhenti atau vakum: anggaran." in page
    assert "Tidak ada anggaran lagi." in page
    assert "Buktinya disimpan dan hanya dibuka pemilik dan pembinanya." in page
    for secret in ("Surat rahasia", "surat pak kadis", str(declared.pk), "Upp Taman"):
        assert secret not in page


def test_a_former_declaration_stays_with_its_evidence_in_the_history(
    declared: StoredFile, record: Innovation, upp: User, client: Client
) -> None:
    # The first came through the page, so at the moment of the real clock.
    later = Declared("berlanjut", NOW.date(), evidence="Laporan 2026")
    declare_sustainability(record, by=upp, now=timezone.now() + timedelta(days=1), declared=later)
    browser = signed_in(upp)
    assert declared.path not in browser.get("/catatan/c1").text
    assert declared.path in browser.get("/catatan/c1/riwayat").text
    assert "Tidak ada anggaran lagi." not in client.get("/inovasi/c1").text
    declare_sustainability(
        record, by=upp, now=timezone.now() + timedelta(days=2), declared=Declared("tidak-diketahui", NOW.date())
    )
    assert "Buktinya disimpan" not in client.get("/inovasi/c1").text
    assert SustainabilityDeclaration.objects.count() == 3


def test_somebody_elses_file_is_not_made_ones_evidence(declared: StoredFile, rival: User) -> None:
    unit = rival.memberships.get().unit
    assert unit is not None
    Innovation.objects.create(code="c2", slug="c2", title="Lain", agency=unit.agency, service_unit=unit)
    fields = {"status": "berlanjut", "on": "2026-11-20", "evidence": "", "evidence_file-id": str(declared.pk)}
    answer = signed_in(rival).post("/catatan/c2/nyatakan", fields)
    assert answer.status_code == 409
    assert signed_in(rival).get(declared.path).status_code == 404
