"""The editor of a chapter: saves, texts of two people side by side, the preview, asking for a chapter."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tular.features.modelbooks.actions.writing import Conflict, Saved, save_chapter
from tular.features.modelbooks.models import Section
from tular.features.modelbooks.queries.past import paragraphs_between
from tular.features.modelbooks.queries.section_page import kept_aside, keys_of, previewed, section_page
from tular.features.modelbooks.views.finding import manuscript_or_404
from tular.features.modelbooks.views.outlining import path_of, section_or_404
from tular.foundation.access.permissions import require
from tular.foundation.access.public import signed_in
from tular.foundation.actions import Refused
from tular.foundation.actions.form_page import GET_OR_POST, run
from tular.foundation.actions.posting import post_once
from tular.foundation.documents.book import Unwritable
from tular.foundation.documents.reading import terms_of
from tular.foundation.once.actions import FIELD, Done, do_once, key_of
from tular.foundation.once.saving import met_another, saved_text
from tular.foundation.ui.typed import number_typed


@signed_in
@never_cache
@GET_OR_POST
def chapter(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """One chapter. Every save is kept; texts of two people at once meet side by side."""
    section = section_or_404(request, slug, code)
    if request.method == "POST":
        require(request.user, "modelbooks.save", section, doing=_("menulis bab ini"))
        return _save(request, section)
    if "banding" in request.GET and (aside := kept_aside(section, request.user)):
        return _beside(request, section, str(aside.after["text"]))
    return _editor(request, section, section.text, section.version)


def _save(request: HttpRequest, section: Section) -> HttpResponse:
    text = request.POST.get("text", "")
    base = number_typed(request.POST.get("dasar", ""))
    quietly = request.POST.get("otomatis") == "1"
    now = timezone.now()
    kept: list[Saved | Conflict] = []

    def keep() -> Done:
        kept.append(
            save_chapter(section, by=request.user, now=now, text=text, base=base, page=request.POST.get(FIELD, ""))
        )
        return Done(path_of(section), saved_text(now))

    key = "" if quietly else key_of(request)  # autosave needs none: the same text again changes nothing
    try:
        done = do_once(request.user, key, keep, now=now)[0] if key else keep()
    except Refused as error:
        said = " ".join(one.text for one in error.reasons)
        if quietly:
            return JsonResponse({"text": said}, status=422)
        messages.error(request, said)
        return _editor(request, section, text, base, status=409)
    if not kept:  # the second click on one button: the first has kept it all
        messages.success(request, done.message)
        return redirect(done.path)
    result = kept[0]
    if isinstance(result, Conflict):
        if quietly:
            return met_another(result.by or _("Rekan Anda"), path_of(section))
        return _beside(request, section, text, status=409)
    if quietly:
        return JsonResponse({"version": result.version, "text": saved_text(now)})
    messages.success(request, saved_text(now))
    return redirect(path_of(section))


def _editor(request: HttpRequest, section: Section, text: str, version: int, *, status: int = 200) -> HttpResponse:
    page = section_page(request.user, section, timezone.now())
    context = {
        "page": page, "book": page.book, "section": section, "text": text, "version": version, "terms": terms_of(text),
    }  # fmt: skip
    return render(request, "modelbooks/section.html", context, status=status)


def _beside(request: HttpRequest, section: Section, mine: str, *, status: int = 200) -> HttpResponse:
    """Both texts side by side, and a form that begins with mine: to choose from or to merge."""
    context = {
        "book": section.book, "section": section, "mine": mine, "version": section.version,
        "differences": paragraphs_between(section.text, mine), "by": section.edited_by, "at": section.edited_at,
    }  # fmt: skip
    return render(request, "modelbooks/beside.html", context, status=status)


@signed_in
@require_POST
def preview(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """The text as readers would see it. Nothing is kept."""
    section = section_or_404(request, slug, code)
    try:
        html = previewed(section, request.POST.get("text", ""), lambda key: f"{section.book.desk}/gambar/{key}")
    except Unwritable as error:
        return render(request, "modelbooks/_unwritable.html", {"why": str(error)}, status=422)
    return HttpResponse(html)


@signed_in
@require_safe
def keys(request: HttpRequest, slug: str) -> HttpResponse:
    """What can be cited and referred to in the text."""
    return JsonResponse(keys_of(manuscript_or_404(request, slug)))


def _moved(request: HttpRequest, section: Section, name: str, said: str) -> HttpResponse:
    def do() -> Done:
        run(request, name, section)
        return Done(path_of(section), said)

    try:
        return post_once(request, do)
    except Refused as refused:
        messages.error(request, " ".join(one.text for one in refused.reasons))
        return redirect(path_of(section))


@signed_in
@require_POST
def ask_hold(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Ask whoever holds the chapter for it."""
    section: Any = section_or_404(request, slug, code)
    return _moved(request, section, "modelbooks.ask_hold", _("Bab diminta; pemegangnya diberi tahu."))


@signed_in
@require_POST
def hand_over(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Give the chapter to whoever asked."""
    section = section_or_404(request, slug, code)
    return _moved(request, section, "modelbooks.hand_over", _("Bab diserahkan; yang meminta diberi tahu."))


@signed_in
@require_POST
def release(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Hold the chapter no longer."""
    section = section_or_404(request, slug, code)
    return _moved(request, section, "modelbooks.release", _("Bab dilepas. Orang lain kini dapat menulisnya."))
