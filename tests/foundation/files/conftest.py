"""Purposes of files and people for the tests of stored files."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tular.features.accounts.models import User
from tular.foundation.files import purposes
from tular.foundation.files.kinds import DOCUMENTS, PHOTOS
from tular.foundation.files.purposes import Purpose, by_relation

NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)


@pytest.fixture(autouse=True)
def own_purposes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the purposes of these tests are known."""
    monkeypatch.setattr(purposes, "_purposes", {})
    purposes.define(
        Purpose(
            "test.photo",
            "Foto",
            PHOTOS,
            20_000_000,
            may_read=lambda person, file: True,
            images=(48, 96),
            in_use=by_relation,
        )
    )
    purposes.define(
        Purpose("test.letter", "Surat", DOCUMENTS, 3_000_000, may_read=lambda person, file: False, in_use=by_relation)
    )


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, settings: Any) -> Path:
    """Storage and staging of each test are its own."""
    settings.UPLOAD_DIR = tmp_path / "unggahan"
    local = {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path / "berkas"}}
    settings.STORAGES = {**settings.STORAGES, "default": local}
    return tmp_path


@pytest.fixture
def sender(db: None) -> User:
    return User.objects.create_user("pengirim@contoh.go.id", "Sri Pengirim")


@pytest.fixture
def stranger(db: None) -> User:
    return User.objects.create_user("lain@contoh.go.id", "Bambang Lain")
