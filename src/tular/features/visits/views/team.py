"""The verifier's pages: own visits, one visit, one item at a time."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tular.features.visits.actions.recording import Met, answer
from tular.features.visits.models import Visit
from tular.features.visits.queries.calendar import calendar_of
from tular.features.visits.queries.photos import MOST_AT_ONCE
from tular.features.visits.queries.record import CLOCK, FIELDS, GENERAL, ITEM_FIELDS, PRESENT
from tular.features.visits.queries.team import AnswerPage, answer_page, my_visits, team_page, visit_for
from tular.features.visits.queries.visibility import memberships_of, verifiers_of
from tular.features.visits.views.organising import ics_file
from tular.foundation.access.public import signed_in
from tular.foundation.actions import Refused
from tular.foundation.actions.confirm import Confirmation, confirm_and_run
from tular.foundation.actions.form_page import GET_OR_POST
from tular.foundation.actions.posting import Done
from tular.foundation.once.actions import FIELD
from tular.foundation.once.saving import saved_text
from tular.foundation.ui.typed import number_typed, prose_typed


def visit_or_404(request: HttpRequest, pk: int, *, former: bool = False) -> Visit:
    """A visit that the person makes."""
    found = visit_for(request.user, pk, former=former)
    if found is None:
        raise Http404
    return found


@signed_in
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """All visits of the person."""
    if not verifiers_of(request.user).exists():
        raise Http404
    return render(request, "visits/desk.html", {"visits": my_visits(request.user)})


@signed_in
@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """The same for a calendar."""
    if not verifiers_of(request.user).exists():
        raise Http404
    site = request.build_absolute_uri("/").rstrip("/")
    content = calendar_of([one.visit for one in my_visits(request.user)], _("Kunjungan saya"), site, "/verifikasi/%d")
    return ics_file(content, "kunjungan-saya")


@signed_in
@require_safe
def visit(request: HttpRequest, pk: int) -> HttpResponse:
    """One visit: where and when, what the proposal says, how far the list is."""
    found = visit_or_404(request, pk)
    return render(request, "visits/team.html", {"page": team_page(found, request.user, timezone.now())})


@signed_in
@GET_OR_POST
def fill_in(request: HttpRequest, pk: int) -> HttpResponse:
    """One item of the checklist, or one of the two sections that every record has."""
    posted = request.method == "POST"
    # What somebody wrote on the way before leaving the team arrives all the same, and is kept aside.
    found = visit_or_404(request, pk, former=posted)
    section = request.GET.get("butir", "")[:80]
    if posted:
        return _save(request, found, section, timezone.now())
    page = answer_page(found, section)
    if page is None:
        raise Http404
    if "banding" in request.GET and page.asides:
        return _beside(request, page)
    return _show(request, page)


def _show(request: HttpRequest, page: AnswerPage, status: int = 200) -> HttpResponse:
    context = {"page": page, "present": PRESENT, "general": GENERAL, "most": MOST_AT_ONCE}
    return render(request, "visits/answer.html", context, status=status)


def _sent(request: HttpRequest, section: str) -> dict[str, str]:
    """What the form says of a section; fields that it does not have stay as they are."""
    names = FIELDS.get(section, ITEM_FIELDS)
    found = {name: prose_typed(request.POST[name]) for name in names if name in request.POST}
    for name in ("began", "ended"):
        if (told := CLOCK.match(found.get(name, ""))) is not None:
            found[name] = f"{int(told[1]):02d}.{told[2]}"
    return found


def _save(request: HttpRequest, found: Visit, section: str, now: datetime) -> HttpResponse:
    quietly = request.POST.get("otomatis") == "1"
    base = number_typed(request.POST.get("dasar", ""))
    content = _sent(request, section)
    try:
        result = answer(
            found.record, by=request.user, now=now, section=section, content=content, base=base,
            page=request.POST.get(FIELD, ""), settle=request.POST.get("gabung") == "1",
        )  # fmt: skip
    except Refused as refused:
        if quietly:
            kept = _("%(why)s Yang Anda ketik masih ada di halaman ini.") % {"why": str(refused)}
            return JsonResponse({"text": kept}, status=422)
        problems = {reason.field or "": reason.text for reason in refused.reasons}
        page = answer_page(found, section, content=content, base=base, problems=problems)
        if page is None:
            raise Http404 from refused
        return _show(request, page, 422)
    here = f"/verifikasi/{found.pk}/isi?butir={section}"
    if isinstance(result, Met):
        return _met(request, found, here, result, quietly=quietly)
    if quietly:
        return JsonResponse({"version": result.version, "text": saved_text(now), "reload": bool(result.merged)})
    messages.success(request, saved_text(now))
    page = answer_page(found, section)
    onward = page.after or f"/verifikasi/{found.pk}" if page and "lanjut" in request.POST else here
    return redirect(onward)


def _met(request: HttpRequest, found: Visit, here: str, result: Met, *, quietly: bool) -> HttpResponse:
    first = result.why or _("Anggota tim lain sudah menyimpan bagian ini.")
    said = _("%(why)s Yang Anda ketik disimpan di sampingnya.") % {"why": first}
    if quietly:
        if result.theirs == result.mine:
            return JsonResponse({"text": result.why}, status=422)
        link = {"link": _("Bandingkan keduanya"), "address": f"{here}&banding=1"}
        return JsonResponse({"text": said, **link}, status=409)
    messages.warning(request, said)
    belongs = memberships_of(request.user).filter(visit=found).exists()
    return redirect(f"{here}&banding=1" if belongs else "/verifikasi")


def _labels() -> dict[str, str]:
    return {
        "finding": _("Temuan"), "value": _("Jawaban"), "note": _("Catatan"), "users": _("Pengguna layanan"),
        "users_role": _("Sebagai apa"), "officials": _("Petugas dan pejabat instansi"), "others": _("Lainnya"),
        "consent": _("Persetujuan pengguna layanan"), "began": _("Mulai pukul"), "ended": _("Selesai pukul"),
        "summary": _("Ringkasan"), "recommendation": _("Saran untuk pleno"),
    }  # fmt: skip


def _beside(request: HttpRequest, page: AnswerPage) -> HttpResponse:
    """All versions side by side, and a form that begins with the one that came last."""
    labels, findings = _labels(), dict(page.findings)
    names = FIELDS.get(page.section, ITEM_FIELDS)

    def lines(content: Any) -> list[tuple[str, str]]:
        return [(labels[name], findings.get(content[name], content[name])) for name in names if content.get(name)]

    versions = [(one.by.name if one.by else "", one.at, lines(one.after), dict(one.after)) for one in page.asides]
    last = dict(page.asides[-1].after)
    context = {
        "page": page, "held": lines(page.content), "versions": versions, "names": names,
        "current": [(name, page.content.get(name) or "") for name in names],
        "mine": last, "present": PRESENT, "general": GENERAL,
    }  # fmt: skip
    return render(request, "visits/beside.html", context)


@signed_in
@GET_OR_POST
def step_aside(request: HttpRequest, pk: int) -> HttpResponse:
    """Leave the team because of a tie, or for another reason."""
    found = visit_or_404(request, pk)
    member = memberships_of(request.user).filter(visit=found).select_related("visit", "verifier").get()
    asked = Confirmation(
        action="visits.step_aside",
        subject=member,
        title=_("Mundur dari kunjungan “%(title)s”?") % {"title": found.choice.proposal.title},
        effects=[
            _("Penyelenggara diberi tahu dan melengkapi tim."),
            _("Anda tidak dapat dimasukkan lagi ke kunjungan proposal ini."),
            _("Yang sudah Anda catat tetap ada, dengan nama Anda."),
        ],
        button=_("Saya mundur"),
        back=f"/verifikasi/{pk}",
        done=Done("/verifikasi", _("Anda keluar dari tim. Penyelenggara sudah diberi tahu.")),
        reason="required",
        reason_label=_("Mengapa?"),
        reason_hint=_("Misalnya hubungan dengan instansinya. Hanya penyelenggara yang membaca."),
    )
    return confirm_and_run(request, asked)
