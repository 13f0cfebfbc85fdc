"""Nothing typed is lost: forms that were sent after the session had ended, or from a page that had grown old."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import Resolver404, resolve, reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tular.foundation.access.carrying import Posted, came_from_here, read, unpack
from tular.foundation.access.middleware import ask_to_sign_in
from tular.foundation.access.public import is_public, signed_in
from tular.foundation.access.telling import told

FIELD = "titipan"
"""Name of the hidden field of the sign-in page, and of the session's entry after it."""


class CarriesOn:
    """Mixin of the views that sign somebody in: what the page carried goes on to the page that sends it again."""

    request: HttpRequest

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The page's values, with what it carries."""
        carried = getattr(self.request, "carried", None)
        token = carried.token if carried else self.request.POST.get(FIELD, "")
        posted = unpack(token) if token else None
        values: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc] # of the view
        return values | {
            "titipan": token if posted else "",
            "carried": posted,
            "too_large": carried is not None and carried.too_large,
        }

    def get_success_url(self) -> str | None:
        """Where to go when signed in; before that, keep what the page carried."""
        if keep(self.request):
            return reverse("accounts:resume")
        url: str | None = super().get_success_url()  # type: ignore[misc] # of the view
        return url


def keep(request: HttpRequest) -> bool:
    """Move what the page carried into the session, so that a second step may follow; whether there was anything."""
    token = request.POST.get(FIELD, "")
    if not token or unpack(token) is None:
        return False
    request.session[FIELD] = token
    return True


@signed_in
@never_cache
@require_http_methods(["GET", "POST"])
def resume(request: HttpRequest) -> HttpResponse:
    """Show what was typed before the session ended, to be sent again with one button or thrown away."""
    posted = unpack(request.session.get(FIELD, ""))
    if posted is None:
        return HttpResponseRedirect(settings.LOGIN_REDIRECT_URL)
    if request.method == "POST":
        del request.session[FIELD]
        return HttpResponseRedirect(posted.page or "/")
    return _show(request, posted, kept=True)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponseBase:
    """A form without a valid token (status 403).

    One of our own pages that had grown old is shown again with everything typed; from elsewhere nothing is taken.
    """
    if request.method != "POST" or not came_from_here(request):
        return render(request, "accounts/foreign_form.html", status=403)
    if request.user.is_authenticated:
        return _show(request, read(request), kept=False, status=403)
    try:
        public = is_public(resolve(request.path_info).func)
    except Resolver404:
        public = True
    if public:
        return render(request, "accounts/stale_form.html", {"path": request.get_full_path()}, status=403)
    return ask_to_sign_in(request)


def _show(request: HttpRequest, posted: Posted, *, kept: bool, status: int = 200) -> HttpResponse:
    context = {"posted": posted, "shown": told(posted), "kept": kept}
    return render(request, "accounts/resume.html", context, status=status)
