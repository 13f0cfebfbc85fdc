"""Drafts and rounds of a book: the list, freezing, opening, giving more time, closing, and the page of a round."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tular.features.modelbooks.forms.fgd import DraftForm, ExtendForm, RoundForm
from tular.features.modelbooks.queries.comments import contents_of
from tular.features.modelbooks.queries.manuscript import last_draft
from tular.features.modelbooks.queries.rounds import round_page, rounds_for, rounds_page
from tular.features.modelbooks.queries.seats import DOOR, Seat, guest_of, seat_of, seat_of_guest
from tular.features.modelbooks.views.figures import picture_or_404
from tular.features.modelbooks.views.finding import manuscript_or_404
from tular.foundation.access.permissions import allows, require
from tular.foundation.access.public import public, signed_in
from tular.foundation.actions.confirm import Confirmation, confirm_and_run
from tular.foundation.actions.form_page import GET_OR_POST, FormPage, answer, run
from tular.foundation.actions.posting import Done
from tular.foundation.ui.keeping import worker_for


def seat_or_404(request: HttpRequest, slug: str, number: int, token: str = "") -> Seat:
    """The seat of the reader: of who is signed in, or of who holds the link."""
    found = seat_of_guest(token, slug, number) if token else seat_of(request.user, slug, number)
    if found is None:
        raise Http404
    return found


@signed_in
@require_safe
def rounds(request: HttpRequest, slug: str) -> HttpResponse:
    """All drafts and rounds of a book."""
    book = manuscript_or_404(request, slug)
    page = rounds_page(book, leads=allows(request.user, "modelbooks.open_round", book))
    return render(request, "modelbooks/rounds.html", {"page": page, "book": page.book})


@signed_in
@GET_OR_POST
def freeze(request: HttpRequest, slug: str) -> HttpResponse:
    """Freeze a draft."""
    book = manuscript_or_404(request, slug)
    require(request.user, "modelbooks.freeze_draft", book)
    before = last_draft(book)
    page = FormPage(
        _("Bekukan rancangan %(n)d") % {"n": before.number + 1 if before else 1}, book.title, _("Bekukan"),
        f"{book.path}/fgd", _("Rancangan dan FGD"),
        text=_("Semua bab disimpan seperti sekarang di bawah satu nomor. Penulis tetap dapat menulis terus."),
        is_demo=book.is_demo,
    )  # fmt: skip

    def do(form: DraftForm) -> str:
        draft = run(request, "modelbooks.freeze_draft", book, note=form.cleaned_data["note"])
        return _("Rancangan %(n)d dibekukan.") % {"n": draft.number}

    return answer(request, page, DraftForm(request.POST or None, before=before), do)


@signed_in
@GET_OR_POST
def open_round(request: HttpRequest, slug: str) -> HttpResponse:
    """Open a round about the last draft."""
    book = manuscript_or_404(request, slug)
    require(request.user, "modelbooks.open_round", book)
    page = FormPage(
        _("Buka putaran FGD"), book.title, _("Buka putaran"), f"{book.path}/fgd", _("Rancangan dan FGD"),
        text=_("Peserta yang diundang diberi tahu, lalu dapat membaca rancangan dan memberi masukan per kalimat."),
        is_demo=book.is_demo,
    )  # fmt: skip

    def do(form: RoundForm) -> Done:
        made = run(request, "modelbooks.open_round", book, **form.cleaned_data)
        return Done(f"{book.path}/fgd/{made.number}", _("Putaran FGD %(n)d dibuka.") % {"n": made.number})

    form = RoundForm(request.POST or None, by=request.user)
    return answer(request, page, form, do, "modelbooks/open_round.html")


@signed_in
@GET_OR_POST
def extend(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Another end of a round."""
    seat = seat_or_404(request, slug, number)
    require(request.user, "modelbooks.extend_round", seat.round)
    page = FormPage(
        _("Ubah batas waktu"), seat.round.book.title, _("Simpan"), seat.base, _("FGD %(n)d") % {"n": number},
        seen=seat.round, is_demo=seat.round.book.is_demo,
    )  # fmt: skip

    def do(form: ExtendForm) -> str:
        run(request, "modelbooks.extend_round", seat.round, until=form.cleaned_data["until"])
        return _("Batas waktu diubah. Peserta diberi tahu.")

    initial = {"until": timezone.localtime(seat.round.until)}
    return answer(request, page, ExtendForm(request.POST or None, initial=initial), do)


