"""Invitations that wait for an answer, on the desk of those invited."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from tular.features.events.choices import EventState, GuestState
from tular.features.events.queries.pages import when_of
from tular.features.events.queries.visibility import invitations_of
from tular.foundation.ui.desk import DeskItem


def invitation_items(person: Any, now: datetime) -> Iterator[DeskItem]:
    """One line an event that is still to come. One query."""
    waiting = invitations_of(person).filter(
        state=GuestState.INVITED, event__ends_at__gt=now, event__state=EventState.ANNOUNCED
    )
    for one in waiting.select_related("event").order_by("event__starts_at"):
        yield DeskItem(
            title=_("Jawab undangan: %(title)s") % {"title": one.event.title}, href=f"{one.event.path}/jawab",
            role=_("Undangan"), action=_("Jawab"), text=when_of(one.event), since=one.invited_at,
        )  # fmt: skip
