"""Giving records to the units that look after them: one, or with it all that name the same unit."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from tular.features.agencies.models import ServiceUnit
from tular.features.catalogue import notices  # noqa: F401 - what people are told
from tular.features.catalogue.actions.upkeep import assign_unit
from tular.features.catalogue.models import Innovation
from tular.features.catalogue.queries.units import records_alike
from tular.features.catalogue.queries.visibility import unit_people
from tular.foundation.actions import together
from tular.foundation.notifications.actions import notify


def assign_units(
    innovation: Innovation, *, unit: ServiceUnit | None, alike: bool, by: Any, now: datetime, reason: str = ""
) -> int:
    """Assign a record and, when `alike`, those whose source names the same unit; how many. The unit is told once."""
    with together():
        # The others are known by where they are now, so before anything is changed.
        records = [innovation, *(records_alike(innovation) if alike else ())]
        for record in sorted(records, key=lambda one: one.pk):
            assign_unit(record, by=by, now=now, unit=unit, reason=reason)
        if unit is not None:
            notify(
                [person for person in unit_people(unit.pk) if person.pk != by.pk], "catalogue.assigned",
                path=f"/catatan?unit={unit.pk}", now=now, count=len(records), unit=unit.name, who=str(by),
            )  # fmt: skip
    return len(records)
