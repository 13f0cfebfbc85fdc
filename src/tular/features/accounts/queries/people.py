"""People as signing in needs them."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from tular.features.accounts.models import User


def may_sign_in(person: Any) -> bool:
    """Active, and not made up unless this installation is a demo."""
    return bool(person.is_active and (settings.DEMO or not person.is_demo))


def demo_people() -> QuerySet[User]:
    """The made-up people whom anybody may be for a while; none outside of demo mode."""
    people = User.objects.filter(is_demo=True, is_active=True).order_by("id")
    return people if settings.DEMO else people.none()


def account_of(person: Any) -> User:
    """The row behind `request.user`, which is a stand-in for it."""
    return User.objects.get(pk=person.pk)


def person_with(email: str) -> User | None:
    """The account with this address, whatever its case."""
    return User.objects.filter(email__iexact=email.strip()).first()
