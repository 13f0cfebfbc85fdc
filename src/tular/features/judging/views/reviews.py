"""The organiser's page of a review: prepare, plan, start, close, open again."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from tular.features.judging.flow import REVIEW
from tular.features.judging.forms.people import SettingsForm
from tular.features.judging.models import Review
from tular.features.judging.queries.load_plan import load_plan
from tular.features.judging.queries.review_page import base_of, review_for, review_page, stage_to_prepare, subjects_of
from tular.features.judging.queries.rules import stage_of
from tular.foundation.access.public import signed_in
from tular.foundation.actions.confirm import Confirmation, confirm_and_run
from tular.foundation.actions.form_page import GET_OR_POST, FormPage, answer, run
from tular.foundation.actions.posting import Done
from tular.foundation.audit.queries import history
from tular.foundation.ui.typed import number_typed


def review_or_404(request: HttpRequest, slug: str, stage: str) -> Review:
    """The review, for somebody who runs it; nothing for everybody else."""
    review = review_for(request.user, slug, stage)
    if review is None:
        raise Http404
    return review


@signed_in
@require_safe
def review(request: HttpRequest, slug: str, stage: str) -> HttpResponse:
    """Where the judging stands."""
    page = review_page(review_or_404(request, slug, stage), timezone.now(), REVIEW)
    return render(request, "judging/review.html", {"page": page})


@signed_in
@GET_OR_POST
def prepare(request: HttpRequest, slug: str, stage: str) -> HttpResponse:
    """Begin the judging of a stage."""
    found = stage_to_prepare(request.user, slug, stage)
    if found is None:
        raise Http404
    competition, its_stage = found
    path = f"/kompetisi/{slug}/penilaian/{stage}"
    return confirm_and_run(
        request,
        Confirmation(
            action="judging.prepare",
            subject=competition,
            title=_("Siapkan %(stage)s?") % {"stage": its_stage.label},
            effects=[
                _("Proposal diambil dari daftar tahap sebelumnya, dan mengikutinya bila daftar itu diperbaiki."),
                _("Hanya penyelenggara yang melihatnya sampai penilaian dimulai."),
                _("Sesudah ini Anda mengangkat penilai, memeriksa benturan, dan menugaskan."),
            ],
            button=_("Siapkan penilaian"),
            back=f"/kompetisi/{slug}/kelola",
            done=Done(path, _("Penilaian disiapkan. Langkah berikutnya: mengangkat penilai.")),
            arguments={"stage": stage},
        ),
    )


@signed_in
@GET_OR_POST
def settings(request: HttpRequest, slug: str, stage: str) -> HttpResponse:
    """Readings, loads, bridges, minutes."""
    row = review_or_404(request, slug, stage)
    page = FormPage(
        title=_("Rencana penilaian"), lead=_lead(row), button=_("Simpan rencana"), back=base_of(row),
        up=stage_of(row).label, seen=row, is_demo=row.competition.is_demo,
        text=_("Yang sudah ditugaskan tetap; hitungan penugasan berikutnya mengikuti rencana ini."),
    )  # fmt: skip
    begin = {name: getattr(row, name) for name in SettingsForm.base_fields} | {"days_off": "\n".join(row.days_off)}

    def do(form: Any) -> str:
        run(request, "judging.change", row, settings=form.told())
        return _("Rencana disimpan.")

    return answer(request, page, SettingsForm(request.POST or None, initial=begin), do)


@signed_in
@GET_OR_POST
def start(request: HttpRequest, slug: str, stage: str) -> HttpResponse:
    """Let evaluators see what they read."""
    row = review_or_404(request, slug, stage)
    return _move(
        request, row, "judging.start", _("Mulai penilaian?"),
        [_("Setiap penilai melihat bacaannya dan mulai memberi nilai."), *_against(row, "start")],
        _("Mulai penilaian"), _("Penilaian dimulai."),
    )  # fmt: skip


@signed_in
@GET_OR_POST
def close(request: HttpRequest, slug: str, stage: str) -> HttpResponse:
    """No mark changes any more."""
    row = review_or_404(request, slug, stage)
    return _move(
        request, row, "judging.close", _("Tutup penilaian?"),
        [_("Nilai tidak berubah lagi. Bila perlu, penilaian dapat dibuka lagi dengan alasan."),
         *_against(row, "close")],
        _("Tutup penilaian"), _("Penilaian ditutup."),
    )  # fmt: skip


@signed_in
@GET_OR_POST
def reopen(request: HttpRequest, slug: str, stage: str) -> HttpResponse:
    """Evaluators may go on."""
    row = review_or_404(request, slug, stage)
    return _move(
        request, row, "judging.reopen", _("Buka lagi penilaian?"),
        [_("Penilai dapat melanjutkan. Alasannya dibaca semua orang yang melihat hasilnya.")],
        _("Buka lagi"), _("Penilaian dibuka lagi."), reason=True,
    )  # fmt: skip


@signed_in
@require_safe
def past(request: HttpRequest, slug: str, stage: str) -> HttpResponse:
    """What happened to the review and to all that belongs to it."""
    row = review_or_404(request, slug, stage)
    shown = history(subjects_of(row), request.user, page=number_typed(request.GET.get("halaman", ""), 1))
    context = {"base": base_of(row), "stage": stage_of(row).label, "review": row, "history": shown}
    return render(request, "judging/history.html", context)


def _lead(row: Review) -> str:
    return f"{stage_of(row).label} · {row.competition.title}"


def _against(row: Review, name: str) -> list[str]:
    """Every sentence that stands in the way of a step, shown before anybody tries."""
    page = review_page(row, timezone.now(), REVIEW)
    texts = next((step.against for step in page.steps if step.name == name), ())
    said = [_("Belum dapat: %(what)s") % {"what": text} for text in texts]
    if name == "start":
        said += _load_told(row)
    if name == "start" and page.to_look:
        said.append(_("Perhatikan: masih ada benturan yang perlu dilihat."))
    if name == "start" and page.unsigned:
        said.append(_("Perhatikan: belum semua penilai menandatangani pakta integritas; mereka belum dapat menilai."))
    return said


def _load_told(row: Review) -> list[str]:
    """What the reading load says of starting now."""
    plan = load_plan(row, timezone.now())
    if not plan.readings or plan.window is None:
        return []
    said = [
        _("Beban baca: sampai %(most)d bacaan sehari untuk semua penilai, %(hours)d jam seluruhnya.")
        % {"most": plan.most, "hours": plan.hours}
    ]
    if plan.short:
        n = len(plan.short)
        text = ngettext(
            "Perhatikan: menurut beban baca %(n)d penilai tidak selesai sebelum penutupan.",
            "Perhatikan: menurut beban baca %(n)d penilai tidak selesai sebelum penutupan.", n,
        )  # fmt: skip
        said.append(text % {"n": n})
    return said


def _move(
    request: HttpRequest, row: Review, action: str, title: str, effects: list[str], button: str, done: str,
    *, reason: bool = False,
) -> HttpResponse:  # fmt: skip
    base = base_of(row)
    return confirm_and_run(
        request,
        Confirmation(
            action=action, subject=row, title=title, effects=effects, button=button, back=base, done=Done(base, done),
            reason="required" if reason else "no",
        ),
    )  # fmt: skip
