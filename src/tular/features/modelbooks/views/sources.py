"""The bibliography of a book."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from tular.features.modelbooks.forms.material import NewSourceForm, SourceForm, SourcesForm, initial_of
from tular.features.modelbooks.models import ModelBook, Source
from tular.features.modelbooks.queries.sources_page import source_of, sources_page
from tular.features.modelbooks.views.finding import manuscript_or_404
from tular.foundation.access.permissions import require
from tular.foundation.access.public import signed_in
from tular.foundation.actions.confirm import Confirmation, confirm_and_run
from tular.foundation.actions.form_page import GET_OR_POST, FormPage, answer, run
from tular.foundation.actions.posting import Done


def _path(book: ModelBook) -> str:
    return f"{book.desk}/sumber"


def _source_or_404(request: HttpRequest, slug: str, pk: int) -> Source:
    found = source_of(manuscript_or_404(request, slug), pk)
    if found is None:
        raise Http404
    return found


@signed_in
@require_safe
def sources(request: HttpRequest, slug: str) -> HttpResponse:
    """The whole bibliography."""
    page = sources_page(request.user, manuscript_or_404(request, slug))
    return render(request, "modelbooks/sources.html", {"page": page, "book": page.book, "tab": "sumber"})


@signed_in
@GET_OR_POST
def add(request: HttpRequest, slug: str) -> HttpResponse:
    """One more entry."""
    book = manuscript_or_404(request, slug)
    require(request.user, "modelbooks.add_source", book)
    page = FormPage(
        _("Tambah sumber"), book.title, _("Simpan sumber"), _path(book), _("Daftar pustaka"),
        _("Yang tidak diketahui dikosongkan saja; pembaca diberi tahu bahwa itu belum diketahui."),
        is_demo=book.is_demo,
    )  # fmt: skip

    def do(form: Any) -> str:
        source: Source = run(request, "modelbooks.add_source", book, told=form.told(), key=form.cleaned_data["key"])
        return _("Sumber disimpan. Sitasi di bab dengan [@%(key)s].") % {"key": source.key}

    return answer(request, page, NewSourceForm(request.POST or None), do)


@signed_in
@GET_OR_POST
def change(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Other words of an entry."""
    source = _source_or_404(request, slug, pk)
    require(request.user, "modelbooks.change_source", source)
    book = source.book
    page = FormPage(
        _("Ubah sumber"), source.key, _("Simpan"), _path(book), _("Daftar pustaka"), seen=source, is_demo=book.is_demo
    )

    def do(form: Any) -> str:
        run(request, "modelbooks.change_source", source, told=form.told())
        return _("Sumber %(key)s disimpan.") % {"key": source.key}

    return answer(request, page, SourceForm(request.POST or None, initial=initial_of(source)), do)


@signed_in
@GET_OR_POST
def remove(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Let an entry go."""
    source = _source_or_404(request, slug, pk)
    asked = Confirmation(
        action="modelbooks.remove_source",
        subject=source,
        title=_("Lepas sumber “%(key)s” dari daftar pustaka?") % {"key": source.key},
        effects=[source.title, _("Edisi yang sudah terbit tetap mencantumkannya.")],
        button=_("Lepas sumber"),
        back=_path(source.book),
        done=Done(_path(source.book), _("Sumber %(key)s dilepas.") % {"key": source.key}),
        destructive=True,
    )
    return confirm_and_run(request, asked)


@signed_in
@GET_OR_POST
def take_in(request: HttpRequest, slug: str) -> HttpResponse:
    """Entries of another programme."""
    book = manuscript_or_404(request, slug)
    require(request.user, "modelbooks.import_sources", book)
    page = FormPage(
        _("Impor sumber"), book.title, _("Impor"), _path(book), _("Daftar pustaka"),
        _("Entri dengan judul dan tahun yang sudah ada tidak ditambahkan lagi."), is_demo=book.is_demo,
    )  # fmt: skip

    def do(form: Any) -> str:
        taken = run(request, "modelbooks.import_sources", book, entries=form.cleaned_data["text"])
        said = ngettext("%(n)d sumber ditambahkan.", "%(n)d sumber ditambahkan.", taken.added) % {"n": taken.added}
        if taken.known:
            known = ngettext("%(n)d sudah ada sebelumnya.", "%(n)d sudah ada sebelumnya.", taken.known)
            said = f"{said} {known % {'n': taken.known}}"
        return said

    return answer(request, page, SourcesForm(request.POST or None), do)
