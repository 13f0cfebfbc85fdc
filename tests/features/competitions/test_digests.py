"""Digests of the audit trail: published stage by stage, read by everybody, never changed."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories.competitions import NOW
from tests.factories.judging import make_judged
from tular.config.cli import run
from tular.features.accounts.models import User
from tular.features.agencies.models import Agency
from tular.features.competitions.actions.digests import publish_digests
from tular.features.competitions.choices import DigestOccasion, WindowKind
from tular.features.competitions.models import TrailDigest, Window
from tular.features.competitions.queries.replaying import replay
from tular.features.judging.choices import ReviewState
from tular.features.judging.models import Review
from tular.foundation.audit.models import AuditEntry
from tular.foundation.audit.trail import append


@pytest.fixture
def review(sidoarjo: Agency, admin: User) -> Review:
    """A review that was closed a minute ago."""
    made = make_judged(sidoarjo, admin, state=ReviewState.CLOSED)
    append("judging.close", subject=made, by=admin, now=NOW)
    return made


def trail_of(review: Review) -> bool:
    (found,) = [one for one in replay(review.competition) if one.kind == "trail"]
    return found.is_equal


def test_what_ended_gets_the_head_of_the_trail_once(review: Review, client: Client) -> None:
    later = NOW + timedelta(minutes=1)
    assert publish_digests(now=later) == 1
    assert publish_digests(now=later) == 0
    digest = TrailDigest.objects.get()
    last = AuditEntry.objects.order_by("number").last()
    assert last is not None and (digest.number, digest.hash) == (last.number, last.hash)
    assert (digest.stage, digest.happened_at, digest.at) == (review.stage, review.state_at, later)
    page = client.get(f"/kompetisi/{review.competition.slug}/jejak").content.decode()
    assert digest.hash[:8] in page and "penilaian ditutup" in page
    assert (
        f"/kompetisi/{review.competition.slug}/jejak"
        in client.get(f"/kompetisi/{review.competition.slug}").content.decode()
    )


def test_closing_again_is_published_again(review: Review) -> None:
    publish_digests(now=NOW)
    Review.objects.filter(pk=review.pk).update(state_at=NOW + timedelta(hours=1))
    assert publish_digests(now=NOW + timedelta(hours=1)) == 1


def test_what_goes_on_has_none(review: Review, client: Client) -> None:
    Review.objects.filter(pk=review.pk).update(state=ReviewState.RUNNING)
    assert publish_digests(now=NOW) == 0
    assert "Belum ada yang selesai" in client.get(f"/kompetisi/{review.competition.slug}/jejak").content.decode()


def test_an_entry_that_was_altered_no_longer_fits_its_digest(review: Review) -> None:
    publish_digests(now=NOW)
    assert trail_of(review)
    # As somebody would who first removed the guards of the database.
    digest = TrailDigest.objects.get()
    TrailDigest.objects.bulk_create([
        TrailDigest(
            competition=review.competition, stage=review.stage, occasion=digest.occasion, number=digest.number,
            happened_at=NOW + timedelta(days=1), hash="0" * 64, at=NOW,
        )
    ])  # fmt: skip
    assert not trail_of(review)


@pytest.mark.parametrize("field", ["hash", "number"])
def test_the_database_refuses_to_change_a_digest(review: Review, field: str) -> None:
    publish_digests(now=NOW)
    with pytest.raises(DatabaseError), transaction.atomic():
        TrailDigest.objects.update(**{field: 1})


def test_nobody_reads_of_a_competition_that_is_being_prepared(review: Review, client: Client) -> None:
    type(review.competition).objects.filter(pk=review.competition_id).update(state="disiapkan")
    assert client.get(f"/kompetisi/{review.competition.slug}/jejak").status_code == 404


def test_the_end_of_each_window_of_the_calendar_is_published_once_it_is_over(review: Review) -> None:
    publish_digests(now=NOW)
    window = Window.objects.create(
        competition=review.competition, kind=WindowKind.STAGE, stage="lapangan", opens_at=NOW - timedelta(days=1),
        closes_at=NOW + timedelta(hours=1),
    )  # fmt: skip
    assert publish_digests(now=NOW + timedelta(minutes=59)) == 0
    assert publish_digests(now=NOW + timedelta(minutes=60)) == 1
    digest = TrailDigest.objects.get(occasion="tahap")
    assert (digest.stage, digest.happened_at) == ("lapangan", window.closes_at)


def test_every_kind_of_window_has_its_occasion() -> None:
    assert set(WindowKind.values) <= set(DigestOccasion.values)


def test_the_list_is_kept_as_a_file_and_compared_later(
    review: Review, client: Client, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    publish_digests(now=NOW)
    answer = client.get(f"/kompetisi/{review.competition.slug}/jejak.csv")
    kept = tmp_path / "jejak.csv"
    kept.write_bytes(answer.content)
    digest = TrailDigest.objects.get()
    assert answer["Content-Type"].startswith("text/csv") and digest.hash in answer.content.decode()
    assert run(["audit", "verify", "--digests", str(kept)]) == 0
    assert "1 sidik cocok" in capsys.readouterr().out
    assert run(["audit", "verify", "--digest", f"{digest.number}:{digest.hash[:8]} {digest.hash[8:16]}"]) == 0
    assert run(["audit", "verify", "--digest", f"{digest.number}:00000000"]) == 1
    assert f"Catatan {digest.number} berubah" in capsys.readouterr().out
    assert run(["audit", "verify", "--digest", "999999:00000000"]) == 1
    assert "tidak ada lagi" in capsys.readouterr().out
    kept.write_text(kept.read_text(encoding="utf-8").replace(digest.hash, "0" * 64), encoding="utf-8")
    assert run(["audit", "verify", "--digests", str(kept)]) == 1
    for wrong in ("12", "12:ab", "dua:00000000"):
        assert run(["audit", "verify", "--digest", wrong]) == 1
        assert "dapat dibaca" in capsys.readouterr().err


def test_the_page_says_whether_each_digest_still_holds(review: Review, client: Client) -> None:
    publish_digests(now=NOW)
    address = f"/kompetisi/{review.competition.slug}/jejak"
    page = client.get(address).content.decode()
    assert "cocok dengan jejak" in page and "tidak cocok lagi dengan jejak" not in page
    first = TrailDigest.objects.get()
    TrailDigest.objects.create(
        competition=review.competition, stage=review.stage, occasion=first.occasion, number=first.number,
        happened_at=NOW + timedelta(days=1), hash="0" * 64, at=NOW,
    )  # fmt: skip
    assert "tidak cocok lagi dengan jejak" in client.get(address).content.decode()


def test_the_page_asks_the_same_number_of_queries_for_any_number_of_digests(
    review: Review, client: Client, django_assert_num_queries: Any
) -> None:
    publish_digests(now=NOW)
    address = f"/kompetisi/{review.competition.slug}/jejak"
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for day in range(30):
        Review.objects.filter(pk=review.pk).update(state_at=NOW + timedelta(days=day))
        publish_digests(now=NOW + timedelta(days=day))
    with django_assert_num_queries(len(few)):
        assert client.get(address).content.decode().count("penilaian ditutup") == 30


def test_files_of_a_competition_that_is_being_prepared_are_closed(review: Review, client: Client) -> None:
    type(review.competition).objects.filter(pk=review.competition_id).update(state="disiapkan")
    assert client.get(f"/kompetisi/{review.competition.slug}/jejak.csv").status_code == 404
