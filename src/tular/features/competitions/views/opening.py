"""A new competition: the organiser and the rulebook are chosen, then one page asks for the rest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from tular.engines.rulebook.competition import Competition as Rules
from tular.features.agencies.models import Agency
from tular.features.competitions.actions import create_competition
from tular.features.competitions.forms import CategoryRowForm, OpenForm, SpanForm
from tular.features.competitions.models import Competition
from tular.features.competitions.queries.rulebook import (
    calendar_of,
    can_be_opened,
    categories_of,
    groups_of,
    kinds_of,
    versions_to_choose,
)
from tular.features.competitions.queries.visibility import (
    agencies_to_organise_for,
    competitions_to_feed,
    level_of,
)
from tular.foundation.access.permissions import Denied
from tular.foundation.access.public import signed_in
from tular.foundation.actions import Refused
from tular.foundation.actions.form_page import GET_OR_POST
from tular.foundation.actions.posting import Done, post_once, show_refusal
from tular.foundation.rulebooks.models import RulebookVersion
from tular.foundation.rulebooks.versions import rules_of
from tular.foundation.ui.typed import number_typed

MORE_CATEGORIES = 3
"""Empty rows after the categories of the rulebook; more are added afterwards."""


@dataclass(frozen=True, slots=True)
class Forms:
    """The forms of the page: main questions, a line per span, a block per category."""

    main: OpenForm
    spans: tuple[SpanForm, ...]
    categories: tuple[CategoryRowForm, ...]

    def are_valid(self) -> bool:
        """Every one, so that all errors are shown at once."""
        return all([self.main.is_valid(), *(one.is_valid() for one in (*self.spans, *self.categories))])


@signed_in
@GET_OR_POST
def create(request: HttpRequest) -> HttpResponse:
    """`instansi` and `aturan` in the address are the organiser and the rulebook version."""
    agencies = agencies_to_organise_for(request.user).order_by("name")
    if not agencies.exists():
        raise Denied("competitions.create", doing=_("menyiapkan kompetisi"), who=_("admin instansi dan hub"))
    asked = request.GET.get("instansi", "")
    agency = agencies.filter(slug=asked).first() if asked or agencies.count() > 1 else agencies.first()
    version = RulebookVersion.objects.filter(pk=number_typed(request.GET.get("aturan", ""))).first()
    if agency is None or version is None or not can_be_opened(version):
        return _choose(request, list(agencies), agency, version)
    return _describe(request, agency, version)


def _choose(
    request: HttpRequest, agencies: list[Agency], agency: Agency | None, version: RulebookVersion | None
) -> HttpResponse:
    versions = versions_to_choose()
    context = {
        "agencies": agencies,
        "agency": agency,
        "chosen": version.pk if version else None,
        "versions": [one for one in versions if not one.blocking],
        "incomplete": [one for one in versions if one.blocking and one.newest],
        "asked": "instansi" in request.GET,
    }
    return render(request, "competitions/choose.html", context)


def _describe(request: HttpRequest, agency: Agency, version: RulebookVersion) -> HttpResponse:
    rules, now = rules_of(version), timezone.now()
    shown = _forms(request, agency, rules, now)
    if request.method == "POST" and shown.are_valid():
        try:
            return post_once(request, lambda: _create(request, agency, version, shown, now))
        except Refused as refused:
            show_refusal(shown.main, refused)
    wrong = request.method == "POST"
    context = {
        "agency": agency,
        "version": version,
        "level": level_of(agency).label,
        "forms": shown,
        "groups": groups_of(rules),
        "kinds": kinds_of(rules),
        "over": [slot for slot in calendar_of(rules) if slot.closes and slot.closes <= now],
        "wrong": [error for one in (*shown.spans, *shown.categories) for field in one for error in field.errors],
    }
    return render(request, "competitions/new.html", context, status=409 if wrong else 200)


def _create(request: HttpRequest, agency: Agency, version: RulebookVersion, shown: Forms, now: datetime) -> Done:
    zone = shown.main.cleaned_data["zone"]
    said = shown.main.said(
        slug=shown.main.cleaned_data["slug"],
        windows=tuple(span for span in (one.span(zone) for one in shown.spans) if span),
        categories=tuple(one.said() for one in shown.categories if one.cleaned_data["name"]),
    )
    made = create_competition(agency, rulebook=version, said=said, by=request.user, now=now)  # type: ignore[arg-type]
    return Done(f"/kompetisi/{made.slug}/kelola", _("Kompetisi disiapkan. Umum melihatnya setelah Anda membukanya."))


def _forms(request: HttpRequest, agency: Agency, rules: Rules, now: datetime) -> Forms:
    """Filled in from the rulebook; dates that are over already are left for the organiser to set."""
    data: Any = request.POST if request.method == "POST" else None
    above = competitions_to_feed(Competition(organiser=agency, level=level_of(agency)), request.user)
    slots = calendar_of(rules)
    told, this_year = rules.book.facts.get("year"), timezone.localdate(now).year
    year = told if isinstance(told, int) and told >= this_year else this_year
    first = {
        "title": rules.book.title if told == year else "",
        "year": year,
        "slug": f"{rules.series}-{year}"
        if level_of(agency) == "nasional"
        else f"{rules.series}-{agency.slug}-{year}"[:80],
        "zone": slots[0].zone if slots[0].closes else _zone_of(agency),
    }
    main = OpenForm(data, above=above.order_by("-year", "title"), initial=first)
    spans = []
    for place, slot in enumerate(slots):
        ahead = slot.closes is not None and slot.closes > now
        dates = {"opens": slot.opens, "closes": slot.closes} if ahead else {}
        spans.append(SpanForm(data, slot=slot, prefix=f"jadwal-{place}", initial=dates))
    hints = categories_of(rules)
    rows = [{"name": one.name, "description": one.description, "examples": one.examples} for one in hints]
    rows += [{} for _more in range(MORE_CATEGORIES)]
    categories = tuple(CategoryRowForm(data, prefix=f"kategori-{place}", initial=row) for place, row in enumerate(rows))
    return Forms(main, tuple(spans), categories)


def _zone_of(agency: Agency) -> str:
    zones = {"WITA": "Asia/Makassar", "WIT": "Asia/Jayapura"}
    return zones.get(agency.region.zone if agency.region else "", "Asia/Jakarta")
