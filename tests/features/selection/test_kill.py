"""kill -9 at every moment of announcing, promoting and screening: done wholly, with everything that follows, or not."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests.factories.competitions import make_competition
from tests.factories.selection import STAGE, arrived, check
from tests.factories.submitting import attach
from tests.killing import Server, dying_at_every_moment, server
from tests.people import agency
from tular.features.accounts.models import User
from tular.features.agencies.models import Agency, ServiceUnit
from tular.features.competitions.models import Competition, Window
from tular.features.proposals.models import Proposal, ProposalFile
from tular.features.selection.actions import Typed, announce, prepare
from tular.features.selection.models import Announcement, AnnouncementLine, ListDraft, StageOutcome
from tular.foundation.audit.models import AuditEntry
from tular.foundation.jobs.models import JobRun
from tular.foundation.notifications.models import Mail, Notice
from tular.foundation.once.models import ActionOnce

__all__ = ["server"]

pytestmark = pytest.mark.django_db(transaction=True)

FULL = Typed(title="Hasil", decree="1", decree_on=date(2026, 3, 16), objection_days=5)
ONCE = {"sekali": "sekali-saja"}


@pytest.fixture
def open_competition(organiser: Agency) -> Competition:
    target = make_competition(agency("kemen-panrb"), level="nasional", closes=timezone.now() + timedelta(days=400))
    return make_competition(organiser, feeds=target, closes=timezone.now() + timedelta(days=400))


@pytest.fixture
def decided(
    open_competition: Competition, sidoarjo: Agency, unit: ServiceUnit, upp: User, admin: User, secretary: User
) -> list[Proposal]:
    """One that passes and one that does not; whoever writes and answers for them is told of lists."""
    made = [arrived(open_competition, sidoarjo, unit=unit, by=upp), arrived(open_competition, agency("pemkab-gresik"))]
    attach(made[0])
    check(made[0], secretary)
    check(made[1], secretary, "incomplete", explanation="Kurang.")
    return made


def test_a_list_is_announced_with_its_lines_outcomes_calendar_and_job_or_not_at_all(
    server: Server, open_competition: Competition, decided: list[Proposal], secretary: User
) -> None:
    prepare(open_competition, stage=STAGE, typed=FULL, by=secretary, now=timezone.now())

    def state() -> tuple[Any, ...]:
        return (
            Announcement.objects.count(), AnnouncementLine.objects.count(), StageOutcome.objects.count(),
            Window.objects.filter(kind="sanggah").count(), ListDraft.objects.count(),
            JobRun.objects.filter(name="selection.tell").count(),
            AuditEntry.objects.filter(action="selection.announce").exists(), ActionOnce.objects.count(),
        )  # fmt: skip

    path = f"/seleksi/{open_competition.slug}/daftar/umumkan"
    dying_at_every_moment(server, secretary, path, ONCE, state, (1, 2, 2, 1, 0, 1, True, 1))


def test_winners_are_promoted_with_files_and_notices_or_not_at_all(
    server: Server, open_competition: Competition, decided: list[Proposal], secretary: User
) -> None:
    now = timezone.now()
    announce(prepare(open_competition, stage=STAGE, typed=FULL, by=secretary, now=now), by=secretary, now=now)
    Mail.objects.all().delete()

    def state() -> tuple[Any, ...]:
        made = Proposal.objects.filter(promoted_from=decided[0])
        notices = Notice.objects.filter(kind="selection.promoted")
        return (
            made.count(), ProposalFile.objects.filter(proposal__in=made).count(),
            Competition.objects.get(pk=open_competition.feeds_id).last_number, notices.count(),
            AuditEntry.objects.filter(action="proposals.promote").exists(), ActionOnce.objects.count(),
        )  # fmt: skip

    path = f"/kompetisi/{open_competition.slug}/kelola/promosi"
    fields = ONCE | {"pilih": decided[0].code}
    dying_at_every_moment(server, secretary, path, fields, state, (1, 1, 1, 2, True, 1))


def test_a_screening_is_begun_once_or_not_at_all(
    server: Server, open_competition: Competition, decided: list[Proposal], secretary: User
) -> None:
    def state() -> tuple[Any, ...]:
        runs = JobRun.objects.filter(name="proposals.screen")
        return runs.count(), AuditEntry.objects.filter(action="proposals.screen").exists(), ActionOnce.objects.count()

    dying_at_every_moment(server, secretary, f"/seleksi/{open_competition.slug}/saring", ONCE, state, (1, True, 1))
