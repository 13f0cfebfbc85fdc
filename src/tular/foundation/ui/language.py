"""The language and the zone of the page: Indonesian and Jakarta unless the reader chose another."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

COOKIE = "bahasa"
CODES = {code for code, _ in settings.LANGUAGES}


class LanguageMiddleware:
    """Answers in the language and with the times of the reader.

    The language is, in this order: `?bahasa=en`; what a signed-in person chose so during this session; the person's
    own; the cookie of a stranger who chose before; Indonesian. The zone is the person's, else Jakarta's.

    The browser's own preference is not asked: phones of Indonesian officers are often set to English, and the
    official texts are Indonesian.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in the language asked for, and remember a choice."""
        asked = request.GET.get("bahasa", "")
        person = getattr(request, "user", None)
        if person is not None and not person.is_authenticated:
            person = None
        if asked in CODES and person:
            request.session[COOKIE] = asked
        wishes = (asked, *_wishes(request, person), settings.LANGUAGE_CODE)
        code = next(wish for wish in wishes if wish in CODES)
        zone = getattr(person, "zone", "") or settings.TIME_ZONE
        with translation.override(code), timezone.override(zone):
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language())
        if asked in CODES:
            response.set_cookie(COOKIE, asked, max_age=365 * 24 * 3600, samesite="Lax", secure=request.is_secure())
        return response


def _wishes(request: HttpRequest, person: Any) -> Iterator[str]:
    """What was chosen before, the weightiest first."""
    if person:
        yield request.session.get(COOKIE, "")
        yield getattr(person, "language", "")
    yield request.COOKIES.get(COOKIE, "")
