"""What those who applied are told of the marks once they are final, as the rules let."""

from __future__ import annotations

from dataclasses import dataclass

from tular.engines.rulebook.keys import Keys
from tular.engines.rulebook.model import Rulebook

SHOWS = ("levels", "marks", "comments")
"""Words for the marks with comments; also the marks themselves; or comments alone."""

STANDINGS = ("none", "quartile")
"""Whether one is told in which quarter of its group it stands."""


@dataclass(frozen=True, slots=True)
class Feedback:
    """`shows` is one of `SHOWS`, `standing` one of `STANDINGS`."""

    shows: str = "levels"
    standing: str = "none"


def feedback_of(book: Rulebook) -> Feedback:
    """The table `[feedback]` of a rulebook; without one words and comments, and nothing of where one stands.

    Raises `RulebookError` for a value that does not exist.
    """
    tables = book.block("feedback")
    if not tables:
        return Feedback()
    keys = Keys(tables[0], book.file_name, "feedback")
    return Feedback(keys.choice("shows", SHOWS, "levels"), keys.choice("standing", STANDINGS, "none"))
