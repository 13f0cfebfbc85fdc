"""What competitions put on the pages of rulebooks."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from tular.features.competitions.queries.rulebook import can_be_opened
from tular.features.competitions.queries.visibility import agencies_to_organise_for, work_of
from tular.foundation.rulebooks.models import RulebookVersion
from tular.foundation.rulebooks.pages import RulebookPage
from tular.foundation.rulebooks.versions import AT
from tular.foundation.ui.typed import number_typed


def demo_role(_request: HttpRequest, person: Any) -> str:
    """What a made-up person does in competitions, beside the button with which one becomes them."""
    held = work_of(person)
    return _("%(role)s kompetisi contoh") % {"role": held.get_role_display()} if held else ""


def drafts_link(request: HttpRequest, _subject: Any) -> str:
    """To the drafts, for those who may hold competitions."""
    if not request.user.is_authenticated or not agencies_to_organise_for(request.user).exists():
        return ""
    return format_html(
        '<p class="t-mt2 t-noprint"><a href="{}">{}</a></p>', reverse("competitions:drafts"), _("Rancangan buku aturan")
    )


def clone_link(request: HttpRequest, page: RulebookPage) -> str:
    """To a new draft that begins as this rulebook, for those who may hold competitions."""
    if not page.is_competition or not request.user.is_authenticated:
        return ""
    if not agencies_to_organise_for(request.user).exists():
        return ""
    return format_html(
        '<p><a class="t-btn t-btn--quiet" href="{}?dari={}">{}</a></p>',
        reverse("competitions:begin_draft"), page.name, _("Gandakan dan ubah"),
    )  # fmt: skip


def open_link(request: HttpRequest, page: RulebookPage) -> str:
    """To a new competition under this published version, for those who may hold competitions."""
    identity, at, number = page.name.partition(AT)
    if not page.is_competition or not at or not request.user.is_authenticated:
        return ""
    version = RulebookVersion.objects.filter(identity=identity, number=number_typed(number)).first()
    if version is None or not can_be_opened(version):
        return ""
    if not agencies_to_organise_for(request.user).exists():
        return ""
    path = reverse("competitions:create")
    return format_html('<p><a class="t-btn" href="{}?aturan={}">{}</a></p>', path, version.pk, _("Siapkan kompetisi"))
