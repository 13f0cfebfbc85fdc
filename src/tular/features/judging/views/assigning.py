"""The organiser assigns: the plan, one proposal, one reading, many at once."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from tular.features.judging.actions import assigning, planning, reassigning
from tular.features.judging.choices import Objective
from tular.features.judging.forms.assigning import ChangesForm, asked_of
from tular.features.judging.models import Assignment, AssignmentPlan, BulkAssignment, Entry, Evaluator, Review
from tular.features.judging.queries.assignments.allowed import candidates
from tular.features.judging.queries.assignments.listing import (
    PROPOSALS,
    READERS,
    assignments_page,
    lines_of,
    review_run_by,
)
from tular.features.judging.queries.assignments.table import COLUMNS, table_of
from tular.foundation.access.public import signed_in
from tular.foundation.actions import Refused
from tular.foundation.actions.confirm import Confirmation, confirm_and_run
from tular.foundation.actions.posting import Done, post_once, show_refusal
from tular.foundation.files.streams import csv_file
from tular.foundation.ui.typed import number_typed


def base_of(review: Review) -> str:
    """Where the assignments of a review are."""
    return f"/kompetisi/{review.competition.slug}/penilaian/{review.stage}/penugasan"


def found_or_404(request: HttpRequest, slug: str, stage: str) -> Review:
    """The review, for somebody who runs its competition; for anybody else there is none."""
    review = review_run_by(request.user, slug, stage)
    if review is None:
        raise Http404
    return review


@signed_in
@require_safe
def index(request: HttpRequest, slug: str, stage: str) -> HttpResponse:
    """The last plan, and who reads what."""
    review = found_or_404(request, slug, stage)
    asked = asked_of(request.GET)
    page = assignments_page(review, asked, timezone.now(), number_typed(request.GET.get("massal", "")))
    kept = {name: value for name, value in (("cari", asked.words), ("pembaca", asked.readers)) if value}
    context = {
        "page": page,
        "base": base_of(review),
        "review_base": base_of(review).removesuffix("/penugasan"),
        "readers": READERS,
        "proposals": asked.view == PROPOSALS,
        "query": urlencode(kept),
        "busy": page.run is not None,
    }
    return render(request, "judging/assignments.html", context)


@signed_in
@require_safe
def download(request: HttpRequest, slug: str, stage: str) -> HttpResponse:
    """Who reads what, as a table that can be changed and sent back."""
    review = found_or_404(request, slug, stage)
    return csv_file(f"penugasan-{slug}-{stage}", COLUMNS, table_of(review))


@signed_in
@require_POST
def plan(request: HttpRequest, slug: str, stage: str) -> HttpResponse:
    """Have a plan computed in the background."""
    review = found_or_404(request, slug, stage)
    base = base_of(review)

    def begin() -> Done:
        run = planning.begin_plan(review, by=request.user, now=timezone.now())
        return Done(f"/proses/{run.pk}?{urlencode({'kembali': base})}")

    try:
        return post_once(request, begin)
    except Refused as refused:
        for reason in refused.reasons:
            messages.error(request, reason.text)
        return redirect(base)


@signed_in
def adopt(request: HttpRequest, slug: str, stage: str, number: int, objective: str) -> HttpResponse:
    """Say what adopting a plan does, and do it."""
    review = found_or_404(request, slug, stage)
    found = get_object_or_404(AssignmentPlan, review=review, number=number)
    if objective not in found.solutions or objective not in Objective.values:
        raise Http404
    given, taken = planning.difference(found, objective)
    effects = [
        ngettext("%(n)d bacaan ditugaskan.", "%(n)d bacaan ditugaskan.", len(given)) % {"n": len(given)},
        ngettext("%(n)d bacaan dari rencana sebelumnya ditarik.",
                 "%(n)d bacaan dari rencana sebelumnya ditarik.", len(taken)) % {"n": len(taken)},
        _("Yang Anda tugaskan langsung dan lembar nilai yang sudah masuk tetap seperti adanya."),
        _("Penilai melihatnya setelah penilaian dimulai.")
        if review.state == "disiapkan"
        else _("Penilai segera melihatnya di meja mereka."),
        _("Dapat diurungkan dalam setengah jam."),
    ]  # fmt: skip
    if not planning.is_current(found, review):
        effects = [_("Belum dapat: %(what)s") % {"what": planning.stale()}]

    def done(bulk: BulkAssignment) -> Done:
        return Done(f"{base_of(review)}?massal={bulk.pk}", _("Rencana nomor %(n)d dipakai.") % {"n": number})

    return confirm_and_run(
        request,
        Confirmation(
            action="judging.adopt",
            subject=found,
            title=_("Pakai rencana nomor %(n)d: %(objective)s?")
            % {"n": number, "objective": Objective(objective).label},
            effects=effects,
            button=_("Pakai rencana ini"),
            back=base_of(review),
            done=done,
            arguments={"objective": objective},
        ),
    )


@signed_in
def entry(request: HttpRequest, slug: str, stage: str, number: int) -> HttpResponse:
    """One proposal: who reads it, and who could."""
    review = found_or_404(request, slug, stage)
    rows = Entry.objects.select_related("proposal__agency", "proposal__category")
    found = get_object_or_404(rows, review=review, number=number)
    refused: list[str] = []
    if request.method == "POST":
        chosen = Evaluator.objects.filter(review=review, number=number_typed(request.POST.get("penilai", ""))).first()
        if chosen is None:
            raise Http404
        try:
            return post_once(request, lambda: _assigned(request, review, found, chosen))
        except Refused as why:
            refused = [reason.text for reason in why.reasons]
    several = candidates(review, found, timezone.now())
    context = {
        "review": review,
        "line": lines_of([found], review)[0],
        "left_reason": found.left_reason if found.left_at else "",
        "candidates": [one for one in several if not one.why_not],
        "barred": [one for one in several if one.why_not],
        "refused": refused,
        "base": base_of(review),
    }
    return render(request, "judging/entry.html", context, status=409 if refused else 200)


def _assigned(request: HttpRequest, review: Review, found: Entry, chosen: Evaluator) -> Done:
    assigning.assign(review, entry=found, evaluator=chosen, by=request.user, now=timezone.now())
    said = _("Penilai %(number)02d ditugaskan.") % {"number": chosen.number}
    return Done(f"{base_of(review)}/proposal/{found.number}", said)


@signed_in
def take_back(request: HttpRequest, slug: str, stage: str, pk: int) -> HttpResponse:
    """Take one reading back, with a reason."""
    review = found_or_404(request, slug, stage)
    reading = get_object_or_404(Assignment.objects.select_related("evaluator", "entry"), entry__review=review, pk=pk)
    back = f"{base_of(review)}/proposal/{reading.entry.number}"
    return confirm_and_run(
        request,
        Confirmation(
            action="judging.take_back",
            subject=reading,
            title=_("Tarik bacaan Penilai %(who)02d atas proposal nomor %(number)d?")
            % {"who": reading.evaluator.number, "number": reading.entry.number},
            effects=[
                _("Proposal ini hilang dari antrean penilai; yang sudah diketik tersimpan, tetapi tidak dihitung."),
                _("Penilai membaca alasan Anda."),
                _("Dapat ditugaskan lagi kemudian."),
            ],
            button=_("Tarik bacaan"),
            back=back,
            done=Done(back, _("Bacaan ditarik.")),
            reason="required",
            destructive=True,
        ),
    )


@signed_in
@require_POST
def give_again(request: HttpRequest, slug: str, stage: str, pk: int) -> HttpResponse:
    """Let somebody read again what was taken back."""
    review = found_or_404(request, slug, stage)
    reading = get_object_or_404(Assignment, entry__review=review, pk=pk)
    back = f"{base_of(review)}/proposal/{reading.entry.number}"

    def do() -> Done:
        assigning.give_again(reading, by=request.user, now=timezone.now())
        return Done(back, _("Ditugaskan lagi; yang sudah diketik masih ada."))

    try:
        return post_once(request, do)
    except Refused as refused:
        for reason in refused.reasons:
            messages.error(request, reason.text)
        return redirect(back)


@signed_in
def many(request: HttpRequest, slug: str, stage: str) -> HttpResponse:
    """Many changes at once, from a spreadsheet."""
    review = found_or_404(request, slug, stage)
    posted = request.method == "POST"
    form = ChangesForm(request.POST if posted else None, request.FILES if posted else None, review)
    if posted and form.is_valid():
        try:
            return post_once(request, lambda: _changed(request, review, form))
        except Refused as refused:
            show_refusal(form, refused)
    context = {"form": form, "review": review, "base": base_of(review)}
    return render(request, "judging/change_many.html", context, status=409 if form.errors else 200)


def _changed(request: HttpRequest, review: Review, form: ChangesForm) -> Done:
    told = form.cleaned_data
    bulk = assigning.change_many(
        review, changes=told["changes"], by=request.user, now=timezone.now(), reason=told["reason"]
    )
    if not (bulk.given or bulk.taken):
        return Done(base_of(review), _("Semua baris sudah seperti itu; tidak ada yang berubah."))
    said = _("%(given)d bacaan ditugaskan, %(taken)d ditarik.") % {"given": len(bulk.given), "taken": len(bulk.taken)}
    return Done(f"{base_of(review)}?massal={bulk.pk}", said)


@signed_in
@require_POST
def undo_many(request: HttpRequest, slug: str, stage: str, pk: int) -> HttpResponse:
    """Undo what was done at once."""
    review = found_or_404(request, slug, stage)
    bulk = get_object_or_404(BulkAssignment, review=review, pk=pk)

    def do() -> Done:
        assigning.undo_many(bulk, by=request.user, now=timezone.now())
        return Done(base_of(review), _("Diurungkan: bacaan seperti sebelumnya."))

    try:
        return post_once(request, do)
    except Refused as refused:
        for reason in refused.reasons:
            messages.error(request, reason.text)
        return redirect(f"{base_of(review)}?massal={bulk.pk}")


@signed_in
@require_POST
def remind(request: HttpRequest, slug: str, stage: str, number: int) -> HttpResponse:
    """Remind one evaluator of what is left."""
    review = found_or_404(request, slug, stage)
    evaluator = get_object_or_404(Evaluator, review=review, number=number)
    back = f"{base_of(review)}?lihat=penilai"

    def do() -> Done:
        reassigning.remind(evaluator, by=request.user, now=timezone.now())
        return Done(back, _("Penilai %(number)02d diingatkan.") % {"number": number})

    try:
        return post_once(request, do)
    except Refused as refused:
        for reason in refused.reasons:
            messages.error(request, reason.text)
        return redirect(back)


@signed_in
def reassign(request: HttpRequest, slug: str, stage: str, number: int) -> HttpResponse:
    """Say what giving an evaluator's readings to others does, and do it."""
    review = found_or_404(request, slug, stage)
    evaluator = get_object_or_404(Evaluator.objects.select_related("person"), review=review, number=number)
    back = f"{base_of(review)}?lihat=penilai"
    return confirm_and_run(
        request,
        Confirmation(
            action="judging.reassign",
            subject=evaluator,
            title=_("Alihkan bacaan Penilai %(number)02d, %(name)s?") % {"number": number, "name": evaluator.person},
            effects=[
                _("Yang belum pernah dibuka diberikan kepada penilai lain: yang paling cocok, dalam batas beban."),
                _("Yang sudah dibuka atau diserahkan tetap padanya."),
                _("Dapat diurungkan dalam setengah jam, selama belum ada yang mulai membaca."),
            ],
            button=_("Alihkan bacaan"),
            back=back,
            done=lambda bulk: Done(
                f"{base_of(review)}?massal={bulk.pk}", _("%(n)d bacaan dialihkan.") % {"n": len(bulk.given)}
            ),
            reason="required",
            reason_label=_("Alasan, dibaca penilai itu"),
            destructive=True,
        ),
    )
