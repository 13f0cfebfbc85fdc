"""Who hears what about a book."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from tular.features.accounts.models import User
from tular.features.agencies.choices import Role
from tular.features.agencies.queries.roles import memberships_on, today
from tular.features.modelbooks import notices  # noqa: F401 - makes the kinds known
from tular.features.modelbooks.models import ModelBook
from tular.features.modelbooks.queries.approving import everybody_who_wrote
from tular.foundation.notifications.actions import notify


def writers_of(book: ModelBook) -> list[User]:
    """Who works on the book today."""
    return list(User.objects.filter(model_books__book=book, model_books__until__isnull=True).distinct())


def leads_of(book: ModelBook) -> list[User]:
    """Who leads its authors."""
    return list(User.objects.filter(model_books__book=book, model_books__until__isnull=True, model_books__role="ketua"))


def approvers_of(book: ModelBook) -> list[User]:
    """Admins of the centre and of the agency that answers for the book, as far as they did not write it."""
    held = memberships_on(today())
    people = held.filter(role__in=[Role.NATIONAL, Role.SUPER]) | held.filter(
        role=Role.AGENCY, agency_id=book.agency_id, unit__isnull=True
    )
    return list(User.objects.filter(pk__in=people.values("person")).exclude(pk__in=everybody_who_wrote(book)))


def tell(
    code: str, people: Iterable[User], book: ModelBook, *, by: Any, path: str, now: datetime, **params: Any
) -> None:
    """Tell these people, except whoever did it."""
    readers = [one for one in people if by is None or one.pk != by.pk]
    notify(readers, code, path=path, now=now, title=book.title, **params)
