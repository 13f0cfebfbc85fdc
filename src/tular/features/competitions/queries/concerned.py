"""Whom a change of a competition concerns. Upper features know who takes part: each offers its query once.

`concerned.offer(query)` in the feature's `apps.py`; `query(competition)` gives people, in a fixed number of queries.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from tular.features.accounts.models import User
from tular.features.agencies.choices import Role
from tular.features.agencies.queries.roles import memberships_on, today
from tular.features.competitions.models import Competition

Offer = Callable[[Competition], Iterable[User]]

_offers: list[Offer] = []


def offer(query: Offer) -> None:
    """Let `query(competition)` name people who are told when a date moves or the competition is cancelled."""
    if query not in _offers:
        _offers.append(query)


def people_concerned(competition: Competition) -> list[User]:
    """Everybody to tell, each once: admins of invited agencies, and those whom upper features name."""
    invited = admins_of(competition.invitations.values_list("agency_id", flat=True))
    found = [*invited, *(person for query in _offers for person in query(competition))]
    return list({person.pk: person for person in found}.values())


def admins_of(agencies: Iterable[int]) -> list[User]:
    """The local admins of these agencies today. One query."""
    held = memberships_on(today()).filter(role=Role.AGENCY, agency__in=list(agencies)).values("person")
    return list(User.objects.filter(pk__in=held).order_by("pk"))
