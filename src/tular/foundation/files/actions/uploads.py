"""Files that come in pieces, over links that break: begun, continued where they stopped, finished or given up.

The pieces lie in a file of the staging folder; its length is the truth about how much has come. The row becomes ready
when the whole was checked and lies in the storage. A crash at any moment loses no piece that was acknowledged.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO, Any
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.foundation.access.permissions import Denied, require
from tular.foundation.actions import Refused, action
from tular.foundation.files.actions.storing import StorageFull, check_size, disk_sentence, keep, place
from tular.foundation.files.models import State, StoredFile
from tular.foundation.files.naming import clean_name
from tular.foundation.files.purposes import purpose_called
from tular.foundation.files.receiving import staging
from tular.foundation.files.sniffing import check_beginning

LARGEST_PIECE = 2_000_000
"""Bytes of one request."""

PART = ".bagian"
"""How names of unfinished uploads end in the staging folder."""

MOST_UNFINISHED = 10
"""Uploads that a person may have open at the same time."""

MOST_A_DAY = 1_000_000_000
"""Bytes that a person may begin to send within 24 hours."""


class WrongOffset(Exception):
    """The piece does not begin where the file ends; `offset` says where that is."""

    def __init__(self, offset: int) -> None:
        super().__init__(offset)
        self.offset = offset


class Busy(Exception):
    """Another request is writing to this upload just now."""


def part_path(id: UUID) -> Path:
    """Where the pieces of an upload lie."""
    return staging() / f"{id.hex}{PART}"


@action("files.begin", gettext_lazy("mulai mengunggah berkas"), on_trail=False)
def begin_upload(person: Any, *, by: Any, now: datetime, purpose: str, name: str, size: int) -> StoredFile:
    """Announce a file. The person is the subject: while their row is locked, the limits can be counted."""
    wanted = purpose_called(purpose)
    if not wanted.may_add(by):
        raise Denied("files.begin")
    name = clean_name(name)
    check_size(name, size, wanted)
    recent = StoredFile.objects.filter(uploaded_by=by, created_at__gt=now - timedelta(days=1))
    if recent.filter(state=State.UPLOADING).count() >= MOST_UNFINISHED:
        text = _("Ada %(count)d unggahan Anda yang belum selesai. Selesaikan atau batalkan dulu.")
        raise Refused(text % {"count": MOST_UNFINISHED})
    if (recent.aggregate(sum=Sum("size"))["sum"] or 0) + size > MOST_A_DAY:
        raise Refused(_("Kiriman Anda dalam 24 jam terakhir sudah mencapai 1 GB. Coba lagi besok."))
    return StoredFile.objects.create(
        id=uuid4(), purpose=purpose, name=name, size=size, uploaded_by=by, created_at=now, state=State.UPLOADING
    )


def received(file: StoredFile) -> int:
    """Bytes that have come and are safe."""
    if file.state != State.UPLOADING:
        return file.size
    path = part_path(file.pk)
    return path.stat().st_size if path.exists() else 0


def add_piece(file: StoredFile, *, by: Any, now: datetime, offset: int, piece: bytes) -> StoredFile:
    """Append a piece; with the last one the file is checked and kept. An empty piece at the end only finishes.

    Raises `WrongOffset` and `Busy`; `Refused` when the content is not taken: then the upload is over, its row says
    why. `StorageFull`, a kind of `Refused`, means try later: nothing that came before is lost.
    """
    require(by, "files.keep", file)
    if _is_over(file):
        return file
    with _part(file.pk) as part:
        file.refresh_from_db()
        if _is_over(file):
            return file
        length = part.seek(0, os.SEEK_END)
        if offset != length or length + len(piece) > file.size:
            raise WrongOffset(length)
        _append(part, piece, length)
        try:
            if length == 0 and piece:
                check_beginning(part, file.name, file.defined_purpose)
            if length + len(piece) < file.size:
                return file
            placed = place(part, file.name, file.defined_purpose)
        except StorageFull:
            raise
        except Refused as refused:
            refuse(file, by=by, now=now, reason=str(refused))
            part_path(file.pk).unlink(missing_ok=True)
            raise
        kept = keep(file, by=by, now=now, placed=placed)
        part_path(file.pk).unlink(missing_ok=True)
        return kept


def _is_over(file: StoredFile) -> bool:
    """True when it is whole already. Raises `Refused` again when it was refused."""
    if file.state == State.REFUSED:
        raise Refused(file.refusal)
    return bool(file.state == State.READY)


@action("files.refuse", gettext_lazy("menolak berkas yang diunggah"))
def refuse(file: StoredFile, *, by: Any, now: datetime, reason: str) -> StoredFile:
    """Note why the content was not taken, so that a page that lost the answer can still tell."""
    file.state, file.refusal, file.finished_at = State.REFUSED, reason, now
    file.save()
    return file


@action("files.cancel", gettext_lazy("membatalkan unggahan"), on_trail=False)
def cancel_upload(file: StoredFile, *, by: Any, now: datetime) -> None:
    """Give up an upload and throw its pieces away. A file that is whole already is not touched (`discard`)."""
    if file.state == State.READY:
        raise Refused(_("Berkas ini sudah selesai diunggah."))
    StoredFile.objects.filter(pk=file.pk).delete()
    path = part_path(file.pk)
    transaction.on_commit(lambda: path.unlink(missing_ok=True))


@contextmanager
def _part(id: UUID) -> Iterator[IO[bytes]]:
    """The file of the pieces, for us alone among all processes."""
    try:
        part = part_path(id).open("a+b")
    except OSError as error:
        raise StorageFull(disk_sentence()) from error
    with part:
        try:
            fcntl.flock(part, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Busy from error
        yield part


def _append(part: IO[bytes], piece: bytes, length: int) -> None:
    """Write and wait for the disk; of a piece that does not fit nothing stays."""
    try:
        part.write(piece)
        part.flush()
        os.fsync(part.fileno())
    except OSError as error:
        part.truncate(length)
        raise StorageFull(disk_sentence()) from error
