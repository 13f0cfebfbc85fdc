"""The language of the page: Indonesian unless the visitor chose English."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

COOKIE = "bahasa"
CODES = {code for code, _ in settings.LANGUAGES}


class LanguageMiddleware:
    """Reads `?bahasa=en` (remembered in a cookie) or the cookie.

    The browser's own preference is not asked: phones of Indonesian officers are often set to English, and the
    official texts are Indonesian.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in the language asked for, and remember a choice."""
        asked = request.GET.get("bahasa", "")
        code = asked if asked in CODES else request.COOKIES.get(COOKIE, "")
        with translation.override(code if code in CODES else settings.LANGUAGE_CODE):
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language())
        if asked in CODES:
            response.set_cookie(COOKIE, asked, max_age=365 * 24 * 3600, samesite="Lax", secure=request.is_secure())
        return response
