"""Takes files out of plain form posts: large ones go to disk as they come, and never more than any purpose takes."""

from __future__ import annotations

import tempfile
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from tular.foundation.files.purposes import all_purposes


def staging() -> Path:
    """The folder, on this machine's disk, for what is not whole yet. Made when it is missing."""
    folder = Path(settings.UPLOAD_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def largest_of_all() -> int:
    """Bytes of the largest file that any purpose takes."""
    return max((purpose.largest for purpose in all_purposes()), default=0)


class BoundedUploadHandler(FileUploadHandler):
    """A temporary file in the staging folder. Of a file too large the rest is thrown away and only counted."""

    def new_file(self, *args: object, **kwargs: object) -> None:
        """Open the temporary file."""
        super().new_file(*args, **kwargs)  # type: ignore[arg-type]
        folder = staging()
        self.file = _Staged(self.file_name or "", self.content_type or "", folder)
        self.limit = largest_of_all()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Write, until it is too much anyway."""
        if start <= self.limit:
            self.file.write(raw_data)

    def file_complete(self, file_size: int) -> UploadedFile:
        """Hand the file over; `size` is that of the file as sent, so that a refusal can name it."""
        self.file.seek(0)
        self.file.size = file_size
        return self.file

    def upload_interrupted(self) -> None:
        """The connection broke: nothing was promised, so nothing is kept."""
        if hasattr(self, "file"):
            self.file.close()


class _Staged(TemporaryUploadedFile):
    """Django's own, but in our folder, from which the storage can take it without copying between disks."""

    def __init__(self, name: str, content_type: str, folder: Path) -> None:
        file = tempfile.NamedTemporaryFile(suffix=".kiriman", dir=folder)  # noqa: SIM115 - closed by the request
        UploadedFile.__init__(self, file, name, content_type, 0, None, None)
