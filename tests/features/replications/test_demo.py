"""The demo's replications: marked, quick, in several states."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from typing import Any

import pytest

from tular.features.agencies.actions import create_demo_people
from tular.features.replications.actions.demo import create_demo_replications
from tular.features.replications.choices import CaseState, ReplicationState
from tular.features.replications.models import Case, Replication
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


def test_they_are_made_once() -> None:
    create_demo_people(now=NOW)
    create_demo_replications(now=NOW)
    assert create_demo_replications(now=NOW) == 0


def test_without_demo_people_there_are_none() -> None:
    assert create_demo_replications(now=NOW) == 0
    assert not Case.objects.exists()
