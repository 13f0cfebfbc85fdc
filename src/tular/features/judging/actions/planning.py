"""The assignment of all at once: computed in the background, looked at, adopted."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.judging import permissions  # noqa: F401 - registers who may do all this
from tular.features.judging.actions.assigning import BATCH, give_all, take_all
from tular.features.judging.actions.conflicts import find_conflicts
from tular.features.judging.choices import HELD, AssignmentKind, AssignmentState, Objective, ReviewState
from tular.features.judging.models import Assignment, AssignmentPlan, BulkAssignment, Entry, Review
from tular.features.judging.queries.assignments.listing import JOB, running_plan
from tular.features.judging.queries.made_with import noted, of_plans
from tular.features.judging.queries.planning import canonical_of, plan_input, staying
from tular.features.judging.queries.solving import solve
from tular.features.judging.queries.standing import standing_of
from tular.foundation.actions import Refused, action, together
from tular.foundation.jobs.actions import start
from tular.foundation.jobs.models import JobRun

Progress = Callable[[float, str], None]
"""Told how far it is, 0 to 1, and at what; may raise to stop."""

Pairs = set[tuple[int, int]]
"""(number of entry, number of evaluator)."""


@action("judging.plan", gettext_lazy("Menghitung penugasan"))
def begin_plan(review: Review, *, by: Any, now: datetime, reason: str = "") -> JobRun:
    """Have an assignment computed in the background. One run at a time."""
    if review.state == ReviewState.CLOSED:
        raise Refused(_("Penilaian ini sudah ditutup; penugasannya tidak berubah lagi."))
    if running_plan(review) is not None:
        raise Refused(_("Penugasan sedang dihitung. Tunggu sampai selesai, atau batalkan dahulu."))
    if against := standing_of(review, now).against.get("staffed"):
        raise Refused(*against)
    title = _("Penugasan: %(title)s") % {"title": review.competition.title}
    return start(JOB, by=by, title=title, arguments={"review": review.pk}, now=now)


def compute_plan(review: Review, *, by: Any, now: datetime, progress: Progress) -> AssignmentPlan:
    """Compute the next plan of a review for both objectives and keep it beside its input. Changes no reading."""
    with translation.override("id"):
        progress(0.02, _("Mencari benturan kepentingan"))
        find_conflicts(review, by=None, now=now)
        progress(0.1, _("Membaca proposal dan keahlian penilai"))
        told = plan_input(review)
        text, sha256 = canonical_of(told)
        progress(0.4, _("Menghitung penugasan"))
        found = solve(told)
        progress(0.95, _("Menyimpan rencana"))
        last = review.plans.order_by("number").last()
        with together():
            _keep_fits(review, told["affinity"])
            return AssignmentPlan.objects.create(
                review=review,
                number=last.number + 1 if last else 1,
                canonical=text,
                sha256=sha256,
                by=by,
                at=now,
                feasible=bool(found.solutions),
                explanation=list(found.explanation),
                solutions={name: noted(one, of_plans()) for name, one in found.solutions.items()},
            )


@action("judging.adopt", gettext_lazy("Memakai rencana penugasan"))
def adopt(plan: AssignmentPlan, *, objective: str, by: Any, now: datetime, reason: str = "") -> BulkAssignment:
    """Let the readings be those of the plan: what an earlier plan gave and this one does not is taken back.

    Refused when evaluators, proposals, conflicts or bounds have changed since the plan was computed.
    """
    review = Review.objects.select_for_update().get(pk=plan.review_id)
    if review.state == ReviewState.CLOSED:
        raise Refused(_("Penilaian ini sudah ditutup; penugasannya tidak berubah lagi."))
    if plan.adopted:
        raise Refused(_("Rencana ini sudah dipakai. Hitung rencana baru bila ada yang berubah."))
    if objective not in plan.solutions:
        raise Refused(_("Rencana ini tidak dapat dilaksanakan."))
    if not is_current(plan, review):
        raise Refused(stale())
    given, taken = difference(plan, objective)
    known = {
        (one.entry.number, one.evaluator.number): one
        for one in Assignment.objects.select_for_update(of=("self",))
        .filter(entry__review=review)
        .select_related("entry", "evaluator")
    }
    why = _("Rencana nomor %(n)d dipakai.") % {"n": plan.number}
    bulk = BulkAssignment.objects.create(
        review=review, plan=plan, by=by, at=now, reason=why if taken else "", given=sorted(map(list, given)),
        taken=sorted(map(list, taken)),
    )  # fmt: skip
    take_all([known[pair] for pair in sorted(taken)], why, now)
    entries = dict(review.entries.values_list("number", "pk"))
    evaluators = dict(review.evaluators.values_list("number", "pk"))
    bridges = {tuple(pair) for pair in plan.solutions[objective]["bridges"]}
    by_ids = {(one.entry_id, one.evaluator_id): one for one in known.values()}
    for kind, some in ((AssignmentKind.PLANNED, given - bridges), (AssignmentKind.BRIDGE, given & bridges)):
        pairs = [(entries[entry], evaluators[evaluator]) for entry, evaluator in sorted(some)]
        give_all(by_ids, pairs, kind=kind, by=by, now=now, plan=plan)
    plan.adopted, plan.adopted_at, plan.adopted_by = Objective(objective), now, by
    plan.save(update_fields=["adopted", "adopted_at", "adopted_by"])
    return bulk


def difference(plan: AssignmentPlan, objective: str) -> tuple[Pairs, Pairs]:
    """What adopting would give, and what it would take back."""
    wanted: Pairs = {(entry, evaluator) for entry, evaluator in plan.solutions[objective]["pairs"]}
    rows = Assignment.objects.filter(entry__review=plan.review_id, state__in=HELD)
    held: Pairs = set(rows.values_list("entry__number", "evaluator__number"))
    stays = {(one.entry.number, one.evaluator.number) for one in staying(plan.review)}
    free = rows.filter(state=AssignmentState.ASSIGNED).values_list("entry__number", "evaluator__number")
    return wanted - held, set(free) - wanted - stays


def _keep_fits(review: Review, affinity: list[list[float]]) -> None:
    """Keep each proposal's fits beside it: pages of one proposal need them, and the input of a plan is long."""
    fits: dict[int, dict[str, float]] = defaultdict(dict)
    for entry, evaluator, fit in affinity:
        fits[int(entry)][str(int(evaluator))] = fit
    rows = list(Entry.objects.filter(review=review).only("number", "review"))
    for row in rows:
        row.fits = fits[row.number]
    Entry.objects.bulk_update(rows, ["fits"], batch_size=BATCH)


def stale() -> str:
    """Why a plan that is no longer current is not adopted."""
    return _("Sejak rencana ini dihitung ada penilai, proposal, benturan, atau batas yang berubah. Hitung lagi.")


def is_current(plan: AssignmentPlan, review: Review) -> bool:
    """Whether everything but the fit is still as it was; the fit takes a job to compute."""
    was = json.loads(plan.canonical)
    return all(was[name] == value for name, value in plan_input(review, with_fit=False).items() if name != "affinity")
