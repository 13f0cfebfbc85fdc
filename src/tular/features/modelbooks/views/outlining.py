"""The chapters of a book: adding, naming, moving, dropping, sharing them out, and saying what lacks."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tular.features.modelbooks.forms.writing import GapForm, PlaceForm, SharingForm, TitleForm
from tular.features.modelbooks.models import ModelBook, Section
from tular.features.modelbooks.queries.people import writers_of
from tular.features.modelbooks.queries.section_page import section_of
from tular.features.modelbooks.views.finding import manuscript_or_404
from tular.foundation.access.permissions import require
from tular.foundation.access.public import signed_in
from tular.foundation.actions.action import together
from tular.foundation.actions.confirm import Confirmation, confirm_and_run
from tular.foundation.actions.form_page import GET_OR_POST, FormPage, answer, run
from tular.foundation.actions.posting import Done


def section_or_404(request: HttpRequest, slug: str, code: str) -> Section:
    """A chapter of a manuscript that the person may open."""
    found = section_of(manuscript_or_404(request, slug), code)
    if found is None:
        raise Http404
    return found


def path_of(section: Section) -> str:
    """The editor of a chapter."""
    return f"{section.book.desk}/bab/{section.code}"


def _page(section: Section, title: str, button: str, text: str = "") -> FormPage:
    return FormPage(
        title, f"{section.number} {section.title}", button, path_of(section), section.title, text=text,
        is_demo=section.book.is_demo,
    )  # fmt: skip


@signed_in
@GET_OR_POST
def add(request: HttpRequest, slug: str) -> HttpResponse:
    """A chapter that the outline does not have."""
    book = manuscript_or_404(request, slug)
    require(request.user, "modelbooks.add_section", book)
    page = FormPage(
        _("Tambah bab"), book.title, _("Tambah bab"), book.desk, book.title, is_demo=book.is_demo,
        text=_("Bab baru menjadi yang terakhir; sesudahnya dapat dipindahkan."),
    )  # fmt: skip

    def do(form: Any) -> Done:
        made = run(request, "modelbooks.add_section", book, title=form.cleaned_data["title"])
        return Done(f"{book.desk}/bab/{made.code}", _("Bab ditambahkan."))

    return answer(request, page, TitleForm(request.POST or None), do)


@signed_in
@GET_OR_POST
def rename(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Another title."""
    section = section_or_404(request, slug, code)
    require(request.user, "modelbooks.rename_section", section)

    def do(form: Any) -> str:
        run(request, "modelbooks.rename_section", section, title=form.cleaned_data["title"])
        return _("Judul bab diganti.")

    form = TitleForm(request.POST or None, initial={"title": section.title})
    return answer(request, _page(section, _("Ganti judul bab"), _("Simpan judul")), form, do)


@signed_in
@GET_OR_POST
def move(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Another place."""
    section = section_or_404(request, slug, code)
    require(request.user, "modelbooks.move_section", section)

    def do(form: Any) -> str:
        run(request, "modelbooks.move_section", section, number=form.cleaned_data["number"])
        return _("Bab dipindahkan; bab lain bergeser.")

    form = PlaceForm(request.POST or None, book=section.book, initial={"number": section.number})
    return answer(request, _page(section, _("Pindahkan bab"), _("Pindahkan")), form, do)


@signed_in
@GET_OR_POST
def drop(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Take an empty chapter out."""
    section = section_or_404(request, slug, code)
    asked = Confirmation(
        action="modelbooks.drop_section",
        subject=section,
        title=_("Hapus bab “%(title)s”?") % {"title": section.title},
        effects=[_("Hanya bab tambahan yang kosong dan belum pernah dibahas yang dapat dihapus."),
                 _("Nomor bab sesudahnya tetap.")],
        button=_("Hapus bab"),
        back=path_of(section),
        done=Done(section.book.desk, _("Bab dihapus.")),
        destructive=True,
    )  # fmt: skip
    return confirm_and_run(request, asked)


@signed_in
@GET_OR_POST
def gap(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Why the chapter stays incomplete."""
    section = section_or_404(request, slug, code)
    require(request.user, "modelbooks.explain_gap", section)

    def do(form: Any) -> str:
        run(request, "modelbooks.explain_gap", section, text=form.cleaned_data["text"])
        return _("Alasan disimpan.") if form.cleaned_data["text"].strip() else _("Bab ini kini dinyatakan lengkap.")

    form = GapForm(request.POST or None, initial={"text": section.gap_reason})
    return answer(request, _page(section, _("Celah bab ini"), _("Simpan alasan")), form, do)


@signed_in
@GET_OR_POST
def share(request: HttpRequest, slug: str) -> HttpResponse:
    """Who writes which chapter."""
    book = manuscript_or_404(request, slug)
    require(request.user, "modelbooks.assign_section", book)
    writers = writers_of(book)
    page = FormPage(
        _("Bagi bab"), book.title, _("Simpan pembagian"), book.desk, book.title, is_demo=book.is_demo,
        text=_("Penulis yang mendapat bab baru diberi tahu. Siapa pun di tim tetap dapat membantu menulis."),
    )  # fmt: skip
    form = SharingForm(request.POST or None, book=book, writers=writers)
    by_key = {str(one.pk): one for one in writers}

    def do(form: Any) -> str:
        changed = _shared(request, book, form, by_key)
        text = ngettext("%(n)d bab dibagikan.", "%(n)d bab dibagikan.", changed)
        return text % {"n": changed} if changed else _("Tidak ada yang berubah.")

    return answer(request, page, form, do)


def _shared(request: HttpRequest, book: ModelBook, form: Any, writers: dict[str, Any]) -> int:
    changed = 0
    with together():
        for section in form.sections:
            chosen = form.cleaned_data[f"bab-{section.pk}"]
            if chosen == str(section.author_id or ""):
                continue
            section.book = book
            run(request, "modelbooks.assign_section", section, author=writers.get(chosen))
            changed += 1
    return changed
