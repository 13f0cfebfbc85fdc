"""Freezing the manuscript under a number, so that everybody talks about the same text."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.modelbooks.actions.moving import refuse_unless_writable
from tular.features.modelbooks.models import Draft, DraftChapter, ModelBook
from tular.features.modelbooks.queries.manuscript import digest_of_chapters, last_draft
from tular.foundation.actions import Reason, Refused, action

LONGEST_NOTE = 4_000


@action("modelbooks.freeze_draft", gettext_lazy("Membekukan rancangan"))
def freeze_draft(book: ModelBook, *, note: str = "", by: Any, now: datetime, reason: str = "") -> Draft:
    """Keep all chapters as they are now under the next number. From the second draft on `note` tells what changed."""
    refuse_unless_writable(book)
    note, before, digest = note.strip(), last_draft(book), digest_of_chapters(book)
    sections = list(book.sections.all())
    if not any(one.text.strip() for one in sections):
        raise Refused(_("Belum ada bab yang berisi. Tulis dulu, lalu bekukan."))
    if before is not None and before.sha256 == digest:
        text = _("Naskah belum berubah sejak rancangan %(n)d, jadi rancangan itu sudah cukup.")
        raise Refused(text % {"n": before.number})
    if before is not None and not note:
        raise Refused(Reason(_("Tulis apa yang berubah sejak rancangan sebelumnya."), "note"))
    if len(note) > LONGEST_NOTE:
        raise Refused(Reason(_("Paling panjang %(n)d huruf.") % {"n": LONGEST_NOTE}, "note"))
    draft = Draft.objects.create(
        book=book, number=before.number + 1 if before else 1, note=note, sha256=digest, by=by, at=now
    )
    DraftChapter.objects.bulk_create(
        DraftChapter(
            draft=draft, section=one, number=one.number, title=one.title, text=one.text, version=one.version
        )
        for one in sections
    )  # fmt: skip
    return draft
