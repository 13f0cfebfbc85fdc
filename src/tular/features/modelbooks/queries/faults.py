"""What is wrong with a manuscript as a text: found by one function, told as sentences."""

from __future__ import annotations

from dataclasses import dataclass

from tular.features.modelbooks.models import ModelBook


@dataclass(frozen=True, slots=True)
class FaultLine:
    """A fault with its place. `must`: a book is not published while it stands."""

    sentence: str
    must: bool
    code: str = ""


def all_faults(book: ModelBook) -> tuple[FaultLine, ...]:
    return ()


def must_mend(book: ModelBook) -> tuple[FaultLine, ...]:
    """Those that keep the book from being published."""
    return tuple(one for one in all_faults(book) if one.must)
