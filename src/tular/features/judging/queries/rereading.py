"""Whom to ask for one more reading, so that a list becomes surer soonest: pairs that may be assigned now."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from tular.engines.judging.rereading import Near, spread_readings
from tular.features.judging.choices import HELD, AssignmentState
from tular.features.judging.models import Assignment, BulkAssignment, CalibratedScore, Calibration, Entry, Review
from tular.features.judging.queries.assignments.allowed import most
from tular.features.judging.queries.borders.settled import chance_of
from tular.features.judging.queries.planning import conflicts_standing
from tular.features.judging.queries.visibility import people_of_organiser

USUAL, LARGEST = 10, 50


@dataclass(frozen=True, slots=True)
class MoreReading:
    """A proposal, who could read it once more, and what that is worth: fewer proposals on the wrong side."""

    entry: int
    title: str
    agency: str
    chance: str
    readings: int
    evaluator: int
    name: str
    held: int
    most: int
    gain: float

    @property
    def value(self) -> str:
        """What the form sends."""
        return f"{self.entry}-{self.evaluator}"


@dataclass(frozen=True, slots=True)
class MorePage:
    """The page: suggestions, most to gain first; `gain` of all of them together."""

    calibration: Calibration
    lines: tuple[MoreReading, ...]
    borderline: int
    wrong: float
    """Expected number of proposals on the wrong side of the line now."""
    bulk: BulkAssignment | None

    @property
    def gain(self) -> float:
        """Fewer proposals on the wrong side when all of them are read."""
        return sum(one.gain for one in self.lines)


def more_readings(review: Review, calibration: Calibration, pool: int, count: int, bulk: int = 0) -> MorePage:
    """The best further readings at a line within bounds and without conflict. A fixed number of queries."""
    line = calibration.figures["lines"][pool]
    near = [Near(str(number), mean, spread) for number, mean, spread in line.get("near", ())]
    numbers = [int(one.id) for one in near]
    entries = {
        one.number: one
        for one in Entry.objects.filter(review=review, number__in=numbers, left_at__isnull=True)
        .select_related("proposal__agency")
        .defer("proposal__content", "proposal__versions", "fits")
    }
    people = {one.number: one for one in review.evaluators.filter(left_at__isnull=True).select_related("person")}
    working = people_of_organiser(review.competition, [one.person_id for one in people.values()])
    held = Counter(
        Assignment.objects.filter(entry__review=review, entry__left_at__isnull=True, state__in=HELD).values_list(
            "evaluator__number", flat=True
        )
    )
    errors = {str(one["number"]): one["variance"] for one in calibration.figures["evaluators"] if "variance" in one}
    # Whoever has marked nothing yet is taken for ordinary.
    usual = sorted(errors.values())[len(errors) // 2] if errors else 1.0
    room = {
        str(number): 0 if one.person_id in working else max(0, most(one, review) - held[number])
        for number, one in people.items()
    }
    found = spread_readings(
        [one for one in near if int(one.id) in entries],
        line["at"],
        {str(number): errors.get(str(number), usual) for number in people},
        barred=_barred(review, entries),
        room=room,
        limit=count,
    )
    scores = {
        one.entry_id: one
        for one in CalibratedScore.objects.filter(calibration=calibration, entry__in=[x.pk for x in entries.values()])
    }
    lines = []
    for one in found:
        entry, evaluator = entries[int(one.proposal)], people[int(one.evaluator)]
        score = scores[entry.pk]
        lines.append(
            MoreReading(
                entry.number, entry.proposal.title, entry.proposal.agency.name, chance_of(score.p_in or 0.0),
                score.readings, evaluator.number, str(evaluator.person), held[evaluator.number],
                most(evaluator, review), one.gain,
            )
        )  # fmt: skip
    kept = BulkAssignment.objects.filter(review=review, pk=bulk).first() if bulk else None
    return MorePage(calibration, tuple(lines), len(near), 2 * line["misplaced"], kept)


def _barred(review: Review, entries: dict[int, Entry]) -> set[tuple[str, str]]:
    """Who reads or was to read it, and conflicts; pairs of numbers. Two queries."""
    rows = Assignment.objects.filter(entry__review=review).exclude(state=AssignmentState.TAKEN_BACK)
    found = {(str(entry), str(who)) for entry, who in rows.values_list("entry__number", "evaluator__number")}
    numbers = dict(review.evaluators.values_list("pk", "number"))
    of_entry = {one.pk: one.number for one in entries.values()}
    return found | {
        (str(of_entry[entry]), str(numbers[who])) for entry, who in conflicts_standing(review) if entry in of_entry
    }
