"""Who is heard when: placed with one button, moved by hand, published, and changed afterwards with a reason."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.engines.judging.timetable import Unheard
from tular.engines.judging.timetable import place as best
from tular.features.interviews import notices, permissions  # noqa: F401 - what people are told, and who may do this
from tular.features.interviews.actions.telling import tell_panel, tell_team
from tular.features.interviews.choices import CURRENT, SlotOutcome
from tular.features.interviews.models import InterviewPlan, Slot
from tular.features.interviews.queries.clashes import obstacles_of, unheard_in_words
from tular.features.interviews.queries.task import Laid, laid_out, task_of
from tular.features.judging.actions.assigning import Change, change_many
from tular.features.judging.choices import HELD, AssignmentState, ReviewState
from tular.features.judging.models import Assignment, Entry, Review
from tular.features.judging.queries.entrants import is_secret
from tular.foundation.actions import Reason, Refused, action
from tular.foundation.notifications.actions import notify

LONGEST_REASON = 2000
SHOWN = 20


def _review(plan: InterviewPlan) -> Review:
    """Locked first by all who change a timetable: they give readings in it, too."""
    return plan.review


def _review_of(slot: Slot) -> Review:
    return slot.session.plan.review


@action("interviews.place", gettext_lazy("Menempatkan proposal dalam jadwal"), first=_review)
def place(plan: InterviewPlan, *, by: Any, now: datetime, reason: str = "") -> list[str]:
    """Give all entries without a slot one, by the engine; those that have one stay. Sentences for who has none.

    Once published, both sides are told of the new slots and the panels get their readings.
    """
    laid = laid_out(plan)
    if not laid.waiting:
        raise Refused(_("Tidak ada proposal yang menunggu slot."))
    found = best(task_of(laid, now=now))
    held = laid.held
    slots = {str(one.pk): one for one in laid.slots}
    new = [(int(entry), slots[slot]) for entry, slot in found.places.items() if int(entry) not in held]
    if not new:
        raise Refused(*(Reason(text) for text in _missing(laid, found.unheard)[:SHOWN]))
    for entry, slot in new:
        slot.entry_id = entry
    Slot.objects.bulk_update([slot for _entry, slot in new], ["entry"], batch_size=500)
    _changed(plan)
    if plan.published_at is not None:
        _given(plan, [slot.pk for _entry, slot in new], by, now)
    return _missing(laid, found.unheard)


@action("interviews.put", gettext_lazy("Mengisi slot wawancara"), first=_review_of)
def put(slot: Slot, *, entry: Entry, by: Any, now: datetime, reason: str = "") -> Slot:
    """Put an entry that has no slot into this free one. Refused where it would clash."""
    plan = _locked(slot)
    if slot.entry_id is not None:
        raise Refused(_("Slot ini baru saja diisi. Muat ulang jadwalnya."))
    if entry.review_id != plan.review_id or entry.left_at is not None:
        raise Refused(Reason(_("Proposal ini tidak dinilai di tahap ini."), "entry"))
    if Slot.objects.filter(entry=entry, outcome__in=CURRENT).exists():
        raise Refused(Reason(_("Proposal ini sudah punya slot. Pindahkan dari sana."), "entry"))
    _must_lie_ahead(slot, now)
    slot.entry = entry
    slot.save(update_fields=["entry"])
    _must_not_clash(plan, {entry.pk})
    _changed(plan)
    if plan.published_at is not None:
        _given(plan, [slot.pk], by, now)
    return slot


@action("interviews.move", gettext_lazy("Memindahkan slot wawancara"), first=_review_of)
def move(slot: Slot, *, target: Slot, expected: int = 0, by: Any, now: datetime, reason: str = "") -> Slot:
    """Move what is heard here to another slot; what is there comes here. Refused where either would clash.

    `expected` is the entry that the page showed in the target (0: none): somebody else may have changed it meanwhile.
    Once published the reason is required and both sides of everything that moved are told.
    """
    plan = _locked(slot)
    there = Slot.objects.select_for_update(of=("self",)).select_related("panel", "session").get(pk=target.pk)
    entry, other = slot.entry, there.entry
    if entry is None or slot.outcome != SlotOutcome.PLANNED:
        raise Refused(_("Di slot ini tidak ada yang dapat dipindahkan."))
    if there.session.plan_id != plan.pk or there.pk == slot.pk:
        raise Refused(Reason(_("Pilih slot lain dari jadwal yang sama."), "target"))
    if there.outcome != SlotOutcome.PLANNED or (there.entry_id or 0) != expected:
        raise Refused(Reason(_("Slot tujuan baru saja berubah. Lihat lagi isinya, lalu pindahkan."), "target"))
    _must_lie_ahead(there, now)
    if other is not None:
        _must_lie_ahead(slot, now)
    said = _reason(plan, reason)
    Slot.objects.filter(pk__in=[slot.pk, there.pk]).update(entry=None)  # No moment with two slots for one entry.
    slot.entry, there.entry = other, entry
    slot.save(update_fields=["entry"])
    there.save(update_fields=["entry"])
    _must_not_clash(plan, {one.pk for one in (entry, other) if one is not None})
    _changed(plan)
    if plan.published_at is not None:
        moved = [(there, slot, entry), (slot, there, other)]
        _reassign(plan, [one.pk for one in (entry, other) if one is not None], by, now, said)
        for after, before, who in moved:
            if who is not None:
                _tell_moved(after, before, who, said, now)
    return slot


@action("interviews.take_out", gettext_lazy("Mengeluarkan dari jadwal wawancara"), first=_review_of)
def take_out(slot: Slot, *, by: Any, now: datetime, reason: str = "") -> Slot:
    """Nobody is heard in this slot. Once published the reason is required, and both sides are told."""
    plan = _locked(slot)
    entry = slot.entry
    if entry is None or slot.outcome != SlotOutcome.PLANNED:
        raise Refused(_("Di slot ini tidak ada yang dapat dikeluarkan."))
    said = _reason(plan, reason)
    slot.entry = None
    slot.save(update_fields=["entry"])
    slot.requests.filter(answer="").update(
        answer="dipindah", answer_reason=said or _("Dikeluarkan dari jadwal."), answered_by=by, answered_at=now
    )
    _changed(plan)
    if plan.published_at is not None:
        tell_team(slot, entry, "interviews.taken_out", now, before=slot.starts_at, reason=said)
        tell_panel(slot, entry, "interviews.taken_out", now, before=slot.starts_at, reason=said)
    return slot


@action("interviews.publish", gettext_lazy("Menerbitkan jadwal wawancara"), first=_review)
def publish(plan: InterviewPlan, *, by: Any, now: datetime, reason: str = "") -> InterviewPlan:
    """Show teams and panels their slots, and give the panels what they hear to mark. Refused while anything clashes."""
    if plan.published_at is not None:
        raise Refused(_("Jadwal ini sudah terbit."))
    if is_secret(plan.review.competition, plan.review.stage):
        raise Refused(_("Yang masuk tahap ini sudah diputus, tetapi belum diumumkan. Umumkan dulu daftarnya."))
    laid = laid_out(plan)
    held = laid.held
    if not held:
        raise Refused(_("Belum ada proposal dalam jadwal. Tempatkan dulu."))
    if wrong := obstacles_of(laid, set(held)):
        raise Refused(*(Reason(text) for text in wrong[:SHOWN]))
    plan.published_at = now
    plan.changes += 1
    plan.save(update_fields=["published_at", "changes"])
    _given(plan, [slot.pk for slot in held.values() if slot.starts_at > now], by, now)
    return plan


@action("interviews.assign_panels", gettext_lazy("Menugaskan tim wawancara"), first=_review)
def assign_panels(plan: InterviewPlan, *, by: Any, now: datetime, reason: str = "") -> int:
    """Give members of panels the readings that they lack, such as somebody who came later; how many."""
    if plan.published_at is None:
        raise Refused(_("Terbitkan jadwalnya dulu; penilai ditugaskan saat itu."))
    entries = Slot.objects.filter(session__plan=plan, entry__isnull=False, outcome__in=CURRENT).values_list("entry")
    changes = _lacking(plan, [pk for (pk,) in entries])
    if not changes:
        raise Refused(_("Semua penilai sudah ditugaskan untuk yang mereka dengar."))
    change_many(plan.review, changes=changes, by=by, now=now)
    return len(changes)


def _given(plan: InterviewPlan, slots: list[int], by: Any, now: datetime) -> None:
    """New slots of a published timetable: readings for the panels, and a word to both sides."""
    rows = list(
        Slot.objects.filter(pk__in=slots)
        .select_related("entry__proposal__agency__region", "panel", "session__plan__review__competition")
        .order_by("starts_at", "pk")
    )
    entries = [one.entry_id for one in rows if one.entry_id]
    if changes := _lacking(plan, entries):
        change_many(plan.review, changes=changes, by=by, now=now)
    panels = {}
    for one in rows:
        if one.entry is not None:
            tell_team(one, one.entry, "interviews.slot_given", now)
            panels[one.panel_id] = one.panel
    for panel in panels.values():
        people = [one.person for one in panel.evaluators.filter(left_at__isnull=True).select_related("person")]
        notify(
            people, "interviews.panel_given", now=now, path="/wawancara", panel=panel.name,
            competition=plan.review.competition.title,
        )  # fmt: skip


def _lacking(plan: InterviewPlan, entries: Iterable[int]) -> list[Change]:
    """Readings that members of panels lack of what they hear. Who abstained or has a conflict gets nothing again."""
    if plan.review.state == ReviewState.CLOSED:
        return []
    rows = Slot.objects.filter(session__plan=plan, entry__in=list(entries), outcome__in=CURRENT)
    rows = rows.select_related("entry").prefetch_related("panel__evaluators").order_by("entry__number")
    known = Assignment.objects.filter(entry__in=list(entries)).exclude(state=AssignmentState.TAKEN_BACK)
    have = set(known.values_list("entry", "evaluator"))
    conflicts = laid_out(plan).conflicts
    return [
        Change(one.entry, evaluator, gives=True)
        for one in rows
        if one.entry is not None
        for evaluator in one.panel.evaluators.all()
        if evaluator.left_at is None and (one.entry_id, evaluator.pk) not in have | conflicts
    ]


def _reassign(plan: InterviewPlan, entries: list[int], by: Any, now: datetime, reason: str) -> None:
    """Take back what other panels have not handed in of these entries, and give it to the panels that hear them."""
    if plan.review.state == ReviewState.CLOSED:
        raise Refused(_("Penilaian ini sudah ditutup; jadwalnya tidak berubah lagi."))
    panel_of = dict(
        Slot.objects.filter(session__plan=plan, entry__in=entries, outcome__in=CURRENT).values_list("entry", "panel")
    )
    rows = Assignment.objects.filter(
        entry__in=entries, state__in=HELD, evaluator__panel__isnull=False
    ).select_related("entry", "evaluator__panel")  # fmt: skip
    away = [one for one in rows if one.evaluator.panel_id != panel_of.get(one.entry_id)]
    changes = [Change(one.entry, one.evaluator, gives=False) for one in away if one.state == AssignmentState.ASSIGNED]
    changes += _lacking(plan, entries)
    if changes:
        change_many(plan.review, changes=changes, by=by, now=now, reason=reason)


def _tell_moved(after: Slot, before: Slot, entry: Entry, reason: str, now: datetime) -> None:
    values: dict[str, Any] = {"when": after.starts_at, "before": before.starts_at, "reason": reason}
    tell_team(after, entry, "interviews.moved", now, **values)
    tell_panel(after, entry, "interviews.moved", now, **values)
    if before.panel_id != after.panel_id:
        told = {"before": before.starts_at, "reason": reason}
        tell_panel(before, entry, "interviews.taken_out", now, **told)


def _locked(slot: Slot) -> InterviewPlan:
    """The plan, so that two who change the timetable do it one after the other."""
    return (
        InterviewPlan.objects.select_for_update(of=("self",))
        .select_related("review__competition__rulebook")
        .get(pk=slot.session.plan_id)
    )


def _must_lie_ahead(slot: Slot, now: datetime) -> None:
    if slot.starts_at <= now:
        raise Refused(Reason(_("Slot itu sudah lewat. Pilih yang akan datang."), "target"))


def _must_not_clash(plan: InterviewPlan, entries: set[int]) -> None:
    if wrong := obstacles_of(laid_out(plan), entries):
        raise Refused(*(Reason(text) for text in wrong[:SHOWN]))


def _reason(plan: InterviewPlan, reason: str) -> str:
    said = reason.strip()[:LONGEST_REASON]
    if plan.published_at is not None and not said:
        raise Refused(Reason(_("Jadwal sudah terbit: tulis alasannya; penyaji dan penilai membacanya."), "alasan"))
    return said


def _missing(laid: Laid, unheard: Any) -> list[str]:
    entries = {str(one.pk): one for one in laid.entries}
    return [unheard_in_words(entries[pk], Unheard(why)) for pk, why in unheard.items() if pk in entries]


def _changed(plan: InterviewPlan) -> None:
    """Let whoever looks at an older timetable notice."""
    InterviewPlan.objects.filter(pk=plan.pk).update(changes=F("changes") + 1)
    plan.refresh_from_db(fields=["changes"])
