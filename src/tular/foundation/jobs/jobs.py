"""Regular work of the jobs themselves."""

from __future__ import annotations

import datetime

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tular.foundation.jobs.choices import OPEN, State
from tular.foundation.jobs.models import JobRun
from tular.foundation.jobs.registry import scheduled
from tular.foundation.jobs.run import Run
from tular.foundation.once.actions import forget

KEPT_REGULAR = datetime.timedelta(days=7)
"""Regular work that went well is soon of no interest."""

KEPT_OTHERS = datetime.timedelta(days=365)


@scheduled("jobs.tidy", _("Merapikan daftar pekerjaan"), daily_at=datetime.time(2, 40))
def tidy(run: Run) -> None:
    """Delete rows that nobody needs any more: of runs, of forms posted once. The audit trail keeps who did what."""
    now = timezone.now()
    forget(now)
    JobRun.objects.exclude(state__in=OPEN).filter(
        Q(is_scheduled=True, state=State.DONE, ended_at__lt=now - KEPT_REGULAR) | Q(ended_at__lt=now - KEPT_OTHERS)
    ).delete()
