"""What follows when readers differ: a case for a third reader or a discussion, and how it ends."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.engines.rulebook.choosing import Needs, settle
from tular.features.competitions.queries.runners import runners_of
from tular.features.judging import notices, permissions  # noqa: F401 - what people are told, and who may do this
from tular.features.judging.choices import HELD, AssignmentState, CasePurpose
from tular.features.judging.models import Assignment, DifferenceCase, Entry
from tular.features.judging.queries.differences import latest_totals, rule_for
from tular.foundation.actions import Reason, Refused, action
from tular.foundation.notifications.actions import notify

PURPOSES = {Needs.READER: CasePurpose.THIRD_READER, Needs.DISCUSSION: CasePurpose.DISCUSSION}


def look_at(entry: Entry, now: datetime) -> None:
    """Open or close the case of a proposal by what its readers gave. Called in the transaction of whoever marks.

    Nothing is opened while a reading is still out: with a third reader on the way there is nothing to ask for.
    """
    Entry.objects.select_for_update(of=("self",)).get(pk=entry.pk)  # of two at once the second sees what the first gave
    waiting = entry.assignments.filter(state=AssignmentState.ASSIGNED).exists()
    totals = latest_totals(entry)
    rule = rule_for(entry.review)
    if waiting or len(totals) < rule.readings:
        return
    discussed = any(one.round > 1 for one in totals)
    settled = settle([Fraction(one.total) for one in totals], rule, discussed=discussed)
    for case in entry.cases.filter(closed_at__isnull=True):
        if settled.needs not in PURPOSES or PURPOSES[settled.needs] != case.purpose:
            case.closed_at = now
            case.note = case.note or settled.how
            case.save()
    if settled.needs not in PURPOSES:
        return
    purpose = PURPOSES[settled.needs]
    if entry.cases.filter(purpose=purpose).exists():
        return
    case = DifferenceCase.objects.create(entry=entry, purpose=purpose, said=settled.how, opened_at=now)
    review = entry.review
    notify(
        runners_of(review.competition), "judging.difference", now=now,
        path=f"/kompetisi/{review.competition.slug}/penilaian/{review.stage}/perbedaan/{case.pk}",
        number=f"{entry.number:04d}", said=case.said, competition=review.competition.title,
    )  # fmt: skip


@action("judging.hold_discussion", gettext_lazy("Meminta penilai membahas dan menilai ulang"))
def hold_discussion(case: DifferenceCase, *, by: Any, now: datetime, reason: str = "") -> DifferenceCase:
    """Let the readers see each other's marks and mark once more; both marks are kept.

    They begin from their own marks. Refused while the readers have not all handed in.
    """
    if case.closed_at is not None or case.purpose != CasePurpose.DISCUSSION:
        raise Refused(_("Perbedaan ini sudah selesai atau memerlukan pembaca ketiga."))
    readings = list(
        Assignment.objects.select_for_update(of=("self",))
        .filter(entry=case.entry, state__in=HELD)
        .select_related("evaluator__person")
    )
    if any(one.state != AssignmentState.DONE for one in readings):
        raise Refused(_("Tunggu sampai semua pembaca menyerahkan lembar nilainya."))
    for one in readings:
        one.state, one.state_at = AssignmentState.ASSIGNED, now
        one.state_reason = ""
        one.save(update_fields=["state", "state_at", "state_reason"])
        notify(
            [one.evaluator.person], "judging.discussion", path=f"/penilaian/{one.pk}", now=now,
            number=f"{case.entry.number:04d}", said=case.said,
        )  # fmt: skip
    case.note = reason.strip()
    case.save()
    return case


@action("judging.close_case", gettext_lazy("Menutup perbedaan antarpenilai"))
def close_case(case: DifferenceCase, *, by: Any, now: datetime, reason: str = "") -> DifferenceCase:
    """End it as it is, for a reason: the marks that there are count by the rule, or their mean where it has none."""
    if case.closed_at is not None:
        raise Refused(_("Perbedaan ini sudah selesai."))
    if not reason.strip():
        raise Refused(Reason(_("Tulis mengapa perbedaan ini ditutup tanpa langkah aturan."), "alasan"))
    case.closed_at, case.closed_by, case.note = now, by, reason.strip()
    case.save()
    return case
