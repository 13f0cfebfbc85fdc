"""Regular work about roles."""

from __future__ import annotations

from datetime import time

from django.utils import timezone
from django.utils.translation import gettext_lazy

from tular.features.agencies.actions import tell_endings
from tular.foundation.jobs.registry import scheduled
from tular.foundation.jobs.run import Run


@scheduled("agencies.tell_endings", gettext_lazy("Mengabarkan peran yang akan berakhir"), daily_at=time(6, 0))
def tell(run: Run) -> None:
    """Tell people whose role ends soon; who was told is not told again."""
    tell_endings(timezone.now())
