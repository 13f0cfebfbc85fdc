"""One decision about many proposals at once, and its undoing."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.engines.rulebook.competition import Stage
from tular.features.competitions.models import Competition
from tular.features.proposals.actions.checking import said_why, stage_for
from tular.features.proposals.choices import CheckDecision, ProposalState
from tular.features.proposals.models import BulkCheck, Check, Proposal, ProposalVersion
from tular.features.proposals.queries.checklist.conflicts import own_among
from tular.foundation.actions import Reason, Refused, action

MOST_CHOSEN = 200
"""Proposals that somebody ticks one by one; more come only by a filter whose count was confirmed."""

UNDO_WITHIN = timedelta(minutes=30)
BATCH = 500


@dataclass(frozen=True, slots=True)
class _Row:
    pk: int
    code: str
    state: str
    submission: int | None


@action("proposals.check_many", gettext_lazy("Memeriksa banyak proposal sekaligus"))
def check_many(
    competition: Competition,
    *,
    by: Any,
    now: datetime,
    codes: Collection[str],
    decision: str,
    reasons: Collection[str] = (),
    explanation: str = "",
) -> BulkCheck:
    """Give each of these proposals the same check; what cannot be is told with its reason, the rest is done.

    Nothing that the person decided one by one is replaced. Raises `Refused` when nothing was chosen, or without
    reasons for a refusal. A handful of queries for any number of proposals.
    """
    stage = stage_for(competition)
    if decision == CheckDecision.FIX:
        raise Refused(Reason(_("Perbaikan diminta satu per satu, agar setiap instansi tahu apa yang kurang.")))
    if not codes:
        raise Refused(_("Pilih dulu proposalnya."))
    why, said = said_why(decision, reasons, explanation)
    refused: list[list[str]] = []
    wanted: list[tuple[_Row, int]] = []
    own = own_among(by, competition=competition.pk)
    decided = _decided_by(competition, stage, by)
    for row in _rows(competition, codes):
        against = _against(row, own, decided)
        if row.submission is None or against:
            refused.append([row.code, against])
        else:
            wanted.append((row, row.submission))
    for start in range(0, len(wanted), BATCH):
        ids = [row.pk for row, _submission in wanted[start : start + BATCH]]
        # What the person said of an earlier submission counts no longer, and would stand in the way.
        Check.objects.filter(proposal__in=ids, stage=stage.id, by=by, taken_back_at__isnull=True).update(
            taken_back_at=now
        )
    made = Check.objects.bulk_create(
        [
            Check(
                proposal_id=row.pk, submission_id=submission, stage=stage.id, decision=decision, reasons=why,
                explanation=said, by=by, at=now,
            )
            for row, submission in wanted
        ],
        batch_size=BATCH,
    )  # fmt: skip
    return BulkCheck.objects.create(
        competition=competition, by=by, decision=decision, checks=[one.pk for one in made], refused=refused, at=now
    )


@action("proposals.undo_check_many", gettext_lazy("Mengurungkan pemeriksaan massal"))
def undo_check_many(bulk: BulkCheck, *, by: Any, now: datetime) -> BulkCheck:
    """Take back all its checks that still hold, within half an hour; what was decided anew since stays."""
    if bulk.undone_at is not None:
        raise Refused(_("Keputusan massal ini sudah diurungkan."))
    if now - bulk.at > UNDO_WITHIN:
        raise Refused(_("Sudah lewat setengah jam. Ubah pemeriksaannya satu per satu."))
    for start in range(0, len(bulk.checks), BATCH):
        ids = bulk.checks[start : start + BATCH]
        Check.objects.filter(pk__in=ids, taken_back_at__isnull=True).update(taken_back_at=now)
    bulk.undone_at = now
    bulk.save()
    return bulk


def _rows(competition: Competition, codes: Collection[str]) -> Iterator[_Row]:
    """Those of the codes that are proposals of this competition, held until the transaction ends."""
    wanted = sorted(set(codes))
    for start in range(0, len(wanted), BATCH):
        rows = (
            Proposal.objects.select_for_update(of=("self",))
            .filter(competition=competition, code__in=wanted[start : start + BATCH])
            .exclude(submitted_at__isnull=True)
            .order_by("pk")
            .values_list("pk", "code", "state")
        )
        found = list(rows)
        latest = dict(
            ProposalVersion.objects.filter(proposal__in=[pk for pk, *_ in found])
            .values_list("proposal")
            .annotate(last=Max("pk"))
        )
        yield from (_Row(pk, code, state, latest.get(pk)) for pk, code, state in found)


def _decided_by(competition: Competition, stage: Stage, by: Any) -> dict[int, int]:
    """Proposal → submission that the person decided already."""
    rows = Check.objects.filter(
        proposal__competition=competition, stage=stage.id, by=by, taken_back_at__isnull=True
    ).exclude(decision=CheckDecision.FIX)
    return dict(rows.values_list("proposal", "submission"))


def _against(row: _Row, own: frozenset[int], decided: dict[int, int]) -> str:
    if row.state == ProposalState.FIXING:
        return _("sedang diminta diperbaiki")
    if row.state != ProposalState.SUBMITTED or row.submission is None:
        return _("tidak sedang diajukan")
    if row.pk in own:
        return _("dari instansi Anda sendiri")
    if decided.get(row.pk) == row.submission:
        return _("sudah Anda periksa satu per satu")
    return ""
