"""The secretariat prepares the next list, looks at it, and announces it."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from tular.features.competitions.models import Competition
from tular.features.competitions.queries.moments import in_words
from tular.features.selection.actions import announcing
from tular.features.selection.forms import CHANGE, LEFT_OUT, SHOWN, ListForm
from tular.features.selection.models import Announcement, ListDraft
from tular.features.selection.queries.listing import PAGE, path_of
from tular.features.selection.queries.plenary.links import plenary_links
from tular.features.selection.queries.preparing import (
    PreparingPage,
    competition_run_by,
    listed_stages,
    preparing_page,
)
from tular.foundation.access.public import signed_in
from tular.foundation.actions import Refused
from tular.foundation.actions.confirm import Confirmation, confirm_and_run
from tular.foundation.actions.posting import Done, post_once, seen_version, show_refusal
from tular.foundation.ui.shapes import Pages
from tular.foundation.ui.typed import text_typed


def _page(request: HttpRequest, slug: str) -> PreparingPage:
    competition = competition_run_by(request.user, slug)
    stage = text_typed(request.GET.get("tahap", ""), 60)
    page = preparing_page(competition, stage, timezone.now()) if competition else None
    if page is None:
        raise Http404
    return page


def _has_none(request: HttpRequest, slug: str) -> Competition | None:
    """The competition, where nothing ends with a list yet and none was asked for by name."""
    competition = None if request.GET.get("tahap") else competition_run_by(request.user, slug)
    return competition if competition and not listed_stages(competition) else None


def _address(page: PreparingPage, ending: str = "") -> str:
    """Of this page or one below it, with its stage."""
    return f"/seleksi/{page.competition.slug}/daftar{ending}?{urlencode({'tahap': page.stage.id})}"


@signed_in
def prepare(request: HttpRequest, slug: str) -> HttpResponse:
    """What the next list would say, what it lacks, and the form for number, decree and reasons."""
    if none := _has_none(request, slug):
        return render(request, "selection/no_list.html", {"competition": none, "plenaries": plenary_links(none)})
    page = _page(request, slug)
    posted = request.method == "POST"
    form = ListForm(request.POST if posted else None, page)
    if posted and form.is_valid():
        try:
            return post_once(request, lambda: _saved(request, page, form))
        except Refused as refused:
            show_refusal(form, refused)
    told = request.POST if posted else {}
    shown = page.next.changed[:SHOWN]
    context = {
        "page": page,
        "form": form,
        "obstacles": announcing.obstacles(page.competition, page.draft, page.next) if page.draft else [],
        "changed": [(line, told.get(CHANGE + line.code, line.own_reason)) for line in shown],
        "more_changed": len(page.next.changed) - len(shown),
        "undecided": [
            (one, told.get(LEFT_OUT + one.code, _own(page, one.code))) for one in page.next.undecided[:SHOWN]
        ],
        "more_undecided": max(0, len(page.next.undecided) - SHOWN),
        "preview": _address(page, "/pratinjau"),
        "until": in_words(page.until, page.zone) if page.until else "",
    }
    return render(request, "selection/prepare.html", context, status=409 if form.errors else 200)


def _own(page: PreparingPage, code: str) -> str:
    return str(page.draft.left_out.get(code, "")) if page.draft else ""


def _saved(request: HttpRequest, page: PreparingPage, form: ListForm) -> Done:
    typed, by, now = form.typed(page), request.user, timezone.now()
    if page.draft is None:
        announcing.prepare(page.competition, stage=page.stage.id, typed=typed, by=by, now=now)
    else:
        announcing.revise(page.draft, typed=typed, by=by, now=now, seen_version=seen_version(request))
    return Done(_address(page, "/pratinjau"), _("Tersimpan. Belum ada yang terbit: periksa dulu pratinjaunya."))


@signed_in
@require_safe
def preview(request: HttpRequest, slug: str) -> HttpResponse:
    """The list as everybody would read it, and what changed, before anybody else sees it."""
    page = _page(request, slug)
    if page.draft is None:
        return redirect(_address(page))
    passing = [line for line in page.next.lines if line.order <= page.next.passed]
    pages = Pages.read(request.GET.get("halaman", ""), len(passing), PAGE)
    context = {
        "page": page,
        "obstacles": announcing.obstacles(page.competition, page.draft, page.next),
        "rows": passing[pages.start : pages.start + PAGE],
        "pages": pages,
        "changes": [line for line in page.next.changed if line.is_public][:SHOWN],
        "prepare": _address(page),
        "announce": _address(page, "/umumkan"),
        "until": in_words(page.until, page.zone) if page.until else "",
    }
    return render(request, "selection/preview.html", context)


@signed_in
def announce(request: HttpRequest, slug: str) -> HttpResponse:
    """Say what announcing does, and do it."""
    page = _page(request, slug)
    if page.draft is None:
        return redirect(_address(page))
    path = path_of(page.competition, page.stage.id, page.next.number)

    def done(made: Announcement) -> Done:
        where = path_of(made.competition, made.stage, made.number)
        if made.number > 1 and not page.next.told:
            return Done(where, _("Daftar nomor %(n)d terbit. Tidak ada hasil yang berubah.") % {"n": made.number})
        return Done(where, _("Daftar nomor %(n)d terbit. Instansi dan penulis diberi tahu.") % {"n": made.number})

    return confirm_and_run(
        request,
        Confirmation(
            action="selection.announce",
            subject=page.draft,
            title=_("Umumkan daftar nomor %(n)d: %(title)s?") % {"n": page.next.number, "title": page.draft.title},
            effects=_effects(page, page.draft, path),
            button=_("Umumkan daftar nomor %(n)d") % {"n": page.next.number},
            back=_address(page, "/pratinjau"),
            done=done,
        ),
    )


def _effects(page: PreparingPage, draft: ListDraft, path: str) -> list[str]:
    found = page.next
    counted = {"path": path, "passed": found.passed, "failed": found.failed}
    if page.is_choice:
        told = [
            _("Terbit untuk semua orang di %(path)s: %(passed)d terpilih; %(failed)d lainnya tidak tampil.") % counted
        ]
    else:
        text = _(
            "Terbit untuk semua orang di %(path)s: %(passed)d lolos; yang tidak lolos, %(failed)d, hanya dihitung."
        )
        told = [text % counted]
    if found.number == 1 or found.told:
        text = _(
            "Setiap instansi membaca hasil dan alasan proposalnya sendiri; admin lokal dan penulisnya diberi tahu."
        )
    else:
        text = _("Setiap instansi membaca hasil proposalnya sendiri. Tidak ada hasil yang berubah.")
    told.append(text)
    if found.changed:
        text = ngettext(
            "%(n)d baris berubah terhadap daftar nomor %(before)d, masing-masing dengan alasannya.",
            "%(n)d baris berubah terhadap daftar nomor %(before)d, masing-masing dengan alasannya.",
            len(found.changed),
        )
        told.append(text % {"n": len(found.changed), "before": found.number - 1})
    if found.undecided:
        text = ngettext(
            "%(n)d proposal yang belum diputus ditinggalkan dari daftar ini; instansinya membaca alasannya.",
            "%(n)d proposal yang belum diputus ditinggalkan dari daftar ini; instansinya membaca alasannya.",
            len(found.undecided),
        )
        told.append(text % {"n": len(found.undecided)})
    if page.until:
        told.append(
            _("Instansi yang tidak lolos dapat menyanggah sampai %(until)s.")
            % {"until": in_words(page.until, page.zone)}
        )
    else:
        told.append(_("Atas daftar ini tidak ada masa sanggah."))
    if page.submission_until:
        told.append(
            _("Pengajuan masih dibuka sampai %(until)s: yang diajukan sesudah ini tidak ada dalam daftar ini.")
            % {"until": in_words(page.submission_until, page.zone)}
        )
    told.append(_("Daftar yang sudah terbit tidak dapat diubah atau ditarik. Pembetulan adalah daftar bernomor baru."))
    return told
