"""A record of the unit of the cast, and questions about it."""

from __future__ import annotations

from datetime import UTC, datetime

from tular.features.agencies.models import ServiceUnit
from tular.features.catalogue.models import Innovation
from tular.features.conversations.actions import ask_owner
from tular.features.conversations.models import Question

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
TEXT = "Berapa jam sepekan beban kader untuk kegiatan ini?"


def make_innovation(unit: ServiceUnit, **fields: object) -> Innovation:
    """A published record of the unit, made up."""
    values = {
        "code": "contoh-1", "slug": "contoh-1", "title": "Layanan Contoh", "agency": unit.agency, "service_unit": unit,
        "problem": "Antrean panjang.", "solution": "Loket keliling.",
    } | fields  # fmt: skip
    return Innovation.objects.create(**values)  # type: ignore[misc]


def asked(innovation: Innovation, by: object, text: str = TEXT) -> Question:
    """A question of a person."""
    return ask_owner(innovation, by=by, now=NOW, text=text)
