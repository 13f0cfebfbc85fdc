"""Whether a rating counts, by who sent it. What is counted apart is shown apart, never thrown away."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from tular.features.accounts.models import User
from tular.features.agencies.models import Membership
from tular.features.agencies.queries.roles import memberships_on, today
from tular.features.judging.models import Evaluator
from tular.features.judging.queries.visibility import people_of_organiser
from tular.features.ratings.choices import Stance, Standing
from tular.features.ratings.models import PublicRating, RatedEntry
from tular.features.ratings.queries.keeping import PUBLIC_PROVIDERS, domain_in, is_government


def standing_for(entry: RatedEntry, address: str, stance: str) -> Standing:
    """By the address and by what people said themselves. The sender is told nothing that others must not learn."""
    rating, domain = entry.rating, domain_in(address)
    person = User.objects.filter(email__iexact=address.strip()).first()
    if person is not None and judges_or_organises(person, rating):
        return Standing.ORGANISER
    own = Q(agency=entry.proposal.agency_id)
    held = memberships_on(today())
    if stance == Stance.EMPLOYEE or (person is not None and held.filter(own, person=person).exists()):
        return Standing.EMPLOYEE
    if domain not in PUBLIC_PROVIDERS and _works_at(own, domain):
        return Standing.EMPLOYEE
    if is_government(domain):
        return Standing.GOVERNMENT
    others = rating.entries.filter(left_at__isnull=True).exclude(proposal__agency=entry.proposal.agency_id)
    if person is not None and held.filter(person=person, agency__in=others.values("proposal__agency")).exists():
        return Standing.COMPETITOR
    return Standing.COUNTED


def judges_or_organises(person: Any, rating: PublicRating) -> bool:
    """Whether somebody organises the competition or gives expert marks in it."""
    if person.pk in people_of_organiser(rating.competition, [person.pk]):
        return True
    return Evaluator.objects.filter(review__competition=rating.competition, person_id=person.pk).exists()


def _works_at(own: Q, domain: str) -> bool:
    return bool(domain) and Membership.objects.filter(own, person__email__iendswith=f"@{domain}").exists()
