"""Who works on a book, who could, and for which agencies somebody may begin one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from tular.features.accounts.models import User
from tular.features.agencies.models import Agency
from tular.features.agencies.queries.roles import roles_of
from tular.features.competitions.queries.visibility import CENTRE
from tular.features.modelbooks.choices import AuthorRole
from tular.features.modelbooks.models import Author, ModelBook
from tular.features.modelbooks.queries.visibility import WRITERS
from tular.foundation.access.permissions import allows


@dataclass(frozen=True, slots=True)
class AuthorLine:
    """Somebody of the book; `until` is when they left."""

    pk: int
    name: str
    role: str
    kind: str
    affiliation: str
    order: int
    chapters: int
    since: datetime
    until: datetime | None
    is_lead: bool


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """Those who work on the book, and those who left."""

    book: ModelBook
    here: tuple[AuthorLine, ...]
    left: tuple[AuthorLine, ...]
    leads: bool


def people_page(person: Any, book: ModelBook) -> PeoplePage:
    """The people of a book. Two queries."""
    rows = book.authors.select_related("person").annotate(chapters=Count("sections"))
    lines = [_line(one) for one in rows.order_by("order", "since", "pk")]
    return PeoplePage(
        book,
        tuple(one for one in lines if one.until is None),
        tuple(one for one in lines if one.until is not None),
        allows(person, "modelbooks.add_author", book),
    )


def _line(one: Author) -> AuthorLine:
    return AuthorLine(
        pk=one.pk, name=str(one.person), role=str(one.get_role_display()), kind=str(one.get_kind_display()),
        affiliation=one.affiliation, order=one.order, chapters=getattr(one, "chapters", 0), since=one.since,
        until=one.until, is_lead=one.role == AuthorRole.LEAD,
    )  # fmt: skip


def author_of(book: ModelBook, pk: int) -> Author | None:
    """One who works on the book now. One query."""
    found = book.authors.filter(pk=pk, until__isnull=True).select_related("person").first()
    if found is not None:
        found.book = book
    return found


def writers_of(book: ModelBook) -> list[Author]:
    """Those who may be given a chapter, in the order of the title page. One query."""
    rows = book.authors.filter(until__isnull=True, role__in=WRITERS).select_related("person")
    return list(rows.order_by("order", "since", "pk"))


def account_of(email: str) -> User | None:
    """The active account with this address. One query."""
    return User.objects.filter(email__iexact=email.strip(), is_active=True).first()


def agencies_for(person: Any) -> QuerySet[Agency]:
    """For which agencies this person may begin a book: the centre for any, others for their own or the ministry's."""
    roles = roles_of(person)
    if roles.is_national:
        return Agency.objects.order_by("name")
    own = Q(pk__in=roles.agencies | roles.unit_agencies)
    return Agency.objects.filter(own | Q(slug=CENTRE)).order_by("name")
