"""Files through the editor of a section, sent with its form or in pieces before it: kept clean, or refused kindly."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from PIL import Image

from tests.foundation.files import specimens
from tests.people import signed_in
from tular.features.accounts.models import User
from tular.features.agencies.models import Agency, ServiceUnit
from tular.features.catalogue.actions import approve, create_innovation, publish, save_section, submit
from tular.features.catalogue.models import Innovation, Photo
from tular.features.catalogue.queries.content.sections import PHOTO
from tular.foundation.files.images import LONGEST_SIDE
from tular.foundation.files.models import State, StoredFile

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
PIECE = 300_000
WAYS = pytest.mark.parametrize("way", ["with the form", "in pieces"])


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, settings: Any) -> None:
    """Files of each test lie in a place of their own."""
    settings.UPLOAD_DIR = tmp_path / "unggahan"
    local = {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path / "berkas"}}
    settings.STORAGES = {**settings.STORAGES, "default": local}


@pytest.fixture
def draft(sidoarjo: Agency, unit: ServiceUnit, upp: User) -> Innovation:
    made = create_innovation(sidoarjo, by=upp, now=NOW, title="Antre Cepat", unit=unit)
    for section, content in (("masalah", {"problem": "Antre."}), ("cara-kerja", {"solution": "Nomor."})):
        save_section(made, by=upp, now=NOW, section=section, content=content, base=0)
    return made


def in_pieces(client: Client, name: str, content: bytes) -> tuple[str, dict[str, Any]]:
    """(id of the upload, the last answer), as the page's script sends a file."""
    asked = client.post("/berkas/unggah", {"purpose": PHOTO, "name": name, "size": str(len(content))}).json()
    told: dict[str, Any] = asked
    for offset in range(0, len(content), PIECE):
        piece = content[offset : offset + PIECE]
        answer = client.generic(
            "PATCH", asked["address"], piece, "application/offset+octet-stream", HTTP_UPLOAD_OFFSET=str(offset)
        )
        told = json.loads(answer.content) | {"status": answer.status_code}
        if answer.status_code != 200:
            break
    return asked["id"], told


def sent(client: Client, draft: Innovation, name: str, content: bytes, way: str, base: str = "0") -> Any:
    """The answer to the section of photos with one photo and its words."""
    fields: dict[str, Any] = {
        "dasar": base, "photos-TOTAL_FORMS": "1", "photos-INITIAL_FORMS": "0", "photos-0-alt": "Loket puskesmas",
        "photos-0-consent": "tanpa-orang", "photos-0-caption": "Pagi hari", "videos-TOTAL_FORMS": "0",
        "videos-INITIAL_FORMS": "0", "documents-TOTAL_FORMS": "0", "documents-INITIAL_FORMS": "0",
    }  # fmt: skip
    if way == "in pieces":
        fields["photos-0-file-id"] = in_pieces(client, name, content)[0]
    else:
        fields["photos-0-file"] = specimens.upload(name, content)
    return client.post(f"/catatan/{draft.code}/sunting/media", fields)


def photos_of(draft: Innovation) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = Innovation.objects.get(pk=draft.pk).draft.content["media"]["photos"]
    return found


def bytes_at(client: Client, path: str) -> bytes:
    response = client.get(path)
    assert response.status_code == 200
    return b"".join(response.streaming_content)  # type: ignore[arg-type]


@WAYS
def test_a_photo_loses_its_place_and_reaches_the_public_page(
    draft: Innovation, upp: User, admin: User, hub_admin: User, way: str
) -> None:
    client = signed_in(upp)
    assert sent(client, draft, "loket.jpg", specimens.jpeg_with_place(), way).status_code == 302
    (row,) = photos_of(draft)
    file = StoredFile.objects.get(pk=row["file"])
    content = bytes_at(client, file.path)
    with Image.open(io.BytesIO(content)) as image:
        assert (image.size, dict(image.getexif())) == ((200, 400), {}), "turned upright, and nothing else is told"
    for secret in (b"KameraUji", b"penulis rahasia", b"catatan rahasia", b"Exif"):
        assert secret not in content
    stranger = Client()
    assert stranger.get(file.path).status_code == 404, "a draft's photo is not public"
    submit(draft, by=upp, now=NOW)
    approve(draft, by=admin, now=NOW)
    publish(draft, by=hub_admin, now=NOW)
    photo = Photo.objects.get()
    assert (photo.alt, photo.caption, photo.file_id) == ("Loket puskesmas", "Pagi hari", file.pk)
    page = stranger.get(f"/inovasi/{draft.slug}").text
    assert 'alt="Loket puskesmas"' in page
    assert bytes_at(stranger, file.path) == content


@WAYS
def test_a_photo_of_eighty_megapixels_is_taken_and_made_smaller(draft: Innovation, upp: User, way: str) -> None:
    client = signed_in(upp)
    assert sent(client, draft, "besar.jpg", specimens.picture("JPEG", (10_000, 8_000), "L"), way).status_code == 302
    (row,) = photos_of(draft)
    file = StoredFile.objects.get(pk=row["file"])
    assert (file.state, file.width, file.height) == (State.READY, LONGEST_SIDE, round(LONGEST_SIDE * 0.8))


@WAYS
@pytest.mark.parametrize(
    ("name", "content", "saying"),
    [
        ("foto.jpg", specimens.HTML + bytes(2000), "“foto.jpg” sebenarnya halaman web"),
        ("foto.jpg", specimens.PDF, "“foto.jpg” sebenarnya PDF"),
        ("foto.jpg", specimens.jpeg_with_place()[:2000], "rusak"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused_and_the_words_beside_it_stay(
    draft: Innovation, upp: User, way: str, name: str, content: bytes, saying: str
) -> None:
    client = signed_in(upp)
    if way == "in pieces":
        _id, told = in_pieces(client, name, content)
        assert told["status"] == 422
        assert saying in told["error"]
    answer = sent(client, draft, name, content, way)
    assert answer.status_code == 422
    if way == "with the form":
        assert saying in answer.text
    assert "Tersimpan, tetapi ada yang perlu diperbaiki sebelum diajukan." in answer.text
    for typed in ("Loket puskesmas", "Pagi hari"):
        assert f'value="{typed}"' in answer.text
    (row,) = photos_of(draft)
    assert (row["alt"], row["caption"], row["file"]) == ("Loket puskesmas", "Pagi hari", None)
    assert not StoredFile.objects.filter(state=State.READY).exists()
    page = client.get(f"/catatan/{draft.code}").text
    assert "Foto, video, dan dokumen, Foto 1: Berkas foto wajib diisi." in page
    assert 'name="dasar" value="1"' in answer.text
    assert sent(client, draft, "loket.jpg", specimens.jpeg_with_place(), way, base="1").status_code == 302
    assert photos_of(draft)[0]["file"] is not None


def test_a_file_of_somebody_else_is_not_taken(draft: Innovation, upp: User, rival: User) -> None:
    id, _told = in_pieces(signed_in(rival), "loket.jpg", specimens.jpeg_with_place())
    fields = {
        "dasar": "0", "photos-TOTAL_FORMS": "1", "photos-INITIAL_FORMS": "0", "photos-0-alt": "Loket",
        "photos-0-consent": "tanpa-orang", "photos-0-file-id": id,
    }  # fmt: skip
    answer = signed_in(upp).post(f"/catatan/{draft.code}/sunting/media", fields)
    assert answer.status_code == 422
    assert "Pilih lagi berkasnya." in answer.text
    assert photos_of(draft)[0]["file"] is None
