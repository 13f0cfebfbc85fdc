"""The organiser issues the certificates of a list, mends them and takes them back."""

from __future__ import annotations

import tempfile
import zipfile
from typing import IO, Any, cast
from urllib.parse import urlencode

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from tular.features.selection.actions import certifying
from tular.features.selection.forms import ReplacementForm, SignerForm
from tular.features.selection.models import Announcement, AwardCertificate
from tular.features.selection.queries.certificates import (
    CertificatesPage,
    Signer,
    award_run_by,
    certificates_page,
    last_signer,
)
from tular.features.selection.queries.preparing import competition_run_by
from tular.foundation.access.public import signed_in
from tular.foundation.actions import Refused
from tular.foundation.actions.confirm import Confirmation, confirm_and_run
from tular.foundation.actions.posting import Done, post_once, show_refusal
from tular.foundation.documents.models import Certificate
from tular.foundation.documents.printing import pdf_of, set_from
from tular.foundation.ui.shapes import Pages
from tular.foundation.ui.typed import text_typed

PER_PAGE = 50

SPOOLED = 20_000_000
"""Bytes of a ZIP that are kept in memory; more goes to the disk."""


def _page(request: HttpRequest, slug: str) -> CertificatesPage:
    competition = competition_run_by(request.user, slug)
    if competition is None:
        raise Http404
    return certificates_page(competition, text_typed(request.GET.get("tahap", ""), 60))


def _address(page: CertificatesPage, ending: str = "") -> str:
    stage = page.announcement.stage if page.announcement else ""
    return f"/seleksi/{page.competition.slug}/sertifikat{ending}?{urlencode({'tahap': stage})}"


def _listed(page: CertificatesPage) -> Announcement:
    if page.announcement is None:
        raise Http404
    return page.announcement


@signed_in
def certificates(request: HttpRequest, slug: str) -> HttpResponse:
    """What the list that holds calls for, what is issued, what no longer fits; POST has the rest issued."""
    page = _page(request, slug)
    signer = last_signer(page.competition)
    begin = {} if signer is None else {name: getattr(signer, name) for name in ("name", "office", "place", "number")}
    posted = request.method == "POST"
    form = SignerForm(request.POST) if posted else SignerForm(initial=begin)
    if posted and form.is_valid():
        announcement = _listed(page)
        told = dict(form.cleaned_data)
        evaluators = told.pop("evaluators")
        try:
            return post_once(
                request,
                lambda: Done(
                    _run_path(certifying.certify(
                        announcement, signer=Signer(**told), evaluators=evaluators, by=request.user,
                        now=timezone.now(),
                    )),
                    _("Sertifikat sedang diterbitkan. Halaman ini menunjukkan kemajuannya."),
                ),
            )  # fmt: skip
        except Refused as refused:
            show_refusal(form, refused)
    words = text_typed(request.GET.get("cari", ""), 80)
    rows = page.rows(words)
    pages = Pages.read(request.GET.get("halaman", ""), len(rows), PER_PAGE)
    context = {
        "page": page,
        "words": words,
        "rows": rows[pages.start : pages.start + PER_PAGE],
        "pages": pages,
        "form": form,
        "sample": _address(page, "/contoh.pdf"),
        "zip": _address(page, ".zip"),
        "revoke": _address(page, "/cabut"),
        "to_issue": page.missing - page.evaluators,
    }
    return render(request, "selection/certificates.html", context, status=409 if form.errors else 200)


def _run_path(run: Any) -> str:
    return f"/proses/{run.pk}"


