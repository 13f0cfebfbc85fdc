"""The competition of the demo: marked as made up, made once, gone when the demo is over."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from tests.people import signed_in
from tular.features.accounts.models import User
from tular.features.competitions.actions import create_demo_competition
from tular.features.competitions.models import Competition


def test_a_newcomer_sees_a_call_that_says_it_is_made_up(catalogue: None, client: Client, settings: Any) -> None:
    settings.DEMO = True
    made = create_demo_competition(now=timezone.now())
    assert made is not None and create_demo_competition(now=timezone.now()) is None
    assert "t-contoh" in client.get("/kompetisi").text
    assert "/aturan/banding" in client.get("/kompetisi").text, "the way to past editions"
    page = client.get(f"/kompetisi/{made.slug}").text
    assert "Kompetisi ini karangan" in page and "Perlindungan sosial" in page
    later = create_demo_competition(now=timezone.now() + timedelta(days=60))
    assert later is not None and later.rulebook == made.rulebook


def test_after_the_demo_nobody_sees_it(catalogue: None, client: Client, settings: Any, hub_admin: User) -> None:
    settings.DEMO = True
    made = create_demo_competition(now=timezone.now())
    settings.DEMO = False
    assert made is not None and Competition.objects.filter(is_demo=True).exists()
    for path in (
        f"/kompetisi/{made.slug}",
        f"/kompetisi/{made.slug}/kalender.ics",
        f"/api/v1/competitions/{made.slug}",
    ):
        assert client.get(path).status_code == 404
    assert made.title not in client.get("/kompetisi").text
    assert signed_in(hub_admin).get(f"/kompetisi/{made.slug}/kelola").status_code == 404


def test_without_its_organiser_nothing_is_made(db: None) -> None:
    assert create_demo_competition(now=timezone.now()) is None
