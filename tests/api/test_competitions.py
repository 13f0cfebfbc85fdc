"""`/api/v1/competitions`."""

from __future__ import annotations

from datetime import timedelta

from django.test import Client

from tests.factories.competitions import NOW, make_competition
from tests.people import agency
from tular.features.accounts.models import User
from tular.features.competitions.actions import move_window
from tular.features.competitions.choices import CompetitionLevel, CompetitionState


def test_competitions_are_listed_and_told_with_their_calendar(catalogue: None, client: Client, hub_admin: User) -> None:
    jatim = agency("pemprov-jawa-timur")
    national = make_competition(agency("kemen-panrb"), level=CompetitionLevel.NATIONAL, year=2027)
    made = make_competition(jatim, feeds=national, decree="188/1")
    make_competition(jatim, state=CompetitionState.PREPARED)
    window = made.windows.get()
    move_window(
        window, opens_at=window.opens_at, closes_at=window.closes_at + timedelta(days=1), by=hub_admin, now=NOW,
        reason="Libur", decree="B/1",
    )  # fmt: skip
    listed = client.get("/api/v1/competitions").json()
    assert [item["slug"] for item in listed["items"]] == [national.slug, made.slug]
    assert client.get("/api/v1/competitions?level=provinsi").json()["total"] == 1
    assert client.get("/api/v1/competitions?level=kecamatan").status_code == 422
    one = client.get(f"/api/v1/competitions/{made.slug}").json()
    assert one["feeds"] == national.slug and one["decree"] == "188/1" and one["rulebook"]["id"] == "lomba-uji"
    assert [row["name"] for row in one["categories"]] == ["Kesehatan"] and one["agency_kinds"][0] == "kabupaten"
    (row,) = one["windows"]
    assert row["zone"] == "Asia/Jakarta" and row["stage"] is None and row["changes"][0]["reason"] == "Libur"
    assert row["closes_at"] > row["changes"][0]["closes_before"]


def test_what_is_prepared_is_told_to_nobody(catalogue: None, client: Client) -> None:
    hidden = make_competition(agency("pemprov-jawa-timur"), state=CompetitionState.PREPARED)
    answer = client.get(f"/api/v1/competitions/{hidden.slug}")
    assert answer.status_code == 404 and answer.json()["error"]["code"] == "not_found"
    assert client.get("/api/v1/competitions?state=disiapkan").json()["total"] == 0
