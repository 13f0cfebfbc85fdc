"""Regular work on replications."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy

from tular.features.replications.actions.warning import tell_takers
from tular.foundation.jobs.registry import scheduled
from tular.foundation.jobs.run import Run


@scheduled("replications.tell_takers", gettext_lazy("Mengabari peniru tentang asalnya"), every=timedelta(minutes=15))
def tell(run: Run) -> None:
    """What happened to an origin is told once to everybody who copies it."""
    tell_takers(timezone.now())
