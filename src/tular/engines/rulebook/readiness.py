"""Two profiles of a replication: what the innovation allows, and what the taker brings. Never one number.

The weakest area limits the whole (CGIAR Scaling Readiness), so it comes first; a mean over areas would hide it. What
is not answered is no "no": it stands apart and lowers nothing. Answers above the lowest count only with evidence. The
authors of the checklist behind the areas (MSI) say that it should start a discussion and is no scorecard.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from tular.engines.rulebook.replication import SIDES, Advice, Area, Replicating, Words


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer to one question: its level, and what shows it ("" or a text, an address, the name of a file)."""

    level: int
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class AreaResult:
    """`mean` over the answers that count, 0 to the highest level; None while none does.

    `unanswered` questions, and `unproven` ones: answered above the lowest without evidence; neither counts. `low` are
    answered at the lowest level. `advice` is what to do about this area.
    """

    area: Area
    mean: Fraction | None
    counted: int
    unanswered: tuple[Words, ...]
    unproven: tuple[Words, ...]
    low: tuple[Words, ...]
    advice: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """One of the two sides: areas with the weakest first, those that nothing is known of last, and what to do."""

    side: str
    areas: tuple[AreaResult, ...]
    advice: tuple[Words, ...]

    @property
    def weakest(self) -> AreaResult | None:
        """The area that limits the whole, as far as answered."""
        return next((one for one in self.areas if one.mean is not None), None)


def profiles(rules: Replicating, replies: Mapping[str, Reply]) -> tuple[Profile, Profile]:
    """The profiles of innovation and taker from replies by question; raises ValueError for a level there is not."""
    for name, reply in replies.items():
        if not 0 <= reply.level < len(rules.levels):
            raise ValueError(f"{name}: tingkat {reply.level} tidak ada")
    first, second = (_profile(rules, side, replies) for side in SIDES)
    return first, second


def counts(reply: Reply) -> bool:
    """Whether an answer goes into the mean of its area: above the lowest level it needs evidence."""
    return reply.level == 0 or bool(reply.evidence.strip())


def _profile(rules: Replicating, side: str, replies: Mapping[str, Reply]) -> Profile:
    found = [_area(rules, area, replies) for area in rules.areas if area.side == side]
    known = sorted((one for one in found if one.mean is not None), key=lambda one: one.mean or Fraction(0))
    unknown = [one for one in found if one.mean is None]
    said = [one.say for one in rules.advice if any(one.say in area.advice for area in known)]
    return Profile(side, (*known, *unknown), tuple(said))


def _area(rules: Replicating, area: Area, replies: Mapping[str, Reply]) -> AreaResult:
    given = [(question, replies.get(question.id)) for question in area.questions]
    levels = [reply.level for _question, reply in given if reply and counts(reply)]
    mean = Fraction(sum(levels), len(levels)) if levels else None
    return AreaResult(
        area,
        mean,
        len(levels),
        tuple(question for question, reply in given if reply is None),
        tuple(question for question, reply in given if reply and not counts(reply)),
        tuple(question for question, reply in given if reply and reply.level == 0),
        tuple(one.say for one in rules.advice if mean is not None and _applies(one, area, mean, replies)),
    )


def _applies(advice: Advice, area: Area, mean: Fraction, replies: Mapping[str, Reply]) -> bool:
    """Whether it is said of an area that something is known of; an unknown one first has to be answered.

    What is said of an area, or of any of its side, is also said where one of its questions is answered at the lowest
    level: a good mean must not hide it.
    """
    if advice.question:
        reply = replies.get(advice.question)
        return reply is not None and reply.level < advice.below and advice.question in _ids(area)
    if advice.area != area.name.id and advice.side != area.side:
        return False
    low = any(reply is not None and reply.level == 0 for reply in map(replies.get, _ids(area)))
    return mean < advice.below or low


def _ids(area: Area) -> tuple[str, ...]:
    return tuple(question.id for question in area.questions)
