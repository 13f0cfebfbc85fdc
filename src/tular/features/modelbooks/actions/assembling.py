"""Putting a first draft together from the reference innovations."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.engines.rulebook.completeness import Status
from tular.features.modelbooks.actions.moving import refuse_unless_writable
from tular.features.modelbooks.choices import RevisionKind
from tular.features.modelbooks.models import ModelBook
from tular.features.modelbooks.queries.assembling import assembled, told_of
from tular.features.modelbooks.queries.references import CoverageRow, coverage_of, references_of
from tular.foundation.actions import Refused, action
from tular.foundation.once.actions import keep_save


@action("modelbooks.assemble", gettext_lazy("Merakit rancangan"))
def assemble(book: ModelBook, *, by: Any, now: datetime, reason: str = "") -> int:
    """Write a first draft into every empty chapter; how many were written. What somebody wrote is never touched."""
    refuse_unless_writable(book)
    records = [told_of(one.key, one.frozen) for one in references_of(book)]
    if not records:
        raise Refused(_("Belum ada inovasi rujukan. Pilih dulu, lalu rakit rancangannya."))
    rows = {row.component.id: row for row in coverage_of(book)}
    written = 0
    for section in book.sections.select_for_update():
        row = rows.get(section.code)
        if row is None or section.text.strip():
            continue
        text = assembled(section.code, records, open_questions(row))
        if not text:
            continue
        before = {"text": section.text}
        section.text, section.version = text, section.version + 1
        section.edited_by, section.edited_at = by, now
        section.save()
        keep_save(
            section.revisions.all(), before, section=section, version=section.version, after={"text": text}, by=by,
            at=now, kind=RevisionKind.ASSEMBLED,
        )  # fmt: skip
        written += 1
    if not written:
        raise Refused(_("Tidak ada bab kosong yang dapat dirakit. Bab yang sudah berisi tidak diubah."))
    return written


def open_questions(row: CoverageRow) -> list[str]:
    """What the records leave open about a component: the questions to their owners, else what a reader must find."""
    if any(cell.status is Status.FULL for cell in row.cells):
        return []
    asked = dict.fromkeys(question.text for cell in row.cells for question in cell.questions)
    return list(asked) or list(row.component.must_answer)
