"""What waits for a person, told by every feature that knows of something; the portal shows it on one desk.

A feature's `apps.py` offers its query once: `desk.offer(queries.desk_items)`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class DeskItem:
    """Something that waits, for the person or (`waits_for`) for somebody else.

    `due` is the moment until which it is wanted, None without a deadline; `since` the moment from which it waits.
    `role` says as what the person is asked; `action` is the verb of the button that leads to `href`; `text` tells in a
    line what it is about. One item may stand for `count` things of a kind ("3 catatan").
    """

    title: str
    href: str
    role: str
    action: str = ""
    text: str = ""
    due: datetime | None = None
    since: datetime | None = None
    count: int = 1
    waits_for: str = ""


Offer = Callable[[Any, datetime], Iterable[DeskItem]]

_offers: list[Offer] = []


def offer(query: Offer) -> None:
    """Let `query(person, now)` put its items on the desk; once per query. Its number of queries must be fixed."""
    if query not in _offers:
        _offers.append(query)


def items(person: Any, now: datetime) -> list[DeskItem]:
    """Everything that waits, the most urgent first, then what has no deadline, the oldest first."""
    found = [item for query in _offers for item in query(person, now)]
    return sorted(found, key=lambda item: (item.due or datetime.max.replace(tzinfo=now.tzinfo), item.since or now))
