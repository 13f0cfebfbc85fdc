"""Who is told of what concerns those who run a competition."""

from __future__ import annotations

from django.db.models import Q

from tular.features.accounts.models import User
from tular.features.agencies.choices import Role
from tular.features.agencies.models import Hub
from tular.features.agencies.queries.roles import memberships_on, today
from tular.features.competitions.choices import CompetitionLevel, StaffRole
from tular.features.competitions.models import Competition


def runners_of(competition: Competition) -> list[User]:
    """The secretariat of a competition, or else the admins of its organiser, and the centre for national ones."""
    staff = competition.staff.filter(role=StaffRole.SECRETARIAT, until__isnull=True)
    found = list(User.objects.filter(pk__in=staff.values("person_id"), is_active=True))
    if found:
        return found
    runs = Q(role=Role.AGENCY, agency=competition.organiser_id)
    runs |= Q(role=Role.HUB, hub__in=Hub.objects.filter(agency=competition.organiser_id))
    if competition.level == CompetitionLevel.NATIONAL:
        runs |= Q(role=Role.NATIONAL)
    return list(User.objects.filter(pk__in=memberships_on(today()).filter(runs).values("person_id")))
