"""How many passed, and which lists there are, for the pages of competitions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q

from tular.features.competitions.models import Competition
from tular.features.selection.choices import LineChange, Outcome
from tular.features.selection.models import Announcement, StageOutcome
from tular.features.selection.queries.composing import checklists
from tular.features.selection.queries.listing import path_of, stage_label


@dataclass(frozen=True, slots=True)
class ListLine:
    """A published list in a few words."""

    announcement: Announcement
    path: str
    passed: int


@dataclass(frozen=True, slots=True)
class StageLists:
    """The lists of one stage, the newest first."""

    stage: str
    newest: ListLine
    earlier: list[ListLine]


def lists_of(competition: Competition) -> list[StageLists]:
    """The published lists of a competition by stage. One query; `rulebook` is loaded."""
    passing = Count("lines", filter=Q(lines__outcome=Outcome.PASSED) & ~Q(lines__change=LineChange.LEFT))
    rows = Announcement.objects.filter(competition=competition).annotate(passed=passing).order_by("-number")
    by_stage: dict[str, list[ListLine]] = defaultdict(list)
    for row in rows:
        by_stage[row.stage].append(ListLine(row, path_of(competition, row.stage, row.number), row.passed))
    return [StageLists(stage_label(competition, stage), found[0], found[1:]) for stage, found in by_stage.items()]


def passed_by_competition(ids: Iterable[int]) -> dict[int, int]:
    """How many passed the administrative selection by the newest list; a competition without a list is not among them.

    Three queries, however many competitions.
    """
    announced = set(
        Announcement.objects.filter(competition__in=list(ids)).values_list("competition", "stage").distinct()
    )
    competitions = Competition.objects.filter(pk__in={pk for pk, _stage in announced}).select_related("rulebook")
    stages = {one.pk: [stage.id for stage in checklists(one)] for one in competitions}
    counts = {
        (row["proposal__competition"], row["stage"]): row["n"]
        for row in StageOutcome.objects.filter(proposal__competition__in=list(stages), outcome=Outcome.PASSED)
        .values("proposal__competition", "stage")
        .annotate(n=Count("pk"))
        .order_by()
    }
    return {
        pk: counts.get((pk, stage), 0)
        for pk, of_competition in stages.items()
        for stage in of_competition[:1]
        if (pk, stage) in announced
    }
