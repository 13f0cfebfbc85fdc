"""For which agencies somebody may tell that a book was used."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from tular.features.agencies.models import Agency
from tular.features.agencies.queries.roles import roles_of


def agencies_that_may_report(person: Any) -> QuerySet[Agency]:
    """Where the person belongs: as admin, or in a unit of it."""
    roles = roles_of(person)
    return Agency.objects.filter(pk__in=roles.agencies | roles.unit_agencies).order_by("name")
