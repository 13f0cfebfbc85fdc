"""What every page with one form of a verification does: show it, act, and on a refusal show it as it was filled."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from tular.engines.rulebook.competition import Stage
from tular.features.competitions.models import Competition
from tular.features.competitions.queries.visibility import competitions_run_by
from tular.features.visits.models import Visit
from tular.features.visits.queries.rules import stage_called
from tular.features.visits.queries.visibility import WITH, visits_run_by
from tular.foundation.actions import ACTIONS, Refused
from tular.foundation.actions.posting import Done, post_once, seen_version, show_refusal

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True, slots=True)
class FormPage:
    """A page with one form. `seen` is the row whose version the form carries."""

    title: str
    lead: str
    button: str
    back: str
    up: str
    text: str = ""
    seen: Model | None = None
    is_demo: bool = False


def stage_or_404(request: HttpRequest, slug: str, stage: str) -> tuple[Competition, Stage]:
    """A verification of a competition that the person runs."""
    rows = competitions_run_by(request.user).select_related("rulebook", "organiser")
    competition = get_object_or_404(rows, slug=slug)
    found = stage_called(competition, stage)
    if found is None:
        raise Http404
    return competition, found


def run_visit_or_404(request: HttpRequest, slug: str, stage: str, pk: int) -> Visit:
    """A visit of a competition that the person runs."""
    rows = visits_run_by(request.user).filter(choice__competition__slug=slug, choice__stage=stage)
    return get_object_or_404(rows.select_related(*WITH, "record"), pk=pk)


def run(request: HttpRequest, name: str, subject: Model, **arguments: Any) -> Any:
    """Run an action as the person of the request, on the version of the subject that their form had seen."""
    return ACTIONS[name].function(
        subject, by=request.user, now=timezone.now(), seen_version=seen_version(request), **arguments
    )


def answer(
    request: HttpRequest, page: FormPage, form: forms.Form, do: Callable[[Any], Done],
    template: str = "visits/form.html", **more: Any,
) -> HttpResponse:  # fmt: skip
    """`do(form)` runs the action and says where to go and what to tell. Raises `Denied`."""
    if request.method == "POST" and form.is_valid():
        try:
            return post_once(request, lambda: do(form))
        except Refused as refused:
            show_refusal(form, refused)
    return render(request, template, {"page": page, "form": form, **more}, status=409 if form.errors else 200)
