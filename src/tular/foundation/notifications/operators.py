"""Who looks after the mail of this installation: an upper layer says so, since the foundation knows no roles."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rules.predicates import predicate

_tests: list[Callable[[Any], bool]] = []


def let_operate(test: Callable[[Any], bool]) -> None:
    """Count everybody whom `test(person)` is true of among the operators; called in an upper feature's apps.py."""
    if test not in _tests:
        _tests.append(test)


@predicate
def is_operator(person: Any) -> bool:
    """Whether the person looks after mail; nobody does until an upper layer says who."""
    return any(test(person) for test in _tests)
