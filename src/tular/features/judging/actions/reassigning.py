"""Evaluators who do not begin: reminded, told of to the organiser, and their readings given to others."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tular.engines.judging.assignment import assign as best
from tular.engines.judging.task import Capacity, ProposalNeed, Task
from tular.features.competitions.queries.moments import days_until, in_words
from tular.features.competitions.queries.runners import runners_of
from tular.features.judging import notices, permissions  # noqa: F401 - what people are told, and who may do this
from tular.features.judging.actions.assigning import give_all, take_all
from tular.features.judging.choices import HELD, AssignmentKind, AssignmentState, ReviewState
from tular.features.judging.models import Assignment, BulkAssignment, Evaluator, Review
from tular.features.judging.queries.assignments.allowed import most
from tular.features.judging.queries.planning import conflicts_standing
from tular.features.judging.queries.standing import window_for
from tular.foundation.actions import Refused, action, together
from tular.foundation.notifications.actions import notify

STEPS = (7, 3, 1)
"""Days before the close at which evaluators with unfinished readings are reminded."""

AGAIN_AFTER = timedelta(hours=20)
ESCALATE_AFTER = 2
"""Reminders after which the organiser is told of somebody who has opened nothing."""


@action("judging.remind", gettext_lazy("Mengingatkan penilai"))
def remind(evaluator: Evaluator, *, by: Any, now: datetime, reason: str = "") -> Evaluator:
    """Ask an evaluator to go on; `reason` is a message to them. Not twice a day, and not without readings left."""
    review = evaluator.review
    if review.state != ReviewState.RUNNING:
        raise Refused(_("Penilaian tidak sedang berjalan, jadi tidak ada yang diingatkan."))
    left = _left(evaluator)
    if not left:
        raise Refused(_("Penilai ini sudah menyerahkan semua lembar nilainya."))
    if any(one.reminded_at and now - one.reminded_at < AGAIN_AFTER for one in left):
        raise Refused(_("Penilai ini sudah diingatkan kurang dari 20 jam yang lalu."))
    _remind(evaluator, left, now, reason.strip()[:2000])
    return evaluator


def remind_before_close(*, now: datetime) -> tuple[int, int]:
    """Remind once per step before each close whoever has readings left; how many, and of how many the organiser hears.

    Safe to run as often as one likes: nobody is reminded twice within `AGAIN_AFTER`.
    """
    reminded = told = 0
    for review in Review.objects.filter(state=ReviewState.RUNNING).select_related("competition"):
        window = window_for(review)
        if window is None or now >= window.closes_at or days_until(window.closes_at, now, window.zone) not in STEPS:
            continue
        for evaluator in review.evaluators.filter(left_at__isnull=True).select_related("person"):
            with together():
                left = _left(evaluator)
                if not left or any(one.reminded_at and now - one.reminded_at < AGAIN_AFTER for one in left):
                    continue
                _remind(evaluator, left, now, "")
                reminded += 1
                if min(one.reminders for one in left) >= ESCALATE_AFTER and not any(one.opened_at for one in left):
                    _tell_organiser(evaluator, len(left), now)
                    told += 1
    return reminded, told


@action("judging.reassign", gettext_lazy("Mengalihkan bacaan penilai"))
def reassign(evaluator: Evaluator, *, by: Any, now: datetime, reason: str = "") -> BulkAssignment:
    """Give what an evaluator has not opened to others: the best fitting within all bounds, without conflict.

    All or nothing; the reason is read by the evaluator. What they opened or handed in stays theirs.
    """
    said = reason.strip()
    if not said:
        raise Refused(_("Tulis mengapa bacaannya dialihkan; penilai itu membacanya."))
    review = Review.objects.select_for_update().get(pk=evaluator.review_id)
    if review.state == ReviewState.CLOSED:
        raise Refused(_("Penilaian ini sudah ditutup; bacaan tidak berubah lagi."))
    unopened = [one for one in _left(evaluator) if one.opened_at is None]
    if not unopened:
        raise Refused(_("Penilai ini sudah membuka semua bacaannya. Tarik bacaan itu satu per satu bila perlu."))
    found = best(_task(review, evaluator, unopened))
    if not found.feasible:
        raise Refused(_("Penilai lain tidak dapat menampung semuanya. %(why)s") % {"why": found.explanation})
    numbers = dict(review.evaluators.values_list("number", "pk"))
    entries = {one.entry.number: one.entry_id for one in unopened}
    pairs = [(entries[int(entry)], numbers[int(number)]) for entry, number in found.pairs]
    known = {
        (one.entry_id, one.evaluator_id): one
        for one in Assignment.objects.filter(entry__in=entries.values()).select_for_update(of=("self",))
    }
    bulk = BulkAssignment.objects.create(
        review=review, by=by, at=now, reason=said[:2000],
        given=sorted([int(entry), int(number)] for entry, number in found.pairs),
        taken=sorted([one.entry.number, evaluator.number] for one in unopened),
    )  # fmt: skip
    take_all(unopened, said[:2000], now)
    give_all(known, pairs, kind=AssignmentKind.REPLACEMENT, by=by, now=now)
    return bulk


def _task(review: Review, without: Evaluator, unopened: list[Assignment]) -> Task:
    """Only the readings in question: others bear what they bear, and read nothing twice."""
    entries = {one.entry_id: one.entry.number for one in unopened}
    others = {one.pk: one for one in review.evaluators.filter(left_at__isnull=True).exclude(pk=without.pk)}
    readings = Assignment.objects.filter(entry__review=review, entry__left_at__isnull=True)
    held = Counter(readings.filter(state__in=HELD).values_list("evaluator", flat=True))
    barred = set(readings.filter(entry__in=entries).exclude(state=AssignmentState.TAKEN_BACK).values_list(
        "entry", "evaluator"
    ))  # fmt: skip
    barred |= {pair for pair in conflicts_standing(review) if pair[0] in entries}
    people = {str(one.number) for one in others.values()}
    return Task(
        proposals=tuple(ProposalNeed(str(number), 1) for number in sorted(entries.values())),
        evaluators=tuple(
            Capacity(str(one.number), 0, max(0, most(one, review) - held[pk])) for pk, one in others.items()
        ),
        affinity={
            (str(one.entry.number), number): fit
            for one in unopened
            for number, fit in one.entry.fits.items()
            if number in people
        },
        conflicts=frozenset(
            (str(entries[entry]), str(others[evaluator].number)) for entry, evaluator in barred if evaluator in others
        ),
    )  # fmt: skip


def _left(evaluator: Evaluator) -> list[Assignment]:
    rows = evaluator.assignments.filter(state=AssignmentState.ASSIGNED, entry__left_at__isnull=True)
    return list(rows.select_related("entry", "evaluator").order_by("pk"))


def _remind(evaluator: Evaluator, left: list[Assignment], now: datetime, note: str) -> None:
    window = window_for(evaluator.review)
    until = in_words(window.closes_at, window.zone) if window else _("waktu yang belum ditetapkan")
    notify(
        [evaluator.person], "judging.reminded", path="/penilaian", now=now, count=len(left), until=until, note=note,
        competition=evaluator.review.competition.title,
    )  # fmt: skip
    Assignment.objects.filter(pk__in=[one.pk for one in left]).update(reminders=F("reminders") + 1, reminded_at=now)
    for one in left:
        one.reminders += 1


def _tell_organiser(evaluator: Evaluator, count: int, now: datetime) -> None:
    review = evaluator.review
    notify(
        runners_of(review.competition), "judging.silent", now=now, number=evaluator.number, count=count,
        path=f"/kompetisi/{review.competition.slug}/penilaian/{review.stage}/penugasan?lihat=penilai",
        competition=review.competition.title,
    )  # fmt: skip


def reminded_in_words(reminded: int, told: int) -> str:
    """What a run of reminding did."""
    said = ngettext("%(n)d penilai diingatkan", "%(n)d penilai diingatkan", reminded) % {"n": reminded}
    return f"{said}; {_('%(n)d dilaporkan kepada penyelenggara') % {'n': told}}" if told else said
