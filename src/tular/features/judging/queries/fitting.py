"""How evaluators and proposals are described to the engine that measures their fit."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable

from tular.engines.judging.fit import Described, Fit, fit
from tular.engines.matching.analysis import stems
from tular.features.catalogue.models import Theme
from tular.features.judging.models import Entry, Evaluator, EvaluatorProfile, Panel, Review
from tular.features.proposals.queries.checklist.computed import whole_text

LONGEST_TEXT = 12_000
"""Letters of a proposal that are read: more say nothing new about its field."""


def entries_to_read(review: Review, *, with_text: bool) -> list[Entry]:
    """The entries that are judged, by number; with what the fit needs, where it is asked for."""
    rows = review.entries.filter(left_at__isnull=True).order_by("number")
    if not with_text:
        return list(rows.select_related("proposal").only("review", "number", "proposal__category"))
    return list(
        rows.select_related("submission", "proposal__category", "proposal__innovation").prefetch_related(
            "proposal__innovation__themes"
        )
    )


def evaluators_to_give(review: Review) -> list[Evaluator]:
    """The evaluators who judge now, by number, with what the fit needs."""
    rows = review.evaluators.filter(left_at__isnull=True).order_by("number")
    return list(rows.select_related("person", "panel").prefetch_related("panel__categories"))


def fit_of(entries: Iterable[Entry], evaluators: Iterable[Evaluator]) -> Fit:
    """The fit of these pairs, rows and columns in the order given."""
    return fit([_entry(one) for one in entries], _evaluators(list(evaluators)))


def home_panels(review: Review, entries: Iterable[Entry]) -> dict[int, int]:
    """Entry id → id of the panel that is at home in its category; without one it may be read by everybody."""
    at_home = {
        category.pk: panel.pk
        for panel in Panel.objects.filter(review=review).prefetch_related("categories")
        for category in panel.categories.all()
    }
    return {
        one.pk: at_home[one.proposal.category_id]
        for one in entries
        if one.proposal.category_id is not None and one.proposal.category_id in at_home
    }


def _entry(entry: Entry) -> Described:
    frozen = json.loads(entry.submission.canonical)
    category = entry.proposal.category
    fields = {f"kategori-{category.pk}"} if category else set()
    if entry.proposal.innovation:
        fields |= {f"tema-{theme.pk}" for theme in entry.proposal.innovation.themes.all()}
    text = " ".join((frozen["title"], frozen["category"] or "", whole_text(frozen)[:LONGEST_TEXT]))
    return Described(str(entry.number), frozenset(fields), tuple(stems(text)))


def _evaluators(evaluators: list[Evaluator]) -> list[Described]:
    profiles = {
        one.person_id: one
        for one in EvaluatorProfile.objects.filter(person__in=[one.person_id for one in evaluators]).prefetch_related(
            "themes"
        )
    }
    names: dict[str, list[str]] = defaultdict(list)
    for theme in Theme.objects.all():
        names[theme.pk] = stems(theme.name)
    found = []
    for one in evaluators:
        profile = profiles.get(one.person_id)
        themes = [theme.pk for theme in profile.themes.all()] if profile else []
        categories = one.panel.categories.all() if one.panel else ()
        fields = {f"tema-{pk}" for pk in themes} | {f"kategori-{category.pk}" for category in categories}
        words = [word for pk in themes for word in names[pk]]
        words += [word for category in categories for word in stems(category.name)]
        words += stems(profile.expertise) if profile else []
        found.append(Described(str(one.number), frozenset(fields), tuple(words)))
    return found
