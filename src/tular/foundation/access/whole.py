"""Refuses requests that broke off: half a form must never be taken for a whole one.

When the line breaks within a request, a WSGI server may simply end the body there. Django would then read a form whose
last fields are cut or missing, and a text that somebody is writing would be replaced by half of it. Here the length
that was announced is held against what came.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse, UnreadablePostError

FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
BROKEN = "the request ended before its announced length"

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class WholeBody:
    """The body of a request; raises OSError where it ends too early, which Django tells as `UnreadablePostError`."""

    def __init__(self, stream: Any, length: int) -> None:
        self.stream, self.left = stream, length

    def read(self, size: int | None = -1) -> bytes:
        """So many bytes, or all that are left."""
        wanted = self.left if size is None or size < 0 else min(size, self.left)
        pieces = []
        while wanted > 0:
            piece = self.stream.read(wanted)
            if not piece:
                raise OSError(BROKEN)
            pieces.append(piece)
            wanted -= len(piece)
            self.left -= len(piece)
        return b"".join(pieces)

    def readline(self, size: int | None = -1) -> bytes:
        """Up to the end of a line."""
        most = self.left if size is None or size < 0 else min(size, self.left)
        line = self.stream.readline(most) if most else b""
        self.left -= len(line)
        if self.left and not line.endswith(b"\n") and len(line) < most:
            raise OSError(BROKEN)
        return bytes(line)


def whole_bodies(application: Application) -> Application:
    """The application behind a body that knows its length."""

    def serve(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        length = environ.get("CONTENT_LENGTH") or "0"
        if length.isascii() and length.isdigit() and int(length):
            environ["wsgi.input"] = WholeBody(environ["wsgi.input"], int(length))
        return application(environ, start_response)

    return serve


class WholeBodyMiddleware:
    """Reads forms and JSON before anybody else does: whoever met the broken end later would find them empty."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer; 400 without a word where the request broke off, since nobody is there to read it."""
        try:
            if request.method == "POST" and request.content_type in FORMS:
                len(request.POST)
            elif request.content_type == "application/json":
                len(request.body)
        except UnreadablePostError:
            return HttpResponse(status=400)
        return self.get_response(request)
