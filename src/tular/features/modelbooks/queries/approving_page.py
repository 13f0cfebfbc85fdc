"""The page on which a manuscript is approved: exactly what is approved, what still lacks, who signed, whose turn."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from tular.features.modelbooks.choices import BookState, Licence
from tular.features.modelbooks.flow import MOVES
from tular.features.modelbooks.models import Edition, ModelBook
from tular.features.modelbooks.queries.approving import text_to_approve, wrote
from tular.features.modelbooks.queries.faults import FaultLine, all_faults
from tular.features.modelbooks.queries.standing import SIGNERS, sign_offs_of, standing_of
from tular.foundation.access.permissions import allows


@dataclass(frozen=True, slots=True)
class ChapterLine:
    """A chapter of the manuscript; `gap` is the reason why it is not whole, "" when nothing lacks."""

    code: str
    number: int
    title: str
    letters: int
    gap: str


@dataclass(frozen=True, slots=True)
class SignedLine:
    """Somebody who approved exactly this text."""

    name: str
    as_role: str
    at: datetime
    note: str


@dataclass(frozen=True, slots=True)
class ApprovingPage:
    """What is approved and how far it is."""

    book: ModelBook
    number: int
    sha256: str
    licence: str
    changes: tuple[str, ...]
    chapters: tuple[ChapterLine, ...]
    gaps: tuple[ChapterLine, ...]
    authors: tuple[str, ...]
    references: int
    figures: int
    answers: int
    lacking: tuple[str, ...]
    must: tuple[FaultLine, ...]
    may: tuple[FaultLine, ...]
    signed: tuple[SignedLine, ...]
    signers: int
    former: Edition | None
    waits_for: str
    can_finalise: bool
    can_sign: bool
    can_send_back: bool
    can_publish: bool
    can_renew: bool
    wrote: bool
    has_signed: bool


def approving_page(person: Any, book: ModelBook) -> ApprovingPage:
    """The state of approval, as this person sees it. About thirty queries, whatever the book's length."""
    text = text_to_approve(book)
    chapters = tuple(
        ChapterLine(one["code"], one["number"], one["title"], len(one["text"]), one["gap_reason"].strip())
        for one in text.told["chapters"]
    )
    writing, approving = book.state == BookState.WRITING, book.state == BookState.APPROVING
    against = standing_of(book, MOVES["modelbooks.finalise"].needs).against if writing else {}
    faults = all_faults(book) if writing or approving else ()
    held = sign_offs_of(book) if approving else []
    signed = tuple(SignedLine(str(one.person), one.as_role, one.at, one.note) for one in held)
    lacking = tuple(one for said in against.values() for one in said)
    has_signed = any(one.person_id == person.pk for one in held)
    approved = len({one.person_id for one in held}) >= SIGNERS
    author = wrote(person, book)
    return ApprovingPage(
        book=book,
        number=text.told["number"],
        sha256=text.sha256,
        licence=str(Licence(book.licence).label) if book.licence else "",
        changes=tuple(line.strip() for line in book.changes.splitlines() if line.strip()),
        chapters=chapters,
        gaps=tuple(one for one in chapters if one.gap),
        authors=tuple(one["name"] for one in text.told["authors"]),
        references=len(text.told["references"]),
        figures=len(text.told["figures"]),
        answers=len(text.told["answers"]),
        lacking=lacking,
        must=tuple(one for one in faults if one.must),
        may=tuple(one for one in faults if not one.must),
        signed=signed,
        signers=SIGNERS,
        former=book.editions.order_by("-number").defer("canonical").first(),
        waits_for=_waits_for(book, len(signed)),
        can_finalise=writing and allows(person, "modelbooks.finalise", book),
        can_sign=approving and not has_signed and not author and allows(person, "modelbooks.sign_off", book),
        can_send_back=approving and allows(person, "modelbooks.send_back", book),
        can_publish=approving and approved and allows(person, "modelbooks.publish", book),
        can_renew=book.state == BookState.PUBLISHED and allows(person, "modelbooks.renew", book),
        wrote=author,
        has_signed=has_signed,
    )


def _waits_for(book: ModelBook, signed: int) -> str:
    """Whose turn it is, in a sentence."""
    if book.state == BookState.WRITING:
        return _("Menunggu ketua tim penulis mengajukan naskah.")
    if book.state == BookState.REVIEWING:
        return _("Menunggu FGD ditutup oleh ketua tim penulis.")
    if book.state == BookState.PUBLISHED:
        return _("Edisi terakhir sudah terbit. Ketua tim penulis dapat memulai edisi baru.")
    if signed >= SIGNERS:
        return _("Menunggu admin pembina menerbitkannya.")
    text = _("Menunggu pengesahan: %(have)d dari %(need)d orang yang tidak ikut menulis sudah mengesahkan.")
    return text % {"have": signed, "need": SIGNERS}
