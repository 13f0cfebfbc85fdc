"""The editor of one section, its preview and its history."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from tular.features.catalogue.actions.drafting import Conflict, Saved, save_section
from tular.features.catalogue.choices import State
from tular.features.catalogue.flow import EDITABLE
from tular.features.catalogue.forms import section_form
from tular.features.catalogue.models import Innovation
from tular.features.catalogue.queries import record
from tular.features.catalogue.queries.content import SECTIONS, SectionContent, differences
from tular.features.catalogue.views.records import found_or_404
from tular.foundation.access.permissions import require
from tular.foundation.access.public import signed_in
from tular.foundation.actions import Refused
from tular.foundation.audit.queries import history
from tular.foundation.once.actions import Done, do_once, key_of
from tular.foundation.once.saving import met_another, saved_text
from tular.foundation.ui.typed import number_typed

CODES = [one.code for one in SECTIONS]


@signed_in
def edit(request: HttpRequest, code: str, section: str) -> HttpResponse:
    """One section. Every save is kept, finished or not; texts of two people at once meet side by side."""
    innovation = found_or_404(request, code)
    if section not in CODES:
        raise Http404
    require(request.user, "catalogue.save", innovation, doing=_("menyunting catatan ini"))
    if request.method == "POST":
        return _save(request, innovation, section)
    draft = record.draft_of(innovation)
    held = record.working_content(innovation).get(section) or {}
    version = draft.versions.get(section, 0) if draft else 0
    aside = record.kept_aside(innovation, section, request.user)
    if aside is not None and "banding" in request.GET:
        return _beside(request, innovation, section, version, held, dict(aside.after))
    return _editor(request, innovation, section, section_form(section, held, person=request.user), version, aside=aside)


def _save(request: HttpRequest, innovation: Innovation, section: str) -> HttpResponse:
    held = record.working_content(innovation).get(section) or {}
    form = section_form(section, held, request.POST, request.FILES, person=request.user)
    base = number_typed(request.POST.get("dasar", ""))
    quietly = request.POST.get("otomatis") == "1"
    now = timezone.now()
    kept: list[Saved | Conflict] = []

    def keep() -> Done:
        kept.append(save_section(
            innovation, by=request.user, now=now, section=section, content=content,
            base=base,
        ))  # fmt: skip
        return Done(f"/catatan/{innovation.code}/sunting/{section}", saved_text(now))

    content = form.content  # read outside: files that were sent are kept by themselves, also when the save is refused
    key = "" if quietly else key_of(request)  # autosave needs none: the same text again changes nothing
    try:
        done = do_once(request.user, key, keep, now=now)[0] if key else keep()
    except Refused as error:
        text = " ".join(one.text for one in error.reasons)
        if quietly:
            return JsonResponse({"text": text}, status=422)
        messages.error(request, text)
        return _editor(request, innovation, section, form, base, status=409)
    if not kept:  # the second click on one button: the first has kept it all
        messages.success(request, done.message)
        return redirect(done.path)
    result = kept[0]
    if isinstance(result, Conflict):
        if quietly:
            return met_another(result.by, f"/catatan/{innovation.code}/sunting/{section}")
        return _beside(request, innovation, section, result.version, result.theirs, result.mine, conflict=result)
    if quietly:
        return JsonResponse({"version": result.version, "text": saved_text(now), "reload": bool(result.merged)})
    return _after(request, innovation, section, form, result)


def _after(request: HttpRequest, innovation: Innovation, section: str, form: Any, result: Saved) -> HttpResponse:
    """After a save by the button: once more with another row or with what is wrong, else on to the next section."""
    if form.asks_row:
        return _editor(request, innovation, section, form, result.version)
    if result.merged:
        messages.info(request, _("Bagian lain yang diubah rekan Anda sementara itu ikut tersimpan."))
    if not form.is_valid():
        messages.info(request, _("Tersimpan, tetapi ada yang perlu diperbaiki sebelum diajukan."))
        return _editor(request, innovation, section, form, result.version, status=422)
    place = CODES.index(section) + 1
    if request.POST.get("lanjut") and place < len(CODES):
        messages.success(request, saved_text(timezone.now()))
        return redirect(f"/catatan/{innovation.code}/sunting/{CODES[place]}")
    messages.success(request, saved_text(timezone.now()))
    return redirect(f"/catatan/{innovation.code}")


def _editor(
    request: HttpRequest, innovation: Innovation, section: str, form: Any, version: int, *, aside: Any = None,
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    draft = record.draft_of(innovation)
    place = CODES.index(section)
    page = record.record_page(innovation, timezone.now())
    context = {
        "page": page,
        "innovation": innovation,
        "section": SECTIONS[place],
        "place": place + 1,
        "total": len(CODES),
        "previous": SECTIONS[place - 1] if place else None,
        "is_last": place + 1 == len(CODES),
        "form": form,
        "version": version,
        "aside": aside,
        "closed": (draft.state if draft else innovation.state) not in (*EDITABLE, State.PUBLISHED),
        "edited": draft,
    }
    return render(request, "catalogue/edit.html", context, status=status)


def _beside(
    request: HttpRequest, innovation: Innovation, section: str, version: int, theirs: SectionContent,
    mine: SectionContent, conflict: Conflict | None = None,
) -> HttpResponse:  # fmt: skip
    """Both texts side by side, and a form that begins with mine: to choose from or to merge."""
    found = differences({section: theirs}, {section: mine})
    last = innovation.revisions.filter(section=section, kept=True).select_related("by").last()
    begin = dict(conflict.merged) if conflict else mine
    context = {
        "page": record.record_page(innovation, timezone.now()),
        "innovation": innovation,
        "section": SECTIONS[CODES.index(section)],
        "fields": found[0].fields if found else (),
        "by": last.by if last else None,
        "at": last.at if last else None,
        "form": section_form(section, begin, person=request.user),
        "version": version,
    }
    return render(request, "catalogue/beside.html", context, status=409 if conflict else 200)


@signed_in
def preview(request: HttpRequest, code: str) -> HttpResponse:
    """The text as readers would get it."""
    innovation = found_or_404(request, code)
    page = record.record_page(innovation, timezone.now())
    return render(request, "catalogue/preview.html", {"page": page, "preview": record.preview(innovation)})


@signed_in
def past(request: HttpRequest, code: str) -> HttpResponse:
    """Everything that was done to the record, its versions, and who wrote what."""
    innovation = found_or_404(request, code)
    asked = request.GET.get("halaman", "")
    told = history([innovation], request.user, page=number_typed(asked, 1))
    context = {
        "page": record.record_page(innovation, timezone.now()),
        "writing": record.writing(innovation),
        "history": told,
    }
    return render(request, "catalogue/history.html", context)


@signed_in
def revision(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """What one person wrote in one section within a while."""
    innovation = found_or_404(request, code)
    found = record.revision_of(innovation, pk)
    if found is None:
        raise Http404
    context = {
        "page": record.record_page(innovation, timezone.now()), "revision": found[0], "sections": found[1],
    }  # fmt: skip
    return render(request, "catalogue/revision.html", context)


@signed_in
def versions(request: HttpRequest, code: str, old: int, new: str) -> HttpResponse:
    """Two versions side by side; "kini" is what is being worked on."""
    innovation = found_or_404(request, code)
    if new != "kini" and not (new.isascii() and new.isdigit() and len(new) < 10):
        raise Http404
    found = record.compared(innovation, old, None if new == "kini" else int(new))
    if found is None:
        raise Http404
    page = record.record_page(innovation, timezone.now())
    return render(request, "catalogue/versions.html", {"page": page, "compared": found})