@signed_in
@require_safe
def sample(request: HttpRequest, slug: str) -> HttpResponse:
    """The first certificate of the list as it would look, marked as made up; nothing is issued."""
    page = _page(request, slug)
    asked = {name: text_typed(request.GET.get(name, ""), most) for name, most in certifying.LONGEST.items()}
    last = last_signer(page.competition)
    if last is not None:
        asked = {name: text or getattr(last, name) for name, text in asked.items()}
    empty = {"name": _("Nama penanda tangan"), "office": _("Jabatan"), "place": _("Tempat"), "finalist": "Finalis"}
    signer = Signer(**{name: text or empty.get(name, "") for name, text in asked.items()})
    order = certifying.sample_of(_listed(page), signer)
    if order is None:
        raise Http404
    facts = {
        **order.facts, "number": f"{order.series}/0000", "code": "XXXX-XXXX-XXXX-XXXX", "holder": order.holder,
        "address": request.build_absolute_uri("/sertifikat/CONTOH"), "issuer": order.issuer, "made_up": True,
    }  # fmt: skip
    response = HttpResponse(set_from(facts, at=timezone.now()), content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="contoh-sertifikat.pdf"'
    return response


@signed_in
@require_safe
def download_all(request: HttpRequest, slug: str) -> FileResponse:
    """All certificates of the list that hold, as one ZIP."""
    page = _page(request, slug)
    announcement = _listed(page)
    rows = Certificate.objects.filter(
        award__announcement__competition=page.competition, award__announcement__stage=announcement.stage,
        end__isnull=True,
    )  # fmt: skip
    file = cast("IO[bytes]", tempfile.SpooledTemporaryFile(max_size=SPOOLED))  # noqa: SIM115
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for one in rows.order_by("series", "serial").iterator(chunk_size=200):
            archive.writestr(f"{one.number.replace('/', '-')}-{slugify(one.holder)[:60]}.pdf", pdf_of(one))
    file.seek(0)
    name = f"sertifikat-{page.competition.slug}-{announcement.stage}.zip"
    return FileResponse(file, as_attachment=True, filename=name, content_type="application/zip")


@signed_in
def revoke_outdated(request: HttpRequest, slug: str) -> HttpResponse:
    """Take back the certificates of awards that the list does not give any more."""
    page = _page(request, slug)
    n = len(page.outdated)
    title = ngettext("Cabut %(n)d sertifikat yang tidak lagi sesuai daftar?",
                     "Cabut %(n)d sertifikat yang tidak lagi sesuai daftar?", n)  # fmt: skip
    return confirm_and_run(
        request,
        Confirmation(
            action="selection.revoke_outdated",
            subject=_listed(page),
            title=title % {"n": n},
            effects=[
                *(f"{one.certificate.number}: {one.certificate.holder}" for one in page.outdated[:20]),
                _("Siapa pun yang memeriksanya membaca bahwa sertifikat itu dicabut, sejak kapan, dan mengapa."),
                _("Pencabutan tidak dapat dibatalkan."),
            ],
            button=_("Cabut"),
            back=_address(page),
            done=Done(_address(page), _("Dicabut.")),
            reason="required",
            destructive=True,
        ),
    )


def _award(request: HttpRequest, slug: str, pk: int) -> AwardCertificate:
    award = award_run_by(request.user, slug, pk)
    if award is None:
        raise Http404
    return award


def _back(award: AwardCertificate) -> str:
    told = urlencode({"tahap": award.announcement.stage})
    return f"/seleksi/{award.announcement.competition.slug}/sertifikat?{told}"


@signed_in
def replace(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Issue a certificate again with the right name."""
    award = _award(request, slug, pk)
    paper = award.certificate
    begin = {"holder": paper.holder, "about": paper.facts["about"]}
    form = ReplacementForm(request.POST if request.method == "POST" else None, initial=begin)
    if form.is_bound and form.is_valid():
        try:
            return post_once(request, lambda: _replaced(request, award, form))
        except Refused as refused:
            show_refusal(form, refused)
    context = {"award": award, "form": form, "back": _back(award)}
    return render(request, "selection/replace_certificate.html", context, status=409 if form.errors else 200)


def _replaced(request: HttpRequest, award: AwardCertificate, form: ReplacementForm) -> Done:
    told = form.cleaned_data
    made = certifying.replace_certificate(
        award, holder=told["holder"], about=told["about"], by=request.user, now=timezone.now(), reason=told["reason"]
    )
    return Done(_back(award), _("Diganti dengan nomor %(number)s.") % {"number": made.certificate.number})


@signed_in
def revoke(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take one certificate back."""
    award = _award(request, slug, pk)
    paper = award.certificate
    return confirm_and_run(
        request,
        Confirmation(
            action="selection.revoke_certificate",
            subject=award,
            title=_("Cabut sertifikat %(number)s milik %(holder)s?") % {
                "number": paper.number, "holder": paper.holder,
            },
            effects=[
                _("Siapa pun yang memeriksanya membaca bahwa sertifikat itu dicabut, sejak kapan, dan mengapa."),
                _("Pencabutan tidak dapat dibatalkan. Bila hanya namanya yang salah, gantilah."),
            ],
            button=_("Cabut sertifikat"),
            back=_back(award),
            done=Done(_back(award), _("Dicabut.")),
            reason="required",
            destructive=True,
        ),
    )  # fmt: skip
