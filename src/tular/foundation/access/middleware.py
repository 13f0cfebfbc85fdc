"""Refuses every view that is not marked public to everyone who is not signed in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from tular.foundation.access.public import is_public


class PrivateByDefaultMiddleware:
    """A stranger gets 404, not 403: what is private does not even admit that it exists."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer; the check comes once the view is known."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any) -> None:
        """Raise Http404 for a view without the mark of `public`."""
        if not is_public(view):
            raise Http404
