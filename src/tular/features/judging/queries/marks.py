"""What an evaluator marks: the criteria of a review for a group, marks as people type them, and sums on the way.

Nothing here asks the database.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from tular.engines.rulebook.competition import Competition as Rules
from tular.engines.rulebook.criteria import CriteriaSet
from tular.engines.rulebook.exact import written
from tular.engines.rulebook.parts import Combine, Part, Scale
from tular.engines.rulebook.scoring import Score, Unfit, score_entry

GENERAL = "_umum"
"""Where a sheet keeps the comment on the whole; no criterion has this id."""

LONGEST_COMMENT = 5000
LONGEST_MARK = 20

_NUMBER = re.compile(r"[+-]?\d{1,9}(?:[.,]\d{1,9})?")

type Content = Mapping[str, Mapping[str, Any]]
"""Criterion → {"mark": decimal as text, "" or None (does not apply), "comment": text}."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is marked: the tree of a set of criteria, cut to what one jury marks, and its criteria in order."""

    rules: Rules
    stage: str
    group: str
    jury: str
    told: CriteriaSet
    criteria: tuple[Part, ...]

    def criterion(self, identity: str) -> Part | None:
        """A criterion by its id."""
        return next((one for one in self.criteria if one.id == identity), None)

    @property
    def needed(self) -> tuple[Part, ...]:
        """Those without whose mark nothing is handed in."""
        return tuple(one for one in self.criteria if one.weight != 0)


@dataclass(frozen=True, slots=True)
class Running:
    """The sum on the way: `value` so far out of `most` that the marked criteria could give.

    `problem` says why there is none yet; then both are None.
    """

    value: Decimal | None
    most: Decimal | None
    marked: int
    needed: int
    problem: str = ""

    @property
    def is_complete(self) -> bool:
        """Whether nothing is missing."""
        return self.marked >= self.needed


def asked_of(rules: Rules, stage: str, group: str, panel: str = "") -> Asked | None:
    """What is marked of an entry of a group; None where the rulebook does not tell it all.

    Where several juries share the criteria, a panel that is called like one of them marks that jury's alone.
    """
    told = rules.criteria_for(stage, group)
    if told is None or told.partial:
        return None
    juries = {jury.casefold(): jury for jury in _juries(told.part)}
    jury = juries.get(panel.strip().casefold(), "")
    parts = _of_jury(told.part, jury) if jury else [told.part]
    criteria = tuple(one for part in parts for one in part.criteria())
    return Asked(rules, stage, group, jury, told, criteria)


def is_marked(cell: Mapping[str, Any] | None) -> bool:
    """Whether a criterion has a mark, or was said not to apply."""
    return cell is not None and "mark" in cell and cell["mark"] != ""


def marks_of(content: Content, asked: Asked) -> dict[str, Fraction | None]:
    """The marks that are there, by criterion."""
    found: dict[str, Fraction | None] = {}
    for one in asked.criteria:
        cell = content.get(one.id)
        if cell and is_marked(cell):
            found[one.id] = None if cell["mark"] is None else Fraction(str(cell["mark"]))
    return found


def mark_typed(text: str, scale: Scale) -> tuple[str, str]:
    """(the mark as exact decimal text, what is wrong with it): "80,5" → "80.5"; blank stays blank."""
    plain = text.strip()
    if not plain:
        return "", ""
    if not plain.isascii() or not _NUMBER.fullmatch(plain):
        said = _("“%(typed)s” bukan angka. Tulis angka saja, misalnya %(example)s.")
        return plain, said % {"typed": plain[:LONGEST_MARK], "example": example_of(scale)}
    number = Decimal(plain.replace(",", "."))
    value = format(number.normalize(), "f") if number else "0"
    return value, objection(Fraction(number), scale)


def objection(mark: Fraction, scale: Scale) -> str:
    """Why a mark cannot be, and what would be right; "" when it can."""
    if not scale.objection(mark):
        return ""
    ends = {"mark": written(mark), "low": written(scale.low), "high": written(scale.high)}
    if scale.levels:
        levels = ", ".join(written(level.value) for level in scale.levels)
        return _("%(mark)s bukan salah satu tingkat. Pilih: %(levels)s.") % {**ends, "levels": levels}
    if not scale.low <= mark <= scale.high:
        return _("%(mark)s di luar skala. Isi angka dari %(low)s sampai %(high)s.") % ends
    step = written(scale.step or Fraction(1))
    return _("%(mark)s tidak ada pada skala. Isi %(low)s sampai %(high)s dengan langkah %(step)s.") % {
        **ends, "step": step,
    }  # fmt: skip


def example_of(scale: Scale) -> str:
    """A mark of the scale, to show how marks are written."""
    if scale.levels:
        return written(scale.levels[-1].value)
    return written(scale.low + Fraction(int((scale.high - scale.low) * 4 / 5)) if not scale.step else scale.high)


def running(asked: Asked, content: Content) -> Running:
    """The sum of what is marked so far, by the engine: what is missing counts as the lowest mark."""
    marks = marks_of(content, asked)
    marked = sum(1 for one in asked.needed if one.id in marks)
    if not marks:
        return Running(None, None, 0, len(asked.needed))
    low = {one.id: one.scale.low for one in asked.criteria if one.scale}
    high = {one.id: one.scale.high for one in asked.criteria if one.scale}
    top: dict[str, object] = {
        name: (None if marks[name] is None else high[name]) if name in marks else value for name, value in low.items()
    }
    try:
        value = _score(asked, {**low, **marks})
        most = _score(asked, top)
    except Unfit as error:
        return Running(None, None, marked, len(asked.needed), str(error))
    return Running(value.total, most.total, marked, len(asked.needed))


def total_of(asked: Asked, content: Content) -> Score:
    """The score of marks that are complete. Raises `Unfit` when the rules cannot score them."""
    return _score(asked, dict(marks_of(content, asked)))


def share_of(asked: Asked, criterion: Part, cell: Mapping[str, Any] | None) -> tuple[str, str]:
    """(how, what) one mark adds to its part: ("80 × 25 %", "20,00"); empty where nothing is weighed."""
    if not cell or not is_marked(cell) or cell["mark"] is None or criterion.weight is None:
        return "", ""
    parent = _parent(asked.told.part, criterion.id)
    mark = Fraction(str(cell["mark"]))
    if parent is None or parent.combine not in (Combine.WEIGHTED_MEAN, Combine.WEIGHTED_SUM):
        return "", ""
    if parent.combine is Combine.WEIGHTED_SUM:
        return f"{written(mark)} × {written(criterion.weight)}", written(mark * criterion.weight, 2)
    weights = sum((one.weight or Fraction(0) for one in parent.parts), Fraction(0))
    if not weights:
        return "", ""
    share = criterion.weight / weights
    return f"{written(mark)} × {written(share * 100, 2)} %", written(mark * share, 2)


def _score(asked: Asked, marks: Mapping[str, object]) -> Score:
    return score_entry(asked.rules, marks, group=asked.group, stage=asked.stage, jury=asked.jury)


def _juries(part: Part) -> Iterator[str]:
    if part.jury:
        yield part.jury
    for one in part.parts:
        yield from _juries(one)


def _of_jury(part: Part, jury: str) -> list[Part]:
    if part.jury == jury:
        return [part]
    return [found for one in part.parts for found in _of_jury(one, jury)]


def _parent(part: Part, identity: str) -> Part | None:
    if any(one.id == identity for one in part.parts):
        return part
    return next((found for one in part.parts if (found := _parent(one, identity))), None)
