"""The permissions of the product, each a name and a predicate; one place to ask them.

    permit("catalogue.submit", is_owner_of_record)      # in the feature's permissions.py
    allows(person, "catalogue.submit", innovation)      # anywhere

Predicates are small, named and combined with `&`, `|` and `~` (package `rules`).
"""

from __future__ import annotations

from typing import Any

from django.utils.functional import Promise
from rules.predicates import Predicate
from rules.rulesets import RuleSet


class Denied(Exception):
    """This person may not do this. A page says so (403); `visible=False`: it answers as if the thing did not exist.

    `doing` is what was tried, `who` tells who may do it; both in words, or "".
    """

    def __init__(
        self, permission: str, *, doing: str | Promise = "", who: str | Promise = "", visible: bool = True
    ) -> None:
        super().__init__(permission)
        self.permission, self.doing, self.who, self.visible = permission, doing, who, visible


_permissions = RuleSet()
_holders: dict[str, str | Promise] = {}


def permit(name: str, predicate: Predicate, *, who: str | Promise = "") -> None:
    """Register a permission under the name of its action. Raises KeyError when the name is taken.

    `who` tells a person who is denied who may do it, such as "admin instansi pemilik".
    """
    _permissions.add_rule(name, predicate)
    _holders[name] = who


def allows(person: Any, name: str, subject: Any = None) -> bool:
    """Whether the person may do this to the subject. Nobody may do what has no permission (KeyError)."""
    if name not in _permissions:
        raise KeyError(f"no permission called {name!r}")
    active = person is not None and person.is_authenticated and person.is_active
    return bool(active and _permissions.test_rule(name, person, subject))


def require(person: Any, name: str, subject: Any = None, *, doing: str | Promise = "", visible: bool = True) -> None:
    """Raise `Denied` unless the person may do this."""
    if not allows(person, name, subject):
        raise Denied(name, doing=doing, who=_holders[name], visible=visible)


def permission_names() -> list[str]:
    """All registered names, sorted."""
    return sorted(_permissions)
