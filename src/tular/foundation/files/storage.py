"""The local disk as storage: a name stands for whole bytes or does not exist."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage


class DurableFileSystemStorage(FileSystemStorage):
    """Writes under a temporary name, waits for the disk, then renames: a crash leaves no half file under a name."""

    def _save(self, name: str, content: File[Any]) -> str:
        final = Path(self.path(name))
        final.parent.mkdir(parents=True, exist_ok=True)
        temporary = final.with_name(f".{final.name}.{uuid4().hex}.part")
        try:
            with temporary.open("wb") as out:
                for chunk in content.chunks(1 << 20):
                    out.write(chunk if isinstance(chunk, bytes) else chunk.encode())
                out.flush()
                os.fsync(out.fileno())
            temporary.rename(final)
        finally:
            with suppress(FileNotFoundError):
                temporary.unlink()
        _sync_folder(final.parent)
        return str(name).replace("\\", "/")


def _sync_folder(folder: Path) -> None:
    """Have the name itself reach the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
