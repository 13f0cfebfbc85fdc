"""The organiser's page of a competition, and what is done from it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tular.engines.rulebook import Rulebook
from tular.features.competitions.forms import DescriptionForm, InviteForm, StaffForm
from tular.features.competitions.models import Competition
from tular.features.competitions.queries.managing import manage_page, newer_version, subjects_of
from tular.features.competitions.queries.visibility import competitions_run_by, competitions_to_feed
from tular.foundation.access.public import signed_in
from tular.foundation.actions.confirm import Confirmation, confirm_and_run
from tular.foundation.actions.form_page import GET_OR_POST, FormPage, answer, run
from tular.foundation.actions.posting import Done
from tular.foundation.audit.queries import history
from tular.foundation.rulebooks.comparing import compared
from tular.foundation.rulebooks.models import RulebookVersion
from tular.foundation.rulebooks.versions import AT, book_of, rules_of
from tular.foundation.ui.typed import number_typed


def managed(request: HttpRequest, slug: str) -> Competition:
    """The competition, for somebody who runs it; nothing for everybody else."""
    rows = competitions_run_by(request.user).select_related("organiser__region", "rulebook", "feeds")
    return get_object_or_404(rows, slug=slug)


def _named(version: RulebookVersion) -> tuple[str, Rulebook]:
    return f"{version.identity}{AT}{version.number}", book_of(version)


def way_back(competition: Competition) -> str:
    """The organiser's page."""
    return f"/kompetisi/{competition.slug}/kelola"


@signed_in
@require_safe
def manage(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything that can be set, and what is still missing."""
    page = manage_page(managed(request, slug), request.user, timezone.now())
    context = {
        "page": page,
        "invite": InviteForm(groups=[(one.id, one.label) for one in page.closed_groups]),
        "staff": StaffForm(),
    }
    return render(request, "competitions/manage.html", context)


@signed_in
@require_safe
def past(request: HttpRequest, slug: str) -> HttpResponse:
    """What happened to the competition and to all that belongs to it."""
    competition = managed(request, slug)
    shown = history(subjects_of(competition), request.user, page=number_typed(request.GET.get("halaman", ""), 1))
    return render(request, "competitions/history.html", {"page": competition, "history": shown})


@signed_in
@GET_OR_POST
def describe(request: HttpRequest, slug: str) -> HttpResponse:
    """Title, year, decree, call, and where winners go on to."""
    competition = managed(request, slug)
    above = {row.pk: row for row in competitions_to_feed(competition, request.user).order_by("-year", "title")}
    if competition.feeds:
        above[competition.feeds.pk] = competition.feeds
    now_said = {
        "title": competition.title, "year": competition.year, "decree": competition.decree, "about": competition.about,
        "feeds": competition.feeds.slug if competition.feeds else "",
    }  # fmt: skip
    page = FormPage(
        title=_("Keterangan kompetisi"), lead=competition.title, button=_("Simpan keterangan"),
        back=way_back(competition), up=_("Kelola kompetisi"), is_demo=competition.is_demo, seen=competition,
    )  # fmt: skip

    def do(form: Any) -> str:
        run(request, "competitions.describe", competition, said=form.said())
        return _("Keterangan disimpan.")

    return answer(request, page, DescriptionForm(request.POST or None, above=above.values(), initial=now_said), do)


@signed_in
@GET_OR_POST
def announce(request: HttpRequest, slug: str) -> HttpResponse:
    """Open it to everybody."""
    competition = managed(request, slug)
    page = manage_page(competition, request.user, timezone.now())
    effects = [
        _("Halaman kompetisi, kalender, dan aturannya terlihat oleh semua orang."),
        _("Sesudah ini tanggal hanya bergeser dengan alasan yang tercatat, dan buku aturan tidak diganti yang lain."),
        *(_("Belum siap: %(what)s") % {"what": text} for text in page.hindrances),
        *(_("Perhatikan: %(what)s") % {"what": text} for text in page.warnings),
    ]
    return confirm_and_run(
        request,
        Confirmation(
            action="competitions.announce",
            subject=competition,
            title=_("Buka %(title)s?") % {"title": competition.title},
            effects=effects,
            button=_("Buka kompetisi"),
            back=way_back(competition),
            done=Done(f"/kompetisi/{competition.slug}", _("Kompetisi dibuka. Inilah yang dilihat semua orang.")),
        ),
    )


@signed_in
@GET_OR_POST
def finish(request: HttpRequest, slug: str) -> HttpResponse:
    """Say that it is over."""
    competition = managed(request, slug)
    return confirm_and_run(
        request,
        Confirmation(
            action="competitions.finish",
            subject=competition,
            title=_("Nyatakan %(title)s selesai?") % {"title": competition.title},
            effects=[
                _("Jadwal, kategori, undangan, dan petugas tidak diubah lagi."),
                _("Halaman, daftar yang terbit, dan semua proposal tetap dapat dibaca."),
                _("Ini tidak dapat dibatalkan."),
            ],
            button=_("Nyatakan selesai"),
            back=way_back(competition),
            done=Done(way_back(competition), _("Kompetisi dinyatakan selesai.")),
            reason="optional",
            reason_label=_("Catatan penutup"),
        ),
    )


@signed_in
@GET_OR_POST
def cancel(request: HttpRequest, slug: str) -> HttpResponse:
    """Call it off."""
    competition = managed(request, slug)
    return confirm_and_run(
        request,
        Confirmation(
            action="competitions.cancel",
            subject=competition,
            title=_("Batalkan %(title)s?") % {"title": competition.title},
            effects=[
                _("Pengajuan berhenti saat itu juga; yang sudah ditulis tetap tersimpan."),
                _("Alasannya dibaca semua orang, dan yang sudah ikut diberi tahu."),
                _("Ini tidak dapat dibatalkan."),
            ],
            button=_("Batalkan kompetisi"),
            back=way_back(competition),
            done=Done(way_back(competition), _("Kompetisi dibatalkan.")),
            reason="required",
            destructive=True,
        ),
    )


@signed_in
@GET_OR_POST
def adopt(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Take over a correction of the rulebook, after seeing what it changes."""
    competition = managed(request, slug)
    version = newer_version(competition, number_typed(str(number)))
    if version is None:
        raise Http404
    comparison = compared(_named(competition.rulebook), _named(version))
    effects = [
        f"{group.heading}: {change.name} ({change.word})" for group in comparison.groups for change in group.changes
    ] or [_("Tidak satu pun aturan berubah; hanya sumber atau keterangannya.")]
    gaps = [gap.sentence for gap in rules_of(version).gaps if gap.blocks]
    effects += [_("Belum siap: %(what)s") % {"what": text} for text in gaps]
    effects.append(_("Semua proposal dihitung dengan aturan ini mulai sekarang; peserta diberi tahu."))
    return confirm_and_run(
        request,
        Confirmation(
            action="competitions.adopt",
            subject=competition,
            title=_("Pakai versi %(number)d buku aturan?") % {"number": version.number},
            effects=effects,
            button=_("Pakai versi ini"),
            back=way_back(competition),
            done=Done(way_back(competition), _("Kompetisi kini memakai versi %(n)d.") % {"n": version.number}),
            reason="required",
            arguments={"version": version},
        ),
    )
