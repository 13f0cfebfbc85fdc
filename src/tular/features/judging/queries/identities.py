"""Who must not be known of an entry where its agency is hidden, gathered for many entries with few queries."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable

from tular.features.accounts.models import User
from tular.features.agencies.models import AgencyAlias, Region
from tular.features.judging.models import Entry
from tular.features.judging.queries.redaction import Identities
from tular.features.proposals.models import TeamMember


def identities_of(entries: Iterable[Entry]) -> dict[int, Identities]:
    """Entry → who must not be known. Four queries, with agency, its region and unit loaded (`sheets.WITH`)."""
    rows = list(entries)
    proposals = [one.proposal for one in rows]
    agencies = {one.agency_id for one in proposals}
    aliases: dict[int, set[str]] = defaultdict(set)
    for of_agency, name in AgencyAlias.objects.filter(agency__in=agencies).values_list("agency_id", "name"):
        aliases[of_agency].add(name)
    people = _people(rows)
    everywhere = tuple(Region.objects.order_by("code").values_list("name", flat=True))
    found = {}
    for entry in rows:
        proposal = entry.proposal
        agency, region = proposal.agency, proposal.agency.region
        named = {agency.name, agency.abbreviation, *aliases[agency.pk]}
        above = region.parent if region is not None else None
        found[entry.pk] = Identities(
            people=tuple(sorted(people[entry.pk])),
            agencies=tuple(sorted(filter(None, named))),
            units=(proposal.unit.name,) if proposal.unit else (),
            regions=tuple(sorted(one.name for one in (region, above) if one is not None)),
            elsewhere=everywhere,
        )
    return found


def _people(entries: list[Entry]) -> dict[int, set[str]]:
    """Entry → names of who wrote, entered and submitted it."""
    of_proposal = {one.proposal_id: one.pk for one in entries}
    found: dict[int, set[str]] = defaultdict(set)
    members = TeamMember.objects.filter(proposal__in=of_proposal).values_list("proposal_id", "person__name")
    for of_member, name in members:
        found[of_proposal[of_member]].add(name)
    of_person: dict[int, set[int]] = defaultdict(set)
    for entry in entries:
        proposal = entry.proposal
        for person in (proposal.created_by_id, proposal.edited_by_id, entry.submission.by_id):
            if person is not None:
                of_person[person].add(entry.pk)
        told = json.loads(entry.submission.canonical).get("by") or {}
        if told.get("name"):
            found[entry.pk].add(str(told["name"]))
    for pk, name in User.objects.filter(pk__in=of_person).values_list("pk", "name"):
        for entry_id in of_person[pk]:
            found[entry_id].add(name)
    return found
