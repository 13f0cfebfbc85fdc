"""Where the passages of comments are now: in the manuscript of today, or in the newest draft."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tular.features.modelbooks.choices import AnchorState
from tular.features.modelbooks.models import Draft, FgdComment, ModelBook
from tular.features.modelbooks.queries.anchors import Later, Passage
from tular.features.modelbooks.queries.blocks import block_at
from tular.features.modelbooks.queries.draft_text import blocks_of_text, later, plain_of

LOOK = {AnchorState.SAME: "ok", AnchorState.MOVED: "part", AnchorState.CHANGED: "part", AnchorState.LOST: "stop"}


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where a passage is, in words; `now` is what stands there when it is not what stood there."""

    state: AnchorState
    sentence: str
    look: str
    now: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """A manuscript to look into: code of the chapter → its text, and how each chapter is called."""

    chapters: Mapping[str, str]
    names: Mapping[str, str]


def text_of_now(book: ModelBook) -> Text:
    """The manuscript of today. One query."""
    rows = list(book.sections.all())
    return Text({one.code: one.text for one in rows}, {one.code: f"{one.number}. {one.title}" for one in rows})


def text_of_draft(draft: Draft) -> Text:
    """A frozen draft. One query."""
    rows = list(draft.chapters.select_related("section"))
    names = {one.section.code: f"{one.number}. {one.title}" for one in rows}
    return Text({one.section.code: one.text for one in rows}, names)


def whereabouts_of(comments: Iterable[FgdComment], text: Text) -> dict[int, Whereabouts]:
    """Key of each comment → where its passage is. No query for rows with chapter and section."""
    comparisons: dict[int, Later] = {}
    found = {}
    for one in comments:
        chapter = one.chapter
        if chapter.pk not in comparisons:
            comparisons[chapter.pk] = later(chapter.text, chapter.section.code, text.chapters)
        passage = Passage(one.exact, one.prefix, one.suffix, one.start)
        found[one.pk] = _told(comparisons[chapter.pk], passage, chapter.section.code, text)
    return found


def _told(comparison: Later, passage: Passage, code: str, text: Text) -> Whereabouts:
    place = comparison.place(passage)
    now = plain_of(text.chapters[place.chapter])[place.start : place.end] if place.chapter else ""
    match place.state:
        case AnchorState.SAME:
            said = _("Tetap di tempatnya.") if passage.exact else _("Bab ini masih ada.")
        case AnchorState.MOVED if place.chapter == code:
            number = block_at(blocks_of_text(text.chapters[code]), place.start)
            said = _("Pindah ke paragraf %(n)d bab ini.") % {"n": number}
        case AnchorState.MOVED:
            said = _("Pindah ke bab %(chapter)s.") % {"chapter": text.names[place.chapter]}
        case AnchorState.CHANGED if place.chapter == code:
            said = _("Kalimatnya berubah.")
        case AnchorState.CHANGED:
            said = _("Kalimatnya berubah dan kini di bab %(chapter)s.") % {"chapter": text.names[place.chapter]}
        case _:
            said = _("Sudah tidak ada.")
    changed = now if place.state == AnchorState.CHANGED else ""
    return Whereabouts(place.state, said, LOOK[place.state], changed)
