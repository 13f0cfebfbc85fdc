"""Answering comments, grouping those that say the same, and the table of what became of them."""

from __future__ import annotations

import io

import xlsxwriter
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from tular.features.modelbooks.actions.answering import Reply
from tular.features.modelbooks.forms.fgd import AnswerForm
from tular.features.modelbooks.models import FgdComment
from tular.features.modelbooks.queries.answer_table import (
    Asked,
    answers_page,
    comment_page,
    one_comment,
    table_columns,
    table_page,
    table_rows,
)
from tular.features.modelbooks.queries.rounds import alike_page
from tular.features.modelbooks.queries.seats import Seat
from tular.features.modelbooks.views.rounds import seat_or_404
from tular.foundation.access.permissions import require
from tular.foundation.access.public import signed_in
from tular.foundation.access.refusal import Refused
from tular.foundation.actions.action import together
from tular.foundation.actions.confirm import Confirmation, confirm_and_run
from tular.foundation.actions.form_page import GET_OR_POST, run
from tular.foundation.actions.posting import Done, post_once, show_refusal
from tular.foundation.files.streams import csv_file, safe_cell
from tular.foundation.ui.typed import number_typed, text_typed

LONGEST_FILTER = 200
MOST_GROUPED = 200


def writing_seat_or_404(request: HttpRequest, slug: str, number: int) -> Seat:
    """The seat of somebody who answers."""
    seat = seat_or_404(request, slug, number)
    require(request.user, "modelbooks.answer", seat.round, visible=False)
    return seat


@signed_in
@require_safe
def answers(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The queue of those who answer, under filters."""
    seat = writing_seat_or_404(request, slug, number)
    told = request.GET
    asked = Asked(
        number_typed(told.get("bab", "")),
        text_typed(told.get("instansi", ""), LONGEST_FILTER),
        text_typed(told.get("keputusan", ""), LONGEST_FILTER),
    )
    page = answers_page(seat, asked, number_typed(told.get("halaman", ""), 1))
    return render(request, "modelbooks/answers.html", {"page": page, "seat": seat})


@signed_in
@GET_OR_POST
def answer(request: HttpRequest, slug: str, number: int, pk: int) -> HttpResponse:
    """Answer a comment, or correct its answer."""
    seat = writing_seat_or_404(request, slug, number)
    row = one_comment(seat, pk)
    if row is None:
        raise Http404
    held = getattr(row, "answer", None)
    form = AnswerForm(request.POST or None, draft=seat.round.draft, answer=held)
    if request.method == "POST" and form.is_valid():
        try:
            return post_once(request, lambda: _answered(request, seat, row, form))
        except Refused as refused:
            show_refusal(form, refused)
    context = {"page": comment_page(seat, row), "seat": seat, "form": form, "held": held}
    return render(request, "modelbooks/answer.html", context, status=409 if form.errors else 200)


def _answered(request: HttpRequest, seat: Seat, row: FgdComment, form: AnswerForm) -> Done:
    told = form.cleaned_data
    reply = Reply(told["decision"], told["why"], *form.chosen())
    held = getattr(row, "answer", None)
    if held is not None:
        run(request, "modelbooks.change_answer", held, reply=reply)
        return Done(f"{seat.base}/jawaban", _("Jawaban dibetulkan. Yang lama tetap ada di riwayat."))
    run(request, "modelbooks.answer", row, reply=reply)
    return Done(f"{seat.base}/jawaban", _("Masukan dijawab."))


@signed_in
@require_safe
def alike(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Comments that say nearly the same."""
    page = alike_page(writing_seat_or_404(request, slug, number))
    return render(request, "modelbooks/alike.html", {"page": page, "seat": page.seat})


@signed_in
@require_POST
def group(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Hang the chosen comments on the first of them."""
    seat = writing_seat_or_404(request, slug, number)
    chosen = sorted({number_typed(one) for one in request.POST.getlist("masukan")[:MOST_GROUPED]})
    rows = list(seat.round.comments.filter(pk__in=chosen).order_by("pk"))
    back = f"{seat.base}/mirip"
    if len(rows) < 2:
        return post_once(request, lambda: Done(back, _("Pilih dua masukan atau lebih untuk disatukan.")))
    try:
        return post_once(request, lambda: _grouped(request, back, rows))
    except Refused as refused:
        said = " ".join(one.text for one in refused.reasons)
        return post_once(request, lambda: Done(back, said))


def _grouped(request: HttpRequest, back: str, rows: list[FgdComment]) -> Done:
    head, *others = rows
    with together():
        for one in others:
            run(request, "modelbooks.group", one, head=head)
    said = ngettext(
        "%(n)d masukan disatukan. Semuanya tetap dihitung.", "%(n)d masukan disatukan. Semuanya tetap dihitung.",
        len(rows),
    )  # fmt: skip
    return Done(back, said % {"n": len(rows)})


@signed_in
@GET_OR_POST
def ungroup(request: HttpRequest, slug: str, number: int, pk: int) -> HttpResponse:
    """Let a comment stand alone again."""
    seat = writing_seat_or_404(request, slug, number)
    row = one_comment(seat, pk)
    if row is None:
        raise Http404
    back = f"{seat.base}/jawaban"
    asked = Confirmation(
        action="modelbooks.ungroup",
        subject=row,
        title=_("Pisahkan masukan dari %(speaker)s?") % {"speaker": row.speaker},
        effects=[_("Masukan ini perlu jawaban sendiri.")],
        button=_("Pisahkan masukan"),
        back=back,
        done=Done(back, _("Masukan berdiri sendiri lagi.")),
    )
    return confirm_and_run(request, asked)


@signed_in
@require_safe
def table(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Comment, answer, change: a page of it, or all of it for printing."""
    seat = seat_or_404(request, slug, number)
    page = table_page(seat, number_typed(request.GET.get("halaman", ""), 1), whole="semua" in request.GET)
    return render(request, "modelbooks/answer_table.html", {"page": page, "seat": seat})


@signed_in
@require_safe
def table_csv(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The table as CSV."""
    seat = seat_or_404(request, slug, number)
    return csv_file(f"masukan-{slug}-fgd-{number}", table_columns(), table_rows(seat))


@signed_in
@require_safe
def table_xlsx(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The table as a workbook."""
    seat = seat_or_404(request, slug, number)
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    # Without it the moment of downloading would stand in the file: the same table gives the same bytes.
    book.set_properties({"created": seat.round.opened_at.replace(tzinfo=None)})
    bold, wrapped = book.add_format({"bold": True, "bottom": 1}), book.add_format({"text_wrap": True, "valign": "top"})
    sheet = book.add_worksheet(_("Masukan"))
    sheet.write_row(0, 0, table_columns(), bold)
    for line, row in enumerate(table_rows(seat), start=1):
        sheet.write_row(line, 0, [safe_cell(cell) for cell in row], wrapped)
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, 0, 6)
    sheet.set_column(1, len(table_columns()) - 1, 28)
    book.close()
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    response = HttpResponse(buffer.getvalue(), content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="masukan-{slug}-fgd-{number}.xlsx"'
    return response
