"""Telling people something, and what they do with it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from tular.foundation.notifications.choices import MailContent, Rhythm
from tular.foundation.notifications.kinds import KINDS, NoticeKind, group_of
from tular.foundation.notifications.models import Mail, Notice, NoticeChoice

BATCH = 500


def notify(people: Iterable[Any], code: str, *, path: str, now: datetime, **params: Any) -> list[Notice]:
    """Tell each of these people once; call inside the transaction of what happened, so that both stay or neither.

    Writes a notice for everyone who is active and, for those who want mail at once, a mail; the others' notices wait
    for their digest or are on the page alone. `path` is the address of the page within the product ("/inovasi/…").
    `params` are values for the wording: text, numbers, booleans, dates, aware moments, lists and dicts of them.
    Always four queries or fewer, however many people (per 500). Raises KeyError for a kind that nobody defined,
    ValueError for a path outside of the product, TypeError for a value that a row cannot hold.
    """
    kind = KINDS[code]
    if not path.startswith("/") or path.startswith("//"):
        raise ValueError(f"not a path within the product: {path!r}")
    readers = list({person.pk: person for person in people if person.is_active}.values())
    if not readers:
        return []
    with transaction.atomic():
        rhythms = _rhythms(readers, kind)
        at_once = [person for person in readers if rhythms[person.pk] == Rhythm.AT_ONCE]
        mails = Mail.objects.bulk_create(
            [
                Mail(content=MailContent.NOTICE, person=person, urgent=kind.urgent, next_try_at=now, created_at=now)
                for person in at_once
            ],
            batch_size=BATCH,
        )
        mail_of = dict(zip((person.pk for person in at_once), mails, strict=True))
        return Notice.objects.bulk_create(
            [
                Notice(
                    person=person,
                    kind=kind.code,
                    group=kind.group,
                    params=params,
                    path=path,
                    urgent=kind.urgent,
                    rhythm=rhythms[person.pk],
                    mail=mail_of.get(person.pk),
                    at=now,
                )
                for person in readers
            ],
            batch_size=BATCH,
        )


def _rhythms(readers: list[Any], kind: NoticeKind) -> dict[int, str]:
    """Person → how soon they want mail of this kind."""
    default = Rhythm.AT_ONCE if kind.urgent else group_of(kind.group).default
    rhythms: dict[int, str] = {person.pk: default for person in readers}
    if not kind.urgent:
        chosen = NoticeChoice.objects.filter(group=kind.group, person__in=readers)
        rhythms.update(chosen.values_list("person_id", "rhythm"))
    return rhythms
