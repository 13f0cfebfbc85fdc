"""Gives every request a name of its own, so that what it did and what went wrong in it can be found again."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from tular.foundation.audit.context import circumstances, under

HEADER = "X-Request-ID"


class CircumstancesMiddleware:
    """Channel (web or api) and request of all entries; the name also goes to the answer and to the log.

    It is made here and never taken from the request: what a stranger sends has no place in the trail.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and say in a header which request this was."""
        name = secrets.token_hex(8)
        with under("api" if request.path.startswith("/api/") else "web", name):
            request.circumstances = circumstances()  # type: ignore[attr-defined]
            response = self.get_response(request)
        response.headers[HEADER] = name
        return response
