"""What caches between us and people may keep: for strangers nothing is personal, for others nothing is shared."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.people import signed_in
from tular.features.accounts.models import User
from tular.features.catalogue.models import Innovation

READING = [
    "/",
    "/jelajah",
    "/instansi",
    "/instansi/pemkab-sidoarjo",
    "/tesaurus",
    "/data",
    "/aturan",
]
SENDING = ["/masuk", "/daftar", "/lupa-sandi", "/instansi/pemkab-sidoarjo/gabung"]


@pytest.fixture
def innovation(catalogue: None) -> str:
    return f"/inovasi/{Innovation.objects.filter(agency__slug='pemkab-sidoarjo').first().slug}"  # type: ignore[union-attr]


def test_a_stranger_who_reads_gets_no_cookie(client: Client, innovation: str) -> None:
    for path in [*READING, innovation]:
        answer = client.get(path)
        assert (path, answer.status_code, list(client.cookies)) == (path, 200, [])
        assert "private" not in answer.headers.get("Cache-Control", "")
        assert b"csrfmiddlewaretoken" not in answer.content


@pytest.mark.parametrize("path", SENDING)
def test_only_a_page_with_a_form_sets_the_cookie_that_guards_it(client: Client, catalogue: None, path: str) -> None:
    client.get(path)
    assert list(client.cookies) == ["csrftoken"]


def test_what_a_signed_in_person_sees_is_kept_by_no_shared_cache(member: User, innovation: str) -> None:
    browser = signed_in(member)
    for path in [*READING, innovation, "/kerja", "/akun", "/pemberitahuan"]:
        answer = browser.get(path)
        assert (path, answer.status_code) == (path, 200)
        assert "private" in answer.headers["Cache-Control"]
        assert "Cookie" in answer.headers["Vary"]
