"""Takes out of what people send the one character that no text holds and PostgreSQL refuses to keep: NUL.

Here once, since a text comes to the database by many ways, most of them without a form field that would look.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict

NUL = "\0"


class PlainTextMiddleware:
    """Addresses with NUL do not exist; from parameters and posted fields it is dropped, names included."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer; what was sent is looked at once the view is known and the form was found to be ours."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any) -> None:
        """Clean `GET` and `POST`. Raises Http404 for the address."""
        if NUL in request.path_info:
            raise Http404
        if _holds_nul(request.GET):
            request.GET = _without_nul(request.GET)  # type: ignore[assignment] # nobody changes it any more
        if request.method == "POST" and _holds_nul(request.POST):
            request.POST = _without_nul(request.POST)  # type: ignore[assignment]


def _holds_nul(sent: QueryDict) -> bool:
    return any(NUL in text for name, values in sent.lists() for text in (name, *values))


def _without_nul(sent: QueryDict) -> QueryDict:
    clean = QueryDict(mutable=True, encoding=sent.encoding)
    for name, values in sent.lists():
        clean.setlist(name.replace(NUL, ""), [value.replace(NUL, "") for value in values])
    return clean
