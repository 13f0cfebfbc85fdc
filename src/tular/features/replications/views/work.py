"""Checklist, tasks, files, parts, risks, members and timeline of a case."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tular.features.replications.actions.parts import fill_parts
from tular.features.replications.forms.work import FileForm, MemberForm, PartForm, RiskForm, TaskForm
from tular.features.replications.models import Case, Task
from tular.features.replications.queries.past import whole_past
from tular.features.replications.queries.rules import in_language, steps_of
from tular.features.replications.queries.visibility import may_add_for
from tular.features.replications.queries.work import risks_of
from tular.features.replications.views.finding import case_or_404
from tular.foundation.access.permissions import require
from tular.foundation.access.public import signed_in
from tular.foundation.actions.confirm import Confirmation, confirm_and_run
from tular.foundation.actions.form_page import GET_OR_POST, FormPage, answer, run
from tular.foundation.actions.posting import Done
from tular.foundation.ui.typed import line_typed, number_typed


def _page(case: Case, title: str, place: str, text: str = "", *, button: str = "") -> FormPage:
    return FormPage(title, case.name, button or _("Simpan"), f"{case.path}{place}", case.code, text,
                    is_demo=case.is_demo)  # fmt: skip


@signed_in
@GET_OR_POST
def tick(request: HttpRequest, pk: int, item: str) -> HttpResponse:
    """Tick a point of the checklist, or (`?batal=1`) take the tick back."""
    case = case_or_404(request, pk)
    found = [(one, step) for step in steps_of(case) for one in step.checklist if one.id == item]
    if not found:
        raise Http404
    point, step = found[0]
    text, back = in_language(point), f"{case.path}?langkah={step.name.id}#daftar"
    if request.GET.get("batal"):
        asked = Confirmation(
            action="replications.untick", subject=case, title=_("Batalkan centang “%(point)s”?") % {"point": text},
            effects=[_("Riwayat tetap mencatat bahwa butir ini pernah dicentang.")], button=_("Batalkan centang"),
            back=back, done=Done(back), arguments={"item": item, "reason": text},
        )  # fmt: skip
    else:
        asked = Confirmation(
            action="replications.tick", subject=case, title=_("Centang “%(point)s”?") % {"point": text},
            effects=[], button=_("Centang"), back=back, done=Done(back),
            arguments={"item": item, "note": line_typed(request.POST.get("note", ""), 500)},
        )  # fmt: skip
    return confirm_and_run(request, asked)


@signed_in
@GET_OR_POST
def add_task(request: HttpRequest, pk: int) -> HttpResponse:
    """Give somebody something to do."""
    case = case_or_404(request, pk)
    require(request.user, "replications.add_task", case)

    def do(form: Any) -> str:
        run(request, "replications.add_task", case, told=form.told())
        return _("Tugas ditambahkan.")

    begin = {"step": request.GET.get("langkah", case.step)}
    form = TaskForm(request.POST or None, case=case, initial=begin)
    return answer(request, _page(case, _("Tambah tugas"), "#tugas", button=_("Tambah tugas")), form, do)


def _task_or_404(case: Case, number: int) -> Task:
    return get_object_or_404(case.tasks.filter(dropped_at__isnull=True), pk=number)


@signed_in
@GET_OR_POST
def finish_task(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """A task is done."""
    case = case_or_404(request, pk)
    task = _task_or_404(case, number)
    back = f"{case.path}#tugas"
    asked = Confirmation(
        action="replications.finish_task", subject=task, title=_("Tandai “%(task)s” selesai?") % {"task": task.title},
        effects=[], button=_("Tandai selesai"), back=back, done=Done(back, _("Tugas selesai.")),
    )  # fmt: skip
    return confirm_and_run(request, asked)


@signed_in
@GET_OR_POST
def reopen_task(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """It was not done after all."""
    case = case_or_404(request, pk)
    task = _task_or_404(case, number)
    back = f"{case.path}#tugas"
    asked = Confirmation(
        action="replications.reopen_task", subject=task, title=_("Buka lagi “%(task)s”?") % {"task": task.title},
        effects=[_("Yang mengerjakannya melihatnya lagi di meja kerja.")], button=_("Buka lagi"), back=back,
        done=Done(back, _("Tugas dibuka lagi.")),
    )  # fmt: skip
    return confirm_and_run(request, asked)


@signed_in
@GET_OR_POST
def drop_task(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """It is not needed."""
    case = case_or_404(request, pk)
    task = _task_or_404(case, number)
    back = f"{case.path}#tugas"
    asked = Confirmation(
        action="replications.drop_task", subject=task, title=_("Lepas tugas “%(task)s”?") % {"task": task.title},
        effects=[_("Tugas ini tidak ditampilkan lagi; alasannya tercatat dalam riwayat.")], button=_("Lepas tugas"),
        back=back, done=Done(back, _("Tugas dilepas.")), reason="required",
    )  # fmt: skip
    return confirm_and_run(request, asked)


@signed_in
@GET_OR_POST
def add_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Bring a file."""
    case = case_or_404(request, pk)
    require(request.user, "replications.add_file", case)

    def do(form: Any) -> str:
        run(request, "replications.add_file", case, told=form.told())
        return _("Berkas ditambahkan.")

    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    begin = {"step": request.GET.get("langkah", case.step)}
    form = FileForm(*sent, by=request.user, case=case, initial=begin)
    return answer(request, _page(case, _("Tambah berkas"), "#berkas", button=_("Tambah berkas")), form, do)


