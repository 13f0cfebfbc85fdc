"""The editor of a draft: one view for all screens, one for the whole text."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tular.features.competitions.actions.drafting import SAVED_BEFORE
from tular.features.competitions.forms.drafting.places import FINGERPRINT, PlaceForm, matched_again, said_elsewhere
from tular.features.competitions.models import RulebookDraft
from tular.features.competitions.queries.drafting.places import Place, place_of
from tular.features.competitions.queries.drafting.reading import table_of
from tular.features.competitions.queries.drafting.screens import SCREENS
from tular.features.competitions.queries.drafts import desk_of, drafts_of
from tular.foundation.access.public import signed_in
from tular.foundation.actions import Refused
from tular.foundation.actions.form_page import GET_OR_POST, run
from tular.foundation.actions.posting import Done, post_once
from tular.foundation.ui.typed import number_typed


@signed_in
@GET_OR_POST
def screen(request: HttpRequest, identity: str, screen: str, way: str = "") -> HttpResponse:
    """One place of the rulebook; nothing that was typed is lost when it cannot be saved."""
    draft = get_object_or_404(drafts_of(request.user), identity=identity)
    parts = tuple(part for part in way.split("/") if part)
    place = place_of(table_of(draft), screen, parts)
    if place is None:
        raise Http404("There is no such place in this rulebook.")
    if request.method == "POST":
        return _save(request, draft, place)
    return _show(request, draft, place, PlaceForm(place, table_of(draft)))


def _save(request: HttpRequest, draft: RulebookDraft, place: Place) -> HttpResponse:
    form = PlaceForm(place, table_of(draft), request.POST)
    typed = form.read()
    if typed is None:
        return _show(request, draft, place, form, status=409)
    following = _after(draft, place) if "lanjut" in request.POST else _path(draft, place)

    def do() -> Done:
        run(
            request, "competitions.edit_draft", draft, screen=place.screen.code, way=place.way, typed=typed,
            seen=request.POST.get(FINGERPRINT, ""),
        )  # fmt: skip
        return Done(following, _("Tersimpan."))

    try:
        return post_once(request, do)
    except Refused as refusal:
        return _refused(request, draft, place, form, refusal)


def _refused(
    request: HttpRequest, draft: RulebookDraft, place: Place, form: PlaceForm, refusal: Refused
) -> HttpResponse:
    elsewhere: list[tuple[str, str]] = []
    draft = drafts_of(request.user).get(pk=draft.pk)
    if any(reason.field == SAVED_BEFORE for reason in refusal.reasons):
        place = place_of(table_of(draft), place.screen.code, place.way) or place
        posted: QueryDict = matched_again(request.POST, place)
        form = PlaceForm(place, table_of(draft), posted)
        form.form.is_valid()
        elsewhere = said_elsewhere(form)
    for reason in refusal.reasons:
        form.form.add_error(form.name_at(reason.field), reason.text)
    return _show(request, draft, place, form, elsewhere, status=409)


def _show(
    request: HttpRequest,
    draft: RulebookDraft,
    place: Place,
    form: PlaceForm,
    elsewhere: list[tuple[str, str]] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    base = reverse("competitions:draft", args=[draft.identity])
    rows = list(form.rows())
    context = {
        "desk": desk_of(draft),
        "screen": place.screen,
        "place": place,
        "form": form,
        "rows": [row for row in rows if row.way],
        "new_rows": [row for row in rows if not row.way],
        "count": len(form.prefixes),
        "elsewhere": elsewhere,
        "trail": [(title, "/".join((base, place.screen.code, *way))) for title, way in place.trail],
        "base": base,
        "root": f"{base}/{place.screen.code}",
    }
    return render(request, "competitions/drafts/screen.html", context, status=status)


def _path(draft: RulebookDraft, place: Place) -> str:
    return "/".join((reverse("competitions:draft", args=[draft.identity]), place.screen.code, *place.way))


def _after(draft: RulebookDraft, place: Place) -> str:
    """The place above this one, or the next screen."""
    base = reverse("competitions:draft", args=[draft.identity])
    if place.way:
        return "/".join((base, place.screen.code, *place.way[:-1]))
    codes = [one.code for one in SCREENS]
    following = codes[codes.index(place.screen.code) + 1 :]
    return f"{base}/{following[0]}" if following else base


@signed_in
@GET_OR_POST
def whole_text(request: HttpRequest, identity: str) -> HttpResponse:
    """The whole TOML text; what was typed stays on the page when it is broken or somebody saved before."""
    draft = get_object_or_404(drafts_of(request.user), identity=identity)
    here = reverse("competitions:draft_text", args=[identity])
    text, theirs = draft.text, ""
    problems: tuple[str, ...] = ()
    if request.method == "POST":
        text = request.POST.get("teks", "").replace("\r\n", "\n")
        seen = number_typed(request.POST.get("simpanan", ""), -1)

        def do() -> Done:
            run(request, "competitions.save_draft", draft, text=text, seen_saves=seen)
            return Done(here, _("Tersimpan."))

        try:
            return post_once(request, do)
        except Refused as refusal:
            problems = tuple(reason.text for reason in refusal.reasons)
            draft = drafts_of(request.user).get(pk=draft.pk)
            if any(reason.field == SAVED_BEFORE for reason in refusal.reasons):
                theirs = draft.text
    context = {
        "desk": desk_of(draft),
        "text": text,
        "problems": problems,
        "theirs": theirs,
        "base": reverse("competitions:draft", args=[identity]),
    }
    return render(request, "competitions/drafts/text.html", context, status=409 if problems else 200)
