"""What people may send who are not signed in is limited, by internet address and altogether."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.core.cache import cache

from tests.people import make_person
from tular.foundation.actions import Refused
from tular.foundation.files.models import StoredFile
from tular.foundation.files.strangers import MOST_BYTES, MOST_FILES, MOST_OF_ALL, admit

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
HOME = "203.0.113.7"


@pytest.fixture(autouse=True)
def nothing_counted(db: None) -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def refused(address: str, size: int = 1, now: datetime = NOW) -> str:
    try:
        admit(address, size, now=now)
    except Refused as failure:
        return str(failure)
    return ""


def test_so_many_files_a_day_from_one_address() -> None:
    assert [refused(HOME) for _ in range(MOST_FILES)] == [""] * MOST_FILES
    assert "20 berkas" in refused(HOME) and "besok" in refused(HOME)
    assert refused("203.0.113.8") == ""
    assert refused(HOME, now=NOW + timedelta(days=1)) == ""


def test_so_many_bytes_a_day_from_one_address() -> None:
    assert refused(HOME, MOST_BYTES - 10) == ""
    assert "melewati batas 60,0" in refused(HOME, 11)
    assert refused(HOME, 10) == ""  # what was refused takes no room


def test_a_network_of_ipv6_counts_as_one_address() -> None:
    for number in range(MOST_FILES):
        assert refused(f"2001:db8:1:2::{number:x}") == ""
    assert refused("2001:db8:1:2:ffff::1") and not refused("2001:db8:1:3::1")


def test_what_cannot_be_read_as_an_address_counts_as_one() -> None:
    for number in range(MOST_FILES):
        assert refused(f"bukan alamat {number}") == ""
    assert refused("")


def test_all_strangers_together_leave_only_so_much_in_a_day() -> None:
    def left(size: int, **fields: object) -> None:
        row = {"purpose": "agencies.letter", "name": "a.pdf", "created_at": NOW, "state": "uploading"} | fields
        StoredFile.objects.create(id=uuid4(), size=size, **row)

    left(MOST_OF_ALL, uploaded_by=make_person("Rina"))
    left(MOST_OF_ALL, created_at=NOW - timedelta(hours=25))
    left(MOST_OF_ALL - 5)
    assert refused(HOME, 5) == ""
    assert "terlalu banyak berkas" in refused(HOME, 6)
