"""What the pages of lower features show about roles."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.html import escape

from tular.features.agencies.queries.people import agencies_with_people_visible_to, own_roles


def roles_panel(request: HttpRequest, account: Any) -> str:
    """The roles of a person, today's and former ones, on their own page."""
    if account is None or request.user.pk != account.pk:
        return ""
    return render_to_string("agencies/_own_roles.html", {"roles": own_roles(account)}, request)


def demo_role(request: HttpRequest, person: Any) -> str:
    """Who a made-up person is, beside the button with which one becomes them."""
    held = next((role for role in own_roles(person) if role.running), None)
    return escape(", ".join(filter(None, [held.role, held.place]))) if held else ""


def places_panel(request: HttpRequest, page: Any) -> str:
    """The lists of people that one looks after, beside the desk."""
    places = {role.path: role for role in own_roles(request.user) if role.running and role.path}
    if not places:
        return ""
    return render_to_string("agencies/_own_places.html", {"roles": list(places.values())}, request)


def agency_links(request: HttpRequest, page: Any) -> str:
    """On the page of an agency: the way to its people for who may see them, to joining for everybody else."""
    seen = request.user.is_authenticated and agencies_with_people_visible_to(request.user).filter(slug=page.slug)
    return render_to_string("agencies/_agency_links.html", {"slug": page.slug, "inside": bool(seen)}, request)
