"""robots.txt and the health page."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection
from django.test import Client


def test_robots_may_read_pages_but_not_computed_results(client: Client) -> None:
    response = client.get("/robots.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode().splitlines() == [
        "User-agent: *", "Disallow: /temukan", "Disallow: /bandingkan", "Allow: /",
    ]  # fmt: skip


@pytest.mark.django_db
def test_the_health_page_says_that_the_database_answers(client: Client) -> None:
    response = client.get("/sehat")
    assert (response.status_code, response.content) == (200, b"sehat\n")


def test_the_health_page_says_when_the_database_is_away(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def away() -> None:
        raise DatabaseError

    monkeypatch.setattr(connection, "cursor", away)
    response = client.get("/sehat")
    assert (response.status_code, response.content) == (503, b"database tidak menjawab\n")


@pytest.mark.parametrize("path", ["/", "/jelajah", "/instansi", "/robots.txt", "/sehat"])
def test_pages_are_read_only(client: Client, path: str) -> None:
    assert client.post(path).status_code == 405
