"""The editor of one section: every save is kept; texts of two people at once meet side by side."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from tular.features.proposals.actions import attaching
from tular.features.proposals.actions.writing import Conflict, Saved, save_section
from tular.features.proposals.forms.beginning import CommentForm
from tular.features.proposals.forms.files import PREFIX, changed_files, files_form
from tular.features.proposals.forms.sections import content_sent, taken_text
from tular.features.proposals.models import Proposal
from tular.features.proposals.queries.asked import section_titles, sections_of
from tular.features.proposals.queries.editor import editor_page, kept_aside
from tular.features.proposals.queries.form import ATTACHMENTS, GENERAL, RESULTS, form_of
from tular.features.proposals.queries.page import proposal_for, proposal_to_save
from tular.features.proposals.queries.record_texts import record_texts
from tular.features.proposals.queries.until import too_late, until_of
from tular.features.proposals.queries.wording import section_differences
from tular.foundation.access.public import signed_in
from tular.foundation.actions import Refused
from tular.foundation.once.actions import FIELD, Done, do_once, key_of
from tular.foundation.once.saving import met_another, saved_text
from tular.foundation.ui.typed import number_typed


def found_or_404(request: HttpRequest, code: str) -> Proposal:
    """The proposal, for somebody who writes it or answers for it; for anybody else there is none."""
    return _found_or_404(proposal_for(request.user, code))


def _found_or_404(proposal: Proposal | None) -> Proposal:
    if proposal is None:
        raise Http404
    return proposal


@signed_in
def edit(request: HttpRequest, code: str, section: str) -> HttpResponse:
    """One section of the form."""
    find = proposal_to_save if request.method == "POST" else proposal_for
    proposal = _found_or_404(find(request.user, code))
    if section not in section_titles(proposal):
        raise Http404
    if request.method == "POST":
        return _save(request, proposal, section)
    held = proposal.content.get(section) or {}
    version = proposal.versions.get(section, 0)
    if "banding" in request.GET and (aside := kept_aside(proposal, section, request.user)):
        return _beside(request, proposal, section, version, held, dict(aside.after), dict(aside.after))
    return _editor(request, proposal, section, held, version)


def _save(request: HttpRequest, proposal: Proposal, section: str) -> HttpResponse:
    quietly = request.POST.get("otomatis") == "1"
    now = timezone.now()
    content = content_sent(proposal, section, request.POST)
    part, name = taken_text(request.POST)
    if part and (text := record_texts(proposal, request.user).get(name)):
        content[part] = "\n\n".join(filter(None, (str(content.get(part) or ""), text)))
    files = files_form(proposal, request.user, request.POST, request.FILES) if section == ATTACHMENTS else None
    if files is not None:
        files.is_valid()  # a file that came with the form is kept before the transaction
    kept: list[Saved | Conflict] = []
    gone: list[bool] = []
    base = number_typed(request.POST.get("dasar", ""))
    path = _next_path(request, proposal, section)

    def keep() -> Done:
        kept.append(
            save_section(
                proposal,
                by=request.user,
                now=now,
                section=section,
                content=content,
                base=base,
                page=request.POST.get(FIELD, ""),
                count=not quietly,
            )
        )
        if files is not None and isinstance(kept[0], Saved):
            gone.append(_keep_files(request, proposal, files))
        return Done(path, saved_text(now))

    key = "" if quietly else key_of(request)  # autosave needs none: the same text again changes nothing
    try:
        done = do_once(request.user, key, keep, now=now)[0] if key else keep()
    except Refused as error:
        said = " ".join(one.text for one in error.reasons)
        if quietly:
            return JsonResponse({"text": said}, status=422)
        messages.error(request, said)
        return _editor(request, proposal, section, content, base, files=files, status=409)
    if not kept:  # the second click on one button: the first has kept it all
        messages.success(request, done.message)
        return redirect(done.path)
    result = kept[0]
    if isinstance(result, Conflict):
        return _conflict(request, proposal, section, result, quietly=quietly)
    late = too_late(until_of(proposal, now))
    if quietly:
        wrong = " ".join(str(text) for errors in files.errors.values() for text in errors) if files is not None else ""
        if wrong:
            return JsonResponse({"text": wrong, "version": result.version}, status=422)
        reload = bool(result.merged) or any(gone) or _asks_otherwise(proposal, section, content)
        text = f"{saved_text(now)}. {late}" if late else saved_text(now)
        return JsonResponse({"version": result.version, "text": text, "reload": reload})
    return _after(request, proposal, section, result, path, late=late, files=files)


def _after(
    request: HttpRequest, proposal: Proposal, section: str, result: Saved, path: str, *, late: str, files: Any
) -> HttpResponse:
    """After a save by the button: what to know, then on."""
    if files is not None and files.errors:
        messages.info(request, _("Yang lain sudah tersimpan."))
        held = proposal_for(request.user, proposal.code) or proposal
        return _editor(request, held, section, held.content.get(section) or {}, result.version, files=files, status=422)
    if result.merged:
        messages.info(request, _("Bagian lain yang diubah rekan Anda sementara itu ikut tersimpan."))
    messages.success(request, f"{saved_text(result.at)}. {late}" if late else saved_text(result.at))
    return redirect(path)


def _keep_files(request: HttpRequest, proposal: Proposal, files: Any) -> bool:
    """Attach what is new, take out what shall go; what a place does not take is told at its field.

    Whether the page has to be read again, since something lies there no more.
    """
    gone = False
    for name, file in changed_files(files).items():
        try:
            if file is None:
                attaching.detach(proposal, by=request.user, now=timezone.now(), attachment=name)
                gone = True
            else:
                attaching.attach(proposal, by=request.user, now=timezone.now(), attachment=name, file=file)
        except Refused as error:
            files.add_error(PREFIX + name, [one.text for one in error.reasons])
    return gone


def _asks_otherwise(proposal: Proposal, section: str, content: Any) -> bool:
    """Whether what was just told changes which sections and fields are asked, so that the page is an old one."""
    if section != GENERAL:
        return False
    told = proposal.content.get(GENERAL) or {}
    names = ("group", "conditions", "fields", "innovation", "replicates")
    if all(told.get(name) == content.get(name) for name in names):
        return False
    before = form_of(proposal)
    after = Proposal.objects.select_related("competition__rulebook").get(pk=proposal.pk)
    return form_of(after) != before or after.replicates_id != proposal.replicates_id or after.group != proposal.group


def _conflict(request: HttpRequest, proposal: Proposal, section: str, met: Conflict, *, quietly: bool) -> HttpResponse:
    if quietly:
        return met_another(met.by, f"/proposal/{proposal.code}/sunting/{section}")
    return _beside(request, proposal, section, met.version, met.theirs, met.mine, met.merged, status=409)


def _next_path(request: HttpRequest, proposal: Proposal, section: str) -> str:
    here = f"/proposal/{proposal.code}/sunting/{section}"
    if request.POST.get("tambah"):
        return f"{here}#baris-baru"
    if part := taken_text(request.POST)[0]:
        return f"{here}#teks-{part}"
    if not request.POST.get("lanjut"):
        return here
    codes = [one.code for one in sections_of(proposal)]
    place = codes.index(section) + 1 if section in codes else len(codes)
    if place < len(codes):
        return f"/proposal/{proposal.code}/sunting/{codes[place]}"
    return f"/proposal/{proposal.code}"


def _editor(
    request: HttpRequest, proposal: Proposal, section: str, content: Any, version: int, *, files: Any = None,
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    page = editor_page(proposal, section, content, version, person=request.user, now=timezone.now())
    return render(request, "proposals/edit.html", _context(request, page, files), status=status)


def _beside(
    request: HttpRequest, proposal: Proposal, section: str, version: int, theirs: Any, mine: Any, begin: Any,
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    """Both texts side by side, and a form that begins with mine: to choose from or to merge."""
    page = editor_page(proposal, section, begin, version, person=request.user, now=timezone.now())
    last = proposal.saves.filter(section=section, kept=True).select_related("by").last()
    context = _context(request, page, None) | {
        "differences": section_differences(proposal, section, theirs, mine),
        "by": last.by if last else None,
        "at": last.at if last else None,
    }
    return render(request, "proposals/beside.html", context, status=status)


def _context(request: HttpRequest, page: Any, files: Any) -> dict[str, Any]:
    if page.section.code == ATTACHMENTS and files is None:
        files = files_form(page.proposal, request.user)
    places = []
    for place in page.places:
        places.append((place, None if place.is_link else files[PREFIX + place.id]))
    return {
        "page": page,
        "places": places,
        "files": files,
        "comment_form": CommentForm(),
        "results_code": RESULTS,
    }
