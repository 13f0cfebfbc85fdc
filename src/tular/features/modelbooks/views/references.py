"""The innovations of which a book is made: choosing them, the matrix of evidence, asking owners, the first draft."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from tular.features.modelbooks.forms.writing import ReferenceForm
from tular.features.modelbooks.models import BookReference, ModelBook
from tular.features.modelbooks.queries.references_page import (
    Choosing,
    found_by_name,
    innovation_to_choose,
    reference_of,
    references_page,
)
from tular.features.modelbooks.views.finding import manuscript_or_404
from tular.foundation.access.permissions import require
from tular.foundation.access.public import signed_in
from tular.foundation.actions.confirm import Confirmation, confirm_and_run
from tular.foundation.actions.form_page import GET_OR_POST, FormPage, answer, run
from tular.foundation.actions.posting import Done


def _path(book: ModelBook) -> str:
    return f"{book.desk}/rujukan"


@signed_in
@require_safe
def references(request: HttpRequest, slug: str) -> HttpResponse:
    """References and what they evidence."""
    page = references_page(request.user, manuscript_or_404(request, slug))
    return render(request, "modelbooks/references.html", {"page": page, "book": page.book, "tab": "rujukan"})


@signed_in
@require_safe
def find(request: HttpRequest, slug: str) -> HttpResponse:
    """Look for an innovation to choose: by what it solves, or by its name."""
    book = manuscript_or_404(request, slug)
    require(request.user, "modelbooks.choose_reference", book)
    words = request.GET.get("cari", "").strip()[:400]
    asked = Choosing(book, words or book.theme.name)
    context = {"book": book, "words": words, "asked": asked, "named": found_by_name(book, words) if words else []}
    return render(request, "modelbooks/find_reference.html", context)


@signed_in
@GET_OR_POST
def choose(request: HttpRequest, slug: str, innovation: str) -> HttpResponse:
    """Take an innovation as reference, with its record as it is now."""
    book = manuscript_or_404(request, slug)
    found = innovation_to_choose(innovation)
    if found is None:
        raise Http404
    require(request.user, "modelbooks.choose_reference", book)
    page = FormPage(
        _("Jadikan inovasi rujukan"), found.title, _("Jadikan rujukan"), _path(book), _("Inovasi rujukan"),
        text=_("Catatan inovasi dibekukan seperti terbit hari ini, supaya pembaca buku melihat tepat yang Anda pakai."),
        is_demo=book.is_demo,
    )  # fmt: skip

    def do(form: Any) -> str:
        held = form.cleaned_data
        run(request, "modelbooks.choose_reference", book, innovation=found, why=held["why"], key=held["key"])
        return _("“%(title)s” menjadi inovasi rujukan.") % {"title": found.title}

    return answer(request, page, ReferenceForm(request.POST or None), do)


def _reference_or_404(request: HttpRequest, slug: str, pk: int) -> BookReference:
    found = reference_of(manuscript_or_404(request, slug), pk)
    if found is None:
        raise Http404
    return found


@signed_in
@GET_OR_POST
def refreeze(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take the record of today."""
    found = _reference_or_404(request, slug, pk)
    asked = Confirmation(
        action="modelbooks.refreeze_reference",
        subject=found,
        title=_("Perbarui catatan “%(title)s”?") % {"title": found.frozen["title"]},
        effects=[
            _("Catatan katalog hari ini dibekukan; yang lama tetap tersimpan."),
            _("Naskah bab tidak ikut berubah. Periksa angka yang dikutip."),
        ],
        button=_("Perbarui catatan"),
        back=_path(found.book),
        done=Done(_path(found.book), _("Catatan rujukan diperbarui.")),
    )
    return confirm_and_run(request, asked)


@signed_in
@GET_OR_POST
def drop(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """It is no reference any more."""
    found = _reference_or_404(request, slug, pk)
    asked = Confirmation(
        action="modelbooks.drop_reference",
        subject=found,
        title=_("Lepas “%(title)s” dari inovasi rujukan?") % {"title": found.frozen["title"]},
        effects=[_("Kutipannya di naskah ditandai sebagai kekeliruan sampai diganti.")],
        button=_("Lepas rujukan"),
        back=_path(found.book),
        done=Done(_path(found.book), _("Rujukan dilepas.")),
        destructive=True,
    )
    return confirm_and_run(request, asked)


@signed_in
@GET_OR_POST
def ask_owners(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask every owner at once for what their record leaves open."""
    book = manuscript_or_404(request, slug)
    page = references_page(request.user, book)

    def done(asked: int) -> Done:
        text = ngettext("Pertanyaan terkirim kepada %(n)d pemilik.", "Pertanyaan terkirim kepada %(n)d pemilik.", asked)
        return Done(_path(book), text % {"n": asked})

    effects = [
        _("%(owners)d pemilik mendapat satu pertanyaan berisi semua celah catatannya (%(questions)d hal).")
        % {"owners": page.askable, "questions": page.questions},
        _("Pertanyaan terkirim atas nama %(agency)s; jawabannya tampil di halaman inovasinya.")
        % {"agency": book.agency.name},
        _("Yang sudah ditanyakan tidak ditanyakan lagi."),
    ]
    asked = Confirmation(
        action="modelbooks.ask_owners", subject=book, title=_("Tanyakan semua celah kepada pemiliknya?"),
        effects=effects, button=_("Kirim pertanyaan"), back=_path(book), done=done,
    )  # fmt: skip
    return confirm_and_run(request, asked)


@signed_in
@GET_OR_POST
def assemble(request: HttpRequest, slug: str) -> HttpResponse:
    """Put a first draft together from the frozen records."""
    book = manuscript_or_404(request, slug)

    def done(written: int) -> Done:
        text = ngettext("%(n)d bab dirakit dari catatan rujukan.", "%(n)d bab dirakit dari catatan rujukan.", written)
        return Done(book.desk, text % {"n": written})

    effects = [
        _("Bab yang masih kosong diisi dari catatan rujukan, setiap pernyataan dengan kutipannya."),
        _("Yang tidak dijawab satu catatan pun ditulis sebagai celah, bukan dikarang."),
        _("Bab yang sudah berisi tidak disentuh. Hasilnya bertanda “dirakit dari katalog” sampai Anda menyuntingnya."),
    ]
    asked = Confirmation(
        action="modelbooks.assemble", subject=book, title=_("Rakit naskah awal?"), effects=effects,
        button=_("Rakit naskah awal"), back=book.desk, done=done,
    )  # fmt: skip
    return confirm_and_run(request, asked)
