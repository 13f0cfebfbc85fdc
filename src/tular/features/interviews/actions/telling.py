"""Telling both sides of a slot: the team and local admin of the proposal, and the panel."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from tular.features.competitions.queries.moments import in_words
from tular.features.interviews.models import Slot
from tular.features.interviews.queries.task import zone_of
from tular.features.judging.models import Entry
from tular.features.proposals.queries.people import both_sides_of
from tular.foundation.notifications.actions import notify


def tell_team(slot: Slot, entry: Entry, kind: str, now: datetime, **values: Any) -> None:
    """Tell who writes or answers for the proposal, in its own zone. Moments among the values become words."""
    zone = zone_of(entry)
    told = {name: in_words(one, zone) if isinstance(one, datetime) else one for name, one in values.items()}
    notify(
        both_sides_of(entry.proposal), kind, now=now, path=f"/proposal/{entry.proposal.code}/wawancara",
        proposal=entry.proposal.title, when=told.pop("when", in_words(slot.starts_at, zone)), **told,
    )  # fmt: skip


def tell_panel(slot: Slot, entry: Entry, kind: str, now: datetime, *, panel: Any = None, **values: Any) -> None:
    """Tell the panel, each in the zone of their profile."""
    for one in (panel or slot.panel).evaluators.filter(left_at__isnull=True).select_related("person"):
        zone = zone_of_person(one.person)
        told = {name: in_words(v, zone) if isinstance(v, datetime) else v for name, v in values.items()}
        notify(
            [one.person], kind, now=now, path="/wawancara", proposal=entry.proposal.title,
            when=told.pop("when", in_words(slot.starts_at, zone)), **told,
        )  # fmt: skip


def tell_both(slot: Slot, kind: str, now: datetime, **values: Any) -> None:
    """Both sides of a slot with an entry."""
    assert slot.entry is not None, "somebody is heard in it"
    tell_team(slot, slot.entry, kind, now, **values)
    tell_panel(slot, slot.entry, kind, now, **values)


def zone_of_person(person: Any) -> str:
    """The zone in which somebody reads times."""
    return str(person.zone)
