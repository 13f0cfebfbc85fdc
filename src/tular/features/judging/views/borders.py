"""The organiser's side of a borderline band: open it, watch it, give it more, close it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tular.features.judging.forms.borders import BandForm, MoreForm
from tular.features.judging.models import BorderBand, Review
from tular.features.judging.queries.borders.choosing import EACH, SMALLEST, USUAL, chosen_band
from tular.features.judging.queries.borders.state import organiser_page
from tular.features.judging.queries.control import last_calibration
from tular.features.judging.queries.rules import stage_of
from tular.features.judging.views.assigning import found_or_404
from tular.foundation.access.public import signed_in
from tular.foundation.actions.confirm import Confirmation, confirm_and_run
from tular.foundation.actions.form_page import GET_OR_POST, FormPage, answer, run
from tular.foundation.actions.posting import Done
from tular.foundation.files.streams import csv_file

CSV = (
    "proposal", "judul", "instansi", "tempat", "peluang_masuk", "tempat_terbaik", "tempat_terburuk", "menang", "kalah",
    "setara",
)  # fmt: skip


def _room(review: Review) -> str:
    return f"/kompetisi/{review.competition.slug}/penilaian/{review.stage}/kendali"


def _path(band: BorderBand, review: Review) -> str:
    return f"/kompetisi/{review.competition.slug}/penilaian/{review.stage}/perbandingan/{band.pk}"


def _band(review: Review, pk: int) -> BorderBand:
    return get_object_or_404(BorderBand.objects.select_related("calibration", "result"), review=review, pk=pk)


@signed_in
@GET_OR_POST
def begin(request: HttpRequest, slug: str, stage: str, pool: int) -> HttpResponse:
    """Say how many are compared, and open it."""
    review = found_or_404(request, slug, stage)
    calibration = last_calibration(review)
    if calibration is None or pool >= len(calibration.figures["lines"]):
        raise Http404
    near = calibration.figures["lines"][pool]["borderline"]
    usual = chosen_band(calibration, pool, min(USUAL, max(near, SMALLEST)))
    page = FormPage(
        title=_("Bandingkan proposal di ambang"), lead=f"{stage_of(review).label} · {review.competition.title}",
        button=_("Mulai perbandingan"), back=f"{_room(review)}?garis={pool}", up=_("Ruang kendali"),
        text=_(
            "%(near)d proposal di ambang. Penilai melihat dua proposal berdampingan dan memilih yang lebih baik; yang "
            "berbenturan kepentingan tidak melihatnya. Nilai tidak berubah: hasilnya urutan di ambang beserta "
            "peluangnya, bahan bagi pleno. Biasanya cukup %(each)d perbandingan untuk setiap proposal."
        ) % {"near": near, "each": EACH},
        is_demo=review.competition.is_demo,
    )  # fmt: skip

    def do(form: Any) -> str:
        told = form.cleaned_data
        run(request, "judging.open_band", review, pool=pool, size=told["size"], budget=told["budget"] or 0)
        return _("Perbandingan dimulai. Para penilai diberi tahu.")

    return answer(request, page, BandForm(request.POST or None, initial={"size": len(usual.entries)}), do)


@signed_in
@require_safe
def band(request: HttpRequest, slug: str, stage: str, pk: int) -> HttpResponse:
    """How settled it is, who compared how often, and the order as it stands."""
    review = found_or_404(request, slug, stage)
    found = _band(review, pk)
    context = {
        "page": organiser_page(found), "review": review, "room": f"{_room(review)}?garis={found.pool}",
        "here": _path(found, review), "stage": stage_of(review).label,
    }  # fmt: skip
    return render(request, "judging/band.html", context)


@signed_in
@require_safe
def download(request: HttpRequest, slug: str, stage: str, pk: int) -> HttpResponse:
    """The order as a table."""
    review = found_or_404(request, slug, stage)
    page = organiser_page(_band(review, pk))
    kept = {one["entry"]: one for one in page.figures["order"]}
    return csv_file(
        f"perbandingan-{slug}-{stage}-{pk}",
        CSV,
        (
            (
                one.number, one.title, one.agency, one.place, kept[one.number]["p_in"], one.place_low, one.place_high,
                kept[one.number]["wins"], kept[one.number]["losses"], kept[one.number]["ties"],
            )
            for one in page.lines
        ),
    )  # fmt: skip


@signed_in
@GET_OR_POST
def extend(request: HttpRequest, slug: str, stage: str, pk: int) -> HttpResponse:
    """Let more be compared."""
    review = found_or_404(request, slug, stage)
    found = _band(review, pk)
    page = FormPage(
        title=_("Tambah jatah perbandingan"), lead=f"{stage_of(review).label} · {review.competition.title}",
        button=_("Simpan jatah"), back=_path(found, review), up=_("Perbandingan berpasangan"), seen=found,
        text=_("Sekarang %(n)d. Perbandingan berhenti lebih awal begitu batasnya cukup pasti.") % {"n": found.budget},
        is_demo=review.competition.is_demo,
    )  # fmt: skip

    def do(form: Any) -> str:
        run(request, "judging.extend_band", found, budget=form.cleaned_data["budget"])
        return _("Jatah disimpan.")

    return answer(request, page, MoreForm(request.POST or None, initial={"budget": found.budget + 100}), do)


@signed_in
@GET_OR_POST
def close(request: HttpRequest, slug: str, stage: str, pk: int) -> HttpResponse:
    """Keep the result for good."""
    review = found_or_404(request, slug, stage)
    found = _band(review, pk)
    page = organiser_page(found)
    effects = [
        _("Urutan dan peluangnya dibekukan bersama semua jawaban, sehingga dapat dihitung ulang."),
        _("Penilai tidak dapat membandingkan lagi. Nilai tidak berubah; pleno melihat hasilnya."),
    ]
    if not page.is_settled:
        effects.append(_("Perhatikan: batasnya belum cukup pasti. Pleno membaca alasan Anda."))
    return confirm_and_run(
        request,
        Confirmation(
            action="judging.close_band",
            subject=found,
            title=_("Tutup perbandingan %(n)d proposal di ambang?") % {"n": len(found.entries)},
            effects=effects,
            button=_("Tutup perbandingan"),
            back=_path(found, review),
            done=Done(_path(found, review), _("Perbandingan ditutup; hasilnya tersimpan.")),
            reason="no" if page.is_settled else "required",
        ),
    )
