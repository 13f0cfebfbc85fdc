"""For who runs the competition: open, look after, hold groups aside, close, compute, announce."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tular.features.competitions.queries.visibility import competitions_run_by
from tular.features.ratings.models import PublicRating
from tular.features.ratings.queries.listing import base_of, entry_for
from tular.features.ratings.queries.manage import cluster_run, entry_page, manage_page, subjects_of
from tular.features.ratings.queries.rules import questions_in, stage_in, stage_of
from tular.features.ratings.queries.visibility import rating_run_by
from tular.foundation.access.public import signed_in
from tular.foundation.actions.confirm import Confirmation, confirm_and_run
from tular.foundation.actions.posting import Done
from tular.foundation.audit.queries import history
from tular.foundation.ui.typed import number_typed, text_typed

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


def run_or_404(request: HttpRequest, slug: str) -> PublicRating:
    """The public rating, for somebody who runs it; nothing for everybody else."""
    found = rating_run_by(request.user, slug)
    if found is None:
        raise Http404
    return found


@signed_in
@require_safe
def manage(request: HttpRequest, slug: str) -> HttpResponse:
    """Where it stands, and what came in."""
    asked = request.GET
    page = manage_page(
        run_or_404(request, slug), words=text_typed(asked.get("cari", ""), 100), asked=asked.get("halaman", ""),
        now=timezone.now(),
    )  # fmt: skip
    return render(request, "ratings/manage.html", {"page": page})


@signed_in
@require_safe
def entry(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """One proposal: spread, groups, comments."""
    rating = run_or_404(request, slug)
    found = entry_for(rating, code)
    if found is None:
        raise Http404
    page = entry_page(rating, found, request.GET.get("halaman", ""))
    return render(request, "ratings/entry.html", {"page": page, "rating": rating})


@signed_in
@GET_OR_POST
def open_rating(request: HttpRequest, slug: str) -> HttpResponse:
    """Let the public rate."""
    competition = competitions_run_by(request.user).filter(slug=slug).select_related("rulebook").first()
    stage = stage_in(competition) if competition is not None else None
    if competition is None or stage is None:
        raise Http404
    questions, by_rulebook = questions_in(stage)
    asked = " ".join(question["asks"] for question in questions)
    return confirm_and_run(
        request,
        Confirmation(
            action="ratings.open", subject=competition, arguments={"stage": stage.id},
            title=_("Buka %(stage)s?") % {"stage": stage.label},
            effects=[
                _("Siapa pun yang pernah memakai layanannya dapat menilai, selama waktunya menurut kalender."),
                _("Yang ditanyakan: %(asked)s") % {"asked": asked},
                _("Pertanyaan itu dari buku aturan.") if by_rulebook
                else _("Buku aturan tidak menyebut pertanyaannya; dipakai tiga pertanyaan baku Tular."),
                _("Pengusul diberi tahu. Jumlah dan rata-rata tidak dilihat siapa pun di luar penyelenggara."),
            ],
            button=_("Buka penilaian"), back=f"/kompetisi/{slug}/kelola",
            done=Done(f"/kompetisi/{slug}/kebermanfaatan/kelola", _("Penilaian masyarakat dibuka.")),
        ),
    )  # fmt: skip


@signed_in
@GET_OR_POST
def close(request: HttpRequest, slug: str) -> HttpResponse:
    """Nothing comes in any more."""
    row = run_or_404(request, slug)
    effects = [_("Tidak ada penilaian yang masuk atau berubah lagi."), _("Sesudah ini: periksa, hitung, umumkan.")]
    return _step(request, row, "ratings.close", _("Tutup penilaian masyarakat?"), effects,
                 _("Tutup penilaian"), _("Penilaian ditutup."))  # fmt: skip


@signed_in
@GET_OR_POST
def reopen(request: HttpRequest, slug: str) -> HttpResponse:
    """People may rate again."""
    row = run_or_404(request, slug)
    effects = [_("Orang dapat menilai lagi sampai waktu di kalender berakhir. Hitungan yang lama tidak berlaku lagi.")]
    return _step(request, row, "ratings.reopen", _("Buka lagi penilaian masyarakat?"), effects,
                 _("Buka lagi"), _("Penilaian dibuka lagi."), reason=True)  # fmt: skip


@signed_in
@GET_OR_POST
def inspect(request: HttpRequest, slug: str) -> HttpResponse:
    """Look for groups now."""
    row = run_or_404(request, slug)
    effects = [_("Sistem mencari kelompok yang mencurigakan dalam semua yang masuk. Keputusan Anda tetap berlaku.")]
    return _step(request, row, "ratings.inspect", _("Periksa sekarang?"), effects,
                 _("Periksa"), _("Pemeriksaan selesai."))  # fmt: skip


@signed_in
@GET_OR_POST
def compute(request: HttpRequest, slug: str) -> HttpResponse:
    """Freeze and compute."""
    row = run_or_404(request, slug)
    effects = [
        _("Semua penilaian dibekukan seperti adanya sekarang, dan hasilnya dihitung darinya."),
        _("Hanya penyelenggara yang melihatnya sampai diumumkan. Boleh dihitung lagi sesudah keputusan baru."),
    ]
    return _step(request, row, "ratings.compute", _("Hitung hasilnya?"), effects,
                 _("Hitung hasil"), _("Hasil dihitung."))  # fmt: skip


@signed_in
@GET_OR_POST
def release(request: HttpRequest, slug: str) -> HttpResponse:
    """Announce the result."""
    row = run_or_404(request, slug)
    effects = [
        _("Hasil setiap inovasi, alasan kelompok disisihkan, dan angka perlindungannya terbuka untuk semua orang."),
        _("Ini tidak dapat ditarik kembali."),
    ]
    return _step(request, row, "ratings.release", _("Umumkan hasil penilaian masyarakat?"), effects,
                 _("Umumkan hasil"), _("Hasil diumumkan."))  # fmt: skip


@signed_in
@GET_OR_POST
def hold(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Let a group not count."""
    return _decide(request, slug, pk, "ratings.hold", _("Sisihkan kelompok ini?"),
                   _("%(n)d penilaian tidak ikut dihitung. Tidak ada yang dihapus; keputusan ini dapat dibalik."),
                   _("Sisihkan kelompok"), _("Kelompok disisihkan."))  # fmt: skip


