"""Kinds of notices for tests, and readers of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from tests.people import make_person
from tular.features.accounts.models import User
from tular.foundation.notifications.choices import Rhythm
from tular.foundation.notifications.kinds import GROUPS, KINDS, NoticeKind, define, define_group

NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
"""A Monday, ten in the morning in Jakarta."""


@pytest.fixture(autouse=True)
def known_kinds() -> Iterator[None]:
    """Two groups with three kinds, one of them urgent; what features define is put aside."""
    saved = dict(KINDS), dict(GROUPS)
    KINDS.clear()
    GROUPS.clear()
    define_group("tanya", "Tanya jawab", "Pertanyaan tentang inovasi Anda.")
    define_group("kabar", "Kabar ikutan", "Perubahan pada yang Anda ikuti.", default=Rhythm.WEEKLY)
    define(NoticeKind("tanya.masuk", "tanya", title=_asked, text=lambda p: p["question"]))
    define(NoticeKind("tanya.hangus", "tanya", title=_expires, text=lambda p: "Jawab sekarang.", urgent=True))
    define(NoticeKind("kabar.baru", "kabar", title=lambda p: p["title"], text=lambda p: "Lihat kabarnya."))
    yield
    for registry, former in zip((KINDS, GROUPS), saved, strict=True):
        registry.clear()  # type: ignore[attr-defined]
        registry.update(former)  # type: ignore[attr-defined]


def _asked(params: dict[str, Any]) -> str:
    return _("Inovasi") + ": " + params["innovation"]


def _expires(params: dict[str, Any]) -> str:
    return date_format(localtime(params["until"]), "j F Y H.i")


@pytest.fixture
def reader(db: None) -> User:
    """Somebody in Jakarta who reads Indonesian."""
    return make_person("Ani Pembaca", email="ani@contoh.example")
