"""What the agency sees: the announced visit, and the signed minutes as far as it may read them."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tular.features.competitions.queries.moments import in_words
from tular.features.visits.forms.minutes import AcknowledgeForm
from tular.features.visits.models import Minutes, Visit
from tular.features.visits.queries.minutes import NOTHING, latest_minutes, minutes_page, shown_to_agency
from tular.features.visits.queries.reading import visits_shown_to
from tular.features.visits.queries.rules import ALL
from tular.features.visits.queries.visibility import team_of
from tular.foundation.access.permissions import allows, require
from tular.foundation.access.public import signed_in
from tular.foundation.actions.form_page import GET_OR_POST, FormPage, answer, run
from tular.foundation.actions.posting import Done


@signed_in
@require_safe
def visits(request: HttpRequest, code: str) -> HttpResponse:
    """The visits of a proposal that were announced; nothing before."""
    found = visits_shown_to(request.user, code)
    if not found:
        raise Http404
    shown = [_shown(request, one) for one in found]
    return render(request, "visits/agency.html", {"visits": shown, "proposal": found[0].choice.proposal})


def _shown(request: HttpRequest, visit: Visit) -> dict[str, Any]:
    readers = shown_to_agency(visit)
    last = latest_minutes(visit) if readers != NOTHING else None
    page = minutes_page(last, whole=readers == ALL) if last else None
    may = last is not None and page is not None and page.acknowledgement is None
    return {
        "visit": visit, "when": in_words(visit.starts_at, visit.zone), "until": in_words(visit.ends_at, visit.zone),
        "team": team_of(visit), "minutes": page,
        "may_acknowledge": may and allows(request.user, "visits.acknowledge", last),
    }  # fmt: skip


def _minutes_or_404(request: HttpRequest, code: str, pk: int) -> Minutes:
    visit = next((one for one in visits_shown_to(request.user, code) if one.pk == pk), None)
    last = latest_minutes(visit) if visit and shown_to_agency(visit) != NOTHING else None
    if last is None:
        raise Http404
    return last


@signed_in
@GET_OR_POST
def acknowledge(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Say that the agency has read it, with remarks."""
    last = _minutes_or_404(request, code, pk)
    require(request.user, "visits.acknowledge", last)
    back = f"/proposal/{code}/verifikasi"
    page = FormPage(
        _("Nyatakan sudah membaca"), last.visit.choice.proposal.title, _("Saya sudah membacanya"), back,
        _("Verifikasi lapangan"),
        _("Ini bukan persetujuan. Catatan Anda disimpan di samping catatan tim dan dibaca panitia pleno."),
        is_demo=last.visit.choice.proposal.is_demo,
    )  # fmt: skip

    def do(form: Any) -> Done:
        run(request, "visits.acknowledge", last, **form.cleaned_data)
        return Done(back, _("Terima kasih. Pernyataan Anda tersimpan."))

    return answer(request, page, AcknowledgeForm(request.POST or None), do)
