"""Addresses with a page that confirms, one that is denied, and one that breaks; for the tests of views."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from tular.features.accounts.models import User
from tular.foundation.access.permissions import Denied
from tular.foundation.access.public import public, signed_in
from tular.foundation.actions.confirm import Confirmation, confirm_and_run
from tular.foundation.actions.posting import Done


@signed_in
def close(request: HttpRequest, pk: int) -> HttpResponse:
    return confirm_and_run(
        request,
        Confirmation(
            action="test.close",
            subject=User.objects.get(pk=pk),
            title="Tutup akun ini?",
            effects=["Akun tidak dapat dipakai lagi.", "Riwayatnya tetap ada."],
            button="Tutup akun",
            back="/kerja",
            done=Done("/selesai", "Akun ditutup."),
            reason="required",
            destructive=True,
        ),
    )


@public
def denied(request: HttpRequest) -> HttpResponse:
    raise Denied("test.close", doing="menutup akun", who="teman", visible="tersembunyi" not in request.GET)


@public
def broken(request: HttpRequest) -> HttpResponse:
    raise ValueError("rusak")


urlpatterns = [
    path("akun/<int:pk>/tutup/konfirmasi", close),
    path("tolak", denied),
    path("rusak", broken),
    path("", include("tular.config.urls")),
]
