"""Public pages of how an innovation spread, what that came to, and how far replications come."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tular.features.catalogue.models import Innovation
from tular.features.replications.choices import ReplicationState
from tular.features.replications.queries.counters import Counters, Per, counters
from tular.features.replications.queries.evidence_page import evidence_parts
from tular.features.replications.queries.lasting import By
from tular.features.replications.queries.lasting_page import lasting_page
from tular.features.replications.queries.tree import all_lines, lineage_page
from tular.foundation.access.public import public
from tular.foundation.files.streams import Cell, csv_file
from tular.foundation.ui.typed import number_typed


@public
@require_safe
def lineage(request: HttpRequest, slug: str) -> HttpResponse:
    """Everybody who took an innovation over, and from whom they learned it."""
    state = request.GET.get("keadaan", "")
    page = lineage_page(
        _innovation(slug), state if state in ReplicationState.values else "",
        number_typed(request.GET.get("halaman", ""), 1),
    )  # fmt: skip
    context = {"page": page, "innovation": page.innovation, "states": ReplicationState}
    return render(request, "replications/spread.html", context)


@public
@require_safe
def lineage_csv(request: HttpRequest, slug: str) -> HttpResponse:
    """The same as a spreadsheet."""
    innovation = _innovation(slug)
    columns = (_("kode"), _("penerima"), _("keadaan"), _("tahun"), _("bulan bukti"), _("nama di penerima"),
               _("belajar dari"), _("catatan"), _("sumber"))  # fmt: skip
    rows = [
        (one.code, one.name, str(one.state.label), one.year, one.months, one.replica_name, one.learned_from, one.note,
         one.source_url) for one in all_lines(innovation.pk)
    ]  # fmt: skip
    return csv_file(f"silsilah-{innovation.slug}", columns, rows)


@public
@require_safe
def evidence(request: HttpRequest, slug: str) -> HttpResponse:
    """What its replications reached together."""
    innovation = _innovation(slug)
    context = {"innovation": innovation, "parts": evidence_parts(innovation.pk)}
    return render(request, "replications/evidence.html", context)


@public
@require_safe
def lasting(request: HttpRequest) -> HttpResponse:
    """How long replications last."""
    told = request.GET.get("menurut", "")
    by = By(told) if told in list(By) else By.ALL
    return render(request, "replications/lasting.html", {"page": lasting_page(by), "ways": list(By)})


@public
@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """How far replications came, by innovation, agency, hub or theme."""
    page = _counters(request)
    return render(request, "replications/figures.html", {"page": page, "ways": list(Per), "states": ReplicationState})


@public
@require_safe
def figures_csv(request: HttpRequest) -> HttpResponse:
    """The same as a spreadsheet."""
    page = _counters(request)
    columns = (_("nama"), _("ditanyakan"), _("dijawab"), _("ditandatangani"),
               *(str(one.label) for one in ReplicationState))  # fmt: skip
    rows: list[list[Cell]] = [
        [row.name, row.asked, row.answered, row.signed, *row.states.values()] for row in page.rows
    ]
    return csv_file(f"replikasi-per-{page.per}-{page.on.isoformat()}", columns, rows)


def _counters(request: HttpRequest) -> Counters:
    told = request.GET.get("per", "")
    return counters(Per(told) if told in list(Per) else Per.INNOVATION, timezone.localdate())


def _innovation(slug: str) -> Innovation:
    return get_object_or_404(Innovation.published.select_related("agency"), slug=slug)
