"""Moving the records of a body that was split, merged or renamed to the one that carries its work on."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from tular.features.agencies.models import Agency
from tular.features.agencies.queries.roles import roles_of
from tular.features.catalogue.actions import passing
from tular.features.catalogue.forms.passing import PassOnForm
from tular.features.catalogue.queries.passing import PassingPage, passing_page
from tular.foundation.access.public import signed_in
from tular.foundation.actions import Refused
from tular.foundation.actions.posting import Done, post_once, show_refusal
from tular.foundation.ui.typed import number_typed


def _agency(request: HttpRequest, slug: str) -> Agency:
    if not roles_of(request.user).is_national:
        raise Http404
    return get_object_or_404(Agency, slug=slug)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def pass_on(request: HttpRequest, slug: str) -> HttpResponse:
    """Choose records and their new owner, and move them."""
    agency = _agency(request, slug)
    page = passing_page(agency, request.POST.get("ke", "") or request.GET.get("ke", ""))
    if page is None:
        raise Http404
    form = PassOnForm(request.POST or None, page=page)
    if request.method == "POST" and form.is_valid():
        try:
            return post_once(request, lambda: _passed(request, agency, page, form))
        except Refused as refused:
            show_refusal(form, refused)
    return render(request, "catalogue/pass_on.html", {"page": page, "form": form}, status=409 if form.errors else 200)


def _passed(request: HttpRequest, agency: Agency, page: PassingPage, form: PassOnForm) -> Done:
    values = form.cleaned_data
    moved = passing.pass_on_many(
        agency,
        successor=Agency.objects.get(slug=page.chosen.slug),
        codes=None if values["which"] == PassOnForm.ALL else values["records"],
        by=request.user,
        now=timezone.now(),
        reason=values["reason"],
    )
    text = ngettext(
        "%(n)d catatan kini milik %(agency)s. Alamatnya tetap.",
        "%(n)d catatan kini milik %(agency)s. Alamatnya tetap.",
        moved.count,
    )
    here = f"/catatan/penerus/{agency.slug}?ke={page.chosen.slug}"
    return Done(here, text % {"n": moved.count, "agency": page.chosen.name})


@signed_in
@require_POST
def give_back(request: HttpRequest, slug: str) -> HttpResponse:
    """Undo one move."""
    agency = _agency(request, slug)

    def do() -> Done:
        number = number_typed(request.POST.get("nomor", ""))
        moved = passing.give_back_many(agency, number=number, by=request.user, now=timezone.now())
        for title, why in moved.refused:
            messages.error(request, f"{title}: {why}")
        text = ngettext(
            "%(n)d catatan kembali milik %(agency)s.", "%(n)d catatan kembali milik %(agency)s.", moved.count
        )
        return Done(f"/catatan/penerus/{slug}", text % {"n": moved.count, "agency": agency.name})

    return post_once(request, do)
