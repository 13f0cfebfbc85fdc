"""The finder's pages: results, comparison, suggestions, thesaurus."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tular.features.agencies.queries import asker_names
from tular.features.finder import exports
from tular.features.finder.actions import drop_need, query_of, reindex_aside, save_need, set_watching
from tular.features.finder.forms import MOST_COMPARED, chosen_from, clean, question_from, readable_query
from tular.features.finder.models import SavedNeed
from tular.features.finder.pages import results_page
from tular.features.finder.queries.comparing import compare
from tular.features.finder.queries.opened import IndexMissing, is_on_disk
from tular.features.finder.queries.search import answer
from tular.features.finder.queries.suggesting import need_suggestions
from tular.features.finder.queries.thesaurus import thesaurus_page
from tular.foundation.access.public import public, signed_in
from tular.foundation.actions import Refused

EXAMPLES = (
    gettext_lazy("antrean obat di rumah sakit panjang"),
    gettext_lazy("anak putus sekolah"),
    gettext_lazy("warga sulit mengurus akta kelahiran"),
)


@public
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def results(request: HttpRequest) -> HttpResponse:
    """The ranked list for a need, or the catalogue narrowed by filters; a bare address asks for the need.

    The page posts a need that is too long for an address; nothing is changed by it, so no token is asked for.
    """
    question = question_from(request.POST if request.method == "POST" else request.GET)
    if not is_on_disk():
        reindex_aside()
    try:
        found = answer(question, today())
    except IndexMissing:
        response = render(request, "finder/no_index.html", {"question": question}, status=503)
        response.headers["Retry-After"] = "20"
        return response
    # Links of the page carry the part of the need that was read: an address has to stay short enough to be sent.
    request.GET = readable_query(request.GET, found.need.text, question.asker)  # type: ignore[assignment]
    return render(request, "finder/results.html", {"page": results_page(found, request.GET), "examples": EXAMPLES})


@signed_in
@require_POST
def save(request: HttpRequest) -> HttpResponse:
    """Keep the need of the posted parameters, and tell of new answers to it."""
    question = question_from(request.POST)
    try:
        save_need(request.user, by=request.user, now=timezone.now(), question=question, query=query_of(question))
    except (Refused, IndexMissing) as problem:
        text = str(problem) or _("Indeks pencarian sedang disusun. Coba simpan lagi sebentar.")
        messages.error(request, text)
        return redirect(f"/temukan?{query_of(question)}")
    messages.success(request, _("Kebutuhan disimpan. Anda diberi tahu bila ada inovasi baru yang cocok."))
    return redirect("/disimpan")


@signed_in
@require_POST
def change_need(request: HttpRequest, number: int) -> HttpResponse:
    """Let a kept need go (`lepas`), or watch it or no longer (`ikuti`)."""
    need = get_object_or_404(SavedNeed, pk=number, person=request.user)
    if "lepas" in request.POST:
        drop_need(need, by=request.user, now=timezone.now())
        messages.success(request, _("Kebutuhan tidak lagi disimpan."))
    else:
        set_watching(need, by=request.user, now=timezone.now(), watch=request.POST.get("ikuti") == "1")
        messages.success(request, _("Pilihan Anda disimpan."))
    return redirect("/disimpan")


@public
@require_safe
def download(request: HttpRequest, kind: str) -> HttpResponse:
    """The result list as a file, with the same parameters as the page; at most 500 rows."""
    writer, media_type = exports.FORMATS[kind]
    question = question_from(request.GET, page_size=exports.MOST_ROWS)
    query = request.GET.copy()
    query.pop("halaman", None)
    address = request.build_absolute_uri(f"/temukan?{query.urlencode()}")
    try:
        content = writer(answer(question, today()), address, today())
    except IndexMissing:
        return HttpResponse(_("Indeks pencarian sedang disusun. Coba lagi sebentar."), status=503)
    response = HttpResponse(content, content_type=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="tular-{today().isoformat()}.{kind}"'
    return response


@public
@require_safe
def comparison(request: HttpRequest) -> HttpResponse:
    """Up to four innovations side by side; the address is the comparison, so it can be sent to a colleague."""
    chosen = chosen_from(request.GET)
    columns = compare(chosen[:MOST_COMPARED])
    context = {
        "columns": columns,
        "too_many": len(chosen) > MOST_COMPARED,
        "missing": sum(all(name not in (one.slug, one.code) for one in columns) for name in chosen[:MOST_COMPARED]),
        "most": MOST_COMPARED,
        "today": today(),
    }
    return render(request, "finder/compare.html", context)


@public
@require_safe
def suggest(request: HttpRequest) -> JsonResponse:
    """Suggestions for the need field."""
    found = need_suggestions(clean(request.GET.get("q", ""))[:200])
    return _options([{"value": one.value, "note": one.note} for one in found])


@public
@require_safe
def suggest_asker(request: HttpRequest) -> JsonResponse:
    """Suggestions for the field that says who asks."""
    return _options([{"value": name} for name in asker_names().suggestions(request.GET.get("q", "")[:100])])


@public
@require_safe
def thesaurus(request: HttpRequest) -> HttpResponse:
    """The concept groups, by field of service, with search."""
    page = thesaurus_page(request.GET.get("q", "")[:100], request.GET.get("bidang", "")[:80])
    return render(request, "finder/thesaurus.html", {"page": page})


def today() -> date:
    """Today in the site's zone."""
    return timezone.localdate()


def _options(options: list[dict[str, str]]) -> JsonResponse:
    count = len(options)
    status = ngettext("%(count)s saran", "%(count)s saran", count) % {"count": count} if count else _("Tidak ada saran")
    return JsonResponse({"options": options, "status": status})
