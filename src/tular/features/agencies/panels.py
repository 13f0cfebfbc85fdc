"""What the pages of lower features show about roles."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string

from tular.features.agencies.queries.people import own_roles


def roles_panel(request: HttpRequest, account: Any) -> str:
    """The roles of a person, today's and former ones, on their own page."""
    if account is None or request.user.pk != account.pk:
        return ""
    return render_to_string("agencies/_own_roles.html", {"roles": own_roles(account)}, request)
