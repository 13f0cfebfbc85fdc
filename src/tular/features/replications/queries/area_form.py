"""The form of one area of a profile: its questions, and what the reader's side answered so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tular.engines.rulebook.replication import SIDES
from tular.features.replications.choices import Side
from tular.features.replications.models import Case, Reply
from tular.features.replications.queries.readiness import AreaBlock, ProfileBlock, blocks_of
from tular.features.replications.queries.replies import answering_as, replies_of
from tular.features.replications.queries.rules import rules_of
from tular.features.replications.queries.visibility import sides_of


@dataclass(frozen=True, slots=True)
class AreaStep:
    """An area in the list beside the form, in the order of the rulebook."""

    id: str
    name: str
    answered: int
    total: int
    current: bool


@dataclass(frozen=True, slots=True)
class AnswerPage:
    """The form of one area: for which side the reader answers, and what each side said so far."""

    case: Case
    block: ProfileBlock
    side: Side
    area: AreaBlock
    steps: tuple[AreaStep, ...]
    rows: Mapping[str, Reply]
    """The answers of this side by question, as they are kept."""

    @property
    def here(self) -> str:
        """The address of this form."""
        return f"{self.case.path}/kesiapan/{self.block.part}?bidang={self.area.id}"

    @property
    def key(self) -> str:
        """What the browser keeps an unsent form of it under."""
        return f"kesiapan/{self.case.pk}/{self.side}/{self.area.id}"

    @property
    def version(self) -> int:
        """Grows with every save of this area by this side: milliseconds of the last one, 0 before."""
        rows = (self.rows.get(line.id) for line in self.area.lines)
        return max((int(row.at.timestamp() * 1000) for row in rows if row is not None), default=0)

    @property
    def place(self) -> int:
        """The number of the area, from 1."""
        return next(number for number, step in enumerate(self.steps, start=1) if step.current)

    @property
    def following(self) -> AreaStep | None:
        """The next area, None after the last."""
        return self.steps[self.place] if self.place < len(self.steps) else None


def answer_page(person: Any, case: Case, part: str, wanted: str = "") -> AnswerPage | None:
    """The form of an area of a part, the first without a wish; None for what there is not or is not theirs to answer.

    A fixed number of queries.
    """
    mine = sides_of(person, case)
    side = answering_as(mine, part) if part in SIDES else None
    if side is None:
        return None
    rows = replies_of(case)
    block = next(one for one in blocks_of(case, rows, {}, mine) if one.part == part)
    areas = {area.id: area for area in block.areas}
    order = [area.name.id for area in rules_of(case).areas if area.side == part]
    area = areas.get(wanted or order[0])
    if area is None:
        return None
    steps = (AreaStep(id, areas[id].name, _by(areas[id], side), areas[id].total, id == area.id) for id in order)
    return AnswerPage(case, block, side, area, tuple(steps), {one.question: one for one in rows if one.side == side})


def _by(area: AreaBlock, side: Side) -> int:
    """How many questions of an area this side answered itself."""
    return sum(side in [one.side for one in (line.holds, line.beside) if one is not None] for line in area.lines)
