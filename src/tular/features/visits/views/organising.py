"""The organiser's pages: who is verified, by whom, and the list of visits."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from tular.features.visits.forms.planning import AppointForm, DaysForm, ReasonForm
from tular.features.visits.models import Verifier, Visit, VisitChoice
from tular.features.visits.queries.calendar import calendar_of
from tular.features.visits.queries.listing import COLUMNS, Filters, list_page, narrowed, rows_of, table_of
from tular.features.visits.queries.organising import choose_page, people_page, subjects_of
from tular.features.visits.queries.visibility import WITH, base_of
from tular.features.visits.views.finding import stage_or_404
from tular.foundation.access.public import signed_in
from tular.foundation.actions import Refused
from tular.foundation.actions.confirm import Confirmation, confirm_and_run
from tular.foundation.actions.form_page import GET_OR_POST, FormPage, answer, run
from tular.foundation.actions.posting import Done, post_once, show_refusal
from tular.foundation.audit.queries import history
from tular.foundation.files.streams import csv_file
from tular.foundation.ui.typed import number_typed, text_typed


def _filters(request: HttpRequest) -> Filters:
    asked = request.GET
    return Filters(
        text_typed(asked.get("keadaan", ""), 30), text_typed(asked.get("provinsi", ""), 5),
        text_typed(asked.get("verifikator", ""), 200), text_typed(asked.get("cari", ""), 100),
    )  # fmt: skip


@signed_in
@require_safe
def index(request: HttpRequest, slug: str, stage: str) -> HttpResponse:
    """Who was chosen, which visits there are, where they are."""
    competition, found = stage_or_404(request, slug, stage)
    page = list_page(competition, found, _filters(request), request.GET.get("halaman", ""))
    return render(request, "visits/list.html", {"page": page})


@signed_in
@require_safe
def past(request: HttpRequest, slug: str, stage: str) -> HttpResponse:
    """What was done about verification, by whom and why."""
    competition, found = stage_or_404(request, slug, stage)
    subjects = subjects_of(competition, stage)
    shown = history(subjects, request.user, page=number_typed(request.GET.get("halaman", ""), 1))
    context = {"competition": competition, "stage": found, "base": base_of(competition, stage), "history": shown}
    return render(request, "visits/history.html", context)


@signed_in
@require_safe
def download(request: HttpRequest, slug: str, stage: str) -> HttpResponse:
    """The same as a table, as far as the filters let."""
    competition, _stage = stage_or_404(request, slug, stage)
    rows = narrowed(rows_of(competition, stage), _filters(request))
    return csv_file(f"verifikasi-{slug}-{stage}", COLUMNS, table_of(rows))


@signed_in
@require_safe
def calendar(request: HttpRequest, slug: str, stage: str) -> HttpResponse:
    """All visits for a calendar."""
    competition, found = stage_or_404(request, slug, stage)
    rows = Visit.objects.filter(choice__competition=competition, choice__stage=stage).select_related(*WITH)
    site = request.build_absolute_uri("/").rstrip("/")
    path = f"{base_of(competition, stage)}/kunjungan/%d"
    content = calendar_of(rows, f"{found.label}: {competition.title}", site, path)
    return ics_file(content, f"verifikasi-{slug}")


def ics_file(content: bytes, name: str) -> HttpResponse:
    """A calendar to be saved."""
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    return response


@signed_in
@GET_OR_POST
def choose(request: HttpRequest, slug: str, stage: str) -> HttpResponse:
    """Entrants with boxes, and one reason that is kept for each that is ticked."""
    competition, found = stage_or_404(request, slug, stage)
    form = ReasonForm(request.POST or None)
    ticked = {number_typed(one) for one in request.POST.getlist("proposal")} - {0}
    if request.method == "POST" and form.is_valid():

        def do() -> Done:
            made = run(
                request, "visits.choose", competition, stage=stage, proposals=ticked,
                reason=form.cleaned_data["alasan"],
            )  # fmt: skip
            text = ngettext("%(n)d proposal dipilih.", "%(n)d proposal dipilih.", len(made)) % {"n": len(made)}
            return Done(base_of(competition, stage), text)

        try:
            return post_once(request, do)
        except Refused as refused:
            show_refusal(form, refused)
    page = choose_page(competition, stage, text_typed(request.GET.get("cari", ""), 100), request.GET.get("halaman", ""))
    context = {
        "competition": competition, "stage": found, "base": base_of(competition, stage), "page": page, "form": form,
        "ticked": ticked,
    }  # fmt: skip
    return render(request, "visits/choose.html", context, status=409 if form.errors else 200)


@signed_in
@GET_OR_POST
def undo(request: HttpRequest, slug: str, stage: str, pk: int) -> HttpResponse:
    """Not this one after all."""
    competition, _stage = stage_or_404(request, slug, stage)
    rows = VisitChoice.objects.filter(competition=competition, stage=stage, undone_at__isnull=True)
    choice = get_object_or_404(rows.select_related("proposal"), pk=pk)
    back = base_of(competition, stage)
    asked = Confirmation(
        action="visits.undo_choice",
        subject=choice,
        title=_("Tidak jadi mengunjungi “%(title)s”?") % {"title": choice.proposal.title},
        effects=[
            _("Proposal ini keluar dari daftar yang dikunjungi; alasan memilih dan membatalkannya tetap tersimpan."),
            _("Instansi tidak diberi tahu: ia belum tahu bahwa ia dipilih."),
        ],
        button=_("Batalkan pilihan"),
        back=f"{back}/pilihan/{pk}",
        done=Done(back, _("Pilihan dibatalkan.")),
        reason="required",
    )
    return confirm_and_run(request, asked)


@signed_in
@require_safe
def people(request: HttpRequest, slug: str, stage: str) -> HttpResponse:
    """Who verifies."""
    competition, found = stage_or_404(request, slug, stage)
    context = {
        "competition": competition, "stage": found, "base": base_of(competition, stage),
        "page": people_page(competition, stage),
    }  # fmt: skip
    return render(request, "visits/people.html", context)


@signed_in
@GET_OR_POST
def appoint(request: HttpRequest, slug: str, stage: str) -> HttpResponse:
    """Let somebody verify."""
    competition, found = stage_or_404(request, slug, stage)
    back = f"{base_of(competition, stage)}/tim"
    page = FormPage(
        _("Angkat verifikator"), f"{found.label} · {competition.title}", _("Angkat verifikator"), back,
        _("Tim verifikasi"), _("Orangnya sudah punya akun, dan tidak bekerja untuk penyelenggara."),
        is_demo=competition.is_demo,
    )  # fmt: skip

    def do(form: Any) -> Done:
        made = run(request, "visits.appoint", competition, stage=stage, **form.cleaned_data)
        return Done(back, _("%(name)s diangkat dan sudah diberi tahu.") % {"name": made.person.name})

    return answer(request, page, AppointForm(request.POST or None), do)


def _verifier_or_404(request: HttpRequest, slug: str, stage: str, pk: int) -> Verifier:
    competition, _stage = stage_or_404(request, slug, stage)
    rows = Verifier.objects.filter(competition=competition, stage=stage, left_at__isnull=True)
    return get_object_or_404(rows.select_related("person", "competition"), pk=pk)


@signed_in
@GET_OR_POST
def days_off(request: HttpRequest, slug: str, stage: str, pk: int) -> HttpResponse:
    """Days on which somebody makes no visits."""
    verifier = _verifier_or_404(request, slug, stage, pk)
    back = f"{base_of(verifier.competition, stage)}/tim"
    page = FormPage(
        _("Hari libur"), verifier.person.name, _("Simpan hari libur"), back, _("Tim verifikasi"), seen=verifier,
        is_demo=verifier.competition.is_demo,
    )  # fmt: skip

    def do(form: Any) -> Done:
        run(request, "visits.set_days_off", verifier, **form.cleaned_data)
        return Done(back, _("Hari libur disimpan."))

    begin = {"days_off": "\n".join(verifier.days_off)}
    return answer(request, page, DaysForm(request.POST or None, initial=begin), do)


@signed_in
@GET_OR_POST
def release_verifier(request: HttpRequest, slug: str, stage: str, pk: int) -> HttpResponse:
    """They verify no more."""
    verifier = _verifier_or_404(request, slug, stage, pk)
    back = f"{base_of(verifier.competition, stage)}/tim"
    asked = Confirmation(
        action="visits.release_verifier",
        subject=verifier,
        title=_("Akhiri tugas %(name)s?") % {"name": verifier.person.name},
        effects=[
            _("Ia keluar dari semua tim kunjungan yang belum selesai. Ketua yang keluar perlu diganti."),
            _("Yang sudah dicatat dan ditandatanganinya tetap ada. Ia membaca alasannya."),
        ],
        button=_("Akhiri tugas"),
        back=back,
        done=Done(back, _("Tugasnya diakhiri. Lengkapi tim yang ditinggalkannya.")),
        reason="required",
        destructive=True,
    )
    return confirm_and_run(request, asked)
