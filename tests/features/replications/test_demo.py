"""The demo's replications: marked, quick, in several states."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from typing import Any

import pytest

from tular.features.agencies.actions import create_demo_people
from tular.features.replications.actions.demo import create_demo_replications
from tular.features.replications.choices import CaseState, MeetingState, ReplicationState
from tular.features.replications.models import Case, Replication
from tular.features.replications.queries.readiness import brief_profiles
from tular.features.replications.queries.shown import real_replications

pytestmark = pytest.mark.usefixtures("catalogue")


@pytest.fixture(autouse=True)
def _demo(settings: Any) -> None:
    settings.DEMO = True


NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)


def test_there_is_one_in_each_telling_state_and_none_counts() -> None:
    before = real_replications().count()
    create_demo_people(now=NOW)
    assert create_demo_replications(now=NOW) == 6
    assert Counter(Case.objects.values_list("state", flat=True)) == Counter(
        [CaseState.PREPARING, CaseState.VERIFIED, CaseState.AGREEING, CaseState.RUNNING, CaseState.DONE,
         CaseState.STOPPED]
    )  # fmt: skip
    assert not Case.objects.filter(is_demo=False).exists()
    proven = Replication.objects.get(state=ReplicationState.PROVEN)
    assert proven.is_demo
    assert proven.case.certificates.exists()
    assert real_replications().count() == before


def test_of_the_running_one_everything_is_written_down_and_marked() -> None:
    create_demo_people(now=NOW)
    create_demo_replications(now=NOW)
    case = Case.objects.get(state=CaseState.RUNNING)
    of_innovation, of_taker = brief_profiles(case)
    for block in (of_innovation, of_taker):
        lines = [line for area in block.areas for line in area.lines]
        assert any(line.is_low for line in lines) and block.unanswered
        assert all(area.mean is not None for area in block.areas)
    assert any(line.is_unproven for area in of_taker.areas for line in area.lines)
    assert [one.state for one in case.meetings.order_by("starts_at")] == [MeetingState.HELD, MeetingState.AGREED]
    assert (case.tasks.count(), case.parts.count(), case.risks.count(), case.ticks.count()) == (1, 2, 1, 1)
    texts = [*case.replies.exclude(evidence="").values_list("evidence", flat=True),
             *case.meetings.values_list("agenda", flat=True), *case.parts.values_list("name", flat=True),
             *case.tasks.values_list("title", flat=True)]  # fmt: skip
    assert all(text.startswith("Contoh:") for text in texts)


def test_they_are_made_once() -> None:
    create_demo_people(now=NOW)
    create_demo_replications(now=NOW)
    assert create_demo_replications(now=NOW) == 0


def test_without_demo_people_there_are_none() -> None:
    assert create_demo_replications(now=NOW) == 0
    assert not Case.objects.exists()
