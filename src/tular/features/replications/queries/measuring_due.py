"""Which cases have to measure now, and what of it is to be told; what waits on the desk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tular.features.replications.choices import CaseState, MeasureStep
from tular.features.replications.models import Case, CaseIndicator
from tular.features.replications.queries.rules import rules_of
from tular.features.replications.queries.schedule import BEFORE, GRACE, Slot, SlotState, slots_of
from tular.features.replications.queries.visibility import cases_held, cases_taken_by
from tular.foundation.ui.desk import DeskItem

MEASURED_STATES = (CaseState.RUNNING, CaseState.CLOSING, CaseState.DONE)


@dataclass(frozen=True, slots=True)
class Reminding:
    """What a case has to be told: the slot, and how far its clock is."""

    slot: Slot
    step: MeasureStep


def with_measurements(rows: QuerySet[Case]) -> QuerySet[Case]:
    """The cases with what `slots_for` asks, in a fixed number of queries."""
    main = CaseIndicator.objects.filter(main=True, dropped_at__isnull=True).prefetch_related("measurements")
    return rows.prefetch_related(Prefetch("indicators", queryset=main, to_attr="main_indicators"))


def measuring_cases() -> QuerySet[Case]:
    """Cases that run and are not paused; those that are closed go on being asked."""
    rows = cases_held().filter(state__in=MEASURED_STATES, began_on__isnull=False, paused_at__isnull=True)
    return with_measurements(rows.select_related("rulebook", "innovation", "taker", "owner", "replication"))


def slots_for(case: Case, today: date) -> tuple[Slot, ...]:
    """The schedule of a case loaded by `with_measurements`. Of a closed one a word that it still runs counts too."""
    if case.began_on is None:
        return ()
    days = {one.on for main in getattr(case, "main_indicators", ()) for one in main.measurements.all()}
    if case.state == CaseState.DONE and case.replication is not None and case.replication.seen_on:
        days.add(case.replication.seen_on)
    return slots_of(case.began_on, days, rules_of(case).remind, today)


def awaited_slot(case: Case, today: date) -> Slot | None:
    """The slot that is to be filled in now or next."""
    return next((slot for slot in slots_for(case, today) if slot.is_awaited), None)


def reminding_of(case: Case, today: date) -> Reminding | None:
    """What has to be told of a case on this day, told already or not; None before the time.

    Nothing is asked for days that had passed before the case was written down.
    """
    slot = awaited_slot(case, today)
    if slot is None or slot.on < timezone.localdate(case.created_at, timezone.get_default_timezone()):
        return None
    if slot.state == SlotState.NEXT:
        return Reminding(slot, MeasureStep.BEFORE) if slot.on - today <= BEFORE else None
    return Reminding(slot, MeasureStep.LATE if slot.state == SlotState.LATE else MeasureStep.DAY)


def due_end(slot: Slot) -> datetime:
    """The moment after which the owner is told that it is late."""
    return datetime.combine(slot.on + GRACE, time(23, 59), timezone.get_default_timezone())


def measuring_items(person: Any, now: datetime) -> list[DeskItem]:
    """Measurements that a taker's people have to fill in. A fixed number of queries."""
    if person is None or not person.is_authenticated:
        return []
    today = timezone.localdate(now, timezone.get_default_timezone())
    mine = measuring_cases().filter(pk__in=cases_taken_by(person).values("pk"))
    found = []
    for case in mine:
        told = reminding_of(case, today)
        if told is None:
            continue
        title = _("Ukur bulan ke-%(month)d: %(name)s") % {"month": told.slot.month, "name": case.name}
        text = case.innovation.title
        if case.state == CaseState.DONE:
            text = _("Masih berjalan? Ukur lagi, nyatakan masih berjalan, atau catat bila berhenti.")
        found.append(
            DeskItem(
                title,
                f"{case.path}/ukuran",
                pgettext("pihak", "penerima"),
                _("Isi ukuran"),
                text,
                due=due_end(told.slot),
            )
        )
    return found
