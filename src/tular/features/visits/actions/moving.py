"""Making a move of a visit, and whom it concerns."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from tular.engines.workflow import choice
from tular.features.accounts.models import User
from tular.features.competitions.queries.moments import in_words
from tular.features.proposals.queries.people import both_sides_of
from tular.features.visits.choices import VisitMode, VisitState
from tular.features.visits.flow import MOVES, VISIT
from tular.features.visits.models import Visit
from tular.features.visits.queries.standing import standing_of
from tular.features.visits.queries.visibility import team_of
from tular.foundation.actions import Reason, Refused


def move(visit: Visit, name: str, now: datetime, reason: str = "") -> None:
    """Make the move; the caller saves. Raises `Refused` with every sentence that stands in the way."""
    step = MOVES[name]
    if visit.state not in step.sources:
        text = _("Kunjungan ini %(state)s, jadi langkah ini tidak dapat dilakukan. Muat ulang halamannya.")
        raise Refused(text % {"state": visit.get_state_display()})
    standing = standing_of(visit, step.needs, now)
    asked = choice(VISIT, name, visit.state, standing.facts)
    if not asked.is_open:
        raise Refused(*(Reason(text) for need in asked.missing for text in standing.against[need]))
    visit.state, visit.state_at, visit.state_reason = VisitState(step.target), now, reason


def needs_reason(reason: str, text: str) -> str:
    """The reason, cleaned. Raises `Refused` with `text` when there is none."""
    if not reason.strip():
        raise Refused(Reason(text, "alasan"))
    return reason.strip()


def told_of(visit: Visit) -> dict[str, Any]:
    """What notices say of a visit."""
    where = visit.place if visit.mode == VisitMode.ONSITE else _("daring")
    return {"title": visit.choice.proposal.title, "when": in_words(visit.starts_at, visit.zone), "where": where}


def people_of_team(visit: Visit) -> list[User]:
    """The team as people."""
    return [one.verifier.person for one in team_of(visit)]


def people_of_agency(visit: Visit) -> list[User]:
    """Who writes the proposal and who answers for the agency."""
    return both_sides_of(visit.choice.proposal)


def team_path(visit: Visit) -> str:
    """Where the team finds it."""
    return f"/verifikasi/{visit.pk}"


def agency_path(visit: Visit) -> str:
    """Where the agency finds it."""
    return f"/proposal/{visit.choice.proposal.code}/verifikasi"


def organiser_path(visit: Visit) -> str:
    """Where whoever runs the competition finds it."""
    return f"/kompetisi/{visit.choice.competition.slug}/verifikasi/{visit.choice.stage}/kunjungan/{visit.pk}"
