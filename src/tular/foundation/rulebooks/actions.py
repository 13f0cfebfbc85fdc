"""Publishing: a text becomes a version that never changes again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.engines.rulebook import Rulebook, RulebookError, load
from tular.engines.rulebook.reading import is_competition, read_competition
from tular.foundation.actions import Reason, Refused, action
from tular.foundation.audit import labels
from tular.foundation.rulebooks.models import RulebookVersion

LONGEST_NOTE = 2000

labels.name_fields(
    "rulebooks.rulebookversion",
    {"identity": gettext_lazy("kode buku aturan"), "number": gettext_lazy("versi"),
     "published_by": gettext_lazy("diterbitkan oleh")},
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Read:
    """A text that is a rulebook, with what it is called."""

    text: str
    book: Rulebook


def read_text(data: bytes, file_name: str) -> Read:
    """A rulebook that may be published. Raises `RulebookError` with file, key and what would be right."""
    book = load(data, file_name)
    if is_competition(book):
        read_competition(book)
    return Read(data.decode(), book)


def same_text(read: Read) -> RulebookVersion | None:
    """The version that has exactly this text, if it was published."""
    return RulebookVersion.objects.filter(identity=read.book.id, sha256=read.book.digest).first()


@action("rulebooks.publish", gettext_lazy("menerbitkan buku aturan"), by_system=True, secret=("text",))
def publish_rulebook(version: RulebookVersion, *, by: Any, now: datetime, reason: str = "") -> RulebookVersion:
    """Publish the text of a version that was not saved yet: number 1, or the next; `reason` says what it corrects.

    Raises `Refused` for a text that cannot be read, that was published already, or that corrects without a note.
    """
    return new_version(version.text.encode(), version.identity, note=reason, by=by, now=now, into=version)


def new_version(
    data: bytes, file_name: str, *, note: str, by: Any, now: datetime, into: RulebookVersion | None = None
) -> RulebookVersion:
    """The next version of the rulebook that these bytes are. To be called inside an action, which asks who may.

    Raises `Refused` as `publish_rulebook` does.
    """
    try:
        read = read_text(data, file_name)
    except RulebookError as error:
        raise Refused(Reason(str(error), "text")) from None
    if (same := same_text(read)) is not None:
        raise Refused(
            _("Teks ini sudah terbit sebagai %(title)s versi %(number)d, jadi tidak ada yang baru untuk diterbitkan.")
            % {"title": same.title, "number": same.number}
        )
    latest = RulebookVersion.objects.select_for_update().filter(identity=read.book.id).order_by("-number").first()
    note = note.strip()[:LONGEST_NOTE]
    if latest and not note:
        text = _("Versi %(number)d sudah terbit. Tulis apa yang Anda perbaiki dan mengapa, agar pembaca mengerti.")
        raise Refused(Reason(text % {"number": latest.number}, "alasan"))
    made = into or RulebookVersion()
    made.identity, made.title, made.text, made.sha256 = read.book.id, read.book.title[:300], read.text, read.book.digest
    made.number, made.note = (latest.number + 1, note) if latest else (1, "")
    made.published_by, made.published_at = by, now
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        made.pk = None
        raise Refused(
            _("Orang lain baru saja menerbitkan versi buku aturan ini. Muat ulang halamannya, lalu periksa versinya.")
        ) from None
    return made
