"""What differs between two editions of a book, chapter by chapter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from typing import Any, Literal

from django.utils.translation import gettext as _

from tular.features.modelbooks.models import Edition
from tular.features.modelbooks.queries.editions import told_by

type Kind = Literal["same", "ins", "del"]


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of one of the editions, as it was written."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class ChapterChange:
    """What became of a chapter; `lines` only where its text differs."""

    number: int
    title: str
    path: str
    what: str
    tag: str
    former_title: str
    added: int
    removed: int
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class EditionComparison:
    """Two editions of a book beside each other."""

    title: str
    slug: str
    before: int
    after: int
    published_at: datetime
    changes: tuple[str, ...]
    chapters: tuple[ChapterChange, ...]
    unchanged: int
    others: tuple[int, ...]


def comparison_of(before: Edition, after: Edition, others: list[int]) -> EditionComparison:
    """What changed from one edition to a later one. No query."""
    old = {one["code"]: one for one in told_by(before)["chapters"]}
    new = {one["code"]: one for one in told_by(after)["chapters"]}
    shelf = f"{after.book.path}/edisi/{after.number}/bab"
    changed = [_change(old.get(code), one, f"{shelf}/{code}") for code, one in new.items()]
    changed += [_change(one, None, "") for code, one in old.items() if code not in new]
    told = [one for one in changed if one is not None]
    return EditionComparison(
        title=after.title,
        slug=after.book.slug,
        before=before.number,
        after=after.number,
        published_at=after.published_at,
        changes=tuple(line.strip() for line in after.changes.splitlines() if line.strip()),
        chapters=tuple(told),
        unchanged=len(changed) - len(told),
        others=tuple(others),
    )


def _change(old: dict[str, Any] | None, new: dict[str, Any] | None, path: str) -> ChapterChange | None:
    """None for a chapter that stayed as it was."""
    chapter = new or old
    assert chapter is not None, "a chapter stands in one of the editions"
    if old and new and all(old[key] == new[key] for key in ("title", "text", "gap_reason", "number")):
        return None
    lines = _lines(old["text"] if old else "", new["text"] if new else "")
    if new is None:
        what, tag = _("dihapus"), "stop"
    elif old is None:
        what, tag = _("baru"), "ok"
    elif any(one.kind != "same" for one in lines):
        what, tag = _("berubah"), "part"
    else:
        what, tag = _("judul, urutan, atau alasan celah berubah"), "info"
    return ChapterChange(
        number=chapter["number"],
        title=chapter["title"],
        path=path,
        what=what,
        tag=tag,
        former_title=old["title"] if old and new and old["title"] != new["title"] else "",
        added=sum(1 for one in lines if one.kind == "ins"),
        removed=sum(1 for one in lines if one.kind == "del"),
        lines=lines if old and new else (),
    )


def _lines(before: str, after: str) -> tuple[Line, ...]:
    """Paragraph by paragraph; what stayed is left out but for the one before each change."""
    old, new = _paragraphs(before), _paragraphs(after)
    found: list[Line] = []
    for what, a, b, c, d in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if what == "equal":
            found += [Line("same", text) for text in old[a:b][-1:]]
        else:
            found += [Line("del", text) for text in old[a:b]]
            found += [Line("ins", text) for text in new[c:d]]
    while found and found[-1].kind == "same":
        found.pop()
    return tuple(found)


def _paragraphs(text: str) -> list[str]:
    return [one.strip() for one in text.split("\n\n") if one.strip()]
