"""Reads stored files. `visible_file` is the single truth of who may read one."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from tular.foundation.files.models import State, StoredFile
from tular.foundation.files.purposes import purpose_called

PREVIEW = timedelta(days=1)
"""How long who sent a file may read it whatever its purpose says, before something refers to it."""


def visible_file(person: Any, id: UUID, now: datetime) -> StoredFile | None:
    """The file when it is ready and this person may read it. `person` is None for a stranger."""
    file = StoredFile.objects.filter(pk=id, state=State.READY).first()
    return file if file is not None and may_read(person, file, now) else None


def may_read(person: Any, file: StoredFile, now: datetime) -> bool:
    """Whether the purpose lets this person read it, or they sent it less than a day ago."""
    if person is not None and file.uploaded_by_id == person.pk and now - file.created_at < PREVIEW:
        return True
    try:
        purpose = purpose_called(file.purpose)
    except KeyError:  # the feature that knew who may read it is not installed any more
        return False
    return bool(purpose.may_read(person, file))


def own_ready_file(person: Any, id: UUID | str, purpose: str) -> StoredFile | None:
    """A whole file for this purpose that the person sent, to be attached to something."""
    return _ready(id, purpose).filter(uploaded_by=person).first() if person is not None else None


def ready_file(id: UUID | str, purpose: str) -> StoredFile | None:
    """A whole file for this purpose, whoever sent it."""
    return _ready(id, purpose).first()


def ready_files(ids: Collection[UUID | str]) -> dict[UUID, StoredFile]:
    """Whole files by id, in one query; ids that are none, or not ready, are left out."""
    return {file.pk: file for file in StoredFile.objects.filter(pk__in=_uuids(ids), state=State.READY)}


def _ready(id: UUID | str, purpose: str) -> Any:
    return StoredFile.objects.filter(pk__in=_uuids([id]), purpose=purpose, state=State.READY)


def _uuids(ids: Collection[UUID | str]) -> list[UUID]:
    found = []
    for one in ids:
        try:
            found.append(one if isinstance(one, UUID) else UUID(one))
        except ValueError:
            continue
    return found