@signed_in
@GET_OR_POST
def restore(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Let a group count again."""
    return _decide(request, slug, pk, "ratings.restore", _("Hitung lagi kelompok ini?"),
                   _("%(n)d penilaian ikut dihitung lagi, kecuali yang juga ada dalam kelompok lain."),
                   _("Hitung lagi"), _("Kelompok dihitung lagi."))  # fmt: skip


@signed_in
@require_safe
def past(request: HttpRequest, slug: str) -> HttpResponse:
    """What was done, by whom and why."""
    row = run_or_404(request, slug)
    shown = history(subjects_of(row), request.user, page=number_typed(request.GET.get("halaman", ""), 1))
    context = {"base": f"{base_of(row)}/kelola", "stage": stage_of(row).label, "rating": row, "history": shown}
    return render(request, "ratings/history.html", context)


def _decide(
    request: HttpRequest, slug: str, pk: int, action: str, title: str, effect: str, button: str, done: str
) -> HttpResponse:
    row = run_or_404(request, slug)
    cluster = cluster_run(row, pk)
    if cluster is None:
        raise Http404
    back = f"{base_of(row)}/kelola/{cluster.entry.proposal.code}"
    return confirm_and_run(
        request,
        Confirmation(
            action=action, subject=cluster, title=title, button=button, back=back, done=Done(back, done),
            effects=[cluster.entry.proposal.title, effect % {"n": len(cluster.members)},
                     _("Alasannya ikut diumumkan bersama hasil.")],
            reason="required",
        ),
    )  # fmt: skip


def _step(
    request: HttpRequest, row: PublicRating, action: str, title: str, effects: list[str], button: str, done: str,
    *, reason: bool = False,
) -> HttpResponse:  # fmt: skip
    base: Any = f"{base_of(row)}/kelola"
    return confirm_and_run(
        request,
        Confirmation(
            action=action, subject=row, title=title, effects=effects, button=button, back=base, done=Done(base, done),
            reason="required" if reason else "no",
        ),
    )  # fmt: skip
