"""Reading an edition: its title page, its chapters, words in it, its files and tables."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tular.features.modelbooks.actions.counting import count
from tular.features.modelbooks.choices import Counted
from tular.features.modelbooks.queries.chapter_page import chapter_page, search_in
from tular.features.modelbooks.queries.checklist import Checklist, checklist_of, rows_of
from tular.features.modelbooks.queries.comparing import comparison_of
from tular.features.modelbooks.queries.marking import LONGEST_QUESTION
from tular.features.modelbooks.queries.printing import figure_file
from tular.features.modelbooks.queries.published import Opened
from tular.features.modelbooks.queries.reading_page import book_page
from tular.features.modelbooks.queries.tables import table_file, workbook
from tular.features.modelbooks.views.finding import opened_or_404
from tular.foundation.access.permissions import allows
from tular.foundation.access.public import public
from tular.foundation.files.kinds import XLSX
from tular.foundation.files.serving import Content, serve
from tular.foundation.files.streams import csv_file
from tular.foundation.files.views import PUBLIC


@public
@require_safe
def book(request: HttpRequest, slug: str, number: int | None = None) -> HttpResponse:
    """The title page of the newest edition, or of an older one."""
    found = opened_or_404(slug, number)
    _count(request, found, Counted.READ)
    address = request.build_absolute_uri(found.edition.book.path if number is None else request.path)
    context = {
        "page": book_page(found), "address": address,
        "may_correct": allows(request.user, "modelbooks.correct", found.edition),
    }  # fmt: skip
    return render(request, "modelbooks/book.html", context)


@public
@require_safe
def chapter(request: HttpRequest, slug: str, code: str, number: int | None = None) -> HttpResponse:
    """A chapter of the newest edition, or of an older one; `?cari=` marks words in it."""
    found = opened_or_404(slug, number)
    page = chapter_page(found, code, request.GET.get("cari", "")[:LONGEST_QUESTION])
    if page is None:
        raise Http404
    _count(request, found, Counted.READ)
    return render(request, "modelbooks/chapter.html", {"page": page})


@public
@require_safe
def search(request: HttpRequest, slug: str) -> HttpResponse:
    """Words in the newest edition."""
    found = opened_or_404(slug)
    question = request.GET.get("cari", "")[:LONGEST_QUESTION].strip()
    context = {"book": found.edition, "path": found.path, "asked": question, "found": search_in(found, question)}
    return render(request, "modelbooks/search.html", context)


@public
@require_safe
def download(request: HttpRequest, slug: str, number: int, form: str) -> HttpResponseBase:
    """One of the files, as it was built when the edition was published."""
    found = opened_or_404(slug, number)
    row = found.edition.files.select_related("file").filter(form=form).first()
    if row is None:
        raise Http404
    _count(request, found, Counted(form))
    file = row.file
    content = Content(
        stored_as=file.stored_as, content_type=file.content_type, etag=f'"{file.sha256}"', name=file.name,
        attachment=True, cache=PUBLIC,
    )  # fmt: skip
    return serve(request, content)


@public
@require_safe
def figure(request: HttpRequest, slug: str, number: int, key: str) -> HttpResponseBase:
    """A picture of an edition."""
    file = figure_file(opened_or_404(slug, number).edition, key)
    if file is None:
        raise Http404
    content = Content(
        stored_as=file.stored_as, content_type=file.content_type, etag=f'"{file.sha256}"', name=file.download_name,
        attachment=False, cache=PUBLIC,
    )  # fmt: skip
    return serve(request, content)


@public
@require_safe
def table(request: HttpRequest, slug: str, number: int, code: str, order: int, kind: str) -> HttpResponse:
    """A table of a chapter as CSV or XLSX."""
    found = opened_or_404(slug, number)
    made = table_file(found, code, order, kind)
    if made is None:
        raise Http404
    _count(request, found, Counted.TABLE)
    response = HttpResponse(made.content, content_type=made.content_type)
    response["Content-Disposition"] = f'attachment; filename="{made.name}"'
    return response


@public
@require_safe
def compare(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """What changed since an earlier edition: the one before, or `?dengan=`."""
    after = opened_or_404(slug, number)
    asked = request.GET.get("dengan", "")
    earlier = [str(one) for one in range(1, number)]
    if not earlier:
        raise Http404
    before = opened_or_404(slug, int(asked) if asked in earlier else number - 1)
    page = comparison_of(before.edition, after.edition, [int(one) for one in earlier])
    return render(request, "modelbooks/compare_editions.html", {"page": page, "path": after.path})


@public
@require_safe
def checklist(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The readiness checklist to tick, print and take along; nothing is stored here."""
    page = _ticked(request, slug, number)
    return render(request, "modelbooks/checklist.html", {"page": page})


@public
@require_safe
def checklist_file(request: HttpRequest, slug: str, number: int, kind: str) -> HttpResponse:
    """The same list with what was ticked, as CSV or XLSX; made from the address alone."""
    page = _ticked(request, slug, number)
    columns = (_("Bagian"), _("Yang harus ada"), _("Sudah ada?"))
    rows = rows_of(page, _("ya"), _("belum"))
    name = f"daftar-periksa-{slug}"
    if kind == "csv":
        return csv_file(name, columns, rows)
    if kind == "xlsx":
        found = opened_or_404(slug, number)
        return _saved(name, workbook(found.edition, page.title, (columns, *rows)))
    raise Http404


def _ticked(request: HttpRequest, slug: str, number: int) -> Checklist:
    asked = request.GET
    page = checklist_of(opened_or_404(slug, number), asked.getlist("ada"), was_sent=bool(asked))
    if page is None:
        raise Http404
    return page


def _saved(name: str, content: bytes) -> HttpResponse:
    response = HttpResponse(content, content_type=XLSX.content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response


def _count(request: HttpRequest, found: Opened, what: Counted) -> None:
    count(found.edition, what, request=request, on=timezone.localdate())
