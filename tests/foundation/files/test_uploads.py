"""Uploads in pieces: they go on after any break, keep to limits, and end ready or refused."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.test import Client

from tests.foundation.files import specimens
from tests.foundation.files.conftest import NOW
from tests.foundation.files.test_storing import files_below, kept_bytes
from tular.features.accounts.models import User
from tular.foundation.access.permissions import Denied
from tular.foundation.actions import Refused
from tular.foundation.audit.models import AuditEntry
from tular.foundation.files.actions import add_piece, begin_upload, cancel_upload, received, uploads
from tular.foundation.files.actions.uploads import LARGEST_PIECE, MOST_UNFINISHED, Busy, WrongOffset, part_path
from tular.foundation.files.models import State, StoredFile

LETTER = specimens.PDF + bytes(range(256)) * 8000
"""About 2 MB: more than one piece."""


def begin(by: User, content: bytes = LETTER, name: str = "surat.pdf", purpose: str = "test.letter") -> StoredFile:
    return begin_upload(by, by=by, now=NOW, purpose=purpose, name=name, size=len(content))


def pieces(content: bytes, length: int = 700_000) -> Iterator[tuple[int, bytes]]:
    for offset in range(0, len(content), length):
        yield offset, content[offset : offset + length]


def test_a_file_sent_in_pieces_is_kept_as_it_is(sender: User, own_folders: Path) -> None:
    file = begin(sender)
    states = []
    for offset, piece in pieces(LETTER):
        file = add_piece(file, by=sender, now=NOW, offset=offset, piece=piece)
        states.append(file.state)
    assert states == [State.UPLOADING, State.UPLOADING, State.READY]
    assert kept_bytes(file) == LETTER
    assert files_below(own_folders / "unggahan") == []
    assert [entry.action for entry in AuditEntry.objects.all()] == ["files.keep"]


def test_a_piece_that_does_not_join_is_refused_with_the_place_where_it_would(sender: User) -> None:
    file = begin(sender)
    add_piece(file, by=sender, now=NOW, offset=0, piece=LETTER[:1000])
    for offset, piece in ((0, LETTER[:1000]), (1001, LETTER[1001:1100]), (1000, LETTER + b"x")):
        with pytest.raises(WrongOffset) as wrong:
            add_piece(file, by=sender, now=NOW, offset=offset, piece=piece)
        assert wrong.value.offset == 1000
    assert received(file) == 1000


def test_what_was_acknowledged_survives_the_death_of_the_process(sender: User, monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed at each step between the last piece and the ready row; the client goes on where the server stands."""
    for step in ("place", "keep"):
        file = begin(sender)
        add_piece(file, by=sender, now=NOW, offset=0, piece=LETTER[:-10])
        with monkeypatch.context() as killed:
            killed.setattr(uploads, step, _killed)
            with pytest.raises(KeyboardInterrupt):
                add_piece(file, by=sender, now=NOW, offset=len(LETTER) - 10, piece=LETTER[-10:])
        file.refresh_from_db()
        assert (file.state, received(file)) == (State.UPLOADING, len(LETTER))
        kept = add_piece(file, by=sender, now=NOW, offset=len(LETTER), piece=b"")
        assert kept_bytes(kept) == LETTER


def test_two_connections_do_not_write_to_one_upload_at_once(sender: User, monkeypatch: pytest.MonkeyPatch) -> None:
    file = begin(sender)
    with uploads._part(file.pk), pytest.raises(Busy):
        add_piece(file, by=sender, now=NOW, offset=0, piece=LETTER[:100])


def test_a_lie_is_found_out_with_the_first_piece_and_remembered(sender: User, own_folders: Path) -> None:
    content = specimens.HTML + bytes(3000)
    file = begin(sender, content)
    with pytest.raises(Refused, match="sebenarnya halaman web"):
        add_piece(file, by=sender, now=NOW, offset=0, piece=content[:1000])
    file.refresh_from_db()
    assert file.state == State.REFUSED
    assert "sebenarnya halaman web" in file.refusal
    with pytest.raises(Refused, match="sebenarnya halaman web"):
        add_piece(file, by=sender, now=NOW, offset=1000, piece=content[1000:])
    assert files_below(own_folders) == []


def test_a_full_disk_stops_an_upload_without_losing_what_came(sender: User, monkeypatch: pytest.MonkeyPatch) -> None:
    file = begin(sender)
    add_piece(file, by=sender, now=NOW, offset=0, piece=LETTER[:1000])

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr(uploads.os, "fsync", full)
        with pytest.raises(Refused, match="sedang penuh"):
            add_piece(file, by=sender, now=NOW, offset=1000, piece=LETTER[1000:2000])
    assert received(file) == 1000
    add_piece(file, by=sender, now=NOW, offset=1000, piece=LETTER[1000:2000])
    assert received(file) == 2000


def test_a_cancelled_upload_leaves_nothing(
    sender: User, own_folders: Path, django_capture_on_commit_callbacks: object
) -> None:
    file = begin(sender)
    add_piece(file, by=sender, now=NOW, offset=0, piece=LETTER[:1000])
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        cancel_upload(file, by=sender, now=NOW)
    assert not StoredFile.objects.exists()
    assert files_below(own_folders) == []


