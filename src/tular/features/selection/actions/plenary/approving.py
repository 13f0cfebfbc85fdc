"""Handing the lines on, and what a second person says of them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from tular.engines.workflow import choice
from tular.features.competitions.queries.runners import runners_of
from tular.features.judging.actions.reviewing import renew_entries
from tular.features.proposals.models import Proposal
from tular.features.selection import notices, permissions  # noqa: F401 - what people are told, and who may do this
from tular.features.selection.actions.plenary.writing import said
from tular.features.selection.choices import ApprovalDecision, PlenaryState
from tular.features.selection.flow import PLENARY
from tular.features.selection.models import Plenary, PlenaryApproval, PlenaryLine, PlenaryMinutes
from tular.features.selection.queries.entering import stage_before
from tular.features.selection.queries.listing import stage_label
from tular.features.selection.queries.plenary.minutes import minutes_of, set_minutes
from tular.features.selection.queries.plenary.records import current, obstacles
from tular.features.selection.queries.plenary.settling import canonical, lines_text, sha256_of
from tular.foundation.actions import Reason, Refused, action
from tular.foundation.notifications.actions import notify

BATCH = 500


@action("selection.propose", gettext_lazy("Mengajukan hasil sidang"))
def propose(plenary: Plenary, *, by: Any, now: datetime, reason: str = "", seen_version: str = "") -> Plenary:
    """Hand the lines to a second person. Refused with all that is open; nothing can be decided until they answer."""
    _at(plenary, "selection.propose")
    told, decisions, found = current(plenary)
    wrong = obstacles(plenary, told, decisions, found)
    asked = choice(PLENARY, "selection.propose", plenary.state, frozenset() if wrong else frozenset({"settled"}))
    if not asked.is_open:
        raise Refused(*wrong)
    ids = dict(Proposal.objects.filter(competition=plenary.competition).values_list("code", "pk"))
    plenary.lines.all().delete()
    PlenaryLine.objects.bulk_create(
        [
            PlenaryLine(
                plenary=plenary, proposal_id=ids[line.code], place=line.place, rank=line.rank, pool=line.pool,
                score=line.score, outcome=line.outcome, ranked=line.ranked, award=line.award, why=line.why,
                reason=line.reason,
            )
            for line in found.lines
        ],
        batch_size=BATCH,
    )  # fmt: skip
    plenary.state, plenary.state_at = PlenaryState.SETTLED, now
    plenary.proposed_by, plenary.proposed_at, plenary.sha256 = by, now, sha256_of(lines_text(found))
    plenary.save()
    others = [one for one in runners_of(plenary.competition) if one.pk != by.pk]
    people = {one.pk: one for one in (*others, *([plenary.approver] if plenary.approver else []))}
    _tell(plenary, people.values(), "selection.to_approve", now)
    return plenary


@action("selection.approve", gettext_lazy("Menyetujui hasil sidang"))
def approve(plenary: Plenary, *, by: Any, now: datetime, reason: str = "", seen_version: str = "") -> Plenary:
    """A second person agrees: minutes are frozen, the chosen go into the next stage. Nothing is public yet."""
    _at(plenary, "selection.approve")
    _second(plenary, by)
    assert plenary.proposed_by is not None, "handed on by somebody"
    PlenaryApproval.objects.create(
        plenary=plenary, decision=ApprovalDecision.APPROVED, reason=reason.strip(), sha256=plenary.sha256,
        proposed_by=plenary.proposed_by, by=by, at=now,
    )  # fmt: skip
    plenary.state, plenary.state_at = PlenaryState.APPROVED, now
    plenary.approved_by, plenary.approved_at = by, now
    plenary.save()
    with override("id"):
        values = minutes_of(plenary)
        pdf, digest = set_minutes(values, at=now)
    PlenaryMinutes.objects.create(plenary=plenary, canonical=canonical(values), pdf=pdf, sha256=digest, at=now)
    why = _("Tidak dipilih dalam %(stage)s.") % {"stage": stage_label(plenary.competition, plenary.stage)}
    for review in plenary.competition.reviews.select_for_update().order_by("pk"):
        before = stage_before(plenary.competition, review.stage)
        if before is not None and before.id == plenary.stage:
            renew_entries(review, now=now, reason=why)
    _tell(plenary, [plenary.proposed_by], "selection.approved", now)
    return plenary


@action("selection.send_back", gettext_lazy("Mengembalikan hasil sidang"))
def send_back(plenary: Plenary, *, by: Any, now: datetime, reason: str = "", seen_version: str = "") -> Plenary:
    """A second person does not agree, and says why: the session goes on."""
    _at(plenary, "selection.send_back")
    _second(plenary, by)
    why = said(reason, _("Tulis apa yang harus diperbaiki."))
    proposer = plenary.proposed_by
    assert proposer is not None, "handed on by somebody"
    PlenaryApproval.objects.create(
        plenary=plenary, decision=ApprovalDecision.RETURNED, reason=why, sha256=plenary.sha256, proposed_by=proposer,
        by=by, at=now,
    )  # fmt: skip
    plenary.lines.all().delete()
    plenary.state, plenary.state_at = PlenaryState.OPEN, now
    plenary.proposed_by, plenary.proposed_at, plenary.sha256 = None, None, ""
    plenary.save()
    _tell(plenary, [proposer], "selection.sent_back", now, reason=why)
    return plenary


def _at(plenary: Plenary, move: str) -> None:
    step = next(one for one in PLENARY.moves if one.name == move)
    if plenary.state not in step.sources:
        raise Refused(
            _("Hasil sidang ini tidak menunggu langkah ini; mungkin rekan Anda mendahului. Muat ulang halamannya.")
        )


def _second(plenary: Plenary, by: Any) -> None:
    if plenary.proposed_by_id == by.pk:
        raise Refused(Reason(_("Yang mengajukan tidak dapat menyetujui. Minta orang kedua.")))


def _tell(plenary: Plenary, people: Any, kind: str, now: datetime, **params: Any) -> None:
    competition = plenary.competition
    notify(
        people, kind, path=f"/kompetisi/{competition.slug}/pleno/{plenary.stage}", now=now,
        competition=competition.title, stage=stage_label(competition, plenary.stage), **params,
    )  # fmt: skip
