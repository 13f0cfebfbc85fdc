"""Regular work of the jobs themselves."""

from __future__ import annotations

import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tular.foundation.jobs.actions.tidying import forget_old_runs
from tular.foundation.jobs.registry import scheduled
from tular.foundation.jobs.run import Run


@scheduled("jobs.tidy", _("Merapikan daftar pekerjaan"), daily_at=datetime.time(2, 40))
def tidy(run: Run) -> None:
    """Delete the rows of runs that nobody needs any more."""
    forget_old_runs(timezone.now())
