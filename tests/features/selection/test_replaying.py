"""`tular replay` of published lists: their hashes from their lines, and what holds after them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.factories.competitions import NOW
from tests.factories.selection import STAGE, arrived, check
from tular.features.accounts.models import User
from tular.features.agencies.models import Agency
from tular.features.competitions.actions.digests import publish_digests
from tular.features.competitions.models import Competition, TrailDigest
from tular.features.competitions.queries.replaying import Compared, replay
from tular.features.selection.actions.announcing import Typed, announce, prepare
from tular.features.selection.models import Announcement, StageOutcome

AFTER = NOW + timedelta(days=20)
FULL = Typed(title="Hasil seleksi administrasi", decree="B/12/2026", decree_on=date(2026, 3, 16), objection_days=5)


@pytest.fixture
def announcement(competition: Competition, sidoarjo: Agency, secretary: User) -> Announcement:
    """A list on which one proposal passes and another one fails."""
    check(arrived(competition, sidoarjo, title="Antar Obat"), secretary)
    check(arrived(competition, sidoarjo, title="Bank Sampah"), secretary, "incomplete", explanation="Kosong.")
    draft = prepare(competition, stage=STAGE, typed=FULL, by=secretary, now=AFTER)
    return announce(draft, by=secretary, now=AFTER)


def found(competition: Competition) -> dict[str, Compared]:
    return {one.kind: one for one in replay(competition)}


def test_a_list_and_what_follows_from_it_are_computed_again(announcement: Announcement) -> None:
    steps = found(announcement.competition)
    assert steps["list"].is_equal and steps["list"].kept == announcement.sha256
    assert steps["outcomes"].is_equal and "tidak-lolos" in steps["outcomes"].kept


def test_an_outcome_that_was_altered_is_found(announcement: Announcement) -> None:
    StageOutcome.objects.filter(outcome="tidak-lolos").update(outcome="lolos")
    assert not found(announcement.competition)["outcomes"].is_equal


def test_the_digest_of_a_list_is_published(announcement: Announcement) -> None:
    assert publish_digests(now=AFTER) == 1
    digest = TrailDigest.objects.get()
    assert (digest.stage, digest.occasion, digest.happened_at) == (STAGE, "diumumkan", announcement.at)
