"""Submitting: the exact text and files are frozen, with a receipt; once, in time and within the quota."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.agencies.models import Agency
from tular.features.proposals.actions.moving import move, tell
from tular.features.proposals.models import Proposal, ProposalVersion
from tular.features.proposals.queries.canonical import canonical_of, digest_of
from tular.features.proposals.queries.people import askers_of, both_sides_of, without
from tular.foundation.access.permissions import Denied
from tular.foundation.actions import Refused, action, together

Clock = Callable[[], datetime]

RECEIPT_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Without letters and digits that are taken for each other when read from paper."""

RECEIPT_GROUPS, RECEIPT_LENGTH = 3, 4
"""Twelve letters of 31: nobody finds one by guessing."""

FROZEN = ("canonical",)
"""Kept whole in its own row, which never changes; the trail tells its hash."""

MOST = 100
"""Proposals that are submitted in one go."""


@action("proposals.submit", gettext_lazy("Mengajukan"), secret=FROZEN)
def submit(
    proposal: Proposal, *, by: Any, now: datetime, reason: str = "", clock: Clock | None = None
) -> ProposalVersion:
    """Enter the proposal in the competition, and freeze it. Returns the frozen version with its receipt.

    `clock` is asked once the locks are held, so that waiting for them carries nobody over the deadline; without it
    `now` counts. Proposals of one agency go through one by one, which is what keeps two tabs within its quota; those
    of different agencies do not wait for each other.
    """
    _alone(proposal)
    moment = _later(now, clock)
    standing = move(proposal, "proposals.submit", now=moment, **_arrived(moment))
    made = _freeze(proposal, by=by, now=moment)
    for_person = sum(one.needs_person for one in standing.obstacles)
    tell(
        both_sides_of(proposal), "proposals.submitted", proposal, moment, path=receipt_path(made),
        who=str(by), receipt=made.receipt, competition=proposal.competition.title, looked_at=for_person,
    )  # fmt: skip
    return made


@action("proposals.resubmit", gettext_lazy("Mengajukan perbaikan"), secret=FROZEN)
def resubmit(
    proposal: Proposal, *, by: Any, now: datetime, reason: str = "", clock: Clock | None = None
) -> ProposalVersion:
    """Enter what was mended, within the time given. Both submissions stay; the latest one is looked at.

    Its group may have changed while it was mended, so the quota is counted again.
    """
    _alone(proposal)
    moment = _later(now, clock)
    move(proposal, "proposals.resubmit", now=moment, **_arrived(moment))
    made = _freeze(proposal, by=by, now=moment)
    tell(
        both_sides_of(proposal), "proposals.submitted", proposal, moment, path=receipt_path(made),
        who=str(by), receipt=made.receipt, competition=proposal.competition.title, looked_at=0,
    )  # fmt: skip
    tell(without(askers_of(proposal), by), "proposals.mended", proposal, moment, who=str(by))
    return made


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of several proposals that were to be submitted: receipts, and (code, title, why not)."""

    done: tuple[ProposalVersion, ...]
    refused: tuple[tuple[str, str, str], ...]


def submit_many(proposals: Sequence[Proposal], *, by: Any, now: datetime, clock: Clock | None = None) -> Sent:
    """Submit each of these by itself; those that cannot be are told with their reasons, the others are submitted.

    Raises `Refused` when nothing was chosen or too much.
    """
    if not proposals:
        raise Refused(_("Pilih dulu proposalnya."))
    if len(proposals) > MOST:
        raise Refused(_("Paling banyak %(most)d proposal sekaligus.") % {"most": MOST})
    done, refused = [], []
    with together():
        # All are taken before the agency is: whoever submits one of them alone takes it in the same order.
        ids = sorted(one.pk for one in proposals)
        rows = list(Proposal.objects.select_for_update(of=("self",)).filter(pk__in=ids).order_by("pk"))
        for row in rows:
            try:
                done.append(submit(row, by=by, now=now, clock=clock))
            except Refused as error:
                refused.append((row.code, row.title, " ".join(one.text for one in error.reasons)))
            except Denied:
                refused.append((row.code, row.title, _("Akun Anda tidak berwenang mengajukan proposal ini.")))
    return Sent(tuple(done), tuple(refused))


def receipt_path(version: ProposalVersion) -> str:
    """The page of a receipt, for those who submitted."""
    return f"/proposal/{version.proposal.code}/tanda-terima/{version.number}"


def _alone(proposal: Proposal) -> None:
    """Hold the agency until the transaction ends: what it has submitted already is then counted truly.

    Without touching its key, so that new proposals and records that refer to it need not wait.
    """
    Agency.objects.select_for_update(no_key=True).only("pk").get(pk=proposal.agency_id)


def _later(now: datetime, clock: Clock | None) -> datetime:
    return max(now, clock()) if clock else now


def _arrived(now: datetime) -> dict[str, Any]:
    return {"submitted_at": now, "obstacles": 0, "fix_until": None}


def _freeze(proposal: Proposal, *, by: Any, now: datetime) -> ProposalVersion:
    """Keep what is submitted as it is at this moment."""
    last = proposal.submissions.order_by("-number").values_list("number", flat=True).first() or 0
    canonical = canonical_of(proposal, number=last + 1, by=by, at=now)
    return ProposalVersion.objects.create(
        proposal=proposal, number=last + 1, receipt=_receipt(), canonical=canonical, sha256=digest_of(canonical),
        rulebook=proposal.competition.rulebook, by=by, at=now,
    )  # fmt: skip


def _receipt() -> str:
    letters = [secrets.choice(RECEIPT_LETTERS) for _place in range(RECEIPT_GROUPS * RECEIPT_LENGTH)]
    return "-".join("".join(letters[at : at + RECEIPT_LENGTH]) for at in range(0, len(letters), RECEIPT_LENGTH))
