"""What is tidied while nobody looks."""

from __future__ import annotations

from datetime import time

from django.utils import timezone
from django.utils.translation import gettext_lazy

from tular.features.accounts.actions import forget_ended_sessions
from tular.foundation.jobs.registry import scheduled
from tular.foundation.jobs.run import Run


@scheduled("accounts.forget_ended_sessions", gettext_lazy("Membuang sesi yang sudah berakhir"), daily_at=time(3, 30))
def forget(run: Run) -> None:
    """Sessions that ended leave no rows behind."""
    forget_ended_sessions(timezone.now())
