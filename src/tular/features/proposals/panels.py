"""What this feature puts on the pages of competitions and innovations."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from tular.features.competitions.models import Competition, RulebookDraft
from tular.features.proposals.queries.begin import competitions_for, own_in, takes_now
from tular.features.proposals.queries.local_desk import admin_ways
from tular.features.proposals.queries.settled import checklist_of


def mine_panel(request: HttpRequest, competition: Competition) -> str:
    """On the page of a competition: one's own proposals in it, and the way to begin one, for visitors by signing in."""
    now = timezone.now()
    if not request.user.is_authenticated:
        found = {"competition": competition}
        return render_to_string("proposals/_begin.html", found, request) if takes_now(competition, now) else ""
    mine = own_in(request.user, competition, now)
    context = {"competition": competition, "mine": mine}
    return render_to_string("proposals/_mine.html", context, request) if mine is not None else ""


def local_panel(request: HttpRequest, competition: Competition) -> str:
    """On the page of a competition, for local admins and hubs: the desk of their agency, the counts of their area."""
    agencies, watches = admin_ways(request.user)
    if not agencies and not watches:
        return ""
    context = {"competition": competition, "agencies": agencies, "watches": watches}
    return render_to_string("proposals/_local.html", context, request)


def participants_panel(_request: HttpRequest, competition: Competition) -> str:
    """On the page from which a competition is run: how far each agency is."""
    return format_html(
        '<p class="t-mt4"><a href="{}">{}</a></p>',
        reverse("proposals:participants", args=[competition.slug]), _("Instansi peserta dalam angka"),
    )  # fmt: skip


def checklist_panel(_request: HttpRequest, competition: Competition) -> str:
    """On the page from which a competition is run: the desk of its administrative selection, where it has one."""
    if checklist_of(competition) is None:
        return ""
    return format_html(
        '<p class="t-mt4"><a href="{}">{}</a></p>',
        reverse("proposals:checklist", args=[competition.slug]), _("Buka seleksi administrasi"),
    )  # fmt: skip


def enter_panel(request: HttpRequest, page: Any) -> str:
    """On the page of an innovation, for who may write for its owner: enter it in a competition that is open."""
    innovation = getattr(page, "innovation", None)
    code = innovation.code if innovation is not None else page.code
    found = competitions_for(request.user, code)
    return render_to_string("proposals/_enter.html", {"competitions": found, "code": code}, request) if found else ""


def trial_panel(_request: HttpRequest, draft: RulebookDraft) -> str:
    """On the page of a rulebook that is being written: try it on proposals that were submitted."""
    return format_html(
        '<p class="t-mt4"><a href="{}">{}</a></p>',
        reverse("proposals:trial", args=[draft.identity]), _("Uji pada proposal yang sudah diajukan"),
    )  # fmt: skip
