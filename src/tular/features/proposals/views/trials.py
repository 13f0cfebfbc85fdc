"""A rulebook that is being written, tried on the proposals of a competition."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from tular.features.competitions.queries.drafting.reading import rules_of_draft
from tular.features.competitions.queries.drafts import drafts_of
from tular.features.proposals.queries.trial import competitions_to_try, table_of_trial, trial_of
from tular.foundation.access.public import signed_in
from tular.foundation.files.streams import csv_file
from tular.foundation.ui.typed import number_typed


@signed_in
def trial(request: HttpRequest, identity: str) -> HttpResponse:
    """`kompetisi` chooses whose proposals, `lihat` the list behind a number."""
    draft = get_object_or_404(drafts_of(request.user), identity=identity)
    competitions = list(competitions_to_try(request.user))
    asked = request.GET.get("kompetisi", "")
    chosen = next((one for one in competitions if one.slug == asked), None)
    page = None
    if chosen is not None:
        look, number = request.GET.get("lihat", ""), number_typed(request.GET.get("halaman", ""), 1)
        page = trial_of(rules_of_draft(draft), chosen, look, number)
    context = {
        "draft": draft,
        "competitions": competitions,
        "chosen": chosen,
        "page": page,
        "missing": asked and not chosen,
    }
    return render(request, "proposals/trial.html", context)


@signed_in
def table(request: HttpRequest, identity: str) -> HttpResponse:
    """Every point at which a proposal would not come through, as a table."""
    draft = get_object_or_404(drafts_of(request.user), identity=identity)
    competition = get_object_or_404(competitions_to_try(request.user), slug=request.GET.get("kompetisi", ""))
    heading = (_("Nomor"), _("Judul"), _("Instansi"), _("Yang diperiksa"), _("Hasil"))
    rows = table_of_trial(rules_of_draft(draft), competition)
    return csv_file(f"uji-{draft.identity}-{competition.slug}", heading, rows)
