"""Which replications are told: facts in every count, made-up ones only beside them, marked, while the demo runs."""

from __future__ import annotations

from django.conf import settings
from django.db.models import QuerySet

from tular.features.replications.models import Replication


def real_replications() -> QuerySet[Replication]:
    """What counts, indexes and open data know."""
    return Replication.objects.filter(is_demo=False)


def replications_shown() -> QuerySet[Replication]:
    """What the page of an innovation lists; while the demo runs also what was made up for it, to be marked."""
    return Replication.objects.all() if settings.DEMO else real_replications()
