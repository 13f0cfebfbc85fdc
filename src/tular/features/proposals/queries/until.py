"""Until when a proposal may be submitted or mended, in words, for one and for many."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tular.features.competitions.choices import CompetitionState, WindowKind
from tular.features.competitions.models import Extension, Window
from tular.features.competitions.queries.moments import DEFAULT_ZONE, days_until, in_words
from tular.features.competitions.queries.windows import Deadline, submission_for
from tular.features.proposals.choices import ProposalState
from tular.features.proposals.models import Proposal

SOON = 7
"""Days before the end from which on it is told how many are left."""


@dataclass(frozen=True, slots=True)
class Until:
    """The end that counts for a proposal now: `moment` None where the calendar does not tell one.

    `over`: nothing can be submitted any more; `extended`: an extension of its agency's own; `left` counts days in
    words, "" when it is far away.
    """

    moment: datetime | None
    words: str
    over: bool
    extended: bool = False
    left: str = ""


def until_of(proposal: Proposal, now: datetime) -> Until:
    """For one proposal, its competition loaded. Two queries."""
    return _until(proposal, submission_for(proposal.competition, proposal.agency_id), now)


def untils_of(proposals: Iterable[Proposal], now: datetime) -> dict[int, Until]:
    """Proposal → its end, for many with their competitions loaded. Two queries."""
    rows = list(proposals)
    windows = {
        one.competition_id: one
        for one in Window.objects.filter(
            kind=WindowKind.SUBMISSION, stage="", competition__in={row.competition_id for row in rows}
        )
    }
    latest = {
        (one.window_id, one.agency_id): one.closes_at
        for one in Extension.objects.filter(
            window__in=[one.pk for one in windows.values()], agency__in={row.agency_id for row in rows}
        ).order_by("at", "pk")
    }
    found = {}
    for row in rows:
        window = windows.get(row.competition_id)
        deadline = None
        if window is not None:
            own = latest.get((window.pk, row.agency_id), window.closes_at)
            deadline = Deadline(
                window.opens_at, max(window.closes_at, own), window.zone, extended=own > window.closes_at
            )
        found[row.pk] = _until(row, deadline, now)
    return found


def _until(proposal: Proposal, deadline: Deadline | None, now: datetime) -> Until:
    if proposal.state == ProposalState.FIXING and proposal.fix_until is not None:
        zone = deadline.zone if deadline else DEFAULT_ZONE
        return _told(proposal.fix_until, zone, now, over=now >= proposal.fix_until)
    if deadline is None:
        return Until(None, _("masa pengajuan belum ditetapkan"), over=True)
    over = now >= deadline.closes_at or proposal.competition.state != CompetitionState.OPEN
    return _told(deadline.closes_at, deadline.zone, now, over=over, extended=deadline.extended)


def _told(moment: datetime, zone: str, now: datetime, *, over: bool, extended: bool = False) -> Until:
    days = days_until(moment, now, zone)
    left = ""
    if not over and days <= SOON:
        left = ngettext("%(days)d hari lagi", "%(days)d hari lagi", days) % {"days": days} if days else _("hari ini")
    return Until(moment, in_words(moment, zone), over, extended, left)


def too_late(until: Until) -> str:
    """What to say beside a text that was saved after the end, "" before it."""
    if not until.over:
        return ""
    return _("Masa pengajuan sudah berakhir (%(when)s), jadi tidak dapat diajukan lagi tanpa perpanjangan.") % {
        "when": until.words
    }
