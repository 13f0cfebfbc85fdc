"""The words of background work."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where a run stands. It waits, runs, and ends in one of three ways; a retry lets it wait again."""

    WAITING = "waiting", _("Menunggu giliran")
    RUNNING = "running", _("Sedang berjalan")
    DONE = "done", _("Selesai")
    FAILED = "failed", _("Terhenti")
    CANCELLED = "cancelled", _("Dibatalkan")


OPEN = (State.WAITING, State.RUNNING)


class Lane(models.TextChoices):
    """A queue of its own each, so that an import of ten minutes does not hold up the mail."""

    PEOPLE = "people"
    SCHEDULED = "scheduled"
