"""Turns a denied action into an answer, so that no view has to."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from tular.foundation.access import answers
from tular.foundation.access.permissions import Denied


class DeniedMiddleware:
    """`Denied`, raised anywhere in a view, becomes the page of `answers.denied`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The answer to a denial; other errors are not ours."""
        return answers.denied(request, error) if isinstance(error, Denied) else None
