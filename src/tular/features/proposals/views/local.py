"""The desk of a local admin in a competition, and what is done there to many; counts per agency for the organiser."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from tular.features.agencies.models import Agency
from tular.features.competitions.models import Competition
from tular.features.proposals.actions import reminding, submitting
from tular.features.proposals.models import Proposal
from tular.features.proposals.queries import local_desk, participants
from tular.foundation.access.public import signed_in
from tular.foundation.actions import Refused
from tular.foundation.actions.posting import Done, post_once
from tular.foundation.files.streams import csv_file
from tular.foundation.rulebooks.versions import rules_of
from tular.foundation.ui.typed import text_typed


def place_or_404(request: HttpRequest, slug: str, agency: str) -> tuple[Competition, Agency]:
    """Competition and agency, for the agency's admin; for anybody else there is none."""
    found = local_desk.place_of(request.user, slug, agency)
    if found is None:
        raise Http404
    return found


@signed_in
@require_safe
def desk(request: HttpRequest, slug: str, agency: str) -> HttpResponse:
    """All proposals of the agency, what is lost if nobody acts, and the quota."""
    competition, body = place_or_404(request, slug, agency)
    page = local_desk.local_desk(competition, body, _filters(request), request.GET.get("halaman", ""), timezone.now())
    return render(request, "proposals/local.html", {"page": page})


@signed_in
@require_safe
def table(request: HttpRequest, slug: str, agency: str) -> HttpResponse:
    """The same list as a table."""
    competition, body = place_or_404(request, slug, agency)
    page = local_desk.local_desk(competition, body, _filters(request), "", timezone.now())
    labels = {one.id: one.label for one in rules_of(competition.rulebook).groups}
    everything = Proposal.objects.filter(competition=competition, agency=body)
    everything = everything.select_related("unit").defer("content", "versions")
    rows = [local_desk.row_of(one, labels, timezone.now()) for one in local_desk.narrowed(everything, page.filters)]
    heading = [
        _("Nomor"),
        _("Judul"),
        _("Unit"),
        _("Kelompok"),
        _("Keadaan"),
        _("Giliran"),
        _("Kurang"),
        _("Disunting"),
    ]
    return csv_file(
        f"{slug}-{agency}", heading,
        [
            (row.code, row.title, row.unit, row.group, row.state, row.turn, row.obstacles, row.edited_at.isoformat())
            for row in rows
        ],
    )  # fmt: skip


@signed_in
@require_POST
def remind(request: HttpRequest, slug: str, agency: str) -> HttpResponse:
    """Remind the writers of the chosen proposals."""
    competition, body = place_or_404(request, slug, agency)
    path = local_desk.desk_path(competition, body)

    def do() -> Done:
        asked = reminding.remind_many(
            _chosen(request, competition, body), by=request.user, now=timezone.now(),
            reason=request.POST.get("pesan", ""),
        )  # fmt: skip
        _tell_refused(request, asked.refused)
        said = ngettext("Penulis %(n)d proposal diingatkan.", "Penulis %(n)d proposal diingatkan.", asked.done)
        return Done(path, said % {"n": asked.done} if asked.done else "")

    try:
        return post_once(request, do)
    except Refused as error:
        messages.error(request, " ".join(one.text for one in error.reasons))
        return redirect(path)


@signed_in
@require_POST
def submit(request: HttpRequest, slug: str, agency: str) -> HttpResponse:
    """Show what would be submitted; with `setuju`, submit each of the chosen by itself."""
    competition, body = place_or_404(request, slug, agency)
    path, chosen = local_desk.desk_path(competition, body), _chosen(request, competition, body)
    if not chosen:
        messages.error(request, _("Pilih dulu proposalnya."))
        return redirect(path)
    if not request.POST.get("setuju"):
        labels = {one.id: one.label for one in rules_of(competition.rulebook).groups}
        context = {
            "rows": [local_desk.row_of(one, labels, timezone.now()) for one in chosen],
            "page": local_desk.local_desk(competition, body, local_desk.LocalFilters(), "", timezone.now()),
        }
        return render(request, "proposals/submit_many.html", context)

    def do() -> Done:
        sent = submitting.submit_many(chosen, by=request.user, now=timezone.now(), clock=timezone.now)
        _tell_refused(request, sent.refused)
        said = ngettext(
            "%(n)d proposal diajukan. Tanda terimanya ada pada halaman masing-masing.",
            "%(n)d proposal diajukan. Tanda terimanya ada pada halaman masing-masing.", len(sent.done),
        )  # fmt: skip
        return Done(path, said % {"n": len(sent.done)} if sent.done else "")

    try:
        return post_once(request, do)
    except Refused as error:
        messages.error(request, " ".join(one.text for one in error.reasons))
        return redirect(path)


@signed_in
@require_safe
def agencies(request: HttpRequest, slug: str) -> HttpResponse:
    """Per agency how many are registered, at the local admin, submitted; hubs see those of their area."""
    found = participants.competition_watched(request.user, slug)
    if found is None:
        raise Http404
    competition, of_hub = found
    asked = request.GET
    page = participants.participants(
        competition, request.user, of_hub=of_hub, part=asked.get("bagian", ""),
        words=text_typed(asked.get("cari", ""), 200), page=asked.get("halaman", ""),
    )  # fmt: skip
    return render(request, "proposals/participants.html", {"page": page})


@signed_in
@require_safe
def agencies_table(request: HttpRequest, slug: str) -> HttpResponse:
    """The same as a table."""
    found = participants.competition_watched(request.user, slug)
    if found is None:
        raise Http404
    competition, of_hub = found
    asked = request.GET
    everybody = participants.agency_rows(competition, request.user, of_hub=of_hub)
    rows = participants.narrowed(everybody, asked.get("bagian", ""), text_typed(asked.get("cari", ""), 200))
    heading = [_("Instansi"), _("Jenis"), _("Admin"), _("Terdaftar"), _("Di unit"), _("Di admin lokal"), _("Diajukan")]
    return csv_file(
        f"{slug}-peserta", heading,
        [
            (row.name, row.kind, row.admins, row.registered, row.at_unit, row.with_admin, row.submitted)
            for row in rows
        ],
    )  # fmt: skip


def _filters(request: HttpRequest) -> local_desk.LocalFilters:
    asked = request.GET
    return local_desk.LocalFilters(
        state=asked.get("keadaan", ""),
        group=text_typed(asked.get("kelompok", ""), 40),
        unit=asked.get("unit", ""),
        words=text_typed(asked.get("cari", ""), 200),
        complete=asked.get("lengkap") == "1",
        sort=asked.get("urut", ""),
    )


def _chosen(request: HttpRequest, competition: Competition, agency: Agency) -> list[Proposal]:
    codes = [code[:60].replace("\x00", "") for code in request.POST.getlist("pilih")[:1000]]
    rows = Proposal.objects.filter(competition=competition, agency=agency, code__in=codes)
    return list(rows.select_related("unit").order_by("pk"))


def _tell_refused(request: HttpRequest, refused: tuple[tuple[str, str, str], ...]) -> None:
    for code, title, why in refused:
        messages.error(request, f"{title} ({code}): {why}")
