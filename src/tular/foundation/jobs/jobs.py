"""Regular work on what the lower foundation and the jobs themselves leave behind."""

from __future__ import annotations

import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tular.foundation.access.actions import forget_ended_counts
from tular.foundation.jobs.actions.tidying import forget_old_runs
from tular.foundation.jobs.registry import scheduled
from tular.foundation.jobs.run import Run
from tular.foundation.once.actions import forget as forget_posted


@scheduled("jobs.tidy", _("Merapikan catatan yang sudah lewat"), daily_at=datetime.time(2, 40))
def tidy(run: Run) -> None:
    """Delete the rows of runs, of posted forms and of counts that nobody needs any more."""
    now = timezone.now()
    forget_old_runs(now)
    forget_posted(now)
    forget_ended_counts(now)
