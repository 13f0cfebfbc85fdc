"""Room for words in drawings: how wide they are at most, and places where they do not cover each other.

On a phone figures with `t-fig--zoomtext` are drawn at half their size and their words at twice theirs, so room is
reckoned for words of that size (`figures.css`); on wide screens there is more of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from tular.foundation.charts.change import number_on_axis
from tular.foundation.charts.grid import Box

PLAIN, BOLD = 23.0, 27.0
"""Sizes of `t-fig--zoomtext` on phones, in user units."""

LETTER = 0.6
"""Mean width of a letter in sizes; digits are as wide as this, most words somewhat narrower."""

HALO = SafeString('stroke="#faf9f5" stroke-width="5" paint-order="stroke" stroke-linejoin="round"')
"""Around words that lines run through."""

LONG_FROM = 100_000
"""From here on numbers stand in thousands and above, so that they have room."""

SIGNIFICANT = 3
"""Digits of a shortened number; the table beside the figure has all of them."""


def width(text: str, size: float = PLAIN) -> float:
    """At most so many user units."""
    return len(text) * LETTER * size


def box_of(text: str, x: float, y: float, anchor: str = "middle", size: float = PLAIN) -> Box:
    """The room of a word whose baseline is at `y`."""
    wide = width(text, size)
    left = {"start": x, "middle": x - wide / 2, "end": x - wide}[anchor]
    return Box(left, y - 0.8 * size, wide, size)


class Room:
    """A drawing with what already stands in it."""

    def __init__(self, whole: Box, taken: Iterable[Box] = ()) -> None:
        self.whole = whole
        self.taken = list(taken)

    def has(self, box: Box) -> bool:
        """Whether it lies inside and covers nothing."""
        whole = self.whole
        inside = (
            box.x >= whole.x and box.right <= whole.right and box.y >= whole.y and box.bottom <= whole.bottom
        )  # fmt: skip
        return inside and not any(box.overlaps(one) for one in self.taken)

    def take(self, box: Box) -> None:
        """Leave this room to what is drawn there."""
        self.taken.append(box)


def short_number(value: Decimal | float, largest: float) -> str:
    """As the reader writes it; where the largest of a figure is long, shortened: 1.234.567.890 → "1,23 M"."""
    if largest < LONG_FROM or value == 0:
        return number_on_axis(value)
    words = ((10**12, _("%(number)s T")), (10**9, _("%(number)s M")), (10**6, _("%(number)s jt")),
             (10**3, _("%(number)s rb")))  # fmt: skip
    number = Decimal(f"{float(value):.{SIGNIFICANT}g}")
    for size, word in words:
        if abs(number) >= size:
            return word % {"number": number_on_axis(number / size)}
    return number_on_axis(number)
