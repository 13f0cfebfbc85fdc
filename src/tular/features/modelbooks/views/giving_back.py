"""What readers give back, who looks at it, and mistakes that are told of an edition."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tular.features.modelbooks.forms.reading import ErratumForm, RemarkForm, UsageForm
from tular.features.modelbooks.models import ReaderComment, Usage
from tular.features.modelbooks.queries.given_back import given_back_page
from tular.features.modelbooks.queries.reading_page import contents_of
from tular.features.modelbooks.views.finding import manuscript_or_404, opened_or_404
from tular.foundation.access.permissions import require
from tular.foundation.access.public import signed_in
from tular.foundation.actions.confirm import Confirmation, confirm_and_run
from tular.foundation.actions.form_page import GET_OR_POST, FormPage, answer, run
from tular.foundation.actions.posting import Done


@signed_in
@GET_OR_POST
def remark(request: HttpRequest, slug: str, number: int, code: str) -> HttpResponse:
    """A reader says something about a chapter."""
    found = opened_or_404(slug, number)
    line = next((one for one in contents_of(found, []) if one.code == code), None)
    if line is None or line.is_annex:
        raise Http404
    require(request.user, "modelbooks.remark", found.edition)

    def do(form: Any) -> str:
        run(request, "modelbooks.remark", found.edition, chapter=code, text=form.cleaned_data["text"])
        return _("Terima kasih. Tanggapan Anda tampil setelah diperiksa penulis buku.")

    chapter = _("%(book)s, bab %(n)s %(title)s") % {
        "book": found.edition.title, "n": line.number, "title": line.title,
    }  # fmt: skip
    page = FormPage(
        _("Tanggapi bab ini"), chapter, _("Kirim tanggapan"), line.path, _("Bab %(n)s") % {"n": line.number},
        is_demo=found.edition.book.is_demo,
    )  # fmt: skip
    return answer(request, page, RemarkForm(request.POST or None), do)


@signed_in
@GET_OR_POST
def report_usage(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """An agency tells that it used the book."""
    found = opened_or_404(slug, number)
    require(request.user, "modelbooks.report_usage", found.edition)

    def do(form: Any) -> str:
        told = form.cleaned_data
        run(request, "modelbooks.report_usage", found.edition, agency=told["agency"], text=told["text"], on=told["on"])
        return _("Terima kasih. Laporan Anda tampil setelah diperiksa penulis buku.")

    page = FormPage(
        _("Kami memakai buku ini"), found.edition.title, _("Kirim laporan"), found.path, _("Buku"),
        is_demo=found.edition.book.is_demo,
    )  # fmt: skip
    return answer(request, page, UsageForm(request.POST or None, by=request.user), do)


@signed_in
@GET_OR_POST
def correct(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """A mistake in an edition."""
    found = opened_or_404(slug, number)
    require(request.user, "modelbooks.correct", found.edition)

    def do(form: Any) -> str:
        run(request, "modelbooks.correct", found.edition, **form.cleaned_data)
        return _("Ralat tercatat dan tampil di halaman babnya.")

    text = _("Berkas edisi ini tidak berubah. Ralat tampil di halaman buku dan babnya selama edisi ini dibaca.")
    lead = _("%(book)s, edisi %(n)d") % {"book": found.edition.title, "n": number}
    page = FormPage(
        _("Catat ralat"), lead, _("Catat ralat"), found.path, _("Buku"), text, is_demo=found.edition.book.is_demo
    )
    form = ErratumForm(request.POST or None, edition=found.edition, initial={"chapter": request.GET.get("bab", "")})
    return answer(request, page, form, do)


@signed_in
@require_safe
def given_back(request: HttpRequest, slug: str) -> HttpResponse:
    """What readers wrote, with what waits first."""
    book = manuscript_or_404(request, slug)
    return render(request, "modelbooks/given_back.html", {"page": given_back_page(request.user, book), "book": book})


@signed_in
@GET_OR_POST
def show_remark(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Let everybody read a remark."""
    return _decide(request, slug, _remark(request, slug, pk), "modelbooks.show_remark")


@signed_in
@GET_OR_POST
def refuse_remark(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Keep a remark from the page."""
    return _decide(request, slug, _remark(request, slug, pk), "modelbooks.refuse_remark")


@signed_in
@GET_OR_POST
def show_usage(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Let everybody read a report."""
    return _decide(request, slug, _usage(request, slug, pk), "modelbooks.show_usage")


@signed_in
@GET_OR_POST
def refuse_usage(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Keep a report from the page."""
    return _decide(request, slug, _usage(request, slug, pk), "modelbooks.refuse_usage")


def _remark(request: HttpRequest, slug: str, pk: int) -> ReaderComment:
    rows = ReaderComment.objects.filter(edition__book=manuscript_or_404(request, slug))
    found = rows.select_related("edition__book", "person").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _usage(request: HttpRequest, slug: str, pk: int) -> Usage:
    rows = Usage.objects.filter(edition__book=manuscript_or_404(request, slug))
    found = rows.select_related("edition__book", "person", "agency").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _decide(request: HttpRequest, slug: str, row: ReaderComment | Usage, name: str) -> HttpResponse:
    back = f"/model/{slug}/naskah/pembaca"
    shows = ".show_" in name
    asked = Confirmation(
        action=name,
        subject=row,
        title=_("Tampilkan tulisan %(name)s?") % {"name": row.person}
        if shows
        else _("Tolak tulisan %(name)s?") % {"name": row.person},
        effects=[
            f"“{row.text}”",
            _("Siapa pun membacanya di halaman buku.")
            if shows
            else _("Tidak tampil; pengirimnya membaca alasan Anda."),
        ],
        button=_("Tampilkan") if shows else _("Tolak"),
        back=back,
        done=Done(back, _("Tulisan ditampilkan.") if shows else _("Tulisan ditolak; pengirimnya diberi tahu.")),
        reason="no" if shows else "required",
    )
    return confirm_and_run(request, asked)
