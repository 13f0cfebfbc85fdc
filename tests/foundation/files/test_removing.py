"""Removing: only what nothing mentions, only after the commit, and what was left behind after a day."""

from __future__ import annotations

import os
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from tests.foundation.files import specimens
from tests.foundation.files.conftest import NOW
from tests.foundation.files.test_storing import files_below
from tests.foundation.files.test_uploads import LETTER, begin
from tular.features.accounts.models import User
from tular.foundation.access.permissions import Denied
from tular.foundation.actions import Refused
from tular.foundation.audit.models import AuditEntry
from tular.foundation.files import purposes
from tular.foundation.files.actions import Swept, add_piece, discard, release, store, sweep
from tular.foundation.files.jobs import sweep_files
from tular.foundation.files.kinds import LETTERS
from tular.foundation.files.models import StoredFile
from tular.foundation.files.purposes import Purpose, by_relation
from tular.foundation.jobs.run import Run

LATER = timedelta(days=1, minutes=1)


@pytest.fixture
def photo(sender: User) -> StoredFile:
    content = specimens.upload("kegiatan.jpg", specimens.jpeg_with_place())
    file = store(content, "test.photo", by=sender, now=NOW)
    assert b"".join(Client().get(file.image_path(48)).streaming_content)  # type: ignore[attr-defined]
    return file


def define(code: str, in_use: Any) -> None:
    purposes.define(Purpose(code, "Lain", LETTERS, 10_000, lambda person, file: True, in_use=in_use))


def test_a_file_goes_after_the_commit_with_its_copies(
    photo: StoredFile, sender: User, own_folders: Path, django_capture_on_commit_callbacks: Any
) -> None:
    assert len(files_below(own_folders)) == 2
    with django_capture_on_commit_callbacks() as callbacks:
        discard(photo, by=sender, now=NOW, reason="ganti foto")
    assert len(files_below(own_folders)) == 2, "not before the commit"
    for callback in callbacks:
        callback()
    assert files_below(own_folders) == []
    assert not StoredFile.objects.exists()
    entry = AuditEntry.objects.latest("number")
    assert (entry.action, entry.subject_id, entry.subject_name, entry.reason) == (
        "files.discard", str(photo.pk), "kegiatan.jpg", "ganti foto",
    )  # fmt: skip


def test_a_file_that_is_mentioned_stays(sender: User, stranger: User, django_capture_on_commit_callbacks: Any) -> None:
    define("test.used", lambda ids: ids)
    file = store(specimens.upload("a.pdf", specimens.PDF), "test.used", by=sender, now=NOW)
    with pytest.raises(Refused, match="masih dipakai"):
        discard(file, by=sender, now=NOW)
    with pytest.raises(Denied):
        discard(file, by=stranger, now=NOW)
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        release(file, now=NOW)
    assert sweep(timezone.now() + LATER).files == 0
    assert StoredFile.objects.filter(pk=file.pk).exists()


def test_a_released_file_goes_when_nothing_else_mentions_it(
    photo: StoredFile, own_folders: Path, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        release(photo, now=NOW)
        release(None, now=NOW)
    assert not StoredFile.objects.exists()


def test_the_sweep_removes_what_belongs_to_nothing_after_a_day(
    photo: StoredFile, sender: User, own_folders: Path, django_capture_on_commit_callbacks: Any
) -> None:
    stopped, coming = begin(sender), begin(sender)
    for file in (stopped, coming):
        add_piece(file, by=sender, now=NOW, offset=0, piece=LETTER[:100])
    define("test.unsure", None)
    unsure = store(specimens.upload("a.pdf", specimens.PDF), "test.unsure", by=sender, now=NOW)
    lost = own_folders / "unggahan" / "tmpabc.kiriman"
    lost.write_bytes(b"x")
    nobody = own_folders / "berkas" / "ab" / "cdef.pdf"
    nobody.parent.mkdir(exist_ok=True)
    nobody.write_bytes(b"x")
    young = timezone.now()
    assert sweep(NOW + timedelta(hours=23)) == Swept(0, 0, 0)
    yesterday = time.time() - LATER.total_seconds()
    for path in (lost, nobody, own_folders / "unggahan" / f"{stopped.pk.hex}.bagian"):
        os.utime(path, (yesterday, yesterday))
    with django_capture_on_commit_callbacks(execute=True):
        assert sweep(max(young, NOW + LATER)) == Swept(uploads=1, files=1, leftovers=2)
    assert set(StoredFile.objects.values_list("pk", flat=True)) == {coming.pk, unsure.pk}
    assert [path.parent.name for path in files_below(own_folders)].count("unggahan") == 1
    assert len(files_below(own_folders)) == 2


def test_the_sweep_is_regular_work(db: None) -> None:
    assert sweep_files(Run(id=1)) == "Dihapus: 0 unggahan yang tidak selesai, 0 berkas yang tidak dipakai, 0 sisa."


def test_a_purpose_is_defined_once() -> None:
    define("test.twice", by_relation)
    with pytest.raises(ValueError, match=r"two purposes are called 'test\.twice'"):
        define("test.twice", None)
