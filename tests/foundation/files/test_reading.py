"""Reading stored files: who may, which headers protect them, parts, and smaller copies of pictures."""

from __future__ import annotations

import io
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone
from PIL import Image

from tests.foundation.files import specimens
from tests.foundation.files.test_storing import files_below
from tests.people import signed_in
from tular.features.accounts.models import User
from tular.foundation.files.actions import store
from tular.foundation.files.models import StoredFile


@pytest.fixture
def letter(sender: User) -> StoredFile:
    content = specimens.upload("Surat “tugas” é.pdf", specimens.PDF)
    return store(content, "test.letter", by=sender, now=timezone.now())


@pytest.fixture
def photo(sender: User) -> StoredFile:
    content = specimens.upload("kegiatan.jpg", specimens.jpeg_with_place())
    return store(content, "test.photo", by=sender, now=timezone.now())


def body(answer: object) -> bytes:
    return b"".join(answer.streaming_content)  # type: ignore[attr-defined]


def test_a_file_of_others_is_not_there(letter: StoredFile, sender: User, stranger: User) -> None:
    answers = [Client().get(letter.path), signed_in(stranger).get(letter.path), Client().get(letter.path + "x")]
    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert body(signed_in(sender).get(letter.path)) == specimens.PDF
    StoredFile.objects.update(created_at=timezone.now() - timedelta(days=1, minutes=1))
    assert signed_in(sender).get(letter.path).status_code == 404, "after a day only the purpose says who may read"


def test_a_document_is_saved_not_shown_and_may_do_nothing(letter: StoredFile, sender: User) -> None:
    answer = signed_in(sender).get(letter.path)
    assert body(answer) == specimens.PDF
    assert {
        name: answer.headers[name]
        for name in ("Content-Type", "Content-Length", "Content-Disposition", "ETag", "Accept-Ranges",
                     "X-Content-Type-Options", "Content-Security-Policy", "Cache-Control")
    } == {
        "Content-Type": "application/pdf",
        "Content-Length": str(len(specimens.PDF)),
        "Content-Disposition": "attachment; filename*=utf-8''Surat%20%E2%80%9Ctugas%E2%80%9D%20%C3%A9.pdf",
        "ETag": f'"{letter.sha256}"',
        "Accept-Ranges": "bytes",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cache-Control": "private, max-age=0, must-revalidate",
    }  # fmt: skip


def test_a_picture_that_everyone_may_see_is_shown_and_kept_by_caches(photo: StoredFile) -> None:
    answer = Client().get(photo.path)
    body(answer)
    assert answer.headers["Content-Disposition"] == 'inline; filename="kegiatan.jpg"'
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_what_did_not_change_is_not_sent_again(photo: StoredFile) -> None:
    answer = Client().get(photo.path, headers={"If-None-Match": f'"{photo.sha256}"'})
    assert (answer.status_code, answer.content) == (304, b"")


@pytest.mark.parametrize(
    ("asked", "status", "first", "last"),
    [
        ("bytes=0-9", 206, 0, 9),
        ("bytes=10-", 206, 10, None),
        ("bytes=-5", 206, -5, None),
        ("bytes=60-9999", 206, 60, None),
        ("bytes=0-", 200, 0, None),
        ("bytes=9999-", 416, 0, 0),
        ("bytes=-0", 416, 0, 0),
        ("bytes=-", 200, 0, None),
        ("bytes=5-2", 200, 0, None),
        ("bytes=0-1,5-6", 200, 0, None),
        ("seconds=1-2", 200, 0, None),
        ("bytes=" + "9" * 400 + "-", 416, 0, 0),
    ],
)
def test_parts_of_a_file_are_sent(
    asked: str, status: int, first: int, last: int | None, letter: StoredFile, sender: User
) -> None:
    answer = signed_in(sender).get(letter.path, headers={"Range": asked})
    assert answer.status_code == status
    size = len(specimens.PDF)
    if status == 416:
        assert answer.headers["Content-Range"] == f"bytes */{size}"
        return
    wanted = specimens.PDF[first:] if last is None else specimens.PDF[first : last + 1]
    assert body(answer) == wanted
    assert answer.headers["Content-Length"] == str(len(wanted))
    if status == 206:
        start = specimens.PDF.index(wanted)
        assert answer.headers["Content-Range"] == f"bytes {start}-{start + len(wanted) - 1}/{size}"


def test_a_part_of_what_has_changed_since_is_the_whole(letter: StoredFile, sender: User) -> None:
    answer = signed_in(sender).get(letter.path, headers={"Range": "bytes=0-9", "If-Range": '"lain"'})
    assert (answer.status_code, body(answer)) == (200, specimens.PDF)


def test_head_tells_without_sending(letter: StoredFile, sender: User) -> None:
    answer = signed_in(sender).head(letter.path)
    assert (answer.status_code, answer.headers["Content-Length"]) == (200, str(len(specimens.PDF)))


def test_compressed_kinds_are_not_compressed_again(letter: StoredFile, photo: StoredFile, sender: User) -> None:
    client = signed_in(sender)
    for path in (letter.path, photo.path):
        answer = client.get(path, headers={"Accept-Encoding": "gzip"})
        body(answer)
        assert "Content-Encoding" not in answer.headers
    assert client.get("/pola", headers={"Accept-Encoding": "gzip"}).headers["Content-Encoding"] == "gzip"


def test_copies_are_as_wide_as_the_purpose_offers_in_the_format_the_browser_reads(
    photo: StoredFile, own_folders: Path
) -> None:
    shown = []
    for width, accept in ((48, "image/avif,image/webp,*/*"), (48, "image/png,*/*"), (96, "image/webp")):
        answer = Client().get(photo.image_path(width), headers={"Accept": accept})
        with Image.open(io.BytesIO(body(answer))) as image:
            shown.append((image.format, image.size, answer.headers["Content-Type"]))
            assert "Accept" in answer.headers["Vary"]
            assert not image.getexif()
    assert shown == [
        ("WEBP", (48, 96), "image/webp"),
        ("JPEG", (48, 96), "image/jpeg"),
        ("WEBP", (96, 192), "image/webp"),
    ]
    before = files_below(own_folders)
    body(Client().get(photo.image_path(48), headers={"Accept": "image/webp"}))
    assert files_below(own_folders) == before, "made once"
    assert Client().get(photo.image_path(500)).status_code == 404
    assert photo.srcset == f"{photo.image_path(48)} 48w, {photo.image_path(96)} 96w"


def test_copies_of_documents_and_of_private_files_do_not_exist(letter: StoredFile, sender: User) -> None:
    assert signed_in(sender).get(f"/berkas/{letter.pk}/lebar/48").status_code == 404
    assert Client().get(f"/berkas/{letter.pk}/lebar/48").status_code == 404


def test_a_copy_of_a_transparent_picture_is_on_white_as_jpeg(sender: User) -> None:
    content = specimens.picture("PNG", (96, 96), "RGBA")
    file = store(specimens.upload("logo.png", content), "test.photo", by=sender, now=timezone.now())
    answer = Client().get(file.image_path(48), headers={"Accept": "*/*"})
    with Image.open(io.BytesIO(body(answer))) as image:
        assert image.getpixel((20, 20)) == (255, 255, 255)


def test_lost_bytes_are_not_found_and_told_to_the_operator(
    photo: StoredFile, own_folders: Path, caplog: pytest.LogCaptureFixture
) -> None:
    for path in files_below(own_folders):
        path.unlink()
    assert Client().get(photo.path).status_code == 404
    assert Client().get(photo.image_path(48)).status_code == 404
    assert "the storage has no" in caplog.text
