"""Reading a chapter of a draft and commenting on it, as a page or from a device that was without a connection."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tular.features.modelbooks.actions.commenting import Arrived, Words, comment, note
from tular.features.modelbooks.forms.fgd import CommentForm, NoteForm
from tular.features.modelbooks.queries.answer_table import mine_page
from tular.features.modelbooks.queries.comments import TalkPage, talk_page
from tular.features.modelbooks.queries.rounds import speakers_of
from tular.features.modelbooks.queries.seats import Seat
from tular.features.modelbooks.views.rounds import seat_or_404
from tular.foundation.access.permissions import Denied
from tular.foundation.access.public import public, signed_in
from tular.foundation.access.refusal import Refused
from tular.foundation.actions.form_page import GET_OR_POST
from tular.foundation.actions.posting import Done, post_once, show_refusal
from tular.foundation.ui.typed import number_typed

TAKEN = 200
NOT_TAKEN = 422


@signed_in
@GET_OR_POST
def talk(request: HttpRequest, slug: str, number: int, chapter: int) -> HttpResponse:
    """A chapter, for who is signed in."""
    return _talk(request, seat_or_404(request, slug, number), chapter)


@public
@never_cache
@GET_OR_POST
def guest_talk(request: HttpRequest, token: str, slug: str, number: int, chapter: int) -> HttpResponse:
    """The same for who holds the link."""
    return _talk(request, seat_or_404(request, slug, number, token), chapter)


@signed_in
@require_safe
def mine(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One's own comments and their answers."""
    return _mine(request, seat_or_404(request, slug, number))


@public
@never_cache
@require_safe
def guest_mine(request: HttpRequest, token: str, slug: str, number: int) -> HttpResponse:
    """The same for who holds the link."""
    return _mine(request, seat_or_404(request, slug, number, token))


def _mine(request: HttpRequest, seat: Seat) -> HttpResponse:
    page = mine_page(seat, number_typed(request.GET.get("halaman", ""), 1))
    rows = [(one, page.where.get(one.pk)) for one in page.rows]
    return render(request, "modelbooks/mine.html", {"page": page, "seat": seat, "rows": rows})


def _talk(request: HttpRequest, seat: Seat, chapter: int) -> HttpResponse:
    asked = request.POST if request.method == "POST" else request.GET
    block = number_typed(asked.get("block" if request.method == "POST" else "p", ""), -1)
    page = talk_page(seat, chapter, timezone.now(), block=block, page=number_typed(request.GET.get("halaman", ""), 1))
    if page is None:
        raise Http404
    kind = NoteForm if seat.notes else CommentForm
    if request.method == "POST":
        form = kind(request.POST)
        if "otomatis" in request.POST:
            return _from_device(request, seat, page, form)
        if form.is_valid():
            try:
                return post_once(request, lambda: _sent(request, seat, page, form))
            except Refused as refused:
                show_refusal(form, refused)
        return _shown(request, page, form, 409)
    form = kind(initial={"client": uuid4(), "block": max(block, 0)})
    return _shown(request, page, form)


def _shown(request: HttpRequest, page: TalkPage, form: CommentForm, status: int = 200) -> HttpResponse:
    speakers = speakers_of(page.seat.round) if page.seat.notes else ()
    agencies = sorted({one.agency for one in speakers if one.agency})
    context = {"page": page, "seat": page.seat, "form": form, "speakers": speakers, "agencies": agencies}
    return render(request, "modelbooks/talk.html", context, status=status)


def _from_device(request: HttpRequest, seat: Seat, page: TalkPage, form: CommentForm) -> HttpResponse:
    """What a script sends: taken, or the sentence that says why not, so that the device keeps it."""
    if not form.is_valid():
        return JsonResponse(
            {"text": _("Isiannya tidak terbaca. Muat ulang halaman, lalu tulis lagi.")}, status=NOT_TAKEN
        )
    try:
        done = _sent(request, seat, page, form)
    except Refused as refused:
        return JsonResponse({"text": " ".join(one.text for one in refused.reasons)}, status=NOT_TAKEN)
    except Denied:
        return JsonResponse({"text": _("Anda tidak lagi diundang ke FGD ini. Hubungi panitia.")}, status=NOT_TAKEN)
    return JsonResponse({"text": done.message, "path": done.path}, status=TAKEN)


def _sent(request: HttpRequest, seat: Seat, page: TalkPage, form: CommentForm) -> Done:
    told = form.cleaned_data
    words = Words(
        chapter=page.chapter.number,
        text=told["text"],
        client=told["client"],
        quote=told["quote"],
        block=told["block"] or 0,
        offset=told["offset"] or 0,
        written_at=told["written"],
    )
    now, by = timezone.now(), request.user if seat.person else None
    speaker: dict[str, Any] = {"speaker": told.get("pembicara", ""), "agency": told.get("instansi", "")}
    anchor = f"#fgd-p{words.block}" if words.block else "#fgd-bab"
    # The paragraph alone would show no note that is not among the first ones: one's own always are.
    done = Done(f"{seat.base}/bab/{page.chapter.number}{anchor}", _("Masukan tersimpan."))
    try:
        if seat.notes and speaker["speaker"].strip():
            note(seat.round, words=words, **speaker, by=by, now=now)
        else:
            comment(seat.round, words=words, invitation=seat.invitation, by=by, now=now)
    except Arrived:
        return done
    return done
