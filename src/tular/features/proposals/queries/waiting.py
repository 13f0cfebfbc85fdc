"""What of one's own proposals waits on the desk of who writes them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from tular.features.agencies.queries.roles import roles_of
from tular.features.proposals.choices import ProposalState
from tular.features.proposals.models import Proposal, TeamMember
from tular.features.proposals.queries.listing import missing_text
from tular.features.proposals.queries.until import Until, untils_of
from tular.foundation.ui.desk import DeskItem

MOST = 20
TO_WRITE = (ProposalState.DRAFT, ProposalState.RETURNED, ProposalState.FIXING)


def desk_items(person: Any, now: datetime) -> list[DeskItem]:
    """Drafts to finish and what was sent back, of one's units and teams; with the local admin, that others wait.

    Of an agency as a whole its admin writes too, where no unit does. Fixed queries.
    """
    if person is None or not person.is_authenticated:
        return []
    roles = roles_of(person)
    mine = (
        Q(unit__in=list(roles.units))
        | Q(pk__in=TeamMember.objects.filter(person_id=person.pk, until__isnull=True).values("proposal"))
        | Q(agency__in=roles.agencies, unit__isnull=True)
    )
    rows = list(
        Proposal.objects.filter(mine, state__in=(*TO_WRITE, ProposalState.WITH_ADMIN))
        .select_related("competition")
        .defer("content", "versions")
        .order_by("-edited_at", "pk")[:MOST]
    )
    if not rows:
        return []
    untils = untils_of(rows, now)
    found = [_item(one, untils[one.pk], roles.agencies) for one in rows]
    return [one for one in found if one is not None]


def _item(one: Proposal, until: Until, agencies: frozenset[int]) -> DeskItem | None:
    if until.over and one.state != ProposalState.RETURNED:
        return None  # nothing can be done about it any more
    path, role, due = f"/proposal/{one.code}", _("Penulis proposal"), None if until.over else until.moment
    if one.state == ProposalState.WITH_ADMIN:
        if one.agency_id in agencies:
            return None  # stands on the desk of the local admin as such
        return DeskItem(one.title, path, role, due=due, since=one.state_at, waits_for=_("admin lokal"))
    if one.state == ProposalState.DRAFT:
        text = f"{one.competition.title} · {missing_text(one)}"
        return DeskItem(one.title, path, role, _("Lanjutkan"), text, due=due, since=one.edited_at)
    text = _("Dikembalikan: %(reason)s") % {"reason": one.state_reason[:160]}
    return DeskItem(one.title, path, role, _("Perbaiki"), text, due=due, since=one.state_at)
