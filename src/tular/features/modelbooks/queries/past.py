"""Everything that was ever written in a chapter, and any two of its texts beside each other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher

from tular.features.catalogue.queries.content.comparing import Difference, difference
from tular.features.modelbooks.models import Revision, Section
from tular.foundation.once.sittings import content_at

PAGE = 50


@dataclass(frozen=True, slots=True)
class Written:
    """A sitting in a chapter. `kept` is False for a text that lost against one saved first."""

    pk: int
    version: int
    before: int
    at: datetime
    began_at: datetime
    by: str
    how: str
    saves: int
    words: int
    change: int
    kept: bool


@dataclass(frozen=True, slots=True)
class PastPage:
    """The saves of a chapter, the newest first, `PAGE` at a time."""

    section: Section
    rows: tuple[Written, ...]
    page: int
    pages: int
    versions: tuple[int, ...]


def past_page(section: Section, page: int) -> PastPage:
    """What was written in the chapter. Three queries."""
    rows = section.revisions.select_related("by").order_by("-at", "-pk")
    pages = max(1, -(-rows.count() // PAGE))
    page = min(max(page, 1), pages)
    shown = rows[(page - 1) * PAGE : page * PAGE]
    held = section.revisions.filter(kept=True).order_by("-version").values_list("version", flat=True)
    return PastPage(section, tuple(_written(one) for one in shown), page, pages, (*dict.fromkeys(held[:500]), 0))


def _written(one: Revision) -> Written:
    before, after = str(one.before.get("text", "")), str(one.after.get("text", ""))
    words = len(after.split())
    return Written(
        pk=one.pk, version=one.version, before=max(0, one.version - one.saves), at=one.at, began_at=one.began_at,
        by=str(one.by) if one.by else "", how=str(one.get_kind_display()), saves=one.saves, words=words,
        change=words - len(before.split()), kept=one.kept,
    )  # fmt: skip


def text_at(section: Section, version: int) -> str | None:
    """The chapter as it was as number `version`; None when its saves do not tell it any more. 0 is the empty one."""
    if version == section.version:
        return section.text
    found = content_at(section.revisions.all(), version)
    if found is None:
        return "" if version == 0 else None
    return str(found["text"])


def paragraphs_between(old: str, new: str) -> tuple[Difference, ...]:
    """The paragraphs that differ, each cut into the words that stayed, went and came; what stayed is left out."""
    olds, news = _paragraphs(old), _paragraphs(new)
    found = []
    for what, a, b, c, d in SequenceMatcher(a=olds, b=news, autojunk=False).get_opcodes():
        if what == "equal":
            continue
        for place in range(max(b - a, d - c)):
            before = olds[a + place] if a + place < b else ""
            after = news[c + place] if c + place < d else ""
            found.append(difference("", before, after))
    return tuple(found)


def _paragraphs(text: str) -> list[str]:
    return [one.strip("\n") for one in text.split("\n\n") if one.strip()]
