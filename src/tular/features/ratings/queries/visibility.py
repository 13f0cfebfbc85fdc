"""Who sees which public rating: everybody what is rated; who runs it everything; all results after the release."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from tular.features.competitions.queries.visibility import competitions_run_by, competitions_visible_to
from tular.features.proposals.choices import ProposalState
from tular.features.ratings.choices import RatingState
from tular.features.ratings.models import PublicRating, RatedEntry

RELATED = ("competition__rulebook", "competition__organiser")


def rating_for(person: Any, slug: str) -> PublicRating | None:
    """The public rating of a competition that the person sees; the first one where there are several."""
    seen = competitions_visible_to(person).filter(slug=slug)
    return PublicRating.objects.filter(competition__in=seen).select_related(*RELATED).order_by("pk").first()


def released_for(person: Any, slug: str) -> PublicRating | None:
    """The same once its result is announced: for nobody before, in any form."""
    found = rating_for(person, slug)
    return found if found is not None and found.state == RatingState.RELEASED else None


def rating_run_by(person: Any, slug: str) -> PublicRating | None:
    """The public rating for who runs the competition."""
    run = competitions_run_by(person).filter(slug=slug)
    return PublicRating.objects.filter(competition__in=run).select_related(*RELATED).order_by("pk").first()


def entries_rated(rating: PublicRating) -> QuerySet[RatedEntry]:
    """What the public rates now: neither left out since nor withdrawn by its agency."""
    return rating.entries.filter(left_at__isnull=True, proposal__state=ProposalState.SUBMITTED)
