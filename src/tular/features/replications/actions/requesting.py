"""Asking the owner: interest is sent, checked, answered."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.catalogue.choices import State
from tular.features.replications.actions.moving import move, needs_reason, reach, told_of
from tular.features.replications.models import Case
from tular.features.replications.queries.people import (
    people_of_facilitator,
    people_of_owner,
    people_of_taker,
    reviewers_of,
    without,
)
from tular.features.replications.queries.rules import rules_of
from tular.foundation.actions import Refused, action
from tular.foundation.notifications.actions import notify


@action("replications.ask", gettext_lazy("Mengirim minat"))
def ask(case: Case, *, by: Any, now: datetime, reason: str = "") -> Case:
    """Send interest to the hub, which checks it before the owner is asked."""
    if case.innovation.state == State.WITHDRAWN:
        text = _("Inovasi ini sudah ditarik dari katalog, jadi pemiliknya tidak dapat diminta. Pilih inovasi lain.")
        raise Refused(text)
    move(case, "replications.ask", now)
    reach(case, "kesepakatan", passed="kesiapan", by=by, now=now)
    case.asked_at = case.asked_at or now
    case.due_at = now + timedelta(days=rules_of(case).clock.verify)
    case.save()
    people = without(reviewers_of(case), by)
    notify(people, "replications.to_verify", path=f"{case.path}/minat", now=now, **told_of(case))
    return case


@action("replications.verify", gettext_lazy("Meneruskan minat kepada pemilik"))
def verify(case: Case, *, by: Any, now: datetime, reason: str = "") -> Case:
    """The interest is in order: the owner is asked, and from now on sees the case. `reason` is a note for all sides."""
    move(case, "replications.verify", now, reason.strip())
    case.owner_told_at = case.owner_told_at or now
    case.due_at = now + timedelta(days=rules_of(case).clock.answer)
    case.save()
    facts = {**told_of(case), "note": reason.strip()}
    notify(people_of_owner(case), "replications.to_answer", path=f"{case.path}/minat", now=now, **facts)
    notify(without(people_of_taker(case), by), "replications.verified", path=f"{case.path}/minat", now=now, **facts)
    notify(people_of_facilitator(case), "replications.to_facilitate", path=case.path, now=now, **told_of(case))
    return case


@action("replications.return_interest", gettext_lazy("Mengembalikan minat"))
def return_interest(case: Case, *, by: Any, now: datetime, reason: str = "") -> Case:
    """The interest cannot be passed on as it is; the taker reads why and may send it again."""
    said = needs_reason(reason, _("Tulis apa yang harus diperbaiki; penerima membacanya."))
    move(case, "replications.return_interest", now, said)
    notify(people_of_taker(case), "replications.returned", path=f"{case.path}/minat", now=now, reason=said,
           **told_of(case))  # fmt: skip
    return case


@action("replications.accept", gettext_lazy("Menerima permintaan replikasi"))
def accept(case: Case, *, by: Any, now: datetime, reason: str = "") -> Case:
    """The owner agrees in principle; now both draw up the agreement. From here on the replication is public."""
    move(case, "replications.accept", now, reason.strip())
    case.answered_at = case.answered_at or now
    case.save()
    people = [*people_of_taker(case), *people_of_facilitator(case)]
    notify(people, "replications.accepted", path=f"{case.path}/kesepakatan", now=now, **told_of(case))
    return case


@action("replications.refuse", gettext_lazy("Menolak permintaan replikasi"))
def refuse(case: Case, *, by: Any, now: datetime, reason: str = "") -> Case:
    """The owner does not agree, and says why. The taker may choose another way or another innovation."""
    said = needs_reason(reason, _("Tulis alasannya; penerima dan hubnya membacanya."))
    move(case, "replications.refuse", now, said)
    case.answered_at = case.answered_at or now
    case.save()
    people = [*people_of_taker(case), *reviewers_of(case)]
    notify(people, "replications.refused", path=f"{case.path}/minat", now=now, reason=said, **told_of(case))
    return case


@action("replications.choose_again", gettext_lazy("Memilih cara lain"))
def choose_again(case: Case, *, by: Any, now: datetime, reason: str = "") -> Case:
    """Back to preparing: to work alone, with a facilitator, or to mend what was asked for."""
    move(case, "replications.choose_again", now)
    return case
