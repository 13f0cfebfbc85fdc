"""How far a case is: which steps are done, which one is next, and what stands in its way."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tular.engines.rulebook.replication import Step
from tular.features.replications.choices import CaseState, Outcome, WorkModel
from tular.features.replications.models import Case, StepDone
from tular.features.replications.queries.rules import in_language, steps_of
from tular.features.replications.queries.standing import last_decision

AGREED = (CaseState.AGREED, CaseState.RUNNING, CaseState.CLOSING, CaseState.DONE)
"""States in which the agreement is signed, or was not needed."""


def done_steps(case: Case) -> dict[str, StepDone]:
    """The steps that are finished now. One query."""
    return {row.step: row for row in case.steps_done.all() if row.undone_at is None}


def next_open(case: Case, finished: str) -> str:
    """Id of the step at which the work stands once one is finished: the first open one from there on.

    Who finishes an early step late does not take the work back to it. With nothing open behind, the first open one at
    all; "" when all are finished.
    """
    done = set(case.steps_done.filter(undone_at__isnull=True).values_list("step", flat=True))
    ids = [one.name.id for one in steps_of(case)]
    place = max((ids.index(one) for one in (case.step, finished) if one in ids), default=0)
    return next((one for one in (*ids[place:], *ids[:place]) if one not in done), "")


def blocking(case: Case, step: str) -> list[str]:
    """Why a step cannot be finished now; empty when it can."""
    return blocking_of(case, step, frozenset(done_steps(case)))


def blocking_of(case: Case, step: str, done: frozenset[str]) -> list[str]:
    """The same, for who knows already which steps are done. At most one query."""
    steps = {one.name.id: one for one in steps_of(case)}
    if step not in steps:
        return [_("Langkah ini tidak ada dalam kasus ini.")]
    # What happened before it was written down here went through its gates elsewhere.
    past = case.recorded and case.state in (*AGREED, CaseState.STOPPED)
    found = [
        _("Gerbang “%(name)s” belum dilewati.") % {"name": in_language(one.name)}
        for one in steps.values()
        if one.gate and not past and one.order < steps[step].order and one.name.id not in done
    ]
    return found or at_gate(case, steps[step])


def at_gate(case: Case, step: Step) -> list[str]:
    """What a gate itself asks for; empty for a step without one, or once it is met."""
    if not step.gate:
        return []
    if step.name.id == "kesiapan":
        decision = last_decision(case)
        if decision is None:
            return [_("Catat dulu keputusannya: lanjut, siapkan dulu, atau berhenti.")]
        return [] if decision.outcome == Outcome.GO_ON else [_("Keputusan terakhir bukan untuk lanjut.")]
    if step.name.id == "kesepakatan":
        signed = case.model == WorkModel.ALONE or case.state in AGREED
        return [] if signed else [_("Kesepakatan belum ditandatangani.")]
    return [] if case.state == CaseState.DONE else [_("Penutupan belum dikonfirmasi kedua pihak.")]
