"""A proposal between unit and local admin, out of the competition and back into it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.engines.workflow import choice
from tular.features.proposals import notices, permissions  # noqa: F401 - what people are told, who may
from tular.features.proposals.choices import ProposalState
from tular.features.proposals.flow import MOVES, PROPOSAL
from tular.features.proposals.models import Proposal
from tular.features.proposals.queries.people import (
    askers_of,
    both_sides_of,
    local_admins_of,
    without,
    writers_of,
)
from tular.features.proposals.queries.standing import Standing, standing_of
from tular.foundation.actions import Reason, Refused, action
from tular.foundation.notifications.actions import notify

LONGEST_REASON = 5000

NOT_HERE = {
    "proposals.hand_in": gettext_lazy("Hanya draf atau proposal yang dikembalikan dapat diserahkan ke admin lokal."),
    "proposals.take_back": gettext_lazy(
        "Proposal ini tidak sedang di admin lokal, jadi tidak ada yang diambil kembali."
    ),
    "proposals.return": gettext_lazy(
        "Proposal ini tidak sedang di admin lokal, jadi tidak dapat dikembalikan ke unit."
    ),
    "proposals.submit": gettext_lazy("Proposal ini tidak dapat diajukan dari keadaannya sekarang."),
    "proposals.withdraw": gettext_lazy("Proposal ini tidak dapat ditarik dari keadaannya sekarang."),
    "proposals.restore": gettext_lazy("Hanya proposal yang ditarik dapat dikembalikan menjadi draf."),
    "proposals.resubmit": gettext_lazy("Proposal ini tidak sedang diminta diperbaiki."),
    "proposals.let_fix_pass": gettext_lazy("Proposal ini tidak sedang diminta diperbaiki."),
}
"""What to say when a move does not begin where the proposal stands; mostly a page that is no longer current."""


@action("proposals.hand_in", gettext_lazy("Menyerahkan ke admin lokal"))
def hand_in(proposal: Proposal, *, by: Any, now: datetime, reason: str = "") -> Proposal:
    """The unit is done: the local admin reads it. It may still be incomplete; the local admin sees what is missing."""
    move(proposal, "proposals.hand_in", now=now)
    tell(without(local_admins_of(proposal), by), "proposals.handed_in", proposal, now, who=str(by))
    return proposal


@action("proposals.take_back", gettext_lazy("Mengambil kembali ke unit"))
def take_back(proposal: Proposal, *, by: Any, now: datetime, reason: str = "") -> Proposal:
    """The unit goes on writing."""
    move(proposal, "proposals.take_back", now=now)
    tell(without(local_admins_of(proposal), by), "proposals.taken_back", proposal, now, who=str(by))
    return proposal


@action("proposals.return", gettext_lazy("Mengembalikan ke unit"))
def send_back(proposal: Proposal, *, by: Any, now: datetime, reason: str = "") -> Proposal:
    """The local admin gives it back with what has to be better; comments on sections that are open go with it."""
    said = said_why(reason, _("Tulis apa yang harus diperbaiki, agar unit tahu mulai dari mana."))
    move(proposal, "proposals.return", now=now, reason=said)
    comments = proposal.comments.filter(done_at__isnull=True).count()
    tell(
        without(writers_of(proposal), by), "proposals.returned", proposal, now,
        who=str(by), reason=said, comments=comments,
    )  # fmt: skip
    return proposal


@action("proposals.withdraw", gettext_lazy("Menarik dari kompetisi"))
def withdraw(proposal: Proposal, *, by: Any, now: datetime, reason: str = "") -> Proposal:
    """Take it out before the deadline. What was submitted stays on record, receipts and all; its place is free."""
    said = said_why(reason, _("Tulis mengapa proposal ini ditarik."))
    move(proposal, "proposals.withdraw", now=now, reason=said)
    tell(without(both_sides_of(proposal), by), "proposals.withdrawn", proposal, now, who=str(by), reason=said)
    return proposal


@action("proposals.restore", gettext_lazy("Mengembalikan menjadi draf"))
def restore(proposal: Proposal, *, by: Any, now: datetime, reason: str = "") -> Proposal:
    """A withdrawn proposal is a draft again, with every word it had."""
    again = Proposal.objects.filter(competition=proposal.competition_id, innovation__isnull=False)
    other = again.filter(innovation=proposal.innovation_id).exclude(state=ProposalState.WITHDRAWN).first()
    if other is not None and proposal.state == ProposalState.WITHDRAWN:
        raise Refused(
            _("Inovasi ini sudah memiliki proposal lain dalam kompetisi ini: %(code)s. Tarik dahulu yang itu.")
            % {"code": other.code}
        )
    move(proposal, "proposals.restore", now=now)
    tell(without(both_sides_of(proposal), by), "proposals.restored", proposal, now, who=str(by))
    return proposal


@action("proposals.let_fix_pass", gettext_lazy("Mengakhiri masa perbaikan"), by_system=True)
def let_fix_pass(proposal: Proposal, *, by: Any, now: datetime, reason: str = "") -> Proposal:
    """The time for mending is over and nothing came: what was submitted first stands."""
    if proposal.fix_until is None or now < proposal.fix_until:
        raise Refused(_("Masa perbaikan belum berakhir."))
    move(proposal, "proposals.let_fix_pass", now=now)
    people = {one.pk: one for one in (*both_sides_of(proposal), *askers_of(proposal))}
    tell(people.values(), "proposals.fix_passed", proposal, now)
    return proposal


def move(proposal: Proposal, name: str, *, now: datetime, reason: str = "", **columns: Any) -> Standing:
    """Make the move and save it, with these columns. Raises `Refused` with every rule that stands in the way."""
    step = MOVES[name]
    if proposal.state not in step.sources:
        raise Refused(_not_here(proposal, name))
    standing = standing_of(proposal, now, step.needs)
    asked = choice(PROPOSAL, name, proposal.state, standing.facts)
    if not asked.is_open:
        raise Refused(*(Reason(text) for need in asked.missing for text in standing.against[need]))
    proposal.state, proposal.state_at, proposal.state_reason = ProposalState(step.target), now, reason
    for column, value in columns.items():
        setattr(proposal, column, value)
    proposal.save()
    return standing


def said_why(reason: str, wanted: str) -> str:
    """The reason without spaces around it; refused in the words of `wanted` when there is none."""
    said = reason.strip()
    if not said:
        raise Refused(Reason(wanted, "alasan"))
    if len(said) > LONGEST_REASON:
        raise Refused(Reason(_("Alasan paling banyak 5.000 huruf."), "alasan"))
    return said


def tell(people: Any, code: str, proposal: Proposal, now: datetime, path: str = "", **params: Any) -> None:
    """A notice about the proposal that leads to its page."""
    notify(people, code, path=path or f"/proposal/{proposal.code}", now=now, title=proposal.title, **params)


def _not_here(proposal: Proposal, name: str) -> str:
    if proposal.state == ProposalState.SUBMITTED and name in ("proposals.submit", "proposals.resubmit"):
        last = proposal.submissions.last()
        return _("Proposal ini sudah diajukan; tanda terimanya %(receipt)s. Tidak perlu diajukan lagi.") % {
            "receipt": last.receipt if last else "–"
        }
    return str(NOT_HERE[name])
