"""Published lists, for everybody."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tular.features.competitions.queries.visibility import runs_competition
from tular.features.selection.models import Announcement
from tular.features.selection.queries.listing import (
    ListFilters,
    announcement_for,
    csv_of,
    gives_awards,
    list_page,
    public_lines,
)
from tular.features.selection.queries.plenary.stepping import steps_after
from tular.foundation.access.public import public
from tular.foundation.ui.typed import text_typed


@public
@require_safe
def published(request: HttpRequest, slug: str, stage: str, number: int) -> HttpResponse:
    """A list with its number, decree and hash; `?semua=ya` shows all of it on one page, to print."""
    asked = request.GET
    filters = ListFilters(
        words=text_typed(asked.get("cari", ""), 200),
        group=text_typed(asked.get("kelompok", ""), 40),
        category=text_typed(asked.get("kategori", ""), 200),
        kind=text_typed(asked.get("jenis", ""), 12),
        province=text_typed(asked.get("provinsi", ""), 100),
        award=text_typed(asked.get("penghargaan", ""), 60),
    )
    page = list_page(_found(request, slug, stage, number), filters, asked.get("halaman", ""), "semua" in asked)
    runs = request.user.is_authenticated and page.is_newest and runs_competition(request.user, page.competition)
    context = {"page": page, "next_steps": steps_after(page.announcement) if runs else []}
    return render(request, "selection/list.html", context)


@public
@require_safe
def download(request: HttpRequest, slug: str, stage: str, number: int) -> StreamingHttpResponse:
    """The same list as CSV: the very bytes whose hash the page shows."""
    announcement = _found(request, slug, stage, number)
    lines = public_lines(announcement).iterator(chunk_size=500)
    response = StreamingHttpResponse(csv_of(lines, gives_awards(announcement)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{slug}-{stage}-{number}.csv"'
    return response


def _found(request: HttpRequest, slug: str, stage: str, number: int) -> Announcement:
    announcement = announcement_for(request.user, slug, stage, number)
    if announcement is None:
        raise Http404
    return announcement
