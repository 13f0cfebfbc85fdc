"""Files that come whole: what is kept of them, and what is refused with which sentence."""

from __future__ import annotations

import hashlib
import io

import pytest
from django.core.files.storage import default_storage
from PIL import Image

from tests.foundation.files import specimens
from tests.foundation.files.conftest import NOW
from tular.features.accounts.models import User
from tular.foundation.actions import Refused
from tular.foundation.audit.models import AuditEntry
from tular.foundation.files.actions import store
from tular.foundation.files.models import State, StoredFile


def kept_bytes(file: StoredFile) -> bytes:
    with default_storage.open(file.stored_as) as content:
        return bytes(content.read())


def refusal(name: str, content: bytes, purpose: str, by: User) -> str:
    with pytest.raises(Refused) as refused:
        store(specimens.upload(name, content), purpose, by=by, now=NOW)
    assert not StoredFile.objects.exists()
    return str(refused.value)


def test_a_document_is_kept_byte_for_byte_and_its_hash_is_known(sender: User) -> None:
    file = store(specimens.upload("surat tugas.pdf", specimens.PDF), "test.letter", by=sender, now=NOW)
    assert kept_bytes(file) == specimens.PDF
    assert (file.state, file.name, file.size, file.content_type, file.uploaded_by, file.finished_at) == (
        State.READY, "surat tugas.pdf", len(specimens.PDF), "application/pdf", sender, NOW,
    )  # fmt: skip
    assert file.sha256 == hashlib.sha256(specimens.PDF).hexdigest()
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.subject_name, entry.person_name) == ("files.keep", "surat tugas.pdf", "Sri Pengirim")


def test_a_photo_loses_place_camera_and_notes_and_stands_upright(sender: User) -> None:
    sent = specimens.jpeg_with_place()
    file = store(specimens.upload("IMG_1.jpg", sent), "test.photo", by=sender, now=NOW)
    kept = kept_bytes(file)
    assert (file.width, file.height) == (200, 400)
    with Image.open(io.BytesIO(kept)) as image:
        assert not image.getexif()
        assert "comment" not in image.info
        assert "xmp" not in image.info
        # Orientation 6: the left edge of what the sensor saw is up.
        assert image.getpixel((100, 50))[0] > 200  # type: ignore[index]
        assert image.getpixel((100, 350))[2] > 200  # type: ignore[index]
    for secret in (b"KameraUji", b"rahasia", b"Exif"):
        assert secret in sent
        assert secret not in kept
