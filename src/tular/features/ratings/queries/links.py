"""The page behind the link of a mail."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tular.features.agencies.queries.tokens import digest
from tular.features.ratings.models import PublicRating, ServiceRating
from tular.features.ratings.queries.listing import Call, Card, call_of, card_of, is_rated


@dataclass(frozen=True, slots=True)
class ConfirmPage:
    """One rating as its sender sees it. `state`: waiting, confirmed, gone (withdrawn or replaced), expired."""

    row: ServiceRating
    card: Card
    call: Call
    state: str
    answers: list[tuple[str, str]]
    rated: bool


def confirm_page(rating: PublicRating, token: str, now: datetime) -> ConfirmPage | None:
    """For who holds the link; None for an unknown one."""
    related = ("entry__proposal__agency__region__parent", "entry__proposal__unit", "entry__proposal__category")
    rows = ServiceRating.objects.filter(token=digest(token), entry__rating=rating)
    row = rows.select_related(*related, "entry__rating__competition__rulebook").first()
    if row is None:
        return None
    state = "waiting"
    if row.replaced_at is not None:
        state = "gone"
    elif row.confirmed_at is not None:
        state = "confirmed"
    elif now >= row.expires_at:
        state = "expired"
    told = [
        (question["asks"], question["levels"][level - 1])
        for question, level in zip(rating.questions, row.answers, strict=False)
    ]
    return ConfirmPage(row, card_of(row.entry), call_of(rating, now), state, told, is_rated(row.entry))
