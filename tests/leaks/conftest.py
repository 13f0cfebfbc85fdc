"""The planted world at its moment, with nothing running beside it."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator

import pytest
from django.test import Client

from tests.leaks.planted import CLOCK, Planted, plant
from tests.people import signed_in
from tular.features.finder.actions import indexing


@pytest.fixture
def planted(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Planted]:
    monkeypatch.setattr("django.utils.timezone.now", lambda: CLOCK)
    busy = threading.Lock()
    busy.acquire()
    monkeypatch.setattr(indexing, "_building", busy)  # what the index holds is tested by itself
    logging.disable(logging.CRITICAL)  # of what is refused there is much
    yield plant()
    logging.disable(logging.NOTSET)


def browser(planted: Planted, role: str) -> Client:
    """A browser of somebody of the planted world; errors become pages, as in life."""
    person = planted.people[role]
    client = signed_in(person) if person else Client()
    client.raise_request_exception = False
    return client
