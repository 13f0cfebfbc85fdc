"""Going through the steps, and everything that pauses, ends or revives a case."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from tular.features.replications.forms.steps import BeginForm, PassOnForm, StopForm
from tular.features.replications.models import Case
from tular.features.replications.queries.rules import in_language, step_of
from tular.features.replications.views.finding import case_or_404
from tular.foundation.access.permissions import require
from tular.foundation.access.public import signed_in
from tular.foundation.actions.confirm import Confirmation, confirm_and_run
from tular.foundation.actions.form_page import GET_OR_POST, FormPage, answer, run
from tular.foundation.actions.posting import Done


def _page(case: Case, title: str, button: str, text: str = "", *, stop: bool = False) -> FormPage:
    return FormPage(title, case.name, button, case.path, case.code, text, seen=case, stop=stop, is_demo=case.is_demo)


def _step_name(case: Case, step: str) -> str:
    found = step_of(case, step)
    if found is None:
        raise Http404
    return in_language(found.name)


@signed_in
@GET_OR_POST
def finish(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """A step is finished."""
    case = case_or_404(request, pk)
    name = _step_name(case, step)
    asked = Confirmation(
        action="replications.finish_step",
        subject=case,
        title=_("Selesaikan langkah “%(step)s”?") % {"step": name},
        effects=[_("Langkah berikutnya yang dibuka."), _("Langkah ini dapat dibuka lagi, dengan alasan.")],
        button=_("Selesaikan langkah"),
        back=f"{case.path}?langkah={step}",
        done=Done(case.path, _("Langkah “%(step)s” selesai.") % {"step": name}),
        arguments={"step": step},
    )
    return confirm_and_run(request, asked)


@signed_in
@GET_OR_POST
def go_back(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """A finished step is opened again."""
    case = case_or_404(request, pk)
    name = _step_name(case, step)
    back = f"{case.path}?langkah={step}"
    asked = Confirmation(
        action="replications.go_back",
        subject=case,
        title=_("Buka lagi langkah “%(step)s”?") % {"step": name},
        effects=[_("Pekerjaan kembali ke langkah ini."), _("Yang sudah dikerjakan di langkah lain tetap ada.")],
        button=_("Buka lagi"),
        back=back,
        done=Done(back, _("Langkah “%(step)s” dibuka lagi.") % {"step": name}),
        reason="required",
        arguments={"step": step},
    )
    return confirm_and_run(request, asked)


@signed_in
@GET_OR_POST
def begin(request: HttpRequest, pk: int) -> HttpResponse:
    """The day from which it serves people."""
    case = case_or_404(request, pk)
    require(request.user, "replications.begin", case)
    text = _("Sejak tanggal ini replikasinya tampil untuk umum sebagai “berjalan”, dan bulan ukuran dihitung.")

    def do(form: Any) -> str:
        run(request, "replications.begin", case, on=form.cleaned_data["on"])
        return _("Tanggal mulai dicatat.")

    form = BeginForm(request.POST or None, initial={"on": timezone.localdate()})
    return answer(request, _page(case, _("Catat tanggal mulai"), _("Catat tanggal mulai"), text), form, do)


@signed_in
@GET_OR_POST
def pause(request: HttpRequest, pk: int) -> HttpResponse:
    """All clocks stop."""
    case = case_or_404(request, pk)
    asked = Confirmation(
        action="replications.pause",
        subject=case,
        title=_("Tunda %(code)s?") % {"code": case.code},
        effects=[
            _("Semua tenggat dan pengingat berhenti sampai Anda melanjutkan."),
            _("Pihak lain yang sudah tahu diberi tahu, dengan alasannya."),
        ],
        button=_("Tunda"),
        back=case.path,
        done=Done(case.path, _("Kasus ditunda.")),
        reason="required",
    )
    return confirm_and_run(request, asked)


@signed_in
@GET_OR_POST
def resume(request: HttpRequest, pk: int) -> HttpResponse:
    """Clocks run again."""
    case = case_or_404(request, pk)
    asked = Confirmation(
        action="replications.resume",
        subject=case,
        title=_("Lanjutkan %(code)s?") % {"code": case.code},
        effects=[_("Tenggat yang tersisa mundur selama kasus ini ditunda.")],
        button=_("Lanjutkan"),
        back=case.path,
        done=Done(case.path, _("Kasus dilanjutkan.")),
    )
    return confirm_and_run(request, asked)


@signed_in
@GET_OR_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Given up before anything was carried out."""
    case = case_or_404(request, pk)
    asked = Confirmation(
        action="replications.cancel",
        subject=case,
        title=_("Batalkan %(code)s?") % {"code": case.code},
        effects=[
            _("Tidak dapat dibuka lagi; Anda dapat memulai replikasi baru dari inovasi yang sama."),
            _("Yang sudah ditulis tetap tersimpan dan dapat dibaca."),
            _("Pihak lain yang sudah tahu diberi tahu, dengan alasannya."),
        ],
        button=_("Batalkan kasus"),
        back=case.path,
        done=Done(case.path, _("Kasus dibatalkan.")),
        reason="required",
        destructive=True,
    )
    return confirm_and_run(request, asked)


@signed_in
@GET_OR_POST
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    """It no longer runs."""
    case = case_or_404(request, pk)
    require(request.user, "replications.stop", case)
    text = _("Replikasinya tampil untuk umum sebagai “berhenti”, dengan alasannya. Dapat dijalankan lagi.")

    def do(form: Any) -> str:
        told = form.cleaned_data
        run(request, "replications.stop", case, code=told["code"], on=told["on"], reason=told["reason"])
        return _("Replikasi dicatat berhenti.")

    form = StopForm(request.POST or None, initial={"on": timezone.localdate()})
    page = _page(case, _("Catat bahwa replikasi ini berhenti"), _("Catat berhenti"), text, stop=True)
    return answer(request, page, form, do)


@signed_in
@GET_OR_POST
def revive(request: HttpRequest, pk: int) -> HttpResponse:
    """It runs again."""
    case = case_or_404(request, pk)
    asked = Confirmation(
        action="replications.revive",
        subject=case,
        title=_("Jalankan lagi %(code)s?") % {"code": case.code},
        effects=[_("Replikasinya tampil lagi sebagai “berjalan”."), _("Alasan berhentinya tetap ada dalam riwayat.")],
        button=_("Jalankan lagi"),
        back=case.path,
        done=Done(case.path, _("Kasus berjalan lagi.")),
        reason="required",
    )
    return confirm_and_run(request, asked)


@signed_in
@GET_OR_POST
def pass_on(request: HttpRequest, pk: int) -> HttpResponse:
    """The centre hands the case to the successor of its taker."""
    case = case_or_404(request, pk)
    require(request.user, "replications.pass_on", case)
    text = _("Semua yang sudah dikerjakan ikut pindah. Orang %(agency)s tidak lagi membukanya.")
    text %= {"agency": case.taker.name}

    def do(form: Any) -> str:
        told = form.cleaned_data
        run(request, "replications.pass_on", case, successor=told["successor"], reason=told["reason"])
        return _("Kasus diteruskan kepada %(agency)s.") % {"agency": told["successor"].name}

    form = PassOnForm(request.POST or None, case=case)
    return answer(request, _page(case, _("Teruskan kasus ke instansi penerus"), _("Teruskan"), text), form, do)
