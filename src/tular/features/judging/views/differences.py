"""Readers differ: both marks side by side, and what the rule asks for."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from tular.features.judging.actions import assigning
from tular.features.judging.choices import AssignmentKind
from tular.features.judging.models import DifferenceCase, Evaluator, Review
from tular.features.judging.queries.differences import case_page
from tular.features.judging.views.assigning import found_or_404
from tular.foundation.access.public import signed_in
from tular.foundation.actions import Refused
from tular.foundation.actions.confirm import Confirmation, confirm_and_run
from tular.foundation.actions.posting import Done, post_once
from tular.foundation.ui.typed import number_typed


def _room(review: Review) -> str:
    return f"/kompetisi/{review.competition.slug}/penilaian/{review.stage}/kendali"


def _case(review: Review, pk: int) -> DifferenceCase:
    rows = DifferenceCase.objects.select_related("entry__proposal", "entry__review__competition__rulebook")
    return get_object_or_404(rows, entry__review=review, pk=pk)


@signed_in
def case(request: HttpRequest, slug: str, stage: str, pk: int) -> HttpResponse:
    """The marks side by side; a third reader is given here."""
    review = found_or_404(request, slug, stage)
    found = _case(review, pk)
    refused: list[str] = []
    if request.method == "POST":
        who = get_object_or_404(Evaluator, review=review, number=number_typed(request.POST.get("penilai", "")))
        try:
            return post_once(request, lambda: _given(request, review, found, who))
        except Refused as why:
            refused = [reason.text for reason in why.reasons]
    context = {
        "page": case_page(found, timezone.now()), "review": review, "room": _room(review), "refused": refused,
        "base": _room(review).removesuffix("/kendali") + f"/perbedaan/{found.pk}",
    }  # fmt: skip
    return render(request, "judging/case.html", context, status=409 if refused else 200)


def _given(request: HttpRequest, review: Review, found: DifferenceCase, who: Evaluator) -> Done:
    assigning.assign(
        review, entry=found.entry, evaluator=who, kind=AssignmentKind.THIRD, by=request.user, now=timezone.now()
    )
    return Done(_room(review), _("Penilai %(number)02d menjadi pembaca ketiga.") % {"number": who.number})


@signed_in
def discuss(request: HttpRequest, slug: str, stage: str, pk: int) -> HttpResponse:
    """Ask the readers to talk and mark once more."""
    review = found_or_404(request, slug, stage)
    found = _case(review, pk)
    return confirm_and_run(
        request,
        Confirmation(
            action="judging.hold_discussion",
            subject=found,
            title=_("Minta penilai membahas proposal nomor %(n)d dan menilai ulang?") % {"n": found.entry.number},
            effects=[
                _("Para pembaca saling melihat nilai, berunding, lalu menyerahkan lembar nilai putaran kedua."),
                _("Nilai putaran pertama tetap tersimpan dan terlihat di samping yang kedua."),
            ],
            button=_("Minta dibahas"),
            back=_room(review),
            done=Done(_room(review), _("Para pembaca diberi tahu.")),
            reason="optional",
            reason_label=_("Catatan bagi para pembaca"),
        ),
    )


@signed_in
def close_case(request: HttpRequest, slug: str, stage: str, pk: int) -> HttpResponse:
    """End it without what the rule asks for, with a reason."""
    review = found_or_404(request, slug, stage)
    found = _case(review, pk)
    return confirm_and_run(
        request,
        Confirmation(
            action="judging.close_case",
            subject=found,
            title=_("Tutup perbedaan pada proposal nomor %(n)d?") % {"n": found.entry.number},
            effects=[
                _("Nilai yang ada dihitung menurut aturan; bila aturan masih meminta bacaan, nilainya tetap menunggu."),
                _("Alasan Anda tercatat dan dapat dibaca dalam riwayat."),
            ],
            button=_("Tutup perbedaan"),
            back=_room(review),
            done=Done(_room(review), _("Perbedaan ditutup.")),
            reason="required",
        ),
    )
