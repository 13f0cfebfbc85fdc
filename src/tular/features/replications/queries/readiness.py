"""The two profiles of a case as plain objects: weakest area first, each with its questions. Never one number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from tular.engines.rulebook.readiness import AreaResult, Profile, counts
from tular.engines.rulebook.replication import Replicating, Words
from tular.features.replications.choices import OPEN, Side
from tular.features.replications.models import Case, Decision, Reply, Task
from tular.features.replications.queries.replies import (
    INNOVATION,
    answering_as,
    carriable,
    for_engine,
    profiles_of,
    replies_of,
)
from tular.features.replications.queries.rules import in_language, rules_of
from tular.features.replications.queries.visibility import sides_of
from tular.foundation.files.models import StoredFile

STEP = "kesiapan"
"""Id of the step at which both profiles are made and decided upon."""


@dataclass(frozen=True, slots=True)
class Given:
    """What one side answered. `counts` is false above the lowest level without evidence.

    `carried_at` is when the owner gave it in an earlier case from which it was taken over; None for an answer of here.
    """

    side: Side
    level: int
    highest: int
    word: str
    evidence: str
    file: StoredFile | None
    counts: bool
    who: str
    at: datetime
    carried_at: datetime | None

    @property
    def by(self) -> str:
        """The side in words."""
        return _("Pemilik") if self.side == Side.OWNER else _("Penerima")

    @property
    def kind(self) -> str:
        """The shape that goes with its word; see `tag`."""
        if not self.counts:
            return "unknown"
        return "stop" if self.level == 0 else "ok" if self.level == self.highest else "part"


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """A question: the answer that holds, the other side's beside it, and the task that came of it."""

    id: str
    text: str
    holds: Given | None
    beside: Given | None
    task: Task | None

    @property
    def differs(self) -> bool:
        """Whether both sides answered, and not alike."""
        return self.holds is not None and self.beside is not None and self.holds.level != self.beside.level

    @property
    def is_low(self) -> bool:
        """Answered at the lowest level."""
        return self.holds is not None and self.holds.level == 0

    @property
    def is_unproven(self) -> bool:
        """Answered above the lowest without evidence, so that it does not count."""
        return self.holds is not None and not self.holds.counts

    @property
    def is_gap(self) -> bool:
        """Whether something is to be done about it."""
        return self.holds is None or self.is_low or self.is_unproven

    @property
    def from_owner(self) -> Given | None:
        """What the owner answered."""
        return next((one for one in (self.holds, self.beside) if one is not None and one.side == Side.OWNER), None)

    @property
    def from_taker(self) -> Given | None:
        """What the taker answered."""
        return next((one for one in (self.holds, self.beside) if one is not None and one.side == Side.TAKER), None)

    @property
    def state(self) -> str:
        """What is to be known of its answer, in words; "" for one that counts and is above the lowest level."""
        if self.holds is None:
            return _("belum dijawab")
        return _("tanpa bukti, belum dihitung") if self.is_unproven else ""


@dataclass(frozen=True, slots=True)
class AreaBlock:
    """One area; `mean` from 0 to the highest level, one decimal, None while nothing counts. `weakest` limits all."""

    id: str
    name: str
    mean: Decimal | None
    weakest: bool
    lines: tuple[QuestionLine, ...]
    advice: tuple[str, ...]

    @property
    def total(self) -> int:
        """How many questions it has."""
        return len(self.lines)

    @property
    def unanswered(self) -> int:
        """How many nobody answered; they are no "no"."""
        return sum(line.holds is None for line in self.lines)

    @property
    def answered(self) -> int:
        """How many are answered, with or without evidence."""
        return self.total - self.unanswered

    @property
    def unproven(self) -> int:
        """How many of the answered do not count for want of evidence."""
        return sum(line.is_unproven for line in self.lines)

    @property
    def gaps(self) -> tuple[QuestionLine, ...]:
        """Questions about which something is to be done."""
        return tuple(line for line in self.lines if line.is_gap)


