"""Members, votes, and the second person's answer."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tular.features.judging.queries.rules import marked_stages
from tular.features.selection.actions.plenary.voting import Asked
from tular.features.selection.choices import QuestionKind, VoteChoice
from tular.features.selection.forms.plenary import AskForm, SeatForm, VoteForm
from tular.features.selection.models import PlenaryMember, PlenaryQuestion
from tular.features.selection.queries.plenary.seeing import conflicts_of
from tular.features.selection.queries.plenary.votes import vote_page
from tular.features.selection.views.plenary.finding import Asking, Here, answer, here, run, run_by
from tular.foundation.access.public import signed_in
from tular.foundation.actions import Refused
from tular.foundation.actions.confirm import Confirmation, confirm_and_run
from tular.foundation.actions.posting import Done, post_once
from tular.foundation.ui.typed import number_typed

FORM = require_http_methods(["GET", "HEAD", "POST"])


@signed_in
@FORM
def members(request: HttpRequest, slug: str, stage: str) -> HttpResponse:
    """Who sits in it, and who is there."""
    found = run_by(request, slug, stage)
    stages = [(one.id, one.label) for one in marked_stages(found.competition)]
    form = SeatForm(request.POST if request.method == "POST" else None, stages)

    def do(form: Any) -> Done:
        told = form.cleaned_data
        emails = [line.strip() for line in told["emails"].splitlines() if line.strip()]
        run(request, "selection.seat", found.plenary, emails=emails, review=told["review"])
        return Done(f"{found.base}/anggota", _("Anggota diundang dan diberi tahu."))

    page = Asking(
        _("Anggota sidang"), _("Undang"), _("Sidang"), seen=found.plenary, template="selection/plenary/members.html",
        context={"rows": found.plenary.members.select_related("person"), "is_open": found.plenary.state == "sidang"},
    )  # fmt: skip
    return answer(request, found, page, form, do)


@signed_in
@require_POST
def presence(request: HttpRequest, slug: str, stage: str) -> HttpResponse:
    """Record who is there."""
    found = run_by(request, slug, stage)
    present = {number_typed(value) for value in request.POST.getlist("hadir")} - {0}

    def do() -> Done:
        run(request, "selection.record_presence", found.plenary, present=present)
        return Done(f"{found.base}/anggota", _("Kehadiran tercatat."))

    try:
        return post_once(request, do)
    except Refused as refused:
        messages.error(request, " ".join(one.text for one in refused.reasons))
        return redirect(f"{found.base}/anggota")


@signed_in
def unseat(request: HttpRequest, slug: str, stage: str, pk: int) -> HttpResponse:
    """A member leaves."""
    found = run_by(request, slug, stage)
    member = PlenaryMember.objects.filter(plenary=found.plenary, pk=pk).select_related("person", "plenary").first()
    if member is None:
        raise Http404
    return confirm_and_run(
        request,
        Confirmation(
            action="selection.unseat", subject=member,
            title=_("Catat bahwa %(name)s berhenti?") % {"name": member.person},
            effects=[_("Suaranya dalam pemungutan yang masih terbuka hilang; yang sudah ditutup tetap.")],
            button=_("Catat"), back=f"{found.base}/anggota", reason="required",
            done=Done(f"{found.base}/anggota", _("Tercatat.")),
        ),
    )  # fmt: skip


@signed_in
@FORM
def votes(request: HttpRequest, slug: str, stage: str) -> HttpResponse:
    """All votes, and one on the whole list."""
    found = here(request, slug, stage)
    if not (found.runs or found.is_member):
        raise Http404
    form = AskForm(
        request.POST if request.method == "POST" else None, [(QuestionKind.WHOLE.value, _("Seluruh daftar"))]
    )

    def do(form: Any) -> Done:
        told = form.cleaned_data
        asked = Asked(QuestionKind.WHOLE, told["text"], secret=told["secret"])
        made = run(request, "selection.ask", found.plenary, asked=asked)
        return Done(f"{found.base}/suara/{made.number}", _("Pemungutan suara dibuka; anggota diberi tahu."))

    if request.method == "POST" and not found.runs:
        raise Http404
    rows = list(PlenaryQuestion.objects.filter(plenary=found.plenary).select_related("proposal"))
    about = [one.proposal_id for one in rows if one.proposal_id]
    page = Asking(
        _("Pemungutan suara"), _("Buka pemungutan suara"), _("Sidang"), seen=found.plenary,
        template="selection/plenary/votes.html",
        context={
            "rows": rows,
            "hidden": set() if found.runs else conflicts_of(request.user.pk or 0, about),
            "is_open": found.plenary.state == "sidang",
        },
    )  # fmt: skip
    return answer(request, found, page, form, do)


def _question(found: Here, number: int) -> PlenaryQuestion:
    rows = PlenaryQuestion.objects.filter(plenary=found.plenary, number=number)
    question = rows.select_related("proposal__agency", "plenary__competition").first()
    if question is None or not (found.runs or found.is_member):
        raise Http404
    return question


@signed_in
@FORM
def vote(request: HttpRequest, slug: str, stage: str, number: int) -> HttpResponse:
    """One question: a member votes, the organiser sees how many have."""
    found = here(request, slug, stage)
    question = _question(found, number)
    form = VoteForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and not found.is_member:
        raise Http404

    def do(form: Any) -> Done:
        told = form.cleaned_data
        run(request, "selection.vote", question, choice=VoteChoice(told["choice"]), note=told["note"])
        return Done(f"{found.base}/suara/{number}", _("Suara Anda tersimpan. Anda dapat menggantinya sebelum ditutup."))

    page = Asking(
        _("Pemungutan suara %(n)d") % {"n": number}, _("Kirim suara"), _("Sidang"),
        template="selection/plenary/vote.html",
        context={"vote": vote_page(question, request.user), "question": question},
    )  # fmt: skip
    return answer(request, found, page, form, do)


@signed_in
def close(request: HttpRequest, slug: str, stage: str, number: int) -> HttpResponse:
    """Count the votes."""
    found = run_by(request, slug, stage)
    question = _question(found, number)
    where = f"{found.base}/suara/{number}"
    return confirm_and_run(
        request,
        Confirmation(
            action="selection.close_vote", subject=question, title=_("Tutup pemungutan suara ini?"),
            effects=[
                _("Suara dihitung dan tidak dapat berubah lagi."),
                _("Bila lebih banyak yang setuju dan kuorum tercapai, usulannya langsung menjadi keputusan sidang."),
            ],
            button=_("Tutup dan hitung"), back=where, done=Done(where, _("Pemungutan suara ditutup.")),
        ),
    )  # fmt: skip


def _second(request: HttpRequest, slug: str, stage: str) -> Here:
    found = here(request, slug, stage)
    if not (found.approves or found.runs):
        raise Http404
    return found


@signed_in
def approve(request: HttpRequest, slug: str, stage: str) -> HttpResponse:
    """Agree, as the second person."""
    found = _second(request, slug, stage)
    return confirm_and_run(
        request,
        Confirmation(
            action="selection.approve", subject=found.plenary, title=_("Setujui hasil sidang ini?"),
            effects=[
                _("Hasil dan berita acaranya dibekukan; yang harus berubah kemudian menjadi sidang ulang."),
                _("Yang dipilih masuk ke tahap berikutnya. Belum ada yang diumumkan."),
            ],
            button=_("Setujui"), back=found.base, reason="optional", reason_label=_("Catatan"),
            done=Done(found.base, _("Disetujui. Berita acaranya sudah dibekukan.")),
        ),
    )  # fmt: skip


@signed_in
def send_back(request: HttpRequest, slug: str, stage: str) -> HttpResponse:
    """Disagree, as the second person."""
    found = _second(request, slug, stage)
    return confirm_and_run(
        request,
        Confirmation(
            action="selection.send_back", subject=found.plenary, title=_("Kembalikan hasil sidang ini?"),
            effects=[_("Sidang dilanjutkan; yang mengajukan diberi tahu alasannya.")], button=_("Kembalikan"),
            back=found.base, reason="required", done=Done(found.base, _("Dikembalikan kepada sidang.")),
        ),
    )  # fmt: skip
