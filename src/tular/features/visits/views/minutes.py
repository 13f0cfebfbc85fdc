"""Minutes: the team's page, signing, the paper, and where they are verified."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tular.features.visits.choices import VisitState
from tular.features.visits.forms.minutes import AddForm, SignForm
from tular.features.visits.models import Minutes
from tular.features.visits.queries.minutes import latest_minutes, minutes_page
from tular.features.visits.queries.reading import minutes_for
from tular.features.visits.queries.visibility import memberships_of
from tular.features.visits.views.paper import paper_of
from tular.features.visits.views.team import visit_or_404
from tular.foundation.access.public import signed_in
from tular.foundation.actions.confirm import Confirmation, confirm_and_run
from tular.foundation.actions.form_page import GET_OR_POST, FormPage, answer, run
from tular.foundation.actions.posting import Done


@signed_in
@require_safe
def minutes(request: HttpRequest, pk: int) -> HttpResponse:
    """The latest minutes as the team reads and signs them; before there are any, back to the visit."""
    found = visit_or_404(request, pk)
    last = latest_minutes(found)
    if last is None:
        return redirect(f"/verifikasi/{pk}")
    member = memberships_of(request.user).filter(visit=found).get()
    page = minutes_page(last)
    context = {
        "page": page, "visit": found, "member": member, "form": SignForm(),
        "has_signed": any(one.member_id == member.pk for one in page.signatures),
        "to_sign": found.state == VisitState.MINUTED,
        "older": tuple(found.minutes.exclude(pk=last.pk).order_by("-number")),
    }  # fmt: skip
    return render(request, "visits/minutes.html", context)


@signed_in
@GET_OR_POST
def draw_up(request: HttpRequest, pk: int) -> HttpResponse:
    """Freeze the answers as minutes."""
    found = visit_or_404(request, pk)
    asked = Confirmation(
        action="visits.draw_up",
        subject=found,
        title=_("Susun berita acara “%(title)s”?") % {"title": found.choice.proposal.title},
        effects=[
            _("Jawaban, foto, dan jumlah yang hadir dibekukan seperti adanya sekarang, dengan sidik SHA-256."),
            _("Setiap anggota tim diminta membaca dan menandatangani."),
            _("Sebelum semua menandatangani, Anda masih dapat membuka lagi catatannya dengan alasan."),
        ],
        button=_("Susun berita acara"),
        back=f"/verifikasi/{pk}",
        done=Done(f"/verifikasi/{pk}/berita-acara", _("Berita acara disusun. Bacalah, lalu tandatangani.")),
    )
    return confirm_and_run(request, asked)


@signed_in
@GET_OR_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Let answers be mended before everybody has signed."""
    found = visit_or_404(request, pk)
    asked = Confirmation(
        action="visits.reopen",
        subject=found,
        title=_("Buka lagi catatan kunjungan?"),
        effects=[
            _("Berita acara ini dan tanda tangannya tetap tersimpan, tetapi tidak berlaku lagi."),
            _("Setelah diperbaiki, susun berita acara bernomor baru; semua menandatangani lagi."),
        ],
        button=_("Buka lagi catatan"),
        back=f"/verifikasi/{pk}/berita-acara",
        done=Done(f"/verifikasi/{pk}", _("Catatan terbuka lagi.")),
        reason="required",
    )
    return confirm_and_run(request, asked)


@signed_in
@GET_OR_POST
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign the latest minutes with one's name."""
    found = visit_or_404(request, pk)
    last = latest_minutes(found)
    if last is None:
        raise Http404
    back = f"/verifikasi/{pk}/berita-acara"
    page = FormPage(
        _("Tandatangani berita acara"), found.choice.proposal.title, _("Tandatangani"), back, _("Berita acara"),
        _("Yang Anda tandatangani bersidik SHA-256 %(sha256)s.") % {"sha256": last.sha256}, seen=last,
        is_demo=found.choice.proposal.is_demo,
    )  # fmt: skip

    def do(form: Any) -> Done:
        run(request, "visits.sign", last, **form.cleaned_data)
        return Done(back, _("Tanda tangan Anda tersimpan."))

    return answer(request, page, SignForm(request.POST or None), do)


@signed_in
@GET_OR_POST
def add_to(request: HttpRequest, pk: int) -> HttpResponse:
    """An addendum to signed minutes."""
    found = visit_or_404(request, pk)
    last = latest_minutes(found)
    if last is None:
        raise Http404
    back = f"/verifikasi/{pk}/berita-acara"
    page = FormPage(
        _("Tambahan berita acara"), found.choice.proposal.title, _("Simpan tambahan"), back, _("Berita acara"),
        _("Naskah yang ditandatangani tidak berubah. Tambahan berdiri di sampingnya dan tidak dapat dihapus."),
        is_demo=found.choice.proposal.is_demo,
    )  # fmt: skip

    def do(form: Any) -> Done:
        run(request, "visits.add_to", last, **form.cleaned_data)
        return Done(back, _("Tambahan disimpan; yang bersangkutan diberi tahu."))

    return answer(request, page, AddForm(request.POST or None), do)


def _readable(request: HttpRequest, pk: int) -> tuple[Minutes, bool]:
    found = minutes_for(request.user, pk)
    if found is None:
        raise Http404
    return found


@signed_in
@require_safe
def verify(request: HttpRequest, pk: int) -> HttpResponse:
    """Minutes with their digest computed anew: where the QR code of the paper leads those who may read them."""
    found, whole = _readable(request, pk)
    last = latest_minutes(found.visit)
    context = {"page": minutes_page(found, whole=whole), "is_latest": last == found, "visit": found.visit}
    return render(request, "visits/verify.html", context)


@signed_in
@require_safe
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """The minutes as PDF, as much as the reader may see."""
    found, whole = _readable(request, pk)
    site = request.build_absolute_uri("/").rstrip("/")
    response = HttpResponse(paper_of(found, whole=whole, site=site), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="berita-acara-{found.pk}.pdf"'
    return response
