"""Finding a plenary by its address, for those who may see it; everybody else meets nothing there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from tular.features.competitions.models import Competition
from tular.features.competitions.queries.visibility import runs_competition
from tular.features.selection.models import Plenary
from tular.features.selection.queries.plenary.seeing import (
    marks_again,
    members_of,
    plenaries_seen_by,
    plenaries_to_approve,
)
from tular.foundation.actions import ACTIONS, Refused
from tular.foundation.actions.posting import Done, post_once, seen_version, show_refusal
from tular.foundation.ui.typed import number_typed


@dataclass(frozen=True, slots=True)
class Here:
    """A plenary with what its reader may do there."""

    plenary: Plenary
    competition: Competition
    runs: bool
    is_member: bool
    approves: bool
    base: str


class Shut(Http404):
    """Closed to a member for as long as they may change their marks."""

    def __init__(self, competition: Competition) -> None:
        super().__init__()
        self.competition = competition


def here(request: HttpRequest, slug: str, stage: str) -> Here:
    """The last plenary of a stage (`?sidang=` another one), as somebody who may see it.

    Raises `Http404`, and `Shut` (a kind of it) for who marks again what is decided about.
    """
    rows = plenaries_seen_by(request.user).filter(competition__slug=slug, stage=stage)
    if number := number_typed(request.GET.get("sidang", "")):
        rows = rows.filter(number=number)
    related = ("competition__rulebook", "competition__organiser", "approver", "proposed_by", "approved_by")
    plenary = rows.select_related(*related).order_by("-number").first()
    if plenary is None:
        raise Http404
    runs = runs_competition(request.user, plenary.competition)
    member = members_of(request.user).filter(plenary=plenary).exists()
    approves = plenaries_to_approve(request.user).filter(pk=plenary.pk).exists()
    if not runs and marks_again(request.user, plenary):
        raise Shut(plenary.competition)
    base = f"/kompetisi/{slug}/pleno/{stage}"
    return Here(plenary, plenary.competition, runs, member, approves, base)


def run_by(request: HttpRequest, slug: str, stage: str) -> Here:
    """The same, for who runs the competition. Raises `Http404` for others."""
    found = here(request, slug, stage)
    if not found.runs:
        raise Http404
    return found


@dataclass(frozen=True, slots=True)
class Asking:
    """A page with one form. `context` goes to the template besides."""

    title: str
    button: str
    up: str
    text: str = ""
    seen: Model | None = None
    template: str = "selection/plenary/form.html"
    context: dict[str, Any] | None = None


def run(request: HttpRequest, name: str, subject: Model, /, **arguments: Any) -> Any:
    """Run an action as the person of the request, on the version that their form had seen."""
    return ACTIONS[name].function(
        subject, by=request.user, now=timezone.now(), seen_version=seen_version(request), **arguments
    )


def answer(
    request: HttpRequest, found: Here, page: Asking, form: forms.Form, do: Callable[[Any], Done]
) -> HttpResponse:
    """Show a form, act, and on a refusal show it as it was filled."""
    if request.method == "POST" and form.is_valid():
        try:
            return post_once(request, lambda: do(form))
        except Refused as refused:
            show_refusal(form, refused)
    context = {"here": found, "page": page, "form": form, **(page.context or {})}
    return render(request, page.template, context, status=409 if form.errors else 200)
