"""URLs of an open page, a page for people who are signed in, and one without a mark: for the test of the middleware."""

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.http import require_safe

from tular.foundation.access.public import public, signed_in


@public
@require_safe
def open_page(request: HttpRequest) -> HttpResponse:
    return HttpResponse("terbuka")


@signed_in
@require_safe
def page_for_people(request: HttpRequest) -> HttpResponse:
    return HttpResponse("untuk yang masuk")


@require_safe
def private_page(request: HttpRequest) -> HttpResponse:
    return HttpResponse("rahasia")


urlpatterns = [path("terbuka", open_page), path("orang", page_for_people), path("rahasia", private_page)]
