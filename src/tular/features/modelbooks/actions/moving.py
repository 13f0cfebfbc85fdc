"""Making a move of a book, and refusing what its state does not allow."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from tular.engines.workflow import choice
from tular.features.modelbooks.choices import BookState
from tular.features.modelbooks.flow import BOOK, MOVES
from tular.features.modelbooks.models import ModelBook
from tular.features.modelbooks.queries.standing import standing_of
from tular.foundation.actions import Reason, Refused

WRITABLE = (BookState.WRITING, BookState.REVIEWING)
"""While a round goes on the authors go on writing: the round talks about a frozen draft."""


def move(book: ModelBook, name: str, now: datetime, reason: str = "") -> None:
    """Make the move and save. Raises `Refused` with every sentence that stands in the way."""
    refuse_unless_in(book, name)
    step = MOVES[name]
    standing = standing_of(book, step.needs)
    asked = choice(BOOK, name, book.state, standing.facts)
    if not asked.is_open:
        raise Refused(*(Reason(one) for need in asked.missing for one in standing.against[need]))
    book.state, book.state_at, book.state_reason = BookState(step.target), now, reason
    book.save()


def refuse_unless_in(book: ModelBook, name: str) -> None:
    """Raises `Refused` when the book is not where this move begins."""
    if book.state not in MOVES[name].sources:
        text = _("Buku ini %(state)s, jadi langkah ini tidak dapat dilakukan. Muat ulang halamannya.")
        raise Refused(text % {"state": book.get_state_display().lower()})


def refuse_unless_writable(book: ModelBook) -> None:
    """Raises `Refused` while the text is held still for its approval, or stands as it was published."""
    if book.state == BookState.APPROVING:
        raise Refused(_("Naskah ini sedang menunggu pengesahan. Minta pengesah mengembalikannya sebelum mengubahnya."))
    if book.state == BookState.PUBLISHED:
        raise Refused(_("Edisi ini sudah terbit. Mulai edisi baru sebelum mengubah naskahnya."))
