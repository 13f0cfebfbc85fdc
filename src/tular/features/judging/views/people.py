"""Teams and evaluators, for the organiser."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from tular.features.judging.actions import pact, staffing
from tular.features.judging.forms.people import AppointForm, LoadForm, ManyForm, PanelForm
from tular.features.judging.models import Evaluator, Review
from tular.features.judging.queries.people import COLUMNS, evaluator_called, people_page, table_of, works_of
from tular.features.judging.queries.review_page import base_of
from tular.features.judging.queries.rules import stage_of
from tular.features.judging.views.reviews import review_or_404
from tular.foundation.access.public import signed_in
from tular.foundation.actions import Refused
from tular.foundation.actions.confirm import Confirmation, confirm_and_run
from tular.foundation.actions.form_page import GET_OR_POST, FormPage, answer, run
from tular.foundation.actions.posting import Done, post_once
from tular.foundation.files.streams import csv_file
from tular.foundation.ui.typed import text_typed


@signed_in
@require_safe
def index(request: HttpRequest, slug: str, stage: str) -> HttpResponse:
    """Who judges, in which team."""
    review = review_or_404(request, slug, stage)
    asked = request.GET
    page = people_page(
        review, stage_of(review).label, part=asked.get("bagian", ""), words=text_typed(asked.get("cari", ""), 100),
        panel=text_typed(asked.get("tim", ""), 100), page=asked.get("halaman", ""),
    )  # fmt: skip
    return render(request, "judging/people.html", {"page": page})


@signed_in
@require_safe
def download(request: HttpRequest, slug: str, stage: str) -> HttpResponse:
    """The same as a table, everybody."""
    review = review_or_404(request, slug, stage)
    return csv_file(f"penilai-{slug}-{stage}", COLUMNS, table_of(review))


@signed_in
@GET_OR_POST
def add_panel(request: HttpRequest, slug: str, stage: str) -> HttpResponse:
    """One more team."""
    review = review_or_404(request, slug, stage)

    def do(form: Any) -> str:
        made = staffing.add_panel(review, by=request.user, now=timezone.now(), **form.cleaned_data)
        return _("Tim %(name)s ditambahkan.") % {"name": made.name}

    form = PanelForm(request.POST or None, review=review)
    return answer(request, _page(review, _("Tambah tim"), _("Simpan tim")), form, do)


@signed_in
@GET_OR_POST
def change_panel(request: HttpRequest, slug: str, stage: str, pk: int) -> HttpResponse:
    """Another name or other categories."""
    review = review_or_404(request, slug, stage)
    panel = get_object_or_404(review.panels.select_related("review__competition"), pk=pk)

    def do(form: Any) -> str:
        run(request, "judging.change_panel", panel, **form.cleaned_data)
        return _("Tim disimpan.")

    begin = {"name": panel.name, "categories": [one.pk for one in panel.categories.all()]}
    form = PanelForm(request.POST or None, review=review, initial=begin)
    return answer(request, _page(review, _("Ubah tim"), _("Simpan tim"), seen=panel), form, do)


@signed_in
@GET_OR_POST
def drop_panel(request: HttpRequest, slug: str, stage: str, pk: int) -> HttpResponse:
    """Remove a team without people."""
    review = review_or_404(request, slug, stage)
    panel = get_object_or_404(review.panels.select_related("review__competition"), pk=pk)
    back = f"{base_of(review)}/tim"
    return confirm_and_run(
        request,
        Confirmation(
            action="judging.drop_panel", subject=panel, title=_("Hapus tim %(name)s?") % {"name": panel.name},
            effects=[_("Tim yang masih punya penilai tidak terhapus. Bacaan dan nilai tidak berubah.")],
            button=_("Hapus tim"), back=back, done=Done(back, _("Tim dihapus.")), destructive=True,
        ),
    )  # fmt: skip


@signed_in
@GET_OR_POST
def appoint(request: HttpRequest, slug: str, stage: str) -> HttpResponse:
    """Let somebody with an account judge."""
    review = review_or_404(request, slug, stage)

    def do(form: Any) -> str:
        made = staffing.appoint(
            review, email=form.cleaned_data["email"], load=form.told(), by=request.user, now=timezone.now()
        )
        return _("%(name)s menjadi Penilai %(number)02d, dan diberi tahu.") % {
            "name": made.person.name, "number": made.number,
        }  # fmt: skip

    page = _page(
        review, _("Angkat penilai"), _("Angkat"),
        _("Orang yang bekerja untuk penyelenggara tidak dapat menilai. Benturan kepentingannya dicari saat itu juga."),
    )  # fmt: skip
    return answer(request, page, AppointForm(request.POST or None, review=review), do)


@signed_in
@GET_OR_POST
def appoint_many(request: HttpRequest, slug: str, stage: str) -> HttpResponse:
    """Many at once, from a table; nothing is done when one line is wrong."""
    review = review_or_404(request, slug, stage)

    def do(form: Any) -> str:
        new, adjusted = staffing.appoint_many(
            review, rows=form.cleaned_data["rows"], by=request.user, now=timezone.now()
        )
        return _("%(new)d penilai baru, %(adjusted)d diatur bebannya.") % {"new": new, "adjusted": adjusted}

    page = _page(
        review, _("Angkat banyak penilai"), _("Angkat semuanya"),
        _("Semua baris harus benar; bila satu saja keliru, tidak ada yang berubah."),
    )  # fmt: skip
    return answer(request, page, ManyForm(request.POST or None, request.FILES or None, review), do)


@signed_in
@GET_OR_POST
def adjust(request: HttpRequest, slug: str, stage: str, number: int) -> HttpResponse:
    """Another team, other bounds."""
    review = review_or_404(request, slug, stage)
    evaluator = _evaluator_or_404(review, number)

    def do(form: Any) -> str:
        run(request, "judging.adjust", evaluator, load=form.told())
        return _("Beban Penilai %(number)02d disimpan.") % {"number": evaluator.number}

    title = _("Penilai %(number)02d: %(name)s") % {"number": evaluator.number, "name": evaluator.person.name}
    form = LoadForm(request.POST or None, review=review, initial=LoadForm.begin(evaluator))
    return answer(request, _page(review, title, _("Simpan"), seen=evaluator), form, do)


@signed_in
@GET_OR_POST
def release(request: HttpRequest, slug: str, stage: str, number: int) -> HttpResponse:
    """They judge no more."""
    review = review_or_404(request, slug, stage)
    evaluator = _evaluator_or_404(review, number)
    waiting, done = works_of(evaluator)
    back = f"{base_of(review)}/tim"
    taken = ngettext("%(n)d bacaan yang belum selesai ditarik, dan perlu penilai lain.",
                     "%(n)d bacaan yang belum selesai ditarik, dan perlu penilai lain.", waiting)  # fmt: skip
    kept = ngettext("%(n)d lembar nilai yang sudah masuk tetap berlaku.",
                    "%(n)d lembar nilai yang sudah masuk tetap berlaku.", done)  # fmt: skip
    return confirm_and_run(
        request,
        Confirmation(
            action="judging.release", subject=evaluator,
            title=_("Akhiri tugas %(name)s sebagai penilai?") % {"name": evaluator.person.name},
            effects=[taken % {"n": waiting}, kept % {"n": done}, _("Ia diberi tahu beserta alasannya.")],
            button=_("Akhiri tugas"), back=back,
            done=Done(back, _("Tugas %(name)s berakhir.") % {"name": evaluator.person.name}),
            reason="required", destructive=True,
        ),
    )  # fmt: skip


@signed_in
@require_POST
def remind(request: HttpRequest, slug: str, stage: str) -> HttpResponse:
    """Tell those who have not signed the pact."""
    review = review_or_404(request, slug, stage)
    back = f"{base_of(review)}/tim?bagian=belum-pakta"

    def do() -> Done:
        told = pact.remind_pact(review, by=request.user, now=timezone.now())
        text = ngettext("%(n)d penilai diingatkan.", "%(n)d penilai diingatkan.", told)
        return Done(back, text % {"n": told})

    try:
        return post_once(request, do)
    except Refused as refused:
        messages.error(request, " ".join(one.text for one in refused.reasons))
        return redirect(back)


def _evaluator_or_404(review: Review, number: int) -> Evaluator:
    found = evaluator_called(review, number)
    if found is None or found.left_at is not None:
        raise Http404
    return found


def _page(review: Review, title: str, button: str, text: str = "", *, seen: Any = None) -> FormPage:
    return FormPage(
        title=title, lead=f"{stage_of(review).label} · {review.competition.title}", button=button,
        back=f"{base_of(review)}/tim", up=_("Tim dan penilai"), text=text, seen=seen,
        is_demo=review.competition.is_demo,
    )  # fmt: skip
