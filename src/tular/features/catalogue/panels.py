"""What the catalogue puts on the pages of lower features."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string

from tular.features.agencies.queries.roles import roles_of
from tular.features.catalogue.queries.passing import left_behind


def left_behind_panel(request: HttpRequest, page: Any) -> str:
    """On the people of an agency, for the centre: records still with the body whose work another one carries on."""
    if not roles_of(request.user).is_national:
        return ""
    bodies = left_behind(page.slug)
    return render_to_string("catalogue/_left_behind.html", {"bodies": bodies}, request) if bodies else ""


def begin_panel(request: HttpRequest, page: Any) -> str:
    """Beside the desk of who writes records: the way to begin one, for a desk that is still empty above all."""
    roles = roles_of(request.user)
    return render_to_string("catalogue/_begin.html", {}, request) if roles.units or roles.agencies else ""
