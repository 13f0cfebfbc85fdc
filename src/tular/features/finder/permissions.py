"""A saved need is its person's alone."""

from __future__ import annotations

from typing import Any

from rules.predicates import predicate

from tular.features.finder.models import SavedNeed
from tular.foundation.access.permissions import permit


@predicate
def is_own_account(person: Any, account: Any) -> bool:
    """The person themselves."""
    return bool(person.pk == account.pk)


@predicate
def is_own_need(person: Any, need: SavedNeed) -> bool:
    """Who saved it."""
    return need.person_id == person.pk


permit("finder.save_need", is_own_account)
permit("finder.drop_need", is_own_need)
permit("finder.watch_need", is_own_need)
