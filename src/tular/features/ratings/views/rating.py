"""For everybody: what is rated, the form, the link in the mail, and what is kept about people."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tular.features.accounts.queries import internet_address
from tular.features.ratings.actions.rating import confirm as confirm_rating
from tular.features.ratings.actions.rating import rate as send
from tular.features.ratings.actions.rating import withdraw as withdraw_rating
from tular.features.ratings.forms.rating import RateForm
from tular.features.ratings.models import PublicRating
from tular.features.ratings.queries.links import confirm_page
from tular.features.ratings.queries.listing import base_of, call_of, card_of, entry_for, is_rated, list_page
from tular.features.ratings.queries.visibility import rating_for
from tular.foundation.access.permissions import allows
from tular.foundation.access.public import public
from tular.foundation.actions import Refused
from tular.foundation.actions.posting import Done, post_once, show_refusal
from tular.foundation.ui.typed import text_typed

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


def rating_or_404(request: HttpRequest, slug: str) -> PublicRating:
    """The public rating of a competition that the person sees."""
    found = rating_for(request.user, slug)
    if found is None:
        raise Http404
    return found


@public
@require_safe
def index(request: HttpRequest, slug: str) -> HttpResponse:
    """What is rated."""
    asked = request.GET
    page = list_page(
        rating_or_404(request, slug), words=text_typed(asked.get("cari", ""), 100),
        province=text_typed(asked.get("provinsi", ""), 5), category=text_typed(asked.get("kategori", ""), 18),
        asked=asked.get("halaman", ""), now=timezone.now(),
    )  # fmt: skip
    return render(request, "ratings/index.html", {"page": page})


@public
@never_cache
@GET_OR_POST
def rate(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Rate one innovation."""
    rating = rating_or_404(request, slug)
    entry = entry_for(rating, code)
    if entry is None:
        raise Http404
    person = request.user if request.user.is_authenticated else None
    form = RateForm(request.POST or None, rating.questions, signed_in=person is not None)
    base = base_of(rating)
    if request.method == "POST" and form.is_valid():
        if form.is_trap:
            return redirect(f"{base}/terkirim")

        def do() -> Done:
            send(
                entry, sent=form.told(), address=internet_address(request), by=person, now=timezone.now()
            )  # fmt: skip
            return Done(f"{base}/diterima" if person else f"{base}/terkirim")

        try:
            return post_once(request, do)
        except Refused as refused:
            show_refusal(form, refused)
    now = timezone.now()
    context = {
        "rating": rating, "base": base, "card": card_of(entry), "call": call_of(rating, now),
        "gone": not is_rated(entry), "form": form,
        "organises": person is not None and not allows(person, "ratings.rate", entry),
        "questions": [form[f"q{number}"] for number in range(len(rating.questions))],
    }  # fmt: skip
    return render(request, "ratings/rate.html", context, status=409 if form.errors else 200)


@public
@require_safe
def sent(request: HttpRequest, slug: str) -> HttpResponse:
    """A mail is on its way; the same page whatever became of the form."""
    rating = rating_or_404(request, slug)
    context = {"rating": rating, "base": base_of(rating), "call": call_of(rating, timezone.now())}
    return render(request, "ratings/sent.html", context)


@public
@require_safe
def taken(request: HttpRequest, slug: str) -> HttpResponse:
    """A rating by an account was taken."""
    rating = rating_or_404(request, slug)
    context = {"rating": rating, "base": base_of(rating), "call": call_of(rating, timezone.now())}
    return render(request, "ratings/taken.html", context)


@public
@never_cache
@GET_OR_POST
def confirm(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """The link in the mail: looking changes nothing, since mail programs look too; a button confirms or withdraws."""
    rating = rating_or_404(request, slug)
    page = confirm_page(rating, token, timezone.now())
    if page is None:
        return render(request, "ratings/no_link.html", {"rating": rating, "base": base_of(rating)}, status=404)
    refusal = ""
    if request.method == "POST":
        person = request.user if request.user.is_authenticated else None
        verb = withdraw_rating if request.POST.get("buat") == "tarik" else confirm_rating
        try:
            verb(page.row, token=token, by=person, now=timezone.now())
        except Refused as refused:
            refusal = " ".join(reason.text for reason in refused.reasons)
        else:
            return redirect(request.path)
    context = {"page": page, "base": base_of(rating), "refusal": refusal}
    return render(request, "ratings/confirm.html", context, status=409 if refusal else 200)


@public
@require_safe
def kept(request: HttpRequest, slug: str) -> HttpResponse:
    """What is kept about people, how long, and how to have it deleted."""
    rating = rating_or_404(request, slug)
    return render(request, "ratings/kept.html", {"rating": rating, "base": base_of(rating)})
