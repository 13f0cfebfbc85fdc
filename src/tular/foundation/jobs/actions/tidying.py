"""Forgetting runs that nobody needs any more."""

from __future__ import annotations

import datetime

from django.db.models import Q

from tular.foundation.jobs.choices import OPEN, State
from tular.foundation.jobs.models import JobRun

KEPT_REGULAR = datetime.timedelta(days=7)
"""Regular work that went well is soon of no interest."""

KEPT_OTHERS = datetime.timedelta(days=365)


def forget_old_runs(now: datetime.datetime) -> None:
    """Delete old rows of runs that ended; who asked for them stays in the audit trail."""
    JobRun.objects.exclude(state__in=OPEN).filter(
        Q(is_scheduled=True, state=State.DONE, ended_at__lt=now - KEPT_REGULAR) | Q(ended_at__lt=now - KEPT_OTHERS)
    ).delete()
