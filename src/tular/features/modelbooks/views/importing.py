"""Taking in a manuscript that was written in Word: sending it, deciding where its parts go, what came of it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from tular.features.modelbooks.actions.importing import Imported, begin_import, is_heavy, stored_pictures
from tular.features.modelbooks.forms.material import DocumentForm, PlacingForm
from tular.features.modelbooks.models import ModelBook
from tular.features.modelbooks.queries.importing import document_of, read_file, result_of
from tular.features.modelbooks.views.finding import manuscript_or_404
from tular.foundation.access.permissions import allows, require
from tular.foundation.access.public import signed_in
from tular.foundation.actions.form_page import GET_OR_POST, FormPage, answer, run
from tular.foundation.actions.posting import Done
from tular.foundation.documents.reading import Document, Unreadable
from tular.foundation.files.models import StoredFile


def _path(book: ModelBook) -> str:
    return f"{book.desk}/impor"


@signed_in
@GET_OR_POST
def send(request: HttpRequest, slug: str) -> HttpResponse:
    """Choose the document."""
    book = manuscript_or_404(request, slug)
    require(request.user, "modelbooks.import_docx", book)
    about = _("Anda memilih dulu bagian mana masuk ke bab mana. Tulisan yang sudah ada tidak hilang: ada di riwayat.")
    page = FormPage(
        _("Impor naskah Word"), book.title, _("Baca dokumen"), book.desk, _("Naskah"), about, is_demo=book.is_demo
    )
    form = DocumentForm(request.POST or None, request.FILES or None, by=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            read_file(form.cleaned_data["file"])
        except Unreadable as error:
            form.add_error("file", ValidationError(str(error)))

    def do(form: Any) -> Done:
        return Done(f"{_path(book)}/{form.cleaned_data['file'].pk}", "")

    return answer(request, page, form, do)


def _document_or_404(request: HttpRequest, book: ModelBook, file: UUID) -> tuple[StoredFile, Document]:
    try:
        found = document_of(request.user, book, file)
    except Unreadable as error:
        raise Http404 from error
    if found is None:
        raise Http404
    return found


@signed_in
@GET_OR_POST
def place(request: HttpRequest, slug: str, file: UUID) -> HttpResponse:
    """Decide where each part goes."""
    book = manuscript_or_404(request, slug)
    require(request.user, "modelbooks.import_docx", book)
    stored, document = _document_or_404(request, book, file)
    leads = allows(request.user, "modelbooks.add_section", book)
    form = PlacingForm(request.POST or None, document=document, sections=list(book.sections.all()), leads=leads)
    page = FormPage(
        _("Ke bab mana?"), stored.name, _("Masukkan ke naskah"), _path(book), _("Impor naskah Word"),
        is_demo=book.is_demo,
    )  # fmt: skip

    def do(form: Any) -> Done:
        placements = form.placements()
        if is_heavy(document, placements):
            started = begin_import(book, file=stored, placements=placements, by=request.user, now=timezone.now())
            return Done(
                f"/proses/{started.pk}", _("Impor dimulai. Gambarnya banyak, jadi dikerjakan di belakang layar.")
            )
        files, broken = stored_pictures(document, placements, by=request.user, now=timezone.now())
        made: Imported = run(
            request, "modelbooks.import_docx", book, document=document, placements=placements, files=files
        )
        said = ngettext("%(n)d bab diisi.", "%(n)d bab diisi.", made.written) % {"n": made.written}
        if broken:
            text = ngettext("%(n)d gambar rusak tidak dibawa.", "%(n)d gambar rusak tidak dibawa.", broken)
            said = f"{said} {text % {'n': broken}}"
        return Done(f"{_path(book)}/{file}/hasil", said)

    return answer(request, page, form, do, "modelbooks/import.html", document=document, book=book)


@signed_in
@require_safe
def result(request: HttpRequest, slug: str, file: UUID) -> HttpResponse:
    """What was kept, and what could not be."""
    book = manuscript_or_404(request, slug)
    require(request.user, "modelbooks.import_docx", book)
    stored, document = _document_or_404(request, book, file)
    found = result_of(request.user, book, stored, document)
    return render(request, "modelbooks/imported.html", {"result": found, "book": book})
