"""What is approved, by whom it may be, and as what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from tular.features.accounts.models import User
from tular.features.agencies.queries.roles import roles_of
from tular.features.modelbooks.models import ModelBook, Revision
from tular.features.modelbooks.queries.manuscript import canonical_of, digest_of


@dataclass(frozen=True, slots=True)
class Approving:
    """The text that stands to be approved: everything of which the edition would consist, and its hash."""

    told: dict[str, Any]
    sha256: str


def text_to_approve(book: ModelBook) -> Approving:
    """The text of now; about ten queries, whatever its length."""
    told = canonical_of(book)
    return Approving(told, digest_of(told))


def everybody_who_wrote(book: ModelBook) -> set[int]:
    """Whoever was ever among its authors, or ever saved a chapter: the centre may write too. Two queries."""
    joined = book.authors.values_list("person_id", flat=True)
    saved = Revision.objects.filter(section__book=book, by__isnull=False).order_by().values_list("by_id", flat=True)
    return {*joined, *saved.distinct()}


def wrote(person: Any, book: ModelBook) -> bool:
    """Whether this person had a part in the text. Two queries."""
    return person.pk in everybody_who_wrote(book)


def office_of(person: User, book: ModelBook) -> str:
    """As what somebody approves: their role and its place."""
    if roles_of(person).is_national:
        return _("admin pembina")
    return _("admin %(agency)s") % {"agency": book.agency.name}
