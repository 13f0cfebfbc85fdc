"""The API object, and its addresses as the world may call them.

Everything here is open data: public, readable from scripts on any site, cacheable for a minute, and revalidated by
ETag after that.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, re_path
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers, set_response_etag
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI
from ninja.openapi.docs import Swagger
from ninja.renderers import JSONRenderer

from tular.foundation.access.public import public
from tular.foundation.api.errors import ApiError, error_response, handle_errors, not_found

METHODS = "GET, HEAD, OPTIONS"
MAX_AGE = 60
"""Seconds for which an answer may be reused without asking."""

View = Callable[..., HttpResponse]


class Renderer(JSONRenderer):
    """JSON that a person can read too."""

    json_dumps_params = {"ensure_ascii": False}  # noqa: RUF012


class Docs(Swagger):
    """Swagger UI from our own static files, on a page that fits the product's content security policy as it is."""

    def render_page(self, request: HttpRequest, api: NinjaAPI, **kwargs: Any) -> HttpResponse:
        """The page. Ninja's own would come from a content delivery network unless ninja were an app of the project."""
        settings = {**self.settings, "url": self.get_openapi_url(api, kwargs)}
        return render(request, "api/docs.html", {"api": api, "swagger_settings": json.dumps(settings)})


def make_api(title: str, version: str, description: str) -> NinjaAPI:
    """An API with our errors and our documentation page. Routers are added to it by the top floor."""
    api = NinjaAPI(
        title=title, version=version, description=description, docs=Docs(), renderer=Renderer(), urls_namespace="api"
    )
    handle_errors(api)
    return api


def open_urls(api: NinjaAPI) -> tuple[list[URLPattern], str, str]:
    """The addresses of the API for `path("api/v1/", …)`; whatever else is asked below it is an error in our shape."""
    found, app_name, namespace = api.urls
    patterns = [pattern for pattern in found if isinstance(pattern, URLPattern)]
    for pattern in patterns:
        view: View = pattern.callback
        if pattern.name == "api-root":
            pattern.callback = public(_to_docs)
        elif pattern.name == "openapi-view":
            pattern.callback = public(csrf_exempt(view))
        else:
            pattern.callback = _open(view)
    return [*patterns, re_path(r"", _open(_nowhere))], app_name, namespace


def _open(view: View) -> View:
    """Serve a view to everybody: methods, caching, other origins."""

    @wraps(view)
    def served(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = _answer(view, request, *args, **kwargs)
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Expose-Headers"] = "ETag, Retry-After, Content-Language"
        return response

    return public(csrf_exempt(served))


def _answer(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    if request.method == "OPTIONS":
        headers = {"Allow": METHODS, "Access-Control-Allow-Methods": METHODS, "Access-Control-Max-Age": "86400"}
        headers["Access-Control-Allow-Headers"] = "If-None-Match"
        return HttpResponse(status=204, headers=headers)
    if request.method not in {"GET", "HEAD"}:
        message = _("API ini hanya untuk membaca: pakai GET.")
        return error_response(ApiError(405, "method_not_allowed", message, headers={"Allow": METHODS}))
    asked, request.method = request.method, "GET"  # endpoints know GET only
    try:
        response = view(request, *args, **kwargs)
    except Http404:
        response = error_response(not_found())
    finally:
        request.method = asked
    # The language of names and messages may come from the cookie.
    patch_vary_headers(response, ["Cookie"])
    if response.status_code != 200:
        patch_cache_control(response, no_store=True)
        return response
    patch_cache_control(response, public=True, max_age=MAX_AGE)
    set_response_etag(response)
    found = get_conditional_response(request, etag=response.headers["ETag"], response=response)
    assert found is not None
    return found


def _nowhere(request: HttpRequest, **path: str) -> HttpResponse:
    raise Http404


def _to_docs(request: HttpRequest, **path: str) -> HttpResponse:
    return redirect("api:openapi-view")
