"""Pages of background work."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from tular.foundation.access.public import signed_in
from tular.foundation.access.refusal import Refused
from tular.foundation.jobs import actions
from tular.foundation.jobs.models import JobRun
from tular.foundation.jobs.queries import RunPage, run_page, runs_page, runs_visible_to


@signed_in
@never_cache
@require_safe
def runs(request: HttpRequest) -> HttpResponse:
    """The person's own runs; all runs for those who operate the installation."""
    page = runs_page(request.user, request.GET.get("halaman", ""), "berkala" in request.GET)
    return render(request, "jobs/runs.html", {"page": page})


@signed_in
@never_cache
@require_safe
def run(request: HttpRequest, pk: int) -> HttpResponse:
    """One run with its progress, its report, and what can be done about it."""
    return render(request, "jobs/run.html", {"page": _page(request, pk)})


@signed_in
@never_cache
@require_safe
def state(request: HttpRequest, pk: int) -> HttpResponse:
    """The part of a run's page that changes while it is open; afterwards the whole page is asked for anew."""
    page = _page(request, pk)
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect("jobs:run", pk)
    if not page.is_open:
        return HttpResponseClientRefresh()
    return render(request, "jobs/_state.html", {"page": page})


@signed_in
@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for a run to be cancelled."""
    return _act(request, pk, actions.cancel, _("Pembatalan dicatat. Yang sudah tersimpan tetap ada."))


@signed_in
@require_POST
def retry(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a run that did not end well wait again."""
    return _act(request, pk, actions.retry, _("Pekerjaan menunggu giliran lagi."))


def _act(request: HttpRequest, pk: int, action: Callable[..., JobRun], sentence: str) -> HttpResponse:
    row = runs_visible_to(request.user).filter(pk=pk).first()
    if row is None:
        raise Http404
    try:
        action(row, by=request.user, now=timezone.now())
    except Refused as refusal:
        for reason in refusal.reasons:
            messages.error(request, reason.text)
    else:
        messages.success(request, sentence)
    return redirect("jobs:run", pk)


def _page(request: HttpRequest, pk: int) -> RunPage:
    page = run_page(request.user, pk)
    if page is None:
        raise Http404
    return page
