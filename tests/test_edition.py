"""The whole made-up edition of `benchmarks/judging/edition`, small: from assignment to certificates, and its replay."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from benchmarks.judging.edition.opening import FINAL, Edition, Sizes
from benchmarks.judging.edition.whole import hold
from tular.features.competitions.actions.digests import publish_digests
from tular.features.competitions.queries.replaying import replay
from tular.features.judging.models import ScoreSheet
from tular.features.ratings.models import PublicRating
from tular.features.selection.models import (
    Announcement,
    AwardCertificate,
    Feedback,
    PlenaryMinutes,
    WinnerRecord,
)
from tular.features.visits.models import Acknowledgement
from tular.foundation.jobs.executing import work_through

SIZES = Sizes(proposals=20, evaluators=4)


@pytest.fixture
def edition(catalogue: None, settings: Any) -> Edition:
    settings.DEMO = True
    return hold(SIZES, work_through, datetime.now(UTC))


def test_an_edition_runs_from_assignment_to_certificates_and_its_replay_is_equal(edition: Edition) -> None:
    competition = edition.competition
    lists = {one.stage: one for one in Announcement.objects.filter(competition=competition)}
    assert set(lists) == {"administrasi", "proposal", FINAL}
    assert lists[FINAL].lines.exclude(award="").count() == SIZES.winners
    assert all(one.pdf for one in PlenaryMinutes.objects.all()) and PlenaryMinutes.objects.count() == 2
    assert PublicRating.objects.get().state == "diumumkan"
    assert Acknowledgement.objects.count() == SIZES.visited
    assert WinnerRecord.objects.count() == SIZES.winners
    assert Feedback.objects.count() == SIZES.proposals + SIZES.finalists
    judges = SIZES.evaluators + 9
    assert AwardCertificate.objects.count() == 2 * SIZES.winners + 2 * SIZES.finalists + judges
    publish_digests(now=datetime.now(UTC))
    steps = list(replay(competition))
    assert [one.what for one in steps if not one.is_equal] == []
    assert {one.kind for one in steps} >= {
        "assignment", "assigned", "totals", "marks", "calibration", "rating", "ratings", "minutes", "visit", "basis",
        "scores", "lines", "approval", "list", "chosen", "outcomes", "certificate", "winners", "trail",
    }  # fmt: skip
    sheet = ScoreSheet.objects.filter(assignment__entry__review__stage="proposal").earliest("pk")
    content = sheet.content | {"dampak": {"mark": "1", "comment": ""}}
    ScoreSheet.objects.filter(pk=sheet.pk).update(content=content)
    assert {one.kind for one in replay(competition) if not one.is_equal} >= {"totals", "marks"}
