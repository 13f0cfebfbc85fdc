"""Checking certificates, for everybody; downloading them, for those whom features name."""

from __future__ import annotations

from functools import wraps
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from tular.foundation.access.public import public, signed_in
from tular.foundation.documents import codes, guessing
from tular.foundation.documents.models import Certificate
from tular.foundation.documents.printing import hash_file, pdf_of
from tular.foundation.documents.queries import (
    certificate_called,
    certificates_readable_by,
    is_issued_file,
    numbered,
    own_page,
    proof_of,
)
from tular.foundation.ui.typed import text_typed

LARGEST = 5_000_000
"""Bytes. No certificate is that large, so a larger file is none of ours."""


class FileForm(forms.Form):
    """A file that is compared and not kept."""

    file = forms.FileField(
        label=gettext_lazy("Berkas PDF"),
        error_messages={
            "required": gettext_lazy("Pilih dulu berkas PDF sertifikatnya."),
            "empty": gettext_lazy("Berkas ini kosong. Pilih berkas PDF sertifikatnya."),
        },
    )


def _private(view: Any) -> Any:
    """Search engines keep out, and nobody's cache keeps what names a person."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = view(request, *args, **kwargs)
        response["X-Robots-Tag"] = "noindex, nofollow"
        response["Cache-Control"] = "private, no-store"
        return response

    return answer


@public
@_private
@require_safe
def check(request: HttpRequest) -> HttpResponse:
    """Type the code or the number of a certificate. A number alone does not tell whose it is."""
    asked = text_typed(request.GET.get("kode", ""), 100)
    if not asked:
        return render(request, "documents/check.html", {"asked": ""})
    if guessing.has_guessed_too_often(request):
        return _too_often(request)
    code = codes.read(asked)
    found = certificate_called(code)
    if found is not None:
        return redirect("documents:certificate", found.code)
    by_number = numbered(asked)
    if by_number is None:
        guessing.count_miss(request)
    context = {"asked": asked, "numbered": by_number, "state": by_number.state if by_number else None}
    context["said"] = "" if by_number else _why_not_found(asked, code)
    return render(request, "documents/check.html", context, status=200 if by_number else 404)


@public
@_private
def certificate(request: HttpRequest, code: str) -> HttpResponse:
    """What the certificate of this code says and whether it holds; POST compares a file with it."""
    if request.method not in {"GET", "HEAD", "POST"}:
        return HttpResponse(status=405)
    if guessing.has_guessed_too_often(request):
        return _too_often(request)
    read = codes.read(code)
    found = certificate_called(read)
    if found is None:
        guessing.count_miss(request)
        missing = {"asked": code[:100], "said": _why_not_found(code, read)}
        return render(request, "documents/check.html", missing, status=404)
    if read != code and request.method != "POST":
        return redirect("documents:certificate", read)
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    context: dict[str, Any] = {
        "proof": proof_of(found),
        "spelled": codes.spaced(found.code),
        "form": form,
        "same": None,
        "may_download": certificates_readable_by(request.user).filter(pk=found.pk).exists(),
    }
    if form.is_bound and form.is_valid():
        if guessing.compares_too_often(request):
            return _too_often(request)
        file = form.cleaned_data["file"]
        context["same"] = file.size <= LARGEST and is_issued_file(found, hash_file(file))
        context["file_name"] = file.name
    return render(request, "documents/certificate.html", context, status=400 if form.errors else 200)


@signed_in
@_private
@require_safe
def own(request: HttpRequest) -> HttpResponse:
    """The certificates that the person may download, the newest first."""
    words = text_typed(request.GET.get("cari", ""), 100)
    return render(
        request, "documents/own.html", {"page": own_page(request.user, words, request.GET.get("halaman", ""))}
    )


@signed_in
@_private
@require_safe
def download(request: HttpRequest, code: str) -> HttpResponse:
    """The PDF, for those whom features name as its readers."""
    found = certificates_readable_by(request.user).filter(code=codes.read(code)).first()
    if found is None:
        raise Http404
    return pdf_response(found)


def pdf_response(certificate: Certificate) -> HttpResponse:
    """The PDF under its number."""
    response = HttpResponse(pdf_of(certificate), content_type="application/pdf")
    name = certificate.number.replace("/", "-")
    response["Content-Disposition"] = f'attachment; filename="sertifikat-{name}.pdf"'
    return response


def _why_not_found(asked: str, code: str) -> str:
    if len(code) == codes.LENGTH and not codes.is_whole(code):
        return _(
            "Ada huruf atau angka yang salah ketik dalam kode ini. Bandingkan lagi satu per satu dengan yang tercetak. "
            "Kode tidak memakai angka 0 dan 1 serta huruf I, L, dan O."
        )
    if codes.is_whole(code):
        return _(
            "Tidak ada sertifikat dengan kode ini. Bila kodenya persis seperti yang tercetak, kertas itu bukan "
            "terbitan kami: tanyakan kepada yang memberikannya."
        )
    return _(
        "Tidak ada sertifikat dengan kode atau nomor ini. Kode terdiri atas empat kelompok yang masing-masing empat "
        "huruf atau angka, tercetak di samping kode QR."
    )


def _too_often(request: HttpRequest) -> HttpResponse:
    said = _("Terlalu banyak percobaan dari sambungan internet Anda. Tunggu satu jam, lalu coba lagi.")
    return render(request, "documents/check.html", {"asked": "", "said": said}, status=429)
