"""What is known of the entries and the evaluators of a review, read once for all comparisons."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from tular.features.agencies.choices import AgencyKind, SuccessionChange
from tular.features.agencies.models import Agency, Hub, Membership, Region, Succession
from tular.features.agencies.queries.names import NameIndex, name_index
from tular.features.agencies.queries.roles import today
from tular.features.judging.models import Entry, Evaluator, EvaluatorProfile, Review

GOVERNMENTS = (AgencyKind.PROVINCE, AgencyKind.REGENCY, AgencyKind.CITY)


@dataclass(frozen=True, slots=True)
class Body:
    """An agency as far as comparisons need it. `same_as` are those it was or became."""

    id: int
    name: str
    parent: int | None
    region: str | None
    province: str | None
    is_government: bool
    same_as: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class EntryFacts:
    """An entry with its agency and its proposal."""

    id: int
    agency: int
    proposal: int
    innovation: int | None
    created_by: int | None
    edited_by: int | None


@dataclass(frozen=True, slots=True)
class Place:
    """Where an evaluator belongs: the agency, whether as its hub, until when, and whether they told so themselves."""

    agency: int
    is_hub: bool = False
    until: date | None = None
    told: bool = False


@dataclass(frozen=True, slots=True)
class EvaluatorFacts:
    """An evaluator with the places to which they belong."""

    id: int
    person: int
    name: str
    institution: str
    province: str | None
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """Everything that comparisons of a review begin with. `by_agency` maps an agency to the entries it entered."""

    entries: tuple[EntryFacts, ...]
    evaluators: tuple[EvaluatorFacts, ...]
    bodies: dict[int, Body]
    by_agency: dict[int, tuple[EntryFacts, ...]]


def judged_in(review: Review, evaluators: Iterable[int] | None = None) -> Judged:
    """The entries, also those that left and may come back, and the evaluators who judge now. Eight queries."""
    entries = tuple(
        EntryFacts(*row)
        for row in Entry.objects.filter(review=review)
        .order_by("number")
        .values_list(
            "pk", "proposal__agency", "proposal", "proposal__innovation", "proposal__created_by", "proposal__edited_by"
        )
    )
    by_agency: dict[int, list[EntryFacts]] = defaultdict(list)
    for one in entries:
        by_agency[one.agency].append(one)
    found = _evaluators(review, evaluators)
    wanted = set(by_agency) | {place.agency for one in found for place in one.places}
    return Judged(entries, found, _bodies(wanted), {agency: tuple(rows) for agency, rows in by_agency.items()})


def province_of(region: str | None, parent: str | None) -> str | None:
    """The province in which a region lies; a province lies in itself."""
    return parent or region


def _bodies(wanted: set[int]) -> dict[int, Body]:
    same: dict[int, set[int]] = defaultdict(set)
    whole = Q(change__in=[SuccessionChange.RENAMED, SuccessionChange.UPGRADED, SuccessionChange.DOWNGRADED,
                          SuccessionChange.MERGED, SuccessionChange.SPLIT])  # fmt: skip
    for before, after in Succession.objects.filter(whole).values_list("predecessor", "successor"):
        same[before].add(after)
        same[after].add(before)
    rows = Agency.objects.values_list("pk", "name", "parent", "region", "region__parent", "kind")
    return {
        pk: Body(pk, name, parent, region, province_of(region, above), kind in GOVERNMENTS, frozenset(same[pk]))
        for pk, name, parent, region, above, kind in rows
        if pk in wanted
    }


def _evaluators(review: Review, only: Iterable[int] | None) -> tuple[EvaluatorFacts, ...]:
    rows = Evaluator.objects.filter(review=review, left_at__isnull=True).select_related("person").order_by("number")
    if only is not None:
        rows = rows.filter(pk__in=list(only))
    found = list(rows)
    people = [one.person_id for one in found]
    profiles = {
        one.person_id: one
        for one in EvaluatorProfile.objects.filter(person__in=people).select_related("institution", "region")
    }
    places: dict[int, set[Place]] = defaultdict(set)
    for person, place in _memberships(people):
        places[person].add(place)
    index, hubs = name_index(), set(Hub.objects.values_list("agency", flat=True))
    facts = []
    for one in found:
        profile = profiles.get(one.person_id)
        told = _told(profile, index)
        own = set(places[one.person_id])
        if told is not None:
            own.add(Place(told, is_hub=told in hubs, told=True))
        institution = (profile.institution.name if profile.institution else profile.institution_name) if profile else ""
        region: Region | None = profile.region if profile else None
        province = province_of(region.pk, region.parent_id) if region else None
        facts.append(
            EvaluatorFacts(one.pk, one.person_id, one.person.name, institution, province,
                           tuple(sorted(own, key=lambda place: (place.agency, place.is_hub, place.told))))
        )  # fmt: skip
    return tuple(facts)


def _told(profile: EvaluatorProfile | None, index: NameIndex) -> int | None:
    """The agency of the profile, also when it was written as a name."""
    if profile is None:
        return None
    if profile.institution_id:
        return profile.institution_id
    found = index.find(profile.institution_name) if profile.institution_name else None
    return found.id if found else None


def _memberships(people: list[int]) -> list[tuple[int, Place]]:
    """Places of these people, today's and former ones."""
    day = today()
    rows = Membership.objects.filter(person__in=people, since__lte=day).select_related("hub")
    found = []
    for row in rows:
        agency = row.agency_id or (row.hub.agency_id if row.hub else None)
        if agency is None:
            continue
        over = row.until is not None and (row.until < day or (row.until == day and row.ended_at is not None))
        found.append((row.person_id, Place(agency, bool(row.hub_id), row.until if over else None)))
    return found
