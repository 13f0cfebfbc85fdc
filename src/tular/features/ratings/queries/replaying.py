"""The result of a public rating, computed again from its frozen ratings; and that those are what the rows give."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from functools import partial
from hashlib import sha256
from typing import Any

from tular.engines.judging.rated import computed
from tular.features.competitions.choices import DigestOccasion
from tular.features.competitions.models import Competition
from tular.features.competitions.queries.digests import Happening
from tular.features.competitions.queries.replaying import Step, canonical
from tular.features.judging.queries.made_with import of_figures, taken
from tular.features.ratings.choices import RatingState
from tular.features.ratings.models import BenefitComputation, PublicRating
from tular.features.ratings.queries.figures import figures_from
from tular.features.ratings.queries.freezing import freeze_ratings
from tular.features.ratings.queries.rules import stage_of
from tular.features.ratings.queries.standing_result import is_up_to_date, latest

FROM_ROWS = ("sent", "unconfirmed", "replaced")
"""Figures of a computation that are counted from rows, and not from what was frozen."""

BESIDE = ("channels", "stances", "provinces")
"""The same of a proposal."""

LABELS = ("network", "domain", "words")
"""What of a rating leads to a person, as labels."""

OCCASIONS = {RatingState.CLOSED: DigestOccasion.RATED, RatingState.RELEASED: DigestOccasion.RELEASED}


def ended_since(since: datetime) -> Iterator[Happening]:
    """The public ratings that were closed, or whose result was announced, from this moment on. One query."""
    rows = PublicRating.objects.filter(state__in=OCCASIONS, state_at__gte=since)
    for competition, stage, state, at in rows.values_list("competition", "stage", "state", "state_at"):
        yield Happening(competition, stage, OCCASIONS[RatingState(state)], at)


def steps(competition: Competition) -> Iterator[Step]:
    """Each computation from what was frozen for it; of the one that holds also whether the rows still give that."""
    for rating in PublicRating.objects.filter(competition=competition).select_related("competition__rulebook"):
        label = stage_of(rating).label
        for one in rating.computations.order_by("number"):
            yield Step(
                rating.stage, "rating", f"{label}: hasil penghitungan {one.number}", _kept(one), partial(_again, one),
                taken(one.figures)[1], of_figures(),
            )  # fmt: skip
        last = latest(rating)
        if last is not None and is_up_to_date(rating):
            yield Step(
                rating.stage, "ratings", f"{label}: penilaian yang dihitung terakhir", _told(rating, last.canonical),
                partial(_rows_again, rating),
            )  # fmt: skip


def _kept(made: BenefitComputation) -> str:
    """What the engine gave, without what was counted beside it from rows that lead to people."""
    rows = made.scores.values_list("entry__proposal__code", "confirmed", "counted", "score", "low", "high", "told")
    scores = {row[0]: [*row[1:6], _without(row[6], BESIDE)] for row in rows}
    figures = _without(taken(made.figures)[0], FROM_ROWS)
    return canonical({"input": made.sha256, "figures": figures, "scores": scores})


def _again(made: BenefitComputation) -> str:
    found = computed(made.canonical)
    scores = {
        one["entry"]: [*(one[name] for name in ("confirmed", "counted", "score", "low", "high")), one]
        for one in found["entries"]
    }
    digest = sha256(made.canonical.encode()).hexdigest()
    return canonical({"input": digest, "figures": figures_from(found, json.loads(made.canonical)), "scores": scores})


def _told(rating: PublicRating, text: str) -> str:
    """The frozen ratings; once people are forgotten without the labels that stood for them."""
    if rating.forgotten_at is None:
        return text
    told = json.loads(text)
    ratings = [_without(one, LABELS) for one in told["ratings"]]
    decided = sorted([*name.split("|")[:2], held] for name, held in told["decided"].items())
    return canonical({**told, "ratings": ratings, "decided": decided})


def _rows_again(rating: PublicRating) -> str:
    return _told(rating, freeze_ratings(rating).text)


def _without(told: Mapping[str, Any], names: Iterable[str]) -> dict[str, Any]:
    return {name: one for name, one in told.items() if name not in names}
