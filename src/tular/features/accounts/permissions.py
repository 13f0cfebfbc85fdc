"""What people may do to accounts. `accounts.deactivate` and `accounts.reactivate` are permitted by the agencies."""

from __future__ import annotations

from typing import Any

from rules.predicates import predicate

from tular.features.accounts.models import User
from tular.foundation.access.permissions import permit


@predicate
def is_self(person: Any, account: User) -> bool:
    """The account is the person's own."""
    return person.pk == account.pk


permit("accounts.update_profile", is_self)
permit("accounts.end_sessions", is_self)
