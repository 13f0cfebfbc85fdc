"""One row of every kind of a made-up book, written directly: no action has to succeed for them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from tests.factories.modelbooks import GAP, TABLE
from tests.people import make_person
from tular.features.accounts.models import User
from tular.features.agencies.models import Agency
from tular.features.catalogue.models import Innovation, Theme
from tular.features.events.choices import EventKind, EventState, Mode
from tular.features.events.models import Event, Invitation
from tular.features.modelbooks.actions.beginning import _version_of_today as version_of_today
from tular.features.modelbooks.choices import AuthorRole, Decision, Form, Licence, RoundKind
from tular.features.modelbooks.models import (
    Answer,
    Author,
    BookReference,
    Draft,
    Edition,
    EditionFile,
    Erratum,
    FgdComment,
    Figure,
    ModelBook,
    ReaderComment,
    Round,
    Section,
    Source,
    Usage,
)
from tular.features.modelbooks.queries.edition_files import EDITION
from tular.features.modelbooks.queries.manuscript import canonical_of, digest_of, text_of
from tular.foundation.files.models import StoredFile

SLUG = "buku-contoh"
CHAPTERS = {
    "masalah": ("Masalah dan tujuan", f"Kurang gizi.\n\n## Angka\n\n{TABLE}"),
    "kesiapan": ("Daftar periksa kesiapan", "## Harus ada sebelum mulai\n\n- [ ] Kader di setiap desa\n"),
}


def make_book_sample(agency: Agency, innovation: Innovation, by: User, at: datetime) -> dict[str, Any]:
    """A book that is being written, with one published edition, by the names of the classes.

    `by` wrote it as one of its authors; who leads it is somebody else.
    """
    lead = make_person("Ketua Buku Contoh")
    named = {"name": "Stunting", "name_en": "Stunting", "kind": "theme"}
    theme, _made = Theme.objects.get_or_create(slug="stunting", defaults=named)
    book = ModelBook.objects.create(
        slug=SLUG, title="Buku Contoh", theme=theme, agency=agency, rulebook=version_of_today(at), kinds=["kabupaten"],
        licence=Licence.CC_BY, state_at=at, created_by=lead, created_at=at,
    )  # fmt: skip
    Author.objects.create(book=book, person=lead, role=AuthorRole.LEAD, since=at)
    author = Author.objects.create(book=book, person=by, role=AuthorRole.AUTHOR, order=2, since=at)
    sections = [
        Section.objects.create(book=book, code=code, number=number, title=title, text=text, version=1)
        for number, (code, (title, text)) in enumerate(CHAPTERS.items(), start=1)
    ]
    Section.objects.create(book=book, code="regulasi", number=3, title="Dasar hukum", gap_reason=GAP)
    reference = BookReference.objects.create(
        book=book, innovation=innovation, key="rujukan", reason="Hasilnya terukur.", frozen=_frozen(innovation),
        sha256="0" * 64, frozen_at=at,
    )  # fmt: skip
    figure = Figure.objects.create(book=book, key="alur", file=_file(by, at, "alur.png"), alt="Alur", by=by, at=at)
    source = Source.objects.create(book=book, key="bps", kind="data", title="Angka contoh", at=at)
    event, *discussed = _discussed(book, by, at)
    rows = (book, author, sections[0], reference, figure, source, event, *discussed, *_published(book, by, at))
    guest = Invitation.objects.create(event=event, name="Tamu", email=by.email, person=by, invited_at=at)
    return {**{type(one).__name__: one for one in rows}, "Guest": guest}


def _frozen(innovation: Innovation) -> dict[str, Any]:
    return {
        "title": innovation.title, "agency": innovation.agency.name, "unit": "", "province": "", "year": None,
        "sources": [], "sections": {},
    }  # fmt: skip


def _discussed(book: ModelBook, by: User, at: datetime) -> tuple[Any, ...]:
    """A draft, the round that talks about it, a comment and its answer."""
    draft = Draft.objects.create(book=book, number=1, sha256="0" * 64, by=by, at=at)
    section = book.sections.get(code="masalah")
    chapter = draft.chapters.create(section=section, number=1, title=section.title, text=section.text, version=1)
    event = Event.objects.create(
        slug=f"fgd-{uuid4().hex[:8]}", title="FGD Buku Contoh", kind=EventKind.FGD, mode=Mode.ONLINE, host=book.agency,
        starts_at=at, ends_at=at + timedelta(hours=3), state=EventState.ANNOUNCED, created_at=at,
    )  # fmt: skip
    meeting = Round.objects.create(
        book=book, draft=draft, event=event, number=1, kind=RoundKind.REVIEW, opened_at=at,
        until=at + timedelta(days=7), by=by,
    )  # fmt: skip
    said = FgdComment.objects.create(
        round=meeting, chapter=chapter, exact="Kurang gizi.", text="Sebut angkanya.", speaker="Peserta", person=by,
        written_at=at, at=at,
    )  # fmt: skip
    answer = Answer.objects.create(comment=said, decision=Decision.DECLINED, reason="Di luar tema.", by=by, at=at)
    return event, draft, meeting, said, answer


def _published(book: ModelBook, by: User, at: datetime) -> tuple[Any, ...]:
    """An edition with a file, a mistake, a remark and a report."""
    told = canonical_of(book)
    edition = Edition.objects.create(
        book=book, number=1, identifier=told["identifier"], title=book.title, canonical=text_of(told),
        sha256=digest_of(told), licence=book.licence, published_at=at, by=by,
    )  # fmt: skip
    return (
        edition,
        EditionFile.objects.create(edition=edition, form=Form.PDF, file=_file(by, at, "buku.pdf"), at=at),
        Erratum.objects.create(edition=edition, chapter="masalah", wrong="kurang", right="gizi kurang", by=by, at=at),
        ReaderComment.objects.create(edition=edition, chapter="masalah", person=by, text="Membantu.", at=at),
        Usage.objects.create(edition=edition, agency=book.agency, person=by, text="Dasar rencana aksi.", at=at),
    )


def _file(by: User, at: datetime, name: str) -> StoredFile:
    """A row without bytes."""
    kind = "image/png" if name.endswith("png") else "application/pdf"
    return StoredFile.objects.create(
        purpose=EDITION, name=name, size=1, state="ready", uploaded_by=by, created_at=at, finished_at=at,
        content_type=kind, sha256=uuid4().hex * 2, stored_as=f"contoh-{uuid4().hex[:8]}",
    )  # fmt: skip
