"""Many own readings at once: the table of marks, its file, and marks brought in a file."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tular.features.judging.actions.marking import Conflict, Page, mark, open_reading
from tular.features.judging.forms.marks import MarksFileForm
from tular.features.judging.models import Assignment, ScoreSheet
from tular.features.judging.queries.desk import Mine, my_reviews
from tular.features.judging.queries.sheets import sheet_of
from tular.features.judging.queries.table import (
    NOT_APPLICABLE,
    NUMBER,
    SIZE,
    SUM,
    TITLE,
    Brought,
    brought,
    columns_of,
    exported,
    own_readings,
    parts_of,
)
from tular.foundation.access.public import signed_in
from tular.foundation.actions import Refused
from tular.foundation.actions.action import together
from tular.foundation.actions.posting import Done, post_once
from tular.foundation.files.spreadsheets import parse_any_table
from tular.foundation.files.streams import csv_file
from tular.foundation.once.actions import FIELD
from tular.foundation.once.saving import saved_text
from tular.foundation.ui.shapes import Pages
from tular.foundation.ui.typed import number_typed


def mine_or_404(request: HttpRequest, slug: str, stage: str) -> Mine:
    """The person's part in a review that has started."""
    for one in my_reviews(request.user, timezone.now()):
        if (one.review.competition.slug, one.review.stage) == (slug, stage) and one.state != "disiapkan":
            return one
    raise Http404


@signed_in
def table(request: HttpRequest, slug: str, stage: str) -> HttpResponse:
    """All own marks in a grid; every cell saves itself, without scripts the button saves all."""
    mine = mine_or_404(request, slug, stage)
    if not mine.sworn:
        return redirect(mine.pact)
    if request.method == "POST":
        return _save_all(request, mine)
    return _page(request, mine, max(1, number_typed(request.GET.get("halaman", ""), 1)))


def _page(request: HttpRequest, mine: Mine, page: int, typed: Any = None, status: int = 200) -> HttpResponse:
    parts, count = parts_of(mine, request.user, page=page, typed=typed)
    pages = Pages(count, SIZE, page)
    if pages.number != page:
        parts, count = parts_of(mine, request.user, page=pages.number, typed=typed)
    context = {"mine": mine, "parts": parts, "pages": pages, "count": count}
    return render(request, "judging/table.html", context, status=status)


def _save_all(request: HttpRequest, mine: Mine) -> HttpResponse:
    """Every cell that differs from what is kept; one that cannot be does not keep the others from being kept."""
    page = max(1, number_typed(request.POST.get("halaman", ""), 1))
    parts, _count = parts_of(mine, request.user, page=page)
    readings = {one.pk: one for one in own_readings(mine, request.user)}
    now, typed, saved, met = timezone.now(), {}, 0, []
    for part in parts:
        for row in part.rows:
            for cell in row.cells:
                text = request.POST.get(cell.name)
                if text is None or text.strip() == cell.value or row.barred:
                    continue
                base = number_typed(request.POST.get(f"v{cell.name[1:]}", ""))
                value = None if text.strip() in NOT_APPLICABLE else text
                try:
                    found = _mark(request, readings[row.pk], cell.column.id, value, base, now)
                except Refused as error:
                    typed[cell.name] = (text[:40], str(error))
                    continue
                if isinstance(found, Conflict):
                    met.append(f"{row.number} {cell.column.label}")
                else:
                    saved += 1
    if saved:
        text = ngettext("%(n)d nilai tersimpan.", "%(n)d nilai tersimpan.", saved) % {"n": saved}
        messages.success(request, text)
    if met:
        said = _("Sudah diisi dari perangkat lain: %(cells)s. Buka bacaannya untuk membandingkan keduanya.")
        messages.error(request, said % {"cells": ", ".join(met)})
    if typed:
        messages.error(request, _("Sebagian nilai belum tersimpan. Lihat yang ditandai di bawah."))
        return _page(request, mine, page, typed, status=422)
    return redirect(f"{mine.table}?halaman={page}" if page > 1 else mine.table)


def _mark(
    request: HttpRequest, reading: Assignment, criterion: str, value: str | None, base: int, now: datetime
) -> Any:
    return mark(
        _sheet(request, reading, now), by=request.user, now=now, section=criterion, content={"mark": value}, base=base,
        page=Page(request.POST.get(FIELD, "")),
    )  # fmt: skip


def _sheet(request: HttpRequest, reading: Assignment, now: datetime) -> ScoreSheet:
    found = sheet_of(reading)
    if found is None or found.handed_in_at is not None:
        return open_reading(reading, by=request.user, now=now)
    return found


@signed_in
def download(request: HttpRequest, slug: str, stage: str) -> HttpResponse:
    """The own marks as CSV; filled in, the same file can be brought back."""
    mine = mine_or_404(request, slug, stage)
    columns = (NUMBER, TITLE, *columns_of(mine, request.user), SUM)
    return csv_file(f"nilai-saya-{slug}-{stage}", columns, exported(mine, request.user))


@signed_in
def bring(request: HttpRequest, slug: str, stage: str) -> HttpResponse:
    """Marks from a file: shown first, kept only as a whole."""
    mine = mine_or_404(request, slug, stage)
    if not mine.sworn:
        return redirect(mine.pact)
    if request.method == "POST" and "isi" in request.POST:
        return _keep_brought(request, mine)
    form = MarksFileForm(request.POST or None, request.FILES or None)
    found: Brought | None = None
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        names = columns_of(mine, request.user)
        held = parse_any_table(file.read(), file.name, (NUMBER,), (TITLE, *(one.lower() for one in names), SUM))
        found = brought(mine, request.user, held.rows)
        wrong = tuple(
            (one.line, f"{one.column}: {one.message}" if one.column else one.message) for one in held.problems
        )
        found = Brought(found.changes, (*wrong, *found.problems), found.same)
    changes = found.changes if found else ()
    content = json.dumps([[one.reading, one.criterion, one.value, one.base] for one in changes])
    context = {"mine": mine, "form": form, "found": found, "content": content}
    status = 422 if (found and found.problems) or form.errors else 200
    return render(request, "judging/bring.html", context, status=status)


def _keep_brought(request: HttpRequest, mine: Mine) -> HttpResponse:
    """What the preview showed, all of it or nothing."""
    try:
        rows = [(int(pk), str(name), value, int(base)) for pk, name, value, base in json.loads(request.POST["isi"])]
    except (ValueError, TypeError):
        messages.error(request, _("Isian ini tidak lengkap. Pilih lagi berkasnya."))
        return redirect(f"{mine.table}/impor")
    readings = {one.pk: one for one in own_readings(mine, request.user)}
    now = timezone.now()

    def keep() -> Done:
        with together():
            for pk, name, value, base in rows:
                if pk not in readings:
                    raise Refused(_("Satu bacaan sudah dialihkan. Pilih lagi berkasnya; belum ada yang berubah."))
                found = _mark(request, readings[pk], name, None if value is None else str(value), base, now)
                if isinstance(found, Conflict):
                    said = found.why or _("Sebagian nilai sudah diubah dari perangkat lain.")
                    raise Refused(_("%(why)s Pilih lagi berkasnya; belum ada yang berubah.") % {"why": said})
        n = len(rows)
        text = ngettext("%(n)d nilai dari berkas tersimpan.", "%(n)d nilai dari berkas tersimpan.", n) % {"n": n}
        return Done(mine.table, f"{text} {saved_text(now)}.")

    try:
        return post_once(request, keep)
    except Refused as error:
        messages.error(request, str(error))
        return redirect(f"{mine.table}/impor")
