"""Categories, invitations to closed groups, and the staff of a competition."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tular.features.competitions.actions import add_category, appoint, invite_agencies
from tular.features.competitions.choices import StaffRole
from tular.features.competitions.forms import CategoryForm, InviteForm, StaffForm, initial_of_category
from tular.features.competitions.models import Competition
from tular.features.competitions.queries.rulebook import groups_of
from tular.features.competitions.views.managing import managed, way_back
from tular.foundation.access.permissions import require
from tular.foundation.access.public import signed_in
from tular.foundation.actions.confirm import Confirmation, confirm_and_run
from tular.foundation.actions.form_page import GET_OR_POST, FormPage, answer, run
from tular.foundation.actions.posting import Done
from tular.foundation.rulebooks.versions import rules_of


def _page(competition: Competition, title: str, button: str, text: str = "", seen: Any = None) -> FormPage:
    return FormPage(
        title=title, lead=competition.title, button=button, back=way_back(competition), up=_("Kelola kompetisi"),
        is_demo=competition.is_demo, text=text, seen=seen,
    )  # fmt: skip


@signed_in
@GET_OR_POST
def new_category(request: HttpRequest, slug: str) -> HttpResponse:
    """One more category."""
    competition = managed(request, slug)

    def do(form: Any) -> str:
        made = add_category(competition, said=form.said(), by=request.user, now=timezone.now())  # type: ignore[arg-type]
        return _("Kategori %(name)s ditambahkan.") % {"name": made.name}

    return answer(
        request, _page(competition, _("Tambah kategori"), _("Simpan kategori")), CategoryForm(request.POST or None), do
    )


@signed_in
@GET_OR_POST
def edit_category(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Other words for a category."""
    competition = managed(request, slug)
    category = get_object_or_404(competition.categories.select_related("competition"), pk=pk)
    page = _page(competition, _("Ubah kategori"), _("Simpan kategori"), seen=category)

    def do(form: Any) -> str:
        saved = run(request, "competitions.change_category", category, said=form.said())
        return _("Kategori %(name)s disimpan.") % {"name": saved.name}

    return answer(request, page, CategoryForm(request.POST or None, initial=initial_of_category(category)), do)


@signed_in
@GET_OR_POST
def drop_category(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Remove a category that nobody chose."""
    competition = managed(request, slug)
    category = get_object_or_404(competition.categories.select_related("competition"), pk=pk)
    return confirm_and_run(
        request,
        Confirmation(
            action="competitions.drop_category",
            subject=category,
            title=_("Hapus kategori %(name)s?") % {"name": category.name},
            effects=[_("Kategori yang sudah dipakai sebuah proposal tidak terhapus.")],
            button=_("Hapus kategori"),
            back=way_back(competition),
            done=Done(way_back(competition), _("Kategori %(name)s dihapus.") % {"name": category.name}),
            destructive=True,
        ),
    )


@signed_in
@GET_OR_POST
def invite(request: HttpRequest, slug: str) -> HttpResponse:
    """Invite agencies to a closed group, one or a pasted list."""
    competition = managed(request, slug)
    groups = [(one.id, one.label) for one in groups_of(rules_of(competition.rulebook)) if one.intake == "invited"]
    require(request.user, "competitions.invite", competition, doing=_("mengundang instansi"))
    page = _page(
        competition, _("Undang ke kelompok tertutup"), _("Undang"),
        _("Semua baris harus dikenal; yang sudah diundang dilewati. Admin instansinya diberi tahu."),
    )  # fmt: skip

    def do(form: Any) -> str:
        data = form.cleaned_data
        made = invite_agencies(
            competition, group=data["group"], agencies=data["agencies"], note=data["note"],
            by=request.user, now=timezone.now(),  # type: ignore[arg-type]
        )  # fmt: skip
        if not made:
            return _("Semuanya sudah diundang sebelumnya.")
        text = ngettext("%(count)d instansi diundang.", "%(count)d instansi diundang.", len(made))
        return text % {"count": len(made)}

    return answer(request, page, InviteForm(request.POST or None, groups=groups), do)


@signed_in
@GET_OR_POST
def uninvite(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take an invitation back."""
    competition = managed(request, slug)
    invitation = get_object_or_404(competition.invitations.select_related("competition", "agency"), pk=pk)
    name = invitation.agency.name
    return confirm_and_run(
        request,
        Confirmation(
            action="competitions.uninvite",
            subject=invitation,
            title=_("Tarik undangan bagi %(agency)s?") % {"agency": name},
            effects=[_("Yang sudah ditulisnya tetap tersimpan, tetapi tidak dapat diajukan di kelompok ini.")],
            button=_("Tarik undangan"),
            back=way_back(competition),
            done=Done(way_back(competition), _("Undangan bagi %(agency)s ditarik.") % {"agency": name}),
            destructive=True,
        ),
    )


@signed_in
@GET_OR_POST
def appoint_staff(request: HttpRequest, slug: str) -> HttpResponse:
    """Let somebody with an account work for this competition."""
    competition = managed(request, slug)
    require(request.user, "competitions.appoint", competition, doing=_("menugaskan orang"))
    page = _page(
        competition, _("Tugaskan orang"), _("Tugaskan"), _("Tugas ini hanya untuk kompetisi ini dan dapat diakhiri.")
    )

    def do(form: Any) -> str:
        data = form.cleaned_data
        role = StaffRole(data["role"])
        made = appoint(competition, email=data["email"], role=role, by=request.user, now=timezone.now())  # type: ignore[arg-type]
        return _("%(name)s bertugas sebagai %(role)s.") % {
            "name": made.person.name, "role": made.get_role_display(),
        }  # fmt: skip

    return answer(request, page, StaffForm(request.POST or None), do)


@signed_in
@GET_OR_POST
def dismiss_staff(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """End somebody's work for this competition."""
    competition = managed(request, slug)
    staff = get_object_or_404(competition.staff.select_related("competition__organiser", "person"), pk=pk)
    return confirm_and_run(
        request,
        Confirmation(
            action="competitions.dismiss",
            subject=staff,
            title=_("Akhiri tugas %(name)s?") % {"name": staff.person.name},
            effects=[_("Sejak itu ia tidak lagi melihat yang bukan untuk umum. Yang dikerjakannya tetap tercatat.")],
            button=_("Akhiri tugas"),
            back=way_back(competition),
            done=Done(way_back(competition), _("Tugas %(name)s berakhir.") % {"name": staff.person.name}),
            destructive=True,
        ),
    )
