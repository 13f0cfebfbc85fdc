"""What a model book gives to cases that were begun from it, and which of them everybody may know of."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from tular.features.modelbooks.models import Edition
from tular.features.modelbooks.queries.checklist import checklist_of
from tular.features.modelbooks.queries.published import Opened
from tular.features.replications.choices import ReplicationState
from tular.features.replications.models import Case
from tular.features.replications.queries.shown import replications_shown

FIRST_STEP, LATER_STEP = "kesiapan", "pelaksanaan"
"""Steps of the work to which what has to be there before the beginning, and what may follow, belong."""

LONGEST = 300


@dataclass(frozen=True, slots=True)
class BookItem:
    """An item of the book's checklist as it becomes a task; `question` tells it from the others of the case."""

    question: str
    title: str
    step: str


@dataclass(frozen=True, slots=True)
class BookTaker:
    """An agency whose replication from the book is public."""

    name: str
    slug: str
    innovation: str
    innovation_path: str
    state: ReplicationState
    is_demo: bool


def open_items(case: Case, edition: Edition | None) -> tuple[BookItem, ...]:
    """The items of the edition's checklist that are no task of the case yet, also no dropped one. Two queries."""
    if edition is None:
        return ()
    found = checklist_of(Opened(edition, edition.number))
    if found is None:
        return ()
    taken = set(case.tasks.exclude(question="").values_list("question", flat=True))
    items = []
    for place, group in enumerate(found.groups):
        about = _("%(group)s; buku model edisi %(n)d") % {"group": group.title or found.title, "n": edition.number}
        for item in group.items:
            room = LONGEST - len(about) - 3
            text = item.text if len(item.text) <= room else f"{item.text[: room - 1]}…"
            step = FIRST_STEP if place == 0 else LATER_STEP
            items.append(BookItem(f"buku-{edition.number}-{item.number}", f"{text} ({about})", step))
    return tuple(one for one in items if one.question not in taken)


def book_takers(book: int) -> tuple[BookTaker, ...]:
    """Replications that were begun from any edition of the book and are public, newest first. One query."""
    rows = replications_shown().filter(case__edition__book=book).select_related("innovation", "taker")
    return tuple(
        BookTaker(
            name=row.taker.name if row.taker else row.taker_text,
            slug=row.taker.slug if row.taker else "",
            innovation=row.innovation.title if row.innovation else row.origin_title,
            innovation_path=f"/inovasi/{row.innovation.slug}" if row.innovation else "",
            state=ReplicationState(row.state),
            is_demo=row.is_demo,
        )
        for row in rows.order_by("-year", "taker_text", "code")
    )
