"""The chain of reminders for records that nobody has brought up to date: unit, then agency, then hub."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from tular.features.accounts.models import User
from tular.features.catalogue import notices  # noqa: F401 - what people are told
from tular.features.catalogue.choices import Freshness, RemindStep
from tular.features.catalogue.models import Innovation, UpdateRequest
from tular.features.catalogue.queries.freshness import is_fresh, patience
from tular.features.catalogue.queries.reminded import People, people_to_remind
from tular.foundation.notifications.actions import notify

TITLES = 3
"""How many records a reminder names; the page it leads to lists them all."""

BATCH = 500


def remind(*, now: datetime) -> dict[RemindStep, int]:
    """Take every overdue record one step along the chain when its time has come; safe to run as often as one likes.

    A step where nobody could be asked is passed over at once. Each person gets one notice for all their records. The
    number of records newly asked for is told by step.
    """
    today = timezone.localdate(now, timezone.get_default_timezone())
    found: dict[RemindStep, int] = {}
    with transaction.atomic():
        told: dict[tuple[int, RemindStep], list[Innovation]] = defaultdict(list)
        everybody: dict[int, User] = {}
        people = people_to_remind()
        requests: list[UpdateRequest] = []
        for innovation, step in _due(today, now, people):
            requests.append(UpdateRequest(innovation=innovation, step=step, at=now, due=now + patience()[step]))
            found[step] = found.get(step, 0) + 1
            for person in people.of(step, innovation):
                everybody[person.pk] = person
                told[person.pk, step].append(innovation)
        UpdateRequest.objects.bulk_create(requests, batch_size=BATCH)
        for (person_id, _step), records in told.items():
            _tell(everybody[person_id], records, now)
    return found


def _tell(person: User, records: Sequence[Innovation], now: datetime) -> None:
    path = f"/catatan/{records[0].code}" if len(records) == 1 else "/catatan?kesegaran=perlu"
    titles = "; ".join(record.title for record in records[:TITLES])
    notify([person], "catalogue.update_wanted", path=path, now=now, count=len(records), titles=titles)


def _due(today: date, now: datetime, people: People) -> list[tuple[Innovation, RemindStep]]:
    """Overdue records with the step that has to be taken now, if there is anybody to ask."""
    steps = list(patience())
    asked = UpdateRequest.objects.filter(innovation=OuterRef("pk"), closed_at=None)
    overdue = (
        Innovation.published.filter(is_fresh(Freshness.OVERDUE, today) | is_fresh(Freshness.NEVER, today))
        .exclude(Exists(asked.filter(due__gt=now)))
        .exclude(Exists(asked.filter(step=steps[-1])))
        .select_related("agency")
        .prefetch_related("update_requests")
        .order_by("pk")
    )
    found = []
    for innovation in overdue:
        taken = [steps.index(RemindStep(row.step)) for row in innovation.update_requests.all() if row.closed_at is None]
        rest = steps[max(taken, default=-1) + 1 :]
        step = next((one for one in rest if people.of(one, innovation)), None)
        if step is not None:
            found.append((innovation, step))
    return found
