"""What judging puts on the pages of competitions and proposals."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.translation import gettext as _

from tular.features.competitions.choices import CompetitionState
from tular.features.competitions.models import Competition
from tular.features.judging.queries.review_page import stage_lines
from tular.foundation.ui import slots


def manage_panel(request: HttpRequest, competition: Competition) -> str:
    """Beside the organiser's page: each stage in which people mark, with its state."""
    lines = stage_lines(competition)
    over = competition.state in (CompetitionState.FINISHED, CompetitionState.CANCELLED)
    return render_to_string("judging/_manage.html", {"lines": lines, "over": over}, request) if lines else ""


def ties_panel(_request: HttpRequest, page: Any) -> str:
    """On the desk of a local admin: the way to the ties of the agency. The same for everybody, whoever judges."""
    return format_html(
        '<p class="t-mt6 t-noprint"><a href="{}/hubungan">{}</a></p>',
        page.path, _("Sebut hubungan instansi Anda dengan calon penilai"),
    )  # fmt: skip


def fill_slots() -> None:
    """Called when the application starts."""
    slots.fill("competitions.manage.side", manage_panel)
    slots.fill("proposals.local.below", ties_panel)
