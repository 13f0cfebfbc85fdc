"""Asking the owner: what will be sent, the check, the answer, and the way on after a refusal."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tular.features.replications.models import Case
from tular.features.replications.queries.requesting import request_page
from tular.features.replications.queries.rules import rules_of
from tular.features.replications.views.finding import case_or_404
from tular.foundation.access.public import signed_in
from tular.foundation.actions.confirm import Confirmation, confirm_and_run
from tular.foundation.actions.form_page import GET_OR_POST
from tular.foundation.actions.posting import Done


@signed_in
@require_safe
def request(request: HttpRequest, pk: int) -> HttpResponse:
    """What is sent, what is missing, the letter, and whose turn it is."""
    page = request_page(request.user, case_or_404(request, pk), timezone.now())
    return render(request, "replications/request.html", {"page": page, "case": page.case})


@signed_in
@GET_OR_POST
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Send interest."""
    case = case_or_404(request, pk)
    return _confirm(
        request,
        case,
        _("Minat terkirim. Hub wilayah Anda, atau pusat, kini memeriksanya."),
        action="replications.ask",
        title=_("Kirim minat kepada %(owner)s?") % {"owner": case.innovation.agency.name},
        effects=[
            _("Hub wilayah Anda, atau pusat, memeriksa minat ini dalam %(n)d hari.")
            % {"n": rules_of(case).clock.verify},
            _("Setelah diteruskan, pemilik melihat kebutuhan, data awal, model, dan suratnya, lalu menjawab."),
            _("Modelnya tidak dapat diubah selama pemilik ditanya."),
        ],
        button=_("Kirim minat"),
    )


@signed_in
@GET_OR_POST
def verify(request: HttpRequest, pk: int) -> HttpResponse:
    """Pass the interest on to the owner, with a note if there is something to say."""
    case = case_or_404(request, pk)
    return _confirm(
        request,
        case,
        _("Minat diteruskan kepada pemilik."),
        action="replications.verify",
        title=_("Teruskan minat ini kepada %(owner)s?") % {"owner": case.innovation.agency.name},
        effects=[
            _("Pemilik melihat kasus ini dan menjawab dalam %(n)d hari.") % {"n": rules_of(case).clock.answer},
            _("Penerima, pemilik, dan fasilitator diberi tahu, beserta catatan Anda."),
        ],
        button=_("Teruskan kepada pemilik"),
        reason="optional",
        reason_label=_("Catatan untuk kedua pihak"),
        reason_hint=_("Misalnya undangan FGD: hari, jam, dan tempat atau tautannya."),
    )


@signed_in
@GET_OR_POST
def return_interest(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the interest back to be mended."""
    case = case_or_404(request, pk)
    return _confirm(
        request,
        case,
        _("Minat dikembalikan; penerima diberi tahu."),
        action="replications.return_interest",
        title=_("Kembalikan minat %(taker)s?") % {"taker": case.taker.name},
        effects=[
            _("Penerima membaca alasannya, dapat memperbaiki, lalu mengirim lagi."),
            _("Pemilik belum diberi tahu."),
        ],
        button=_("Kembalikan minat"),
        reason="required",
        reason_label=_("Yang harus diperbaiki"),
    )


@signed_in
@GET_OR_POST
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Agree in principle."""
    case = case_or_404(request, pk)
    return _confirm(
        request,
        case,
        _("Permintaan diterima. Susun kesepakatannya bersama penerima."),
        then="kesepakatan",
        action="replications.accept",
        title=_("Terima permintaan %(taker)s?") % {"taker": case.taker.name},
        effects=[
            _("Kedua pihak menyusun kesepakatan: apa yang diambil, sampai di mana Anda membantu, dan biayanya."),
            _("Replikasi ini mulai tampak bagi umum sebagai rencana."),
            _("Anda belum terikat apa pun sebelum perjanjian kerja sama ditandatangani."),
        ],
        button=_("Terima permintaan"),
        reason="optional",
        reason_label=_("Pesan untuk penerima"),
    )


@signed_in
@GET_OR_POST
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    """Refuse, saying why."""
    case = case_or_404(request, pk)
    return _confirm(
        request,
        case,
        _("Permintaan ditolak; penerima membaca alasannya."),
        action="replications.refuse",
        title=_("Tolak permintaan %(taker)s?") % {"taker": case.taker.name},
        effects=[
            _("Penerima dan hubnya membaca alasan Anda; umum tidak."),
            _("Penerima dapat mengerjakannya mandiri, memilih fasilitator, atau mencari inovasi lain."),
        ],
        button=_("Tolak permintaan"),
        reason="required",
        destructive=True,
    )


@signed_in
@GET_OR_POST
def choose_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Back to preparing, to choose another way of working."""
    case = case_or_404(request, pk)
    return _confirm(
        request,
        case,
        _("Kasus kembali ke persiapan. Pilih modelnya."),
        then="uraian",
        action="replications.choose_again",
        title=_("Pilih cara lain?"),
        effects=[
            _("Kasus ini kembali ke persiapan; isian, ukuran, dan berkasnya tetap."),
            _("Sesudahnya Anda memilih model: mandiri, atau dengan fasilitator, lalu melanjutkan."),
        ],
        button=_("Pilih cara lain"),
    )


def _confirm(request: HttpRequest, case: Case, said: str, *, then: str = "minat", **asked: Any) -> HttpResponse:
    """Ask, run, and say `said` on the page `then` of the case; `asked` as in `Confirmation`."""
    done = Done(f"{case.path}/{then}", said)
    return confirm_and_run(request, Confirmation(subject=case, back=f"{case.path}/minat", done=done, **asked))
