"""The list of drafts, a draft's own page, and its beginning and end."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tular.features.competitions.forms.drafting.beginning import BeginForm
from tular.features.competitions.models import RulebookDraft
from tular.features.competitions.queries.drafting.reading import rules_of_draft
from tular.features.competitions.queries.drafts import beginnings, desk_of, draft_lines, drafts_of, text_of
from tular.features.competitions.queries.visibility import agencies_to_organise_for
from tular.foundation.access.permissions import Denied
from tular.foundation.access.public import signed_in
from tular.foundation.actions import Reason, Refused
from tular.foundation.actions.confirm import Confirmation, confirm_and_run
from tular.foundation.actions.form_page import GET_OR_POST, run
from tular.foundation.actions.posting import Done, post_once, show_refusal
from tular.foundation.rulebooks import pages
from tular.foundation.rulebooks.registry import UnknownRulebook

FIELDS = {"identity": "kode", "title": "judul", "year": "tahun", "source": "dari"}
"""Arguments of the action → fields of the form."""


@signed_in
def index(request: HttpRequest) -> HttpResponse:
    """The drafts of the agencies for which a person may hold competitions."""
    _must_organise(request)
    return render(request, "competitions/drafts/index.html", {"lines": draft_lines(request.user)})


@signed_in
@GET_OR_POST
def begin(request: HttpRequest) -> HttpResponse:
    """A new draft; `?dari=` chooses what it begins as."""
    _must_organise(request)
    agencies = list(agencies_to_organise_for(request.user).order_by("name"))
    sources = [(one.name, one.title) for one in beginnings(request.user)]
    asked = {
        "dari": request.GET.get("dari", ""), "instansi": str(agencies[0].pk), "tahun": str(timezone.localdate().year),
    }  # fmt: skip
    form = BeginForm(
        request.POST if request.method == "POST" else None, initial=asked, sources=sources,
        agencies=[(str(one.pk), one.name) for one in agencies],
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            return post_once(request, lambda: _begin(request, form))
        except Refused as refusal:
            reasons = [Reason(one.text, FIELDS.get(one.field, one.field)) for one in refusal.reasons]
            show_refusal(form, Refused(*reasons))
    return render(request, "competitions/drafts/begin.html", {"form": form}, status=409 if form.errors else 200)


def _begin(request: HttpRequest, form: BeginForm) -> Done:
    typed = form.cleaned_data
    try:
        source = text_of(typed["dari"], request.user) if typed["dari"] else ""
    except UnknownRulebook:
        raise Refused(Reason(_("Buku aturan itu sudah tidak ada; pilih yang lain."), "source")) from None
    agency = agencies_to_organise_for(request.user).get(pk=typed["instansi"])
    draft = run(
        request, "competitions.begin_draft", agency, identity=typed["kode"], title=typed["judul"], year=typed["tahun"],
        source=source,
    )  # fmt: skip
    return Done(_page(draft), _("Rancangan dimulai. Lengkapi yang disebut di samping."))


@signed_in
def draft(request: HttpRequest, identity: str) -> HttpResponse:
    """What a draft still needs, its screens, and what can be done with it."""
    found = get_object_or_404(drafts_of(request.user), identity=identity)
    return render(request, "competitions/drafts/draft.html", {"draft": found, "desk": desk_of(found)})


@signed_in
def in_words(request: HttpRequest, identity: str) -> HttpResponse:
    """The draft as readers will see it."""
    found = get_object_or_404(drafts_of(request.user), identity=identity)
    return render(
        request, "rulebooks/detail.html", {"page": pages.page(rules_of_draft(found).book), "draft": _page(found)}
    )


@signed_in
def publish(request: HttpRequest, identity: str) -> HttpResponse:
    """Publish the draft as the next version."""
    found = get_object_or_404(drafts_of(request.user), identity=identity)
    desk = desk_of(found)
    number = desk.published + 1
    effects = [
        _("Versi ini tidak dapat diubah atau dihapus lagi. Perbaikan menjadi versi berikutnya."),
        _("Setiap orang dapat membacanya; kompetisi dapat dibuka darinya."),
        _("Rancangannya tetap ada, untuk perbaikan berikutnya."),
    ]
    address = reverse("rulebooks:version", args=[identity, number])
    return confirm_and_run(
        request,
        Confirmation(
            action="competitions.publish_draft",
            subject=found,
            title=_("Terbitkan %(title)s sebagai versi %(number)d?") % {"title": found.title, "number": number},
            effects=effects,
            button=_("Terbitkan versi %(number)d") % {"number": number},
            back=_page(found),
            done=Done(address, _("Versi %(number)d terbit.") % {"number": number}),
            reason="required" if desk.published else "no",
            reason_label=_("Yang diperbaiki"),
            reason_hint=_("Setiap orang dapat membacanya di halaman buku aturan ini."),
        ),
    )


@signed_in
def discard(request: HttpRequest, identity: str) -> HttpResponse:
    """Throw the draft away."""
    found = get_object_or_404(drafts_of(request.user), identity=identity)
    return confirm_and_run(
        request,
        Confirmation(
            action="competitions.discard_draft",
            subject=found,
            title=_("Hapus rancangan %(title)s?") % {"title": found.title},
            effects=[
                _("Rancangan ini hilang dari daftar dan tidak dapat dikembalikan."),
                _("Versi yang sudah terbit darinya tetap ada."),
            ],
            button=_("Hapus rancangan"),
            back=_page(found),
            done=Done(reverse("competitions:drafts"), _("Rancangan dihapus.")),
            destructive=True,
        ),
    )


def _page(draft: RulebookDraft) -> str:
    return reverse("competitions:draft", args=[draft.identity])


def _must_organise(request: HttpRequest) -> None:
    if not agencies_to_organise_for(request.user).exists():
        raise Denied("competitions.begin_draft", doing=_("menulis buku aturan"), who=_("admin instansi dan hub"))