@signed_in
@GET_OR_POST
def close(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Close a round with everything answered."""
    seat = seat_or_404(request, slug, number)
    asked = Confirmation(
        action="modelbooks.close_round",
        subject=seat.round,
        title=_("Tutup putaran FGD %(n)d?") % {"n": number},
        effects=[
            _("Setiap orang yang memberi masukan diberi tahu bahwa ada jawaban."),
            _("Buku kembali disusun. Putaran berikutnya membahas rancangan baru."),
            _("Putaran yang ditutup tidak dapat dibuka lagi; jawabannya masih dapat dibetulkan."),
        ],
        button=_("Tutup putaran"),
        back=seat.base,
        done=Done(seat.base, _("Putaran ditutup. Yang memberi masukan diberi tahu.")),
    )
    return confirm_and_run(request, asked)


@signed_in
@require_safe
def round_(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One round, for who is signed in."""
    return _round(request, seat_or_404(request, slug, number))


@public
@never_cache
@require_safe
def guest_round(request: HttpRequest, token: str, slug: str, number: int) -> HttpResponse:
    """The same for who holds the link."""
    return _round(request, seat_or_404(request, slug, number, token))


@public
@never_cache
@require_safe
def door(request: HttpRequest, token: str) -> HttpResponse:
    """What somebody with a link may discuss."""
    invitation = guest_of(token)
    if invitation is None:
        raise Http404
    rows = rounds_for(invitation, f"{DOOR}/{token}")
    return render(request, "modelbooks/door.html", {"invitation": invitation, "rows": rows})


@public
@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The script that answers for kept pages without a connection."""
    return worker_for("/model")


@public
@require_safe
def not_kept(request: HttpRequest) -> HttpResponse:
    """What is shown without a connection for a page that was not kept."""
    return render(request, "modelbooks/not_kept.html")


@signed_in
@never_cache
@require_safe
def to_keep(request: HttpRequest, slug: str, number: int) -> JsonResponse:
    """The pages of a round that a device may keep."""
    return _to_keep(seat_or_404(request, slug, number))


@public
@never_cache
@require_safe
def guest_to_keep(request: HttpRequest, token: str, slug: str, number: int) -> JsonResponse:
    """The same for who holds the link."""
    return _to_keep(seat_or_404(request, slug, number, token))


def _to_keep(seat: Seat) -> JsonResponse:
    if seat.round.closed_at is not None or not seat.speaks:
        return JsonResponse({"pages": [], "items": 0})
    chapters = [one.number for one in contents_of(seat) if not one.is_empty]
    pages = ["/model/luring", seat.base, *(f"{seat.base}/bab/{one}" for one in chapters)]
    return JsonResponse({"pages": pages, "items": len(chapters)})


@signed_in
@require_safe
def picture(request: HttpRequest, slug: str, number: int, key: str) -> HttpResponseBase:
    """A picture of the draft."""
    return picture_or_404(request, seat_or_404(request, slug, number).round.book, key)


@public
@require_safe
def guest_picture(request: HttpRequest, token: str, slug: str, number: int, key: str) -> HttpResponseBase:
    """The same for who holds the link."""
    return picture_or_404(request, seat_or_404(request, slug, number, token).round.book, key)


def _round(request: HttpRequest, seat: Seat) -> HttpResponse:
    return render(request, "modelbooks/round.html", {"page": round_page(seat, timezone.now()), "seat": seat})
