"""Which units a record may be given to, and which others belong there with it."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from tular.features.agencies.models import ServiceUnit
from tular.features.agencies.queries.roles import today
from tular.features.catalogue.models import Innovation


def units_for(innovation: Innovation) -> QuerySet[ServiceUnit]:
    """The living units of the owner, by name."""
    return ServiceUnit.objects.filter(Q(until=None) | Q(until__gte=today()), agency=innovation.agency_id)


def records_alike(innovation: Innovation) -> QuerySet[Innovation]:
    """Other records of the owner whose source names the same unit and that are at the same unit here, or at none."""
    if not innovation.unit:
        return Innovation.objects.none()
    same = Innovation.objects.filter(
        agency=innovation.agency_id, unit__iexact=innovation.unit, service_unit=innovation.service_unit_id
    )
    return same.exclude(pk=innovation.pk).order_by("pk")
