"""One slot for the organiser: filled, moved, emptied; questions for another slot answered."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tular.features.competitions.queries.moments import in_words
from tular.features.interviews.choices import CURRENT
from tular.features.interviews.forms.slots import AnswerForm, MoveForm, PutForm
from tular.features.interviews.models import Slot, SlotRequest
from tular.features.interviews.queries.task import laid_out
from tular.features.interviews.queries.timetable import slot_for, slot_page, targets_of
from tular.features.interviews.views.planning import plan_or_404, review_or_404
from tular.features.judging.models import Entry
from tular.features.judging.queries.submitted import number_text
from tular.foundation.access.public import signed_in
from tular.foundation.actions.confirm import Confirmation, confirm_and_run
from tular.foundation.actions.form_page import GET_OR_POST, FormPage, answer, run
from tular.foundation.actions.posting import Done


def slot_or_404(request: HttpRequest, slug: str, stage: str, pk: int) -> Slot:
    """A slot of a competition that the person runs."""
    review_or_404(request, slug, stage)
    found = slot_for(request.user, slug, stage, pk)
    if found is None:
        raise Http404
    return found


@signed_in
@require_safe
def slot(request: HttpRequest, slug: str, stage: str, pk: int) -> HttpResponse:
    """Who is heard, what they sent, marks so far."""
    page = slot_page(slot_or_404(request, slug, stage, pk), timezone.now())
    return render(request, "interviews/slot.html", {"page": page})


@signed_in
@GET_OR_POST
def move(request: HttpRequest, slug: str, stage: str, pk: int) -> HttpResponse:
    """To another slot, or in exchange."""
    row = slot_or_404(request, slug, stage, pk)
    if row.entry is None:
        raise Http404
    targets = list(targets_of(laid_out(row.session.plan), row, timezone.now()))
    title = _("Pindahkan usulan %(number)s") % {"number": number_text(row.entry)}
    text = _("Sekarang %(panel)s, %(when)s.") % {
        "panel": row.panel.name, "when": in_words(row.starts_at, row.session.zone),
    }  # fmt: skip

    def do(form: Any) -> str:
        target, expected = form.chosen()
        run(
            request, "interviews.move", row, target=target, expected=expected, reason=form.cleaned_data["alasan"]
        )  # fmt: skip
        return _("Jadwal diubah.")

    form = MoveForm(request.POST or None, targets=targets)
    return answer(request, _page(row, title, _("Pindahkan"), text), form, do)


@signed_in
@GET_OR_POST
def put(request: HttpRequest, slug: str, stage: str, pk: int) -> HttpResponse:
    """Somebody without a slot into this free one."""
    row = slot_or_404(request, slug, stage, pk)
    waiting = laid_out(row.session.plan).unplaced
    options = [(str(one.pk), f"{number_text(one)} {one.proposal.title}") for one in waiting]

    def do(form: Any) -> str:
        entry = Entry.objects.get(pk=int(form.cleaned_data["entry"]))
        run(request, "interviews.put", row, entry=entry)
        return _("Slot diisi.")

    page = _page(row, _("Isi slot"), _("Isi slot"), f"{row.panel.name}, {in_words(row.starts_at, row.session.zone)}")
    return answer(request, page, PutForm(request.POST or None, entries=options), do)


@signed_in
@GET_OR_POST
def take_out(request: HttpRequest, slug: str, stage: str, pk: int) -> HttpResponse:
    """Nobody is heard in it any more."""
    row = slot_or_404(request, slug, stage, pk)
    if row.entry is None:
        raise Http404
    plan = row.session.plan
    back = _base(row)
    shown = plan.published_at is not None
    effects = [_("Proposal itu menunggu slot lain; slot ini kosong.")]
    if shown:
        effects.append(_("Tim proposal dan penilai diberi tahu beserta alasannya."))
    return confirm_and_run(
        request,
        Confirmation(
            action="interviews.take_out", subject=row,
            title=_("Keluarkan usulan %(number)s dari jadwal?") % {"number": number_text(row.entry)},
            effects=effects, button=_("Keluarkan"), back=back, done=Done(back, _("Dikeluarkan dari jadwal.")),
            reason="required" if shown else "no", destructive=True,
        ),
    )  # fmt: skip


@signed_in
@GET_OR_POST
def request_page(request: HttpRequest, slug: str, stage: str, pk: int) -> HttpResponse:
    """A team asks for another slot."""
    plan = plan_or_404(request, slug, stage)
    rows = SlotRequest.objects.filter(slot__session__plan=plan).select_related(
        "slot__session__plan__review__competition__rulebook", "slot__panel", "entry__proposal"
    )
    asked = get_object_or_404(rows, pk=pk)
    held = Slot.objects.filter(entry=asked.entry, outcome__in=CURRENT).select_related("session", "panel").first()
    targets = list(targets_of(laid_out(plan), held, timezone.now())) if held else []
    title = _("Permintaan slot lain: usulan %(number)s") % {"number": number_text(asked.entry)}
    if asked.answer:
        text = _("Sudah dijawab: %(answer)s. %(reason)s") % {
            "answer": asked.get_answer_display(), "reason": asked.answer_reason,
        }  # fmt: skip
    else:
        text = _("%(title)s, sekarang %(when)s. Alasannya: %(reason)s") % {
            "title": asked.entry.proposal.title, "reason": asked.reason,
            "when": in_words((held or asked.slot).starts_at, (held or asked.slot).session.zone),
        }  # fmt: skip

    def do(form: Any) -> str:
        target, expected = form.chosen()
        run(
            request, "interviews.answer_request", asked, target=target, expected=expected,
            reason=form.cleaned_data["alasan"],
        )  # fmt: skip
        return _("Permintaan dijawab; tim proposal diberi tahu.")

    page = replace(_page(asked.slot, title, _("Kirim jawaban"), text), seen=asked)
    return answer(request, page, AnswerForm(request.POST or None, targets=targets), do)


def _base(row: Slot) -> str:
    review = row.session.plan.review
    return f"/kompetisi/{review.competition.slug}/wawancara/{review.stage}"


def _page(row: Slot, title: str, button: str, text: str) -> FormPage:
    competition = row.session.plan.review.competition
    return FormPage(
        title=title, lead=competition.title, button=button, back=_base(row), up=_("Jadwal wawancara"), text=text,
        seen=row, is_demo=competition.is_demo,
    )  # fmt: skip
