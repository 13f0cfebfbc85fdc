"""A request that broke off changes nothing: half a form is never taken for a whole one."""

from __future__ import annotations

import io
from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_started
from django.db import close_old_connections
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from tests.factories.competitions import make_competition, make_proposal
from tests.people import agency, signed_in
from tular.features.accounts.models import User
from tular.features.agencies.models import ServiceUnit
from tular.features.proposals.models import Proposal
from tular.foundation.access.whole import WholeBody, whole_bodies


class Dribbling(io.BytesIO):
    """A server's stream that gives what it has, never more than seven bytes at once."""

    def read(self, size: int | None = -1) -> bytes:
        return super().read(7 if size is None or size < 0 else min(size, 7))


@given(st.binary(max_size=100), st.lists(st.integers(0, 30), max_size=10))
def test_a_whole_body_is_read_as_it_is(content: bytes, sizes: list[int]) -> None:
    body = WholeBody(Dribbling(content + b"next request"), len(content))
    assert b"".join([*(body.read(size) for size in sizes), body.read()]) == content
    assert body.read() == b"" and body.readline() == b""


@given(st.binary(max_size=100), st.integers(1, 50))
def test_a_body_that_ends_too_early_is_never_read_to_its_end(content: bytes, missing: int) -> None:
    with pytest.raises(OSError, match="ended before"):
        WholeBody(Dribbling(content), len(content) + missing).read()
    lines = WholeBody(io.BytesIO(content), len(content) + missing)
    with pytest.raises(OSError, match="ended before"):
        b"".join(iter(lines.readline, None))


def _send(proposal: Proposal, person: User, body: bytes, length: int, kind: str) -> int:
    """The status of the answer to an autosave whose body is announced as so long."""
    browser = signed_in(person)
    cookies = "; ".join(f"{name}={one.value}" for name, one in browser.cookies.items())
    token = "a" * 32
    environ: dict[str, Any] = RequestFactory()._base_environ() | {
        "REQUEST_METHOD": "POST", "PATH_INFO": f"/proposal/{proposal.code}/sunting/ringkasan",
        "CONTENT_LENGTH": str(length), "CONTENT_TYPE": kind, "wsgi.input": io.BytesIO(body),
        "HTTP_COOKIE": f"{cookies}; csrftoken={token}", "HTTP_X_CSRFTOKEN": token,
    }  # fmt: skip
    statuses: list[str] = []
    # As Django's own test client does: the connection of the test stays open.
    request_started.disconnect(close_old_connections)
    try:
        list(whole_bodies(WSGIHandler())(environ, lambda status, headers: statuses.append(status)))
    finally:
        request_started.connect(close_old_connections)
    return int(statuses[0].split()[0])


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=batas"])
def test_half_an_autosave_leaves_the_text_as_it_was(unit: ServiceUnit, upp: User, kind: str) -> None:
    proposal = make_proposal(make_competition(agency("pemprov-jawa-timur")), unit.agency, unit=unit, by=upp)
    fields = {"dasar": "0", "otomatis": "1", "teks-ringkasan": "Kalimat yang lengkap sampai akhir."}
    if kind.startswith("multipart"):
        parts = "".join(
            f'--batas\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{text}\r\n'
            for name, text in fields.items()
        )
        body = f"{parts}--batas--\r\n".encode()
    else:
        body = urlencode(fields).encode()
    before = proposal.content
    for cut in (1, len(body) // 2, len(body) - 9, len(body) - 1):
        assert _send(proposal, upp, body[:cut], len(body), kind) == 400
    proposal.refresh_from_db()
    assert proposal.content == before and not proposal.saves.exists()
    assert _send(proposal, upp, body, len(body), kind) == 200
    proposal.refresh_from_db()
    assert proposal.content["ringkasan"] == {"ringkasan": fields["teks-ringkasan"]}
