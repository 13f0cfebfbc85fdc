"""Rulebooks that organisers write: who sees them, from what they may begin, and what stands beside their editor."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from tular.engines.rulebook.reading import is_competition
from tular.features.competitions.models import RulebookDraft
from tular.features.competitions.queries.drafting.reading import GapLine, gap_lines, rules_of_draft
from tular.features.competitions.queries.drafting.screens import SCREENS
from tular.features.competitions.queries.visibility import agencies_to_organise_for
from tular.foundation.rulebooks import registry
from tular.foundation.rulebooks.registry import UnknownRulebook
from tular.foundation.rulebooks.versions import AT, newest, version, versions_of
from tular.foundation.ui.typed import number_typed


@dataclass(frozen=True, slots=True)
class DraftLine:
    """One draft in the list: `blocking` things keep it from being published, `published` is its last version or 0."""

    identity: str
    title: str
    owner: str
    edited_at: datetime
    edited_by: str
    blocking: int
    published: int


@dataclass(frozen=True, slots=True)
class Beginning:
    """A rulebook from which a draft may begin; `name` is what the address calls it."""

    name: str
    title: str


@dataclass(frozen=True, slots=True)
class Desk:
    """What stands beside every screen of a draft's editor."""

    identity: str
    title: str
    owner: str
    edited_at: datetime
    edited_by: str
    saves: int
    gaps: tuple[GapLine, ...]
    blocking: int
    published: int
    is_published: bool
    """Whether the text is that of the last version, so that there is nothing to publish."""
    screens: tuple[tuple[str, str], ...]


def drafts_of(person: Any) -> QuerySet[RulebookDraft]:
    """The drafts of the agencies in whose name a person may hold competitions."""
    owned = RulebookDraft.objects.filter(owner__in=agencies_to_organise_for(person).values("pk"))
    return owned.select_related("owner", "edited_by")


def draft_lines(person: Any) -> tuple[DraftLine, ...]:
    """The drafts, last edited first. A fixed number of queries."""
    drafts = list(drafts_of(person).order_by("-edited_at", "pk"))
    published = {row.identity: row.number for row in newest()}
    return tuple(
        DraftLine(
            draft.identity,
            draft.title,
            draft.owner.name,
            draft.edited_at,
            draft.edited_by.name,
            sum(gap.blocks for gap in rules_of_draft(draft).gaps),
            published.get(draft.identity, 0),
        )
        for draft in drafts
    )


def desk_of(draft: RulebookDraft) -> Desk:
    """What stands beside the editor. One query when owner and editor are loaded."""
    rules = rules_of_draft(draft)
    versions = versions_of(draft.identity)
    gaps = gap_lines(rules.gaps)
    return Desk(
        identity=draft.identity,
        title=draft.title,
        owner=draft.owner.name,
        edited_at=draft.edited_at,
        edited_by=draft.edited_by.name,
        saves=draft.saves,
        gaps=gaps,
        blocking=sum(gap.blocks for gap in gaps),
        published=versions[0].number if versions else 0,
        is_published=any(row.sha256 == rules.book.digest for row in versions),
        screens=tuple((screen.code, str(screen.title)) for screen in SCREENS),
    )


def beginnings(person: Any) -> tuple[Beginning, ...]:
    """What a draft may begin as: the ready-made and other files, published versions, own drafts. Three queries."""
    files = [one.book for one in registry.entries() if one.book is not None and is_competition(one.book)]
    known = {book.id for book in files}
    found = [Beginning(book.id, f"{book.title} ({book.id})") for book in files]
    found += [
        Beginning(f"{row.identity}{AT}{row.number}", f"{row.title} ({row.identity}, v{row.number})") for row in newest()
    ]
    found += [
        Beginning(f"{DRAFT}{draft.identity}", f"{draft.title} ({draft.identity})")
        for draft in drafts_of(person).order_by("title", "pk")
    ]
    ready = sorted(found, key=lambda one: (one.name not in READY, one.name.startswith(DRAFT), one.name not in known))
    return tuple(ready)


READY = ("kompetisi-daerah", "pilihan-instansi")
"""Shipped to be cloned; they come first."""

DRAFT = "rancangan:"


def text_of(name: str, person: Any) -> str:
    """The text of what a draft may begin as. Raises `UnknownRulebook`."""
    if name.startswith(DRAFT):
        draft = drafts_of(person).filter(identity=name.removeprefix(DRAFT)).first()
        if draft is None:
            raise UnknownRulebook(name)
        return draft.text
    identity, at, number = name.partition(AT)
    if at:
        return version(identity, number_typed(number)).text
    try:
        return registry.entry(identity).read().decode()
    except UnknownRulebook:
        found = versions_of(identity)
        if not found:
            raise
        return found[0].text
