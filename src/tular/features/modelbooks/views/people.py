"""Who writes a book and takes notes for it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tular.features.modelbooks.forms.writing import AuthorChangeForm, AuthorForm
from tular.features.modelbooks.models import Author, ModelBook
from tular.features.modelbooks.queries.people import author_of, people_page
from tular.features.modelbooks.views.finding import manuscript_or_404
from tular.foundation.access.permissions import require
from tular.foundation.access.public import signed_in
from tular.foundation.actions.confirm import Confirmation, confirm_and_run
from tular.foundation.actions.form_page import GET_OR_POST, FormPage, answer, run
from tular.foundation.actions.posting import Done


def _path(book: ModelBook) -> str:
    return f"{book.desk}/penulis"


def _author_or_404(request: HttpRequest, slug: str, pk: int) -> Author:
    found = author_of(manuscript_or_404(request, slug), pk)
    if found is None:
        raise Http404
    return found


@signed_in
@require_safe
def people(request: HttpRequest, slug: str) -> HttpResponse:
    """Those who work on the book."""
    page = people_page(request.user, manuscript_or_404(request, slug))
    return render(request, "modelbooks/people.html", {"page": page, "book": page.book, "tab": "penulis"})


@signed_in
@GET_OR_POST
def add(request: HttpRequest, slug: str) -> HttpResponse:
    """One more."""
    book = manuscript_or_404(request, slug)
    require(request.user, "modelbooks.add_author", book)
    page = FormPage(_("Ajak penulis"), book.title, _("Ajak"), _path(book), _("Penulis"), is_demo=book.is_demo)

    def do(form: Any) -> str:
        held = form.cleaned_data
        run(
            request, "modelbooks.add_author", book, person=form.person, role=held["role"], kind=held["kind"],
            affiliation=held["affiliation"],
        )  # fmt: skip
        return _("%(name)s kini ikut menulis dan diberi tahu.") % {"name": form.person}

    return answer(request, page, AuthorForm(request.POST or None), do)


@signed_in
@GET_OR_POST
def change(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Another role or place on the title page."""
    author = _author_or_404(request, slug, pk)
    require(request.user, "modelbooks.change_author", author)
    book = author.book
    page = FormPage(
        _("Ubah peran"), str(author.person), _("Simpan"), _path(book), _("Penulis"), seen=author, is_demo=book.is_demo
    )

    def do(form: Any) -> str:
        run(request, "modelbooks.change_author", author, **form.cleaned_data)
        return _("Peran %(name)s disimpan.") % {"name": author.person}

    initial = {"role": author.role, "kind": author.kind, "affiliation": author.affiliation, "order": author.order}
    return answer(request, page, AuthorChangeForm(request.POST or None, initial=initial), do)


@signed_in
@GET_OR_POST
def remove(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Let somebody go."""
    author = _author_or_404(request, slug, pk)
    asked = Confirmation(
        action="modelbooks.remove_author",
        subject=author,
        title=_("Keluarkan %(name)s dari tim penulis?") % {"name": author.person},
        effects=[
            _("Ia tidak dapat membuka naskah lagi. Babnya menjadi belum dibagi."),
            _("Yang sudah ditulisnya tetap ada dengan namanya."),
        ],
        button=_("Keluarkan"),
        back=_path(author.book),
        done=Done(_path(author.book), _("%(name)s tidak lagi ikut menulis.") % {"name": author.person}),
        destructive=True,
    )
    return confirm_and_run(request, asked)
