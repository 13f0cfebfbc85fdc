"""The permissions of the product, each a name and a predicate; one place to ask them.

    permit("catalogue.submit", is_owner_of_record)      # in the feature's permissions.py
    allows(person, "catalogue.submit", innovation)      # anywhere

Predicates are small, named and combined with `&`, `|` and `~` (package `rules`).
"""

from __future__ import annotations

from typing import Any

from rules.predicates import Predicate
from rules.rulesets import RuleSet


class Denied(Exception):
    """This person may not do this. Pages answer as if the thing did not exist, unless the person may see it."""

    def __init__(self, permission: str) -> None:
        super().__init__(permission)
        self.permission = permission


_permissions = RuleSet()


def permit(name: str, predicate: Predicate) -> None:
    """Register a permission under the name of its action. Raises KeyError when the name is taken."""
    _permissions.add_rule(name, predicate)


def allows(person: Any, name: str, subject: Any = None) -> bool:
    """Whether the person may do this to the subject. Nobody may do what has no permission (KeyError)."""
    if name not in _permissions:
        raise KeyError(f"no permission called {name!r}")
    active = person is not None and person.is_authenticated and person.is_active
    return bool(active and _permissions.test_rule(name, person, subject))


def require(person: Any, name: str, subject: Any = None) -> None:
    """Raise `Denied` unless the person may do this."""
    if not allows(person, name, subject):
        raise Denied(name)


def permission_names() -> list[str]:
    """All registered names, sorted."""
    return sorted(_permissions)
