"""What a person keeps and follows."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tular.features.agencies.models import Agency
from tular.features.catalogue.models import Innovation, Theme
from tular.features.conversations import actions
from tular.features.conversations.queries.keeping import kept_page
from tular.foundation.access.paths import own_path
from tular.foundation.access.public import signed_in
from tular.foundation.actions import Refused


@signed_in
@require_safe
def kept(request: HttpRequest) -> HttpResponse:
    """Everything that I keep and follow."""
    return render(request, "conversations/kept.html", {"page": kept_page(request.user)})


@signed_in
@require_POST
def bookmark(request: HttpRequest, slug: str) -> HttpResponse:
    """Keep an innovation, or let it go (`simpan=0`)."""
    innovation = get_object_or_404(Innovation.published, slug=slug)
    keep = request.POST.get("simpan") != "0"
    try:
        actions.set_bookmark(
            innovation, by=request.user, now=timezone.now(), kept=keep, note=request.POST.get("note", "")
        )
        messages.success(request, _("Inovasi disimpan.") if keep else _("Inovasi tidak lagi disimpan."))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect(_back(request, f"/inovasi/{slug}"))


@signed_in
@require_POST
def follow(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """Follow an innovation, a theme or an agency, or stop (`ikuti=0`)."""
    following = request.POST.get("ikuti") != "0"
    try:
        actions.set_follow(_subject(kind, key), by=request.user, now=timezone.now(), following=following)
        messages.success(
            request,
            _("Anda akan diberi tahu bila ada kabar baru.") if following else _("Anda tidak lagi mengikutinya."),
        )
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect(_back(request, "/disimpan"))


def _subject(kind: str, key: str) -> Model:
    if kind == "inovasi":
        return get_object_or_404(Innovation.published, slug=key)
    if kind == "tema":
        return get_object_or_404(Theme, slug=key)
    if kind == "instansi":
        return get_object_or_404(Agency, slug=key)
    raise Http404


def _back(request: HttpRequest, otherwise: str) -> str:
    """Where the button stood, if that is a page of ours."""
    return own_path(request.POST.get("kembali", ""), otherwise)