@signed_in
@GET_OR_POST
def remove_file(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Take a file away."""
    case = case_or_404(request, pk)
    row = get_object_or_404(case.files.filter(removed_at__isnull=True), pk=number)
    back = f"{case.path}#berkas"
    asked = Confirmation(
        action="replications.remove_file", subject=row, title=_("Lepas berkas “%(title)s”?") % {"title": row.title},
        effects=[_("Tidak ada lagi yang dapat membukanya dari kasus ini."), _("Riwayat tetap mencatat berkas ini.")],
        button=_("Lepas berkas"), back=back, done=Done(back, _("Berkas dilepas.")), destructive=True,
    )  # fmt: skip
    return confirm_and_run(request, asked)


@signed_in
@GET_OR_POST
def add_part(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down a part."""
    case = case_or_404(request, pk)
    require(request.user, "replications.note_part", case)

    def do(form: Any) -> str:
        run(request, "replications.note_part", case, told=form.told())
        return _("Bagian dicatat.")

    return answer(request, _page(case, _("Catat bagian"), "#bagian"), PartForm(request.POST or None), do)


@signed_in
@GET_OR_POST
def change_part(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Another word on a part."""
    case = case_or_404(request, pk)
    part = get_object_or_404(case.parts.filter(removed_at__isnull=True), pk=number)
    require(request.user, "replications.change_part", part)
    text = ""
    if part.core:
        text = _("Pemilik menghitung bagian ini sebagai inti. Bila diubah atau ditinggalkan, hasilnya dapat hilang.")
    page = FormPage(_("Ubah bagian"), part.name, _("Simpan"), f"{case.path}#bagian", case.code, text, seen=part,
                    is_demo=case.is_demo)  # fmt: skip

    def do(form: Any) -> str:
        run(request, "replications.change_part", part, told=form.told())
        return _("Bagian disimpan.")

    return answer(request, page, PartForm(request.POST or None, initial=PartForm.of(part)), do)


@signed_in
@GET_OR_POST
def remove_part(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """It was written down by mistake."""
    case = case_or_404(request, pk)
    part = get_object_or_404(case.parts.filter(removed_at__isnull=True), pk=number)
    back = f"{case.path}#bagian"
    asked = Confirmation(
        action="replications.remove_part", subject=part, title=_("Hapus catatan “%(part)s”?") % {"part": part.name},
        effects=[_("Untuk bagian yang sengaja ditinggalkan, jangan hapus: catat sebagai “ditinggalkan”.")],
        button=_("Hapus catatan"), back=back, done=Done(back, _("Catatan bagian dihapus.")),
    )  # fmt: skip
    return confirm_and_run(request, asked)


@signed_in
@GET_OR_POST
def take_parts(request: HttpRequest, pk: int) -> HttpResponse:
    """Take over what the owner wrote of core parts and of parts that may change."""
    case = case_or_404(request, pk)
    require(request.user, "replications.note_part", case)
    text = _("Bagian inti dan bagian yang boleh disesuaikan diambil dari catatan inovasi, semuanya sebagai “dijaga”. "
             "Ubah yang berbeda di tempat Anda.")  # fmt: skip
    page = _page(case, _("Isi bagian dari inovasi"), "#bagian", text, button=_("Isi dari inovasi"))

    def do(form: Any) -> str:
        found = fill_parts(case, by=request.user, now=timezone.now())
        return _("%(n)d bagian diambil dari inovasi.") % {"n": found}

    return answer(request, page, forms.Form(request.POST or None), do)


@signed_in
@GET_OR_POST
def watch_risk(request: HttpRequest, pk: int, failure: str) -> HttpResponse:
    """Say whether a known failure threatens here."""
    case = case_or_404(request, pk)
    require(request.user, "replications.watch_risk", case)
    line = next((one for one in risks_of(case) if one.id == failure), None)
    if line is None:
        raise Http404
    page = _page(case, line.text, "#risiko", _("Sumber: %(source)s") % {"source": line.source} if line.source else "")

    def do(form: Any) -> str:
        told = form.cleaned_data
        run(request, "replications.watch_risk", case, failure=failure, state=told["state"], plan=told["plan"])
        return _("Risiko disimpan.")

    begin = {"state": line.risk.state, "plan": line.risk.plan} if line.risk else {"state": "diwaspadai"}
    return answer(request, page, RiskForm(request.POST or None, initial=begin), do)


@signed_in
@GET_OR_POST
def add_member(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a colleague work on it."""
    case = case_or_404(request, pk)
    require(request.user, "replications.add_member", case)
    sides = may_add_for(request.user, case)

    def do(form: Any) -> str:
        told = form.cleaned_data
        run(request, "replications.add_member", case, email=told["email"], side=told["side"])
        return _("Anggota ditambahkan dan diberi tahu.")

    text = _("Ia melihat seluruh kasus ini, dan mengerjakannya untuk pihak itu.")
    form = MemberForm(request.POST or None, sides=sides, initial={"side": sides[0]})
    return answer(request, _page(case, _("Tambah anggota"), "#anggota", text, button=_("Tambah anggota")), form, do)


@signed_in
@GET_OR_POST
def leave(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """A member no longer works on it."""
    case = case_or_404(request, pk)
    member = get_object_or_404(case.members.filter(left_at__isnull=True).select_related("person"), pk=number)
    mine = member.person_id == request.user.pk
    asked = Confirmation(
        action="replications.leave",
        subject=member,
        title=_("Keluar dari kasus ini?") if mine else _("Lepas %(name)s?") % {"name": member.person.name},
        effects=[_("Kasus ini tidak dapat dibuka lagi, kecuali peran lain membolehkannya.")],
        button=_("Keluar") if mine else _("Lepas anggota"),
        back=f"{case.path}#anggota",
        done=Done("/replikasi" if mine else f"{case.path}#anggota", _("Sudah keluar dari kasus.")),
    )
    return confirm_and_run(request, asked)


@signed_in
@require_safe
def past(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole timeline."""
    case = case_or_404(request, pk)
    shown = whole_past(case, request.user, number_typed(request.GET.get("halaman", ""), 1))
    return render(request, "replications/history.html", {"case": case, "history": shown})
