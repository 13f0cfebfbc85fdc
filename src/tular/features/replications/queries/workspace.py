"""The workspace of a case as a plain object."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tular.engines.rulebook.replication import Step
from tular.features.replications.choices import Side
from tular.features.replications.models import Case
from tular.features.replications.queries.rules import in_language, steps_of
from tular.features.replications.queries.steps import blocking, done_steps
from tular.features.replications.queries.turns import turn_of
from tular.features.replications.queries.visibility import sides_of


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step of the list: `done_at` when it was finished, `current` where the work stands."""

    id: str
    order: int
    name: str
    gate: bool
    done_at: datetime | None
    current: bool


@dataclass(frozen=True, slots=True)
class CasePage:
    """What everybody sees of a case who may open it; `mine` are the sides for which the reader acts."""

    case: Case
    mine: frozenset[Side]
    turn: tuple[Side, ...]
    steps: tuple[StepLine, ...]
    step: Step
    against: tuple[str, ...]
    """Why the step that is shown cannot be finished now."""

    @property
    def is_my_turn(self) -> bool:
        """Whether the reader has to act."""
        return bool(self.mine & set(self.turn))

    @property
    def done(self) -> int:
        """How many steps are finished."""
        return sum(line.done_at is not None for line in self.steps)


def case_page(person: Any, case: Case, shown: str = "") -> CasePage:
    """The workspace, showing the step of this id, else the one at which the work stands."""
    steps, done = steps_of(case), done_steps(case)
    known = {one.name.id: one for one in steps}
    step = known.get(shown) or known.get(case.step) or steps[0]
    return CasePage(
        case=case,
        mine=sides_of(person, case),
        turn=turn_of(case),
        steps=tuple(
            StepLine(
                one.name.id, one.order, in_language(one.name), one.gate,
                done[one.name.id].at if one.name.id in done else None, one.name.id == step.name.id,
            )
            for one in steps
        ),
        step=step,
        against=tuple(blocking(case, step.name.id)),
    )  # fmt: skip
