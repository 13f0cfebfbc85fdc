"""What lists put on the pages of lower features."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone

from tular.features.competitions.models import Competition
from tular.features.proposals.models import Proposal
from tular.features.proposals.permissions import writes
from tular.features.selection.queries.counts import lists_of
from tular.features.selection.queries.results import results_of
from tular.foundation.access.permissions import allows
from tular.foundation.ui import slots


def lists_panel(request: HttpRequest, competition: Competition) -> str:
    """On the call page: the lists that were published, the newest of each stage first."""
    stages = lists_of(competition)
    return render_to_string("selection/_lists.html", {"stages": stages}, request) if stages else ""


def result_panel(request: HttpRequest, proposal: Proposal) -> str:
    """On the page of a proposal, for its own agency: what the lists say of it, and why."""
    if not writes.test(request.user, proposal):
        return ""
    results = results_of(proposal, timezone.now())
    if results is None:
        return ""
    line = results.newest.line
    may = line is not None and results.may_object and allows(request.user, "selection.object", line)
    context = {"results": results, "proposal": proposal, "may": may}
    return render_to_string("selection/_result.html", context, request)


def fill_slots() -> None:
    """Called when the application starts."""
    slots.fill("competitions.call.lists", lists_panel)
    slots.fill("proposals.proposal.result", result_panel)
