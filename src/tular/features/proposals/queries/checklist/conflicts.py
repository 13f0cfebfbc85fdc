"""Whose proposals somebody may not decide about."""

from __future__ import annotations

from typing import Any

from tular.features.agencies.queries.roles import roles_of


def own_agencies_of(person: Any) -> frozenset[int]:
    """The agencies that the person administers or works at: others check what these send."""
    roles = roles_of(person)
    return roles.agencies | roles.unit_agencies
