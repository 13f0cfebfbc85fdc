"""Who may do what to a record: the owner's people write, its admin approves, the hub or the centre publishes."""

from __future__ import annotations

from typing import Any

from rules.predicates import predicate

from tular.features.agencies.models import Agency
from tular.features.agencies.permissions import is_national
from tular.features.agencies.queries.roles import agencies_of_hubs, roles_of
from tular.features.catalogue.models import Innovation
from tular.foundation.access.permissions import permit


@predicate
def works_at(person: Any, agency: Agency) -> bool:
    """Admin of the agency, or somebody of one of its units."""
    roles = roles_of(person)
    return agency.pk in roles.agencies or agency.pk in roles.unit_agencies


@predicate
def writes(person: Any, innovation: Innovation) -> bool:
    """Admin of the owner, or somebody of the unit that owns the record."""
    roles = roles_of(person)
    return innovation.agency_id in roles.agencies or innovation.service_unit_id in roles.units


@predicate
def is_owner_admin(person: Any, innovation: Innovation) -> bool:
    """Admin of the agency that owns the record."""
    return innovation.agency_id in roles_of(person).agencies


@predicate
def curates(person: Any, innovation: Innovation) -> bool:
    """Admin of a hub in whose area the owner lies, or of the centre."""
    roles = roles_of(person)
    if roles.is_national:
        return True
    return bool(roles.hubs) and agencies_of_hubs(roles.hubs).filter(pk=innovation.agency_id).exists()


permit("catalogue.create", works_at)
permit("catalogue.save", writes)
permit("catalogue.submit", writes)
permit("catalogue.discard", writes)
permit("catalogue.approve", is_owner_admin | curates)
permit("catalogue.return", is_owner_admin | curates)
permit("catalogue.reject", is_owner_admin | curates)
permit("catalogue.reopen", writes | curates)
permit("catalogue.publish", curates)
permit("catalogue.unpublish", curates)
permit("catalogue.withdraw", is_owner_admin | curates)
permit("catalogue.restore", is_owner_admin | curates)
# A hub keeps the data of its area: it may say so in place of an owner who does not answer, and how it knows.
permit("catalogue.declare", writes | curates)
permit("catalogue.confirm", writes | curates)
permit("catalogue.ask_update", is_owner_admin | curates)
permit("catalogue.take_back", is_owner_admin | curates)
# As with the units and people of such a body: see agencies.pass_on.
permit("catalogue.pass_on", is_national)
permit("catalogue.give_back", is_national)
permit("catalogue.assign_unit", is_owner_admin | curates)
