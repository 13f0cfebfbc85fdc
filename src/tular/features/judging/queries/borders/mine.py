"""What an evaluator sees of a band: two proposals side by side, how far they are, and nothing of where they stand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tular.features.judging.choices import Judgement
from tular.features.judging.models import BorderBand, BorderPair, Entry, Evaluator
from tular.features.judging.queries.borders.state import BandState, Said, state_of
from tular.features.judging.queries.identities import identities_of
from tular.features.judging.queries.rules import stage_of
from tular.features.judging.queries.submitted import Section, Submitted, is_blind, submitted
from tular.features.judging.queries.visibility import STARTED, evaluators_of, may_judge
from tular.foundation.ui.desk import DeskItem

WITH = ("proposal__agency__region__parent", "proposal__unit", "proposal__category", "submission",
        "review__competition__rulebook")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """A section of the two side by side; None where one of them has no such section."""

    label: str
    left: Section | None
    right: Section | None


@dataclass(frozen=True, slots=True)
class MyComparing:
    """The page. `pair` is the one that waits for an answer, `last` the answer that may be taken back."""

    band: BorderBand
    evaluator: Evaluator
    competition: str
    stage: str
    done: int
    pair: BorderPair | None
    left: Submitted | None
    right: Submitted | None
    rows: tuple[Row, ...]
    last: Said | None
    last_left: str
    last_right: str

    @property
    def path(self) -> str:
        """Its address."""
        return f"/penilaian/perbandingan/{self.band.pk}"


def bands_of(person: Any) -> list[BorderBand]:
    """The bands that a person may compare in, those that run and those that ended. Two queries."""
    reviews = evaluators_of(person).filter(review__state__in=STARTED).values("review")
    rows = BorderBand.objects.filter(review__in=reviews).select_related("review__competition__rulebook", "calibration")
    return list(rows.order_by("at", "pk"))


def band_for(person: Any, pk: int) -> tuple[BorderBand, Evaluator] | None:
    """The band with the person as the evaluator they are there; None for everybody else."""
    band = next((one for one in bands_of(person) if one.pk == pk), None)
    if band is None or not may_judge(person, band.review.competition):
        return None
    return band, evaluators_of(person).get(review=band.review)


def my_comparing(band: BorderBand, evaluator: Evaluator) -> MyComparing:
    """The page of a band for one evaluator. A fixed number of queries."""
    state = state_of(band)
    mine = state.of(evaluator)
    answered = [one for one in mine if one.judgement is not None and not one.barred]
    waiting = open_pair(state, evaluator) if band.closed_at is None else None
    last = max(answered, key=lambda one: (one.at, one.pair.pk), default=None) if band.closed_at is None else None
    left = right = None
    rows: tuple[Row, ...] = ()
    if waiting is not None:
        left, right = _two(waiting)
        rows = tuple(_beside(left, right))
    numbers = _numbers(last.pair) if last else ("", "")
    return MyComparing(
        band, evaluator, band.review.competition.title, stage_of(band.review).label, len(answered), waiting, left,
        right, rows, last, *numbers,
    )  # fmt: skip


def open_pair(state: BandState, evaluator: Evaluator) -> BorderPair | None:
    """The pair that waits for this evaluator's answer, if one does."""
    return next((one.pair for one in state.of(evaluator) if one.is_open), None)


def sides(pair: BorderPair) -> tuple[int, int]:
    """Keys of the entries, left and right."""
    return (pair.second_id, pair.first_id) if pair.turned else (pair.first_id, pair.second_id)


def _numbers(pair: BorderPair) -> tuple[str, str]:
    two = (f"{pair.first.number:04d}", f"{pair.second.number:04d}")
    return two[::-1] if pair.turned else two


def _two(pair: BorderPair) -> tuple[Submitted, Submitted]:
    """Both submissions as the stage lets evaluators see them. Two queries, four more where whose they are is hidden."""
    entries = {one.pk: one for one in Entry.objects.filter(pk__in=sides(pair)).select_related(*WITH)}
    hidden = identities_of(entries.values()) if any(is_blind(one) for one in entries.values()) else {}
    left, right = (submitted(entries[pk], hidden.get(pk)) for pk in sides(pair))
    return left, right


def _beside(left: Submitted, right: Submitted) -> Iterable[Row]:
    """Sections of the same id in one row, in the order of the left form."""
    others = {one.id: one for one in right.sections}
    for one in left.sections:
        yield Row(one.label, one, others.pop(one.id, None))
    for one in others.values():
        yield Row(one.label, None, one)


def comparing_items(person: Any, now: datetime) -> list[DeskItem]:
    """On the general desk: bands that are compared now, one item each. Two queries."""
    if person is None or not person.is_authenticated:
        return []
    found = []
    for band in bands_of(person):
        if band.closed_at is None:
            n = len(band.entries)
            text = ngettext("%(n)d proposal di ambang dibandingkan dua-dua.",
                            "%(n)d proposal di ambang dibandingkan dua-dua.", n) % {"n": n}  # fmt: skip
            found.append(
                DeskItem(
                    _("Perbandingan berpasangan: %(title)s") % {"title": band.review.competition.title},
                    f"/penilaian/perbandingan/{band.pk}", _("penilai"), _("Bandingkan"), text, since=band.at,
                )
            )  # fmt: skip
    return found


ANSWERS = (Judgement.LEFT, Judgement.RIGHT, Judgement.TIE)
"""What may be answered, in the order of the page."""
