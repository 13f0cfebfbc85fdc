"""Smaller copies of pictures, made when first asked for and kept beside them."""

from __future__ import annotations

import tempfile
from typing import Any
from uuid import UUID

from django.core.files.base import File
from django.core.files.storage import default_storage

from tular.foundation.files.images import make_copy
from tular.foundation.files.kinds import Kind
from tular.foundation.files.models import StoredFile
from tular.foundation.files.receiving import staging

COPIES = "salinan"
"""Folder of the storage; everything in it can be made again."""


def folder_of_copies(id: UUID) -> str:
    """Where the copies of one picture lie."""
    return f"{COPIES}/{id.hex[:2]}/{id.hex[2:]}"


def copy_of(file: StoredFile, width: int, form: Kind) -> str:
    """Name in the storage of a copy at most `width` pixels wide, as WebP or JPEG. Raises OSError without the bytes."""
    name = f"{folder_of_copies(file.pk)}/{width}{form.endings[0]}"
    if default_storage.exists(name):
        return name
    assert file.kind is not None, "only pictures that are ready have copies"
    with (
        default_storage.open(file.stored_as) as source,
        tempfile.NamedTemporaryFile(suffix=".salinan", dir=staging()) as made,
    ):
        content: Any = source  # Django's wrapper reads and seeks like the file in it
        make_copy(content, file.kind, made, width, form)
        made.seek(0)
        # Somebody else may have made the same one meanwhile; then ours gets another name and is as good.
        return default_storage.save(name, File(made))
