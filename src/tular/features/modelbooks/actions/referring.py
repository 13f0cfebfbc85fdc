"""Choosing the innovations of which a book is made, and asking their owners for what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.engines.rulebook.completeness import Status
from tular.features.catalogue.choices import State
from tular.features.catalogue.models import Innovation
from tular.features.conversations.actions.questions import ask_owner
from tular.features.conversations.models import LONGEST
from tular.features.modelbooks.actions.moving import refuse_unless_writable
from tular.features.modelbooks.models import BookReference, GapQuestion, ModelBook
from tular.features.modelbooks.queries.keys import free_key, keys_of_citations
from tular.features.modelbooks.queries.references import CoverageRow, coverage_of, frozen_of
from tular.foundation.actions import Reason, Refused, action

MOST_REFERENCES = 40


@action("modelbooks.choose_reference", gettext_lazy("Memilih inovasi rujukan"))
def choose_reference(
    book: ModelBook, *, innovation: Innovation, why: str, key: str = "", by: Any, now: datetime, reason: str = ""
) -> BookReference:
    """Take an innovation as reference, with its public record exactly as it is now.

    `key` is the word by which chapters cite it; without one it is made of the title.
    """
    refuse_unless_writable(book)
    if innovation.state != State.PUBLISHED:
        raise Refused(_("Catatan inovasi ini tidak terbit, jadi tidak dapat dijadikan rujukan."))
    if not why.strip():
        raise Refused(Reason(_("Tulis mengapa inovasi ini dipilih."), "why"))
    held = book.references.filter(dropped_at__isnull=True)
    if held.filter(innovation=innovation).exists():
        raise Refused(_("Inovasi ini sudah menjadi rujukan buku."))
    if held.count() >= MOST_REFERENCES:
        raise Refused(_("Paling banyak %(n)d inovasi rujukan untuk satu buku.") % {"n": MOST_REFERENCES})
    frozen = frozen_of(innovation)
    if key and key != _free_key(book, key):
        raise Refused(
            Reason(_("Kata kunci ini sudah dipakai, atau memuat tanda selain huruf, angka, dan garis."), "key")
        )
    key = key or _free_key(book, innovation.title)
    return BookReference.objects.create(
        book=book, innovation=innovation, key=key, reason=why.strip(), frozen=frozen.content, facts=frozen.facts,
        sha256=frozen.sha256, frozen_at=now, by=by,
    )  # fmt: skip


@action("modelbooks.refreeze_reference", gettext_lazy("Memperbarui catatan rujukan"))
def refreeze_reference(reference: BookReference, *, by: Any, now: datetime, reason: str = "") -> BookReference:
    """Take the public record of today; the one before stays among the rows that were dropped."""
    refuse_unless_writable(reference.book)
    _refuse_dropped(reference)
    if reference.innovation.state != State.PUBLISHED:
        raise Refused(_("Catatan inovasi ini sudah ditarik. Yang dibekukan dahulu tetap dipakai."))
    frozen = frozen_of(reference.innovation)
    if frozen.sha256 == reference.sha256:
        raise Refused(_("Catatan di katalog masih sama dengan yang dibekukan."))
    reference.dropped_at = now
    reference.save()
    return BookReference.objects.create(
        book=reference.book, innovation=reference.innovation, key=reference.key, reason=reference.reason,
        frozen=frozen.content, facts=frozen.facts, sha256=frozen.sha256, frozen_at=now, by=by,
    )  # fmt: skip


@action("modelbooks.drop_reference", gettext_lazy("Melepas inovasi rujukan"))
def drop_reference(reference: BookReference, *, by: Any, now: datetime, reason: str = "") -> BookReference:
    """It is no reference any more; chapters that still cite it are told among the faults."""
    refuse_unless_writable(reference.book)
    _refuse_dropped(reference)
    reference.dropped_at = now
    reference.save()
    return reference


@action("modelbooks.ask_owners", gettext_lazy("Menanyakan celah kepada pemilik"))
def ask_owners(book: ModelBook, *, by: Any, now: datetime, reason: str = "") -> int:
    """Ask every owner at once for all that their record leaves open; how many were asked. Nothing is asked twice."""
    asked = 0
    rows = coverage_of(book)
    for reference in book.references.filter(dropped_at__isnull=True).select_related("innovation__agency"):
        gaps = [
            (row, cell) for row in rows for cell in row.cells if cell.reference.pk == reference.pk and not cell.asked
        ]
        open_gaps = [row for row, cell in gaps if cell.status is not Status.FULL and cell.questions]
        if not open_gaps or reference.innovation.state != State.PUBLISHED:
            continue
        for rows_asked, text in _letters(book, reference, open_gaps):
            question = ask_owner(reference.innovation, by=by, now=now, text=text, on_behalf_of=book.agency.name)
            GapQuestion.objects.bulk_create(
                GapQuestion(reference=reference, component=row.component.id, question=question, at=now)
                for row in rows_asked
            )
        asked += 1
    if not asked:
        raise Refused(_("Tidak ada lagi yang perlu ditanyakan: semua celah sudah ditanyakan, atau tidak ada celah."))
    return asked


def _letters(
    book: ModelBook, reference: BookReference, rows: list[CoverageRow]
) -> Iterator[tuple[list[CoverageRow], str]]:
    """What the owner is asked, as one question where it fits, with the components of each."""
    head = _("Inovasi Anda menjadi rujukan buku model “%(book)s”. Mohon lengkapi hal berikut:") % {"book": book.title}
    held, text = list[CoverageRow](), head
    for row in rows:
        asked = [cell for cell in row.cells if cell.reference.pk == reference.pk]
        lines = ["", f"{row.component.name}:", *(f"- {one.text}" for cell in asked for one in cell.questions)]
        part = "\n" + "\n".join(lines)
        if held and len(text) + len(part) > LONGEST:
            yield held, text
            held, text = [], head
        held.append(row)
        text += part
    if held:
        yield held, text[:LONGEST]


def _free_key(book: ModelBook, title: str) -> str:
    return free_key(title, keys_of_citations(book), "inovasi")


def _refuse_dropped(reference: BookReference) -> None:
    if reference.dropped_at is not None:
        raise Refused(_("Rujukan ini sudah dilepas."))
