"""What this feature puts on the pages of competitions and innovations."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone

from tular.features.competitions.models import Competition
from tular.features.proposals.queries.begin import competitions_for, own_in


def mine_panel(request: HttpRequest, competition: Competition) -> str:
    """On the page of a competition: one's own proposals in it, and the way to begin one."""
    mine = own_in(request.user, competition, timezone.now())
    context = {"competition": competition, "mine": mine}
    return render_to_string("proposals/_mine.html", context, request) if mine is not None else ""


def enter_panel(request: HttpRequest, page: Any) -> str:
    """On the page of an innovation, for who may write for its owner: enter it in a competition that is open."""
    innovation = getattr(page, "innovation", None)
    code = innovation.code if innovation is not None else page.code
    found = competitions_for(request.user, code)
    return render_to_string("proposals/_enter.html", {"competitions": found, "code": code}, request) if found else ""
