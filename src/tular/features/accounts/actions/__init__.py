"""Everything that changes an account."""

from tular.features.accounts.actions.people import (
    confirm_address,
    create_person,
    deactivate,
    end_sessions,
    forget_ended_sessions,
    reactivate,
    update_profile,
)

__all__ = [
    "confirm_address",
    "create_person",
    "deactivate",
    "end_sessions",
    "forget_ended_sessions",
    "reactivate",
    "update_profile",
]
