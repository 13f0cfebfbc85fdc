"""kill -9 of the server at every moment of a submission: it arrived wholly, with its receipt, or not at all."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests.factories.competitions import make_competition
from tests.factories.submitting import make_ready
from tests.killing import Server, dying_at_every_moment, server
from tests.people import agency
from tular.features.accounts.models import User
from tular.features.agencies.models import Agency, ServiceUnit
from tular.features.proposals.choices import ProposalState
from tular.features.proposals.models import Proposal, ProposalVersion
from tular.features.proposals.queries.canonical import digest_of
from tular.foundation.audit.models import AuditEntry
from tular.foundation.notifications.models import Mail, Notice
from tular.foundation.once.models import ActionOnce

__all__ = ["server"]

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def ready(sidoarjo: Agency, unit: ServiceUnit, upp: User) -> Proposal:
    competition = make_competition(agency("pemprov-jawa-timur"), closes=timezone.now() + timedelta(days=400))
    return make_ready(competition, sidoarjo, unit=unit, by=upp)


def test_a_submission_happens_with_its_frozen_text_receipt_notices_and_trail_or_not_at_all(
    server: Server, ready: Proposal, admin: User
) -> None:
    def state() -> tuple[Any, ...]:
        row = Proposal.objects.get(pk=ready.pk)
        versions = list(ProposalVersion.objects.all())
        whole = [digest_of(one.canonical) == one.sha256 and json.loads(one.canonical)["title"] for one in versions]
        notices = Notice.objects.filter(kind="proposals.submitted")
        return (
            row.state, bool(row.submitted_at), whole, notices.count(), Mail.objects.filter(notices__in=notices).count(),
            AuditEntry.objects.filter(action="proposals.submit").count(), ActionOnce.objects.count(),
        )  # fmt: skip

    path, fields = f"/proposal/{ready.code}/ajukan", {"sekali": "sekali-saja"}
    after = (ProposalState.SUBMITTED, True, ["Posyandu Terapung"], 2, 2, 2, 1)
    dying_at_every_moment(server, admin, path, fields, state, after)


def test_a_withdrawal_happens_with_its_reason_or_not_at_all(server: Server, ready: Proposal, admin: User) -> None:
    def state() -> tuple[Any, ...]:
        row = Proposal.objects.get(pk=ready.pk)
        notices = Notice.objects.filter(kind="proposals.withdrawn").count()
        return row.state, row.state_reason, notices, AuditEntry.objects.filter(action="proposals.withdraw").count()

    fields = {"sekali": "sekali-saja", "alasan": "Diganti."}
    after = (ProposalState.WITHDRAWN, "Diganti.", 1, 1)
    dying_at_every_moment(server, admin, f"/proposal/{ready.code}/tarik", fields, state, after)
