"""Who may do what with a book: authors write, the lead and the centre manage, two who did not write it approve."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from rules.predicates import predicate

from tular.features.agencies.choices import Role
from tular.features.agencies.permissions import is_national
from tular.features.agencies.queries.roles import roles_of
from tular.features.events.choices import GuestRole
from tular.features.events.models import Invitation
from tular.features.modelbooks.choices import AuthorRole
from tular.features.modelbooks.models import ModelBook
from tular.features.modelbooks.queries.reporting import agencies_that_may_report
from tular.features.modelbooks.queries.seats import invitations_to
from tular.features.modelbooks.queries.visibility import WRITERS, books_held, books_published, role_in
from tular.foundation.access.permissions import permit


def book_of(subject: Any) -> ModelBook:
    """The book to which a row belongs."""
    if isinstance(subject, ModelBook):
        return subject
    for name in ("book", "comment", "round", "section", "edition", "reference"):
        if hasattr(subject, name):
            return book_of(getattr(subject, name))
    raise TypeError(f"{type(subject).__name__} belongs to no book")


@predicate
def begins_books(person: Any, subject: Any) -> bool:
    """Admin of the centre, or somebody who was made an author."""
    roles = roles_of(person)
    return roles.is_national or roles.has(Role.AUTHOR)


@predicate
def leads(person: Any, subject: Any) -> bool:
    """Leads the authors, or is an admin of the centre."""
    book = book_of(subject)
    held = books_held().filter(pk=book.pk).exists()
    return held and (roles_of(person).is_national or role_in(person, book) == AuthorRole.LEAD)


@predicate
def writes_book(person: Any, subject: Any) -> bool:
    """Writes the book, or is an admin of the centre."""
    return roles_of(person).is_national or role_in(person, book_of(subject)) in WRITERS


@predicate
def takes_notes(person: Any, subject: Any) -> bool:
    """Anybody who works on the book."""
    return roles_of(person).is_national or role_in(person, book_of(subject)) is not None


@predicate
def sits_at(person: Any, subject: Any) -> bool:
    """Invited to the round's event, or works on the book."""
    return takes_notes(person, subject) or _invitations(person, subject).exists()


@predicate
def is_invited_to_note(person: Any, subject: Any) -> bool:
    """Invited to the round's event to take notes."""
    return _invitations(person, subject).filter(role=GuestRole.NOTE_TAKER).exists()


def _invitations(person: Any, subject: Any) -> QuerySet[Invitation]:
    return invitations_to(subject).filter(person_id=person.pk)


@predicate
def approves(person: Any, subject: Any) -> bool:
    """Admin of the centre or of the agency that answers for the book, who does not write it."""
    book, roles = book_of(subject), roles_of(person)
    return (roles.is_national or book.agency_id in roles.agencies) and role_in(person, book) is None


@predicate
def reads(person: Any, subject: Any) -> bool:
    """Everybody who is signed in, of a book that is published."""
    return books_published().filter(pk=book_of(subject).pk).exists()


@predicate
def belongs_to_an_agency(person: Any, subject: Any) -> bool:
    """Somebody for whose agency it can be told that it used a book."""
    return agencies_that_may_report(person).exists()


AUTHORS = _("penulis buku ini")
LEAD = _("ketua tim penulis, atau admin pembina")
APPROVERS = _("admin pembina atau admin instansi penanggung jawab, yang tidak ikut menulis")

permit("modelbooks.start", begins_books, who=_("admin pembina, atau orang berperan penulis"))
# Managing.
permit("modelbooks.describe", leads, who=LEAD)
permit("modelbooks.add_author", leads, who=LEAD)
permit("modelbooks.change_author", leads, who=LEAD)
permit("modelbooks.remove_author", leads, who=LEAD)
permit("modelbooks.assign_section", leads, who=LEAD)
permit("modelbooks.add_section", leads, who=LEAD)
permit("modelbooks.rename_section", leads, who=LEAD)
permit("modelbooks.move_section", leads, who=LEAD)
permit("modelbooks.drop_section", leads, who=LEAD)
permit("modelbooks.choose_reference", leads, who=LEAD)
permit("modelbooks.refreeze_reference", leads, who=LEAD)
permit("modelbooks.drop_reference", leads, who=LEAD)
permit("modelbooks.ask_owners", leads, who=LEAD)
permit("modelbooks.assemble", leads, who=LEAD)
permit("modelbooks.freeze_draft", leads, who=LEAD)
permit("modelbooks.open_round", leads, who=LEAD)
permit("modelbooks.extend_round", leads, who=LEAD)
permit("modelbooks.close_round", leads, who=LEAD)
permit("modelbooks.finalise", leads, who=LEAD)
permit("modelbooks.renew", leads, who=LEAD)
# Writing.
permit("modelbooks.save", writes_book, who=AUTHORS)
permit("modelbooks.hold", writes_book, who=AUTHORS)
permit("modelbooks.ask_hold", writes_book, who=AUTHORS)
permit("modelbooks.hand_over", writes_book, who=AUTHORS)
permit("modelbooks.release", writes_book, who=AUTHORS)
permit("modelbooks.restore", writes_book, who=AUTHORS)
permit("modelbooks.import_docx", writes_book, who=AUTHORS)
permit("modelbooks.explain_gap", writes_book, who=AUTHORS)
permit("modelbooks.add_figure", writes_book, who=AUTHORS)
permit("modelbooks.change_figure", writes_book, who=AUTHORS)
permit("modelbooks.remove_figure", writes_book, who=AUTHORS)
permit("modelbooks.add_source", writes_book, who=AUTHORS)
permit("modelbooks.change_source", writes_book, who=AUTHORS)
permit("modelbooks.remove_source", writes_book, who=AUTHORS)
permit("modelbooks.import_sources", writes_book, who=AUTHORS)
permit("modelbooks.answer", writes_book, who=AUTHORS)
permit("modelbooks.group", writes_book, who=AUTHORS)
permit("modelbooks.ungroup", writes_book, who=AUTHORS)
permit("modelbooks.change_answer", writes_book, who=AUTHORS)
permit("modelbooks.comment", sits_at, who=_("peserta FGD ini, penulis, atau notulis"))
permit("modelbooks.note", takes_notes | is_invited_to_note, who=_("penulis atau notulis buku ini"))
# Approving.
permit("modelbooks.send_back", approves, who=APPROVERS)
permit("modelbooks.sign_off", approves, who=APPROVERS)
permit("modelbooks.publish", is_national, who=_("admin pembina"))
permit("modelbooks.build", leads, who=LEAD)
permit("modelbooks.correct", leads, who=LEAD)
# Reading.
permit("modelbooks.remark", reads, who=_("siapa pun yang masuk"))
permit("modelbooks.show_remark", writes_book, who=AUTHORS)
permit("modelbooks.refuse_remark", writes_book, who=AUTHORS)
permit("modelbooks.report_usage", reads & belongs_to_an_agency, who=_("orang instansi yang memakai buku ini"))
permit("modelbooks.show_usage", writes_book, who=AUTHORS)
permit("modelbooks.refuse_usage", writes_book, who=AUTHORS)
