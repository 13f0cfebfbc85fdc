"""Whom a reminder reaches: the people of units, agencies and hubs, read once for thousands of records."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from tular.features.accounts.models import User
from tular.features.agencies.choices import Role
from tular.features.agencies.models import Agency, Hub
from tular.features.agencies.queries.roles import memberships_on, today
from tular.features.catalogue.choices import RemindStep
from tular.features.catalogue.models import Innovation


@dataclass(frozen=True, slots=True)
class People:
    """People by the place whose records they are asked about."""

    units: dict[int, list[User]]
    agencies: dict[int, list[User]]
    hubs: dict[int, list[User]]
    centre: list[User]
    hub_of_agency: dict[int, list[int]]
    hub_of_province: dict[str, list[int]]

    def of(self, step: RemindStep, innovation: Innovation) -> list[User]:
        """Those to ask at this step; at the last one the centre stands in for a hub without people."""
        if step == RemindStep.UNIT:
            return self.units.get(innovation.service_unit_id or 0, [])
        if step == RemindStep.AGENCY:
            return self.agencies.get(innovation.agency_id, [])
        return self._of_hubs(innovation.agency) or self.centre

    def _of_hubs(self, agency: Agency) -> list[User]:
        hubs = {
            *self.hub_of_agency.get(agency.pk, ()),
            *self.hub_of_agency.get(agency.parent_id or 0, ()),
            *self.hub_of_province.get((agency.region_id or "")[:2], ()),
        }
        return [person for hub in sorted(hubs) for person in self.hubs.get(hub, ())]


def people_to_remind() -> People:
    """Everybody who can be asked today. Two queries."""
    units, agencies, hubs = defaultdict(list), defaultdict(list), defaultdict(list)
    centre: list[User] = []
    roles = (Role.UNIT_ADMIN, Role.UNIT, Role.AGENCY, Role.HUB, Role.NATIONAL)
    for row in memberships_on(today()).filter(role__in=roles).select_related("person").order_by("pk"):
        if row.unit_id:
            units[row.unit_id].append(row.person)
        elif row.agency_id:
            agencies[row.agency_id].append(row.person)
        elif row.hub_id:
            hubs[row.hub_id].append(row.person)
        else:
            centre.append(row.person)
    of_agency, of_province = defaultdict(list), defaultdict(list)
    for hub, agency, region in Hub.objects.values_list("pk", "agency_id", "agency__region_id"):
        of_agency[agency].append(hub)
        if region and len(region) == 2:
            of_province[region].append(hub)
    return People(dict(units), dict(agencies), dict(hubs), centre, dict(of_agency), dict(of_province))
