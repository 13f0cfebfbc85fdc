"""Closing: the taker reports, the other side confirms."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.replications.actions.moving import move, needs_reason, publish, reach, told_of
from tular.features.replications.models import Case
from tular.features.replications.models.case import LONGEST_NEED
from tular.features.replications.queries.people import people_of_taker
from tular.features.replications.queries.turns import confirmers_of
from tular.foundation.actions import Reason, Refused, action
from tular.foundation.notifications.actions import notify


@action("replications.write_lessons", gettext_lazy("Menulis pelajaran"))
def write_lessons(case: Case, *, text: str, by: Any, now: datetime, reason: str = "") -> Case:
    """What others should know, failures among it."""
    if len(text) > LONGEST_NEED:
        raise Refused(Reason(_("Paling panjang %(n)d huruf.") % {"n": LONGEST_NEED}, "text"))
    case.lessons = text.strip()
    case.save()
    return case


@action("replications.report_closing", gettext_lazy("Mengajukan penutupan"))
def report_closing(case: Case, *, by: Any, now: datetime, reason: str = "") -> Case:
    """The taker says that it is done; the other side looks at it."""
    move(case, "replications.report_closing", now)
    reach(case, "penutupan", by=by, now=now)
    notify(confirmers_of(case), "replications.to_confirm", path=case.path, now=now, **told_of(case))
    return case


@action("replications.return_closing", gettext_lazy("Mengembalikan penutupan"))
def return_closing(case: Case, *, by: Any, now: datetime, reason: str = "") -> Case:
    """Something is missing; the taker reads what."""
    said = needs_reason(reason, _("Tulis apa yang masih kurang; penerima membacanya."))
    move(case, "replications.return_closing", now, said)
    notify(people_of_taker(case), "replications.closing_returned", path=case.path, now=now, reason=said,
           **told_of(case))  # fmt: skip
    return case


@action("replications.confirm_closing", gettext_lazy("Mengonfirmasi penutupan"))
def confirm_closing(case: Case, *, by: Any, now: datetime, reason: str = "") -> Case:
    """Both sides say that it is done. Whether it is also proven follows from the measurements."""
    case.closed_at = now
    move(case, "replications.confirm_closing", now, reason.strip())
    case.steps_done.get_or_create(step="penutupan", undone_at=None, defaults={"at": now, "by": by})
    publish(case, now)
    case.save()
    notify(people_of_taker(case), "replications.closed", path=case.path, now=now, **told_of(case))
    return case
