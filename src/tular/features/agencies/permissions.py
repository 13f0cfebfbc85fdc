"""Who may do what to agencies, units and memberships; the predicates are also the words of upper features."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from rules.predicates import always_allow, predicate

from tular.features.accounts.models import User
from tular.features.agencies.models import Agency, Invitation, JoinRequest, Membership, ServiceUnit
from tular.features.agencies.queries.below import people_below
from tular.features.agencies.queries.giving import (
    ADMIN_ROLES,
    Place,
    decides_on_joining,
    place_of,
    roles_to_give,
)
from tular.features.agencies.queries.roles import agencies_administered_by, roles_of
from tular.foundation.access.permissions import permit
from tular.foundation.notifications.operators import let_operate

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


@predicate
def administers_unit(person: Any, unit: ServiceUnit) -> bool:
    """Admin of the unit's agency or above; the unit's own admin may not change the unit itself."""
    return administers.test(person, unit.agency)


@predicate
def gives_roles_at(person: Any, place: Place | User) -> bool:
    """Whether there is a role that the person may give here; the person themselves stands for "everywhere"."""
    if isinstance(place, User):
        return place.pk == person.pk and bool(roles_to_give(person, None))
    return bool(roles_to_give(person, place))


@predicate
def gives_this_role(person: Any, row: Membership | Invitation) -> bool:
    """Whether the person may give, and so take back, this role at this place."""
    return row.role in roles_to_give(person, place_of(row))


@predicate
def is_holder(person: Any, row: Membership) -> bool:
    """The membership is the person's own."""
    return row.person_id == person.pk


@predicate
def can_be_lent(person: Any, row: Membership) -> bool:
    """An admin role that the holder has in their own right."""
    return row.role in ADMIN_ROLES and row.delegated_from_id is None


@predicate
def is_invited(person: Any, invitation: Invitation) -> bool:
    """The invitation went to the address of this account."""
    return bool(person.email) and invitation.email.lower() == person.email.lower()


@predicate
def decides_on_request(person: Any, request: JoinRequest) -> bool:
    """Admin above the agency that asks to join."""
    return decides_on_joining(person, request)


@predicate
def is_above(person: Any, account: User) -> bool:
    """Every role of the account lies below a role of the person, who is somebody else."""
    return account.pk in people_below(person, [account.pk])


permit("agencies.invite", gives_roles_at)
permit("agencies.withdraw_invitation", gives_this_role)
permit("agencies.resend_invitation", gives_this_role)
permit("agencies.accept_invitation", is_invited)
permit("agencies.end_membership", gives_this_role | is_holder)
permit("agencies.delegate_membership", can_be_lent & (gives_this_role | is_holder))
permit("agencies.hand_over_membership", can_be_lent & (gives_this_role | is_holder))
permit("agencies.create_unit", administers)
permit("agencies.rename_unit", administers_unit)
permit("agencies.end_unit", administers_unit)
# Everybody may ask; what they ask is decided by an admin above.
permit("agencies.request_to_join", always_allow)
permit("agencies.correct_request", always_allow)
permit("agencies.accept_request", decides_on_request)
permit("agencies.return_request", decides_on_request)
permit("agencies.refuse_request", decides_on_request)
permit("agencies.pass_on", is_national)
# Whoever operates the installation sees the background work of everybody; see foundation/jobs.
permit("jobs.see_all", is_super)
# The same people look after outgoing mail; see foundation/notifications.
let_operate(is_super)
# Actions of the accounts below: who may ask for them depends on roles.
permit("accounts.deactivate", is_above, who=_("admin di atas semua peran orang itu"))
permit("accounts.reactivate", is_above, who=_("admin di atas semua peran orang itu"))
# The rulebooks that ship with the product are the centre's to publish; see foundation/rulebooks.
permit("rulebooks.publish", is_national, who=_("admin pembina"))
