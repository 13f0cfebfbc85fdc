"""The bell in the header, and the way to the choices from the pages of one's account."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from tular.foundation.notifications.queries.notices import MANY, unread_count


def bell(request: HttpRequest, person: Any) -> str:
    """How many notices wait for the person, with the way to them. One query."""
    count = unread_count(person)
    current = request.path == reverse("notifications:notices")
    return render_to_string("notifications/bell.html", {"count": count, "many": count >= MANY, "current": current})


def menu_entry(request: HttpRequest, person: Any) -> str:
    """An entry of the menu of the account."""
    path = reverse("notifications:choices")
    return format_html('<li><a href="{}">{}</a></li>', path, _("Pilihan pemberitahuan"))
