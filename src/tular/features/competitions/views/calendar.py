"""The calendar of a competition as its organiser sets it."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from tular.features.competitions.actions import extend_window, set_window
from tular.features.competitions.forms import ExtendForm, MoveForm, WindowForm
from tular.features.competitions.models import Competition, Window
from tular.features.competitions.queries.moments import in_words
from tular.features.competitions.queries.rulebook import calendar_of, label_of
from tular.features.competitions.views.managing import managed, way_back
from tular.foundation.access.public import signed_in
from tular.foundation.actions.confirm import Confirmation, confirm_and_run
from tular.foundation.actions.form_page import GET_OR_POST, FormPage, answer, run
from tular.foundation.actions.posting import Done
from tular.foundation.rulebooks.versions import rules_of


def _window(competition: Competition, pk: int) -> Window:
    return get_object_or_404(competition.windows.select_related("competition__rulebook"), pk=pk)


def _label(window: Window) -> str:
    return label_of(rules_of(window.competition.rulebook), window.kind, window.stage)


@signed_in
@GET_OR_POST
def add(request: HttpRequest, slug: str) -> HttpResponse:
    """Put a span into the calendar that is not there yet."""
    competition = managed(request, slug)
    there = set(competition.windows.values_list("kind", "stage"))
    slots = [one for one in calendar_of(rules_of(competition.rulebook)) if (one.kind, one.stage) not in there]
    if not slots:
        raise Http404(_("Semua masa yang dikenal buku aturan sudah ada di kalender."))
    wanted = next((one for one in slots if one.key == request.GET.get("masa", "")), slots[0])
    first = {"what": wanted.key, "opens": wanted.opens, "closes": wanted.closes, "zone": wanted.zone}
    return _set(request, competition, WindowForm(request.POST or None, slots=slots, initial=first), None)


@signed_in
@GET_OR_POST
def change(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Change a span while nobody outside knows of it."""
    competition = managed(request, slug)
    window = _window(competition, pk)
    zone = ZoneInfo(window.zone)
    slots = [
        one
        for one in calendar_of(rules_of(competition.rulebook))
        if (one.kind, one.stage) == (window.kind, window.stage)
    ]
    first = {
        "what": f"{window.kind}:{window.stage}", "opens": window.opens_at.astimezone(zone),
        "closes": window.closes_at.astimezone(zone), "zone": window.zone, "note": window.note,
    }  # fmt: skip
    return _set(request, competition, WindowForm(request.POST or None, slots=slots, initial=first), window)


def _set(request: HttpRequest, competition: Competition, form: WindowForm, window: Window | None) -> HttpResponse:
    page = FormPage(
        title=_("Ubah jadwal") if window else _("Tambah ke kalender"),
        lead=competition.title,
        button=_("Simpan jadwal"),
        back=way_back(competition),
        up=_("Kelola kompetisi"),
        is_demo=competition.is_demo,
    )

    def do(sent: Any) -> str:
        saved = set_window(competition, span=sent.span(), by=request.user, now=timezone.now())  # type: ignore[arg-type]
        return _("%(span)s: sampai %(when)s.") % {"span": _label(saved), "when": in_words(saved.closes_at, saved.zone)}

    return answer(request, page, form, do)


@signed_in
@GET_OR_POST
def drop(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take a span out of the calendar while nobody outside knows of it."""
    competition = managed(request, slug)
    window = _window(competition, pk)
    return confirm_and_run(
        request,
        Confirmation(
            action="competitions.drop_window",
            subject=window,
            title=_("Hapus %(span)s dari kalender?") % {"span": _label(window)},
            effects=[_("Tanggalnya hilang dari kalender; nanti dapat diisi lagi.")],
            button=_("Hapus dari kalender"),
            back=way_back(competition),
            done=Done(way_back(competition), _("%(span)s dihapus dari kalender.") % {"span": _label(window)}),
            destructive=True,
        ),
    )


@signed_in
@GET_OR_POST
def move(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Move a span that was announced."""
    competition = managed(request, slug)
    window = _window(competition, pk)
    page = FormPage(
        title=_("Geser %(span)s") % {"span": _label(window)},
        lead=competition.title,
        text=_("Waktu lama, waktu baru, alasan, dan nomor suratnya tampil di halaman kompetisi untuk seterusnya. "
               "Peserta yang sudah menulis diberi tahu, dan kalender yang dipasang ikut berubah."),
        button=_("Geser jadwal"),
        back=way_back(competition),
        up=_("Kelola kompetisi"),
        is_demo=competition.is_demo,
        seen=window,
    )  # fmt: skip

    def do(form: Any) -> str:
        data = form.cleaned_data
        moved = run(
            request, "competitions.move_window", window, **form.times(), decree=data["decree"], reason=data["reason"]
        )
        return _("Sekarang ditutup %(when)s.") % {"when": in_words(moved.closes_at, moved.zone)}

    return answer(request, page, MoveForm(request.POST or None, window=window), do)


@signed_in
@GET_OR_POST
def extend(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Let one agency submit until later."""
    competition = managed(request, slug)
    window = _window(competition, pk)
    page = FormPage(
        title=_("Perpanjang untuk satu instansi"),
        lead=competition.title,
        text=_("Bagi yang lain tetap: ditutup %(when)s.") % {"when": in_words(window.closes_at, window.zone)},
        button=_("Perpanjang"),
        back=way_back(competition),
        up=_("Kelola kompetisi"),
        is_demo=competition.is_demo,
    )

    def do(form: Any) -> str:
        made = extend_window(
            window, agency=form.cleaned_data["agency"], closes_at=form.closes_at(),
            reason=form.cleaned_data["reason"], by=request.user, now=timezone.now(),  # type: ignore[arg-type]
        )  # fmt: skip
        return _("%(agency)s boleh mengajukan sampai %(when)s.") % {
            "agency": made.agency.name, "when": in_words(made.closes_at, window.zone),
        }  # fmt: skip

    return answer(request, page, ExtendForm(request.POST or None, window=window), do)
