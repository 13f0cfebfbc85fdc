"""A book that is being written, and its people."""

from __future__ import annotations

from datetime import UTC, datetime

from tests.people import agency, make_member, make_person
from tular.features.accounts.models import User
from tular.features.agencies.choices import Role
from tular.features.catalogue.models import Innovation, Theme
from tular.features.modelbooks.actions.beginning import add_author, start
from tular.features.modelbooks.actions.referring import choose_reference
from tular.features.modelbooks.actions.writing import save_chapter
from tular.features.modelbooks.choices import AuthorRole
from tular.features.modelbooks.models import BookReference, ModelBook, Section

NOW = datetime(2026, 11, 2, 3, 0, tzinfo=UTC)


def begun(title: str = "Posyandu tanpa antre") -> tuple[ModelBook, User]:
    """A book with its lead, who is nothing else."""
    lead = make_member(Role.AUTHOR, person=make_person(f"Ketua {title}")).person
    theme = Theme.objects.get(pk="stunting")
    return start(agency("pemkab-sidoarjo"), theme=theme, title=title, by=lead, now=NOW), lead  # type: ignore[return-value] # the one user model


def author(book: ModelBook, name: str = "Penulis Dua", role: str = AuthorRole.AUTHOR) -> User:
    """Somebody who writes the book, too."""
    person = make_person(name)
    lead = book.authors.get(role=AuthorRole.LEAD).person
    add_author(book, person=person, role=role, by=lead, now=NOW)
    return person


def reference(book: ModelBook, by: User, code: str = "oth-a-049") -> BookReference:
    """A real innovation of the shipped catalogue as reference."""
    return choose_reference(book, innovation=Innovation.objects.get(code=code), why="Sudah ditiru.", by=by, now=NOW)


def with_text(section: Section, text: str, by: User) -> Section:
    """The chapter with this text."""
    save_chapter(section, by=by, now=NOW, text=text, base=section.version)
    return Section.objects.get(pk=section.pk)
