"""What the pages of lower features show about roles."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.html import escape

from tular.features.agencies.queries.people import own_roles


def roles_panel(request: HttpRequest, account: Any) -> str:
    """The roles of a person, today's and former ones, on their own page."""
    if account is None or request.user.pk != account.pk:
        return ""
    return render_to_string("agencies/_own_roles.html", {"roles": own_roles(account)}, request)


def demo_role(request: HttpRequest, person: Any) -> str:
    """Who a made-up person is, beside the button with which one becomes them."""
    held = next((role for role in own_roles(person) if role.running), None)
    return escape(", ".join(filter(None, [held.role, held.place]))) if held else ""
