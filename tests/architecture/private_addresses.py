"""A URL list with one open and one private page, for the test of the middleware."""

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.http import require_safe

from tular.foundation.access.public import public


@public
@require_safe
def open_page(request: HttpRequest) -> HttpResponse:
    return HttpResponse("terbuka")


@require_safe
def private_page(request: HttpRequest) -> HttpResponse:
    return HttpResponse("rahasia")


urlpatterns = [path("terbuka", open_page), path("rahasia", private_page)]
