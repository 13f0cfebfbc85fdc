"""Closing a case: lessons, report, the other side's answer, and where it goes on to."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tular.features.proposals.queries.begin import competition_called
from tular.features.replications.forms.closing import LessonsForm
from tular.features.replications.models import Case
from tular.features.replications.queries.closing_page import closing_page
from tular.features.replications.views.finding import case_or_404
from tular.foundation.access.permissions import require
from tular.foundation.access.public import signed_in
from tular.foundation.actions.confirm import Confirmation, confirm_and_run
from tular.foundation.actions.form_page import GET_OR_POST, FormPage, answer, run
from tular.foundation.actions.posting import Done


@signed_in
@require_safe
def closing(request: HttpRequest, pk: int) -> HttpResponse:
    """What is missing, what came of it, whose turn it is."""
    page = closing_page(request.user, case_or_404(request, pk), timezone.now())
    return render(request, "replications/closing.html", {"page": page, "case": page.case})


@signed_in
@GET_OR_POST
def lessons(request: HttpRequest, pk: int) -> HttpResponse:
    """What others should know."""
    case = case_or_404(request, pk)
    require(request.user, "replications.write_lessons", case)
    page = FormPage(
        _("Tulis pelajaran"), case.name, _("Simpan pelajaran"), _path(case), _("Penutupan"), seen=case,
        is_demo=case.is_demo,
    )  # fmt: skip
    form = LessonsForm(request.POST or None, initial={"text": case.lessons})

    def do(form: LessonsForm) -> str:
        run(request, "replications.write_lessons", case, text=form.cleaned_data["text"])
        return _("Pelajaran tersimpan.")

    return answer(request, page, form, do)


@signed_in
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """The taker says that it is done."""
    case = case_or_404(request, pk)
    asked = Confirmation(
        action="replications.report_closing",
        subject=case,
        title=_("Ajukan penutupan %(name)s?") % {"name": case.name},
        effects=[
            _("Pihak lain memeriksa ukuran dan pelajarannya, lalu mengonfirmasi atau mengembalikannya."),
            _("Selama menunggu, ukuran tetap dapat dicatat dan diperbaiki."),
        ],
        button=_("Ajukan penutupan"),
        back=_path(case),
        done=Done(_path(case), _("Penutupan diajukan.")),
    )
    return confirm_and_run(request, asked)


@signed_in
def return_closing(request: HttpRequest, pk: int) -> HttpResponse:
    """Something is missing."""
    case = case_or_404(request, pk)
    asked = Confirmation(
        action="replications.return_closing",
        subject=case,
        title=_("Kembalikan penutupan %(name)s?") % {"name": case.name},
        effects=[_("Penerima melengkapinya, lalu mengajukan lagi. Yang sudah diisi tetap ada.")],
        button=_("Kembalikan"),
        back=_path(case),
        done=Done(_path(case), _("Penutupan dikembalikan.")),
        reason="required",
        reason_label=_("Yang masih kurang"),
        reason_hint=_("Penerima membacanya."),
    )
    return confirm_and_run(request, asked)


@signed_in
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Both sides say that it is done."""
    case = case_or_404(request, pk)
    asked = Confirmation(
        action="replications.confirm_closing",
        subject=case,
        title=_("Konfirmasi penutupan %(name)s?") % {"name": case.name},
        effects=[
            _("Kedua pihak menyatakan replikasi ini selesai. Terbukti atau belum mengikuti ukurannya."),
            _("Piagam untuk penerima dan pemilik terbit dalam beberapa menit."),
            _("Penerima tetap diminta mengukur lagi; bila kelak memburuk, keadaannya berubah dan tercatat."),
        ],
        button=_("Konfirmasi penutupan"),
        back=_path(case),
        done=Done(_path(case), _("Penutupan dikonfirmasi.")),
    )
    return confirm_and_run(request, asked)


@signed_in
def enter_catalogue(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a record of it."""
    case = case_or_404(request, pk)
    asked = Confirmation(
        action="replications.enter_catalogue",
        subject=case,
        title=_("Masukkan %(name)s ke katalog?") % {"name": case.name},
        effects=[
            _("Catatan inovasi dibuat sebagai naskah instansi Anda, terisi dari kasus ini; lengkapi sebelum terbit."),
            _("Asalnya tercantum: %(title)s, %(owner)s.") % {
                "title": case.innovation.title, "owner": case.owner.name},
        ],
        button=_("Buat catatan"),
        back=_path(case),
        done=lambda made: Done(f"/catatan/{made.code}", _("Catatan dibuat. Periksa dan lengkapi.")),
    )  # fmt: skip
    return confirm_and_run(request, asked)


@signed_in
def enter_competition(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """Begin a proposal with it."""
    case = case_or_404(request, pk)
    competition = competition_called(request.user, slug)
    if competition is None:
        raise Http404
    asked = Confirmation(
        action="replications.enter_competition",
        subject=case,
        title=_("Ikutkan %(name)s dalam %(competition)s?") % {"name": case.name, "competition": competition.title},
        effects=[
            _("Proposal dimulai sebagai naskah dalam kelompok replikasi, terisi dari kasus ini."),
            _("Belum ada yang diajukan: periksa, lengkapi, lalu ajukan sebelum masa pengajuan berakhir."),
        ],
        button=_("Mulai proposal"),
        back=_path(case),
        done=lambda made: Done(f"/proposal/{made.code}", _("Proposal dimulai. Periksa dan lengkapi.")),
        arguments={"competition": competition},
    )
    return confirm_and_run(request, asked)


def _path(case: Case) -> str:
    return f"{case.path}/penutupan"
