"""Compression of answers, for those that grow smaller by it."""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

_TEXTS = ("text/", "application/json", "application/javascript", "application/xml", "image/svg+xml")


class TextGZipMiddleware(GZipMiddleware):
    """Leaves pictures and documents alone: they are compressed already, and a part of one (206) must stay as it is."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Compress texts only."""
        kind = response.headers.get("Content-Type", "")
        if response.status_code == 206 or not (kind.startswith(_TEXTS) or "json" in kind):
            return response
        return super().process_response(request, response)
