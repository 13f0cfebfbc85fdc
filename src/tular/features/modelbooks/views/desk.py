"""The books somebody writes, beginning one, its workspace, and what is told about it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tular.features.modelbooks.forms.writing import DescribeForm, StartForm, initial_of
from tular.features.modelbooks.queries.desk import books_of, desk_page
from tular.features.modelbooks.views.finding import manuscript_or_404
from tular.foundation.access.permissions import allows, require
from tular.foundation.access.public import signed_in
from tular.foundation.actions.form_page import GET_OR_POST, FormPage, answer, run
from tular.foundation.actions.posting import Done
from tular.foundation.audit.queries import history
from tular.foundation.ui.typed import number_typed

MINE = "/model/naskah"


@signed_in
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Every manuscript that the reader may open."""
    may_start = allows(request.user, "modelbooks.start", None)
    return render(request, "modelbooks/mine_books.html", {"books": books_of(request.user), "may_start": may_start})


@signed_in
@GET_OR_POST
def start(request: HttpRequest) -> HttpResponse:
    """Begin a book."""
    require(request.user, "modelbooks.start", None, doing=_("memulai buku model"))
    page = FormPage(
        _("Mulai buku model"), _("Kerangka 20 bab dari aturan model inovasi disiapkan untuk Anda."),
        _("Mulai buku"), MINE, _("Naskah buku model"),
    )  # fmt: skip

    def do(form: Any) -> Done:
        held = form.cleaned_data
        made = run(
            request, "modelbooks.start", held["agency"], theme=held["theme"], title=held["title"],
            subtitle=held["subtitle"],
        )  # fmt: skip
        return Done(made.desk, _("Buku dimulai. Pilih dulu inovasi rujukannya."))

    return answer(request, page, StartForm(request.POST or None, by=request.user), do)


@signed_in
@require_safe
def desk(request: HttpRequest, slug: str) -> HttpResponse:
    """How far every chapter is, and what comes next."""
    page = desk_page(request.user, manuscript_or_404(request, slug), timezone.now())
    return render(request, "modelbooks/desk.html", {"page": page, "book": page.book, "tab": "naskah"})


@signed_in
@GET_OR_POST
def describe(request: HttpRequest, slug: str) -> HttpResponse:
    """Title, kinds of agency, licence, what the next edition changes."""
    book = manuscript_or_404(request, slug)
    require(request.user, "modelbooks.describe", book)
    page = FormPage(
        _("Keterangan buku"), book.title, _("Simpan"), book.desk, book.title, seen=book, is_demo=book.is_demo
    )

    def do(form: Any) -> str:
        run(request, "modelbooks.describe", book, told=form.told())
        return _("Keterangan buku disimpan.")

    return answer(request, page, DescribeForm(request.POST or None, initial=initial_of(book)), do)


@signed_in
@require_safe
def trail(request: HttpRequest, slug: str) -> HttpResponse:
    """Who did what with the book."""
    book = manuscript_or_404(request, slug)
    rows = [book, *book.authors.all(), *book.references.all(), *book.sections.all(), *book.rounds.all()]
    told = history(rows, request.user, page=number_typed(request.GET.get("halaman", ""), 1))
    return render(request, "modelbooks/trail.html", {"book": book, "history": told, "tab": "jejak"})