@dataclass(frozen=True, slots=True)
class ProfileBlock:
    """One of the two parts, weakest area first; `answers_as` is the side for which the reader may answer it."""

    part: str
    areas: tuple[AreaBlock, ...]
    highest: int
    answers_as: Side | None = None

    @property
    def is_innovation(self) -> bool:
        """Whether it is about the innovation, not the taker."""
        return self.part == INNOVATION

    @property
    def title(self) -> str:
        """What it is called."""
        return _("Kelayakan inovasi") if self.is_innovation else _("Kesiapan penerima")

    @property
    def short(self) -> str:
        """The same as a heading beside something else."""
        if self.is_innovation:
            return _("Kelayakan inovasi, terlemah di atas")
        return _("Kesiapan penerima, terlemah di atas")

    @property
    def answered(self) -> int:
        """How many of its questions are answered."""
        return sum(area.answered for area in self.areas)

    @property
    def unanswered(self) -> int:
        """How many are not."""
        return sum(area.unanswered for area in self.areas)

    @property
    def unproven(self) -> int:
        """How many of the answered lack evidence."""
        return sum(area.unproven for area in self.areas)

    @property
    def counts(self) -> str:
        """How many are answered, lack evidence and are not answered, in words."""
        said = [_("%(n)d dijawab") % {"n": self.answered}]
        if self.unproven:
            said.append(_("%(n)d di antaranya tanpa bukti") % {"n": self.unproven})
        return ", ".join([*said, _("%(n)d belum") % {"n": self.unanswered}])

    @property
    def differing(self) -> int:
        """On how many both sides differ."""
        return sum(line.differs for area in self.areas for line in area.lines)

    @property
    def weakest(self) -> tuple[AreaBlock, ...]:
        """The areas that limit it: those with the lowest mean, none while nothing counts or all stand highest."""
        return tuple(area for area in self.areas if area.weakest)


@dataclass(frozen=True, slots=True)
class ReadinessPage:
    """Both profiles of a case. `to_carry` are own answers from earlier cases that the reader may take over."""

    case: Case
    mine: frozenset[Side]
    profiles: tuple[ProfileBlock, ProfileBlock]
    about: str
    to_carry: int
    last: Decision | None

    @property
    def gaps(self) -> tuple[QuestionLine, ...]:
        """Questions of both parts about which something is to be done and that are no task yet."""
        found = (line for block in self.profiles for area in block.areas for line in area.gaps)
        return tuple(line for line in found if line.task is None)

    @property
    def short(self) -> tuple[QuestionLine, ...]:
        """Those of `gaps` that somebody answered: what is not answered yet is no shortcoming."""
        return tuple(line for line in self.gaps if line.holds is not None)

    @property
    def decides(self) -> bool:
        """Whether the reader may write down what was decided."""
        return Side.TAKER in self.mine and self.case.state in OPEN

    @property
    def can_add_tasks(self) -> bool:
        """Whether the reader may turn answers into tasks."""
        return bool(self.mine - {Side.REVIEWER}) and self.case.state in OPEN


def readiness_page(person: Any, case: Case) -> ReadinessPage:
    """What everybody reads who sees the case. A fixed number of queries."""
    mine = sides_of(person, case)
    replies = replies_of(case)
    tasks = {task.question: task for task in case.tasks.filter(dropped_at__isnull=True).exclude(question="")}
    rules, open_ = rules_of(case), case.state in OPEN
    return ReadinessPage(
        case=case,
        mine=mine,
        profiles=blocks_of(case, replies, tasks, mine if open_ else frozenset()),
        about=about(rules),
        to_carry=len(carriable(case, person)) if open_ and Side.OWNER in mine else 0,
        last=case.decisions.order_by("-at", "-pk").first(),
    )


@dataclass(frozen=True, slots=True)
class DecisionPage:
    """What was decided so far, the last first, beside both profiles; `may` whether the reader records another."""

    profiles: tuple[ProfileBlock, ProfileBlock]
    decisions: tuple[Decision, ...]
    may: bool


def decision_page(person: Any, case: Case) -> DecisionPage:
    """What everybody reads who sees the case. A fixed number of queries."""
    decisions = case.decisions.select_related("by", "file").order_by("-at", "-pk")
    may = case.state in OPEN and Side.TAKER in sides_of(person, case)
    return DecisionPage(brief_profiles(case), tuple(decisions), may)


