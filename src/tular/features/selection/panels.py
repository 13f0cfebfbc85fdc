"""What lists put on the pages of lower features."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone

from tular.features.competitions.choices import CompetitionState
from tular.features.competitions.models import Competition
from tular.features.proposals.models import Proposal
from tular.features.proposals.permissions import writes
from tular.features.proposals.queries.carrying import left_with_first
from tular.features.selection.choices import ObjectionState
from tular.features.selection.models import Objection
from tular.features.selection.queries.certificates import certificates_of
from tular.features.selection.queries.counts import lists_of
from tular.features.selection.queries.funnel import feeders_of, funnels_of, sum_of
from tular.features.selection.queries.plenary.links import plenary_links
from tular.features.selection.queries.results import results_of
from tular.foundation.access.permissions import allows
from tular.foundation.rulebooks.versions import rules_of
from tular.foundation.ui import slots


def lists_panel(request: HttpRequest, competition: Competition) -> str:
    """On the call page: the lists that were published, the newest of each stage first."""
    stages = lists_of(competition)
    return render_to_string("selection/_lists.html", {"stages": stages}, request) if stages else ""


def figures_panel(request: HttpRequest, competition: Competition) -> str:
    """On the call page: how far proposals are, and the competitions that feed this one."""
    if competition.state == CompetitionState.PREPARED:
        return ""
    feeders = feeders_of(competition)
    context = {
        "funnel": funnels_of([competition.pk])[competition.pk],
        "feeders": feeders,
        "total": sum_of(row.funnel for row in feeders),
    }
    return render_to_string("selection/_figures.html", context, request)


def statistics_panel(request: HttpRequest, page: Any) -> str:
    """Beside the list of competitions: the way to the figures of all years."""
    return render_to_string("selection/_statistics.html", {}, request)


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


def feedback_panel(request: HttpRequest, proposal: Proposal) -> str:
    """On the page of a proposal, for its own agency: the way to the feedback, once it was released."""
    if not writes.test(request.user, proposal) or not proposal.feedback.exists():
        return ""
    return render_to_string("selection/_feedback_link.html", {"proposal": proposal}, request)


def certificates_panel(request: HttpRequest, proposal: Proposal) -> str:
    """On the page of a proposal, for its own agency: the certificates to download."""
    if not writes.test(request.user, proposal):
        return ""
    found = certificates_of(proposal)
    return render_to_string("selection/_certificates.html", {"certificates": found}, request) if found else ""


def origin_panel(request: HttpRequest, proposal: Proposal) -> str:
    """On the page of a promoted proposal, for its own agency: what the first competition asked besides."""
    if proposal.promoted_from_id is None or not writes.test(request.user, proposal):
        return ""
    return render_to_string("selection/_origin.html", {"left": left_with_first(proposal)}, request)


def manage_panel(request: HttpRequest, competition: Competition) -> str:
    """Beside the organiser's page: lists, objections, promotion."""
    waiting = Objection.objects.filter(line__announcement__competition=competition, state=ObjectionState.WAITING)
    context = {
        "slug": competition.slug, "waiting": waiting.count(), "feeds": competition.feeds,
        "plenaries": plenary_links(competition),
    }  # fmt: skip
    return render_to_string("selection/_manage.html", context, request)


def plenary_panel(request: HttpRequest, page: Any) -> str:
    """On the page of a review, for the organiser: what follows once its marks are closed."""
    review = page.review
    every = plenary_links(review.competition)
    order = {one.id: one.order for one in rules_of(review.competition.rulebook).stages}
    later = [one for one in every if order.get(one.stage, 0) > order.get(review.stage, 0)]
    # A stage that ends without a choice of its own leads to the plenary that decides from its marks.
    links = [one for one in every if one.stage == review.stage] or later[:1]
    return render_to_string("selection/plenary/_review.html", {"links": links}, request) if links else ""


def fill_slots() -> None:
    """Called when the application starts."""
    slots.fill("competitions.call.lists", lists_panel)
    slots.fill("competitions.call.figures", figures_panel)
    slots.fill("competitions.index.side", statistics_panel)
    slots.fill("competitions.manage.side", manage_panel)
    slots.fill("judging.review.after", plenary_panel)
    slots.fill("proposals.proposal.result", result_panel)
    slots.fill("proposals.proposal.result", feedback_panel)
    slots.fill("proposals.proposal.result", certificates_panel)
    slots.fill("proposals.proposal.result", origin_panel)
