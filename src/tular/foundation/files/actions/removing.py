"""Removes files that nothing mentions any more, and what was left behind on the way."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import batched
from typing import Any

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.foundation.actions import Refused, action
from tular.foundation.files.actions.copies import COPIES, folder_of_copies
from tular.foundation.files.actions.uploads import PART, part_path
from tular.foundation.files.models import State, StoredFile
from tular.foundation.files.purposes import all_purposes
from tular.foundation.files.receiving import staging
from tular.foundation.files.references import mentioned

log = logging.getLogger(__name__)

LINGER = timedelta(days=1)
"""How long something that nobody mentions stays: a form may be open that will mention it."""

BATCH = 200


@dataclass(frozen=True, slots=True)
class Swept:
    """How much was removed."""

    uploads: int
    """Unfinished and refused ones."""
    files: int
    """Whole ones that nothing mentions."""
    leftovers: int
    """Bytes without a row: names in the storage and in the staging folder."""


@action("files.discard", gettext_lazy("menghapus berkas"), by_system=True)
def discard(file: StoredFile, *, by: Any, now: datetime, reason: str = "") -> None:
    """Remove a file that nothing mentions; its bytes go after the commit. Raises `Refused` when something does."""
    if mentioned([file]):
        raise Refused(_("Berkas “%(name)s” masih dipakai, jadi tidak dihapus.") % {"name": file.name})
    StoredFile.objects.filter(pk=file.pk).delete()
    transaction.on_commit(lambda: _remove_bytes(file))


def release(file: StoredFile | None, *, now: datetime) -> None:
    """Call inside the transaction that stops mentioning a file: it goes after the commit, unless it is still used."""
    if file is not None:
        transaction.on_commit(lambda: _discard_if_unused(file, now), robust=True)


def sweep(now: datetime) -> Swept:
    """Remove what is older than a day and belongs to nothing. Safe beside people who send; may be repeated."""
    uploads = _sweep_uploads(now)
    files = _sweep_files(now)
    return Swept(uploads, files, _sweep_staging() + _sweep_storage(now))


def _discard_if_unused(file: StoredFile, now: datetime) -> bool:
    with suppress(Refused, StoredFile.DoesNotExist):
        discard(file, by=None, now=now)
        return True
    return False


def _remove_bytes(file: StoredFile) -> None:
    """The file and its copies. What cannot be removed now is a leftover for the next sweep."""
    part_path(file.pk).unlink(missing_ok=True)
    try:
        if file.stored_as:
            default_storage.delete(file.stored_as)
        _remove_copies(folder_of_copies(file.pk))
    except OSError:
        log.warning("bytes of file %s were not removed", file.pk, exc_info=True)


def _remove_copies(folder: str) -> None:
    if not default_storage.exists(folder):
        return
    for name in default_storage.listdir(folder)[1]:
        default_storage.delete(f"{folder}/{name}")
    default_storage.delete(folder)


def _sweep_uploads(now: datetime) -> int:
    """Uploads that stopped; one that still gets pieces after a day goes on."""
    old = StoredFile.objects.filter(state__in=[State.UPLOADING, State.REFUSED], created_at__lt=now - LINGER)
    stopped = [file for file in old if not _still_coming(file)]
    for batch in batched(stopped, BATCH):
        StoredFile.objects.filter(pk__in=[file.pk for file in batch]).exclude(state=State.READY).delete()
    for file in stopped:
        part_path(file.pk).unlink(missing_ok=True)
    return len(stopped)


def _still_coming(file: StoredFile) -> bool:
    path = part_path(file.pk)
    return path.exists() and time.time() - path.stat().st_mtime < LINGER.total_seconds()


def _sweep_files(now: datetime) -> int:
    """Whole files that nothing mentions, of purposes that can tell."""
    codes = [purpose.code for purpose in all_purposes() if purpose.in_use]
    old = StoredFile.objects.filter(state=State.READY, purpose__in=codes, finished_at__lt=now - LINGER)
    count = 0
    for batch in batched(list(old.order_by("pk")), BATCH):
        used = mentioned(batch)
        count += sum(_discard_if_unused(file, now) for file in batch if file.pk not in used)
    return count


def _sweep_staging() -> int:
    """Pieces of uploads without a row, and what an ended process left of a form."""
    count = 0
    for path in staging().iterdir():
        with suppress(OSError):
            if time.time() - path.stat().st_mtime < LINGER.total_seconds():
                continue
            if path.suffix == PART and StoredFile.objects.filter(pk=path.stem).exists():
                continue
            path.unlink()
            count += 1
    return count


def _sweep_storage(now: datetime) -> int:
    """Bytes whose row was never written or is gone."""
    count = 0
    for folder in _folders(""):
        if folder == COPIES:
            _sweep_copies()
            continue
        names = [f"{folder}/{name}" for name in default_storage.listdir(folder)[1]]
        for batch in batched(names, BATCH):
            known = set(StoredFile.objects.filter(stored_as__in=batch).values_list("stored_as", flat=True))
            for name in batch:
                if name not in known and _is_old(name, now):
                    default_storage.delete(name)
                    count += 1
    return count


def _sweep_copies() -> None:
    """Copies of files that are gone; not counted, since they could be made again."""
    for shelf in _folders(COPIES):
        ids = {f"{shelf}{rest}": f"{COPIES}/{shelf}/{rest}" for rest in _folders(f"{COPIES}/{shelf}")}
        known = {id.hex for id in StoredFile.objects.filter(pk__in=list(ids)).values_list("pk", flat=True)}
        for id, folder in ids.items():
            if id not in known:
                _remove_copies(folder)


def _folders(parent: str) -> Iterator[str]:
    if default_storage.exists(parent):
        yield from default_storage.listdir(parent)[0]


def _is_old(name: str, now: datetime) -> bool:
    try:
        return bool(now - default_storage.get_modified_time(name) > LINGER)
    except OSError:
        return False
