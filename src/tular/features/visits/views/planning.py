"""The organiser's pages of one visit."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tular.features.competitions.queries.moments import in_words
from tular.features.visits.choices import VisitState
from tular.features.visits.forms.planning import PlanForm
from tular.features.visits.models import VisitChoice
from tular.features.visits.queries.organising import candidates_for, visit_page
from tular.features.visits.queries.visibility import base_of
from tular.features.visits.views.finding import run_visit_or_404, stage_or_404
from tular.foundation.access.public import signed_in
from tular.foundation.actions.confirm import Confirmation, confirm_and_run
from tular.foundation.actions.form_page import GET_OR_POST, FormPage, answer, run
from tular.foundation.actions.posting import Done


@signed_in
@GET_OR_POST
def plan(request: HttpRequest, slug: str, stage: str, pk: int) -> HttpResponse:
    """Plan the visit of a chosen proposal."""
    competition, _stage = stage_or_404(request, slug, stage)
    rows = VisitChoice.objects.filter(competition=competition, stage=stage, undone_at__isnull=True)
    choice = get_object_or_404(rows.select_related("proposal__agency__region", "competition__rulebook", "by"), pk=pk)
    base = base_of(competition, stage)
    standing = choice.visits.exclude(state=VisitState.CANCELLED).first()
    if standing is not None:
        return redirect(f"{base}/kunjungan/{standing.pk}")
    page = FormPage(
        _("Rencanakan kunjungan"), choice.proposal.title, _("Simpan rencana"), base, _("Verifikasi"),
        _("Tim diberi tahu sekarang. Instansi baru tahu setelah Anda mengumumkannya."), is_demo=competition.is_demo,
    )  # fmt: skip

    def do(form: Any) -> Done:
        made = run(request, "visits.plan", choice, told=form.told())
        return Done(f"{base}/kunjungan/{made.pk}", _("Kunjungan direncanakan; timnya sudah diberi tahu."))

    form = PlanForm(request.POST or None, candidates=candidates_for(choice), initial=PlanForm.begin(choice))
    cancelled = list(choice.visits.filter(state=VisitState.CANCELLED).order_by("-state_at"))
    return answer(request, page, form, do, "visits/plan.html", choice=choice, cancelled=cancelled, base=base)


@signed_in
@require_safe
def visit(request: HttpRequest, slug: str, stage: str, pk: int) -> HttpResponse:
    """One visit: where it stands, what comes next, what was found."""
    found = run_visit_or_404(request, slug, stage, pk)
    competition, told = stage_or_404(request, slug, stage)
    context = {
        "page": visit_page(found, timezone.now()), "competition": competition, "stage": told,
        "base": base_of(competition, stage), "here": f"{base_of(competition, stage)}/kunjungan/{pk}",
        "when": in_words(found.starts_at, found.zone), "until": in_words(found.ends_at, found.zone),
    }  # fmt: skip
    return render(request, "visits/visit.html", context)


@signed_in
@GET_OR_POST
def change(request: HttpRequest, slug: str, stage: str, pk: int) -> HttpResponse:
    """Another time, place or team."""
    found = run_visit_or_404(request, slug, stage, pk)
    back = f"{base_of(found.choice.competition, stage)}/kunjungan/{pk}"
    if not found.may_change:
        return redirect(back)
    announced = found.state == VisitState.ANNOUNCED
    page = FormPage(
        _("Ubah kunjungan"), found.choice.proposal.title, _("Simpan perubahan"), back, _("Kunjungan"),
        _("Kunjungan ini sudah diumumkan: instansi dan tim diberi tahu perubahannya.") if announced else "",
        seen=found, is_demo=found.choice.proposal.is_demo,
    )  # fmt: skip

    def do(form: Any) -> Done:
        reason = form.cleaned_data.get("reason", "")
        run(request, "visits.change", found, told=form.told(), reason=reason)
        return Done(back, _("Perubahan disimpan."))

    form = PlanForm(
        request.POST or None, candidates=candidates_for(found.choice), announced=announced, initial=PlanForm.of(found)
    )
    return answer(request, page, form, do, "visits/plan.html", choice=found.choice, cancelled=[], base=back)


@signed_in
@GET_OR_POST
def announce(request: HttpRequest, slug: str, stage: str, pk: int) -> HttpResponse:
    """Tell the agency."""
    found = run_visit_or_404(request, slug, stage, pk)
    back = f"{base_of(found.choice.competition, stage)}/kunjungan/{pk}"
    asked = Confirmation(
        action="visits.announce",
        subject=found,
        title=_("Umumkan kunjungan kepada %(agency)s?") % {"agency": found.choice.proposal.agency.name},
        effects=[
            _("Penulis proposal dan admin instansinya membaca waktu, tempat, tim, dan apa yang disiapkan."),
            _("Mereka juga membaca bahwa dikunjungi tidak menjanjikan penghargaan apa pun."),
            _("Setelah itu setiap perubahan memerlukan alasan."),
        ],
        button=_("Umumkan kunjungan"),
        back=back,
        done=Done(back, _("Kunjungan diumumkan.")),
    )
    return confirm_and_run(request, asked)


@signed_in
@GET_OR_POST
def cancel(request: HttpRequest, slug: str, stage: str, pk: int) -> HttpResponse:
    """It does not take place."""
    found = run_visit_or_404(request, slug, stage, pk)
    back = f"{base_of(found.choice.competition, stage)}/kunjungan/{pk}"
    told = _("Instansi dan tim diberi tahu, dengan alasannya.")
    asked = Confirmation(
        action="visits.cancel",
        subject=found,
        title=_("Batalkan kunjungan “%(title)s”?") % {"title": found.choice.proposal.title},
        effects=[
            told if found.announced_at else _("Tim diberi tahu, dengan alasannya. Instansi belum tahu kunjungan ini."),
            _("Yang sudah dicatat dan dipotret tetap tersimpan, tetapi tidak menjadi berita acara."),
            _("Pilihannya tetap ada: Anda dapat merencanakan kunjungan baru."),
        ],
        button=_("Batalkan kunjungan"),
        back=back,
        done=Done(back, _("Kunjungan dibatalkan.")),
        reason="required",
        destructive=True,
    )
    return confirm_and_run(request, asked)


@signed_in
@GET_OR_POST
def release(request: HttpRequest, slug: str, stage: str, pk: int) -> HttpResponse:
    """Let the agency read all of the minutes."""
    found = run_visit_or_404(request, slug, stage, pk)
    back = f"{base_of(found.choice.competition, stage)}/kunjungan/{pk}"
    asked = Confirmation(
        action="visits.release",
        subject=found,
        title=_("Buka seluruh berita acara untuk %(agency)s?") % {"agency": found.choice.proposal.agency.name},
        effects=[
            _("Instansi membaca semuanya, juga saran tim untuk pleno."),
            _("Tidak dapat ditarik kembali."),
        ],
        button=_("Buka berita acara"),
        back=back,
        done=Done(back, _("Berita acara dibuka untuk instansinya.")),
    )
    return confirm_and_run(request, asked)
