"""Who may do what to agencies, units and memberships; the predicates are also the words of upper features."""

from __future__ import annotations

from typing import Any

from rules.predicates import predicate

from tular.features.agencies.models import Agency
from tular.features.agencies.queries.roles import agencies_administered_by, roles_of

is_super = predicate(lambda person: roles_of(person).is_super, name="is_super")
is_national = predicate(lambda person: roles_of(person).is_national, name="is_national")


@predicate
def administers(person: Any, agency: Agency) -> bool:
    """Admin of the agency, of a hub over it, or of the centre."""
    return agencies_administered_by(person).filter(pk=agency.pk).exists()


@predicate
def is_admin_of(person: Any, agency: Agency) -> bool:
    """Admin of this very agency."""
    return agency.pk in roles_of(person).agencies
