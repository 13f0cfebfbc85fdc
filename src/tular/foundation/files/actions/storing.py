"""Keeps files: bytes first, then the row that says they are there."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any
from uuid import uuid4

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.foundation.access.permissions import Denied
from tular.foundation.actions import Refused, action
from tular.foundation.files import permissions  # noqa: F401 - registers them
from tular.foundation.files.images import remake
from tular.foundation.files.kinds import Kind
from tular.foundation.files.models import State, StoredFile
from tular.foundation.files.naming import clean_name
from tular.foundation.files.purposes import Purpose, purpose_called
from tular.foundation.files.receiving import staging
from tular.foundation.files.sniffing import checked_kind
from tular.foundation.ui.sizes import bytes_text

PIECE = 1 << 20


class StorageFull(Refused):
    """Nothing can be written just now; the same again, later, may well be taken."""


@dataclass(frozen=True, slots=True)
class Placed:
    """Bytes that are on disk, and what is known of them."""

    stored_as: str
    size: int
    sha256: str
    kind: Kind
    width: int | None
    height: int | None


def store(upload: File[Any], purpose: str, *, by: Any, now: datetime) -> StoredFile:
    """Check and keep a file that came whole, with a form or from our own program.

    Call it before the transaction of what it is attached to: making a picture anew takes up to some seconds, in which
    SQLite would let nobody write. What is kept and then attached to nothing is removed by `sweep`. `by` is None for
    the system, or for a form that is open to strangers. Raises `Refused` with a sentence for the field, and `Denied`.
    """
    wanted = purpose_called(purpose)
    if by is not None and not wanted.may_add(by):
        raise Denied("files.begin")
    name = clean_name(upload.name or "")
    check_size(name, upload.size or 0, wanted)
    stream = _stream(upload)
    placed = place(stream, name, wanted)
    with transaction.atomic():
        row = StoredFile.objects.create(
            id=uuid4(), purpose=purpose, name=name, size=upload.size, uploaded_by=by, created_at=now
        )
        return keep(row, by=by, now=now, placed=placed)


def store_made(content: bytes, kind: Kind, name: str, purpose: str, *, now: datetime) -> StoredFile:
    """Keep a file that Tular built: of the kind that it was built as, with nothing to check.

    Call it before the transaction of what it is attached to, as `store`. Raises `StorageFull`.
    """
    stored_as = f"{(random := uuid4().hex)[:2]}/{random[2:]}{kind.endings[0]}"
    try:
        default_storage.save(stored_as, ContentFile(content))
    except OSError as error:
        raise StorageFull(disk_sentence()) from error
    placed = Placed(stored_as, len(content), hashlib.sha256(content).hexdigest(), kind, None, None)
    with transaction.atomic():
        row = StoredFile.objects.create(id=uuid4(), purpose=purpose, name=name, size=placed.size, created_at=now)
        return keep(row, by=None, now=now, placed=placed)


@action("files.keep", gettext_lazy("menyimpan berkas"), by_system=True)
def keep(file: StoredFile, *, by: Any, now: datetime, placed: Placed) -> StoredFile:
    """Say that a file is whole. Its bytes are on disk already (`place`)."""
    if file.state != State.UPLOADING:
        raise Refused(_("Berkas ini sudah selesai diunggah."))
    kind = placed.kind
    file.state, file.finished_at, file.content_type = State.READY, now, kind.content_type
    file.size, file.sha256, file.stored_as = placed.size, placed.sha256, placed.stored_as
    file.width, file.height = placed.width, placed.height
    file.save()
    return file


def check_size(name: str, size: int, purpose: Purpose) -> None:
    """Raise `Refused` for an empty file and for one larger than the purpose takes."""
    if size < 1:
        text = _("“%(name)s” kosong (0 byte). Periksa berkasnya di perangkat Anda, lalu kirim lagi.")
        raise Refused(text % {"name": name})
    if size > purpose.largest:
        text = _("“%(name)s” berukuran %(size)s, paling besar %(largest)s. Perkecil dulu, lalu kirim lagi.")
        raise Refused(text % {"name": name, "size": bytes_text(size), "largest": bytes_text(purpose.largest)})


def place(stream: IO[bytes], name: str, purpose: Purpose) -> Placed:
    """Check the content and put it into the storage, whole and flushed. Nothing points to it yet.

    Raises `Refused` when the purpose does not take it, when it is broken, or when the disk is full.
    """
    kind = checked_kind(stream, name, purpose)
    stored_as = f"{(random := uuid4().hex)[:2]}/{random[2:]}{kind.endings[0]}"
    try:
        with _to_be_kept(stream, kind, name) as (content, width, height):
            sha256, size = _digest(content)
            default_storage.save(stored_as, File(content))
    except OSError as error:
        raise StorageFull(disk_sentence()) from error
    return Placed(stored_as, size, sha256, kind, width, height)


def disk_sentence() -> str:
    """What to tell when nothing can be written."""
    return _(
        "Penyimpanan server sedang penuh atau tidak dapat ditulisi, sehingga berkas ini belum tersimpan. "
        "Coba lagi nanti; isian Anda yang lain tidak hilang."
    )


@contextmanager
def _to_be_kept(stream: IO[bytes], kind: Kind, name: str) -> Iterator[tuple[IO[bytes], int | None, int | None]]:
    """What is kept of the content: documents as they are, pictures made anew."""
    if not kind.is_image:
        yield stream, None, None
        return
    with tempfile.NamedTemporaryFile(suffix=".gambar", dir=staging()) as made:
        picture = remake(stream, kind, made, name)
        yield made, picture.width, picture.height


def _digest(content: IO[bytes]) -> tuple[str, int]:
    content.seek(0)
    digest, size = hashlib.sha256(), 0
    while piece := content.read(PIECE):
        digest.update(piece)
        size += len(piece)
    content.seek(0)
    return digest.hexdigest(), size


def _stream(upload: File[Any]) -> IO[bytes]:
    """The file under Django's wrapper, at its beginning."""
    with suppress(AttributeError):
        upload.seek(0)
    stream: IO[bytes] = upload.file if upload.file is not None else upload
    return stream
