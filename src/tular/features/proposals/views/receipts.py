"""What was submitted: receipts for those who submitted and for everybody, the frozen text, and two of them compared."""

from __future__ import annotations

import segno
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from tular.features.proposals.models import ProposalVersion
from tular.features.proposals.queries import submissions
from tular.foundation.access.public import public, signed_in


@signed_in
@require_safe
def receipt(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The receipt to print: number, moment, hash, and a QR code that leads to the public page."""
    version = _found(request, code, number)
    address = request.build_absolute_uri(reverse("proposals:public_receipt", args=[version.receipt]))
    context = {
        "receipt": submissions.receipt_of(version),
        "address": address,
        "qr": segno.make(address, error="m", micro=False).svg_data_uri(scale=4, border=2, dark="#14213D"),
    }
    return render(request, "proposals/receipt.html", context)


@public
@require_safe
def public_receipt(request: HttpRequest, receipt: str) -> HttpResponse:
    """That a proposal of this number was received at this moment; nothing of what it says."""
    version = submissions.submission_called(receipt)
    if version is None:
        return render(request, "proposals/no_receipt.html", {"asked": receipt}, status=404)
    return render(request, "proposals/public_receipt.html", {"receipt": submissions.receipt_of(version)})


@signed_in
@require_safe
def frozen(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The text as it was submitted."""
    page = submissions.submission_page(_found(request, code, number))
    return render(request, "proposals/submission.html", {"page": page})


@signed_in
@require_safe
def download(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The frozen text byte for byte, so that its hash can be computed by anybody."""
    version = _found(request, code, number)
    response = HttpResponse(version.canonical.encode(), content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="{code}-kiriman-{number}.json"'
    return response


@signed_in
@require_safe
def compare(request: HttpRequest, code: str, old: int, new: int) -> HttpResponse:
    """Two submissions of one proposal side by side."""
    page = submissions.beside(_found(request, code, old), _found(request, code, new))
    return render(request, "proposals/submissions_beside.html", {"page": page})


def _found(request: HttpRequest, code: str, number: int) -> ProposalVersion:
    version = submissions.submission(request.user, code, number)
    if version is None:
        raise Http404
    return version
