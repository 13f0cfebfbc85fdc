"""Refuses every view that is not marked public to everyone who is not signed in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.urls import resolve
from django.utils.http import urlencode

from tular.foundation.access.carrying import pack
from tular.foundation.access.public import is_for_signed_in, is_public


class PrivateByDefaultMiddleware:
    """A stranger is asked to sign in where the view says so; elsewhere it is 404, as if there were nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer; the check comes once the view is known. What was made for one person is kept by no shared cache."""
        response = self.get_response(request)
        # An answer for which the session was not read is the same for everybody; asking for the person would read it.
        if request.session.accessed and request.user.is_authenticated and not response.has_header("Cache-Control"):
            response.headers["Cache-Control"] = "private"
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        """Let pass, answer with the sign-in page, or raise Http404."""
        if is_public(view) or request.user.is_authenticated:
            return None
        if not is_for_signed_in(view):
            raise Http404
        return ask_to_sign_in(request)


def ask_to_sign_in(request: HttpRequest) -> HttpResponseBase:
    """The way to the sign-in page and back; what a form had posted is carried on by the page itself (status 401)."""
    if getattr(request, "htmx", False):
        # A fragment cannot ask for a password: the whole page goes there. The status says that nothing was saved.
        login = redirect_to_login(request.htmx.current_url_abs_path or "/", settings.LOGIN_URL)  # type: ignore[attr-defined]
        return HttpResponse(status=401, headers={"HX-Redirect": login.url})
    path = request.get_full_path()
    if request.method != "POST":
        return redirect_to_login(path, settings.LOGIN_URL)
    carried = pack(request)
    request.carried = carried  # type: ignore[attr-defined]
    request.method = "GET"
    request.GET = QueryDict(urlencode({"next": path}))
    request.POST = QueryDict()
    response: HttpResponseBase = resolve(settings.LOGIN_URL).func(request)
    if response.status_code == 200:
        response.status_code = 401
        response.headers["WWW-Authenticate"] = 'Session realm="Tular"'
    return response
