"""What field verification puts on the pages of competitions and proposals."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.translation import gettext as _

from tular.features.competitions.models import Competition
from tular.features.proposals.models import Proposal
from tular.features.visits.queries.panels import stage_lines
from tular.features.visits.queries.reading import visits_shown_to
from tular.features.visits.queries.visibility import verifiers_of
from tular.foundation.ui import slots


def manage_panel(request: HttpRequest, competition: Competition) -> str:
    """Beside the organiser's page: each stage of verification, with how many visits there are."""
    lines = stage_lines(competition)
    return render_to_string("visits/_manage.html", {"lines": lines}, request) if lines else ""


def proposal_panel(request: HttpRequest, proposal: Proposal) -> str:
    """On the page of a proposal, for its own agency: that a visit was announced, and the way there."""
    found = visits_shown_to(request.user, proposal.code)
    if not found:
        return ""
    return render_to_string("visits/_proposal.html", {"visit": found[0], "proposal": proposal}, request)


def desk_panel(request: HttpRequest, page: Any) -> str:
    """On the desk of a verifier: the way to all visits, also when nothing waits."""
    if not verifiers_of(request.user).exists():
        return ""
    return format_html(
        '<section aria-labelledby="kunjungan-saya"><h2 class="t-h3" id="kunjungan-saya">{}</h2>'
        '<p class="t-mt2"><a href="/verifikasi">{}</a></p></section>',
        _("Verifikasi lapangan"), _("Kunjungan saya"),
    )  # fmt: skip


def demo_role(_request: HttpRequest, person: Any) -> str:
    """What a made-up person does here, beside the button with which one becomes them."""
    return _("verifikator lapangan") if verifiers_of(person).exists() else ""


def fill_slots() -> None:
    """Called when the application starts."""
    slots.fill("accounts.demo.role", demo_role)
    slots.fill("competitions.manage.side", manage_panel)
    slots.fill("proposals.proposal.result", proposal_panel)
    slots.fill("portal.desk.side", desk_panel)
