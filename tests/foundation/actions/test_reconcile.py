"""Bringing a table to a wanted state."""

from __future__ import annotations

import pytest

from tular.features.catalogue.models import Theme
from tular.foundation.actions import Changes, reconcile

pytestmark = pytest.mark.django_db
FIELDS = ["name", "name_en", "kind"]


def theme(slug: str, name: str) -> Theme:
    return Theme(slug=slug, name=name, name_en=name, kind="sector")


def test_only_what_differs_is_written_and_the_unwanted_stays() -> None:
    reconcile(Theme, [theme("a", "A"), theme("b", "B"), theme("c", "C")], ["slug"], FIELDS)
    changes = reconcile(Theme, [theme("a", "A"), theme("b", "Baru"), theme("d", "D")], ["slug"], FIELDS)
    assert changes == Changes(created=1, updated=1, unchanged=1)
    assert list(Theme.objects.order_by("slug").values_list("slug", "name")) == [
        ("a", "A"),
        ("b", "Baru"),
        ("c", "C"),
        ("d", "D"),
    ]
