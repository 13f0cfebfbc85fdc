"""What interviews put on the pages of judging, competitions and proposals."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from tular.features.interviews.actions.planning import KIND
from tular.features.interviews.queries.own import team_page
from tular.features.interviews.queries.timetable import base_of
from tular.features.interviews.queries.visibility import seats_of, slots_before
from tular.features.proposals.models import Proposal
from tular.foundation.ui import slots


def review_step(_request: HttpRequest, page: Any) -> str:
    """On the organiser's page of a review of presentations: the way to its timetable."""
    if page.stage.kind != KIND:
        return ""
    return format_html(
        '<li><p class="t-strong"><a href="{}">{}</a></p><p class="t-small t-quiet">{}</p></li>',
        base_of(page.review), _("Jadwal wawancara"), _("Sesi, slot, bentrokan, dan penerbitannya."),
    )  # fmt: skip


def desk_link(request: HttpRequest, _subject: Any) -> str:
    """On the desk of evaluators whose panel hears somebody: the way to their days."""
    if not slots_before(request.user).exists():
        return ""
    return format_html('<p class="t-mb3"><a class="t-strong" href="/wawancara">{}</a></p>', _("Jadwal wawancara saya"))


def proposal_panel(request: HttpRequest, proposal: Proposal) -> str:
    """On the page of a proposal, for its own people: when it is heard."""
    page = team_page(request.user, proposal.code, timezone.now())
    if page is None:
        return ""
    first = page.slots[0]
    text = first.own if first.is_ahead or not first.slot.outcome else str(first.slot.get_outcome_display())
    return format_html(
        '<section class="t-panel" aria-labelledby="wawancara"><h2 class="t-h3" id="wawancara">{}</h2>'
        '<p class="t-mt2">{}</p><p class="t-mt3 t-noprint"><a href="{}">{}</a></p></section>',
        _("Wawancara"), text, f"/proposal/{proposal.code}/wawancara", _("Buka jadwal dan bahan"),
    )  # fmt: skip


def demo_role(_request: HttpRequest, person: Any) -> str:
    """What a made-up person does here, beside the button with which one becomes them."""
    return _("panelis wawancara dan anggota sidang") if seats_of(person).exists() else ""


def fill_slots() -> None:
    """Called when the application starts."""
    slots.fill("accounts.demo.role", demo_role)
    slots.fill("judging.review.steps", review_step)
    slots.fill("judging.desk.top", desk_link)
    slots.fill("proposals.proposal.result", proposal_panel)
