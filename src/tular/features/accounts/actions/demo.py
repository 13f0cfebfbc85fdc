"""People made up for the demo."""

from __future__ import annotations

from tular.features.accounts.models import User


def demo_person(name: str) -> User:
    """A made-up person without a password."""
    email = f"{name.lower().replace(' ', '.')}@tular.example"
    person, new = User.objects.get_or_create(email=email, defaults={"name": name, "is_demo": True})
    if new:
        person.set_unusable_password()
        person.save()
    return person
