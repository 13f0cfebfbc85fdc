"""Marks of a slot side by side: for its panel once all of the panel are in, never before."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from tular.engines.rulebook.choosing import settle
from tular.features.interviews.models import Slot
from tular.features.judging.choices import HELD, AssignmentState
from tular.features.judging.models import Assignment, Conflict, Evaluator, ScoreSheet
from tular.features.judging.queries.differences import rule_for
from tular.features.judging.queries.rules import criteria_list, criteria_of


@dataclass(frozen=True, slots=True)
class Row:
    """A criterion and what each reader gave, in the order of `Revealed.readers`."""

    label: str
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Revealed:
    """All marks of a slot. `said`: what the rule of differences makes of the totals."""

    readers: tuple[str, ...]
    rows: tuple[Row, ...]
    totals: tuple[str, ...]
    said: str


def revealed_to(person: Any, slot: Slot) -> Revealed | None:
    """The marks for a member of the panel who handed in themselves, once everybody did; None otherwise.

    Everybody: each member of the panel as it is now who may mark the entry, and whoever else still reads it, and as
    many as the review asks for: only then nobody of them can open their own sheet again after having seen the others'.
    Somebody who came later, a sheet that was opened again, and a second round hide all of them again.
    """
    if slot.entry is None:
        return None
    readings = list(Assignment.objects.filter(entry=slot.entry_id).select_related("evaluator"))
    held = [one for one in readings if one.state in HELD]
    if not any(one.evaluator.person_id == person.pk and one.evaluator.left_at is None for one in held):
        return None
    if any(one.state != AssignmentState.DONE for one in held) or len(held) < slot.entry.review.readings:
        return None
    settled = {one.evaluator_id for one in readings if one.state in (*HELD, AssignmentState.ABSTAINED)}
    settled |= {one.evaluator_id for one in readings if one.state == AssignmentState.CONFLICT}
    conflicts = Conflict.objects.filter(entry=slot.entry_id, lifted_at__isnull=True).values("evaluator")
    members = Evaluator.objects.filter(panel=slot.panel_id, left_at__isnull=True)
    if members.exclude(pk__in=settled).exclude(pk__in=conflicts).exists():
        return None
    return _side_by_side(slot)


def marks_for_organiser(slot: Slot) -> Revealed | None:
    """What was handed in so far, for whoever runs the competition; None while there is nothing."""
    return _side_by_side(slot) if slot.entry_id is not None else None


def _side_by_side(slot: Slot) -> Revealed | None:
    entry = slot.entry
    assert entry is not None, "somebody is heard in it"
    rows = ScoreSheet.objects.filter(
        assignment__entry=entry, assignment__state=AssignmentState.DONE, handed_in_at__isnull=False
    ).select_related("assignment__evaluator")
    sheets = list({one.assignment_id: one for one in rows.order_by("assignment__evaluator__number", "round")}.values())
    if not sheets:
        return None
    told = criteria_of(entry.review, entry.proposal.group)
    rule = rule_for(entry.review)
    said = ""
    if len(sheets) >= rule.readings:
        discussed = any(one.round > 1 for one in sheets)
        said = settle([Fraction(one.total) for one in sheets], rule, discussed=discussed).how
    return Revealed(
        readers=tuple(_("Penilai %(n)02d") % {"n": one.assignment.evaluator.number} for one in sheets),
        rows=tuple(
            Row(criterion.label, tuple(_mark(one, criterion.id) for one in sheets))
            for criterion in (criteria_list(told) if told else ())
        ),
        totals=tuple(one.total.replace(".", ",") for one in sheets),
        said=said,
    )


def _mark(sheet: ScoreSheet, criterion: str) -> str:
    return str((sheet.content.get(criterion) or {}).get("mark") or "").replace(".", ",")
