"""What a case begins with: where one may begin it, in which ways, and what is known already."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from tular.features.agencies.choices import AgencyKind
from tular.features.agencies.models import Agency, ServiceUnit
from tular.features.agencies.queries.roles import roles_of
from tular.features.catalogue.models import Innovation
from tular.features.replications.choices import OPEN, Kind, ReplicationState
from tular.features.replications.models import Case, Replication
from tular.features.replications.queries.rules import in_language, todays_rules
from tular.features.replications.queries.shown import replications_shown
from tular.features.replications.queries.visibility import cases_taken_by, takers_for


def places_for(person: Any) -> list[tuple[str, str]]:
    """Agencies whose admin the person is, and units in which they work: (value, name). Three queries."""
    roles = roles_of(person)
    agencies = [(f"instansi-{one.pk}", one.name) for one in takers_for(person) if one.pk in roles.agencies]
    units = ServiceUnit.objects.filter(pk__in=list(roles.units)).select_related("agency").order_by("name")
    return [*agencies, *((f"unit-{one.pk}", f"{one.name}, {one.agency.name}") for one in units)]


def ways(*, own: bool) -> list[tuple[str, str]]:
    """The models of the rulebook with what each means; of one's own innovation only that without others."""
    return [
        (one.name.id, f"{in_language(one.name)}. {in_language(one.about)}")
        for one in todays_rules().models
        if not own or one.actors == ("penerima",)
    ]


def kinds_for(person: Any, innovation: Innovation) -> list[str]:
    """How much may change: only the owner scales up, and of one's own innovation nothing else is possible."""
    takers = set(takers_for(person).values_list("pk", flat=True))
    if takers == {innovation.agency_id}:
        return [Kind.SCALING]
    return list(Kind.values) if innovation.agency_id in takers else [Kind.ADOPTION, Kind.ADAPTATION]


def open_case_of(person: Any, innovation: Innovation) -> Case | None:
    """A case of this innovation that the person's side has open already."""
    return cases_taken_by(person).filter(innovation=innovation, state__in=OPEN).order_by("-pk").first()


def earlier_takers(innovation: Innovation) -> list[Replication]:
    """Replications from which one may have learned: those that run or ran, and are told to everybody."""
    states = [ReplicationState.RUNNING, ReplicationState.PROVEN, ReplicationState.STOPPED]
    return list(replications_shown().filter(innovation=innovation, state__in=states).order_by("taker_text"))


def facilitators_offered() -> list[str]:
    """Names of agencies that facilitate by their task: hubs, ministries and bodies of the state. One query."""
    by_task = Q(hub__isnull=False) | Q(kind__in=[AgencyKind.MINISTRY, AgencyKind.BODY])
    return list(Agency.objects.filter(by_task).order_by("name").values_list("name", flat=True))
