"""Everything that may change agencies, regions, their indicators, units and people."""

from tular.features.agencies.actions.agencies import load_agencies, load_hubs
from tular.features.agencies.actions.bulk import invite_many
from tular.features.agencies.actions.demo import create_demo_people
from tular.features.agencies.actions.indicators import load_indicators
from tular.features.agencies.actions.invitations import (
    accept_as_new_person,
    accept_invitation,
    invite,
    invite_super_admin,
    resend_invitation,
    withdraw_invitation,
)
from tular.features.agencies.actions.joining import (
    accept_request,
    correct_request,
    refuse_request,
    request_to_join,
    return_request,
)
from tular.features.agencies.actions.memberships import (
    delegate_membership,
    end_membership,
    hand_over_membership,
    tell_endings,
)
from tular.features.agencies.actions.passing import Passing, pass_on
from tular.features.agencies.actions.regions import load_regions
from tular.features.agencies.actions.units import create_unit, end_unit, rename_unit

__all__ = [
    "Passing",
    "accept_as_new_person",
    "accept_invitation",
    "accept_request",
    "correct_request",
    "create_demo_people",
    "create_unit",
    "delegate_membership",
    "end_membership",
    "end_unit",
    "hand_over_membership",
    "invite",
    "invite_many",
    "invite_super_admin",
    "load_agencies",
    "load_hubs",
    "load_indicators",
    "load_regions",
    "pass_on",
    "refuse_request",
    "rename_unit",
    "request_to_join",
    "resend_invitation",
    "return_request",
    "tell_endings",
    "withdraw_invitation",
]
