"""Which computation holds, and whether anything happened since."""

from __future__ import annotations

from tular.features.ratings.models import BenefitComputation, ClusterDecision, PublicRating


def latest(rating: PublicRating) -> BenefitComputation | None:
    """The computation made last since the rating was closed."""
    return rating.computations.filter(at__gte=rating.state_at).order_by("-number").first() or (
        rating.computations.order_by("-number").first() if rating.state == "diumumkan" else None
    )


def is_up_to_date(rating: PublicRating) -> bool:
    """Whether the last computation knows every decision about groups."""
    found = latest(rating)
    if found is None:
        return False
    return not ClusterDecision.objects.filter(cluster__entry__rating=rating, at__gt=found.at).exists()
