"""Public pages of the rulebooks, and publishing those that ship as files."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from tular.engines.rulebook.reading import is_competition
from tular.foundation.access.permissions import allows, require
from tular.foundation.access.public import public, signed_in
from tular.foundation.actions.confirm import Confirmation, confirm_and_run
from tular.foundation.actions.posting import Done
from tular.foundation.rulebooks import comparing, listing, pages, registry
from tular.foundation.rulebooks.models import RulebookVersion
from tular.foundation.rulebooks.registry import UnknownRulebook
from tular.foundation.rulebooks.versions import book_named, book_of, version, versions_of

NO_RULEBOOK = "There is no readable rulebook with this id."


@public
def index(request: HttpRequest) -> HttpResponse:
    """All rulebooks, of files and published ones; a broken file is listed with what is wrong."""
    return render(request, "rulebooks/index.html", {"lines": listing.lines()})


@public
def detail(request: HttpRequest, identity: str) -> HttpResponse:
    """One rulebook in words with its published versions; one without a file as it was last published."""
    try:
        book = book_named(identity)
    except UnknownRulebook:
        raise Http404(NO_RULEBOOK) from None
    found = versions_of(identity)
    context = {
        "page": pages.page(book),
        "versions": listing.version_lines(found, book.digest),
        "shown": next((one.number for one in found if one.sha256 == book.digest), None),
        "may_publish": allows(request.user, "rulebooks.publish") and listing.can_be_published(book, found),
    }
    return render(request, "rulebooks/detail.html", context)


@public
def detail_of_version(request: HttpRequest, identity: str, number: int) -> HttpResponse:
    """One published version in words."""
    found = _version(identity, number)
    book = book_of(found)
    context = {
        "page": pages.page(book, number),
        "version": found,
        "shown": number,
        "versions": listing.version_lines(versions_of(identity), book.digest),
    }
    return render(request, "rulebooks/detail.html", context)


@public
def compare(request: HttpRequest) -> HttpResponse:
    """What changed from one rulebook to another; without two that exist, a form to choose them."""
    asked = [request.GET.get(side, "").strip() for side in ("dari", "ke")]
    sides = []
    for name in asked:
        try:
            sides.append((name, book_named(name)))
        except UnknownRulebook:
            continue
    context = {
        "choices": comparing.comparable(),
        "sides": (("dari", _("Dari"), asked[0]), ("ke", _("Ke"), asked[1])),
        "missing": any(asked) and len(sides) < len(asked),
        "page": comparing.compared(*sides) if len(sides) == len(asked) else None,
    }
    return render(request, "rulebooks/compare.html", context)


@public
def download(request: HttpRequest, identity: str) -> HttpResponse:
    """The file itself, byte for byte, so that its hash can be checked; without a file the newest version."""
    try:
        entry = registry.entry(identity)
    except UnknownRulebook:
        found = versions_of(identity)
        if not found:
            raise Http404(NO_RULEBOOK) from None
        return _toml(found[0].text.encode(), f"{identity}.toml")
    return _toml(entry.read(), entry.path.name)


@public
def download_version(request: HttpRequest, identity: str, number: int) -> HttpResponse:
    """The text of a published version, byte for byte."""
    return _toml(_version(identity, number).text.encode(), f"{identity}-v{number}.toml")


@signed_in
def publish(request: HttpRequest, identity: str) -> HttpResponse:
    """Publish the file of a competition as the next version."""
    require(request.user, "rulebooks.publish", doing=_("menerbitkan buku aturan"))
    try:
        entry = registry.entry(identity)
    except UnknownRulebook:
        raise Http404(NO_RULEBOOK) from None
    assert entry.book is not None, "entry() returns readable files only"
    if not is_competition(entry.book):
        raise Http404(NO_RULEBOOK)
    latest = next(iter(versions_of(identity)), None)
    number = latest.number + 1 if latest else 1
    back = reverse("rulebooks:detail", args=[identity])
    return confirm_and_run(
        request,
        Confirmation(
            action="rulebooks.publish",
            subject=RulebookVersion(identity=identity, title=entry.book.title, text=entry.read().decode()),
            title=_("Terbitkan %(title)s sebagai versi %(number)d?") % {"title": entry.book.title, "number": number},
            effects=[
                _("Versi ini tidak dapat diubah atau dihapus lagi. Perbaikan menjadi versi berikutnya."),
                _("Kompetisi yang sudah memakai versi lain tetap memakai versi itu."),
            ],
            button=_("Terbitkan versi %(number)d") % {"number": number},
            back=back,
            done=Done(back, _("Versi %(number)d terbit.") % {"number": number}),
            reason="required" if latest else "no",
            reason_label=_("Yang diperbaiki"),
            reason_hint=_("Setiap orang dapat membacanya di halaman buku aturan ini."),
        ),
    )


def _version(identity: str, number: int) -> RulebookVersion:
    try:
        return version(identity, number)
    except UnknownRulebook:
        raise Http404(NO_RULEBOOK) from None


def _toml(data: bytes, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type="application/toml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
