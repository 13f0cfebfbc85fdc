"""Who sees which book, and as what: the public its editions, authors the manuscript, those invited their FGD."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet

from tular.features.agencies.queries.roles import roles_of
from tular.features.modelbooks.choices import AuthorRole
from tular.features.modelbooks.models import Author, Edition, ModelBook

WITH = ("theme", "agency", "rulebook")
"""What nearly every page of a book needs besides."""

WRITERS = (AuthorRole.LEAD, AuthorRole.AUTHOR)


def books_held() -> QuerySet[ModelBook]:
    """Every book; once the demo is over, those made up for it are gone from all lists and pages."""
    return ModelBook.objects.all() if settings.DEMO else ModelBook.objects.filter(is_demo=False)


def books_published() -> QuerySet[ModelBook]:
    """Those that everybody may read: they have an edition."""
    return books_held().filter(Exists(Edition.objects.filter(book=OuterRef("pk"))))


def manuscripts_visible_to(person: Any) -> QuerySet[ModelBook]:
    """The books whose manuscript a person may open: its authors, the agency that answers for it, and the centre."""
    if person is None or not person.is_authenticated:
        return ModelBook.objects.none()
    roles = roles_of(person)
    if roles.is_national:
        return books_held()
    joined = Author.objects.filter(book=OuterRef("pk"), person_id=person.pk, until__isnull=True)
    return books_held().filter(Exists(joined) | Q(agency_id__in=roles.agencies))


def role_in(person: Any, book: ModelBook) -> AuthorRole | None:
    """What the person does for the book today. One query."""
    if person is None or not person.is_authenticated:
        return None
    held = book.authors.filter(person_id=person.pk, until__isnull=True).values_list("role", flat=True).first()
    return AuthorRole(held) if held else None
