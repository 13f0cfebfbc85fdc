"""Writing a chapter: every save is kept, texts of two people at once meet side by side."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.accounts.models import User
from tular.features.modelbooks.actions.moving import refuse_unless_writable
from tular.features.modelbooks.choices import RevisionKind
from tular.features.modelbooks.models import Section
from tular.features.modelbooks.queries.holding import holder_of
from tular.foundation.actions import Reason, Refused, action
from tular.foundation.once.actions import keep_aside, keep_save
from tular.foundation.once.sittings import content_at, goes_on

LONGEST = 400_000
"""Letters of a chapter: more than a hundred pages."""

PAGE = 40


@dataclass(frozen=True, slots=True)
class Saved:
    """The chapter is kept as number `version`."""

    version: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Conflict:
    """Somebody else's text stands, or somebody else holds the chapter. Both texts are kept."""

    version: int
    at: datetime | None
    by: User | None
    theirs: str
    mine: str


@action("modelbooks.save", gettext_lazy("Menulis bab"), on_trail=False)
def save_chapter(
    section: Section, *, by: Any, now: datetime, text: str, base: int, page: str = "",
    kind: RevisionKind = RevisionKind.TYPED,
) -> Saved | Conflict:  # fmt: skip
    """Keep the text as it stands in the editor; `base` is the number on which it was written.

    Who saves holds the chapter. When somebody else holds it, or saved meanwhile, what stands stays, the new text is
    kept beside it, and the answer is a `Conflict`. `page` is the token of an opened page, which disputes nothing with
    itself.
    """
    refuse_unless_writable(section.book)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    if len(text) > LONGEST:
        raise Refused(
            Reason(_("Bab ini terlalu panjang. Pindahkan sebagian ke bab lain; tulisan Anda masih di sini."), "text")
        )
    saves, page = section.revisions.all(), page[:PAGE]
    holder = holder_of(section, now)
    held = {"text": section.text}
    if section.text == text:
        _sign_of_life(section, by, now, holder)
        return Saved(section.version, now)
    behind = base != section.version and not goes_on(saves, base, page)
    if behind and section.text == _before(section, base):
        behind = False
    if behind or (holder is not None and holder.pk != by.pk):
        keep_aside(
            saves,
            held,
            section=section,
            version=section.version,
            after={"text": text},
            by=by,
            at=now,
            page=page,
            kind=kind,
        )
        return Conflict(section.version, section.edited_at, section.edited_by, section.text, text)
    section.text, section.version = text, section.version + 1
    section.edited_by, section.edited_at = by, now
    section.held_by, section.held_at = by, now
    if section.wanted_by_id == by.pk:
        section.wanted_by = section.wanted_at = None
    section.save()
    keep_save(
        saves, held, alone=_stays, section=section, version=section.version, after={"text": text}, by=by, at=now,
        page=page, kind=kind,
    )  # fmt: skip
    return Saved(section.version, now)


@action("modelbooks.restore", gettext_lazy("Memulihkan naskah"))
def restore(section: Section, *, version: int, by: Any, now: datetime, reason: str = "") -> Section:
    """Let the chapter read again as it did as number `version`. What stands now stays in the history."""
    refuse_unless_writable(section.book)
    found = content_at(section.revisions.all(), version)
    if found is None:
        raise Refused(_("Naskah itu sudah digabung dengan yang lebih baru, jadi tidak dapat dipulihkan satu per satu."))
    if found["text"] == section.text:
        raise Refused(_("Naskah bab ini sudah sama dengan yang ingin dipulihkan."))
    answer = save_chapter(
        section, by=by, now=now, text=str(found["text"]), base=section.version, kind=RevisionKind.RESTORED
    )
    if isinstance(answer, Conflict):
        raise Refused(_("Bab ini sedang dipegang %(who)s. Minta dulu kepadanya.") % {"who": answer.by or "–"})
    return Section.objects.get(pk=section.pk)


def _before(section: Section, base: int) -> str | None:
    found = content_at(section.revisions.all(), base)
    return None if found is None else str(found["text"])


def _sign_of_life(section: Section, by: Any, now: datetime, holder: User | None) -> None:
    """Who looks at an unchanged text goes on holding it."""
    if holder is not None and holder.pk == by.pk:
        section.held_at = now
        section.save(update_fields=["held_at"])


def _stays(row: Any) -> bool:
    """What was assembled, imported or restored stays a row of its own: history tells of it by name."""
    return row.kind != RevisionKind.TYPED
