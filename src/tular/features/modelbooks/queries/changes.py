"""What was written since a draft was frozen: the saves that may carry out what a comment asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tular.features.modelbooks.models import Draft, Revision, Section

MOST = 500


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A save after the draft; `key` is what a form sends for it, `path` its comparison with the save before."""

    key: str
    section: int
    chapter: str
    version: int
    at: datetime
    by: str
    path: str


def change_path(desk: str, code: str, version: int) -> str:
    """Where a save is compared with the one before."""
    return f"{desk}/riwayat/{code}?dari={max(0, version - 1)}&ke={version}"


def is_change_since(draft: Draft, section: Section, version: int) -> bool:
    """Whether this save of a chapter of the same book was made after the draft. Two queries."""
    if section.book_id != draft.book_id:
        return False
    frozen = draft.chapters.filter(section=section).values_list("version", flat=True).first()
    return Revision.objects.filter(section=section, version=version, version__gt=frozen or 0, kept=True).exists()


def changes_since(draft: Draft) -> list[ChangeLine]:
    """The saves since the draft, by chapter, the newest first; at most `MOST`. Two queries."""
    frozen = dict(draft.chapters.values_list("section_id", "version"))
    rows = (
        Revision.objects.filter(section__book=draft.book_id, kept=True, at__gte=draft.at)
        .select_related("section", "by")
        .order_by("section__number", "-version")[:MOST]
    )
    desk = draft.book.desk
    return [
        ChangeLine(
            key=f"{one.section_id}:{one.version}",
            section=one.section_id,
            chapter=f"{one.section.number}. {one.section.title}",
            version=one.version,
            at=one.at,
            by=str(one.by) if one.by else "",
            path=change_path(desk, one.section.code, one.version),
        )
        for one in rows
        if one.version > frozen.get(one.section_id, 0)
    ]
