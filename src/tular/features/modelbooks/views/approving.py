"""Approving a manuscript and publishing it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tular.features.modelbooks.choices import Form
from tular.features.modelbooks.forms.reading import SignForm
from tular.features.modelbooks.models import Edition, ModelBook
from tular.features.modelbooks.queries.approving import text_to_approve
from tular.features.modelbooks.queries.approving_page import approving_page
from tular.features.modelbooks.queries.edition_files import KINDS
from tular.features.modelbooks.queries.printing import preview
from tular.features.modelbooks.views.finding import manuscript_or_404
from tular.foundation.access.permissions import require
from tular.foundation.access.public import signed_in
from tular.foundation.actions.confirm import Confirmation, confirm_and_run
from tular.foundation.actions.form_page import GET_OR_POST, FormPage, answer, run
from tular.foundation.actions.posting import Done
from tular.foundation.files.kinds import HTML

STANDALONE = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; sandbox"
"""What the web form of a book may do when a browser shows it by itself: be read."""


def _path(book: ModelBook) -> str:
    return f"{book.desk}/pengesahan"


@signed_in
@require_safe
def approving(request: HttpRequest, slug: str) -> HttpResponse:
    """Exactly what is approved, what lacks, and who approved."""
    page = approving_page(request.user, manuscript_or_404(request, slug))
    return render(request, "modelbooks/approve.html", {"page": page, "book": page.book, "forms": Form.choices})


@signed_in
@require_safe
def preview_form(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """One of the four forms as it would be published, marked as a draft."""
    book = manuscript_or_404(request, slug)
    if form not in Form.values:
        raise Http404
    kind = KINDS[Form(form)]
    content = preview(text_to_approve(book), Form(form), book)
    response = HttpResponse(content, content_type=kind.content_type)
    shown = "inline" if kind in (HTML, KINDS[Form.PDF]) else "attachment"
    response["Content-Disposition"] = f'{shown}; filename="{book.slug}-rancangan.{form}"'
    response["Cache-Control"] = "private, no-store"
    if kind is HTML:
        response["Content-Security-Policy"] = STANDALONE
    return response


@signed_in
@GET_OR_POST
def finalise(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask for approval."""
    book = manuscript_or_404(request, slug)
    asked = Confirmation(
        action="modelbooks.finalise",
        subject=book,
        title=_("Ajukan “%(title)s” untuk disahkan?") % {"title": book.title},
        effects=[
            _("Naskah tidak dapat diubah sampai disahkan atau dikembalikan."),
            _("Dua orang yang tidak ikut menulis mengesahkan tepat teks ini."),
            _("Tidak ada yang terbit sebelum admin pembina menerbitkannya."),
        ],
        button=_("Ajukan naskah"),
        back=_path(book),
        done=Done(_path(book), _("Naskah diajukan. Pengesahnya sudah diberi tahu.")),
    )
    return confirm_and_run(request, asked)


@signed_in
@GET_OR_POST
def send_back(request: HttpRequest, slug: str) -> HttpResponse:
    """Let the authors write on."""
    book = manuscript_or_404(request, slug)
    asked = Confirmation(
        action="modelbooks.send_back",
        subject=book,
        title=_("Kembalikan “%(title)s” kepada penulis?") % {"title": book.title},
        effects=[
            _("Penulis dapat mengubah naskah lagi dan membaca alasan Anda."),
            _("Pengesahan yang sudah ada tidak berlaku lagi begitu teksnya berubah."),
        ],
        button=_("Kembalikan naskah"),
        back=_path(book),
        done=Done(_path(book), _("Naskah dikembalikan kepada penulis.")),
        reason="required",
    )
    return confirm_and_run(request, asked)


@signed_in
@GET_OR_POST
def sign_off(request: HttpRequest, slug: str) -> HttpResponse:
    """Approve the text that was read."""
    book = manuscript_or_404(request, slug)
    require(request.user, "modelbooks.sign_off", book)
    text = text_to_approve(book)
    form = SignForm(request.POST or None, initial={"sha256": text.sha256})

    def do(form: Any) -> str:
        told = form.cleaned_data
        run(request, "modelbooks.sign_off", book, sha256=told["sha256"], note=told["note"])
        return _("Pengesahan Anda tercatat.")

    about = _("Anda mengesahkan tepat teks dengan sidik jari %(hash)s. Bila satu huruf saja berubah, pengesahan gugur.")
    page = FormPage(
        _("Sahkan naskah"), book.title, _("Sahkan naskah"), _path(book), _("Pengesahan"),
        about % {"hash": text.sha256}, is_demo=book.is_demo,
    )  # fmt: skip
    return answer(request, page, form, do)


@signed_in
@GET_OR_POST
def publish(request: HttpRequest, slug: str) -> HttpResponse:
    """Make it an edition."""
    book = manuscript_or_404(request, slug)

    def done(edition: Edition) -> Done:
        text = _("Edisi %(n)d terbit. Berkas unduhannya sedang dibangun; kemajuannya ada di halaman Proses.")
        return Done(book.path, text % {"n": edition.number})

    asked = Confirmation(
        action="modelbooks.publish",
        subject=book,
        title=_("Terbitkan “%(title)s”?") % {"title": book.title},
        effects=[
            _("Siapa pun dapat membaca dan mengunduhnya."),
            _("Edisi yang terbit tidak dapat diubah. Kekeliruan dicatat sebagai ralat atau diperbaiki di edisi baru."),
        ],
        button=_("Terbitkan edisi"),
        back=_path(book),
        done=done,
    )
    return confirm_and_run(request, asked)


@signed_in
@GET_OR_POST
def renew(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin the next edition."""
    book = manuscript_or_404(request, slug)
    asked = Confirmation(
        action="modelbooks.renew",
        subject=book,
        title=_("Mulai edisi baru “%(title)s”?") % {"title": book.title},
        effects=[
            _("Naskah dapat diubah lagi; pembaca tetap membaca edisi yang sudah terbit."),
            _("Edisi baru terbit dengan daftar perubahannya setelah disahkan lagi oleh dua orang."),
        ],
        button=_("Mulai edisi baru"),
        back=_path(book),
        done=Done(book.desk, _("Edisi baru dimulai. Tulis perubahannya di keterangan buku.")),
    )
    return confirm_and_run(request, asked)


@signed_in
@GET_OR_POST
def build(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Have missing files built."""
    book = manuscript_or_404(request, slug)
    edition = book.editions.filter(number=number).first()
    if edition is None:
        raise Http404
    asked = Confirmation(
        action="modelbooks.build",
        subject=edition,
        title=_("Bangun berkas edisi %(n)d?") % {"n": number},
        effects=[_("Yang belum ada dibangun dari teks yang terbit; yang sudah ada tetap.")],
        button=_("Bangun berkas"),
        back=_path(book),
        done=lambda made: Done(f"/proses/{made.pk}", _("Pembangunan dimulai.")),
    )
    return confirm_and_run(request, asked)
