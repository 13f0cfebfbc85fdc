"""The pictures of a book."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tular.features.modelbooks.forms.material import FigureChangeForm, FigureForm
from tular.features.modelbooks.models import Figure, ModelBook
from tular.features.modelbooks.queries.figures_page import figure_of, figures_page, file_shown
from tular.features.modelbooks.views.finding import manuscript_or_404
from tular.foundation.access.permissions import require
from tular.foundation.access.public import signed_in
from tular.foundation.actions.confirm import Confirmation, confirm_and_run
from tular.foundation.actions.form_page import GET_OR_POST, FormPage, answer, run
from tular.foundation.actions.posting import Done
from tular.foundation.files.serving import Content, serve

PRIVATE = "private, no-cache"
"""The key stays when another file takes its place: browsers ask whether it is still the same."""


def _path(book: ModelBook) -> str:
    return f"{book.desk}/gambar"


def _figure_or_404(request: HttpRequest, slug: str, pk: int) -> Figure:
    found = figure_of(manuscript_or_404(request, slug), pk)
    if found is None:
        raise Http404
    return found


@signed_in
@require_safe
def figures(request: HttpRequest, slug: str) -> HttpResponse:
    """All pictures, and what they lack."""
    page = figures_page(request.user, manuscript_or_404(request, slug))
    return render(request, "modelbooks/figures.html", {"page": page, "book": page.book, "tab": "gambar"})


@signed_in
@require_safe
def shown(request: HttpRequest, slug: str, key: str) -> HttpResponseBase:
    """A picture by its key, as the preview of a chapter asks for it."""
    return picture_or_404(request, manuscript_or_404(request, slug), key)


def picture_or_404(request: HttpRequest, book: ModelBook, key: str) -> HttpResponseBase:
    """A picture of a manuscript, for who was found to be allowed to read it."""
    file = file_shown(book, key)
    if file is None:
        raise Http404
    content = Content(
        stored_as=file.stored_as, content_type=file.content_type, etag=f'"{file.sha256}"', name=file.download_name,
        attachment=False, cache=PRIVATE,
    )  # fmt: skip
    return serve(request, content)


@signed_in
@GET_OR_POST
def add(request: HttpRequest, slug: str) -> HttpResponse:
    """One more picture."""
    book = manuscript_or_404(request, slug)
    require(request.user, "modelbooks.add_figure", book)
    page = FormPage(_("Unggah gambar"), book.title, _("Simpan gambar"), _path(book), _("Gambar"), is_demo=book.is_demo)

    def do(form: Any) -> str:
        figure: Figure = run(request, "modelbooks.add_figure", book, **form.cleaned_data)
        return _("Gambar disimpan. Sisipkan di bab dengan ![Keterangan](gambar:%(key)s).") % {"key": figure.key}

    return answer(request, page, FigureForm(request.POST or None, request.FILES or None, by=request.user), do)


@signed_in
@GET_OR_POST
def change(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Other words about it, or another file."""
    figure = _figure_or_404(request, slug, pk)
    require(request.user, "modelbooks.change_figure", figure)
    book = figure.book
    page = FormPage(
        _("Ubah gambar"), figure.key, _("Simpan"), _path(book), _("Gambar"), seen=figure, is_demo=book.is_demo
    )

    def do(form: Any) -> str:
        run(request, "modelbooks.change_figure", figure, **form.cleaned_data)
        return _("Gambar %(key)s disimpan.") % {"key": figure.key}

    initial = {"alt": figure.alt, "source": figure.source}
    form = FigureChangeForm(request.POST or None, request.FILES or None, by=request.user, initial=initial)
    return answer(request, page, form, do)


@signed_in
@GET_OR_POST
def remove(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Let it go."""
    figure = _figure_or_404(request, slug, pk)
    asked = Confirmation(
        action="modelbooks.remove_figure",
        subject=figure,
        title=_("Lepas gambar “%(key)s” dari buku?") % {"key": figure.key},
        effects=[
            _("Gambar tidak dapat disisipkan lagi sebelum diunggah ulang."),
            _("Edisi yang sudah terbit tetap menampilkannya."),
        ],
        button=_("Lepas gambar"),
        back=_path(figure.book),
        done=Done(_path(figure.book), _("Gambar %(key)s dilepas.") % {"key": figure.key}),
        destructive=True,
    )
    return confirm_and_run(request, asked)