def brief_profiles(case: Case) -> tuple[ProfileBlock, ProfileBlock]:
    """Both profiles for a summary beside something else. One query."""
    return blocks_of(case, replies_of(case), {}, frozenset())


def blocks_of(
    case: Case, replies: Iterable[Reply], tasks: Mapping[str, Task], mine: frozenset[Side]
) -> tuple[ProfileBlock, ProfileBlock]:
    """Both profiles from the rows. No query."""
    rules, rows = rules_of(case), list(replies)
    given: dict[str, dict[Side, Given]] = {}
    for row in rows:
        given.setdefault(row.question, {})[Side(row.side)] = _given(rules, row)
    found = profiles_of(case, rows)
    first, second = (_block(rules, profile, given, tasks, mine) for profile in found)
    return first, second


def gap_title(line: QuestionLine) -> str:
    """What the task says that comes of a question."""
    if line.holds is None:
        text = _("Jawab: %(question)s")
    elif line.is_unproven:
        text = _("Lengkapi bukti: %(question)s")
    else:
        text = _("Tutup kekurangan: %(question)s")
    return text % {"question": line.text}


def who_closes(case: Case, part: str) -> Side:
    """The side whose task a question becomes: what is asked of the innovation is the owner's, once they know."""
    return Side.OWNER if part == INNOVATION and case.owner_told_at is not None else Side.TAKER


def about(rules: Replicating) -> str:
    """What the rulebook says of the two profiles: that they are no permission and no ranking."""
    table = rules.book.block("readiness")[0]
    return in_language(Words("", str(table.get("about_id", "")), str(table.get("about_en", ""))))


def _block(
    rules: Replicating, profile: Profile, given: Mapping[str, dict[Side, Given]], tasks: Mapping[str, Task],
    mine: frozenset[Side],
) -> ProfileBlock:  # fmt: skip
    highest = len(rules.levels) - 1
    lowest = profile.weakest.mean if profile.weakest is not None else None
    areas = tuple(_area(one, given, tasks, weakest=_limits(one.mean, lowest, highest)) for one in profile.areas)
    return ProfileBlock(profile.side, areas, highest, answering_as(mine, profile.side))


def _limits(mean: Fraction | None, lowest: Fraction | None, highest: int) -> bool:
    """Several areas may be equally weak; where all stand at the highest level none is."""
    return mean is not None and mean == lowest and mean < highest


def _area(
    found: AreaResult, given: Mapping[str, dict[Side, Given]], tasks: Mapping[str, Task], *, weakest: bool
) -> AreaBlock:
    return AreaBlock(
        id=found.area.name.id,
        name=in_language(found.area.name),
        mean=None if found.mean is None else _one_decimal(found.mean),
        weakest=weakest,
        lines=tuple(_line(one, given.get(one.id, {}), tasks) for one in found.area.questions),
        advice=tuple(in_language(one) for one in found.advice),
    )


def _line(question: Words, answers: Mapping[Side, Given], tasks: Mapping[str, Task]) -> QuestionLine:
    owner, taker = answers.get(Side.OWNER), answers.get(Side.TAKER)
    return QuestionLine(
        id=question.id,
        text=in_language(question),
        holds=owner or taker,
        beside=taker if owner is not None else None,
        task=tasks.get(question.id),
    )


def _given(rules: Replicating, row: Reply) -> Given:
    return Given(
        side=Side(row.side),
        level=row.level,
        highest=len(rules.levels) - 1,
        word=in_language(rules.levels[row.level].name),
        evidence=row.evidence,
        file=row.file,
        counts=counts(for_engine(row)),
        who=row.by.name,
        at=row.at,
        carried_at=row.taken_from.at if row.taken_from is not None else None,
    )


def _one_decimal(mean: Fraction) -> Decimal:
    exact = Decimal(mean.numerator) / Decimal(mean.denominator)
    return exact.quantize(Decimal("0.1"), ROUND_HALF_UP)
