"""The grid of the tile map: 14 columns and 7 rows of equal tiles, one per province.

Measures are SVG user units. The layout of the provinces is data (`data/province-tiles.csv`), not part of this module.
"""

from __future__ import annotations

from dataclasses import dataclass

COLUMNS = 14
ROWS = 7
PITCH = 64
SIDE = 58
MARGIN = (PITCH - SIDE) / 2
WIDTH = COLUMNS * PITCH
HEIGHT = ROWS * PITCH


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle with its upper left corner."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The x of the right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The y of the lower edge."""
        return self.y + self.height

    def overlaps(self, other: Box) -> bool:
        """Whether the two share more than an edge."""
        return self.x < other.right and other.x < self.right and self.y < other.bottom and other.y < self.bottom


def tile_box(column: int, row: int) -> Box:
    """The square of the tile in this column and row, both counted from 0."""
    return Box(column * PITCH + MARGIN, row * PITCH + MARGIN, SIDE, SIDE)


def fmt(value: float) -> str:
    """A coordinate with at most one decimal, so that drawings stay small: 58 → "58", 3.25 → "3.2"."""
    return f"{value:.1f}".removesuffix(".0")
