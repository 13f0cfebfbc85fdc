"""What the public rating puts on the pages of competitions."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone

from tular.features.competitions.choices import CompetitionState
from tular.features.competitions.models import Competition
from tular.features.ratings.queries.listing import base_of, call_of
from tular.features.ratings.queries.manage import stands_for
from tular.features.ratings.queries.rules import stage_in
from tular.foundation.ui import slots


def call_panel(request: HttpRequest, competition: Competition) -> str:
    """On the call page: the way to rate, and to the result once it is announced."""
    rating = stands_for(competition)
    if rating is None:
        return ""
    rating.competition = competition
    context = {"rating": rating, "call": call_of(rating, timezone.now()), "base": base_of(rating)}
    return render_to_string("ratings/_call.html", context, request)


def manage_panel(request: HttpRequest, competition: Competition) -> str:
    """Beside the organiser's page: the public rating with its state, where the rulebook has one."""
    stage = stage_in(competition)
    if stage is None:
        return ""
    over = competition.state in (CompetitionState.FINISHED, CompetitionState.CANCELLED)
    context = {
        "stage": stage.label, "rating": stands_for(competition), "over": over,
        "base": f"/kompetisi/{competition.slug}/kebermanfaatan/kelola",
    }  # fmt: skip
    return render_to_string("ratings/_manage.html", context, request)


def fill_slots() -> None:
    """Called when the application starts."""
    slots.fill("competitions.call.mine", call_panel)
    slots.fill("competitions.manage.side", manage_panel)
