"""What became of a body, and what it came from."""

from __future__ import annotations

from collections.abc import Iterable

from tular.features.agencies.models import Agency, Succession


def successors_of(agency: Agency) -> set[int]:
    """Ids of all bodies that carry on this one's work, through any number of changes; one query."""
    return _reachable(agency.pk, Succession.objects.values_list("predecessor_id", "successor_id"))


def predecessors_of(agency: Agency) -> set[int]:
    """Ids of all bodies whose work this one carries on, through any number of changes; one query."""
    return _reachable(agency.pk, Succession.objects.values_list("successor_id", "predecessor_id"))


def families() -> dict[int, set[int]]:
    """For each body that ever changed: the ids of its successors and predecessors; one query.

    Siblings are not family: the Ministry of Law does not own what the Ministry of Immigration did.
    """
    links = list(Succession.objects.values_list("predecessor_id", "successor_id"))
    backward = [(after, before) for before, after in links]
    return {agency: _reachable(agency, links) | _reachable(agency, backward) for link in links for agency in link}


def _reachable(start: int, links: Iterable[tuple[int, int]]) -> set[int]:
    steps: dict[int, list[int]] = {}
    for origin, target in links:
        steps.setdefault(origin, []).append(target)
    found: set[int] = set()
    waiting = [start]
    while waiting:
        for target in steps.get(waiting.pop(), ()):
            if target not in found and target != start:
                found.add(target)
                waiting.append(target)
    return found