def test_only_the_sender_may_go_on_or_cancel(sender: User, stranger: User) -> None:
    file = begin(sender)
    with pytest.raises(Denied):
        begin_upload(sender, by=stranger, now=NOW, purpose="test.letter", name="a.pdf", size=10)
    with pytest.raises(Denied):
        add_piece(file, by=stranger, now=NOW, offset=0, piece=b"x")
    with pytest.raises(Denied):
        cancel_upload(file, by=stranger, now=NOW)
    assert (StoredFile.objects.count(), received(file)) == (1, 0)


def test_a_person_may_have_ten_uploads_open_and_send_a_gigabyte_a_day(sender: User, stranger: User) -> None:
    for _number in range(MOST_UNFINISHED):
        begin(sender)
    with pytest.raises(Refused, match="Ada 10 unggahan Anda yang belum selesai"):
        begin(sender)
    begin(stranger)
    StoredFile.objects.filter(uploaded_by=sender).update(
        state=State.REFUSED, refusal="x", size=uploads.MOST_A_DAY // MOST_UNFINISHED
    )
    with pytest.raises(Refused, match="sudah mencapai 1 GB"):
        begin(sender)
    StoredFile.objects.filter(uploaded_by=sender).update(created_at=NOW - timedelta(days=1, seconds=1))
    begin(sender)


def test_size_is_checked_before_anything_is_sent(sender: User) -> None:
    for size, sentence in ((0, "kosong"), (3_000_001, "paling besar 3,0\u00a0MB")):
        with pytest.raises(Refused, match=sentence):
            begin_upload(sender, by=sender, now=NOW, purpose="test.letter", name="a.pdf", size=size)


# ── The protocol ────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def client_of_sender(sender: User) -> Client:
    client = Client(enforce_csrf_checks=True)
    client.force_login(sender)
    client.cookies["csrftoken"] = "a" * 32
    client.defaults["HTTP_X_CSRFTOKEN"] = "a" * 32
    return client


def send(client: Client, address: str, offset: int, piece: bytes) -> tuple[int, dict[str, object]]:
    answer = client.generic("PATCH", address, piece, "application/offset+octet-stream", HTTP_UPLOAD_OFFSET=str(offset))
    return answer.status_code, json.loads(answer.content)


def announce(client: Client, content: bytes = LETTER, **more: str) -> tuple[int, dict[str, str]]:
    asked = {"purpose": "test.letter", "name": "surat.pdf", "size": str(len(content))} | more
    answer = client.post("/berkas/unggah", asked)
    return answer.status_code, json.loads(answer.content)


def test_the_protocol_goes_on_where_it_stopped(client_of_sender: Client) -> None:
    status, told = announce(client_of_sender)
    assert (status, told["state"], told["offset"], told["piece"]) == (201, "uploading", 0, LARGEST_PIECE)
    address = told["address"]
    assert send(client_of_sender, address, 0, LETTER[:1_000_000])[0] == 200
    where = client_of_sender.head(address)
    assert (where["Upload-Offset"], where["Upload-Length"]) == ("1000000", str(len(LETTER)))
    assert where["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"
    assert send(client_of_sender, address, 0, LETTER[:10])[0] == 409
    status, told = send(client_of_sender, address, 1_000_000, LETTER[1_000_000:])  # type: ignore[assignment]
    assert (status, told["state"], told["path"]) == (200, "ready", f"/berkas/{told['id']}/surat.pdf")
    whole = client_of_sender.get(told["path"])
    assert b"".join(whole.streaming_content) == LETTER  # type: ignore[attr-defined]


def test_the_protocol_refuses_with_sentences(client_of_sender: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    assert announce(client_of_sender, size="banyak")[0] == 400
    assert announce(client_of_sender, purpose="tidak.ada")[0] == 400
    assert announce(client_of_sender, size="99000000") == (
        422, {"error": "“surat.pdf” berukuran 99,0\u00a0MB, paling besar 3,0\u00a0MB. Perkecil dulu, lalu kirim lagi."},
    )  # fmt: skip
    address = announce(client_of_sender)[1]["address"]
    assert client_of_sender.generic("PATCH", address, b"x").status_code == 400
    assert send(client_of_sender, address, 0, bytes(LARGEST_PIECE + 1))[0] == 413
    status, told = send(client_of_sender, address, 0, b"GIF89a" + bytes(50))
    assert (status, str(told["error"])[:54]) == (422, "“surat.pdf” sebenarnya gambar GIF, BMP, TIFF, atau ICO")
    assert client_of_sender.get(address).json()["error"] == told["error"]


def test_uploads_of_others_do_not_exist(client_of_sender: Client, sender: User, stranger: User) -> None:
    address = announce(client_of_sender)[1]["address"]
    other = Client()
    for somebody in (other, None):
        if somebody is None:
            other.force_login(stranger)
        for method in ("get", "head", "patch", "delete"):
            assert getattr(other, method)(address).status_code == 404
        assert other.post("/berkas/unggah").status_code == (404 if somebody else 400)
    assert client_of_sender.get(f"/berkas/unggah/{uuid4()}").status_code == 404
    assert client_of_sender.delete(address).status_code == 204
    assert client_of_sender.get(address).status_code == 404


def test_a_piece_from_another_site_is_refused(client_of_sender: Client) -> None:
    address = announce(client_of_sender)[1]["address"]
    client_of_sender.defaults.pop("HTTP_X_CSRFTOKEN")
    for method in ("patch", "delete"):
        assert getattr(client_of_sender, method)(address).status_code == 403
    assert client_of_sender.post("/berkas/unggah").status_code == 403
    assert not part_path(StoredFile.objects.get().pk).exists()


def _killed(*args: object, **kwargs: object) -> None:
    raise KeyboardInterrupt
